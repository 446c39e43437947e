"""Text as it should stand in a record: what is seen is what is there."""

import re
import unicodedata
from collections.abc import Collection, Iterator

from brandpilot.checks.rule import Hit, Law, Subject
from brandpilot.findings import NodePath
from brandpilot.glyphs import is_seen
from brandpilot.wordcount import count_words

_FULLWIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ．％]+")
_LOOKALIKE = frozenset(
    character
    for first, last in ((0x2E80, 0x2FD5), (0xF900, 0xFAD9), (0x2F800, 0x2FA1D))
    for character in map(chr, range(first, last + 1))
    if unicodedata.normalize("NFKC", character) != character
)
"""Radicals and compatibility forms that have a proper character of their own."""
_REPLACEMENT = "\ufffd"
_NO_CHARACTER = frozenset(("Co", "Cn", "Cs"))


def fullwidth(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C601: full-width digits or letters."""
    for node, _, found in _search(subject, _FULLWIDTH):
        wanted = unicodedata.normalize("NFKC", found[0])
        yield node, {"field": subject.title(node), "found": found[0], "wanted": wanted}


def invisible(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C602: characters that cannot be seen or that turn the reading direction."""
    unseen = {c for c in subject.characters if not is_seen(c) and not _is_foreign(c)}
    for node, text, found in _search(subject, _any_of(unseen)):
        yield node, {"field": subject.title(node), **_where(text, found.start())}


def private_use(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C603: private-use or unassigned code points: another machine shows something else."""
    foreign = {c for c in subject.characters if _is_foreign(c)}
    for node, text, found in _search(subject, _any_of(foreign)):
        yield node, {"field": subject.title(node), **_where(text, found.start())}


def outer_space(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C604: blanks before or after a text."""
    for text in subject.texts:
        ours = text.text.rstrip("\n")
        if isinstance(text.node[0], str) and ours.strip() and ours != ours.strip():
            yield text.node, {"field": subject.title(text.node)}


def nothing_but_space(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C606: a text of blanks alone: the box looks filled and is not."""
    for text in subject.texts:
        if isinstance(text.node[0], str) and text.text and not text.text.strip():
            yield text.node, {"field": subject.title(text.node)}


def lookalike(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C605: radicals and compatibility forms that look like a character and are none."""
    for node, _, found in _search(subject, _any_of(subject.characters & _LOOKALIKE)):
        wanted = unicodedata.normalize("NFKC", found[0])
        values = {"found": found[0], "number": f"U+{ord(found[0]):04X}", "wanted": wanted}
        yield node, {"field": subject.title(node), **values}


def within_limit(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C701: a text longer than the call allows; nothing is said where it sets no limit."""
    for limit in subject.call.get("text_limits") or ():
        for node, text in subject.each(limit["pointer"].strip("/")):
            if isinstance(text, str) and (found := count_words(text)) > limit["max"]:
                yield node, {"field": subject.title(node), "found": found, "limit": limit["max"]}


def _is_foreign(character: str) -> bool:
    """Tell whether another machine shows something else: private use, unassigned, replaced."""
    return character == _REPLACEMENT or unicodedata.category(character) in _NO_CHARACTER


def _any_of(characters: Collection[str]) -> re.Pattern[str]:
    """Make a pattern for a few characters; it matches nothing where there are none."""
    return re.compile(f"[{re.escape(''.join(sorted(characters)))}]" if characters else "(?!)")


def _search(
    subject: Subject, pattern: re.Pattern[str]
) -> Iterator[tuple[NodePath, str, re.Match[str]]]:
    """Yield the first hit in each text that has one."""
    if pattern.search(subject.joined):
        for text in subject.texts:
            if found := pattern.search(text.text):
                yield text.node, text.text, found


def _where(text: str, index: int) -> dict[str, object]:
    return {"number": f"U+{ord(text[index]):04X}", "place": index + 1}
