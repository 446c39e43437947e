"""`schemas/lifecycle.yaml` as values: states, events, which leads from where to where, and duties."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

START = "unrecorded"
"""Where every dossier stands before its first record."""


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
    """One thing that somebody may owe; `name` is Chinese, `actor` a key of the table's actors.

    `states` are those in which it may stand; none are named where it may in any.
    """

    code: str
    name: str
    actor: str
    clause: str
    states: tuple[str, ...] = ()

    def may_stand(self, state: str) -> bool:
        """Tell whether the duty may stand in a state."""
        return not self.states or state in self.states


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

    def is_event(self, kind: str) -> bool:
        """Tell whether records of a kind are events."""
        return kind in self._order_of_kind

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
