"""What units record of their supervision, year by year (指南五(一))."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import MINYEAR, date

from brandpilot.obligations import SUPERVISION, years_as_pilot
from brandpilot.records import Record, Register


@dataclass(frozen=True, slots=True)
class Supervised:
    """What a unit recorded of a year; where it recorded nothing, all but the pilots is None.

    `pilots` are the dossiers that were its pilots on some day of the year, `missing` those of them
    that its record leaves out. `visits` are the visits to all, `problems` the pilots with problems.
    `reported_date` is None, too, where the ministry has not been told yet.
    """

    unit: str
    year: int
    pilots: tuple[str, ...]
    date: str | None = None
    reported_date: str | None = None
    visits: int | None = None
    problems: int | None = None
    missing: tuple[str, ...] | None = None


def supervision(
    register: Register, units: Iterable[str], year: int, as_of: date
) -> tuple[Supervised, ...]:
    """Tell what is recorded, until the end of a day, of the supervision of a year.

    One row for each of the units that had a pilot or has a record. The pilots of history do not
    count: nobody supervised them here.
    """
    pilots: dict[str, set[str]] = defaultdict(set)
    end = min(as_of, date(max(year, MINYEAR), 12, 31))  # of the year 1 the last is the year 0
    for dossier in register.dossiers:
        for unit, one in years_as_pilot(dossier, end):
            if one == year:
                pilots[unit].add(dossier.id)
    today = as_of.isoformat()
    records = {
        record.dossier.partition("/")[0]: record
        for record in register.yearly
        if record.kind == SUPERVISION and record.year == year and (record.date or "") <= today
    }
    return tuple(
        _row(unit, year, pilots[unit], records.get(unit), today)
        for unit in units
        if unit in pilots or unit in records
    )


def _row(
    unit: str, year: int, pilots: Collection[str], record: Record | None, today: str
) -> Supervised:
    own = tuple(sorted(pilots))
    if record is None:
        return Supervised(unit, year, own)
    rows = record.get("pilots") or ()
    told = record.get("reported_date")
    return Supervised(
        unit,
        year,
        own,
        record.date,
        told if told and told <= today else None,
        sum(row["visits"] for row in rows),
        sum(row["problems"] is not None for row in rows),
        tuple(dossier for dossier in own if dossier not in {row["dossier"] for row in rows}),
    )
