"""The forms hold the rules of JSON Schema that the project set itself, and each lint can fail."""

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import schema_lint as lint
from brandpilot.schema import read_forms

ROOT = Path(__file__).parents[1]
FILES = {file: json.loads(file.read_text("utf-8")) for file in ROOT.glob("schemas/*/*.schema.json")}
LIBRARY = {schema["$id"]: schema for schema in FILES.values()}
READ = read_forms(ROOT)
FORMS = {name: form.schema for name, form in READ.items()}
CODELISTS = {
    file.stem: list(csv.DictReader(file.read_text("utf-8").splitlines()))
    for file in ROOT.glob("schemas/codelists/*.csv")
}
BASES = frozenset({"数据质量", "项目规则"} | {row["code"] for row in CODELISTS["clauses"]})

# Lints of a file as it lies in the repository, and lints of a form with all references resolved.
ON_FILES: dict[str, Callable[[lint.Schema], Iterator[str]]] = {
    "keywords": lint.unknown_keywords,
    "references": lambda schema: lint.stray_references(schema, LIBRARY),
    "objects": lint.open_objects,
    "conditions": lint.loose_conditions,
    "text": lint.uneven_text,
}
ON_FORMS: dict[str, Callable[[lint.Schema], Iterator[str]]] = {
    "descriptions": lambda schema: lint.undescribed(schema, BASES),
    "examples": lambda schema: lint.unfit_examples(schema, CODELISTS),
    "lists": lambda schema: lint.unknown_lists(schema, CODELISTS),
    "ceilings": lint.unbounded_text,
}

BOX = {"title": "名称", "description": "填写全称。", "examples": ["示例"], "x-basis": "指南一"}
CODE = {"type": "string", "pattern": "^[0-9]{6}$", "maxLength": 6, "x-hint": "6 位数字"}
RULE = {
    "if": {"title": "填“是”时", "properties": {"a": {"const": 1}}, "required": ["a"]},
    "then": {"required": ["a"]},
}


def closed(allOf: list[Any] | None = None, **properties: Any) -> dict[str, Any]:  # noqa: N803
    """A closed object; the keyword keeps the schema's own spelling."""
    rules = {} if allOf is None else {"allOf": allOf}
    return {"type": "object", "properties": properties, "additionalProperties": False, **rules}


def box(**more: Any) -> dict[str, Any]:
    """A well described text box with something changed."""
    return {"type": "string", "maxLength": 200, **BOX, **more}


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_file_is_a_schema_of_2020_12_under_the_name_of_its_place(file: Path) -> None:
    schema = FILES[file]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    name = file.name.removesuffix(".schema.json")
    assert schema["$id"] == f"urn:brandpilot:{file.parent.name}:{name}"
    assert lint.chinese(schema["title"])
    assert lint.chinese(schema["description"])


@pytest.mark.parametrize("rule", ON_FILES)
@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_file_keeps_the_rule(file: Path, rule: str) -> None:
    assert list(ON_FILES[rule](FILES[file])) == []


@pytest.mark.parametrize("rule", ON_FORMS)
@pytest.mark.parametrize("name", FORMS)
def test_every_form_keeps_the_rule(name: str, rule: str) -> None:
    assert list(ON_FORMS[rule](FORMS[name])) == []


@pytest.mark.parametrize("name", FORMS)
def test_a_box_for_whole_numbers_takes_none_with_a_point(name: str) -> None:
    """Whoever counts with 22.0, or cuts a list at it, must not meet it behind the door."""
    form = READ[name]
    for path, box in form.fields:
        node = tuple(0 if part == "*" else part for part in path)
        if "integer" in box.get("type", ()):
            whole = box.get("maximum", 2017)
            assert form.takes(node, whole)
            assert not any(form.takes(node, value) for value in (float(whole), 1e308, -0.0, True))
        if "number" in box.get("type", ()):
            assert form.takes(node, 50.0)


def test_no_definition_is_dead() -> None:
    assert list(lint.unused_definitions(LIBRARY)) == []


def test_a_dead_definition_is_seen() -> None:
    library = {"urn:x": {"$defs": {"used": CODE, "dead": CODE}, "$ref": "#/$defs/used"}}
    assert list(lint.unused_definitions(library)) == ["urn:x: dead"]


@pytest.mark.parametrize(
    ("rule", "bad"),
    [
        ("keywords", closed(a={"enum": ["a", "b"]})),
        ("keywords", closed(a={"oneOf": [CODE]})),
        ("keywords", closed(a={"type": "number", "multipleOf": 0.1})),
        ("keywords", closed(a={"$id": "urn:inner"})),
        ("keywords", {**closed(), "unevaluatedProperties": False}),
        ("references", closed(a={"$ref": "urn:brandpilot:common:values#/$defs/none"})),
        ("references", closed(a={"$ref": "urn:brandpilot:application:2017"})),
        ("references", closed(a={"$ref": "#/properties/b"})),
        ("references", {"$defs": {"b": CODE}, **closed(a={"$ref": "#/$defs/b", "maxLength": 3})}),
        ("objects", {"type": "object", "properties": {}}),
        ("objects", {"properties": {}, "additionalProperties": False}),
        ("objects", {**closed(), "required": ["a"]}),
        ("objects", closed(a={"type": ["object", "null"]})),
        ("conditions", {**closed(a=CODE), **RULE}),
        ("conditions", closed([{"properties": {"b": CODE}}], a=CODE)),
        ("conditions", closed([{**RULE, "else": {}}], a=CODE)),
        ("conditions", closed([{**RULE, "then": {"required": ["b"]}}], a=CODE)),
        ("conditions", closed([{**RULE, "if": {"properties": {}, "required": []}}], a=CODE)),
        ("text", closed(a={**CODE, "pattern": "[0-9]{6}$"})),
        ("text", closed(a={**CODE, "pattern": "^\\d{6}$"})),
        ("text", closed(a={**CODE, "pattern": "^.{6}$"})),
        ("text", closed(a={**CODE, "x-hint": "six digits"})),
        ("text", closed(a={"type": "string", "pattern": "^[0-9]+$", "x-hint": "数字"})),
        ("text", closed(a={**CODE, "format": "email"})),
        ("text", closed(a={"type": "string", "format": "date", "maxLength": 10})),
        ("descriptions", closed(a=box(title="Name"))),
        ("descriptions", closed(a=box(description=""))),
        ("descriptions", closed(a=box(**{"x-basis": "指南九"}))),
        ("descriptions", closed(a=box(), b=box())),
        ("descriptions", closed(a_cny10k=box(title="经费"))),
        ("descriptions", closed(a_cny10k=box(title="经费（亿元）", **{"x-unit": "亿元"}))),
        ("descriptions", closed(a={**box(), "type": "array", "items": {"type": "string"}})),
        ("examples", closed(a=box(examples=[]))),
        ("examples", closed(a=box(examples=[7]))),
        ("examples", closed(a=box(examples=["2017-02-30"], format="date"))),
        ("examples", closed(a=box(examples=["purple"], **{"x-codelist": "origins"}))),
        ("examples", closed(a=box(pattern="^[a-z]+$", examples=["example"]))),
        ("lists", closed(a=box(**{"x-codelist": "colours"}))),
        ("lists", closed(a=box(**{"x-only": {"code": ["decided"]}}))),
        ("lists", closed(a=box(**{"x-codelist": "origins", "x-only": {"colour": ["red"]}}))),
        ("lists", closed(a=box(**{"x-codelist": "origins", "x-only": {"code": ["purple"]}}))),
        ("lists", closed(a={"items": closed(), "x-each": {"codelist": "origins", "key": "b"}})),
        (
            "lists",
            closed(
                a={
                    "items": closed(b={"x-codelist": "measures-2017"}),
                    "x-each": {"codelist": "measures-2017", "key": "b", "where": {"task": "c"}},
                }
            ),
        ),
        ("ceilings", closed(a={"type": ["string", "null"]})),
    ],
)
def test_a_planted_fault_is_seen(rule: str, bad: lint.Schema) -> None:
    assert list({**ON_FILES, **ON_FORMS}[rule](bad)) != []


def test_a_sound_box_has_no_complaint() -> None:
    sound = closed([RULE], a=box())
    assert [c for rule in {**ON_FILES, **ON_FORMS}.values() for c in rule(sound)] == []
