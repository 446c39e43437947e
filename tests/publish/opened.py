"""Published tables opened as their readers would: nothing of the package is used."""

import csv
import json
import math
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import openpyxl
import pandas as pd

Row = dict[str, Any]


def described(out: Path) -> dict[str, dict[str, Any]]:
    """The schema of each table as datapackage.json tells it."""
    package = json.loads((out / "datapackage.json").read_text("utf-8"))
    return {one["name"]: one["schema"] for one in package["resources"]}


def plain(cell: Any) -> Any:
    """A cell as YAML would have it: days are texts, whole numbers stay, what is none is None."""
    is_none = cell is None or cell is pd.NA or cell is pd.NaT
    if is_none or (isinstance(cell, float) and math.isnan(cell)):
        return None
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return cell.item() if hasattr(cell, "item") else cell


def rows(columns: Mapping[str, Any]) -> list[Row]:
    names = list(columns)
    return [
        dict(zip(names, map(plain, row), strict=True))
        for row in zip(*columns.values(), strict=True)
    ]


def by_pandas(out: Path, table: str) -> list[Row]:
    """The CSV, read with the types that the package declares."""
    fields = described(out)[table]["fields"]
    types = {"string": "string", "integer": "Int64", "year": "Int64", "number": "Float64"}
    types |= {"boolean": "boolean", "date": "string", "datetime": "string"}
    found = pd.read_csv(
        out / f"data/{table}.csv",
        dtype={field["name"]: types[field["type"]] for field in fields},
        keep_default_na=False,
        na_values=[""],
    )
    return rows({name: found[name].tolist() for name in found.columns})


def by_pandas_parquet(out: Path, table: str) -> list[Row]:
    found = pd.read_parquet(out / f"data/{table}.parquet", dtype_backend="pyarrow")
    return rows({name: found[name].tolist() for name in found.columns})


def asked(query: str) -> list[Row]:
    """What DuckDB answers."""
    found = duckdb.sql(query)
    assert found is not None
    names = [one[0] for one in found.description]
    return [dict(zip(names, map(plain, row), strict=True)) for row in found.fetchall()]


def by_duckdb(out: Path, table: str) -> list[Row]:
    """The Parquet file by SQL."""
    return asked(f"SELECT * FROM read_parquet('{out}/data/{table}.parquet')")  # noqa: S608 – our own


def by_duckdb_csv(out: Path, table: str) -> list[Row]:
    """The CSV by SQL, with the types that DuckDB finds itself where they are no texts."""
    fields = described(out)[table]["fields"]
    types = {"string": "VARCHAR", "integer": "BIGINT", "year": "BIGINT", "number": "DOUBLE"}
    types |= {"boolean": "BOOLEAN", "date": "DATE", "datetime": "VARCHAR"}
    columns = ", ".join(f"'{one['name']}': '{types[one['type']]}'" for one in fields)
    return asked(
        f"SELECT * FROM read_csv('{out}/data/{table}.csv', header=true, quote='\"', "  # noqa: S608
        f"escape='\"', columns={{{columns}}}, parallel=false)"
    )


def by_openpyxl(out: Path, table: str) -> list[Row]:
    """The workbook; its columns are named by its own dictionary."""
    book = openpyxl.load_workbook(out / f"data/{table}.xlsx", read_only=True)
    names = {str(row[0]): str(row[1]) for row in book["字典"].iter_rows(2, values_only=True)}
    units = {str(row[0]): row[3] for row in book["字典"].iter_rows(2, values_only=True)}
    titled = {
        f"{title}（{units[title]}）" if units[title] else title: name
        for title, name in names.items()
    }
    head, *lines = book["数据"].iter_rows(values_only=True)
    columns = [titled[str(title)] for title in head]
    return [dict(zip(columns, map(plain, line), strict=True)) for line in lines]


@cache
def package(out: Path) -> frictionless.Package:
    """A package that no test changes; to read its description takes longer than to read a table."""
    return frictionless.Package(str(out / "datapackage.json"))


def by_frictionless(out: Path, table: str) -> list[Row]:
    with package(out).get_resource(table) as resource:
        return [
            {name: number(cell) for name, cell in row.to_dict().items()}
            for row in resource.row_stream
        ]


def number(cell: Any) -> Any:
    """A decimal as a number, a moment as the text that it was."""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%dT%H:%M:%SZ")
    return float(cell) if type(cell).__name__ == "Decimal" else plain(cell)


def by_json(out: Path, table: str) -> list[Row]:
    found: list[Row] = json.loads((out / f"data/{table}.json").read_text("utf-8"))
    return found


def by_partitions(out: Path, table: str) -> list[Row]:
    """All partitions of a table together, with the year that their folders bear."""
    return asked(
        f"SELECT * FROM read_parquet('{out}/data/parquet/{table}/*/*.parquet', "  # noqa: S608
        "hive_partitioning=true, union_by_name=true)"
    )


READERS: dict[str, Callable[[Path, str], list[Row]]] = {
    "pandas, CSV": by_pandas,
    "pandas, Parquet": by_pandas_parquet,
    "DuckDB, Parquet": by_duckdb,
    "DuckDB, CSV": by_duckdb_csv,
    "openpyxl": by_openpyxl,
    "frictionless": by_frictionless,
    "json": by_json,
}


def excel_csv(out: Path, table: str) -> tuple[bytes, list[list[str]]]:
    """The first bytes and the lines of the CSV for Excel."""
    raw = (out / f"data/{table}.excel.csv").read_bytes()
    return raw[:3], list(csv.reader(raw[3:].decode("utf-8").splitlines(keepends=True)))
