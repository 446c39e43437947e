"""The indicators in long form: of every year what was planned, reported and restated since."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from brandpilot.findings import Json
from brandpilot.obligations import pilot_years
from brandpilot.records import Dossier
from brandpilot.tables.columns import Missing
from brandpilot.tables.frame import Cell, Row
from brandpilot.tables.source import APPLICATION, REPORT, Source


@dataclass(slots=True)
class _Cells:
    """What is known of one indicator and year; `reported` tells whether a report speaks of it."""

    baseline: float | None = None
    target: float | None = None
    actual: float | None = None
    reported: bool = False
    restated: float | None = None
    why: str | None = None
    by: int | None = None
    source: str | None = None


@dataclass(slots=True)
class _Series:
    """One indicator of a dossier; the name and unit are those written last."""

    name: str | None = None
    unit: str = ""
    years: dict[int, _Cells] = field(default_factory=dict)

    def at(self, year: int) -> _Cells:
        return self.years.setdefault(year, _Cells())


def indicators(source: Source) -> Iterator[Row]:
    """One row for each indicator and year of which an application or a report says anything.

    Base values and targets are those of the application under which the cluster became a pilot,
    else of the last one, as corrected and revised; a restatement is the one by the latest report.
    """
    names = source.codelists["indicators"].names
    for dossier in source.register.dossiers:
        pilot = {year for _, year, _ in pilot_years(dossier, source.as_of)}
        for code, series in _series(source, dossier).items():
            for year, cells in series.years.items():
                yield {
                    "dossier_id": dossier.id,
                    "year": year,
                    "indicator_code": code,
                    "name": series.name or names.get(code, code),
                    "unit": series.unit,
                    "is_listed": code in names,
                    "baseline": cells.baseline,
                    "target": cells.target,
                    "actual": _actual(cells, is_pilot=year in pilot),
                    "restated": cells.restated,
                    "restated_why": cells.why,
                    "restated_year": cells.by,
                    "source": cells.source
                    or (Missing.NOT_REPORTED if cells.reported else Missing.NOT_APPLICABLE),
                }


def _actual(cells: _Cells, *, is_pilot: bool) -> Cell:
    if cells.actual is not None:
        return cells.actual
    return Missing.NOT_REPORTED if cells.reported or is_pilot else Missing.NOT_APPLICABLE


def _series(source: Source, dossier: Dossier) -> Mapping[str, _Series]:
    found: dict[str, _Series] = {}
    filed = _plan(source, dossier)
    if filed is not None:
        for row in filed["indicators"]:
            series = _named(found, row)
            for point in row["values"]:
                cells = series.at(point["year"])
                cells.baseline, cells.source = point["value"], row["source"]
        for row in filed["plan"]["targets"]:
            series = found.setdefault(row["indicator"], _Series())
            for point in row["values"]:
                series.at(point["year"]).target = point["value"]
    reports = sorted(dossier.of_kind(REPORT), key=lambda record: record.year or 0)
    for record in reports:
        for row in source.amended[record.path]["indicators"]:
            _report(_named(found, row), row, record.year or 0)
    return found


def _plan(source: Source, dossier: Dossier) -> Mapping[str, Json] | None:
    """Give the application under which the cluster became a pilot last, else the last one."""
    last = designated = None
    for taken in dossier.course.taken(source.as_of):
        if taken.refusal is None and taken.event.name == APPLICATION:
            last = taken.event.file.path
        elif taken.refusal is None and taken.event.name == "designation":
            designated = last
    path = designated or last
    return source.amended.get(path) if path else source.last(dossier, APPLICATION)


def _named(found: dict[str, _Series], row: Mapping[str, Json]) -> _Series:
    series = found.setdefault(row["indicator"], _Series())
    series.name, series.unit = row["name"] or series.name, row["unit"]
    return series


def _report(series: _Series, row: Mapping[str, Json], year: int) -> None:
    cells = series.at(year)
    cells.reported, cells.actual, cells.source = True, row["actual"], row["source"]
    if cells.target is None:
        cells.target = row["target"]
    for one in row["restatements"]:
        restated = series.at(one["year"])
        restated.restated, restated.why, restated.by = one["new"], one["why"], year
