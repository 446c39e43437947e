"""Hostile text goes through every format unchanged, and nothing of it is ever computed or run."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from brandpilot.encode import feed_text
from brandpilot.publish.machines import json_rows, lines_of, parquet
from brandpilot.publish.spreadsheets import excel_csv, plain_csv, workbook
from brandpilot.tables import BrokenTableError, Column, Table, frame

TABLE = Table(
    "hostile",
    "敌意",
    "Hostile",
    "每行一段文字。",
    ("number",),
    (Column("number", "integer", "序号", "Number"), Column("text", "string", "文字", "Text")),
)
ATTACKS = (
    "=1+1",
    "=cmd|'/c calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "＝1+1",
    "＠SUM(A1)",
    "'=1",
    '=HYPERLINK("http://outside.invalid","点我")',
    "<script>alert(1)</script>",
    "a,b;c\td",
    'say "yes"',
    '"',
    "第一行\n第二行\n\n第四行",
    "末尾有换行\n",
    "  前后有空格  ",
    "NULL",
    "NA",
    "nan",
    "None",
    "null",
    "TRUE",
    "0123",
    "1e5",
    "2017-08-25",
    "_x0041_",
    "_x000D_",
    "http://outside.invalid/" + "a" * 300,
    "{{ config }}",
    "\\N",
    "\u4e2d" * 10_000,
    "\U00020000\U0001f600",
    "a\u200bb",
    "a\u202eb\u202c",
)


def made(*texts: str) -> pd.DataFrame:
    return frame(TABLE, [{"number": at, "text": text} for at, text in enumerate(texts, 1)])


def through_csv(texts: tuple[str, ...], _folder: Path) -> list[str]:
    return [
        row["text"]
        for row in csv.DictReader(io.StringIO(plain_csv(made(*texts)).decode("utf-8"), newline=""))
    ]


def through_pandas(texts: tuple[str, ...], _folder: Path) -> list[str]:
    raw = io.BytesIO(plain_csv(made(*texts)))
    found = pd.read_csv(raw, dtype={"text": "string"}, keep_default_na=False, na_values=[""])
    return [str(text) for text in found["text"]]


def through_json(texts: tuple[str, ...], _folder: Path) -> list[str]:
    return [row["text"] for row in json.loads(json_rows(lines_of(made(*texts))))]


def through_parquet(texts: tuple[str, ...], folder: Path) -> list[str]:
    parquet(made(*texts), TABLE, folder / "a.parquet")
    return [str(text) for text in pq.read_table(folder / "a.parquet").column("text").to_pylist()]


def through_duckdb(texts: tuple[str, ...], folder: Path) -> list[str]:
    parquet(made(*texts), TABLE, folder / "b.parquet")
    found = duckdb.sql(f"SELECT text FROM read_parquet('{folder}/b.parquet')")  # noqa: S608 – our own
    assert found is not None
    return [str(text) for (text,) in found.fetchall()]


def through_workbook(texts: tuple[str, ...], folder: Path) -> list[str]:
    workbook(made(*texts), TABLE, {}, date(2020, 1, 1), folder / "a.xlsx")
    sheet = openpyxl.load_workbook(folder / "a.xlsx")["数据"]
    cells = [row[1] for row in sheet.iter_rows(2)]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    # A text that looks like an escape is escaped itself, which Excel undoes and openpyxl leaves.
    return [unescape(str(cell.value)) for cell in cells]


THROUGH: list[Callable[[tuple[str, ...], Path], list[str]]] = [
    through_csv,
    through_pandas,
    through_json,
    through_parquet,
    through_duckdb,
    through_workbook,
]


@pytest.mark.parametrize("through", THROUGH, ids=lambda one: one.__name__)
def test_every_attack_comes_out_as_it_went_in(
    through: Callable[[tuple[str, ...], Path], list[str]], tmp_path: Path
) -> None:
    assert through(ATTACKS, tmp_path) == list(ATTACKS)


TEXTS = st.text(
    st.characters(blacklist_categories=("Cc", "Cs"), whitelist_characters="\n\t"), min_size=1
)


@pytest.mark.parametrize("through", THROUGH, ids=lambda one: one.__name__)
@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(texts=st.lists(TEXTS, min_size=1, max_size=6))
def test_any_text_comes_out_as_it_went_in(
    through: Callable[[tuple[str, ...], Path], list[str]], tmp_path: Path, texts: list[str]
) -> None:
    assert through(tuple(texts), tmp_path) == texts


def test_no_cell_of_the_csv_for_excel_can_be_computed() -> None:
    raw = excel_csv(made(*ATTACKS), TABLE)
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    head, *rows = lines
    assert head == ["序号", "文字"]
    for (_, cell), text in zip(rows, ATTACKS, strict=True):
        assert cell[0] not in "=+-@\t\n＝＋－＠"
        assert cell.removeprefix("'") == re.sub(
            "[\u200b\u202e\u202c]", "\ufffd", text
        ).removeprefix("'")
        if text[0] in "=+-@\t＝＠":
            assert cell.startswith("'")


def test_a_workbook_holds_no_formula_no_link_and_nothing_from_outside(tmp_path: Path) -> None:
    workbook(made(*ATTACKS), TABLE, {}, date(2020, 1, 1), tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        for name in book.namelist():
            raw = book.read(name)
            assert b"<f>" not in raw
            assert b"<hyperlink" not in raw
            assert not name.startswith(("xl/externalLinks", "xl/vbaProject"))


def test_what_is_too_long_for_a_cell_says_where_the_whole_stands(tmp_path: Path) -> None:
    long = "长" * 40_000
    workbook(made(long), TABLE, {}, date(2020, 1, 1), tmp_path / "a.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx")["数据"]["B2"].value
    assert isinstance(cell, str)
    assert len(cell) == 32_767
    assert cell.endswith("长……（全文见同名 CSV）")


def test_an_empty_text_is_no_value_and_is_refused() -> None:
    with pytest.raises(BrokenTableError, match="'' is not declared"):
        made("")


def test_a_feed_shows_nothing_that_cannot_be_seen() -> None:
    assert feed_text("a\u202eb\x00c") == "a\ufffdb\ufffdc"
