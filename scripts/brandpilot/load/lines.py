"""What the parser does not tell: blanks before a line's first word, and comments."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from brandpilot.findings import Finding, Mark, finding

_TAB = re.compile(r" *\t")
_WIDE_BLANK = re.compile(" *[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#.*")
_PLAIN_COMMENT = re.compile(r"#(?:[# \t]|$)")


@dataclass(slots=True)
class Coverage:
    """Which lines the values of a text take up, counted from 0.

    `block` are the lines of texts after | or >, `inside` those that continue another text, and
    `ends` gives the column at which the last value of a line ends.
    """

    block: set[int] = field(default_factory=set)
    inside: set[int] = field(default_factory=set)
    ends: dict[int, int] = field(default_factory=dict)


def wrong_indents(path: str, lines: Sequence[str], covered: Coverage) -> Iterator[Finding]:
    """Yield F015 for tabs and F037 for wide blanks where a line is indented."""
    for number, line in enumerate(lines):
        if number in covered.block or not line.strip():
            continue
        if found := _TAB.match(line):
            yield finding(path, (number + 1, found.end()), "F015")
        elif number not in covered.inside and (found := _WIDE_BLANK.match(line)):
            yield finding(path, (number + 1, found.end()), "F037")


def comments(lines: Sequence[str], covered: Coverage) -> Iterator[tuple[Mark, str]]:
    """Yield place and text of every comment."""
    for number, line in enumerate(lines):
        if "#" in line and number not in covered.block:
            start = covered.ends.get(number, 0)
            if found := _COMMENT.search(line, start):
                yield (number + 1, found.start() + 1), found[0]


def swallowed(path: str, lines: Sequence[str], found: Mapping[Mark, str]) -> Iterator[Finding]:
    """Yield F039 where a # behind other text starts no plain comment: `示例区 #2 园区` loses its end."""
    for (line, column), comment in found.items():
        if lines[line - 1][: column - 1].strip() and not _PLAIN_COMMENT.match(comment):
            yield finding(path, (line, column), "F039")
