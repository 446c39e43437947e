"""The forms: JSON Schemas read once, references resolved, annotations collected."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend

from brandpilot.findings import Json, NodePath
from brandpilot.layout import SCHEMAS

_FORMATS = FormatChecker(["date"])
_ASSERTIONS = frozenset(
    (
        "additionalProperties",
        "allOf",
        "const",
        "exclusiveMaximum",
        "exclusiveMinimum",
        "format",
        "if",
        "items",
        "maxItems",
        "maxLength",
        "maximum",
        "minItems",
        "minLength",
        "minimum",
        "multipleOf",
        "pattern",
        "properties",
        "required",
        "then",
        "type",
        "uniqueItems",
    )
)
"""Keywords that judge. The others explain, and a validator need not walk over them."""

EACH = "*"
"""Stands for any item of a list in the path of a field."""


@dataclass(frozen=True)
class Form:
    """One version of one kind of record; `schema` has no references left in it."""

    name: str
    schema: Mapping[str, Json]

    @property
    def kind(self) -> str:
        """Kind of record, e.g. `application`."""
        return self.name.partition("/")[0]

    @cached_property
    def validator(self) -> Json:
        """The judge, built once."""
        return _JUDGE(_bare(self.schema), format_checker=_FORMATS)

    @cached_property
    def fields(self) -> tuple[tuple[NodePath, Mapping[str, Json]], ...]:
        """Every field as (path, its schema), in the order of the form; `*` is any list item."""
        return tuple(_fields(self.schema, ()))

    def annotated(self, keyword: str) -> tuple[tuple[NodePath, Json], ...]:
        """Give path and value of each field that bears an annotation such as `x-codelist`."""
        if keyword not in self._annotated:
            self._annotated[keyword] = tuple(
                (path, schema[keyword]) for path, schema in self.fields if keyword in schema
            )
        return self._annotated[keyword]

    @cached_property
    def _annotated(self) -> dict[str, tuple[tuple[NodePath, Json], ...]]:
        return {}

    def at(self, node: NodePath) -> Iterator[Mapping[str, Json]]:
        """Yield the schemas along a node's path, as far as the form knows it."""
        schema: Mapping[str, Json] = self.schema
        for part in node:
            inner = schema.get("items") if isinstance(part, int) else _property(schema, part)
            if inner is None:
                return
            yield inner
            schema = inner

    def takes(self, node: NodePath, value: Json) -> bool:
        """Tell whether a box may hold a value, whatever stands in the other boxes."""
        *_, schema = self.at(node)
        judge: Json = _JUDGE(_bare(schema), format_checker=_FORMATS)
        return bool(judge.is_valid(value))

    def title(self, node: NodePath) -> str:
        """Spell a node as the official reads the form: the titles of its boxes, from outside in.

        What is no part of the data (a comment, prose) has no box, and bears one name.
        """
        if node and isinstance(node[0], int):
            return "说明或正文"
        words: list[str] = []
        for part, schema in zip(node, self.at(node), strict=False):
            if isinstance(part, int):
                words.append(f"第 {part + 1} 项")
            else:
                words.append(schema["title"])
        return " › ".join(words).replace(" › 第", " 第") or self.schema["title"]

    def title_at(self, pointer: str) -> str:
        """Spell the box that a pointer names; '' where the form has none."""
        node: NodePath = ()
        for part in pointer.split("/")[1:]:
            inner = tuple(self.at((*node, 0)))
            is_item = part.isdecimal() and len(inner) > len(node)
            node = (*node, int(part) if is_item else part.replace("~1", "/").replace("~0", "~"))
        return self.title(node) if node and len(tuple(self.at(node))) == len(node) else ""

    def basis(self, node: NodePath) -> str:
        """Give the clause on which the innermost known field of a path rests."""
        clauses = [schema["x-basis"] for schema in self.at(node) if "x-basis" in schema]
        return clauses[-1] if clauses else "数据质量"


def read_forms(root: Path) -> dict[str, Form]:
    """Read every form of a tree, by name. Raises OSError, ValueError, KeyError."""
    files = sorted((root / SCHEMAS).glob("*/*.schema.json"))
    schemas = {file: json.loads(file.read_text(encoding="utf-8")) for file in files}
    library = {schema["$id"]: schema for schema in schemas.values()}
    forms = {}
    for file, schema in schemas.items():
        name = f"{file.parent.name}/{file.name.removesuffix('.schema.json')}"
        if file.parent.name != "common":
            forms[name] = Form(name, _inline(schema, schema, library))
    return forms


def _inline(node: Json, document: Mapping[str, Json], library: Mapping[str, Json]) -> Json:
    """Put what `$ref` names in its place: twice as fast to judge, and every field explains itself."""
    if isinstance(node, list):
        return [_inline(item, document, library) for item in node]
    if not isinstance(node, dict):
        return node
    own = {key: _inline(value, document, library) for key, value in node.items() if key != "$defs"}
    reference = own.pop("$ref", None)
    if reference is None:
        return own
    urn, _, definition = reference.partition("#/$defs/")
    home = library[urn] if urn else document
    return {**_inline(home["$defs"][definition], home, library), **own}


def _judge_properties(
    validator: Json, properties: Mapping[str, Json], instance: Json, _schema: Json
) -> Iterator[Json]:
    """Judge an object's fields as `properties` does, sparing the simple ones the long way down.

    A field whose schema leads no further is put to the same keyword functions directly; only
    when one of them objects does jsonschema's own descent word the error. Halves the time.
    """
    if not isinstance(instance, dict):
        return
    for name, schema in properties.items():
        if name in instance and not _is_plainly_valid(validator, schema, instance[name]):
            yield from validator.descend(instance[name], schema, path=name, schema_path=name)


def _is_plainly_valid(validator: Json, schema: Mapping[str, Json], value: Json) -> bool:
    if not _LEADS_FURTHER.isdisjoint(schema):
        return False
    judges = validator.VALIDATORS
    return not any(
        True
        for keyword, wanted in schema.items()
        for _ in judges[keyword](validator, wanted, value, schema) or ()
    )


def _judge_type(
    validator: Json, types: str | list[str], instance: Json, schema: Json
) -> Iterator[Json]:
    """Judge a type: the plain cases at once, the others as jsonschema does."""
    plain = _PLAIN_TYPES.get(type(instance))
    if plain is None or not (plain == types or (isinstance(types, list) and plain in types)):
        yield from _TYPE(validator, types, instance, schema) or ()


def _judge_unique(
    _validator: Json, is_wanted: Json, instance: Json, _schema: Json
) -> Iterator[Json]:
    """Judge a list's items by how they are spelled: jsonschema may compare each with each."""
    if is_wanted and isinstance(instance, list):
        spelled = {json.dumps(_as_integer(item), sort_keys=True) for item in instance}
        if len(spelled) < len(instance):
            yield ValidationError("not unique")


def _as_integer(item: Json) -> Json:
    """Make 2017.0 the 2017 that it equals."""
    return int(item) if isinstance(item, float) and item.is_integer() else item


_PLAIN_TYPES = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    type(None): "null",
    list: "array",
    dict: "object",
}
_TYPE = Draft202012Validator.VALIDATORS["type"]
_TYPES = Draft202012Validator.TYPE_CHECKER.redefine(
    "integer", lambda _types, instance: type(instance) is int
)
"""To JSON Schema 3.0 is an integer, and 1e308 too; whoever counts with it does not think so."""
_LEADS_FURTHER = frozenset(("properties", "items", "allOf", "additionalProperties"))
_OWN_JUDGES = {
    "properties": _judge_properties,
    "type": _judge_type,
    "uniqueItems": _judge_unique,
}
_JUDGE: Json = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator, _OWN_JUDGES, type_checker=_TYPES
)


def _bare(schema: Json) -> Json:
    """Copy a schema without its explanations."""
    bare: dict[str, Json] = {}
    for key, value in schema.items():
        if key == "properties":
            bare[key] = {name: _bare(inner) for name, inner in value.items()}
        elif key in ("items", "if", "then"):
            bare[key] = _bare(value)
        elif key == "allOf":
            bare[key] = [_bare(inner) for inner in value]
        elif key in _ASSERTIONS:
            bare[key] = value
    return bare


def _fields(schema: Mapping[str, Json], path: NodePath) -> Iterator[tuple[NodePath, Json]]:
    for name, inner in schema.get("properties", {}).items():
        yield (*path, name), inner
        yield from _fields(inner, (*path, name))
    if items := schema.get("items"):
        yield (*path, EACH), items
        yield from _fields(items, (*path, EACH))


def _property(schema: Mapping[str, Json], name: str) -> Mapping[str, Json] | None:
    found: Mapping[str, Json] | None = schema.get("properties", {}).get(name)
    return found
