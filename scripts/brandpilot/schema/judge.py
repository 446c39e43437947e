"""The validator's errors, told as what a person did and about which box of the form."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeAlias

from brandpilot.findings import Finding, Json, NodePath
from brandpilot.load import Document
from brandpilot.schema.forms import Form

ValidationError: TypeAlias = Any
"""jsonschema.ValidationError, whose stubs admit an unset state that raised errors never have."""

_KEYWORDS = {
    "minLength": "S112",
    "maxLength": "S113",
    "minimum": "S114",
    "exclusiveMinimum": "S114",
    "maximum": "S115",
    "exclusiveMaximum": "S115",
    "minItems": "S116",
    "maxItems": "S117",
    "uniqueItems": "S118",
    "const": "S119",
}
_RANK = ("type", "pattern", "format", "minLength", "maxLength")
"""Of several errors about one value only the first of these is told: it explains the others."""
_TYPE_NAMES = {
    "string": "文字",
    "number": "数",
    "integer": "整数",
    "boolean": "true 或 false",
    "array": "列表",
    "object": "一组字段",
}
_STRUCTURAL = frozenset(("S101", "S102", "S103", "S116", "S117", "S118", "S120"))
"""Codes that leave the value itself usable for the checks that follow."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the schema stage says of one document.

    `sound` is the data without every value that was objected to: whatever is left has the
    type that the form gives it, so the rules that follow need not look again.
    """

    findings: tuple[Finding, ...]
    sound: Mapping[str, Json]


def judge(document: Document, forms: Mapping[str, Form]) -> Judgement:
    """Judge a document by the form that it names (S001–S124)."""
    form = forms.get(document.schema)
    if form is None:
        return Judgement((_unknown_form(document, forms),), {})
    errors = list(form.validator.iter_errors(document.data))
    if not errors:
        return Judgement((), document.data)
    told = dict.fromkeys(_tell_all(form, errors))
    unsound = {
        node for code, node, _ in told if code not in _STRUCTURAL or code in ("S102", "S103")
    }
    findings = tuple(
        document.finding(code, node, {"field": form.title(node), **dict(values)})
        for code, node, values in told
    )
    return Judgement(findings, _without(document.data, (), unsound))


_Told = tuple[str, NodePath, tuple[tuple[str, str], ...]]


def _unknown_form(document: Document, forms: Iterable[str]) -> Finding:
    names = sorted(forms)
    kind = document.place.kind if document.place else document.kind
    near = [name for name in names if name.startswith(kind + "/")]
    near = near or get_close_matches(document.schema, names, n=1) or names
    values = {"found": document.data.get("schema", ""), "nearest": "、".join(near)}
    return document.finding("S001", ("schema",), values)


def _tell_all(form: Form, errors: list[ValidationError]) -> Iterator[_Told]:
    by_node: dict[NodePath, list[ValidationError]] = {}
    for error in errors:
        by_node.setdefault(tuple(error.absolute_path), []).append(error)
    for node, found in by_node.items():
        ranked = [error for keyword in _RANK for error in found if error.validator == keyword]
        rest = [error for error in found if error.validator not in _RANK]
        for error in [*ranked[:1], *rest]:
            yield from _tell(form, node, error)


def _tell(form: Form, node: NodePath, error: ValidationError) -> Iterator[_Told]:
    field = tuple(form.at(node))
    schema = field[-1] if field else form.schema
    if (when := _condition(form, error)) is not None:
        yield from _tell_conditional(form, node, error, when)
    elif error.validator == "required":
        yield from _tell_missing(form, node, error)
    elif error.validator == "additionalProperties":
        yield from _tell_unknown(form, node, error)
    elif error.validator == "type":
        yield _tell_type(form, node, error)
    elif error.validator == "pattern":
        yield _told("S110", form, node, found=error.instance, wanted=schema["x-hint"])
    elif error.validator == "format":
        yield _told("S111", form, node, found=error.instance)
    else:
        code = _KEYWORDS[str(error.validator)]
        found = error.instance if code == "S119" else _size(error.instance)
        yield _told(code, form, node, found=found, limit=error.validator_value)


def _size(value: Json) -> Json:
    return len(value) if isinstance(value, str | list) else value


def _told(code: str, form: Form, node: NodePath, **values: object) -> _Told:
    told = tuple((name, _spelled(value)) for name, value in values.items())
    return code, node, (*told, ("basis", form.basis(node)))


def _spelled(value: Json) -> str:
    """Spell a value as it would stand in the file."""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _condition(form: Form, error: ValidationError) -> str | None:
    """Give the Chinese words of the `if` under which a duty failed; None for a plain duty."""
    way = list(error.absolute_schema_path)
    if "then" not in way:
        return None
    schema: Json = form.schema
    for part in way[: way.index("then")]:
        schema = schema[part]
    title: str = schema["if"]["title"]
    return title


def _tell_conditional(
    form: Form, node: NodePath, error: ValidationError, when: str
) -> Iterator[_Told]:
    if error.validator == "required":
        for name in error.validator_value:
            if name not in error.instance:
                child = (*node, name)
                yield _told("S120", form, node, when=when, missing=form.title(child))
    elif error.validator == "const":
        values = {"found": error.instance, "limit": error.validator_value}
        yield _told("S124", form, node, when=when, **values)
    elif error.validator_value == "null" or error.validator == "maxItems":
        yield _told("S121", form, node, when=when)
    else:
        yield _told("S120", form, node, when=when, missing=form.title(node))


def _tell_missing(form: Form, node: NodePath, error: ValidationError) -> Iterator[_Told]:
    mistyped = {near for _, near in _unknown_keys(form, node, error.instance) if near}
    for name in error.validator_value:
        if name not in error.instance and name not in mistyped:
            child = (*node, name)
            missing, basis = form.title(child), form.basis(child)
            yield "S101", node, (("missing", missing), ("key", name), ("basis", basis))


def _tell_unknown(form: Form, node: NodePath, error: ValidationError) -> Iterator[_Told]:
    for key, near in _unknown_keys(form, node, error.instance):
        child = (*node, key)
        if near:
            title = form.title((*node, near))
            yield _told("S102", form, child, key=key, nearest=near, title=title)
        else:
            yield _told("S103", form, child, key=key)


def _unknown_keys(
    form: Form, node: NodePath, instance: Mapping[str, Json]
) -> Iterator[tuple[str, str | None]]:
    """Yield each key that the form does not know, with the missing one that was meant."""
    *_, schema = (form.schema, *form.at(node))
    known: Mapping[str, Json] = schema["properties"]
    absent = {name: known[name]["title"] for name in known if name not in instance}
    titles = {title: name for name, title in absent.items()}
    for key in instance:
        if key not in known:
            near = get_close_matches(key, absent, n=1, cutoff=0.7)
            meant = near[0] if near else titles.get(key)
            yield key, meant
            if meant:
                del absent[meant]


def _tell_type(form: Form, node: NodePath, error: ValidationError) -> _Told:
    wanted = error.validator_value
    types = [wanted] if isinstance(wanted, str) else [name for name in wanted if name != "null"]
    found = error.instance
    code = _type_code(found, set(types))
    if code == "S109":
        return _told(code, form, node, wanted=_TYPE_NAMES[types[0]])
    return _told(code, form, node, found=found)


def _type_code(found: Json, types: set[str]) -> str:
    """Tell which mistake it was, from what was written and what the box takes."""
    is_scalar = not isinstance(found, list | dict)
    cases = (
        ("S104", found is None),
        ("S107", "array" in types),
        ("S108", "object" in types),
        ("S123", is_scalar and "boolean" in types),
        ("S105", isinstance(found, str) and bool(types & {"number", "integer"})),
        ("S122", isinstance(found, float) and "integer" in types),
        ("S106", is_scalar and "string" in types),
    )
    return next((code for code, holds in cases if holds), "S109")


def _without(value: Json, node: NodePath, unsound: set[NodePath]) -> Json:
    """Copy a value, leaving out what was objected to; in a list None keeps the others' places.

    What holds nothing objectionable is not copied.
    """
    if not any(bad[: len(node)] == node for bad in unsound):
        return value
    if isinstance(value, dict):
        kept = ((key, inner, (*node, key)) for key, inner in value.items())
        return {key: _without(inner, at, unsound) for key, inner, at in kept if at not in unsound}
    if isinstance(value, list):
        places = ((item, (*node, index)) for index, item in enumerate(value))
        return [None if at in unsound else _without(item, at, unsound) for item, at in places]
    return value
