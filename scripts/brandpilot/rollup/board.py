"""How far every recommending unit is under a call, for the ministry's secretariat."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from brandpilot.calls import effective_calls, family
from brandpilot.findings import Json
from brandpilot.lifecycle import last_filed
from brandpilot.obligations import OVERDUE, Obligation, obligations
from brandpilot.records import Register
from brandpilot.rollup.supervision import supervision

_FILED, _OPINION, _IN_DOUBT = "application", "recommendation", "in_doubt"


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
    calls = effective_calls(register.notice_data)
    carrying_out = family(call, register.notice_data)
    late = {one.dossier for one in obligations(register, as_of) if _is_late_opinion(one)}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for dossier in register.dossiers:
        counts[dossier.unit][_IN_DOUBT] += bool(dossier.findings)
        if filed := last_filed(dossier, carrying_out, as_of):
            counts[filed.unit].update((_FILED, *filed.steps))
            counts[filed.unit][OVERDUE] += filed.is_last and dossier.id in late
    reports = supervision(register, units, as_of.year - 1, as_of)
    days = {row.unit: row.date or "" for row in reports}
    quotas = _quotas(units, call, carrying_out, calls)
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


def _quotas(
    units: Collection[str],
    call: str,
    carrying_out: Collection[str],
    calls: Mapping[str, Mapping[str, Json]],
) -> dict[str, tuple[int, int] | None]:
    """Give each unit the quota of its own newest call, else the call's, unless that is another's."""
    issued = {calls[id_]["issuer"]: id_ for id_ in sorted(carrying_out)}
    quotas = {}
    for unit in units:
        named = issued.get(unit, call if calls[call]["issuer"] not in units else None)
        quota = calls[named].get("quota") if named else None
        quotas[unit] = (quota["min"], quota["max"]) if quota else None
    return quotas
