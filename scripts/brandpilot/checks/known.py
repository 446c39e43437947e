"""What a dossier's records say of its indicators, as a later record of it should have known.

A correction, or a revision of the plan, counts from its day on.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from brandpilot.checks.amendments import (
    AMENDMENTS,
    FILING,
    applications,
    in_force,
    in_order,
    with_amended,
)
from brandpilot.checks.cross import of_kind
from brandpilot.checks.facts import Facts
from brandpilot.checks.figures import FIGURES, Reported, Table, change, unpack
from brandpilot.course import Table as Lifecycle
from brandpilot.course import effective_day

REPORT, DEMONSTRATION = "annual-report", "demonstration-application"

Series: TypeAlias = Mapping[str, Mapping[float, float]]
"""Indicator → year → value."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the records before one say.

    `filed` is the path of the application in force ('' without one), `base` and `targets` are its
    tables, `names` those of its own indicators. `reports` are the annual reports, oldest first (for
    a report only the one before it), with what each tells of an indicator.
    """

    filed: str
    base: Series
    targets: Series
    names: Mapping[str, str]
    reports: Sequence[tuple[Facts, Mapping[str, Reported]]]

    def last(self, code: str) -> tuple[float, float, str] | None:
        """Tell an indicator's last value (year, value, path): as reported, else as filed."""
        for report, rows in self.reports[-1:]:
            value = rows[code].actual if code in rows else None
            return None if value is None else (report.year or 0, value, report.path)
        points = self.base.get(code)
        return (max(points), points[max(points)], self.filed) if points else None

    def based(self, code: str, year: float) -> tuple[float, str] | None:
        """Tell an indicator's base value of a year (value, path), as it was restated last."""
        points = self.base.get(code, {})
        told = (points[year], self.filed) if year in points else None
        for report, rows in self.reports if told else ():
            for when, _, new in rows[code].restatements if code in rows else ():
                told = (new, report.path) if when == year else told
        return told


def each_with_known(
    facts: Sequence[Facts], lifecycle: Lifecycle, *kinds: str
) -> Iterator[tuple[Facts, Known]]:
    """Yield the records of some kinds, each with what is known before it.

    A dossier is passed over where one of these records cannot be read, and a record where one that
    it rests on was changed at a place that it does not have.
    """
    dossiers: dict[str, list[Facts]] = defaultdict(list)
    for file in of_kind(facts, FILING, REPORT, DEMONSTRATION, *AMENDMENTS):
        dossiers[file.home].append(file)
    for files in dossiers.values():
        asking = [file for file in files if file.kind in kinds]
        if asking and all(map(_is_legible, files)):
            records = _Records(files, lifecycle)
            found = ((file, records.known_before(file)) for file in asking)
            yield from ((file, known) for file, known in found if known)


def _is_legible(file: Facts) -> bool:
    needed = ("changes",) if file.kind in AMENDMENTS else FIGURES
    return file.get(*needed) is not None and effective_day(file) is not None


class _Records:
    """The records of a dossier; what each tells is read once for every change that was made in it."""

    def __init__(self, files: Sequence[Facts], lifecycle: Lifecycle) -> None:
        self.filings = applications(files)
        # A second report on one year counts for nothing (C227).
        reports = (file for file in files if file.kind == REPORT and file.number == 1)
        self.reports = sorted(reports, key=lambda one: one.year or 0)
        self.years = [report.year or 0 for report in self.reports]
        self.amended: dict[str, list[Facts]] = defaultdict(list)
        for file, path in with_amended(in_order(files, lifecycle), files):
            self.amended[path].append(file)
        self.read: dict[tuple[str, int], Sequence[Table] | None] = {}

    def known_before(self, file: Facts) -> Known | None:
        """Give what the records before one say; None where that is not known."""
        day = effective_day(file) or ""
        filed = in_force(self.filings, day)
        tables = self._tables(filed, day) if filed else ((), (), ())
        reports = [(one, self._tables(one, day)) for one in self._reports_before(file, day)]
        if tables is None or any(told is None for _, told in reports):
            return None
        base, targets = ({code: dict(points) for code, points in table} for table in tables[:2])
        rows = [
            (one, {code: Reported(*cells) for code, cells in told[0] if cells})
            for one, told in reports
            if told
        ]
        return Known(filed.path if filed else "", base, targets, dict(tables[2]), rows)

    def _reports_before(self, file: Facts, day: str) -> Sequence[Facts]:
        """Give the report on the latest year before another's, or all sealed by a demonstration's day."""
        if file.kind == REPORT:
            before = bisect_left(self.years, file.year or 0)
            return self.reports[max(before - 1, 0) : before]
        return [one for one in self.reports if (effective_day(one) or "") <= day]

    def _tables(self, file: Facts, day: str) -> Sequence[Table] | None:
        """Give a record's tables as they stand on a day; None where a change cannot be made in them."""
        amendments = self.amended.get(file.path, [])
        count = bisect_right(amendments, day, key=lambda one: one.get("date"))
        if (file.path, count) not in self.read:
            self.read[file.path, count] = _amended(file, amendments[:count])
        return self.read[file.path, count]


def _amended(file: Facts, amendments: Iterable[Facts]) -> Sequence[Table] | None:
    """Give a record's tables with some changes made in them; None where one cannot be made."""
    tables = unpack(file.get(*FIGURES))
    for one in amendments:
        for row in one.get("changes"):
            if row and not change(file.kind, tables, row.get("pointer") or "", row.get("new")):
                return None
    return tables
