"""The course of a dossier: its events, one after the other, through the table of states.

The fold, the checks, the states on the site and the diagram all come from the same table.
"""

from bisect import insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from brandpilot.calls import chain
from brandpilot.course.events import (
    Event,
    Step,
    concluded,
    effective_day,
    events_of,
    is_placeable,
    noticed,
)
from brandpilot.course.guards import (
    GUARDS,
    OUT_OF_ORDER,
    REFUSALS,
    VOIDED,
    Moment,
    Refusal,
    Standing,
    judge,
)
from brandpilot.course.table import START, Duty, EventKind, State, Table, Transition, read_table
from brandpilot.findings import Json
from brandpilot.workdays import Calendar

__all__ = [
    "GUARDS",
    "REFUSALS",
    "START",
    "VOIDED",
    "Course",
    "Duty",
    "Event",
    "EventKind",
    "Refusal",
    "Rules",
    "Standing",
    "State",
    "Step",
    "Table",
    "Taken",
    "Transition",
    "courses",
    "effective_day",
    "is_placeable",
    "last_day",
    "read_table",
    "sort_key",
]

_PERIOD_YEARS = 3
"""指南一: a pilot lasts about three years; used where no plan says when it ends."""
_LAST_IMPORTED_BATCH = 2017
"""Year of the fourth batch: no pilot of the imported history is younger."""
_HISTORY_OVER = "period-over:imported"
_END = "/plan/end_date"
_WHOLE_DAY = 10
"""Characters of a date that names its day."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a course is judged by: the table, every call's settings by notice id, the calendar."""

    table: Table
    calls: Mapping[str, Mapping[str, Json]]
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class Taken:
    """One event and what became of it."""

    event: Event
    before: Standing
    after: Standing
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """All events of one dossier in their order, those of the future included."""

    events: tuple[Event, ...]
    rules: Rules

    def at(self, as_of: date) -> Standing:
        """Tell where the dossier stands at the end of a day."""
        standing = Standing(START)
        for taken in self.taken(as_of):
            standing = taken.after
        return standing

    def taken(self, as_of: date | None = None) -> Iterator[Taken]:
        """Yield what becomes of each event up to the end of a day (of all, without one).

        An event that is refused changes nothing, unless the table says what it leads to. The end
        of the pilot period is in no file: it comes in between, on the day after the last.
        """
        standing, past, ends = Standing(START), list[Event](), None
        pending = [event for event in self.events if _has_come(event, as_of)]
        while pending:
            event = pending.pop(0)
            call = self._call(past, event)
            moment = Moment(event, standing, tuple(past), call, ends, self.rules.calendar)
            taken = _take(moment, self.rules.table)
            if taken is None:
                continue
            yield taken
            standing = taken.after
            if taken.refusal is not None:
                continue
            past.append(event)
            ends = _period_end(event, past) or ends
            over = _period_over(event, ends)
            if over is not None:
                pending = [one for one in pending if one.name != over.name]
                if _has_come(over, as_of):
                    insort(pending, over, key=self._key)

    def _key(self, event: Event) -> tuple[bool, str, int, int, str]:
        return sort_key(event, self.rules.table)

    def _call(self, past: Sequence[Event], event: Event) -> Mapping[str, Json]:
        """Give the settings of the call in force: the event's own, else the last application's."""
        named = event.file.get("call") if event.file.kind != "notice" else None
        filed = (one.file.get("call") for one in reversed(past) if one.name == "application")
        return self.rules.calls.get(named or next(filed, None) or "", {})


def courses(
    dossiers: Mapping[str, Sequence[Step]], notices: Sequence[Step], rules: Rules
) -> dict[str, Course]:
    """Give the course of every dossier, from its own records and the notices that speak of it."""
    by_dossier, by_call = noticed(notices), concluded(notices)
    superiors = {one.home: {"implements": one.get("implements")} for one in notices}
    made = {}
    for id_, steps in dossiers.items():
        filed = {one.get("call") for one in steps if one.kind == "application"}
        calls = {at for call in filed if call for at in chain(call, superiors)}
        ends = [event for call in sorted(calls) for event in by_call.get(call, ())]
        events = [*events_of(steps, rules.table), *by_dossier.get(id_, ()), *ends]
        events.sort(key=lambda event: sort_key(event, rules.table))
        made[id_] = Course(tuple(events), rules)
    return made


def last_day(past: Sequence[Event]) -> str | None:
    """Give the last day of the pilot period that the events which counted set, oldest first.

    None before a designation, and for history: no source names that day.
    """
    last = None
    for count, event in enumerate(past):
        last = _period_end(event, past[: count + 1]) or last
    return last


def sort_key(event: Event, table: Table) -> tuple[bool, str, int, int, str]:
    """Order events: undated history first, then by day (or year), then as the table has them."""
    file = event.file
    return bool(event.day), event.day, table.order(event.name), file.number, file.path


def _take(moment: Moment, table: Table) -> Taken | None:
    """Let an event happen; None for a derived one that means nothing where the dossier stands."""
    event, before = moment.event, moment.standing
    way = table.find(event.name, before.state)
    if way is None or way.next is None:
        if table.events[event.name].derived:
            return None
        code = REFUSALS[way.refused] if way and way.refused else OUT_OF_ORDER
        return Taken(event, before, before, Refusal(code))
    for guard in way.guards:
        if (refusal := judge(guard, moment)) is not None:
            other = way.otherwise
            return Taken(event, before, _moved(before, other, event) if other else before, refusal)
    return Taken(event, before, _moved(before, way.next, event))


def _moved(before: Standing, state: str, event: Event) -> Standing:
    if state == before.state:
        return before
    if event.name == _HISTORY_OVER:
        return replace(before, state=state)  # "about three years": no source names the day
    return Standing(state, event.day or None, event)


def _period_end(event: Event, past: Sequence[Event]) -> str | None:
    """Give the last day of the pilot period where an event sets it or moves it."""
    if event.name == "designation":
        filings = (one for one in reversed(past) if one.name == "application")
        plans = (filing.file.get("plan", "end_date") for filing in filings)
        planned: str | None = next(plans, None)
        return planned or _three_years_on(date.fromisoformat(event.day)).isoformat()
    if event.name == "plan-revision":
        changes = (one for one in event.file.get("changes") or () if one)
        return next((one["new"] for one in changes if one.get("pointer") == _END), None)
    return None


def _period_over(event: Event, ends: str | None) -> Event | None:
    """Give the clock's event that a designation starts, or that a revised plan moves."""
    if event.name in ("designation", "plan-revision") and ends:
        return Event(_day_after(date.fromisoformat(ends)), "period-over", event.file)
    if event.name.startswith("imported-designation"):
        if len(event.day) == _WHOLE_DAY:
            last = _three_years_on(date.fromisoformat(event.day))
        else:  # the latest day that it may have been
            last = date(int(event.day or _LAST_IMPORTED_BATCH) + _PERIOD_YEARS, 12, 31)
        return Event(_day_after(last), _HISTORY_OVER, event.file)
    return None


def _three_years_on(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    year = day.year + _PERIOD_YEARS
    return date(year, 2, 28) if leap_day else day.replace(year=year)


def _day_after(day: date) -> str:
    return (day + timedelta(days=1)).isoformat()


def _has_come(event: Event, as_of: date | None) -> bool:
    """Tell whether an event's day has come; of a bare year its first day counts."""
    return as_of is None or event.day <= as_of.isoformat()[: len(event.day)]
