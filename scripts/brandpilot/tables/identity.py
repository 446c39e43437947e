"""Who the clusters are, where they stand, and in which years they were pilots."""

from collections.abc import Iterator, Mapping
from datetime import date

from brandpilot.findings import Json
from brandpilot.lifecycle import name, state, unit
from brandpilot.obligations import Case, pilot_years, reports_owed
from brandpilot.records import Dossier, Record
from brandpilot.tables.columns import Missing
from brandpilot.tables.frame import Cell, Row
from brandpilot.tables.source import APPLICATION, Source

_DESIGNATION, _DEMONSTRATION = "designation", "demonstration"
_ANNUAL_REPORT = "annual_report"
_DIVISION = 2
"""Digits of a division of GB/T 4754."""


def clusters(source: Source) -> Iterator[Row]:
    """One row a dossier: what its newest counting records say of it."""
    for dossier in source.register.dossiers:
        yield _cluster(source, dossier)


def cluster_industries(source: Source) -> Iterator[Row]:
    """The industries of the last application, in its order (GB/T 4754)."""
    for dossier, number, code in _listed(source, "industries"):
        yield {"dossier_id": dossier, "number": number, "industry_code": code}


def cluster_divisions(source: Source) -> Iterator[Row]:
    """The divisions of the last application, in its order (GB/T 2260)."""
    for dossier, number, code in _listed(source, "division_codes"):
        yield {"dossier_id": dossier, "number": number, "division_code": code}


def pilot_years_of(source: Source) -> Iterator[Row]:
    """One row for each year on some day of which a cluster was a pilot, history included.

    `report_due_date` is the day that the call sets for the annual report (指南四(五)); a year of
    which no report is owed has none.
    """
    for dossier in source.register.dossiers:
        batch = _batch(_last(dossier, _DESIGNATION))
        due = _due_days(dossier, source.as_of)
        years = {
            year: (home, is_ours) for home, year, is_ours in pilot_years(dossier, source.as_of)
        }
        for year, (home, is_ours) in years.items():
            yield {
                "dossier_id": dossier.id,
                "year": year,
                "unit_id": _placed(home),
                "batch": batch,
                "is_imported": not is_ours,
                "report_due_date": due.get(year, Missing.NOT_APPLICABLE)
                if is_ours
                else Missing.NOT_FOUND,
            }


def _cluster(source: Source, dossier: Dossier) -> Row:
    standing = state(dossier, source.as_of)
    designation, zone = _last(dossier, _DESIGNATION), _last(dossier, _DEMONSTRATION)
    filed = source.last(dossier, APPLICATION)
    is_imported = designation is not None and designation.get("origin") == "imported"
    unknown = Missing.NOT_FOUND if is_imported or filed is None else Missing.NOT_REPORTED
    codes = _within(filed, "cluster", "industries") or ()
    base = _within(filed, "cluster", "demonstration_base") if filed else None
    plan = {key: _within(filed, "plan", f"{key}_date") for key in ("start", "end")}
    return {
        "dossier_id": dossier.id,
        "unit_id": _placed(unit(dossier, source.as_of)),
        "name": name(dossier, source.as_of) or unknown,
        "organizer_name": _newest(source, dossier, ("organizer", "name"), ("organizer",))
        or unknown,
        "organizer_kind_code": _within(filed, "organizer", "kind") or unknown,
        "industry": _newest(source, dossier, ("cluster", "industry")) or unknown,
        "industry_code": codes[0][:_DIVISION] if codes else unknown,
        "province": _newest(source, dossier, ("cluster", "province")),
        "city": _newest(source, dossier, ("cluster", "city")),
        "county": _newest(source, dossier, ("cluster", "county")),
        "state_code": standing.code,
        "state": standing.label,
        "state_since": standing.since,
        "designated_date": _day(designation),
        "batch": _batch(designation),
        "period_start_date": plan["start"] or unknown,
        "period_end_date": plan["end"] or unknown,
        "demonstration_date": _day(zone),
        "is_demonstration_base": base is not None if filed else unknown,
        "is_imported": is_imported,
        "record_count": len(dossier.records),
        "finding_count": len(dossier.findings),
    }


def _day(record: Record | None) -> Cell:
    if record is None:
        return Missing.NOT_APPLICABLE
    return record.date or (str(record.year) if record.year else Missing.NOT_FOUND)


def _batch(record: Record | None) -> Cell:
    if record is None:
        return Missing.NOT_APPLICABLE
    batch: int | None = record.get("batch")
    unknown = Missing.NOT_FOUND if record.get("origin") == "imported" else Missing.NOT_SET
    return unknown if batch is None else batch


def _placed(unit_: str) -> Cell:
    return unit_ if unit_ and not unit_.startswith("_") else Missing.NOT_FOUND


def _last(dossier: Dossier, kind: str) -> Record | None:
    records = dossier.of_kind(kind)
    return records[-1] if records else None


def _newest(source: Source, dossier: Dossier, *fields: tuple[str, ...]) -> str | None:
    """Give the text that the newest record which has one bears in one of some fields."""
    for record in reversed(dossier.counting):
        for field in fields:
            found = _within(source.amended[record.path], *field)
            if isinstance(found, str):
                return found
    return None


def _within(data: Json, *field: str) -> Json:
    for key in field:
        data = data.get(key) if isinstance(data, Mapping) else None
    return data


def _listed(source: Source, field: str) -> Iterator[tuple[str, int, str]]:
    for dossier in source.register.dossiers:
        filed = source.last(dossier, APPLICATION)
        for number, code in enumerate(_within(filed, "cluster", field) or (), 1):
            yield dossier.id, number, code


def _due_days(dossier: Dossier, as_of: date) -> dict[int, Cell]:
    """Give, by year, the day on which its report is due; NOT_SET where the call names none."""
    duty = dossier.course.rules.table.duties[_ANNUAL_REPORT]
    days: dict[int, Cell] = {}
    for owed in reports_owed(Case.of(dossier, as_of, None)):
        year = owed.year or 0
        asked = min(owed.due or date(year, 12, 31), as_of)
        if duty.may_stand(dossier.course.at(asked).state):
            days[year] = owed.due.isoformat() if owed.due else Missing.NOT_SET
    return days
