"""The table of states for people: its picture in two arrangements, and all of it as a table."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from brandpilot.course import GUARDS, REFUSALS, START, State, Table, Transition
from brandpilot.pages.picture import picture
from brandpilot.pages.shapes import Note, Picture

LAYOUT = Path(__file__).with_name("flow.toml")
"""Where everything stands in the picture, and the words that the table of states does not hold."""
ARRANGEMENTS = ("wide", "narrow")

_FEW = 3
"""A refusal in more states than these is told once for all of them."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold, or why something may not happen; `code` is the finding that says so."""

    text: str
    code: str


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that may happen in a state, by whoever of the actors; without `to` it may not.

    `otherwise` are what must hold and where it leads if it does not. It `stays` where the state
    is left as it was.
    """

    event: str
    actors: tuple[str, ...]
    conditions: tuple[Condition, ...]
    otherwise: tuple[tuple[Condition, State], ...]
    to: State | None
    stays: bool
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A state with all that may happen in it; without a state: what is told of all, or of the rest."""

    state: State | None
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """The page's content. `steps` are the main way: (event, state that it leads to)."""

    pictures: tuple[Picture, ...]
    start: str
    steps: tuple[tuple[str, str], ...]
    kept: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    sections: tuple[Section, ...]


@cache
def read_layout() -> Mapping[str, Any]:
    """Read the layout that belongs to this program."""
    return tomllib.loads(LAYOUT.read_text(encoding="utf-8"))


def flow(table: Table, layout: Mapping[str, Any]) -> Flow:
    """Make the page's content. Raises KeyError or ValueError where layout and table disagree."""
    notes = tuple(_notes(table, layout))
    legend = tuple(_legend(table, layout))
    pictures = tuple(picture(name, layout, notes, legend, table) for name in ARRANGEMENTS)
    main = {way[1]: way for line in pictures[0].lines if line.is_main for way in line.ways}
    return Flow(
        pictures,
        table.states[START].name,
        tuple(_steps(table, main)),
        tuple(_kept(table)),
        tuple(_sections(table, layout)),
    )


def _notes(table: Table, layout: Mapping[str, Any]) -> Iterator[Note]:
    """Give each note the states that it holds for: those where its event needs no line."""
    for row in layout["notes"]:
        ways = (way for way in table.transitions if way.event == row["event"] and way.next)
        states = [way.state for way in ways if way.state not in row.get("but", ())]
        yield Note(row["sign"], row["event"], row["text"], tuple(states))


def _legend(table: Table, layout: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    words = layout["legend"]
    yield "main", words["main"]
    yield from table.actors.items()
    yield from ((sample, words[sample]) for sample in ("two", "frame", "echo"))
    yield from ((row["sign"], row["text"]) for row in layout["notes"])


def _steps(table: Table, main: Mapping[str, tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    state = START
    while state in main:
        event, _, state = main[state]
        yield table.events[event].name, table.states[state].name


def _kept(table: Table) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield states with the things that leave them as they are; states alike stand together."""
    everywhere = _everywhere(table)
    kept: dict[tuple[str, ...], list[str]] = {}
    for state in table.states.values():
        ways = [one for one in table.transitions if one.state == one.next == state.code]
        events = tuple(
            dict.fromkeys(
                table.events[one.event].name for one in ways if one.event not in everywhere
            )
        )
        if events:
            kept.setdefault(events, []).append(state.name)
    yield from ((tuple(states), events) for events, states in kept.items())


def _everywhere(table: Table) -> frozenset[str]:
    """Give the events that may happen in every state with one and the same result."""
    ways: dict[str, list[Transition]] = {}
    for way in table.transitions:
        if way.next:
            ways.setdefault(way.event, []).append(way)
    every = {event: own for event, own in ways.items() if len(own) == len(table.states)}
    return frozenset(
        event
        for event, own in every.items()
        if all(way.stays for way in own) or len({way.next for way in own}) == 1
    )


def _sections(table: Table, layout: Mapping[str, Any]) -> Iterator[Section]:
    """Yield the states by phase; before them what may happen in any, after them what in the rest."""
    everywhere = _everywhere(table)
    refused = [way for way in table.transitions if way.next is None]
    often = {event for event in table.events if sum(way.event == event for way in refused) > _FEW}
    of_all = [table.find(event, START) for event in table.events if event in everywhere]
    yield Section(
        None, layout["words"]["any"], tuple(_rows(table, layout, [w for w in of_all if w]))
    )
    phases = layout["phases"]
    for state in sorted(table.states.values(), key=lambda one: phases.index(one.phase)):
        ways = [
            way
            for way in table.transitions
            if way.state == state.code
            and way.event not in everywhere
            and (way.next or way.event not in often)
        ]
        rows = tuple(_rows(table, layout, ways))
        yield Section(state, state.name, rows)
    once = {way.event: way for way in refused if way.event in often}
    yield Section(None, layout["words"]["rest"], tuple(_rows(table, layout, [*once.values()])))


def _rows(table: Table, layout: Mapping[str, Any], ways: list[Transition]) -> Iterator[Row]:
    """Yield one row for each thing, whoever of several may do it."""
    alike: dict[tuple[object, ...], list[Transition]] = {}
    for way in sorted(ways, key=lambda one: table.order(one.event)):
        key = (table.events[way.event].name, way.next, way.guards, way.refused)
        alike.setdefault(key, []).append(way)
    yield from (_row(table, layout, own) for own in alike.values())


def _row(table: Table, layout: Mapping[str, Any], ways: list[Transition]) -> Row:
    way = ways[0]
    events = [table.events[one.event] for one in ways]
    conditions = {
        name: Condition(layout["conditions"][name], GUARDS[name][0]) for name in way.guards
    }
    refused = (
        (Condition(layout["conditions"][way.refused], REFUSALS[way.refused]),)
        if way.refused
        else ()
    )
    return Row(
        events[0].name,
        tuple(dict.fromkeys(table.actors[event.actor] for event in events)),
        (*conditions.values(), *refused),
        tuple((conditions[name], table.states[to]) for name, to in way.otherwise.items()),
        table.states[way.next] if way.next else None,
        way.next == way.state,
        tuple(dict.fromkeys(event.clause for event in events)),
    )
