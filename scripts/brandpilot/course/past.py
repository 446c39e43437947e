"""The events of a dossier that counted, and the pilot period that they set.

What is asked of them is known as soon as they have counted, so that following a dossier of
thousands of files takes no longer than reading them.
"""

import re
from datetime import MAXYEAR, date

from brandpilot.course.events import Event
from brandpilot.findings import Json

APPLICATION, DESIGNATION, REVISION = "application", "designation", "plan-revision"
IMPORTED = ("imported-designation", "imported-designation:undated")

_CORRECTION = "correction"
_PERIOD_YEARS = 3
"""指南一: a pilot lasts about three years; used where no plan says when it ends."""
_END = "/plan/end_date"
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class Past:
    """The events that counted, oldest first, and who set the pilot period last.

    `last_day` is the last day of that period; None before a designation, and for history: no
    source names that day.
    """

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.last_day: str | None = None
        self.period_set_by: Event | None = None
        self._counts: dict[str, int] = {}
        self._filing = ""
        self._planned_end: str | None = None

    def append(self, event: Event) -> None:
        """Let one more event have counted."""
        self.events.append(event)
        self._counts[event.name] = len(self.events)
        self._read_plan(event)
        end = self._end_set_by(event)
        if end is not None or event.name in IMPORTED:
            self.last_day, self.period_set_by = end, event

    @property
    def is_history(self) -> bool:
        """Tell whether the last designation is one of history."""
        return self._count(*IMPORTED) > self._count(DESIGNATION)

    def last(self, name: str) -> Event | None:
        """Give the latest event of a name."""
        count = self._count(name)
        return self.events[count - 1] if count else None

    def since(self, *names: str) -> list[Event]:
        """Give the events after the latest of some names; all where there is none."""
        return self.events[self._count(*names) :]

    def is_since(self, name: str, other: str) -> bool:
        """Tell whether an event of a name counted after the latest of another."""
        return self._count(name) > self._count(other)

    def _count(self, *names: str) -> int:
        """Count the events up to the latest of some names, itself included."""
        return max(self._counts.get(name, 0) for name in names)

    def _read_plan(self, event: Event) -> None:
        """Note when the plan ends that was filed last, as corrected since."""
        if event.name == APPLICATION:
            self._filing = event.file.path.rpartition("/")[2]
            self._planned_end = _as_day(event.file.get("plan", "end_date"))
        elif event.file.kind == _CORRECTION and event.file.get("record") == self._filing:
            self._planned_end = _new_end(event) or self._planned_end

    def _end_set_by(self, event: Event) -> str | None:
        """Give the last day of the pilot period where an event sets it or moves it."""
        if event.name == DESIGNATION:
            day = date.fromisoformat(event.day)
            return self._planned_end or three_years_on(day).isoformat()
        return _new_end(event) if event.name == REVISION else None


def three_years_on(day: date) -> date:
    """Give the same day of the third year after, the last of February for a leap day."""
    leap_day = (day.month, day.day) == (2, 29)
    year = third_year_after(day.year)
    return date(year, 2, 28) if leap_day else day.replace(year=year)


def third_year_after(year: int) -> int:
    """Give the year in which a pilot period ends that began in a year."""
    return min(year + _PERIOD_YEARS, MAXYEAR)


def _new_end(event: Event) -> str | None:
    """Give the last end of the plan that a revision or correction writes."""
    rows = [row for row in event.file.get("changes") or () if row]
    ends = [_as_day(row.get("new")) for row in rows if row.get("pointer") == _END]
    return ends[-1] if ends else None


def _as_day(value: Json) -> str | None:
    """Give a text that is a day of the calendar; what is not is judged elsewhere."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return None
