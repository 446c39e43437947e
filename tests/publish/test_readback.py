"""Nothing counts that was not read back: what is spoilt is told by the check that is for it."""

import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pandas as pd
import pyarrow.parquet as pq
import pytest

from brandpilot import build as building
from brandpilot import publish as publishing
from brandpilot.build import BuildError, issue_of, publish_data
from brandpilot.evaluate import Computed, compute
from brandpilot.pages import Edition
from brandpilot.publish import CHECKS, Written, counted, read_back
from brandpilot.publish.folder import File, Folder
from brandpilot.tables import Plan
from support.publications import edition

CSV = "data/designations.csv"


TABLES = (
    *("clusters", "records", "designations", "reports", "tasks", "indicators", "notices"),
    *("units", "denominators", "changes", "evaluation_rollups"),
)
"""Enough to spoil: what is looked at takes a quarter of the time."""


def small() -> tuple[Edition, Computed]:
    """The demonstration with some of its tables, and no evaluation."""
    made = edition("demo")
    told = compute(made.source, made.plan)
    plan = Plan(told.plan.version, {name: told.plan.tables[name] for name in TABLES})
    return made, Computed(plan, {name: told.frames[name] for name in TABLES}, ())


def written(root: Path) -> Written:
    """A publication as its gate sees it, from what lies in a folder."""
    made, told = small()
    folder = Folder(root)
    for file in sorted(one for one in root.rglob("*") if one.is_file()):
        folder.add(file.relative_to(root).as_posix())
    for path in ("SHA256SUMS", "quality.json"):
        del folder.files[path]
    package = json.loads((root / "datapackage.json").read_text("utf-8"))
    issue = replace(issue_of(made, told), version=package["version"])
    described = publishing.schema_org(issue, folder.files)
    entities = {name: n for name, n in counted(made.register, 37).items() if name in TABLES}
    return Written(root, issue, folder.files, entities, described)


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Written:
    out = tmp_path_factory.mktemp("small") / "out"
    made, told = small()
    with patch.object(building, "counted", lambda *_: {}):
        publish_data(made, told, out)
    return written(out)


@pytest.fixture
def copy(whole: Written, tmp_path: Path) -> Written:
    root = tmp_path / "out"
    shutil.copytree(whole.root, root)
    return replace(whole, root=root)


def edit(root: Path, path: str, change: Callable[[Any], object]) -> None:
    """Change a JSON file in place."""
    value = json.loads((root / path).read_text("utf-8"))
    change(value)
    (root / path).write_text(json.dumps(value, ensure_ascii=False), "utf-8")


def a_byte(root: Path) -> None:
    raw = bytearray((root / CSV).read_bytes())
    raw[-3] ^= 1
    (root / CSV).write_bytes(raw)


def a_row(root: Path) -> None:
    lines = (root / CSV).read_text("utf-8").splitlines(keepends=True)
    (root / CSV).write_text("".join(lines[:-1]), "utf-8")


def a_key(root: Path) -> None:
    """The second row takes the key of the first."""
    lines = (root / CSV).read_text("utf-8").splitlines(keepends=True)
    first, second = (line.split(",", 1) for line in lines[1:3])
    lines[2] = f"{first[0]},{second[1]}"
    (root / CSV).write_text("".join(lines), "utf-8")


def a_reference(root: Path) -> None:
    text = (root / "data/reports.csv").read_text("utf-8")
    (root / "data/reports.csv").write_text(
        text.replace('fujian/shili-bamboo"', 'fujian/nobody"'), "utf-8"
    )


def a_json_row(root: Path) -> None:
    edit(root, "data/tasks.json", lambda rows: rows.pop())


def a_parquet_cell(root: Path) -> None:
    path = root / "data/reports.parquet"
    found = pq.read_table(path)
    spent = found.column("spent_cny10k").to_pylist()
    at = found.column_names.index("spent_cny10k")
    changed = pd.array([*spent[:-1], 1.5], dtype="double[pyarrow]")
    pq.write_table(found.set_column(at, found.field(at), [list(changed)]), path)


def a_partition(root: Path) -> None:
    shutil.rmtree(root / "data/parquet/indicators/year=2021")


def a_workbook_cell(root: Path) -> None:
    """A figure in the sheet, replaced within the ZIP."""
    path = root / "data/reports.xlsx"
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert b"<v>306</v>" in parts[sheet]
    parts[sheet] = parts[sheet].replace(b"<v>306</v>", b"<v>307</v>")
    with zipfile.ZipFile(path, "w") as book:
        for name, raw in parts.items():
            book.writestr(name, raw)


def a_formula(root: Path) -> None:
    path = root / "data/notices.excel.csv"
    text = path.read_text("utf-8")
    path.write_text(text.replace('"示例〔2019〕1号"', '"=1+1"', 1), "utf-8")


def a_workbook_formula(root: Path) -> None:
    path = root / "data/reports.xlsx"
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"<v>306</v>", b"<f>300+6</f><v>306</v>")
    with zipfile.ZipFile(path, "w") as book:
        for name, raw in parts.items():
            book.writestr(name, raw)


def no_publisher(root: Path) -> None:
    edit(root, "catalog.jsonld", lambda told: told.pop("dct:publisher"))


def no_address(root: Path) -> None:
    def change(told: Any) -> None:
        del told["dcat:dataset"][0]["dcat:distribution"][0]["dcat:accessURL"]

    edit(root, "catalog.jsonld", change)


def another_size(root: Path) -> None:
    def change(told: Any) -> None:
        told["dcat:dataset"][0]["dcat:distribution"][0]["dcat:byteSize"]["@value"] = "1"

    edit(root, "catalog.jsonld", change)


def no_catalogue(root: Path) -> None:
    edit(root, "catalog.jsonld", lambda told: told.update({"@type": "dcat:Resource"}))


def a_type_of_no_standard(root: Path) -> None:
    def change(told: Any) -> None:
        told["resources"][0]["schema"]["fields"][0]["type"] = "text"

    edit(root, "datapackage.json", change)


def no_resources(root: Path) -> None:
    edit(root, "datapackage.json", lambda told: told.pop("resources"))


def another_field_in_the_api(root: Path) -> None:
    def change(told: Any) -> None:
        told["clusters"][0]["phone"] = "1"

    edit(root, "api/v1/clusters.json", change)


def a_number_as_text_in_the_api(root: Path) -> None:
    def change(told: Any) -> None:
        told["tables"]["reports"][0]["spent_cny10k"] = "306"

    edit(root, "api/v1/clusters/shili-bamboo.json", change)


def an_archive_without_a_table(root: Path) -> None:
    (path,) = root.glob("v/*/*.zip")
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    del parts[CSV]
    with zipfile.ZipFile(path, "w") as book:
        for name, raw in parts.items():
            book.writestr(name, raw)


def a_feed_that_breaks_off(root: Path) -> None:
    (root / "feed.xml").write_bytes((root / "feed.xml").read_bytes()[:-20])


def a_file_more(root: Path) -> None:
    (root / "data/more.csv").write_text("a\n", "utf-8")


def a_file_less(root: Path) -> None:
    (root / CSV).unlink()


SPOILT: dict[Callable[[Path], None], set[str]] = {
    a_byte: {"sums", "package", "formats"},
    a_row: {"sums", "package", "formats"},
    a_key: {"sums", "package", "formats"},
    a_reference: {"sums", "package", "formats"},
    a_json_row: {"sums", "formats"},
    a_parquet_cell: {"sums", "formats"},
    a_partition: {"sums", "formats"},
    a_workbook_cell: {"sums", "formats"},
    a_formula: {"sums", "formulas"},
    a_workbook_formula: {"sums", "formulas"},
    no_publisher: {"sums", "catalog"},
    no_address: {"sums", "catalog"},
    another_size: {"sums", "catalog"},
    no_catalogue: {"sums", "catalog"},
    a_type_of_no_standard: {"sums", "profile", "package"},
    no_resources: {"sums", "profile", "package"},
    another_field_in_the_api: {"sums", "api"},
    a_number_as_text_in_the_api: {"sums", "api"},
    an_archive_without_a_table: {"sums", "archive"},
    a_feed_that_breaks_off: {"sums", "feeds"},
    a_file_more: {"sums"},
    a_file_less: {"sums", "package", "formats"},
}
"""What is done to a publication, and the checks that notice it; no other does."""


def test_what_is_whole_passes_every_check(whole: Written) -> None:
    assert [(check.code, check.told) for check in read_back(whole)] == [
        (code, ()) for code in CHECKS
    ]


@pytest.mark.parametrize("spoil", list(SPOILT), ids=lambda spoil: spoil.__name__)
def test_what_is_spoilt_is_noticed(copy: Written, spoil: Callable[[Path], None]) -> None:
    spoil(copy.root)
    noticed = {check.code for check in read_back(copy) if check.told}
    assert noticed == SPOILT[spoil]


def test_every_check_notices_something() -> None:
    beside = {"rows", "dataset"}  # below, for they look at what is no file
    assert set().union(*SPOILT.values()) | beside == set(CHECKS)


def test_a_record_that_no_table_has_is_noticed(whole: Written) -> None:
    entities = {**whole.entities, "records": whole.entities["records"] + 1}
    (found,) = [check for check in read_back(replace(whole, entities=entities)) if check.told]
    number = whole.entities["records"]
    assert (found.code, found.told) == (
        "rows",
        (f"records：应有 {number + 1} 行，实有 {number} 行",),
    )


@pytest.mark.parametrize("key", ["license", "temporalCoverage", "variableMeasured", "creator"])
def test_a_dataset_that_lacks_a_key_is_noticed(whole: Written, key: str) -> None:
    described = {name: value for name, value in whole.described.items() if name != key}
    (found,) = [check for check in read_back(replace(whole, described=described)) if check.told]
    assert (found.code, found.told) == ("dataset", (f"schema.org 缺 {key}",))


def test_a_download_of_another_sum_is_noticed(whole: Written) -> None:
    path = CSV
    files = {**whole.files, path: File(path, 1, "0" * 64)}
    told = {check.code for check in read_back(replace(whole, files=files)) if check.told}
    assert "dataset" in told


def test_a_failure_publishes_nothing(tmp_path: Path) -> None:
    made = edition("real")
    told = compute(made.source, made.plan)
    broken = replace(told, frames={**told.frames, "records": told.frames["records"].iloc[1:]})
    with pytest.raises(BuildError, match="行数与记录数一致：records：应有 47 行，实有 46 行"):
        publish_data(made, broken, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_the_report_is_published_and_says_what_was_looked_at(whole: Written) -> None:
    report = json.loads((whole.root / "quality.json").read_text("utf-8"))
    assert report["passed"] is True
    assert [check["code"] for check in report["checks"]] == list(CHECKS)
    assert {table["name"]: table["rows"] for table in report["tables"]} == {
        name: len(made) for name, made in whole.issue.frames.items()
    }
