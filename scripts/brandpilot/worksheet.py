"""The worksheet of a recommending unit: its filings under one call side by side (初审)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from brandpilot import amounts, lifecycle
from brandpilot.calls import effective_calls, family
from brandpilot.findings import Json
from brandpilot.layout import place_of
from brandpilot.lifecycle import Filed
from brandpilot.records import Dossier, Register

_FILED, _RECOMMENDED, _CLOSED = "application", "recommendation", "closed"


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
    notices = register.notice_data
    year, calls = effective_calls(notices)[call]["year"], family(call, notices)
    filings = []
    for dossier in register.dossiers:
        filed = lifecycle.last_filed(dossier, calls, as_of)
        is_kept_out = filed is None and dossier.unit == unit and _is_kept_out(dossier, year)
        if is_kept_out or (filed and filed.unit == unit):
            filings.append(_filing(dossier, filed, named, as_of))
    return Worksheet(tuple(filings), _closed(register, unit, calls, as_of))


def _is_kept_out(dossier: Dossier, year: int) -> bool:
    """Tell whether an application of the year is there that has findings."""
    places = (place_of(found.path) for found in dossier.findings)
    return any(place and (place.kind, place.year) == (_FILED, year) for place in places)


def _filing(dossier: Dossier, filed: Filed | None, named: Iterable[str], as_of: date) -> Filing:
    def told(*field: str) -> Json:
        return filed.application.get(*field) if filed else None

    kinds = told("eligibility", "accidents")
    state = lifecycle.state(dossier, as_of)
    values = {row["indicator"]: _latest(row["values"]) for row in told("indicators") or ()}
    tasks = told("plan", "tasks")
    recommended = filed.steps.get(_RECOMMENDED) if filed else None
    return Filing(
        dossier=dossier.id,
        name=lifecycle.name(dossier, as_of),
        organizer=told("organizer", "name"),
        industries=tuple(told("cluster", "industries") or ()),
        is_base=None if filed is None else told("cluster", "demonstration_base") is not None,
        accidents=None if kinds is None else sum(map(_occurred, kinds)),
        share_pct=told("influence", "economy", "share_pct"),
        latest={code: values.get(code) for code in named},
        funds_cny10k=None if tasks is None else _funds(tasks),
        state=state.code,
        state_name=state.label,
        rank=recommended.get("rank") if recommended else None,
        opinion=recommended.get("opinion") if recommended else None,
        findings=len(dossier.findings),
    )


def _funds(tasks: Iterable[Mapping[str, Json]]) -> float:
    return amounts.as_number(amounts.add(task["funds_cny10k"] for task in tasks))


def _occurred(kind: Mapping[str, Json]) -> int:
    return sum(year["status"] == "occurred" for year in kind["years"])


def _latest(values: Iterable[Mapping[str, Json]]) -> float:
    value: float = max(values, key=lambda row: row["year"])["value"]
    return value


def _closed(
    register: Register, unit: str, calls: Collection[str], as_of: date
) -> dict[str, int] | None:
    """Add up what a unit closed under some calls; None where no file tells of it."""
    today = as_of.isoformat()
    files = [
        record
        for record in register.yearly
        if (record.kind, record.get("unit")) == (_CLOSED, unit)
        and record.get("call") in calls
        and (record.date or "") <= today
    ]
    counts: dict[str, int] = {}
    for record in files:
        for row in record.get("reasons") or ():
            counts[row["reason"]] = counts.get(row["reason"], 0) + row["count"]
    return counts if files else None
