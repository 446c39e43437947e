"""Records about other records: supervision, corrections, mergers and transfers name what is there."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from brandpilot.checks.cross import CrossHit, of_kind
from brandpilot.checks.facts import Facts
from brandpilot.checks.rule import Law
from brandpilot.layout import path_in_dossier
from brandpilot.schema import EACH

_CORRECTABLE = (
    "application",
    "recommendation",
    "annual-report",
    "demonstration-application",
)
"""Kinds that nobody may edit once they have been decided upon: what is wrong in them is corrected."""
_CHANGES_BY_MINISTRY = "status-change-ministry"
_TRANSFER = "transfer"
_Stays = list[tuple[str, str]]
"""The units of a dossier, each with the day from which on; '' for the first."""


def supervised_by_its_unit(facts: Sequence[Facts], _law: Law) -> Iterator[CrossHit]:
    """X203: a year's supervision of a dossier that is not there, or another unit's (指南五(一))."""
    stays, unsure = _stays(facts), _unsure(facts)
    for file in of_kind(facts, "supervision"):
        for index, dossier in enumerate(file.get("pilots", EACH, "dossier") or ()):
            if not dossier or dossier in unsure:
                continue
            if file.place.unit not in _units_in(stays.get(dossier, []), file.year):
                yield file, ("pilots", index, "dossier"), {"found": dossier}


def corrects_what_is_there(facts: Sequence[Facts], _law: Law) -> Iterator[CrossHit]:
    """X205: a correction of a record that its dossier does not have, or that is mended otherwise."""
    paths = {file.path: file.kind for file in facts}
    for file in of_kind(facts, "correction"):
        record = file.get("record")
        if record and paths.get(path_in_dossier(file.home, record)) not in _CORRECTABLE:
            yield file, ("record",), {"found": record}


def leads_elsewhere(facts: Sequence[Facts], _law: Law) -> Iterator[CrossHit]:
    """X207: a merger into a dossier that is not there or is the same, a transfer to the same unit."""
    stays = _stays(facts)
    for file in of_kind(facts, _CHANGES_BY_MINISTRY):
        successor, unit, day = file.get("successor"), file.get("to_unit"), file.get("date")
        if successor and (successor not in stays or successor == file.home):
            yield file, ("successor",), {"found": successor}
        count = bisect_left(stays[file.home], day or "", key=itemgetter(0))
        if unit and count and stays[file.home][count - 1][1] == unit:
            yield file, ("to_unit",), {"found": unit}


def _stays(facts: Iterable[Facts]) -> dict[str, _Stays]:
    """Give the units of every dossier: that of its folder, then those to which it was transferred."""
    stays: dict[str, _Stays] = defaultdict(list)
    for file in facts:
        if file.place.is_in_dossier:
            stays[file.home] = stays[file.home] or [("", file.place.unit)]
            day, unit = file.get("date"), file.get("to_unit")
            if file.get("change") == _TRANSFER and day and unit:
                stays[file.home].append((day, unit))
    return {dossier: sorted(units) for dossier, units in stays.items()}


def _unsure(facts: Iterable[Facts]) -> set[str]:
    """Give the dossiers that a change which cannot be read may have transferred."""
    changes = of_kind(facts, _CHANGES_BY_MINISTRY)
    return {file.home for file in changes if not file.get("change") or not file.get("date")}


def _units_in(stays: _Stays, year: int | None) -> set[str]:
    """Give the units that a dossier had on some day of a year."""
    before = [unit for since, unit in stays if since[:4] < str(year)]
    during = [unit for since, unit in stays if since[:4] == str(year)]
    return {*before[-1:], *during}
