"""What a picture of the table of states is made of, every shape at its place."""

from collections.abc import Collection
from dataclasses import dataclass

from brandpilot.pages.paths import Point, Rectangle, Text


@dataclass(frozen=True, slots=True)
class Note:
    """A sign in the boxes of `states` instead of a line from each: there `event` may happen, too."""

    sign: str
    event: str
    text: str
    states: Collection[str]


@dataclass(frozen=True, slots=True)
class Box:
    """A state at its place; `signs` are those of the notes that hold for it."""

    state: str
    area: Rectangle
    look: str
    name: Text
    signs: Text | None


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow with the (event, from, to) that it stands for.

    `corners` are the turning points of each stroke, `tails` where an organizer's lines begin.
    """

    ways: frozenset[tuple[str, str, str]]
    title: str
    actors: tuple[str, ...]
    is_main: bool
    corners: tuple[tuple[Point, ...], ...]
    strokes: tuple[str, ...]
    heads: tuple[str, ...]
    tails: tuple[Point, ...]
    labels: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A line around several states: an arrow from the frame is one from each of them."""

    states: tuple[str, ...]
    corners: tuple[Point, ...]
    outline: str
    signs: Text | None


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a phase, above a rule (x, y, x) or on a ground of its own."""

    name: Text
    rule: tuple[float, float, float] | None
    ground: Rectangle | None


@dataclass(frozen=True, slots=True)
class Key:
    """A line of the legend: a sample and what it means."""

    sample: str
    at: Point
    words: Text


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that one arrangement shows."""

    name: str
    size: Point
    headings: tuple[Heading, ...]
    frames: tuple[Frame, ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    keys: tuple[Key, ...]
