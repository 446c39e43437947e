"""The codelists are clean, cite clauses that exist, and say what their sources say."""

import csv
import re
import runpy
from collections.abc import Callable, Iterator
from itertools import groupby, pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted(ROOT.glob("schemas/codelists/*.csv"))
OWN_BASES = frozenset(("数据质量", "项目规则"))

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    """The rows of a codelist of the project."""
    text = (ROOT / "schemas" / "codelists" / f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


BASES = OWN_BASES | {row["code"] for row in rows("clauses")}


def untidy(raw: bytes) -> Iterator[str]:
    """UTF-8 without BOM, lines ended by LF alone, no stray space, as many cells as the header."""
    text = raw.decode("utf-8")
    if text.startswith("\ufeff") or "\r" in text or not text.endswith("\n") or "\n\n" in text:
        yield "bytes"
    header, *cells = csv.reader(text.splitlines())
    if header[:2] != ["code", "name"]:
        yield f"header {header}"
    if "basis" in header[:-1] or len(set(header)) != len(header):
        yield f"columns {header}"
    for line in cells:
        if len(line) != len(header) or any(cell != cell.strip() or "  " in cell for cell in line):
            yield f"cells {line}"


def unsound(raw: bytes) -> Iterator[str]:
    """ASCII codes, each once in its years, Chinese names, bases that exist."""
    seen: set[tuple[str, str, str]] = set()
    for row in csv.DictReader(raw.decode("utf-8").splitlines()):
        code = row["code"]
        key = (code, row.get("from_year", ""), row.get("name", "") if "from_year" in row else "")
        if key in seen:
            yield f"{code} twice"
        seen.add(key)
        if (
            not re.fullmatch("[a-z][a-z0-9]*([_-][a-z0-9]+)*|[0-9]{2}|[0-9]{6}", code)
            and not re.fullmatch("[a-z0-9]+[.][a-z]+", code)  # a domain
            and "document" not in row
        ):
            yield f"code {code}"
        if not re.search("[\u4e00-\u9fff]", row["name"]):
            yield f"name of {code}"
        if row.get("basis", "项目规则") not in BASES:
            yield f"basis of {code}"


@pytest.mark.parametrize("lint", [untidy, unsound])
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_list_keeps_the_rules(file: Path, lint: Callable[[bytes], Iterator[str]]) -> None:
    assert list(lint(file.read_bytes())) == []


@pytest.mark.parametrize(
    ("lint", "bad"),
    [
        (untidy, "\ufeffcode,name\na,甲\n"),
        (untidy, "code,name\r\na,甲\r\n"),
        (untidy, "code,name\na,甲"),
        (untidy, "name,code\n甲,a\n"),
        (untidy, "code,name,basis,unit\na,甲,指南一,家\n"),
        (untidy, "code,name\na, 甲\n"),
        (untidy, "code,name\na\n"),
        (unsound, "code,name\na,甲\na,乙\n"),
        (unsound, "code,name,from_year,until_year\n110000,甲,1980,\n110000,甲,1980,1999\n"),
        (unsound, "code,name\nCamelCase,甲\n"),
        (unsound, "code,name\n7,甲\n"),
        (unsound, "code,name\na,alpha\n"),
        (unsound, "code,name,basis\na,甲,指南九\n"),
    ],
)
def test_a_planted_fault_is_seen(lint: Callable[[bytes], Iterator[str]], bad: str) -> None:
    assert list(lint(bad.encode())) != []


def test_37_units_recommend_and_the_ministry_issues_too() -> None:
    units = rows("units")
    slugs = [unit["code"] for unit in units]
    assert len(slugs) == 37
    assert [row["code"] for row in rows("issuers")] == ["miit", *slugs]
    kinds = [row["code"] for row in rows("unit-kinds")]
    order = [(kinds.index(unit["kind"]), unit["division"]) for unit in units]
    assert order == sorted(order)
    names = {row["code"]: row["name"] for row in rows("divisions")}
    for unit in units:
        assert names.get(unit["division"], "新疆生产建设兵团") == unit["name"]
        assert unit["parent"] in ("", *slugs)
        assert bool(unit["parent"]) == (unit["kind"] == "separately_planned_city")


def test_measures_stand_in_the_order_of_their_tasks_and_cite_the_same_clause() -> None:
    tasks = {row["code"]: row["basis"] for row in rows("tasks-2017")}
    measures = rows("measures-2017")
    assert [task for task, _ in groupby(measures, key=lambda row: row["task"])] == list(tasks)
    assert all(row["basis"] == tasks[row["task"]] for row in measures)
    assert list(tasks.values()) == [f"指南三({number})" for number in "一二三四五六七"]
    assert len(rows("tasks-2014")) == len(tasks)


def test_three_indicators_are_named_and_shares_end_at_a_hundred() -> None:
    indicators = rows("indicators")
    named = [row for row in indicators if row["named"] == "yes"]
    assert [row["name"] for row in named] == [
        "工业增加值率",
        "自主品牌产品销售比重",
        "新产品产值率",
    ]
    assert {row["basis"] for row in named} == {"陕西2015"}
    assert {row["named"] for row in indicators} == {"yes", "no"}
    assert all((row["max"] == "100") == (row["unit"] == "%") for row in indicators)


def test_industries_are_the_97_divisions_of_the_standard_in_20_sections() -> None:
    industries = rows("industries")
    assert [row["code"] for row in industries] == [f"{number:02}" for number in range(1, 98)]
    sections = [section for section, _ in groupby(industries, key=lambda row: row["section"])]
    assert "".join(sections) == "ABCDEFGHIJKLMNOPQRST"
    makers = [row["code"] for row in industries if row["section"] == "C"]
    assert (makers[0], makers[-1]) == ("13", "43")


def valid(code: str, year: int) -> bool:
    """Whether the list holds the code for the year."""
    return any(
        int(row["from_year"]) <= year <= int(row["until_year"] or year)
        for row in rows("divisions")
        if row["code"] == code
    )


@pytest.mark.parametrize(
    ("code", "since", "until"),
    [
        ("350403", 1983, 2022),  # 三元区, replaced by 350404 in 2021
        ("350404", 2021, None),
        ("371202", 1992, 2020),  # 莱城区 of the former 莱芜市
        ("130521", 1986, 2020),  # 邢台县
        ("653228", 2024, None),  # 和康县
        ("330183", 1995, 2014),  # 富阳市, since 2014 富阳区
    ],
)
def test_a_division_is_valid_in_its_years_only(code: str, since: int, until: int | None) -> None:
    assert not valid(code, since - 1)
    assert valid(code, since)
    assert valid(code, until or 2026)
    assert until is None or not valid(code, until + 1)


def test_every_division_lies_in_a_province_and_has_sane_years() -> None:
    divisions = rows("divisions")
    known = {row["code"] for row in divisions}
    order = [(row["code"], int(row["from_year"])) for row in divisions]
    assert order == sorted(order)
    assert {f"{code[:2]}0000" for code in known} <= known
    for row in divisions:
        assert 1980 <= int(row["from_year"]) <= int(row["until_year"] or 2024) <= 2024
    for row, later in pairwise(divisions):
        assert row["code"] != later["code"] or row["until_year"]


def test_divisions_are_what_the_packages_say() -> None:
    build = runpy.run_path(str(ROOT / "scripts" / "build_divisions.py"))["build"]
    assert build() == (ROOT / "schemas" / "codelists" / "divisions.csv").read_text("utf-8")
