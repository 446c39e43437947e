"""The strict door: bytes become a `Document`, or the findings that keep it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from brandpilot.findings import Finding, Mark, NodePath, finding
from brandpilot.layout import Place, place_of
from brandpilot.load.compose import compose
from brandpilot.load.text import decode

_FENCE = "---\n"


@dataclass(frozen=True, slots=True)
class Document:
    """One file that could be read: its values, and where each of them stands.

    `marks` maps a node's path to the line and column of its key (of the item itself in a
    list). `comments` and `prose`, the lines below a notice's front matter, are no part of the
    data; a finding about them stands at (line, column) in place of a node's path. `sha256` is the
    hex digest of the file's bytes, which are those of the Git blob.
    """

    path: str
    place: Place | None
    data: dict[str, Any]
    marks: Mapping[NodePath, Mark]
    comments: Mapping[Mark, str]
    prose: tuple[tuple[Mark, str], ...] = ()
    sha256: str = ""

    @property
    def body(self) -> str:
        """The prose below a notice's front matter."""
        return "\n".join(line for _, line in self.prose)

    @property
    def schema(self) -> str:
        """Name of the form that the file says it follows, e.g. `application/2017`."""
        name = self.data.get("schema")
        return name if isinstance(name, str) else ""

    @property
    def kind(self) -> str:
        """Kind of record, as the file itself says."""
        return self.schema.partition("/")[0]

    def mark(self, node: NodePath) -> Mark:
        """Give the place of a node, or of its nearest ancestor when it does not exist."""
        match node:
            case (int(line), int(column)):
                return line, column
        while node not in self.marks:
            node = node[:-1]
        return self.marks[node]

    def finding(self, code: str, node: NodePath, values: Mapping[str, object]) -> Finding:
        """Make a finding at a node of this document."""
        is_data = not node or isinstance(node[0], str)
        return finding(self.path, self.mark(node), code, node if is_data else (), **values)


def load(path: str, raw: bytes) -> Document | list[Finding]:
    """Read one file; findings F006–F039 instead of a document where it may not enter.

    `path` is relative to the root, with `/`. A file that lies outside the tree has no place.
    """
    text = decode(path, raw)
    if isinstance(text, list):
        return text
    prose: tuple[tuple[Mark, str], ...] = ()
    if path.endswith(".md"):
        parts = split_front_matter(text)
        if parts is None:
            return [finding(path, (1, 1), "F035")]
        front, body = parts
        text = "\n" + front  # the fence stood on the first line
        first = text.count("\n") + 2
        prose = tuple(((first + at, 1), line) for at, line in enumerate(body.split("\n")))
    composed = compose(path, text)
    if composed.findings:
        return composed.findings
    place = place_of(path)
    digest = sha256(raw).hexdigest()
    return Document(path, place, composed.data, composed.marks, composed.comments, prose, digest)


def split_front_matter(text: str) -> tuple[str, str] | None:
    """Split a page into its front matter and the prose below; None where it has none."""
    if not text.startswith(_FENCE):
        return None
    front, fence, body = text[len(_FENCE) :].partition("\n" + _FENCE)
    return (front + "\n", body) if fence else None
