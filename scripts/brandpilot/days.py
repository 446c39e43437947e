"""Days as files write them: `2017-08-25`, and of the past also `2014-09` or `2014`.

Two of them compare as texts, but only as far as both of them tell.
"""

from datetime import date
from typing import TypeGuard

_WHOLE = len("2017-08-25")
_DASHES = 2
"""In a whole day."""


def is_whole(day: str | None) -> TypeGuard[str]:
    """Tell whether a day is known to the day."""
    return day is not None and len(day) == _WHOLE


def is_after(day: str, other: str) -> bool:
    """Tell whether a day is later than another: 2015 is after 2014-09, but 2014 is not."""
    told = min(len(day), len(other))
    return day[:told] > other[:told]


def is_same(day: str, other: str) -> bool:
    """Tell whether two days can be one."""
    return day.startswith(other) or other.startswith(day)


def first_day(day: str) -> date:
    """Give the first day that is meant. Raises ValueError for a day that no calendar has."""
    return date.fromisoformat(day + "-01" * (_DASHES - day.count("-")))
