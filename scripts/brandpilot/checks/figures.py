"""The figures of a record's indicators, as the rules across files need them.

Among a file's facts they are one short text: as lists and numbers they would take several times
the memory, and of most applications nobody ever asks.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from brandpilot.findings import Json, NodePath

FIGURES = ("figures",)
"""Under this name they stand among a file's facts."""


class Reported(NamedTuple):
    """A row of an annual report; a restatement is [year, old, new]."""

    last_value: float | None
    target: float | None
    actual: float | None
    restatements: Sequence[Sequence[float]]


class Compared(NamedTuple):
    """A row of a demonstration application."""

    baseline_year: int
    baseline: float
    latest_year: int
    latest: float


_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "annual-report": Reported._fields,
    "demonstration-application": Compared._fields,
}
_CARRIED: Mapping[str, tuple[str, ...]] = {
    "annual-report": ("last_value", "target"),
    "demonstration-application": Compared._fields,
}
"""Of these, what the record takes from others: the cells of which a rule may speak."""
_POINT = ("year", "value")
_RESTATED = ("year", "old", "new")

Table: TypeAlias = Sequence[tuple[str, Json]]
"""Rows of (indicator, what is told of it), in their order.

An application tells a list of [year, value]. Any other record tells the cells of one of the rows
above, and None for them, or for the indicator, where the form objected.
"""


def pack(kind: str, sound: Mapping[str, Json]) -> str | None:
    """Put a record's tables in a text; None for a record without such tables.

    An application has three, and must be whole: base values, targets, and the names of the filer's
    own indicators. Any other record has one, and its restatements must be whole.
    """
    indicators = sound.get("indicators")
    tables: list[Json] = [None]
    if kind == "application":
        named = ((row.get("indicator"), row.get("name")) for row in _filled(indicators))
        targets = (sound.get("plan") or {}).get("targets")
        tables = [_points(indicators), _points(targets), [row for row in named if all(row)]]
    elif kind in _COLUMNS and indicators is not None:
        rows = [_cells(row, _COLUMNS[kind]) for row in _filled(indicators)]
        restated = (one for _, cells in rows for cell in cells or () for one in _list(cell))
        tables = [None if any(None in one for one in restated) else rows]
    return None if None in tables else json.dumps(tables, separators=(",", ":"))


def unpack(text: str) -> Sequence[Table]:
    """Give the tables that a text holds."""
    tables: Sequence[Table] = json.loads(text)
    return tables


def change(kind: str, tables: Sequence[Table], pointer: str, new: Json) -> bool:
    """Write a later value into the cell that a JSON Pointer into the record names.

    False where there is no such cell, or the value is no number: what the tables say is then not
    known. A pointer to anything else changes nothing.
    """
    try:
        match pointer.split("/")[1:]:
            case ["indicators", row, "values", at, column] if kind == "application":
                tables[0][int(row)][1][int(at)][_POINT.index(column)] = new
            case ["plan", "targets", row, "values", at, column] if kind == "application":
                tables[1][int(row)][1][int(at)][_POINT.index(column)] = new
            case ["indicators", row, column] if column in _COLUMNS.get(kind, ()):
                tables[0][int(row)][1][_COLUMNS[kind].index(column)] = new
            case _:
                return True
    except (IndexError, TypeError, ValueError):
        return False
    return isinstance(new, int | float)


def nodes(kind: str, sound: Mapping[str, Json]) -> Iterator[NodePath]:
    """Yield the nodes of a record of which a rule across files may speak."""
    if kind in _CARRIED:
        yield ("indicators",)
        for index, _ in enumerate(_filled(sound.get("indicators"))):
            yield from (("indicators", index, column) for column in _CARRIED[kind])


def _points(rows: Sequence[Json] | None) -> list[Json] | None:
    """Give [indicator, [[year, value], …]] of each row; None where any of it is missing."""
    told = [[row.get("indicator"), _of_each(row.get("values"), _POINT)] for row in _filled(rows)]
    is_whole = all(
        code and points and all(None not in point for point in points) for code, points in told
    )
    return told if rows is not None and is_whole else None


def _cells(row: Mapping[str, Json], columns: Sequence[str]) -> list[Json]:
    """Give [indicator, [the columns]]; None for the columns where one of them is missing."""
    if any(column not in row for column in columns):
        return [row.get("indicator"), None]
    cells = (row[column] for column in columns)
    told = [_of_each(cell, _RESTATED) if isinstance(cell, list) else cell for cell in cells]
    return [row.get("indicator"), told]


def _of_each(rows: Sequence[Json] | None, columns: Sequence[str]) -> list[list[Json]]:
    return [[row.get(column) for column in columns] for row in _filled(rows)]


def _list(cell: Json) -> Sequence[Json]:
    return cell if isinstance(cell, list) else ()


def _filled(rows: Sequence[Json] | None) -> Iterator[Mapping[str, Json]]:
    """Yield each row, an empty one for one that the form objected to."""
    return (row or {} for row in rows or ())
