"""The plan of the tables is sound, and what it says may be missing is what the forms let be missing."""

import re
from typing import Any

import pytest

from brandpilot.codelists import read_codelists
from brandpilot.evaluate import EVALUATIONS
from brandpilot.schema import read_forms
from brandpilot.tables import TABLES, BrokenTableError, Column, Missing, Table, frame, read_plan
from publish.straight import READ_OFF
from support.house import ROOT

PLAN = read_plan(ROOT)
COLUMNS = [(table, column) for table in PLAN.tables.values() for column in table.columns]
SUFFIXES = {
    "date": ("_date", "date"),
    "datetime": ("_at", "at"),
    "year": ("year", "_year"),
    "boolean": ("is_", "held", "met", "counts", "ranking", "evaluation_held"),
}
"""What a column of a type is called: its ending, its beginning, or the whole name."""


def test_every_table_has_its_function_and_every_function_its_table() -> None:
    assert [*TABLES, *EVALUATIONS] == list(PLAN.tables)


def test_names_say_what_kind_of_value_they_bear() -> None:
    for table, column in COLUMNS:
        assert re.fullmatch("[a-z][a-z0-9_]*", column.name), column
        assert re.search("[\u4e00-\u9fff]", column.title), column
        assert column.english.isascii(), column
        for word in SUFFIXES.get(column.type, ()):
            if column.name.startswith(word) or column.name.endswith(word):
                break
        else:
            assert column.type not in SUFFIXES, (table.name, column)
        assert ("share" in column.name) == (column.unit == "%"), column
        assert column.name.endswith("_cny100m") == (column.unit == "亿元"), column
        assert column.name.endswith("_cny10k") == (column.unit == "万元"), column


def test_lists_tables_and_keys_that_are_named_exist() -> None:
    codelists = read_codelists(ROOT)
    for table in PLAN.tables.values():
        names = [column.name for column in table.columns]
        assert len(names) == len(set(names)), table.name
        assert set(table.key) <= set(names), table.name
        assert not table.part or table.part in names, table.name
        for column in table.columns:
            assert not column.codelist or column.codelist in codelists, column
            assert not column.refers or len(PLAN.tables[column.refers].key) == 1, column
            assert not (column.missing and column.name in table.key), column


def types_in(form: Any, field: str) -> set[str]:
    schema = form.schema
    for part in field.split("/"):
        schema = schema.get("properties", {}).get(part, {})
        while "items" in schema and "properties" not in schema:
            schema = schema["items"]
    told = schema.get("type", "")
    return set(told) if isinstance(told, list) else {told}


def test_a_box_that_may_be_left_blank_may_be_missing_in_its_table() -> None:
    """A table that forbade it would stop all publication at the first such filing."""
    looked_at = 0
    for name, (kinds, within, columns) in READ_OFF.items():
        missing = {column.name: column.missing for column in PLAN.tables[name].columns}
        for form in read_forms(ROOT).values():
            if form.kind not in kinds:
                continue
            for column, field in columns.items():
                whole = (
                    field[1:] if field.startswith("^") else "/".join(filter(None, (within, field)))
                )
                parts = whole.split("/")
                steps = ["/".join(parts[: at + 1]) for at in range(len(parts))]
                if any("null" in types_in(form, step) for step in steps):
                    assert missing[column], (name, column)
                    looked_at += 1
    assert looked_at > 30


SMALL = Table(
    "x",
    "甲",
    "X",
    "甲。",
    ("a",),
    (
        Column("a", "integer", "甲", "A"),
        Column("b", "number", "乙", "B", missing=(Missing.NOT_FOUND, Missing.NOT_REPORTED)),
        Column("c", "date", "丙", "C", missing=(Missing.NOT_APPLICABLE,)),
    ),
)


def test_rows_are_ordered_by_their_key_and_typed_as_declared() -> None:
    made = frame(
        SMALL,
        [
            {"a": 10, "b": 1, "c": "2020-02-29"},
            {"a": 2, "b": None, "c": None},
            {"a": 3, "b": Missing.NOT_REPORTED, "c": "2020-01-01"},
        ],
    )
    assert made["a"].tolist() == [2, 3, 10]
    assert made["b_missing"].tolist()[:2] == ["未查到", "未填报"]
    assert made["c_missing"].tolist()[0] == "不适用"
    assert [str(one) for one in made.dtypes] == [
        "int64[pyarrow]",
        "double[pyarrow]",
        "string[pyarrow]",
        "date32[day][pyarrow]",
        "string[pyarrow]",
    ]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([{"a": 1, "b": 1}], "instead of"),
        ([{"b": 1, "a": 1, "c": None}], "instead of"),
        ([{"a": 1, "b": 1, "c": None, "d": 1}], "instead of"),
        ([{"a": None, "b": 1, "c": None}], "two rows of|not declared"),
        ([{"a": 1, "b": Missing.NOT_SET, "c": None}], "not declared"),
        ([{"a": 1, "b": 1, "c": None}, {"a": 1, "b": 2, "c": None}], "two rows of"),
        ([{"a": 1, "b": "x", "c": None}], "x.b"),
        ([{"a": "x", "b": 1, "c": None}], "x.a"),
        ([{"a": 1, "b": 1, "c": "2020-02-30"}], "day is out of range|x.c"),
    ],
)
def test_rows_that_break_their_table_are_refused(rows: list[dict[str, Any]], told: str) -> None:
    with pytest.raises(BrokenTableError, match=told):
        frame(SMALL, rows)
