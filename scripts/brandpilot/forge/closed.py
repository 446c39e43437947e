"""Requests that were closed without a merge: counted by unit, year and reason, and named nowhere."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from brandpilot.checks import Law
from brandpilot.forge.evidence import Pull
from brandpilot.forge.protocol import Forge
from brandpilot.layout import YEARLY, pattern_of, place_of
from brandpilot.load import Document, load
from brandpilot.moments import day_of
from brandpilot.yaml_text import to_yaml

_CLOSED = YEARLY["_closed"]
_OTHER = "other"


def closed_counts(pulls: Iterable[Pull], forge: Forge, law: Law) -> dict[str, bytes]:
    """Give the counts, by path. A request costs two calls: its paths, and the application itself.

    Only one that files a single application under a known call is counted, and by the reason that
    its label names.
    """
    reasons: dict[tuple[str, int, str], Counter[str]] = defaultdict(Counter)
    last: dict[tuple[str, int, str], str] = {}
    for pull in sorted(pulls, key=lambda one: one.number):
        key = _filed(pull, forge, law)
        if key and pull.closed_at:
            reasons[key][_reason(pull, law.codelists["closing-reasons"])] += 1
            last[key] = max(last.get(key, ""), day_of(pull.closed_at))
    return {
        pattern_of(_CLOSED, "", key[0], str(key[1])): _file(key, reasons[key], last[key])
        for key in _one_a_year(reasons)
    }


def _filed(pull: Pull, forge: Forge, law: Law) -> tuple[str, int, str] | None:
    """Give unit, year and call of the one application that a request would have filed."""
    paths = forge.paths(pull.number)
    place = place_of(paths[0]) if len(paths) == 1 else None
    if place is None or place.kind != "application" or place.year is None:
        return None
    raw = forge.file(pull.head, paths[0])
    document = load(paths[0], raw) if raw is not None else None
    call = document.data.get("call") if isinstance(document, Document) else None
    if place.unit not in law.codelists["units"] or call not in law.calls:
        return None
    return place.unit, place.year, str(call)


def _reason(pull: Pull, known: Collection[str]) -> str:
    return next((label for label in pull.labels if label in known), _OTHER)


def _one_a_year(keys: Mapping[tuple[str, int, str], Counter[str]]) -> list[tuple[str, int, str]]:
    """Choose, for each unit and year, the call with most requests: the file has room for one."""
    chosen: dict[tuple[str, int], tuple[str, int, str]] = {}
    for key in sorted(keys, key=lambda key: (-keys[key].total(), key)):
        chosen.setdefault(key[:2], key)
    return sorted(chosen.values())


def _file(key: tuple[str, int, str], reasons: Counter[str], day: str) -> bytes:
    unit, year, call = key
    record = {
        "schema": f"{_CLOSED}/1",
        "unit": unit,
        "call": call,
        "year": year,
        "date": day,
        "reasons": [{"reason": one, "count": reasons[one]} for one in sorted(reasons)],
    }
    return to_yaml(record).encode()
