"""The readers by which published tables are read back; each gives cells by column."""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeAlias

import pandas as pd
import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet

from brandpilot.publish.issue import DATA, path_of
from brandpilot.tables import Table

Cells: TypeAlias = Mapping[str, Sequence[object]]


def _from_csv(root: Path, table: Table) -> Cells:
    """Read a CSV with pandas as its readers would, told only which columns are text."""
    texts = {one.name: "string" for one in table.fields if pa.types.is_string(one.arrow)}
    with (root / path_of(table.name, "csv")).open(encoding="utf-8", newline="") as file:
        found = pd.read_csv(
            file,
            dtype=texts,
            keep_default_na=False,
            na_values={one.name: [""] for one in table.fields},
        )
    return _typed(table, {str(name): found[name].tolist() for name in found.columns})


def _from_json(root: Path, table: Table) -> Cells:
    rows = json.loads((root / path_of(table.name, "json")).read_text(encoding="utf-8"))
    names = [one.name for one in table.fields]
    return _typed(table, {name: [row[name] for row in rows] for name in names})


def _from_parquet(root: Path, table: Table) -> Cells:
    found = pyarrow.parquet.read_table(root / path_of(table.name, "parquet"))
    return {name: found.column(name).to_pylist() for name in found.column_names}


def _from_partitions(root: Path, table: Table) -> Cells | None:
    """Read the partitions together, in the order of the table's key; None where there are none."""
    folder = root / DATA / "parquet" / table.name
    if not folder.is_dir():
        return None
    whole = pyarrow.dataset.dataset(folder, partitioning="hive", format="parquet").to_table()
    order = [(name, "ascending") for name in table.key]
    found = whole.sort_by(order).select([one.name for one in table.fields]).cast(table.arrow)
    return {name: found.column(name).to_pylist() for name in found.column_names}


def _from_workbook(root: Path, table: Table) -> Cells:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 – nothing else needs it

    book = CalamineWorkbook.from_path(str(root / path_of(table.name, "xlsx")))
    rows = [
        row
        for name in book.sheet_names
        if name.startswith("数据")
        for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)[1:]
    ]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(table.fields)
    found = {one.name: list(cells) for one, cells in zip(table.fields, columns, strict=True)}
    return _typed(table, found)


READERS: Mapping[str, Callable[[Path, Table], Cells | None]] = {
    "csv": _from_csv,
    "json": _from_json,
    "parquet": _from_parquet,
    "xlsx": _from_workbook,
    "parquet/": _from_partitions,
}


_BOOLEANS = {"true": True, "false": False}


def _typed(table: Table, columns: Cells) -> Cells:
    """Give cells the types that the table declares; a blank is none, where none may be."""
    told = {one.name: one for one in table.fields}
    return {
        name: [_cell(told[name].type, cell) for cell in cells] if name in told else cells
        for name, cells in columns.items()
    }


def _cell(type_: str, cell: object) -> object:
    is_nothing = cell is None or cell is pd.NA or cell == ""
    if is_nothing or (isinstance(cell, float) and math.isnan(cell)):
        return None
    if type_ == "date" and isinstance(cell, str):
        return date.fromisoformat(cell)
    return _CASTS.get(type_, _as_it_is)(cell)


def _as_it_is(cell: object) -> object:
    return cell


_CASTS: Mapping[str, Callable[[object], object]] = {
    "integer": lambda cell: int(float(str(cell))),
    "year": lambda cell: int(float(str(cell))),
    "number": lambda cell: float(str(cell)),
    "boolean": lambda cell: _BOOLEANS.get(str(cell).lower(), cell),
}
