"""`schemas/lifecycle.yaml` as values: states, events, which leads from where to where, and duties."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml

from brandpilot.findings import Json
from brandpilot.layout import LIFECYCLE

START = "unrecorded"
"""Where every dossier stands before its first record."""
_SAME = "same"
_ANY = "any"
_REST = "rest"


@dataclass(frozen=True, slots=True)
class State:
    """One state: whose turn it is (None where nobody owes anything) and what is to be done next."""

    code: str
    name: str
    phase: str
    clause: str
    turn: str | None = None
    next: str = ""


@dataclass(frozen=True, slots=True)
class EventKind:
    """One thing that can happen; `name` is Chinese, `actor` a key of the table's actors.

    A `derived` one is nobody's filing: it follows from a clock or from other records, and where
    it means nothing it passes unsaid.
    """

    code: str
    name: str
    actor: str
    clause: str
    derived: bool = False

    @property
    def record(self) -> str:
        """Kind of the record that brings the event about; no record's for the clock's events."""
        return self.code.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that somebody may owe; `name` is Chinese, `actor` a key of the table's actors."""

    code: str
    name: str
    actor: str
    clause: str


@dataclass(frozen=True, slots=True)
class Transition:
    """What becomes of an event in one state.

    Without `next` the event is refused there, for the reason `refused`. Where a guard does not
    hold the event is refused too, and leads to what `otherwise` names for that guard, if it does.
    An event that `stays` leaves the state as it was, since when it was and on what it rests.
    """

    event: str
    state: str
    next: str | None
    guards: tuple[str, ...] = ()
    otherwise: Mapping[str, str] = field(default_factory=dict)
    refused: str | None = None
    stays: bool = False


@dataclass(frozen=True)
class Table:
    """The whole table; mappings keep the order of the file."""

    actors: Mapping[str, str]
    states: Mapping[str, State]
    events: Mapping[str, EventKind]
    duties: Mapping[str, Duty]
    transitions: tuple[Transition, ...]

    def find(self, event: str, state: str) -> Transition | None:
        """Give the transition for an event in a state; None where the table has none."""
        return self._found.get((event, state))

    def order(self, event: str) -> int:
        """Give the place of an event among those of one day."""
        return self._order[event]

    def order_of_kind(self, kind: str) -> int:
        """Give the place of a kind of record on one day; a kind that is no event comes last."""
        return self._order_of_kind.get(kind, len(self._order))

    @cached_property
    def _found(self) -> dict[tuple[str, str], Transition]:
        return {(one.event, one.state): one for one in self.transitions}

    @cached_property
    def _order(self) -> dict[str, int]:
        return {event: place for place, event in enumerate(self.events)}

    @cached_property
    def _order_of_kind(self) -> dict[str, int]:
        order: dict[str, int] = {}
        for event in self.events.values():
            order.setdefault(event.record, self._order[event.code])
        return order


def read_table(root: Path) -> Table:
    """Read the table of a tree. Raises OSError, ValueError, KeyError or TypeError where it is broken."""
    told = yaml.safe_load((root / LIFECYCLE).read_text(encoding="utf-8"))
    states = {code: State(code, **row) for code, row in told["states"].items()}
    events = {code: EventKind(code, **row) for code, row in told["events"].items()}
    duties = {code: Duty(code, **row) for code, row in told["duties"].items()}
    ways = tuple(_transitions(tuple(states), told["transitions"]))
    _require_sense(states, events, ways)
    return Table(told["actors"], states, events, duties, ways)


def _transitions(states: Sequence[str], rows: Sequence[Mapping[str, Json]]) -> Iterator[Transition]:
    """Spell the rows out, one transition for each state that a row starts from."""
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


def _require_sense(
    states: Mapping[str, State], events: Mapping[str, EventKind], ways: Sequence[Transition]
) -> None:
    """Raise ValueError for a way that is told twice, or not at all, or between unknown things."""
    seen = set[tuple[str, str]]()
    for way in ways:
        here, leads = (way.event, way.state), {way.next or way.state, *way.otherwise.values()}
        is_known = way.event in events and {way.state, *leads} <= states.keys()
        is_one_thing = (way.next is None) != (way.refused is None) and here not in seen
        if not is_known or not is_one_thing or not way.otherwise.keys() <= set(way.guards):
            raise ValueError(way)
        seen.add(here)
