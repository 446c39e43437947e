"""Who owes what on a day: records and notices give rise to duties, and records fulfil them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from brandpilot.course import Duty
from brandpilot.obligations.duties import (
    DUTIES,
    SUPERVISION,
    Case,
    Owed,
    pilot_years,
    reports_owed,
    years_as_pilot,
)
from brandpilot.obligations.objections import oldest_open
from brandpilot.records import Register

__all__ = [
    "DUE",
    "DUTIES",
    "OPEN",
    "OVERDUE",
    "SUPERVISION",
    "Case",
    "Obligation",
    "Owed",
    "obligations",
    "pilot_years",
    "reports_owed",
    "years_as_pilot",
]

DUE, OVERDUE, OPEN = "due", "overdue", "open"
"""Not yet over; over; nobody has set a date (通知未规定)."""


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing that somebody owes; `actor` and `duty` are codes of the table of states.

    `dossier` is '' for a duty of the unit itself. `year` is the one that a yearly duty is about.
    `days` are calendar days left, negative when overdue; None, like `due`, where no date is set.
    """

    unit: str
    dossier: str
    actor: str
    duty: str
    year: int | None
    due: date | None
    status: str
    days: int | None
    clause: str


def obligations(register: Register, as_of: date) -> tuple[Obligation, ...]:
    """Tell what is owed at the end of a day, judged by what is dated until then.

    What is due comes first, by date, then what has no date; then by unit, dossier, duty, year.
    """
    return tuple(sorted(_owed(register, as_of), key=_order))


def _owed(register: Register, as_of: date) -> Iterator[Obligation]:
    objections = oldest_open(filter(register.counts, register.notices), as_of)
    supervised = {
        (record.dossier.partition("/")[0], record.year)
        for record in register.yearly
        if record.kind == SUPERVISION and record.date and record.date <= as_of.isoformat()
    }
    for dossier in register.dossiers:
        case = Case.of(dossier, as_of, objections.get(dossier.id))
        duties = dossier.course.rules.table.duties
        for code, owed_by in DUTIES.items():
            if duties[code].may_stand(case.standing.state):
                for owed in owed_by(case):
                    yield _obligation(duties[code], case.unit, dossier.id, owed, as_of)
        for unit, year in years_as_pilot(dossier, as_of):
            if year < as_of.year and (unit, year) not in supervised:
                supervised.add((unit, year))
                yield _obligation(duties[SUPERVISION], unit, "", Owed(year=year), as_of)


def _obligation(duty: Duty, unit: str, dossier: str, owed: Owed, as_of: date) -> Obligation:
    days = (owed.due - as_of).days if owed.due else None
    status = OPEN if days is None else OVERDUE if days < 0 else DUE
    return Obligation(
        unit, dossier, duty.actor, duty.code, owed.year, owed.due, status, days, duty.clause
    )


def _order(one: Obligation) -> tuple[bool, date, str, str, str, int]:
    return not one.due, one.due or date.min, one.unit, one.dossier, one.duty, one.year or 0
