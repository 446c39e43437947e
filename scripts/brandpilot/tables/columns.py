"""The published tables as `schemas/tables.toml` declares them: columns, types, keys, missing values."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pyarrow as pa

from brandpilot.layout import TABLES

MISSING = "_missing"
"""Suffix of the column that says why the one before it holds no value."""


class Missing(StrEnum):
    """Why a cell holds no value; the words are those of the published tables."""

    NOT_REPORTED = "未填报"
    NOT_APPLICABLE = "不适用"
    NOT_FOUND = "未查到"
    NOT_SET = "通知未规定"


_ARROW: Mapping[str, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "partial_date": pa.string(),
    "year": pa.int64(),
    "datetime": pa.string(),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `missing` are the reasons for which it may hold no value, the usual one first.

    `unit` is what a number counts ('' for none), `codelist` the list of its codes, `refers` the
    table whose key it holds.
    """

    name: str
    type: str
    title: str
    english: str
    unit: str = ""
    codelist: str = ""
    refers: str = ""
    missing: tuple[Missing, ...] = ()

    @property
    def arrow(self) -> pa.DataType:
        """The type of its cells."""
        return _ARROW[self.type]

    @property
    def reason(self) -> str:
        """Name of the column beside it that says why there is no value."""
        return self.name + MISSING


@dataclass(frozen=True, slots=True)
class Table:
    """One published table; `part` is the column by which its Parquet copy is partitioned, '' for none."""

    name: str
    title: str
    english: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    part: str = ""

    @property
    def fields(self) -> tuple[Column, ...]:
        """All columns as published: after one that may hold no value the one that says why."""
        return tuple(field for column in self.columns for field in _with_reason(column))

    @property
    def arrow(self) -> pa.Schema:
        """The types of all columns as published."""
        return pa.schema([pa.field(field.name, field.arrow) for field in self.fields])


@dataclass(frozen=True, slots=True)
class Plan:
    """All tables by name, and the version (major, minor) of their columns."""

    version: tuple[int, int]
    tables: Mapping[str, Table]


def read_plan(root: Path) -> Plan:
    """Read the plan of a tree. Raises OSError, or ValueError, KeyError, TypeError where it is broken."""
    told = tomllib.loads((root / TABLES).read_text(encoding="utf-8"))
    major, minor = (int(part) for part in told.pop("version").split("."))
    return Plan((major, minor), {name: _table(name, table) for name, table in told.items()})


def _table(name: str, told: Mapping[str, object]) -> Table:
    columns = told["columns"]
    if not isinstance(columns, list):
        raise TypeError(name)
    made = tuple(_column(one) for one in columns)
    key = told["key"]
    if not isinstance(key, list):
        raise TypeError(name)
    texts = {word: str(told[word]) for word in ("title", "english", "about")}
    return Table(name=name, key=tuple(key), columns=made, part=str(told.get("part", "")), **texts)


def _column(told: Mapping[str, object]) -> Column:
    reasons = told.get("missing", ())
    texts = {word: str(value) for word, value in told.items() if word != "missing"}
    if not isinstance(reasons, list | tuple):
        raise TypeError(texts["name"])
    return Column(**texts, missing=tuple(Missing(reason) for reason in reasons))


def _with_reason(column: Column) -> tuple[Column, ...]:
    if not column.missing:
        return (column,)
    why = Column(
        column.reason, "string", f"{column.title}：缺值理由", f"{column.english}: why missing"
    )
    return column, why
