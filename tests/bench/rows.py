"""Filings as YAML that every reader takes for the same, whatever version of YAML it knows."""

import json
import re
from collections.abc import Iterator

from brandpilot.findings import Json

_PLAIN = re.compile(r"[a-z\u4e00-\u9fff][^\x00-\x20:#,\[\]{}&*!|>'\"%@`\\]*")
_WORDS = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))
"""What some readers take for more than a text."""


def to_yaml(record: dict[str, Json]) -> str:
    """Write a record: block style, rows of nothing but scalars on one line each."""
    return "".join(f"{line}\n" for line in _mapping(record))


def _mapping(record: dict[str, Json]) -> Iterator[str]:
    for key, value in record.items():
        if isinstance(value, dict):
            yield f"{key}:"
            yield from (f"  {line}" for line in _mapping(value))
        elif isinstance(value, list) and value:
            yield f"{key}:"
            yield from (f"  {line}" for line in _items(value))
        else:
            yield f"{key}: {_scalar(value)}"


def _items(values: list[Json]) -> Iterator[str]:
    for value in values:
        if not isinstance(value, dict):
            yield f"- {_scalar(value)}"
        elif any(isinstance(inner, dict | list) for inner in value.values()):
            head, *rest = _mapping(value)
            yield f"- {head}"
            yield from (f"  {line}" for line in rest)
        else:
            cells = (f"{key}: {_scalar(inner)}" for key, inner in value.items())
            yield f"- {{{', '.join(cells)}}}"


def _scalar(value: Json) -> str:
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value not in _WORDS:
        return value
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
