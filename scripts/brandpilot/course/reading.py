"""`schemas/lifecycle.yaml` read and held to sense: a slip in it would pass a wrong verdict on people."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import yaml

from brandpilot.course.guards import GUARDS, REFUSALS
from brandpilot.course.table import START, Duty, EventKind, State, Table, Transition
from brandpilot.findings import Json
from brandpilot.layout import LIFECYCLE

_PARTS = frozenset(("actors", "states", "events", "duties", "transitions"))
_WAY = frozenset(("event", "from", "next", "guards", "otherwise", "refused"))
_SAME = "same"
_ANY = "any"
_REST = "rest"

_Made = TypeVar("_Made", State, EventKind, Duty)


class BrokenTableError(ValueError):
    """The table of states contradicts itself, or names what there is not; says all of it."""


def read_table(root: Path) -> Table:
    """Read the table of a tree. Raises OSError, or BrokenTableError where it makes no sense."""
    try:
        told = yaml.load((root / LIFECYCLE).read_bytes(), yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise BrokenTableError(error) from error
    if not isinstance(told, dict) or told.keys() != _PARTS:
        message = f"{LIFECYCLE} has not exactly the parts {sorted(_PARTS)}"
        raise BrokenTableError(message)
    states = _each(State, told["states"])
    ways = tuple(_transitions(tuple(states), told["transitions"]))
    events, duties = _each(EventKind, told["events"]), _each(Duty, told["duties"])
    table = Table(told["actors"], states, events, duties, ways)
    if problems := list(_problems(table)):
        raise BrokenTableError("; ".join(problems))
    return table


def _each(kind: type[_Made], rows: Mapping[str, Mapping[str, Json]]) -> dict[str, _Made]:
    made = {}
    for code, row in rows.items():
        boxes: dict[str, Json] = {
            key: tuple(box) if isinstance(box, list) else box for key, box in row.items()
        }
        try:
            made[code] = kind(code, **boxes)
        except TypeError as error:  # a box that is missing, or that there is not
            message = f"{code}: {error}"
            raise BrokenTableError(message) from error
    return made


def _transitions(states: Sequence[str], rows: Sequence[Mapping[str, Json]]) -> Iterator[Transition]:
    """Spell the rows out, one transition for each state that a row starts from."""
    for row in rows:
        if not {"event", "from"} <= row.keys() <= _WAY:
            message = f"transition {dict(row)}: needs event and from, may have {sorted(_WAY)}"
            raise BrokenTableError(message)
    named = {(row["event"], state) for row in rows for state in _named(row)}
    everywhere: Mapping[str, Sequence[str]]
    for row in rows:
        rest = [state for state in states if (row["event"], state) not in named]
        everywhere = {_ANY: states, _REST: rest}
        for state in _named(row) or everywhere[row["from"]]:
            stays = row.get("next") == _SAME
            yield Transition(
                row["event"],
                state,
                state if stays else row.get("next"),
                tuple(row.get("guards", ())),
                row.get("otherwise", {}),
                row.get("refused"),
                stays,
            )


def _named(row: Mapping[str, Json]) -> tuple[str, ...]:
    return () if row["from"] in (_ANY, _REST) else tuple(row["from"])


def _problems(table: Table) -> Iterator[str]:
    """Say of everything that is named and is not there, and of every way told twice or not at all."""
    if START not in table.states:
        yield f"no state {START}"
    actors = [(state.code, state.turn) for state in table.states.values() if state.turn]
    actors += [(event.code, event.actor) for event in table.events.values()]
    actors += [(duty.code, duty.actor) for duty in table.duties.values()]
    yield from (f"{code}: no actor {actor}" for code, actor in actors if actor not in table.actors)
    for duty in table.duties.values():
        yield from (
            f"{duty.code}: no state {one}" for one in duty.states if one not in table.states
        )
    seen = set[tuple[str, str]]()
    for way in table.transitions:
        yield from (f"{way.event} from {way.state}: {told}" for told in _faults(way, table))
        if (way.event, way.state) in seen:
            yield f"{way.event} from {way.state}: told twice"
        seen.add((way.event, way.state))


def _faults(way: Transition, table: Table) -> Iterator[str]:
    if way.event not in table.events:
        yield "no such event"
    leads = (way.state, *([way.next] if way.next else ()), *way.otherwise.values())
    yield from (f"no state {state}" for state in leads if state not in table.states)
    if (way.next is None) == (way.refused is None):
        yield "needs either next or refused"
    if way.refused and way.refused not in REFUSALS:
        yield f"no reason {way.refused}"
    yield from (f"no guard {guard}" for guard in way.guards if guard not in GUARDS)
    if strange := way.otherwise.keys() - set(way.guards):
        yield f"otherwise for no guard of it: {sorted(strange)}"
