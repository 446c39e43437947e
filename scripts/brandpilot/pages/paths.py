"""Lines at right angles: from turning points to rounded SVG paths, and where words are set.

All numbers are pixels of the picture; y grows downwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
Rectangle: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom."""

SMALL, LARGE = 12, 14
"""Sizes of type: words on lines, names of states."""
LEADING = 1.25
"""Distance of lines in ems."""

_ASCENT, _DESCENT, _HALF_HEIGHT = 0.85, 0.15, 0.35
"""Of a Chinese sign, in ems: above and below the baseline, and from there to its middle."""
_SQUARE = 0x2E80
"""Signs from here on are as wide as they are high; others are taken for six tenths of that."""
_NARROW = 0.6

_BEND = 7
"""Radius of a corner."""
_HEADS = {False: (8, 3.5), True: (12, 7)}
"""Length and half width of an arrow's head: of a thin line, of a thick one."""
_OVERLAP = 1
"""How far a line reaches into its head, so that no gap is seen."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words at a place: (x, baseline, words) of each line, and how the lines stand to x."""

    lines: tuple[tuple[float, float, str], ...]
    anchor: str
    size: int

    @property
    def area(self) -> Rectangle:
        """What the words cover."""
        wide = max(_ems(words) for _, _, words in self.lines) * self.size
        x, first, _ = self.lines[0]
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[self.anchor]
        bottom = self.lines[-1][1] + _DESCENT * self.size
        return left, first - _ASCENT * self.size, left + wide, bottom


def set_text(
    lines: Sequence[str], at: Sequence[float], anchor: str = "middle", size: int = SMALL
) -> Text:
    """Set lines one below the other, their middle at the height of `at`."""
    x, middle = at
    step = size * LEADING
    first = middle - (len(lines) - 1) * step / 2 + _HALF_HEIGHT * size
    return Text(tuple((x, first + step * n, words) for n, words in enumerate(lines)), anchor, size)


def _ems(words: str) -> float:
    return sum(1 if ord(sign) >= _SQUARE else _NARROW for sign in words)


def stroke(corners: Sequence[Point]) -> str:
    """Spell a path with rounded corners."""
    spelled = [f"M{_pair(corners[0])}"]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        bend = min(_BEND, _distance(before, corner) / 2, _distance(corner, after) / 2)
        here, there = towards(corner, before, bend), towards(corner, after, bend)
        spelled.append(f"L{_pair(here)}Q{_pair(corner)} {_pair(there)}")
    spelled.append(f"L{_pair(corners[-1])}")
    return "".join(spelled)


def outline(corners: Sequence[Point]) -> str:
    """Spell a closed path with rounded corners; it begins in the middle of a side."""
    (x, y), (x_, y_) = corners[-1], corners[0]
    middle = ((x + x_) / 2, (y + y_) / 2)
    return stroke((middle, *corners, middle)) + "Z"


def head(corners: Sequence[Point], *, is_main: bool) -> str:
    """Spell the head at the end of a line as the points of a triangle."""
    long, half = _HEADS[is_main]
    tip = corners[-1]
    x, y = towards(tip, corners[-2], long)
    base = ((x - half, y), (x + half, y)) if x == tip[0] else ((x, y - half), (x, y + half))
    return " ".join(_pair(point) for point in (tip, *base))


def trimmed(corners: Sequence[Point], *, is_main: bool) -> tuple[Point, ...]:
    """Take from the end of a line what its head covers."""
    covered = _HEADS[is_main][0] - _OVERLAP
    return (*corners[:-1], towards(corners[-1], corners[-2], covered))


def towards(start: Point, end: Point, by: float) -> Point:
    """Go some way from one point to another straight above, below or beside it."""
    (x, y), (x_, y_) = start, end
    share = by / _distance(start, end)
    return x + (x_ - x) * share, y + (y_ - y) * share


def number(value: float) -> str:
    """Spell a number as short as it is exact to a hundredth."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _pair(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _distance(one: Point, other: Point) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])
