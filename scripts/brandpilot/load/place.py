"""A file's contents against its place: the path says unit, cluster, year and kind."""

import re
from collections.abc import Iterator

from brandpilot.findings import Finding, Json
from brandpilot.layout import UNDATED, Place
from brandpilot.load import Document

_YEAR = re.compile("[0-9]{4}(?![0-9])")


def disagreements(document: Document) -> Iterator[Finding]:
    """Yield F040–F043 where a file says another place than the one it lies in."""
    place, data = document.place, document.data
    if place is None:
        return
    if document.kind and document.kind != place.kind:
        values = {"found": document.kind, "wanted": place.kind}
        yield document.finding("F040", ("schema",), values)
        return
    if place.kind == "notice":
        yield from _differs(document, "issuer", data.get("issuer"), place.unit, "F043")
        year = _year_in(data.get("date"))
    else:
        yield from _differs(document, "dossier", data.get("dossier"), place.dossier, "F041")
        year = _year(place, data)
    if year and year != str(place.year or ""):
        key = "year" if place.kind == "press-figures" else "date"
        told = {"found": year, "wanted": str(place.year or UNDATED)}
        yield document.finding("F042", (key,), told)


def _differs(
    document: Document, key: str, found: Json, wanted: str, code: str
) -> Iterator[Finding]:
    if isinstance(found, str) and found != wanted:
        yield document.finding(code, (key,), {"found": found, "wanted": wanted})


def _year(place: Place, data: Json) -> str:
    """Give the year that a record speaks of; an application's is its call's and judged there."""
    if place.kind == "application":
        return ""
    value = data.get("year") if place.kind == "press-figures" else data.get("date")
    return _year_in(value)


def _year_in(value: Json) -> str:
    """Give the year with which a date begins; '' for what is no date, which the schema judges."""
    found = _YEAR.match(str(value)) if isinstance(value, str | int) else None
    return found[0] if found else ""
