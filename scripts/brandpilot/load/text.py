"""Bytes to text: encodings named, forbidden characters refused where they stand."""

import codecs
import re
from collections.abc import Iterator

from brandpilot.findings import Finding, Mark, finding
from brandpilot.layout import MAX_BYTES

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_FORBIDDEN = {
    # Controls: C0 but tab and line feed, DEL, C1 but NEL; a BOM in the middle; non-characters.
    "F011": re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]"),
    # Characters that turn the reading direction: a text may show other than it says.
    "F012": re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"),
    # Line breaks to some YAML parsers and not to others.
    "F013": re.compile("[\x85\u2028\u2029]"),
}
_ANY_FORBIDDEN = re.compile("|".join(pattern.pattern for pattern in _FORBIDDEN.values()))


def decode(path: str, raw: bytes) -> str | list[Finding]:
    """Decode one file as UTF-8 with LF line ends; BOM and CRLF are tolerated.

    Gives findings (F006–F013) instead of text where a file may not be read further.
    """
    if len(raw) > MAX_BYTES:
        return [finding(path, (1, 1), "F007", size=len(raw), limit=MAX_BYTES)]
    if raw.startswith(_UTF16):
        return [finding(path, (1, 1), "F009")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return [_not_utf8(path, raw, error.start)]
    text = text.replace("\r\n", "\n")
    if not text.endswith("\n"):
        text += "\n"  # libyaml drops the line end of a block that the file's end cuts off
    if not text.strip():
        return [finding(path, (1, 1), "F006")]
    return list(_forbidden(path, text)) or text


def mark_at(text: str, offset: int) -> Mark:
    """Give line and column of a character offset."""
    before = text.rfind("\n", 0, offset)
    return text.count("\n", 0, offset) + 1, offset - before


def _not_utf8(path: str, raw: bytes, start: int) -> Finding:
    """Name the encoding when it is the one that Chinese Windows saves by default."""
    readable = raw[:start].decode("utf-8", "ignore")
    mark = mark_at(readable, len(readable))
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return finding(path, mark, "F010")
    return finding(path, mark, "F008")


def _forbidden(path: str, text: str) -> Iterator[Finding]:
    if not _ANY_FORBIDDEN.search(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        for hit in _ANY_FORBIDDEN.finditer(line):
            code = next(code for code, pattern in _FORBIDDEN.items() if pattern.match(hit[0]))
            place = (number, hit.start() + 1)
            yield finding(path, place, code, character=f"U+{ord(hit[0]):04X}")
