"""Calls beside what is filed under them: one for every step, the unit's own, none too easy."""

from collections.abc import Iterator, Sequence

from brandpilot.calls import chain
from brandpilot.checks.cross import CrossHit, is_under, last_filings, of_kind, superiors
from brandpilot.checks.facts import EASED, Facts
from brandpilot.checks.rule import Law
from brandpilot.findings import Json

_OF_THE_UNIT = ("recommendation", "paper-unit")
_OF_THE_MINISTRY = ("paper-ministry", "expert-review")
"""Steps that may name the superior call, too."""
_LATEST = frozenset(("opinion_date", "paper_date"))
"""Settings that are eased by a later day; the others are, by a smaller number."""
_QUOTA = "quota"
"""It is eased by a greater number."""


def as_filed(facts: Sequence[Facts], _law: Law) -> Iterator[CrossHit]:
    """X115: a step under another call than the application that it is a step of (指南四(二))."""
    above, filed = superiors(facts), last_filings(facts)
    for file in of_kind(facts, *_OF_THE_UNIT, *_OF_THE_MINISTRY):
        filing = filed.get((file.home, file.year))
        call, wanted = file.get("call"), filing.get("call") if filing else None
        may_be_above = file.kind in _OF_THE_MINISTRY and is_under(wanted, call, above)
        if call and wanted and call != wanted and not may_be_above:
            yield file, ("call",), {"found": call, "wanted": wanted}


def own_call_first(facts: Sequence[Facts], law: Law) -> Iterator[CrossHit]:
    """X116: an application under a superior call although its unit has one that carries it out."""
    above = superiors(facts)
    own: dict[tuple[Json, str], str] = {}
    for id_, call in law.calls.items():
        for superior in (one for one in chain(id_, above) if one != id_):
            own[call.get("issuer"), superior] = id_
    for file in of_kind(facts, "application"):
        other = own.get((file.place.unit, file.get("call")))
        if other and law.calls[other].get("year") in (None, file.year):
            yield file, ("call",), {"found": file.get("call"), "other": other}


def no_easier_than_superior(facts: Sequence[Facts], law: Law) -> Iterator[CrossHit]:
    """X117: a setting of a call that is easier than what the call it carries out sets."""
    for file in of_kind(facts, "notice"):
        above = law.calls.get(file.get("implements"), {})
        for key in EASED:
            found, wanted = (_bound(value) for value in (file.get("call", key), above.get(key)))
            if found is not None and wanted is not None and _is_easier(key, found, wanted):
                node = ("call", key)
                told = {"field": law.forms[file.schema].title(node), "found": found}
                yield file, node, {**told, "wanted": wanted, "other": file.get("implements")}


def _bound(value: Json) -> Json:
    """Give the upper end of a range, and any other value as it is."""
    return value.get("max") if isinstance(value, dict) else value


def _is_easier(key: str, found: Json, wanted: Json) -> bool:
    return bool(found > wanted if key == _QUOTA or key in _LATEST else found < wanted)
