"""The encoders of files for machines: spreadsheets compute nothing, JSON and calendars stay whole."""

import csv
import json
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brandpilot import encode

FORMULAS = (
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    '=HYPERLINK("http://outside.invalid","点我")',
    "=cmd|' /C calc'!A0",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "\n=1",
)
HARMLESS = (
    "示例县茶叶",
    "fujian/shili-tea",
    "指南四(二)",
    "2017-08-31",
    "a=b",
    "",
    "1-2",
    '"',
    "a,b",
)


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text, newline="")))


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_text_that_would_be_computed_is_marked_as_text(formula: str) -> None:
    assert cells(encode.spreadsheet([[formula, "x"]])) == [[f"'{formula}", "x"]]


@pytest.mark.parametrize("text", HARMLESS)
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert cells(encode.spreadsheet([[text, "x"]])) == [[text, "x"]]


def test_numbers_stay_numbers_and_none_is_empty() -> None:
    assert encode.spreadsheet([[-5, None, 0, "x"]]) == "-5,,0,x\n"


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2)))
def test_rows_stay_rows_and_cells_cells(rows: list[list[str]]) -> None:
    written = cells(encode.spreadsheet(rows))
    assert [len(row) for row in written] == [2] * len(rows)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in written for cell in row)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_json_is_read_back_and_shows_nothing_unseen(value: object) -> None:
    text = encode.json_file(value)
    assert json.loads(text) == value
    assert text.endswith("\n")
    assert all(character.isprintable() for character in text.replace("\n", ""))


def test_json_keeps_chinese_legible() -> None:
    assert encode.json_file(["名称\u202e"]) == '[\n  "名称\\u202e"\n]\n'


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("名称\r\nBEGIN:VEVENT", "名称\nBEGIN:VEVENT"),
        ("名\r称", "名\ufffd称"),
        (" 名\u202e ", "名\ufffd"),
    ],
)
def test_a_calendar_gets_only_what_can_be_seen(text: str, written: str) -> None:
    assert encode.calendar_text(text) == written
