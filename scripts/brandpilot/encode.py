"""One encoder per sink: text that others wrote becomes harmless where it is going to stand.

Records and notices are untrusted. What cannot be seen, or turns the reading direction, becomes
U+FFFD everywhere, so that nobody reads something else than the file says.
"""

import csv
import io
import json
import re
import string
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

_UNSEEN = (
    "\\x00-\\x08\\x0b-\\x1f\\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\uffff"
    "\ue000-\uf8ff\U000e0000-\U0010ffff"
)
_HIDDEN = re.compile(f"[{_UNSEEN}\ud800-\udfff]")
HIDDEN = f"[{_UNSEEN}]"
"""What cannot be seen, as a pattern for the columns of a table (RE2); halves of a pair it never has."""
_SPACES = re.compile(r"[ \t\u00a0]+")

_IN_ATTRIBUTE = "&<>\"'`[]\\!{}"
_IN_HTML = _IN_ATTRIBUTE + "*_|~^#"
_IN_MARKDOWN = string.punctuation
_WIDE = str.maketrans({"@": "＠", "#": "＃"})

FORMULA_SIGNS = tuple("=+-@\t\n＝＋－＠")
FORMULA_START = "=+@\\t\\n＝＋－＠-"
"""What a formula may begin with; full-width too, for Excel takes them as such in East Asia.

As a class for the columns of a table (RE2), and one by one.
"""

_ANCHOR = r"[\u4e00-\u9fff][\w()（）-]*"
"""Anchors begin with a Chinese character, so that none can take the name of a theme's own part."""
_ADDRESS = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&()*+,;=%-]+")
_RELATIVE = re.compile(rf"(?:\.\./){{0,3}}[a-z0-9-]+(?:/[a-z0-9-]+)*\.md(?:#{_ANCHOR})?|#{_ANCHOR}")
_HEADING = re.compile(rf"(#{{1,6}}) *(.*?)(?: +(\{{ #{_ANCHOR} \}}))?")
_UNDERLINE = re.compile(r" {0,3}=+ *")
_PIECE = re.compile(
    r"\]\((?:<(?P<angle>[^<>\n]*)>|(?P<plain>[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*))\)"
    r"|\]\(|\]:|!\[|[&<{}]"
)
_PIECES = {
    "](": "]&#40;",
    "]:": "]&#58;",
    "![": "&#33;[",
    "&": "&amp;",
    "<": "&lt;",
    "{": "&#123;",
    "}": "&#125;",
}


def markdown(text: str) -> str:
    """Encode for Markdown prose, headings included: every ASCII sign becomes a character reference."""
    return _referenced(_one_line(text), _IN_MARKDOWN)


def comment(text: str) -> str:
    """Encode for a comment on the forge: as Markdown, and what would call somebody or link is made wide.

    The forge looks for @names and #numbers after it has resolved references, so these must not be
    left even as references.
    """
    return _referenced(_one_line(text).translate(_WIDE), _IN_MARKDOWN)


def html(text: str) -> str:
    """Encode for the text between two HTML tags; safe too where Markdown reads that text."""
    return _referenced(_visible(text).strip(), _IN_HTML)


def attribute(text: str) -> str:
    """Encode for an HTML attribute in double quotes."""
    return _referenced(_visible(text), _IN_ATTRIBUTE)


def link(url: str) -> str:
    """Encode for `href`: an http(s) address with a host and no account; '' for anything else."""
    if _ADDRESS.fullmatch(url) is None:
        return ""
    parts = urlsplit(url)
    return attribute(url) if parts.hostname and "@" not in parts.netloc else ""


def front_matter(meta: Mapping[str, Any]) -> str:
    """Encode a page's front matter as JSON on one line; texts are HTML, for themes do not escape."""
    return "---\n" + json.dumps(_escaped(meta), ensure_ascii=False) + "\n---\n\n"


def json_file(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Encode as JSON in which Chinese stays legible and what cannot be seen is escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return "".join(c if c.isprintable() or c == "\n" else _in_json(c) for c in text) + "\n"


def feed_text(text: str) -> str:
    """Encode for the text of an Atom feed, whose writer escapes the signs."""
    return _visible(text).strip()


def calendar_text(text: str) -> str:
    """Encode for a value of an iCalendar file, whose writer escapes the signs and folds the lines."""
    return _visible(text).strip()


def spreadsheet(rows: Iterable[Sequence[str | int | None]]) -> str:
    """Encode rows as CSV (RFC 4180, but lines end in LF); None is an empty cell, numbers stay.

    A text that a spreadsheet would compute gets a ' in front.
    """
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(
        [_cell(value) if isinstance(value, str) else value for value in row] for row in rows
    )
    return out.getvalue()


def prose(body: str) -> str:
    """Encode a notice's own prose: Markdown stays Markdown, everything else is shown as written.

    Kept: headings (from the second level) with an anchor, lists, tables, emphasis, code, links to
    pages of this site and http(s) addresses. Inert: HTML, images, attribute lists, references.
    """
    return "\n".join(_prose_line(line) for line in _visible(body).split("\n"))


def _visible(text: str) -> str:
    return _HIDDEN.sub("\ufffd", text.replace("\r\n", "\n"))


def _one_line(text: str) -> str:
    return " ".join(_SPACES.sub(" ", _visible(text)).split())


def _referenced(text: str, signs: str) -> str:
    return text.translate({ord(sign): f"&#{ord(sign)};" for sign in signs + "\n\t"})


def _in_json(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _cell(text: str) -> str:
    seen = _visible(text)
    return f"'{seen}" if seen.startswith(FORMULA_SIGNS) else seen


def _escaped(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, str):
        return _referenced(_one_line(value), "&<>\"'`{}")
    if isinstance(value, Mapping):
        return {key: _escaped(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_escaped(inner) for inner in value]
    return value


def _prose_line(line: str) -> str:
    if _UNDERLINE.fullmatch(line):
        return line.replace("=", "&#61;")
    if (heading := _HEADING.fullmatch(line)) is None:
        return _PIECE.sub(_prose_piece, line)
    marks, words, anchor = heading.groups()
    level = marks if len(marks) > 1 else "##"
    if anchor is None and not re.match(_ANCHOR, words):
        anchor = "{ #节-" + re.sub(r"[^\w-]", "", words) + " }"
    return " ".join(filter(None, (level, _PIECE.sub(_prose_piece, words), anchor)))


def _prose_piece(found: re.Match[str]) -> str:
    target = found["angle"] if found["angle"] is not None else found["plain"]
    if target is None:
        return _PIECES[found[0]]
    if _RELATIVE.fullmatch(target):
        return f"](<{target}>)"
    if link(target):
        return "](<" + target.replace("&", "&amp;") + ">)"
    return "]&#40;" + _PIECE.sub(_prose_piece, found[0][2:])
