"""How far every recommending unit is under a call, for the ministry's secretariat."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from brandpilot import lifecycle
from brandpilot.calls import chain, effective_calls
from brandpilot.findings import Json
from brandpilot.obligations import OVERDUE, Obligation, obligations
from brandpilot.records import Dossier, Register
from brandpilot.rollup.supervision import supervision

_FILED, _OPINION, _IN_DOUBT = "application", "recommendation", "in_doubt"
_COUNTED = frozenset({_FILED, _OPINION, "paper-unit", "paper-ministry"})
_UNDONE = frozenset({"recommendation_void", "retracted"})
"""States in which an earlier recommendation no longer stands."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a unit is; every number counts dossiers.

    `recommended` are those whose recommendation stands, `overdue` those that wait for the unit's
    opinion beyond its day, `in_doubt` those of which some file could not be counted. `quota` is
    (least, most), None where no notice sets one. `supervision` is the day of the record on last
    year, '' where the unit owes one, None where it owes none.
    """

    unit: str
    filed: int
    recommended: int
    quota: tuple[int, int] | None
    paper_unit: int
    paper_ministry: int
    overdue: int
    in_doubt: int
    supervision: str | None


def board(
    register: Register, units: Collection[str], call: str, as_of: date
) -> tuple[Standing, ...]:
    """Tell of each unit how far it is, at the end of a day, under a call or one that carries it out."""
    notices = {notice.id: notice.data for notice in register.notices}
    calls = effective_calls(notices)
    family = {id_ for id_ in calls if call in chain(id_, notices)}
    late = {one.dossier for one in obligations(register, as_of) if _is_late_opinion(one)}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for dossier in register.dossiers:
        counts[dossier.unit][_IN_DOUBT] += bool(dossier.findings)
        unit, done, is_last = _done(dossier, family, as_of)
        counts[unit].update(done)
        counts[unit][OVERDUE] += is_last and dossier.id in late
    reports = supervision(register, units, as_of.year - 1, as_of)
    days = {row.unit: row.date or "" for row in reports}
    quotas = _quotas(units, call, family, calls)
    return tuple(
        Standing(
            unit,
            counts[unit][_FILED],
            counts[unit][_OPINION],
            quotas[unit],
            counts[unit]["paper-unit"],
            counts[unit]["paper-ministry"],
            counts[unit][OVERDUE],
            counts[unit][_IN_DOUBT],
            days.get(unit),
        )
        for unit in units
    )


def _is_late_opinion(one: Obligation) -> bool:
    return (one.duty, one.status) == ("opinion", OVERDUE)


def _done(dossier: Dossier, family: Collection[str], as_of: date) -> tuple[str, set[str], bool]:
    """Tell what a cluster reached with its last filing under some calls.

    Gives the unit with which it filed, the steps done, and whether it has filed nowhere else since.
    """
    unit, done, is_current = dossier.unit, set[str](), False
    for taken in dossier.course.taken(as_of):
        event = taken.event
        if event.name == _FILED and taken.refusal is None:
            is_current = event.file.get("call") in family
            if is_current:
                unit, done = lifecycle.unit(dossier, date.fromisoformat(event.day)), set()
        if is_current and event.name in _COUNTED and taken.refusal is None:
            done.add(event.name)
        if is_current and taken.after.state in _UNDONE:
            done.discard(_OPINION)
    return unit, done, is_current


def _quotas(
    units: Collection[str],
    call: str,
    family: Collection[str],
    calls: Mapping[str, Mapping[str, Json]],
) -> dict[str, tuple[int, int] | None]:
    """Give each unit the quota of its own newest call, else the call's, unless that is another's."""
    issued = {calls[id_]["issuer"]: id_ for id_ in sorted(family)}
    quotas = {}
    for unit in units:
        named = issued.get(unit, call if calls[call]["issuer"] not in units else None)
        quota = calls[named].get("quota") if named else None
        quotas[unit] = (quota["min"], quota["max"]) if quota else None
    return quotas
