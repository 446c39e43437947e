"""Rows become a data frame of exactly the declared columns, types and order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

import pandas as pd
import pyarrow as pa

from brandpilot.tables.columns import Column, Missing, Table

Cell: TypeAlias = str | int | float | bool | Missing | None
"""A value, or why there is none; None is the column's usual reason."""
Row: TypeAlias = Mapping[str, Cell]


class BrokenTableError(Exception):
    """Rows that are not what the table declares: our own failure, and nothing is published."""


def frame(table: Table, rows: Iterable[Row]) -> pd.DataFrame:
    """Make a table of rows, ordered by its key: typed as declared (`pandas.ArrowDtype`).

    Raises BrokenTableError for a row with other columns, a value missing where none may be, an
    empty text (in CSV it would be none), a reason not declared, and for two rows of one key.
    """
    rows = list(rows)
    names = tuple(column.name for column in table.columns)
    for row in rows:
        if tuple(row) != names:
            message = f"{table.name}: {tuple(row)} instead of {names}"
            raise BrokenTableError(message)
    rows.sort(key=lambda row: tuple((type(row[name]).__name__, row[name]) for name in table.key))
    _require_unique(table, rows)
    arrays = [array for column in table.columns for array in _arrays(table, column, rows)]
    made: pd.DataFrame = pa.Table.from_arrays(arrays, schema=table.arrow).to_pandas(
        types_mapper=pd.ArrowDtype
    )
    return made


def rows_of(made: pd.DataFrame) -> list[dict[str, Cell]]:
    """Give the rows of a table as plain values; None where there is none, days as YYYY-MM-DD."""
    columns = {str(name): [_plain(cell) for cell in column] for name, column in cells_of(made)}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def cells_of(made: pd.DataFrame) -> Iterator[tuple[str, list[object]]]:
    """Yield name and Python values of each column; None where there is none."""
    for name in made.columns:
        yield str(name), pa.array(made[name]).to_pylist()


def _plain(cell: object) -> Cell:
    if isinstance(cell, date):
        return cell.isoformat()
    assert cell is None or isinstance(cell, str | int | float | bool)  # noqa: S101 – for the type
    return cell


def _arrays(table: Table, column: Column, rows: Sequence[Row]) -> Iterator[pa.Array]:
    cells = [row[column.name] for row in rows]
    reasons = [_reason(table, column, cell) for cell in cells]
    try:
        values = [
            None if why else _value(column, cell) for cell, why in zip(cells, reasons, strict=True)
        ]
        yield pa.array(values, type=column.arrow)
    except (pa.ArrowException, TypeError, ValueError) as error:
        message = f"{table.name}.{column.name}: {error}"
        raise BrokenTableError(message) from error
    if column.missing:
        yield pa.array(reasons, type=pa.string())


def _reason(table: Table, column: Column, cell: Cell) -> str | None:
    if cell is None and column.missing:
        return column.missing[0].value
    if cell in (None, "") or (isinstance(cell, Missing) and cell not in column.missing):
        message = f"{table.name}.{column.name}: {cell!r} is not declared"
        raise BrokenTableError(message)
    return cell.value if isinstance(cell, Missing) else None


def _value(column: Column, cell: Cell) -> object:
    if column.type == "date":
        return date.fromisoformat(str(cell))
    if column.type == "number" and not isinstance(cell, bool | str):
        return float(cell or 0)
    return cell


def _require_unique(table: Table, rows: Sequence[Row]) -> None:
    seen = set[tuple[Cell, ...]]()
    for row in rows:
        key = tuple(row[name] for name in table.key)
        if key in seen or None in key:
            message = f"{table.name}: two rows of {key}"
            raise BrokenTableError(message)
        seen.add(key)
