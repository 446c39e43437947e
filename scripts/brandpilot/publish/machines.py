"""Tables for programs: JSON and Parquet, whole and partitioned."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet

from brandpilot.publish.spreadsheets import arrow
from brandpilot.tables import Row, Table

_NO_PARTITION = "__HIVE_DEFAULT_PARTITION__"
"""Where rows lie whose column of partition holds nothing: the name that Hive gave it."""


def json_rows(rows: Iterable[Row]) -> str:
    """Write rows as a JSON array, a line each; what holds no value is null."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"[\n{lines}\n]\n" if lines else "[]\n"


def parquet(made: pd.DataFrame, table: Table, to: Path) -> None:
    """Write a table as one Parquet file; each column bears its title, unit and missing values."""
    _write(arrow(made), table, to)


def partitions(made: pd.DataFrame, table: Table) -> Iterator[tuple[str, pa.Table]]:
    """Yield (folder such as `year=2019`, rows without that column) of each partition, in order."""
    content = arrow(made)
    column = content.column(table.part)
    for value in sorted(pc.unique(column).to_pylist(), key=lambda one: (one is None, one)):
        is_own = pc.is_null(column) if value is None else pc.equal(column, value)
        name = _NO_PARTITION if value is None else value
        yield f"{table.part}={name}", content.filter(is_own).drop_columns([table.part])


def write_partition(rows: pa.Table, table: Table, to: Path) -> None:
    """Write one partition."""
    _write(rows, table, to)


def _write(content: pa.Table, table: Table, to: Path) -> None:
    told = {column.name: column for column in table.fields}
    fields = [
        field.with_metadata(_metadata(told[field.name].title, told[field.name].unit))
        for field in content.schema
    ]
    about = {"title": table.title, "description": table.about}
    content = content.cast(pa.schema(fields, metadata=about))
    pyarrow.parquet.write_table(content, to, compression="zstd")


def _metadata(title: str, unit: str) -> Mapping[str, str]:
    return {"title": title, "unit": unit} if unit else {"title": title}
