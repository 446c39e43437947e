"""What is offered for download, and what the columns mean, ready for their pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from brandpilot.evaluate import Computed
from brandpilot.pages.edition import Edition, Offered
from brandpilot.pages.facts import Derived
from brandpilot.tables import Column, Table

FORMATS = {
    "csv": "CSV",
    "excel.csv": "CSV（Excel）",
    "xlsx": "XLSX",
    "json": "JSON",
    "parquet": "Parquet",
}
"""By suffix: what each format is called."""
_TYPES = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "是否",
    "date": "日期",
    "partial_date": "日期、年月或年份",
    "year": "年份",
    "datetime": "时间（UTC）",
}
_KIB = 1024
_MOST_CODES = 60


@dataclass(frozen=True, slots=True)
class Download:
    """One file: what it is called, where it lies below the site's root, how large, its SHA-256."""

    name: str
    path: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True)
class OfferedTable:
    """One table in all its formats."""

    table: Table
    rows: Derived
    downloads: tuple[Download, ...]


def tables(computed: Computed, offered: Offered) -> tuple[OfferedTable, ...]:
    """Give every table with its files."""
    return tuple(
        OfferedTable(
            table,
            Derived(f"rows:{name}", len(computed.frames[name])),
            tuple(
                _download(called, f"data/{name}.{suffix}", offered)
                for suffix, called in FORMATS.items()
            ),
        )
        for name, table in computed.plan.tables.items()
    )


def archive(offered: Offered) -> Download:
    """Give the archive of the version."""
    (path,) = (path for path in offered.files if path.endswith(".zip"))
    return _download("全部数据（CSV、数据字典、许可）", path, offered)


def _download(name: str, path: str, offered: Offered) -> Download:
    size, digest = offered.files[path]
    return Download(name, path, human(size), digest)


def human(size: int) -> str:
    """Spell a number of bytes."""
    if size < _KIB:
        return f"{size} B"
    return f"{size / _KIB:.0f} KB" if size < _KIB**2 else f"{size / _KIB**2:.1f} MB"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One column as the dictionary tells it; `codes` are (code, name), none where the list is long."""

    column: Column
    type: str
    is_key: bool
    refers: str
    codelist: str
    codes: tuple[tuple[str, str], ...]
    number: int


def meanings(table: Table, edition: Edition, titles: Mapping[str, str]) -> Iterator[Meaning]:
    """Tell every column of a table; `titles` are those of the tables."""
    for column in table.columns:
        names = edition.codelists[column.codelist].names if column.codelist else {}
        yield Meaning(
            column,
            _TYPES[column.type],
            column.name in table.key,
            titles.get(column.refers, ""),
            column.codelist,
            tuple(names.items()) if len(names) <= _MOST_CODES else (),
            len(names),
        )
