"""Every export, opened by an independent reader, holds to the cell what the YAML says."""

from functools import cache
from pathlib import Path

import openpyxl
import pytest

from publish.opened import READERS, Row, asked, by_json, by_partitions, described, excel_csv
from publish.straight import differences, expected
from support.publications import TREES, computed, published

TABLES = tuple(computed("real").plan.tables)
NR, NA, NF, NS = "未填报", "不适用", "未查到", "通知未规定"


@pytest.fixture(scope="session", params=list(TREES))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def out(name: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(tmp_path_factory, name)


@cache
def wanted(name: str) -> dict[str, list[Row]]:
    return expected(TREES[name][0])


@pytest.mark.parametrize("reader", list(READERS))
def test_every_cell_is_the_one_in_the_yaml(name: str, out: Path, reader: str) -> None:
    keys = {table: schema["primaryKey"] for table, schema in described(out).items()}
    found = {table: READERS[reader](out, table) for table in wanted(name)}
    assert differences(wanted(name), found, keys) == []


@pytest.mark.parametrize("reader", list(READERS))
def test_every_reader_finds_the_same_in_every_table(out: Path, reader: str) -> None:
    for table in TABLES:
        assert READERS[reader](out, table) == by_json(out, table), table


def test_a_difference_is_told_by_table_key_and_column(name: str, out: Path) -> None:
    keys = {table: schema["primaryKey"] for table, schema in described(out).items()}
    found = {table: by_json(out, table) for table in wanted(name)}
    spoilt = {**found, "designations": [dict(row) for row in found["designations"][1:]]}
    spoilt["designations"][0]["document_number"] = "〔1900〕1号"
    told = differences(wanted(name), spoilt, keys)
    gone, changed = found["designations"][:2]
    place = f"designations ('{changed['path']}',) document_number"
    assert told == [
        f"designations: ('{gone['path']}',) is missing",
        f"{place}: {changed['document_number']!r}, not '〔1900〕1号'",
    ]


def test_partitions_together_are_the_table(out: Path) -> None:
    looked_at = 0
    for table in TABLES:
        if (out / "data/parquet" / table).is_dir():
            keys = described(out)[table]["primaryKey"]
            order = lambda row: [str(row[key]) for key in keys]  # noqa: B023, E731 – used at once
            found = sorted(by_partitions(out, table), key=order)
            listed = sorted(by_json(out, table), key=order)
            assert [dict(sorted(row.items())) for row in found] == [
                dict(sorted(row.items())) for row in listed
            ], table
            looked_at += 1
    assert looked_at > 4


def test_a_cell_without_a_value_says_why_and_one_with_a_value_does_not(out: Path) -> None:
    for table in TABLES:
        for row in by_json(out, table):
            for column, reason in row.items():
                if column.endswith("_missing"):
                    value = row[column.removesuffix("_missing")]
                    assert (value is None) == (reason in (NR, NA, NF, NS)), (table, row)


def test_what_history_does_not_tell_was_not_found(name: str, out: Path) -> None:
    """Imported designations; only a note is not missed."""
    for row in by_json(out, "designations"):
        if row["origin_code"] == "imported":
            reasons = {
                column: reason
                for column, reason in row.items()
                if column.endswith("_missing") and reason
            }
            assert set(reasons.values()) <= {NF, NA}, name
            assert {column for column, reason in reasons.items() if reason == NA} <= {
                "note_missing"
            }


def test_reasons_differ_by_what_is_missing(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Read off the demonstration's files by eye."""
    out = published(tmp_path_factory, "demo")
    years = {(row["dossier_id"], row["year"]): row for row in by_json(out, "pilot_years")}
    due = "report_due_date"
    assert years["fujian/shili-bamboo", 2021][due] == "2021-11-30"
    assert years["fujian/shili-bamboo", 2023][f"{due}_missing"] == NA
    assert years["fujian/shili-sportswear", 2022][f"{due}_missing"] == NS
    assert years["fujian/shili-umbrella", 2018][f"{due}_missing"] == NF
    figures = {
        (row["dossier_id"], row["indicator_code"], row["year"]): row
        for row in by_json(out, "indicators")
    }
    base = figures["fujian/shili-bamboo", "reputation", 2018]
    assert (base["baseline"], base["target_missing"], base["actual_missing"]) == (11.5, NA, NA)
    left_out = figures["fujian/shili-sportswear", "awareness", 2022]
    assert (left_out["target"], left_out["actual"], left_out["actual_missing"]) == (21.6, None, NR)
    restated = figures["fujian/shili-bamboo", "own_brand_sales_share", 2021]
    assert [restated[key] for key in ("actual", "restated", "restated_year")] == [41.3, 41.7, 2022]
    without = figures["fujian/shili-teaware", "chief_brand_officers", 2021]
    assert (without["baseline"], without["target"], without["actual"]) == (None, None, 4)
    (cashmere,) = [
        row for row in by_json(out, "clusters") if row["dossier_id"] == "hebei/shili-cashmere"
    ]
    assert (cashmere["name"], cashmere["state"], cashmere["finding_count"]) == (None, "有疑义", 1)


def test_units_without_a_filing_are_counted_too(tmp_path_factory: pytest.TempPathFactory) -> None:
    """2019, by the README of the demonstration: five of fujian filed; one of hebei is in doubt."""
    rows = by_json(published(tmp_path_factory, "demo"), "denominators")
    of_2019 = {row["unit_id"]: row for row in rows if row["call_id"] == "miit/2019-1"}
    assert len(of_2019) == 37
    assert sum(row["filed"] for row in of_2019.values()) == 12
    fujian = of_2019["fujian"]
    assert [fujian[key] for key in ("filed", "quota_min", "quota_max", "closed")] == [5, 3, 5, 3]
    assert (of_2019["beijing"]["filed"], of_2019["beijing"]["closed_missing"]) == (0, NR)


def test_excel_opens_the_csv_with_chinese_intact(out: Path) -> None:
    for table in TABLES:
        mark, lines = excel_csv(out, table)
        assert mark == b"\xef\xbb\xbf"
        assert lines[0][0] == described(out)[table]["fields"][0]["title"]
        assert len(lines) == len(by_json(out, table)) + 1
        assert {len(line) for line in lines} == {len(described(out)[table]["fields"])}


def test_a_workbook_bears_its_dictionary(out: Path) -> None:
    book = openpyxl.load_workbook(out / "data/tasks.xlsx", read_only=True)
    assert book.sheetnames == ["数据", "字典"]
    told = {row[1]: row for row in book["字典"].iter_rows(2, values_only=True)}
    assert list(told) == [field["name"] for field in described(out)["tasks"]["fields"]]
    assert told["done_share"][:5] == ("完成比例", "done_share", "number", "%", None)
    assert told["status_code"][6] == (
        "done 已完成；on_track 按计划推进；behind 滞后；not_started 未开始"
    )
    assert told["evidence"][4] == NR


def test_a_mobile_number_in_the_history_is_masked_everywhere(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    out = published(tmp_path_factory, "demo")
    (row,) = [row for row in by_json(out, "changes") if row["pointer"]]
    assert row["old"] == "0591-1234567 或 138******78"
    assert row["field"] == "组织实施单位 › 办公电话"
    for file in out.rglob("*"):
        if file.is_file():
            assert b"13812345678" not in file.read_bytes(), file


def test_duckdb_reads_only_the_years_that_are_asked_for(out: Path) -> None:
    found = asked(
        f"SELECT count(*) AS n FROM read_parquet('{out}/data/parquet/pilot_years/*/*.parquet', "  # noqa: S608
        "hive_partitioning=true) WHERE year = 2017"
    )
    listed = [row for row in by_json(out, "pilot_years") if row["year"] == 2017]
    assert found == [{"n": len(listed)}]
    assert listed
