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
_POINT = ("year", "value")
_RESTATED = ("year", "old", "new")

Table: TypeAlias = Sequence[tuple[str, Json]]
"""Rows of (indicator, what is told of it), in their order.

An application tells a list of [year, value]. Any other record tells the cells of one of the rows
above, and None for them, or for the indicator, where the form objected.
"""


def pack(kind: str, sound: Mapping[str, Json]) -> str | None:
    """Put a record's tables in a text: base values and targets of an application, else one table.

    None for a record without such tables, and for an application that is not whole.
    """
    indicators = sound.get("indicators")
    if kind == "application":
        targets = (sound.get("plan") or {}).get("targets")
        tables = [_points(indicators), _points(targets)]
    else:
        columns = _COLUMNS.get(kind)
        told = [_cells(row or {}, columns) for row in indicators or ()] if columns else None
        tables = [None if indicators is None else told]
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
    """Yield the nodes of which a rule across files may speak."""
    if kind in _COLUMNS:
        yield ("indicators",)
        for index, _ in enumerate(sound.get("indicators") or ()):
            yield from (("indicators", index, column) for column in _COLUMNS[kind])


def _points(rows: Json) -> list[list[Json]] | None:
    """Give [indicator, [[year, value], …]] of each row; None where any of it is missing."""
    told = []
    for row in rows or ():
        points = [
            [(point or {}).get(key) for key in _POINT] for point in (row or {}).get("values") or ()
        ]
        told.append([(row or {}).get("indicator"), points])
    flat = (one for code, points in told for one in (code, *(cell for p in points for cell in p)))
    return None if rows is None or None in flat else told


def _cells(row: Mapping[str, Json], columns: Sequence[str]) -> list[Json]:
    """Give [indicator, [the columns]]; None for the columns where one of them is missing."""
    if any(column not in row for column in columns):
        return [row.get("indicator"), None]
    cells = [row[column] for column in columns]
    return [
        row.get("indicator"),
        [_restated(cell) if isinstance(cell, list) else cell for cell in cells],
    ]


def _restated(rows: Sequence[Json]) -> list[list[Json]]:
    return [[(row or {}).get(key) for key in _RESTATED] for row in rows]
