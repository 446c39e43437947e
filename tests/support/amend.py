"""Change a record at named places and leave every other byte as it is."""

from collections.abc import Iterable
from functools import lru_cache

from brandpilot.findings import NodePath
from brandpilot.load import Document, load


def amend(path: str, text: str, changes: Iterable[tuple[str, str]]) -> str:
    """Put other lines in the place of the nodes that JSON Pointers name.

    A change is (pointer, new lines). What is replaced is the node as it stands in the file: its
    first line, with the key or the dash, to its last. No lines take the node out; the old lines
    and more put something behind it.
    """
    document = _read(path, text)
    lines = text.splitlines(keepends=True)
    spans = [(*_span(document, lines, pointer), new) for pointer, new in changes]
    for first, end, new in sorted(spans, reverse=True):
        lines[first:end] = [new]
    return "".join(lines)


def line_of(path: str, text: str, pointer: str) -> int:
    """Give the line on which the node that a JSON Pointer names stands."""
    document = _read(path, text)
    return document.marks[_node(document, pointer)][0]


@lru_cache(maxsize=16)
def _read(path: str, text: str) -> Document:
    document = load(path, text.encode())
    assert isinstance(document, Document), document
    return document


def _span(document: Document, lines: list[str], pointer: str) -> tuple[int, int]:
    """Give the first line of a node and the line after its last, counted from 0."""
    node = _node(document, pointer)
    line, column = document.marks[node]
    is_item = isinstance(node[-1], int)
    depth = lines[line - 1].index("-") if is_item else column - 1
    end = line
    while end < len(lines) and _is_within(lines[end], depth):
        end += 1
    return line - 1, end


def _node(document: Document, pointer: str) -> NodePath:
    """Read a JSON Pointer; a part of digits is an index where the document holds a list."""
    node: NodePath = ()
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        index = (*node, int(key)) if key.isdecimal() else node
        node = index if index != node and index in document.marks else (*node, key)
    assert node in document.marks, f"{document.path} has no {pointer}"
    return node


def _is_within(line: str, depth: int) -> bool:
    return not line.strip() or len(line) - len(line.lstrip(" ")) > depth
