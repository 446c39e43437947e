"""The worksheet of a recommending unit: its filings under one call side by side (初审)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from brandpilot import lifecycle
from brandpilot.calls import chain, effective_calls
from brandpilot.course import Step
from brandpilot.findings import Json
from brandpilot.layout import place_of
from brandpilot.records import Dossier, Register

_FILED, _RECOMMENDED, _CLOSED = "application", "recommendation", "closed"
_UNDONE = frozenset({"recommendation_void", "retracted"})
"""States in which an earlier recommendation no longer stands."""


@dataclass(frozen=True, slots=True)
class Filing:
    """One filing as its reviewer compares it; what a sound file does not tell is None.

    `is_base` says whether the cluster is a national demonstration base: a priority, no requirement
    (指南二(三)). `accidents` counts the kinds and years declared as occurred. `latest` gives of each
    named indicator the value of the last base year. `funds_cny10k` is the sum of all tasks. `rank`
    and `opinion` are those of the recommendation, where it stands. `findings` keep files of the
    dossier from the public.
    """

    dossier: str
    name: str
    organizer: str | None
    industries: tuple[str, ...]
    is_base: bool | None
    accidents: int | None
    share_pct: float | None
    latest: Mapping[str, float | None]
    funds_cny10k: float | None
    state: str
    state_name: str
    rank: int | None
    opinion: str | None
    findings: int


@dataclass(frozen=True, slots=True)
class Worksheet:
    """All filings of a unit under a call, and what it closed without recommending: reason → count.

    `closed` is None where nothing is on record.
    """

    filings: tuple[Filing, ...]
    closed: Mapping[str, int] | None


def worksheet(
    register: Register, unit: str, call: str, named: Collection[str], as_of: date
) -> Worksheet:
    """Lay a unit's filings under a call, or under one that carries it out, side by side.

    `named` are the indicators to compare. Where a filing cannot be counted its dossier is listed
    with nothing but its findings. Raises KeyError where `call` is no call.
    """
    notices = {notice.id: notice.data for notice in register.notices}
    calls = effective_calls(notices)
    family = {id_ for id_ in calls if call in chain(id_, notices)}
    year = calls[call]["year"]
    filings = []
    for dossier in register.dossiers:
        filed, recommended, by = _last_filing(dossier, family, as_of)
        if filed is not None and by == unit:
            filings.append(_filing(dossier, filed, recommended, named, as_of))
        elif filed is None and dossier.unit == unit and _is_kept_out(dossier, year):
            filings.append(_filing(dossier, None, None, named, as_of))
    return Worksheet(tuple(filings), _closed(register, unit, family, as_of))


def _last_filing(
    dossier: Dossier, family: Collection[str], as_of: date
) -> tuple[Step | None, Step | None, str]:
    """Give the last filing under some calls, its recommendation if that stands, and the unit."""
    filed: Step | None = None
    recommended: Step | None = None
    by, is_current = dossier.unit, False
    for taken in dossier.course.taken(as_of):
        event = taken.event
        if event.name == _FILED and taken.refusal is None:
            is_current = event.file.get("call") in family
            if is_current:
                filed, recommended = event.file, None
                by = lifecycle.unit(dossier, date.fromisoformat(event.day))
        elif is_current and event.name == _RECOMMENDED and taken.refusal is None:
            recommended = event.file
        if is_current and taken.after.state in _UNDONE:
            recommended = None
    return filed, recommended, by


def _is_kept_out(dossier: Dossier, year: int) -> bool:
    """Tell whether an application of the year is there that has findings."""
    places = (place_of(found.path) for found in dossier.findings)
    return any(place and (place.kind, place.year) == (_FILED, year) for place in places)


def _filing(
    dossier: Dossier,
    filed: Step | None,
    recommended: Step | None,
    named: Iterable[str],
    as_of: date,
) -> Filing:
    def told(*field: str) -> Json:
        return filed.get(*field) if filed is not None else None

    kinds = told("eligibility", "accidents")
    state = lifecycle.state(dossier, as_of)
    values = {row["indicator"]: _latest(row["values"]) for row in told("indicators") or ()}
    tasks = told("plan", "tasks")
    return Filing(
        dossier=dossier.id,
        name=lifecycle.name(dossier, as_of),
        organizer=told("organizer", "name"),
        industries=tuple(told("cluster", "industries") or ()),
        is_base=None if filed is None else told("cluster", "demonstration_base") is not None,
        accidents=None if kinds is None else sum(map(_occurred, kinds)),
        share_pct=told("influence", "economy", "share_pct"),
        latest={code: values.get(code) for code in named},
        funds_cny10k=None if tasks is None else _sum(task["funds_cny10k"] for task in tasks),
        state=state.code,
        state_name=state.label,
        rank=recommended.get("rank") if recommended else None,
        opinion=recommended.get("opinion") if recommended else None,
        findings=len(dossier.findings),
    )


def _sum(amounts: Iterable[float]) -> float:
    """Add amounts as they are written: 0.1 and 0.2 make 0.3."""
    total = sum((Decimal(str(amount)) for amount in amounts), Decimal(0))
    return int(total) if total == total.to_integral_value() else float(total)


def _occurred(kind: Mapping[str, Json]) -> int:
    return sum(year["status"] == "occurred" for year in kind["years"])


def _latest(values: Iterable[Mapping[str, Json]]) -> float:
    value: float = max(values, key=lambda row: row["year"])["value"]
    return value


def _closed(
    register: Register, unit: str, family: Collection[str], as_of: date
) -> dict[str, int] | None:
    """Add up what a unit closed under some calls; None where no file tells of it."""
    today = as_of.isoformat()
    files = [
        record
        for record in register.yearly
        if (record.kind, record.get("unit")) == (_CLOSED, unit)
        and record.get("call") in family
        and (record.date or "") <= today
    ]
    counts: dict[str, int] = {}
    for record in files:
        for row in record.get("reasons") or ():
            counts[row["reason"]] = counts.get(row["reason"], 0) + row["count"]
    return counts if files else None
