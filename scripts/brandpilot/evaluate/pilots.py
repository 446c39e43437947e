"""Everything that the published tables say of one pilot and year, put together for the criteria."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from brandpilot.evaluate.compared import Compared, Series, compared
from brandpilot.tables import Frames, Missing, Row, rows_of

Rows: TypeAlias = Sequence[Row]


@dataclass(frozen=True, slots=True)
class Pilot:
    """One pilot and year.

    `due` is the day by which the report was due, or why there is none. `report` and `evaluation`
    are None where no report came. `tasks` and `measures` are those of the report. `activities` and
    `support` are counted up to the year.
    """

    dossier: str
    year: int
    as_of: date
    unit: str
    industry: str
    batch: str
    is_history: bool
    due: date | Missing
    report: Row | None
    evaluation: Row | None
    tasks: Rows
    measures: Mapping[str, str]
    indicators: Sequence[Compared]
    activities: int
    support: int


@dataclass(frozen=True, slots=True)
class Result:
    """A verdict; `count` out of `of` where there is something to count, `unknown` of them unknown.

    `note` says in a code why the verdict is not `met`, '' where nothing need be said.
    """

    verdict: str
    note: str = ""
    count: int | None = None
    of: int | None = None
    unknown: int | None = None


Results: TypeAlias = Mapping[str, Result]
"""By code of the criterion."""


def pilots(frames: Frames, as_of: date) -> dict[int, list[Pilot]]:
    """Give the pilots of every year that had any, oldest year first, ordered by dossier."""
    told = _Told(frames)
    found: dict[int, list[Pilot]] = defaultdict(list)
    for row in rows_of(frames["pilot_years"]):
        pilot = told.pilot(row, as_of)
        found[pilot.year].append(pilot)
    return dict(sorted(found.items()))


class _Told:
    """The tables by dossier and year."""

    def __init__(self, frames: Frames) -> None:
        self.industries = {
            str(row["dossier_id"]): str(row["industry_code"] or Missing.NOT_FOUND)
            for row in rows_of(frames["clusters"])
        }
        self.years = _years(rows_of(frames["pilot_years"]))
        self.reports = _by_year(rows_of(frames["reports"]))
        self.evaluations = _by_year(rows_of(frames["evaluations"]))
        self.tasks = _by_year(rows_of(frames["tasks"]))
        measures = (row for row in rows_of(frames["measures"]) if row["stage"] == "report")
        self.measures = _by_year(measures)
        self.activities = _years(rows_of(frames["activities"]))
        self.support = _years(rows_of(frames["support"]))
        self.series: dict[str, dict[str, Series]] = defaultdict(lambda: defaultdict(list))
        for row in rows_of(frames["indicators"]):
            self.series[str(row["dossier_id"])][str(row["indicator_code"])].append(row)

    def pilot(self, row: Row, as_of: date) -> Pilot:
        dossier, year = str(row["dossier_id"]), int(str(row["year"]))
        due, key = row["report_due_date"], (dossier, year)
        series, began = self.series.get(dossier, {}), _began(self.years[dossier], year)
        return Pilot(
            dossier=dossier,
            year=year,
            as_of=as_of,
            unit=str(row["unit_id"] or Missing.NOT_FOUND),
            industry=self.industries.get(dossier, Missing.NOT_FOUND.value),
            batch=str(row["batch"] or row["batch_missing"]),
            is_history=bool(row["is_imported"]),
            due=date.fromisoformat(str(due))
            if due
            else Missing(str(row["report_due_date_missing"])),
            report=next(iter(self.reports.get(key, ())), None),
            evaluation=next(iter(self.evaluations.get(key, ())), None),
            tasks=self.tasks.get(key, ()),
            measures={
                str(one["measure_code"]): str(one["status_code"])
                for one in self.measures.get(key, ())
            },
            indicators=tuple(
                filter(None, (compared(code, rows, year, began) for code, rows in series.items()))
            ),
            activities=sum(when <= year for when in self.activities.get(dossier, ())),
            support=sum(when <= year for when in self.support.get(dossier, ())),
        )


def _by_year(rows: Iterable[Row]) -> dict[tuple[str, int], list[Row]]:
    found: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in rows:
        found[str(row["dossier_id"]), int(str(row["year"]))].append(row)
    return dict(found)


def _began(years: Sequence[int], year: int) -> int:
    """Give the first of the years as a pilot that lead up to a year without a gap."""
    while year - 1 in years:
        year -= 1
    return year


def _years(rows: Rows) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        found[str(row["dossier_id"])].append(int(str(row["year"])))
    return dict(found)
