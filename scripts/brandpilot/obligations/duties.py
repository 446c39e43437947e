"""Each duty of the table of states: when it stands, and by when it is to be fulfilled."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from brandpilot.course import START, Past, Rules, Standing
from brandpilot.days import first_day
from brandpilot.findings import Json
from brandpilot.lifecycle import unit
from brandpilot.records import Dossier
from brandpilot.workdays import UnknownYearError

SUPERVISION = "supervision"
_TRANSFER = "status-change-ministry:transfer"
_IMPORTED = "imported-"
_APPLICATION, _DESIGNATION = "application", "designation"
_LEAP_DAY = "02-29"


@dataclass(frozen=True, slots=True)
class Owed:
    """What stands of one duty: the year that it is about, and by when, where anybody has said."""

    due: date | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A dossier at the end of a day.

    `unit` is the recommending unit by then: folders never move. `past` are the events that
    counted, `call` the settings under which the cluster last filed. `objection` is the day on
    which the oldest objection that is still open was received.
    """

    unit: str
    as_of: date
    standing: Standing
    past: Past
    call: Mapping[str, Json]
    rules: Rules
    objection: date | None

    @classmethod
    def of(cls, dossier: Dossier, as_of: date, objection: date | None) -> "Case":
        """Follow the course of a dossier up to the end of a day."""
        standing, past, rules = Standing(START), Past(), dossier.course.rules
        for taken in dossier.course.taken(as_of):
            standing = taken.after
            if taken.refusal is None:
                past.append(taken.event)
        filed = past.last(_APPLICATION)
        call = rules.calls.get((filed and filed.file.get("call")) or "", {})
        home = unit(dossier, as_of)
        return cls(home, as_of, standing, past, call, rules, objection)

    def since_filing(self, name: str) -> bool:
        """Tell whether an event of a name happened after the last application."""
        return self.past.is_since(name, _APPLICATION)


def _opinion(case: Case) -> Iterator[Owed]:
    yield Owed(_day(case.call.get("opinion_date")))


def _paper_unit(case: Case) -> Iterator[Owed]:
    is_called = case.call.get("paper_copies") is not None
    if is_called and not case.since_filing("paper-unit"):
        yield Owed(_day(case.call.get("paper_date")))


def _paper_ministry(case: Case) -> Iterator[Owed]:
    """Two copies go to the ministry (指南四(二)); no document says by when."""
    if not case.since_filing("paper-ministry"):
        yield Owed()


def _expert_review(case: Case) -> Iterator[Owed]:
    if _asks_for_review(case):
        yield Owed()


def _public_notice(case: Case) -> Iterator[Owed]:
    if case.standing.state == "reviewed" or not _asks_for_review(case):
        yield Owed()


def _objection(case: Case) -> Iterator[Owed]:
    if case.objection is None:
        return
    days, due = case.call.get("objection_working_days"), None
    if days is not None:
        try:
            due = case.rules.calendar.add(case.objection, days)
        except UnknownYearError:
            due = None  # the State Council has not arranged that year yet
    yield Owed(due)


def _designation(_case: Case) -> Iterator[Owed]:
    yield Owed()


def _annual_report(case: Case) -> Iterator[Owed]:
    reports = (event for event in case.past.events if event.name == "annual-report")
    reported = {event.file.get("year") for event in reports}
    yield from (owed for owed in reports_owed(case) if owed.year not in reported)


def reports_owed(case: Case) -> Iterator[Owed]:
    """Yield every annual report that a pilot owes by now, whether it has come or not.

    With a due day set, the years whose due day lies in the period; else those that it touches.
    History owes nothing: no source names the end of its period.
    """
    designated, ends = case.past.last(_DESIGNATION), case.past.last_day
    if not designated or not ends:
        return
    first, last = date.fromisoformat(designated.day), date.fromisoformat(ends)
    set_day = case.call.get("annual_report_due")
    for year in range(first.year, min(last.year, case.as_of.year) + 1):
        due = _day_in(year, set_day) if set_day else None
        stands = first <= due <= last if due else year < case.as_of.year
        if stands:
            yield Owed(due, year)


def _rectification(case: Case) -> Iterator[Owed]:
    event = case.standing.event
    yield Owed(_day(event.file.get("term_date") if event else None))


DutyRule: TypeAlias = Callable[[Case], Iterator[Owed]]

DUTIES: Mapping[str, DutyRule] = {
    "opinion": _opinion,
    "paper_unit": _paper_unit,
    "paper_ministry": _paper_ministry,
    "expert_review": _expert_review,
    "public_notice": _public_notice,
    "objection": _objection,
    "designation": _designation,
    "annual_report": _annual_report,
    "rectification": _rectification,
}
"""The duties that arise from one dossier, by their code in the table of states.

Each is asked only in the states in which it may stand, by that table.
"""


def years_as_pilot(dossier: Dossier, as_of: date) -> Iterator[tuple[str, int]]:
    """Yield unit and year for each year on some day of which a cluster was that unit's pilot.

    A day counts as it ended. History does not count: nobody supervised it here.
    """
    yield from ((unit, year) for unit, year, is_ours in pilot_years(dossier, as_of) if is_ours)


def pilot_years(dossier: Dossier, as_of: date) -> Iterator[tuple[str, int, bool]]:
    """Yield the same with history, of which the third value is False; days in their order."""
    stays = list(_stays(dossier, as_of))
    lasts = [following.first - timedelta(days=1) for following in stays[1:]]
    for stay, last in zip(stays, [*lasts, as_of], strict=False):
        if stay.is_pilot and stay.first <= last:
            for year in range(stay.first.year, last.year + 1):
                yield stay.unit, year, stay.is_ours


@dataclass(frozen=True, slots=True)
class _Stay:
    """From when on which unit had a cluster, whether as a pilot, and whether that is no history."""

    first: date
    unit: str
    is_pilot: bool
    is_ours: bool


def _stays(dossier: Dossier, as_of: date) -> Iterator[_Stay]:
    home, is_ours = dossier.unit, False
    supervised = dossier.course.rules.table.duties[SUPERVISION]
    for taken in dossier.course.taken(as_of):
        event = taken.event
        if event.name == _TRANSFER and taken.refusal is None:
            home = str(event.file.get("to_unit"))
        if event.name == _DESIGNATION or event.name.startswith(_IMPORTED):
            is_ours = event.name == _DESIGNATION
        if event.day:
            is_pilot = supervised.may_stand(taken.after.state)
            yield _Stay(first_day(event.day), home, is_pilot, is_ours)


def _asks_for_review(case: Case) -> bool:
    return case.call.get("expert_review") is not None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _day_in(year: int, month_and_day: str) -> date:
    """Give a day such as 11-30 in a year; 02-29 is the last of February in every year."""
    if month_and_day == _LEAP_DAY:
        return date(year, 3, 1) - timedelta(days=1)
    return date.fromisoformat(f"{year:04}-{month_and_day}")
