"""How long a text is, counted one way in the check, the form and on paper."""

import re

_LATIN_RUN = re.compile(r"[A-Za-z]+")


def count_words(text: str) -> int:
    """Count 汉字, punctuation and digits as 1 each, a run of Latin letters as 1, blanks as 0."""
    runs = _LATIN_RUN.findall(text)
    rest = _LATIN_RUN.sub("", text)
    return len(runs) + sum(not character.isspace() for character in rest)
