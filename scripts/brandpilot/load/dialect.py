"""What a plain scalar means: one table, the same in Python and in the browser.

Neither YAML 1.1 (`no`, `12:30`, dates) nor the 1.2 core schema (`0o14`, `.inf`): null, true
and false, JSON's numbers, and everything else is the text it is.
"""

import math
import re
from typing import TypeAlias

Scalar: TypeAlias = str | int | float | bool | None

LARGEST_INTEGER = 2**53 - 1
"""The last integer that a browser can hold exactly."""

_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)", re.ASCII)
_LONGEST_INTEGER = len(str(-LARGEST_INTEGER))
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?", re.ASCII)
_NUMBER_STARTS = frozenset("-0123456789")


def resolve(text: str) -> Scalar:
    """Give the value of a plain (unquoted) scalar; text when it is nothing else."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBER_STARTS:
        return text
    if _INTEGER.fullmatch(text):
        if len(text) > _LONGEST_INTEGER or abs(int(text)) > LARGEST_INTEGER:
            return text
        return int(text)
    if _NUMBER.fullmatch(text) and math.isfinite(number := float(text)):
        return number
    return text
