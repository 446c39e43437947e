"""Values to YAML of the house's dialect: quoted only where a plain scalar would say otherwise."""

import json
import re
from collections.abc import Iterator

from brandpilot.findings import Json
from brandpilot.load.dialect import resolve

_UNSAFE = re.compile(
    r"""[\s\-?:,\[\]{}#&*!|>'"%@`]  # a first character that YAML gives a meaning
    | .*(?::(?:\s|$) | \s\#)        # what ends a plain scalar
    | .*\s$                         # what trimming would take away
    | .*[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]""",
    re.VERBOSE | re.DOTALL,
)
_LINE_BREAKS = str.maketrans({char: f"\\u{ord(char):04x}" for char in "\x7f\x85\u2028\u2029\ufeff"})


def to_yaml(record: dict[str, Json]) -> str:
    """Write a record: block style, two spaces, one line per scalar, keys in the given order."""
    return "".join(f"{line}\n" for line in _mapping(record))


def _mapping(record: dict[str, Json]) -> Iterator[str]:
    for key, value in record.items():
        if isinstance(value, dict) and value:
            yield f"{key}:"
            yield from (f"  {line}" for line in _mapping(value))
        elif isinstance(value, list) and value:
            yield f"{key}:"
            yield from (f"  {line}" for line in _items(value))
        else:
            yield f"{key}: {_scalar(value)}"


def _items(values: list[Json]) -> Iterator[str]:
    for value in values:
        lines = _mapping(value) if isinstance(value, dict) else iter([_scalar(value)])
        yield f"- {next(lines)}"
        yield from (f"  {line}" for line in lines)


def _scalar(value: Json) -> str:
    """Write a scalar, `[]` or `{}`."""
    if isinstance(value, str) and resolve(value) == value and not _UNSAFE.match(value):
        return value
    return json.dumps(value, ensure_ascii=False, allow_nan=False).translate(_LINE_BREAKS)
