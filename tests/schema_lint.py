"""What is amiss with a form, as sentences: the rules that keep every validator at one verdict.

A lint takes a schema and yields complaints; `tests/test_schemas.py` runs each one on all forms and on
a small bad schema planted for it.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

Schema = Mapping[str, Any]
Library = Mapping[str, Schema]
Codelists = Mapping[str, list[dict[str, str]]]

ANNOTATIONS = frozenset(("title", "description", "examples"))
OWN_ANNOTATIONS = frozenset((
    "x-basis", "x-codelist", "x-each", "x-hint", "x-long", "x-only", "x-personal", "x-unit",
))  # fmt: skip
JUDGES = frozenset((
    "$ref", "additionalProperties", "allOf", "const", "format", "if", "items", "maxItems",
    "maxLength", "maximum", "minItems", "minLength", "minimum", "pattern", "properties",
    "required", "then", "type", "uniqueItems",
))  # fmt: skip
HEADS = frozenset(("$schema", "$id", "$defs"))
UNITS = {"_cny10k": "万元", "_cny100m": "亿元", "_pct": "%"}
CHINESE = re.compile("[\u4e00-\u9fff]")
REFERENCE = re.compile(r"(urn:brandpilot:common:[a-z0-9-]+)?#/\$defs/[a-z0-9_]+")
UNEVEN_CLASS = re.compile(r"\\[dDwWsSpPbB]")
SET_OF_CHARACTERS = re.compile(r"\[(?:\\.|[^\]\\])*\]")


def subschemas(schema: Schema, at: str = "") -> Iterator[tuple[str, Schema]]:
    """Every schema within a schema that stands on its own, i.e. outside conditions."""
    yield at, schema
    for name, inner in schema.get("$defs", {}).items():
        yield from subschemas(inner, f"{at}/$defs/{name}")
    for name, inner in schema.get("properties", {}).items():
        yield from subschemas(inner, f"{at}/{name}")
    if "items" in schema:
        yield from subschemas(schema["items"], f"{at}/*")


def types(schema: Schema) -> frozenset[str]:
    """The types that a schema admits, `null` left out."""
    named = schema.get("type", ())
    return frozenset((named,) if isinstance(named, str) else named) - {"null"}


def unknown_keywords(schema: Schema) -> Iterator[str]:
    """Only keywords on which all validators agree; no `oneOf`, `not`, `enum` and the like."""
    for at, node in subschemas(schema):
        for keyword in node.keys() - ANNOTATIONS - OWN_ANNOTATIONS - JUDGES:
            if at or keyword not in HEADS:
                yield f"{at}: {keyword}"


def stray_references(schema: Schema, library: Library) -> Iterator[str]:
    """A reference names a definition that exists, and only annotations stand beside it."""
    for at, node in subschemas(schema):
        if "$ref" not in node:
            continue
        urn, _, name = node["$ref"].partition("#/$defs/")
        home = library.get(urn, {}) if urn else schema
        if not REFERENCE.fullmatch(node["$ref"]) or name not in home.get("$defs", {}):
            yield f"{at}: {node['$ref']}"
        for keyword in node.keys() & JUDGES - {"$ref"}:
            yield f"{at}: {keyword} beside $ref"


def open_objects(schema: Schema) -> Iterator[str]:
    """Every object is closed and demands only what it knows."""
    for at, node in subschemas(schema):
        if "object" not in types(node) and "properties" not in node:
            continue
        if node.get("additionalProperties") is not False or "object" not in types(node):
            yield f"{at}: not closed"
        for name in set(node.get("required", ())) - node.get("properties", {}).keys():
            yield f"{at}: {name} demanded but unknown"


def loose_conditions(schema: Schema) -> Iterator[str]:
    """A conditional duty says in Chinese when it holds and only tightens what the object knows."""
    for at, node in subschemas(schema):
        known = node.get("properties", {}).keys()
        if node.keys() & {"if", "then"}:
            yield f"{at}: condition outside allOf"
        for rule in node.get("allOf", ()):
            if rule.keys() != {"if", "then"}:
                yield f"{at}: {sorted(rule)} in allOf"
                continue
            when, then = rule["if"], rule["then"]
            if when.keys() != {"title", "properties", "required"} or not chinese(when.get("title")):
                yield f"{at}: condition without words, properties or required"
            named = {*then.get("properties", ()), *then.get("required", ())}
            named |= {*when.get("properties", ()), *when.get("required", ())}
            if then.keys() - {"properties", "required"} or named - known:
                yield f"{at}: condition widens {sorted(named - known)}"


def uneven_text(schema: Schema) -> Iterator[str]:
    """Patterns and formats read alike in Python, JavaScript and Rust; every text has a ceiling."""
    for at, node in subschemas(schema):
        pattern = node.get("pattern")
        if pattern is not None:
            if not (pattern.startswith("^") and pattern.endswith("$")):
                yield f"{at}: pattern not anchored"
            if UNEVEN_CLASS.search(pattern) or "." in SET_OF_CHARACTERS.sub("", pattern):
                yield f"{at}: pattern with a class that differs"
            if not chinese(node.get("x-hint")):
                yield f"{at}: pattern without x-hint"
        if "format" in node and (node["format"], node.get("maxLength")) != ("date", 10):
            yield f"{at}: format"
        if (pattern or "format" in node) and not (pattern and "maxLength" in node):
            yield f"{at}: pattern or length missing"


def unbounded_text(schema: Schema) -> Iterator[str]:
    """Every text box of a form has a maximum length, a codelist or one fixed value."""
    for at, node in subschemas(schema):
        if "string" in types(node) and not node.keys() & {"maxLength", "x-codelist", "const"}:
            yield f"{at}: no ceiling"


def chinese(text: object) -> bool:
    """Whether it is a text with Chinese in it, neatly trimmed."""
    return isinstance(text, str) and text == text.strip() and CHINESE.search(text) is not None


def undescribed(schema: Schema, bases: frozenset[str]) -> Iterator[str]:
    """Each box has its Chinese title and description and a basis; a unit stands in the title."""
    for at, node in subschemas(schema):
        if at:
            yield from (
                f"{at}: {key}" for key in ("title", "description") if not chinese(node.get(key))
            )
            if node.get("x-basis") not in bases:
                yield f"{at}: basis {node.get('x-basis')}"
        suffixed = next((unit for end, unit in UNITS.items() if at.endswith(end)), None)
        unit = node.get("x-unit", suffixed)
        if unit != (suffixed or unit) or (unit and f"（{unit}）" not in node["title"]):
            yield f"{at}: unit {unit}"
        titles = [inner.get("title") for inner in node.get("properties", {}).values()]
        yield from (
            f"{at}: title {title} twice" for title in {t for t in titles if titles.count(t) > 1}
        )


def unfit_examples(schema: Schema, codelists: Codelists) -> Iterator[str]:
    """Each scalar has examples that its own schema and codelist accept, and none with a line end."""
    for at, node in subschemas(schema):
        if not at or types(node) & {"object", "array"}:
            continue
        judge = Draft202012Validator(dict(node), format_checker=FormatChecker())
        codes = {row["code"] for row in codelists.get(node.get("x-codelist", ""), [])}
        if not node.get("examples"):
            yield f"{at}: no example"
        for example in node.get("examples", ()):
            if not judge.is_valid(example) or ("x-codelist" in node and example not in codes):
                yield f"{at}: example {example}"
            if "pattern" in node and judge.is_valid(f"{example}\n"):
                yield f"{at}: a line end slips through"


def unknown_lists(schema: Schema, codelists: Codelists) -> Iterator[str]:
    """`x-codelist`, `x-only` and `x-each` name lists, columns, values and fields that exist."""
    above: dict[str, Schema] = dict(subschemas(schema))
    for at, node in above.items():
        if "x-codelist" in node and node["x-codelist"] not in codelists:
            yield f"{at}: {node['x-codelist']}"
        for column, values in node.get("x-only", {}).items():
            rows = codelists.get(node.get("x-codelist", ""), [])
            if not set(values) <= {row.get(column) for row in rows}:
                yield f"{at}: only {column}"
        if (each := node.get("x-each")) is None:
            continue
        rows = codelists.get(each["codelist"], [{}])
        key = node.get("items", {}).get("properties", {}).get(each["key"], {})
        if key.get("x-codelist") != each["codelist"]:
            yield f"{at}: key {each['key']}"
        enclosing = above[at.rpartition("/")[0]].get("properties", {})
        for column, field in each.get("where", {}).items():
            if column not in rows[0] or field not in enclosing:
                yield f"{at}: where {column}"


def unused_definitions(library: Library) -> Iterator[str]:
    """A common definition that no form refers to is dead."""
    used = {
        ref if ref.startswith("urn") else f"{urn}{ref}"
        for urn, schema in library.items()
        for _, node in subschemas(schema)
        if (ref := node.get("$ref"))
    }
    for urn, schema in library.items():
        for name in schema.get("$defs", {}):
            if f"{urn}#/$defs/{name}" not in used:
                yield f"{urn}: {name}"
