"""Tables for programs: JSON and Parquet, whole and partitioned."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from json.encoder import encode_basestring
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet

from brandpilot.publish.spreadsheets import arrow
from brandpilot.tables import Table
from brandpilot.tables.frame import cells_of

_NO_PARTITION = "__HIVE_DEFAULT_PARTITION__"
"""Where rows lie whose column of partition holds nothing: the name that Hive gave it."""
_CONSTANTS: Mapping[bool | None, str] = {None: "null", True: "true", False: "false"}


@dataclass(frozen=True, slots=True)
class Lines:
    """The rows of a table as JSON, encoded once; `dossiers` is the dossier of each, () without one."""

    texts: Sequence[str]
    dossiers: Sequence[str]

    def by_dossier(self) -> Mapping[str, list[str]]:
        """Group the rows by dossier."""
        found: dict[str, list[str]] = defaultdict(list)
        for dossier, text in zip(self.dossiers, self.texts, strict=True):
            found[dossier].append(text)
        return found


def lines_of(made: pd.DataFrame) -> Lines:
    """Encode the rows of a table, column by column; what holds no value is null."""
    columns = [(name, [_encoded(cell) for cell in cells]) for name, cells in cells_of(made)]
    shape = "{" + ",".join(f'"{name}":%s' for name, _ in columns) + "}"
    texts = [shape % row for row in zip(*(cells for _, cells in columns), strict=True)]
    dossiers = made["dossier_id"].tolist() if "dossier_id" in made.columns else ()
    return Lines(texts, [str(one) for one in dossiers])


def _encoded(cell: object) -> str:
    if isinstance(cell, str):
        return encode_basestring(cell)
    if cell is None or isinstance(cell, bool):
        return _CONSTANTS[cell]
    return f'"{cell.isoformat()}"' if isinstance(cell, date) else repr(cell)


def json_rows(lines: Lines) -> str:
    """Write rows as a JSON array, a line each."""
    rows = ",\n".join(lines.texts)
    return f"[\n{rows}\n]\n" if rows else "[]\n"


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
