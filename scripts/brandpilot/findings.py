"""What is amiss with a file, as values.

A finding carries no wording: severity, sentence, remedy and basis are catalogue data
(`brandpilot.messages`), so one finding can be told in any language and any format.
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

Json: TypeAlias = Any
"""Any value that a record can hold: text, number, true or false, null, list, mapping."""

NodePath: TypeAlias = tuple[str | int, ...]
"""Keys and indexes from the root of a document to one of its nodes."""

Mark: TypeAlias = tuple[int, int]
"""Line and column of a node, both counted from 1, columns in characters."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing to mend, at one place. The order of the fields is the order of a report."""

    path: str
    line: int
    column: int
    code: str
    pointer: str = ""
    values: tuple[tuple[str, str], ...] = ()


def pointer(path: NodePath) -> str:
    """Spell a node's path as a JSON Pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def finding(path: str, mark: Mark, code: str, node: NodePath = (), /, **values: object) -> Finding:
    """Make a finding; `values` fill the sentence that the catalogue holds for `code`."""
    line, column = mark
    told = tuple((name, str(value)) for name, value in values.items())
    return Finding(path, line, column, code, pointer(node), told)
