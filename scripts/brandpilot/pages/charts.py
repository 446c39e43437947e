"""Plan against actual, indicator by indicator: pictures made at build time, with the numbers beside."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from brandpilot.evaluate import Computed
from brandpilot.tables import Row, rows_of

WIDTH, HEIGHT = 560, 200
"""Pixels of a chart."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 20, 16, 28
_PAD = 14
"""Between the axis and the first year."""
_TICKS = 4
_STEPS = (1, 2, 2.5, 5, 10)
_SERIES = (("baseline", "基期值"), ("target", "目标值"), ("actual", "实际值"))


@dataclass(frozen=True, slots=True)
class Point:
    """A value at its place in the picture."""

    x: float
    y: float
    year: int
    value: str


@dataclass(frozen=True, slots=True)
class Line:
    """One series: its name, its points by year, and the places between which it is drawn."""

    kind: str
    name: str
    points: tuple[Point, ...]

    @property
    def path(self) -> str:
        """The points as an SVG list."""
        return " ".join(f"{point.x:g},{point.y:g}" for point in self.points)


@dataclass(frozen=True, slots=True)
class Chart:
    """One indicator; `reported` are values that were restated since, as first reported.

    `rows` are the same numbers by year: baseline, target, actual as it stands, as first reported.
    """

    code: str
    name: str
    unit: str
    ticks: tuple[tuple[float, str], ...]
    years: tuple[tuple[float, str], ...]
    lines: tuple[Line, ...]
    reported: tuple[Point, ...]
    rows: tuple[tuple[int, str, str, str, str], ...]
    told: str


def charts(computed: Computed) -> Mapping[str, tuple[Chart, ...]]:
    """Give the charts of every dossier that has indicators, in the order of their codes."""
    rows = rows_of(computed.frames["indicators"])
    return {
        dossier: tuple(chart(code, list(own)) for code, own in groupby(list(all_), key=_code))
        for dossier, all_ in groupby(rows, key=lambda row: str(row["dossier_id"]))
    }


def _code(row: Row) -> str:
    return str(row["indicator_code"])


def chart(code: str, rows: Sequence[Row]) -> Chart:
    """Draw one indicator from its rows, in any order."""
    rows = sorted(rows, key=_year)
    years = [_year(row) for row in rows]
    values = [value for row in rows for value in _values(row)]
    low, high, step = scale(values)

    def x(year: int) -> float:
        span = max(years[-1] - years[0], 1)
        return _LEFT + _PAD + (WIDTH - _LEFT - _PAD - _RIGHT) * (year - years[0]) / span

    def y(value: float) -> float:
        return _TOP + (HEIGHT - _TOP - _BOTTOM) * (high - value) / (high - low)

    def points(column: str) -> Iterator[Point]:
        for row in rows:
            value = _standing(row) if column == "actual" else row[column]
            if value is not None:
                yield _point(row, float(value), x, y)

    lines = tuple(Line(kind, name, tuple(points(kind))) for kind, name in _SERIES)
    restated = (row for row in rows if row["restated"] is not None and row["actual"] is not None)
    count = round((high - low) / step)
    return Chart(
        code=code,
        name=str(rows[-1]["name"]),
        unit=str(rows[-1]["unit"]),
        ticks=tuple((y(low + step * at), f"{low + step * at:.10g}") for at in range(count + 1)),
        years=tuple((x(year), str(year)) for year in years),
        lines=lines,
        reported=tuple(_point(row, float(str(row["actual"])), x, y) for row in restated),
        rows=tuple(_row(row) for row in rows),
        told=_told(lines),
    )


def _point(row: Row, value: float, x: Callable[[int], float], y: Callable[[float], float]) -> Point:
    year = _year(row)
    return Point(round(x(year), 1), round(y(value), 1), year, f"{value:.10g}")


def _row(row: Row) -> tuple[int, str, str, str, str]:
    was = row["actual"] if row["restated"] is not None else None
    values = (row["baseline"], row["target"], _standing(row), was)
    baseline, target, actual, reported = (
        "" if value is None else f"{value:.10g}" for value in values
    )
    return _year(row), baseline, target, actual, reported


def _told(lines: Sequence[Line]) -> str:
    """Say in one sentence what the picture shows last."""
    last = [
        f"{one.points[-1].year}年{one.name}{one.points[-1].value}" for one in lines if one.points
    ]
    return "，".join(last)


def _values(row: Row) -> Iterator[float]:
    for column in ("baseline", "target", "actual", "restated"):
        if row[column] is not None:
            yield float(str(row[column]))


def _standing(row: Row) -> float | None:
    """Give the actual value as restated last."""
    value = row["actual"] if row["restated"] is None else row["restated"]
    return None if value is None else float(str(value))


def _year(row: Row) -> int:
    return int(str(row["year"]))


def scale(values: Sequence[float]) -> tuple[float, float, float]:
    """Give lowest, highest and step of an axis that holds all values, with round numbers.

    It need not begin at zero: what is shown is change.
    """
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if low == high:
        low, high = low - 1, high + 1
    rough = (high - low) / _TICKS
    size = 10 ** math.floor(math.log10(rough))
    step = next(size * one for one in _STEPS if size * one >= rough)
    return math.floor(low / step) * step, math.ceil(high / step) * step, step
