"""Text to values and marks: the strict YAML dialect, read from the C parser's events.

Events are read instead of constructed objects because only they still show what must be
refused: anchors, tags, duplicate keys, several documents, where a flow collection ends.
"""

import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml
from yaml import cyaml

from brandpilot.findings import Finding, Json, Mark, NodePath, finding
from brandpilot.load.dialect import resolve
from brandpilot.load.lines import Coverage, comments, swallowed, wrong_indents
from brandpilot.load.syntax import explain_syntax

Event: TypeAlias = Any
"""An event of the C parser: its stubs admit None where it always sets marks."""
MarkLike: TypeAlias = Any

MAX_DEPTH = 20

_FULLWIDTH_KEY = re.compile(r"[a-z][a-z0-9_]*：", re.ASCII)
_GLUED_DASH = re.compile(r"-[^ \t0-9-]")
_GLUED_KEY = re.compile(r"[a-z][a-z0-9_]*:(?!//)\S", re.ASCII)
_BRACKETS = ("[", "{")
_BLOCK_STYLES = ("|", ">")
_FROM_SYNTAX = frozenset(("F027", "F029", "F030", "F031", "F034"))
"""What the parser says when an indent has misled it."""
_WHOLE_LINE = 1 << 20
_COMMENT = re.compile(r"#.*")
_GLUED_COMMENT = re.compile(r"[|>][0-9+-]*#")


@dataclass(slots=True)
class Composed:
    """A text as values; `marks` gives each node's place: its key, or the item itself."""

    data: Json = None
    marks: dict[NodePath, Mark] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    comments: dict[Mark, str] = field(default_factory=dict)


def compose(path: str, text: str) -> Composed:
    """Read one YAML text; its findings (F014–F039) are all collected, as far as it can be read."""
    composer = _Composer(path, text)
    read = len(composer.lines)
    try:
        composer.read_stream()
        composer.out.comments = dict(comments(composer.lines, composer.covered))
        swallows = swallowed(path, composer.lines, composer.out.comments)
        composer.out.findings.extend(swallows)
    except yaml.YAMLError as error:
        stop = explain_syntax(path, text, error)
        composer.out.findings.append(stop)
        read = stop.line + 1
    except _UnreadableError:
        read = 0
    indents = set(wrong_indents(path, composer.lines[:read], composer.covered))
    composer.out.findings = _told_once(composer.out.findings, indents)
    return composer.out


def _told_once(findings: list[Finding], indents: set[Finding]) -> list[Finding]:
    """Tell one mistake once: a wrong indent explains what the parser made of it."""
    told: dict[tuple[int, int, str], Finding] = {}
    explained = {indent.line + step for indent in indents for step in (0, 1)}
    for found in (*indents, *findings):
        if found in indents or found.line not in explained or found.code not in _FROM_SYNTAX:
            place = (found.line, found.column, found.code)
            told[place] = max(told.get(place, found), found)
    return sorted(told.values())


class _UnreadableError(Exception):
    """Reading further is of no use; the finding is already noted."""


class _Composer:
    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.lines = text.split("\n")
        self.parser: Any = cyaml.CParser(text)  # type: ignore[attr-defined]
        self.out = Composed()
        self.covered = Coverage()
        self.end = 0  # where the last scalar or flow collection ended

    def note(self, mark: MarkLike, code: str, node: NodePath = (), **values: object) -> None:
        place = (mark.line + 1, mark.column + 1)
        self.out.findings.append(finding(self.path, place, code, node, **values))

    def read_stream(self) -> None:
        self.parser.get_event()
        event = self.parser.get_event()
        if isinstance(event, yaml.StreamEndEvent):
            self.out.findings.append(finding(self.path, (1, 1), "F006"))
            return
        if event.version or event.tags:
            self.note(event.start_mark, "F025")
        root = self.parser.get_event()
        self.out.marks[()] = (root.start_mark.line + 1, root.start_mark.column + 1)
        self.out.data = self.read_node(root, (), -1)
        if not isinstance(root, yaml.MappingStartEvent):
            self.explain_root(root)
        self.parser.get_event()
        after = self.parser.get_event()
        if isinstance(after, yaml.DocumentStartEvent):
            self.note(after.start_mark, "F020")

    def explain_root(self, root: Event) -> None:
        """A file that is no mapping is most often one with full-width colons throughout."""
        line = root.start_mark.line
        is_text = isinstance(root, yaml.ScalarEvent)
        if is_text and not root.value and not root.style:
            self.out.findings.append(finding(self.path, (1, 1), "F006"))
        elif is_text and (colon := self.lines[line].find("：")) >= 0:
            self.out.findings.append(finding(self.path, (line + 1, colon + 1), "F014"))
        elif is_text and (_GLUED_KEY.match(root.value) or self.text.startswith(":", self.end)):
            self.note(root.start_mark, "F028")
            raise _UnreadableError
        elif not isinstance(root, yaml.AliasEvent):
            self.note(root.start_mark, "F024")

    def read_node(self, event: Event, node: NodePath, indent: int) -> Json:
        """Read the node that `event` opens; `indent` is the column of the block it lies in."""
        if len(node) >= MAX_DEPTH and isinstance(event, yaml.CollectionStartEvent):
            self.note(event.start_mark, "F023", node, limit=MAX_DEPTH)
            raise _UnreadableError
        if event.anchor is not None:
            self.note(event.start_mark, "F017", node)
        if isinstance(event, yaml.AliasEvent):
            return None
        if event.tag is not None:
            self.note(event.start_mark, "F019", node, tag=event.tag)
        if isinstance(event, yaml.ScalarEvent):
            return self.read_scalar(event, node, indent)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.read_sequence(event, node)
        return self.read_mapping(event, node)

    def read_scalar(self, event: Event, node: NodePath, indent: int) -> Json:
        start, end = event.start_mark, event.end_mark
        self.end = end.index
        if event.style in _BLOCK_STYLES:
            if _GLUED_COMMENT.match(self.text, start.index):
                self.note(start, "F036", node)
            if start.column <= indent and self.starts_line(start):
                self.note(start, "F031", node)
            # The mark of its end lies at the start of the line behind it.
            self.covered.block.update(range(start.line + 1, end.line + bool(end.column)))
            self.covered.ends[start.line] = start.column + 1
            return event.value
        self.cover(start, end)
        if event.style:
            self.check_end(end, node)
            if start.line != end.line:
                self.check_quoted_indent(start.line + 1, end.line, node, indent)
            return event.value
        if node and self.starts_line(start):
            if _GLUED_DASH.match(event.value):
                self.note(start, "F038", node)
            if colon := _FULLWIDTH_KEY.match(event.value):
                place = (start.line + 1, start.column + colon.end())
                self.out.findings.append(finding(self.path, place, "F014", node))
            elif _GLUED_KEY.match(event.value):
                self.note(start, "F028", node)
        return resolve(event.value)

    def starts_line(self, mark: MarkLike) -> bool:
        """Tell whether only indentation and dashes stand before the mark, as before a key."""
        return not self.lines[mark.line][: mark.column].strip(" -")

    def check_quoted_indent(self, first: int, last: int, node: NodePath, indent: int) -> None:
        """Quoted text of several lines must stay right of its key, as in every other parser."""
        for number in range(first, last + 1):
            line = self.lines[number]
            if line.strip() and len(line) - len(line.lstrip(" ")) <= indent:
                self.out.findings.append(finding(self.path, (number + 1, 1), "F022", node))

    def read_sequence(self, start: Event, node: NodePath) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self.parser.get_event(), yaml.SequenceEndEvent):
            item = (*node, len(items))
            self.out.marks[item] = (event.start_mark.line + 1, event.start_mark.column + 1)
            items.append(self.read_node(event, item, start.start_mark.column))
        self.check_flow(start, event, node)
        return items

    def read_mapping(self, start: Event, node: NodePath) -> dict[str, Any]:
        pairs: dict[str, Any] = {}
        self.end = start.start_mark.index
        while not isinstance(event := self.parser.get_event(), yaml.MappingEndEvent):
            key = self.read_key(event, node)
            column = event.start_mark.column
            value_event = self.parser.get_event()
            if key is None:
                self.read_node(value_event, (*node, ""), column)
                continue
            child = (*node, key)
            mark = (event.start_mark.line + 1, event.start_mark.column + 1)
            if key in pairs:
                first = self.out.marks[child][0]
                self.note(event.start_mark, "F016", child, key=key, first=first)
            else:
                self.out.marks[child] = mark
            pairs[key] = self.read_node(value_event, child, column)
        self.check_flow(start, event, node)
        return pairs

    def read_key(self, event: Event, node: NodePath) -> str | None:
        is_text = isinstance(event, yaml.ScalarEvent)
        if isinstance(event, yaml.AliasEvent):
            self.note(event.start_mark, "F017", node)
            return None
        if not is_text:
            self.note(event.start_mark, "F026", node)
            self.read_node(event, (*node, ""), event.start_mark.column)
            return None
        if event.anchor is not None:
            self.note(event.start_mark, "F017", node)
        if event.tag is not None:
            self.note(event.start_mark, "F019", node, tag=event.tag)
        between = self.text[self.end : event.start_mark.index]
        if "?" in between and "?" in _COMMENT.sub("", between):
            self.note(event.start_mark, "F026", node)
        self.end = event.end_mark.index
        self.cover(event.start_mark, event.end_mark)
        key: str = event.value
        if not key.strip():
            self.note(event.start_mark, "F026", node)
            return None
        if not event.style and _GLUED_DASH.match(key):
            self.note(event.start_mark, "F038", node)
        elif key == "<<":
            self.note(event.start_mark, "F018", node)
        elif (colon := key.find("：")) >= 0:
            place = (event.start_mark.line + 1, event.start_mark.column + colon + 1)
            self.out.findings.append(finding(self.path, place, "F014", node))
        return key

    def check_end(self, end: MarkLike, node: NodePath) -> None:
        """A # glued to a closing quote or bracket is a comment to some parsers and an error to others."""
        if self.text[end.index : end.index + 1] == "#":
            self.note(end, "F036", node)

    def check_flow(self, start: Event, end: Event, node: NodePath) -> None:
        if start.flow_style and start.start_mark.line != end.end_mark.line:
            self.note(start.start_mark, "F021", node)
        if start.flow_style:
            self.end = end.end_mark.index
            self.covered.ends[end.end_mark.line] = end.end_mark.column
            self.check_end(end.end_mark, node)
            is_bare = start.anchor is None and start.tag is None
            if is_bare and not self.text.startswith(_BRACKETS, start.start_mark.index):
                self.note(start.start_mark, "F026", node)

    def cover(self, start: MarkLike, end: MarkLike) -> None:
        """Note where a plain or quoted text stands; nothing behind its start on that line is a comment."""
        for line in range(start.line, end.line):
            self.covered.ends[line] = _WHOLE_LINE
        self.covered.inside.update(range(start.line + 1, end.line + 1))
        self.covered.ends[end.line] = end.column
