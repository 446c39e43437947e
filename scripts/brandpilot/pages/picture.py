"""A declared arrangement of the table of states made into a picture: boxes, lines and words.

A path is spelled in turns at right angles: `applied:r recommended:l` goes from the right side of
one box to the left side of another, `expired:b+24 164 model_experience:t` down to y = 164, over and
down again. A number is y after an upright stretch, x after a level one; `+24` moves an end along
its side; a frame, or the sign of a note, is left at a point: `open:b@371,340`.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from brandpilot.course import EventKind, Table
from brandpilot.pages.paths import (
    LARGE,
    LEADING,
    SMALL,
    Point,
    Text,
    head,
    outline,
    set_text,
    stroke,
    trimmed,
)
from brandpilot.pages.shapes import Box, Frame, Heading, Key, Line, Note, Picture

ANY = "any"
"""The box that stands for every state at once."""
NOTE = "note"
"""Where the arrow of a note begins: at its sign, which stands in for all its states."""
ECHO = "echo"
"""Look of a box whose state has its proper box elsewhere: `pilot@history`."""

_PORT = re.compile(
    r"(?P<node>[a-z_]+(?:@[a-z]+)?):(?P<side>[lrtb])"
    r"(?:(?P<along>[+-][0-9]+)|@(?P<x>[0-9]+),(?P<y>[0-9]+))?"
)
_COMMAS = "，、"
_SAMPLE = 48
"""From the beginning of a sample in the legend to its words."""


def picture(
    name: str,
    layout: Mapping[str, Any],
    notes: Sequence[Note],
    legend: Sequence[tuple[str, str]],
    table: Table,
) -> Picture:
    """Draw one arrangement of a layout. Raises KeyError or ValueError where it does not fit the table."""
    plan = layout[name]
    draw = _Drawing(layout, name, notes, table)
    return Picture(
        name,
        plan["size"],
        tuple(_heading(row) for row in plan["headings"]),
        tuple(draw.frame(row) for row in plan["frames"].values()),
        tuple(draw.box(node) for node in plan["boxes"]),
        tuple(draw.line(row) for row in plan["arrows"]),
        tuple(_keys(plan["legend"], legend)),
    )


class _Drawing:
    """What is known while one picture is drawn."""

    def __init__(
        self, layout: Mapping[str, Any], name: str, notes: Sequence[Note], table: Table
    ) -> None:
        self._plan, self._looks, self._table = layout[name], layout["looks"], table
        self._any: str = layout["words"]["any"]
        self._notes = {note.sign: note for note in notes}

    def box(self, node: str) -> Box:
        x, y, wide, high = self._plan["boxes"][node]
        state = _state(node)
        name = self._any if state == ANY else self._table.states[state].name
        lines = wrapped(name, self._plan["wrap"].get(state))
        is_own = state == node and state != ANY
        signs = "".join(self._signs(state)) if is_own else ""
        rows, below = len(lines) * LARGE * LEADING, SMALL * LEADING if signs else 0
        middle, top = x + wide / 2, y + (high - rows - below) / 2
        return Box(
            state,
            (x, y, x + wide, y + high),
            self._looks.get(state, "") if state == node else ECHO,
            set_text(lines, (middle, top + rows / 2), size=LARGE),
            set_text([signs], (middle, top + rows + below / 2)) if signs else None,
        )

    def frame(self, row: Mapping[str, Any]) -> Frame:
        corners = tuple((float(x), float(y)) for x, y in row["corners"])
        signs = set_text(["".join(self._shared(row))], row["signs"]) if "signs" in row else None
        return Frame(tuple(row["states"]), corners, outline(corners), signs)

    def line(self, row: Mapping[str, Any]) -> Line:
        starts, ends, corners = zip(
            *(self._path(spelled) for spelled in (row["path"], *row.get("joins", ()))), strict=True
        )
        note = self._notes[row["note"]] if "note" in row else None
        there, back = (note.event,) if note else row["events"], row.get("back", ())
        sources = note.states if note else {one for start in starts for one in self._states(start)}
        to = _state(ends[0])
        ways = {(event, one, to) for event in there for one in sources}
        ways |= {(event, to, one) for event in back for one in sources}
        events = [self._table.events[code] for code in (*there, *back)]
        actors = tuple(dict.fromkeys(event.actor for event in events))
        is_main = row.get("main", False)
        first = trimmed(corners[0], is_main=is_main)
        first = trimmed(first[::-1], is_main=is_main)[::-1] if back else first
        both = (corners[0], corners[0][::-1]) if back else (corners[0],)
        labels = [self._label(label) for label in row.get("labels", ())]
        return Line(
            frozenset(way for way in ways if way[1] != way[2]),
            _title(events),
            actors,
            is_main,
            corners,
            tuple(stroke(one) for one in (first, *corners[1:])),
            tuple(head(one, is_main=is_main) for one in both),
            () if is_main or note or "organizer" not in actors else tuple(c[0] for c in corners),
            (*labels, set_text([note.sign], row["sign"], size=LARGE)) if note else tuple(labels),
        )

    def _label(self, row: Mapping[str, Any]) -> Text:
        name = self._table.events[row["event"]].name if "event" in row else ""
        lines = wrapped(name + row.get("text", ""), row.get("lines"))
        return set_text(lines, row["at"], row.get("anchor", "middle"))

    def _signs(self, state: str) -> Iterator[str]:
        """Yield the signs in a state's box: all of its notes' but those that its frame bears."""
        frames = [row for row in self._plan["frames"].values() if "signs" in row]
        told = {sign for row in frames if state in row["states"] for sign in self._shared(row)}
        yield from (
            n.sign for n in self._notes.values() if state in n.states and n.sign not in told
        )

    def _shared(self, frame: Mapping[str, Any]) -> list[str]:
        states = set(frame["states"])
        return [note.sign for note in self._notes.values() if states <= {*note.states}]

    def _states(self, node: str) -> Collection[str]:
        if node in self._plan["frames"]:
            states: Sequence[str] = self._plan["frames"][node]["states"]
            return states
        return self._table.states if node == ANY else () if node == NOTE else (_state(node),)

    def _path(self, spelled: str) -> tuple[str, str, tuple[Point, ...]]:
        """Give the nodes at both ends ('' in the open) and the turning points."""
        first, *turns = spelled.split()
        start, side, point = self._port(first)
        corners, is_upright, end = [point], side in "tb", ""
        for turn in turns:
            x, y = corners[-1]
            if ":" in turn:
                end, side, (to_x, to_y) = self._port(turn)
                if is_upright != (side in "tb"):
                    corners.append((x, to_y) if is_upright else (to_x, y))
                    x, y = corners[-1]
                    is_upright = not is_upright
                corners.append((x, to_y) if is_upright else (to_x, y))
            else:
                corners.append((x, float(turn)) if is_upright else (float(turn), y))
            is_upright = not is_upright
        return start, end, tuple(corners)

    def _port(self, spelled: str) -> tuple[str, str, Point]:
        found = _PORT.fullmatch(spelled)
        if found is None:
            raise ValueError(spelled)
        node, side = found["node"], found["side"]
        if found["x"]:
            return node, side, (float(found["x"]), float(found["y"]))
        x, y, wide, high = self._plan["boxes"][node]
        along = int(found["along"] or 0)
        middle, centre = x + wide / 2 + along, y + high / 2 + along
        ports = {
            "l": (x, centre),
            "r": (x + wide, centre),
            "t": (middle, y),
            "b": (middle, y + high),
        }
        return node, side, ports[side]


def wrapped(words: str, counts: Sequence[int] | None) -> list[str]:
    """Part words into lines of so many signs; the end of a line stands for a comma."""
    counts = counts or (len(words),)
    if sum(counts) != len(words):
        raise ValueError(words)
    ends = [sum(counts[: n + 1]) for n in range(len(counts))]
    return [
        words[end - count : end].rstrip(_COMMAS) for count, end in zip(counts, ends, strict=True)
    ]


def _state(node: str) -> str:
    return node.partition("@")[0]


def _title(events: Sequence[EventKind]) -> str:
    return "、".join(dict.fromkeys(event.name for event in events))


def _heading(row: Mapping[str, Any]) -> Heading:
    lines = wrapped(row["phase"], row.get("lines"))
    name = set_text(lines, row["at"], row.get("anchor", "middle"), LARGE)
    return Heading(name, row.get("rule"), row.get("ground"))


def _keys(place: Mapping[str, Any], legend: Sequence[tuple[str, str]]) -> Iterator[Key]:
    x, y = place["at"]
    for n, (sample, words) in enumerate(legend):
        column, row = divmod(n, place["rows"])
        left, middle = x + place["columns"][column], y + row * place["step"]
        yield Key(sample, (left, middle), set_text([words], (left + _SAMPLE, middle), "start"))
