"""Which characters a reader can see: what is shown must be what is there."""

SPACES = frozenset(" \u3000\n\t")
"""Blanks that every reader knows, and knows how to write."""

_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0") | {
    chr(number)
    for first, last in ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
    for number in range(first, last + 1)
}
"""Characters that Unicode calls printable and that show nothing."""


def is_seen(character: str) -> bool:
    """Tell whether a character shows: no control, no blank of a rare kind, nothing unassigned."""
    return character in SPACES or (character.isprintable() and character not in _BLANK)
