"""A blank form can be read, is complete, says nothing of its own, and becomes valid when filled."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from unicodedata import east_asian_width

import pytest

from brandpilot.blank import blank_form
from brandpilot.findings import Json, NodePath
from brandpilot.load import Document, load
from brandpilot.schema import EACH, Form, judge
from support.house import document, inspected, law
from support.spelling import to_yaml

FORMS = sorted(law().forms)
PLACES = {
    "annual-report/1": "submissions/fujian/anxi-tea/2018-annual-report.yaml",
    "application/2017": "submissions/fujian/anxi-tea/2017-application.yaml",
    "closed/1": "submissions/fujian/_closed/2018.yaml",
    "decision/1": "submissions/fujian/anxi-tea/2018-annual-report.decision.yaml",
    "correction/1": "submissions/fujian/anxi-tea/2018-correction.yaml",
    "demonstration-application/1": (
        "submissions/fujian/anxi-tea/2020-demonstration-application.yaml"
    ),
    "demonstration/1": "submissions/fujian/anxi-tea/2018-demonstration.yaml",
    "designation/1": "submissions/fujian/anxi-tea/2018-designation.yaml",
    "expert-panel/1": "submissions/_experts/2018.yaml",
    "expert-review/1": "submissions/fujian/anxi-tea/2018-expert-review.yaml",
    "notice/1": "docs/notices/fujian/2018-1.md",
    "paper-ministry/1": "submissions/fujian/anxi-tea/2018-paper-ministry.yaml",
    "paper-unit/1": "submissions/fujian/anxi-tea/2018-paper-unit.yaml",
    "plan-revision/1": "submissions/fujian/anxi-tea/2018-plan-revision.yaml",
    "press-figures/1": "submissions/fujian/anxi-tea/2018-press-figures.yaml",
    "recommendation/1": "submissions/fujian/anxi-tea/2018-recommendation.yaml",
    "reviewers/1": ".github/reviewers.yml",
    "status-change-ministry/1": "submissions/fujian/anxi-tea/2018-status-change-ministry.yaml",
    "status-change-unit/1": "submissions/fujian/anxi-tea/2018-status-change-unit.yaml",
    "supervision/1": "submissions/fujian/_supervision/2018.yaml",
    "support/1": "submissions/fujian/anxi-tea/2018-support.yaml",
}
UNFILLED = {"S104", "S116", "R109", "R207"}
"""A box without an answer, which the form or a rule asks for, and a table without its rows."""
WIDEST = 90

each_form = pytest.mark.parametrize("name", FORMS)


def blank(name: str, **known: str) -> str:
    return blank_form(law().forms[name], law().codelists, known)


def read_blank(name: str) -> dict[str, Any]:
    """Read a blank form, the fences of a page set aside."""
    return document("blank.yaml", blank(name).removeprefix("---\n").removesuffix("---\n")).data


def objects(data: Json, schema: Json, node: NodePath = ()) -> Iterator[tuple[NodePath, Json, Json]]:
    """Yield (node, object, schema) of every object in a document."""
    if isinstance(data, dict):
        yield node, data, schema
        for key, value in data.items():
            yield from objects(value, schema["properties"][key], (*node, key))
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from objects(item, schema["items"], (*node, index))


def filled(data: Json, schema: Json) -> Json:
    """Fill every open box with the example of its own schema, every table to its least length."""
    if "properties" in schema:
        given = data or {}
        return {key: filled(given.get(key), inner) for key, inner in schema["properties"].items()}
    if "items" in schema:
        rows = [filled(row, schema["items"]) for row in data or ()]
        spare = rows[-1] if rows else filled(None, schema["items"])
        return rows + [deepcopy(spare) for _ in range(schema.get("minItems", 1) - len(rows))]
    return schema["examples"][0] if data is None else data


def empty(data: Json, at: str) -> None:
    """Set the node that a JSON Pointer names to null."""
    *way, last = at.removeprefix("/").split("/")
    for part in way:
        data = data[int(part)] if isinstance(data, list) else data[part]
    data[last] = None


@each_form
def test_it_lies_where_its_kind_lies(name: str) -> None:
    assert isinstance(load(PLACES[name], blank(name).encode()), Document)


@each_form
def test_nothing_is_amiss_but_what_is_open(name: str) -> None:
    known = {} if name == "notice/1" else {"dossier": "fujian/anxi-tea"}
    found = inspected(
        blank(name, **known).removeprefix("---\n").removesuffix("---\n"), "blank.yaml"
    )
    assert {finding.code for finding in found.findings} <= UNFILLED
    assert found.findings


@each_form
def test_every_required_box_is_in_it(name: str) -> None:
    missing = [
        (*node, key)
        for node, data, schema in objects(read_blank(name), law().forms[name].schema)
        for key in schema.get("required", ())
        if key not in data
    ]
    assert missing == []


@each_form
def test_every_box_is_explained(name: str) -> None:
    words = re.sub(r"\n *# ", "", blank(name))
    for path, schema in law().forms[name].fields:
        if path[-1] != EACH:
            assert f"{schema['title']}（" in words, path
            assert schema["description"].replace(" ", "") in words.replace(" ", ""), path


@each_form
def test_it_fits_on_a_screen_and_is_neat(name: str) -> None:
    lines = blank(name).split("\n")
    assert lines.pop() == ""
    for line in lines:
        columns = sum(2 if east_asian_width(character) in "WF" else 1 for character in line)
        assert columns <= WIDEST, line
        assert line == line.rstrip()
        assert "\t" not in line
        assert line.lstrip(" #")[:1] not in set("，。；：、）」》"), line


@each_form
def test_filled_with_its_examples_it_is_accepted(name: str) -> None:
    data = filled(read_blank(name), law().forms[name].schema)
    data |= {"designation": None, "public_notice": None} if name == "notice/1" else {}
    # Examples tell of one case; what belongs to another the form itself wants empty.
    for finding in judge(document("filled.yaml", to_yaml(data)), law().forms).findings:
        assert finding.code == "S121"
        empty(data, finding.pointer)
    assert judge(document("filled.yaml", to_yaml(data)), law().forms).findings == ()


def test_rows_that_are_no_choice_are_written_already() -> None:
    data = read_blank("application/2017")
    tasks = {task["task"]: task for task in data["plan"]["tasks"]}
    assert list(tasks) == list(law().codelists["tasks-2017"])
    for code, task in tasks.items():
        assert [row["measure"] for row in task["measures"]] == list(
            law().codelists["measures-2017"].where("task", code)
        )
    assert "# —— 发展战略 ——" in blank("application/2017")


def test_what_is_known_is_filled_in_and_nothing_else() -> None:
    text = blank("application/2017", dossier="fujian/anxi-tea", call="")
    assert "\ndossier: fujian/anxi-tea\n" in text
    assert "\ncall:\n" in text


def toy(**fields: Json) -> str:
    """Write the blank form of a small schema."""
    schema = {
        "title": "小表",
        "properties": {
            key: {"title": key, "description": "说明。", **schema} for key, schema in fields.items()
        },
        "required": [key for key in fields if key != "optional"],
    }
    return blank_form(Form("toy/1", schema), law().codelists, {})


EXAMPLES: tuple[Json, ...] = (
    *(
        "示例县",
        "%",
        "‰",
        "350583",
        "20",
        "1.5",
        "true",
        "null",
        "~",
        "",
        "是",
        "2017-08-20",
        "0595-00000000",
    ),
    *(
        "@示例",
        "- 示例",
        "a: b",
        "示例 # 一",
        "#1",
        "[示例]",
        "{x}",
        "*",
        "&",
        "!",
        "'x'",
        '"x"',
        "a:",
    ),
    *("https://www.example.org/?a=1#b", "QB/T 0000—2015", "1e3", "-1", "?", "|", ">", "`", ","),
    *(True, False, 12, 12.5, -3),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=repr)
def test_an_example_may_be_copied_as_it_stands(example: Json) -> None:
    (line,) = (line for line in toy(box={"examples": [example]}).split("\n") if "例：" in line)
    assert document("any.yaml", f"box: {line.partition('例：')[2]}\n").data == {"box": example}


def test_an_optional_group_that_stays_open_is_no_mistake() -> None:
    group = {
        "type": ["object", "null"],
        "required": ["inner"],
        "additionalProperties": False,
        "properties": {
            "inner": {"title": "内", "description": "说明。", "type": "string", "examples": ["x"]}
        },
    }
    text = toy(box=group)
    assert document("any.yaml", text).data == {"box": None}
    assert "inner:" in text


def test_a_box_that_may_be_left_out_is_shown_as_a_comment() -> None:
    text = toy(box={"examples": ["x"]}, optional={"examples": ["x"]})
    assert "\n# optional:\n" in text
    assert document("any.yaml", text).data == {"box": None}


def test_a_long_list_of_codes_is_not_copied_into_the_form() -> None:
    assert "可选" not in toy(box={"x-codelist": "divisions", "examples": ["350583"]})
    assert "可选：county" not in toy(box={"x-codelist": "park-kinds", "examples": ["x"]})
    assert "可选：national_base 国家新型工业化产业示范基地" in toy(
        box={"x-codelist": "park-kinds", "examples": ["x"]}
    )
