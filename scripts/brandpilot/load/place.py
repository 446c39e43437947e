"""A file's contents against its place: the path says unit, cluster, year and kind."""

import re
from collections.abc import Iterator

from brandpilot.findings import Finding, Json
from brandpilot.layout import DECISION, EXPERT_PANEL, ROSTER, UNDATED, YEARLY, Place
from brandpilot.load import Document

_YEAR = re.compile("[0-9]{4}(?![0-9])")
_OF_A_CALL = frozenset(
    (
        "application",
        "recommendation",
        "paper-unit",
        "paper-ministry",
        "expert-review",
        "demonstration-application",
    )
)
"""Kinds whose file name bears the year of their call, which only the call can tell (X109)."""
_YEAR_NOT_TOLD = frozenset((*_OF_A_CALL, DECISION, ROSTER))
"""Of these the contents do not tell the year of the name, or the name bears none."""
_OF_A_YEAR = frozenset(("press-figures", "annual-report", *YEARLY.values(), EXPERT_PANEL))
"""Kinds that speak of a year; the others happen on a day."""


def disagreements(document: Document) -> Iterator[Finding]:
    """Yield F040–F044 where a file says another place than the one it lies in."""
    place, data = document.place, document.data
    if place is None:
        return
    if document.kind and document.kind != place.kind:
        values = {"found": document.kind, "wanted": place.kind}
        yield document.finding("F040", ("schema",), values)
        return
    yield from _home_of_another(document, place)
    key = "year" if place.kind in _OF_A_YEAR else "date"
    year = "" if place.kind in _YEAR_NOT_TOLD else _year_in(data.get(key))
    if year and year != str(place.year or ""):
        told = {"found": year, "wanted": str(place.year or UNDATED)}
        yield document.finding("F042", (key,), told)


def _home_of_another(document: Document, place: Place) -> Iterator[Finding]:
    if place.kind == "notice":
        yield from _differs(document, "issuer", place.unit, "F043")
    elif place.kind == DECISION:
        yield from _names_another(document, place)
    elif place.kind in YEARLY.values():
        yield from _differs(document, "unit", place.unit, "F041")
    elif place.is_in_dossier:
        yield from _differs(document, "dossier", place.dossier, "F041")


def _names_another(document: Document, place: Place) -> Iterator[Finding]:
    """F044: a decision beside another file than the one that it names."""
    record = document.data.get("record")
    found = record.get("file") if isinstance(record, dict) else None
    wanted = place.decides.rpartition("/")[2]
    if isinstance(found, str) and found != wanted:
        yield document.finding("F044", ("record", "file"), {"found": found, "wanted": wanted})


def _differs(document: Document, key: str, wanted: str, code: str) -> Iterator[Finding]:
    found = document.data.get(key)
    if isinstance(found, str) and found != wanted:
        yield document.finding(code, (key,), {"found": found, "wanted": wanted})


def _year_in(value: Json) -> str:
    """Give the year with which a date begins; '' for what is no date, which the schema judges."""
    found = _YEAR.match(str(value)) if isinstance(value, str | int) else None
    return found[0] if found else ""
