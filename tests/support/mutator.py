"""Plants mistakes that people make into a flawless application, and remembers where.

One function is one mistake: its docstring says what somebody did, its code what he earns for it.
A mistake claims what it writes and what its rule reads, so that several may stand in one filing
without one hiding or bringing forth another.
"""

from collections.abc import Iterable
from copy import deepcopy
from random import Random
from typing import Any

from brandpilot.findings import pointer
from support import mistakes_of_fact, mistakes_of_form, mistakes_of_text
from support.draft import MISTAKES, Draft, NoPlaceError

ROOMS = (mistakes_of_form, mistakes_of_fact, mistakes_of_text)
"""Where the mistakes are told; each enters itself in MISTAKES."""


def plant(draft: Draft, code: str) -> bool:
    """Make a mistake; tell whether there was a place left for it."""
    try:
        node = MISTAKES[code](draft)
    except NoPlaceError:
        return False
    draft.planted.add((code, pointer(node)))
    return True


def mutate(base: dict[str, Any], codes: Iterable[str], random: Random) -> Draft:
    """Make many mistakes in a copy of a filing, as far as there is room for them."""
    draft = Draft(deepcopy(base), random)
    for code in codes:
        plant(draft, code)
    return draft
