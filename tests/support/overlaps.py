"""What lies over what in a picture, and which lines hang in the air."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from brandpilot.pages.paths import Point, Rectangle, Text
from brandpilot.pages.shapes import Picture

AIR = 1.5
"""Pixels between words and whatever is near."""
SIGNS = "①②③④⑤⑥"


def written(text: Text) -> str:
    return "".join(words for _, _, words in text.lines)


def inside(inner: Rectangle, outer: Rectangle) -> bool:
    return (
        outer[0] <= inner[0]
        and outer[1] <= inner[1]
        and inner[2] <= outer[2]
        and inner[3] <= outer[3]
    )


def overlap(one: Rectangle, other: Rectangle, air: float = 0) -> bool:
    return (
        one[0] < other[2] + air
        and other[0] < one[2] + air
        and one[1] < other[3] + air
        and other[1] < one[3] + air
    )


def segments(corners: tuple[Point, ...], width: float = 0) -> Iterator[Rectangle]:
    for (x, y), (x_, y_) in pairwise(corners):
        assert x == x_ or y == y_, "a line that is neither upright nor level"
        wide, high = (width / 2, 0) if x == x_ else (0, width / 2)
        yield min(x, x_) - wide, min(y, y_) - high, max(x, x_) + wide, max(y, y_) + high


def strokes(picture: Picture) -> Iterator[Rectangle]:
    for line in picture.lines:
        for corners in line.corners:
            yield from segments(corners, 4 if line.is_main else 1)
    for frame in picture.frames:
        yield from segments((*frame.corners, frame.corners[0]), 1)
    for heading in picture.headings:
        if heading.rule:
            x, y, x_ = heading.rule
            yield x, y, x_, y


def words(picture: Picture) -> Iterator[Text]:
    """All words outside of boxes."""
    for line in picture.lines:
        yield from line.labels
    yield from (one.name for one in picture.headings)
    yield from (one.signs for one in picture.frames if one.signs)
    yield from (one.words for one in picture.keys)


def clashes(picture: Picture) -> list[str]:
    """Say what lies over what."""
    found = []
    lines = [*strokes(picture)]
    for box, other in combinations(picture.boxes, 2):
        if overlap(box.area, other.area, AIR):
            found.append(f"{box.state} and {other.state}")
    for box in picture.boxes:
        found += [f"a line crosses {box.state}" for one in lines if overlap(one, box.area, -AIR)]
    texts = [*words(picture)]
    for text in texts:
        if any(overlap(text.area, box.area, AIR) for box in picture.boxes):
            found.append(f"{written(text)} lies on a box")
        if any(overlap(text.area, line, AIR) for line in lines):
            found.append(f"{written(text)} lies on a line")
        if not inside(text.area, (0, 0, *picture.size)):
            found.append(f"{written(text)} is outside")
    for one, two in combinations(texts, 2):
        if overlap(one.area, two.area, AIR):
            found.append(f"{written(one)} and {written(two)}")
    found += [
        f"{box.state} is outside"
        for box in picture.boxes
        if not inside(box.area, (0, 0, *picture.size))
    ]
    return found


def loose_ends(picture: Picture) -> list[str]:
    """Say which lines do not begin and end at the border of something."""
    boxes = [box.area for box in picture.boxes]
    sides = [side for one in picture.frames for side in segments((*one.corners, one.corners[0]))]

    def is_held(point: Point) -> bool:
        return any(_on_border(point, box) for box in boxes) or _is_on(point, sides)

    found = []
    for line in picture.lines:
        first, *joins = line.corners
        is_note = bool(line.labels) and written(line.labels[-1]) in SIGNS
        if not is_note and not all(is_held(corners[0]) for corners in line.corners):
            found.append(f"{line.title} begins nowhere")
        if not is_held(first[-1]):
            found.append(f"{line.title} ends nowhere")
        if not all(_is_on(corners[-1], [*segments(first)]) for corners in joins):
            found.append(f"{line.title} is joined by nothing")
    return found


def _on_border(point: Point, area: Rectangle) -> bool:
    x, y = point
    level = y in (area[1], area[3]) and area[0] < x < area[2]
    return level or (x in (area[0], area[2]) and area[1] < y < area[3])


def _is_on(point: Point, lines: list[Rectangle]) -> bool:
    return any(inside((*point, *point), line) for line in lines)
