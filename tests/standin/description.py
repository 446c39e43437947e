"""GitHub's official description (OpenAPI 3.0), cut to the operations that the stand-in answers."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

OFFICIAL = (
    Path(__file__).parents[2]
    / "scripts/web/node_modules/@octokit/openapi/generated/api.github.com.json"
)
_GAP = re.compile(r"\{(\w+)\}")
_GREEDY = frozenset(("path", "ref"))
"""Parameters that may hold slashes, which OpenAPI 3.0 cannot say."""
_REF = "$ref"
_DEFAULTS: Mapping[str, Any] = {
    "string": "x",
    "integer": 0,
    "number": 0,
    "boolean": False,
    "array": [],
    "object": {},
}
_FORMATS: Mapping[str, str] = {
    "date-time": "2017-01-01T00:00:00Z",
    "uri": "https://github.com/example",
}


@cache
def official() -> Mapping[str, Any]:
    """The whole description."""
    told: Mapping[str, Any] = json.loads(OFFICIAL.read_text("utf-8"))
    return told


class Operation:
    """One operation: what a request may say, and what its answers must hold."""

    def __init__(self, method: str, template: str) -> None:
        self.method, self.template = method, template
        self.told = official()["paths"][template][method.lower()]
        parts = _GAP.split(template)
        self._pattern = re.compile(
            "".join(
                re.escape(part)
                if at % 2 == 0
                else f"(?P<{part}>{'.+' if part in _GREEDY else '[^/]+'})"
                for at, part in enumerate(parts)
            )
        )

    def match(self, method: str, path: str) -> Mapping[str, str] | None:
        """Give the values in a path that is this operation's; None for another's."""
        found = self._pattern.fullmatch(path) if method == self.method else None
        return found.groupdict() if found else None

    def schema(self, status: int) -> Any:
        """Give the schema of an answer's body; None where it has none."""
        answer: Any = resolve(self.told["responses"].get(str(status), {}))
        content: Any = answer.get("content", {})
        told: Any = content.get("application/json") or next(iter(content.values()), {})
        return told.get("schema")


def resolve(schema: Any) -> Any:
    """Follow a reference."""
    while _REF in schema:
        at: Any = official()
        for part in schema[_REF].removeprefix("#/").split("/"):
            at = at[part]
        schema = at
    return schema


def complete(value: Any, schema: Any) -> Any:
    """Give a value with every property that its schema requires; what it has stays as it is.

    The stand-in says only what somebody reads. What GitHub says besides is filled in by type.
    """
    schema = resolve(schema)
    options = schema.get("oneOf") or schema.get("anyOf")
    if value is None and (schema.get("nullable") or not schema):
        return None
    if options:
        return complete(value, next((one for one in options if _may_be(value, one)), options[0]))
    parts = [resolve(one) for one in schema.get("allOf", ())]
    if isinstance(value, dict):
        for part in (schema, *parts):
            value = _with_properties(value, part)
    if isinstance(value, list) and "items" in schema:
        return [complete(one, schema["items"]) for one in value]
    return value


def _may_be(value: Any, schema: Any) -> bool:
    """Tell whether a value is of the kind that one of several schemas describes."""
    schema = resolve(schema)
    if not isinstance(value, dict) or schema.get("type") != "object":
        return bool(schema.get("type") == "array") == isinstance(value, list)
    kinds = schema.get("properties", {}).get("type", {}).get("enum", ())
    return not kinds or value.get("type") in kinds


def _with_properties(value: dict[str, Any], schema: Any) -> dict[str, Any]:
    known = schema.get("properties", {})
    made = {key: complete(one, known[key]) if key in known else one for key, one in value.items()}
    for name in schema.get("required", ()):
        if name not in made:
            made[name] = blank(known[name])
    return made


_blanks: dict[int, Any] = {}
"""Plainest values by the identity of their schema: the official description stays in memory."""


def blank(schema: Any) -> Any:
    """Give the plainest value that fits a schema, the same one each time."""
    if id(schema) not in _blanks:
        _blanks[id(schema)] = _blank(resolve(schema))
    return _blanks[id(schema)]


def _blank(schema: Any) -> Any:
    if schema.get("nullable") and "type" in schema:
        return None
    if "enum" in schema:
        return schema["enum"][0]
    if options := schema.get("oneOf") or schema.get("anyOf") or schema.get("allOf"):
        return blank(options[0])
    if schema.get("type") == "object" or "properties" in schema:
        return complete({}, schema)
    if schema.get("type") == "string":
        return _FORMATS.get(schema.get("format", ""), "x")
    return _DEFAULTS[schema.get("type", "object")]


def references(told: Any) -> Iterator[str]:
    """Yield every reference in a part of the description."""
    if isinstance(told, dict):
        if isinstance(told.get(_REF), str):
            yield told[_REF]
        for one in told.values():
            yield from references(one)
    elif isinstance(told, list):
        for one in told:
            yield from references(one)


def cut(operations: Mapping[str, set[str]]) -> dict[str, Any]:
    """Cut the description to some operations, {path template: methods}, and all that they refer to."""
    whole = official()
    paths = {
        path: {method.lower(): whole["paths"][path][method.lower()] for method in methods}
        for path, methods in operations.items()
    }
    made: dict[str, Any] = {key: whole[key] for key in ("openapi", "info", "servers")}
    made |= {"paths": paths, "components": {}}
    ahead, seen = list(references(paths)), set[str]()
    while ahead:
        reference = ahead.pop()
        if reference in seen:
            continue
        seen.add(reference)
        _, _, section, name = reference.split("/")
        part = whole["components"][section][name]
        made["components"].setdefault(section, {})[name] = part
        ahead += references(part)
    return made
