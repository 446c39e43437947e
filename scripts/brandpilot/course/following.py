"""What follows from an event by itself, in no file of the dossier: ends of periods, of calls."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import MAXYEAR, date, timedelta

from brandpilot.course.events import Event, joined
from brandpilot.days import is_whole
from brandpilot.findings import Json

PERIOD_OVER, HISTORY_OVER = "period-over", "period-over:imported"
_NOTICE_OVER, _OPENED, _CLOSED = "notice-over", "objections-opened", "objections-closed"
_CONCLUDED = "batch-concluded"

_PERIOD_YEARS = 3
"""指南一: a pilot lasts about three years; used where no plan says when it ends."""
_LAST_IMPORTED_BATCH = 2017
"""Year of the fourth batch: no pilot of the imported history is younger."""
_IMPORTED = "imported-designation"
_END = "/plan/end_date"
_LAST_BUT_ONE = date.max - timedelta(days=1)
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def following(
    past: Sequence[Event], conclusions: Mapping[str, Sequence[Event]]
) -> Mapping[str, Sequence[Event]]:
    """Give what follows from the last of the events that counted, by name of event.

    What was to follow before under one of these names follows no more. `conclusions` are the
    designation notices by the call that they conclude, be it directly or through a superior one.
    """
    event = past[-1]
    match event.name:
        case "application":
            ends = conclusions.get(event.file.get("call") or "", ())
            return {_CONCLUDED: [end for end in ends if end.day >= event.day]}
        case "notice-start":
            return _after_notice(past)
        case "designation" | "plan-revision":
            return _after_period(past)
        case name if name.startswith(_IMPORTED):
            over = Event(_day_after(_imported_end(event.day)), HISTORY_OVER, event.file)
            return {PERIOD_OVER: (), HISTORY_OVER: (over,)}
    return {}


def last_day(past: Sequence[Event]) -> str | None:
    """Give the last day of the pilot period that the events which counted set, oldest first.

    None before a designation, and for history: no source names that day.
    """
    for count in range(len(past), 0, -1):
        event = past[count - 1]
        end = _end_set_by(past, count)
        if end is not None or event.name.startswith(_IMPORTED):
            return end
    return None


def _after_period(past: Sequence[Event]) -> Mapping[str, Sequence[Event]]:
    """Give the end of the period that a designation sets, or a revision moves, if it does."""
    event = past[-1]
    end = _end_set_by(past, len(past))
    if end is None:
        return {}
    is_history = event.name != "designation" and any(
        one.name.startswith(_IMPORTED) for one in _since(past, "designation")
    )
    name = HISTORY_OVER if is_history else PERIOD_OVER
    over = Event(max(_day_after(date.fromisoformat(end)), event.day), name, event.file)
    return {PERIOD_OVER: (), HISTORY_OVER: (), name: (over,)}


def _end_set_by(past: Sequence[Event], count: int) -> str | None:
    """Give the last day of the pilot period where the last of so many events sets it or moves it."""
    event = past[count - 1]
    if event.name == "designation":
        return (
            _planned_end(past[:count]) or _three_years_on(date.fromisoformat(event.day)).isoformat()
        )
    return _new_end(event) if event.name == "plan-revision" else None


def _planned_end(past: Sequence[Event]) -> str | None:
    """Give the end of the plan that was filed last, as corrected before it was decided on."""
    end, file = None, ""
    for event in past:
        if event.name == "application":
            file = event.file.path.rpartition("/")[2]
            end = _as_day(event.file.get("plan", "end_date"))
        elif event.file.kind == "correction" and event.file.get("record") == file:
            end = _new_end(event) or end
    return end


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


def _imported_end(day: str) -> date:
    if is_whole(day):
        return _three_years_on(date.fromisoformat(day))
    # The latest day that it may have been.
    return date(_years_on(int(day or _LAST_IMPORTED_BATCH)), 12, 31)


def _three_years_on(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    year = _years_on(day.year)
    return date(year, 2, 28) if leap_day else day.replace(year=year)


def _years_on(year: int) -> int:
    return min(year + _PERIOD_YEARS, MAXYEAR)


def _after_notice(past: Sequence[Event]) -> Mapping[str, Sequence[Event]]:
    """Give the end of a notice, and when objections to it or to an earlier one stay open after."""
    start = past[-1]
    end = date.fromisoformat(start.file.get("public_notice")["end_date"])
    over = max(_day_after(end), _day_after(date.fromisoformat(start.day)))
    spans = (span for one in _since(past, "application") for span in one.contested)
    opened, closed = list[Event](), list[Event]()
    for first, last in joined(spans, over):
        opened.append(Event(first, _OPENED, start.file, start.node))
        if last is not None:
            closed.append(Event(last, _CLOSED, start.file, start.node))
    notice_over = Event(over, _NOTICE_OVER, start.file, start.node)
    return {_NOTICE_OVER: (notice_over,), _OPENED: opened, _CLOSED: closed}


def _since(past: Sequence[Event], name: str) -> Iterator[Event]:
    """Yield the events after the last one of a name, latest first; all where there is none."""
    for event in reversed(past):
        if event.name == name:
            return
        yield event


def _day_after(day: date) -> str:
    """Give the next day; what is said to last for ever (9999-12-31) ends on that day itself."""
    return (min(day, _LAST_BUT_ONE) + timedelta(days=1)).isoformat()
