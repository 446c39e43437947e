"""The course of a dossier: its events, one after the other, through the table of states.

The fold, the checks, the states on the site and the diagram all come from the same table.
"""

from collections import deque
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from brandpilot.calls import chain
from brandpilot.course.events import (
    VERDICTS,
    Event,
    Step,
    concluded,
    day_field,
    decisions_by_file,
    effective_day,
    events_of,
    is_by_ministry,
    is_irregular,
    is_legible,
    is_placeable,
    noticed,
    undone,
)
from brandpilot.course.following import HISTORY_OVER, following
from brandpilot.course.guards import (
    AT_FAULT,
    CODES,
    GUARDS,
    OUT_OF_ORDER,
    REFUSALS,
    VOIDED,
    Moment,
    Refusal,
    Standing,
    judge,
)
from brandpilot.course.past import APPLICATION, Past
from brandpilot.course.reading import BrokenTableError, read_table
from brandpilot.course.table import START, Duty, EventKind, State, Table, Transition
from brandpilot.findings import Json
from brandpilot.workdays import Calendar

__all__ = [
    "CODES",
    "GUARDS",
    "REFUSALS",
    "START",
    "VERDICTS",
    "VOIDED",
    "BrokenTableError",
    "Course",
    "Duty",
    "Event",
    "EventKind",
    "Past",
    "Refusal",
    "Rules",
    "Standing",
    "State",
    "Step",
    "Table",
    "Taken",
    "Transition",
    "courses",
    "day_field",
    "decisions_by_file",
    "effective_day",
    "is_by_ministry",
    "is_irregular",
    "is_legible",
    "is_placeable",
    "read_table",
    "undone",
]


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
    """All events of one dossier in their order, those of the future included.

    `conclusions` are the designation notices by the call that they conclude.
    """

    events: tuple[Event, ...]
    rules: Rules
    conclusions: Mapping[str, Sequence[Event]] = field(default_factory=dict)

    def at(self, as_of: date) -> Standing:
        """Tell where the dossier stands at the end of a day."""
        standing = Standing(START)
        for taken in self.taken(as_of):
            standing = taken.after
        return standing

    def taken(self, as_of: date | None = None) -> Iterator[Taken]:
        """Yield what becomes of each event up to the end of a day (of all, without one).

        An event that is refused changes nothing, unless the table says what it leads to. What
        follows from an event that counted, such as the end of a period, comes in between.
        """
        standing, past = Standing(START), Past()
        # What is still to come, in order: the events on record, and by name what follows of them.
        ahead = {"": deque(event for event in self.events if _has_come(event, as_of))}
        while queue := min(filter(None, ahead.values()), key=self._first, default=None):
            event = queue.popleft()
            taken = self._take(event, standing, past)
            if taken is None:
                continue
            yield taken
            standing = taken.after
            if taken.refusal is None:
                past.append(event)
                for name, events in following(past, self.conclusions).items():
                    come = (one for one in events if _has_come(one, as_of))
                    ahead[name] = deque(sorted(come, key=self._key))

    def _take(self, event: Event, before: Standing, past: Past) -> Taken | None:
        """Let an event happen; None for a derived one that means nothing where the dossier stands."""
        way = self.rules.table.find(event.name, before.state)
        if way is None or way.next is None:
            if self.rules.table.events[event.name].derived:
                return None
            why = way.refused if way and way.refused else ""
            refused = Refusal(REFUSALS.get(why, OUT_OF_ORDER), AT_FAULT.get(why, ()))
            return Taken(event, before, before, refused)
        for guard in way.guards:
            call = self._call(past, event)
            moment = Moment(event, before, past, call, self.rules.calendar)
            if (refusal := judge(guard, moment)) is not None:
                other = way.otherwise.get(guard)
                after = Standing(other, event.day, event) if other else before
                return Taken(event, before, after, refusal)
        return Taken(event, before, before if way.stays else _after(event, before, way.next))

    def _call(self, past: Past, event: Event) -> Mapping[str, Json]:
        """Give the settings of the call in force: the event's own, else the last application's."""
        named = event.file.get("call") if event.file.kind != "notice" else None
        filed = past.last(APPLICATION)
        return self.rules.calls.get(named or (filed and filed.file.get("call")) or "", {})

    def _first(self, queue: deque[Event]) -> tuple[str, int, int, str]:
        return self._key(queue[0])

    def _key(self, event: Event) -> tuple[str, int, int, str]:
        return _key(event, self.rules.table)


def courses(
    dossiers: Mapping[str, Sequence[Step]],
    notices: Sequence[Step],
    rules: Rules,
    irregular: Container[str] = (),
) -> dict[str, Course]:
    """Give the course of every dossier, from its own records and the notices that speak of it.

    `irregular` are the paths of records and notices that do not count (see `undone`).
    """
    counted = [one for one in notices if one.path not in irregular]
    starts, ends = noticed(counted), concluded(counted)
    superiors = {one.home: {"implements": one.get("implements")} for one in notices}
    conclusions = {
        call: [end for at in chain(call, superiors) for end in ends.get(at, ())]
        for call in superiors
    }
    made = {}
    for id_, steps in dossiers.items():
        events = [*events_of(steps, rules.table, irregular), *starts.get(id_, ())]
        events.sort(key=lambda event: _key(event, rules.table))
        made[id_] = Course(tuple(events), rules, conclusions)
    return made


def _key(event: Event, table: Table) -> tuple[str, int, int, str]:
    """Order events: undated history first, then by day, then as the table has them.

    A bare year sorts before the days of that year.
    """
    file = event.file
    return event.day, table.order(event.name), file.number, file.path


def _after(event: Event, before: Standing, state: str) -> Standing:
    if event.name == HISTORY_OVER:
        return replace(before, state=state)  # "about three years": no source names the day
    return Standing(state, event.day or None, event)


def _has_come(event: Event, as_of: date | None) -> bool:
    """Tell whether an event's day has come; a bare year has once its first day has."""
    return as_of is None or event.day <= as_of.isoformat()
