"""What a dossier's records say of its indicators, as a later record of it should have known.

A correction, or a revision of the plan, counts from its day on.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from brandpilot.checks.cross import of_kind
from brandpilot.checks.facts import Facts
from brandpilot.checks.figures import FIGURES, Reported, Table, change, unpack
from brandpilot.course import effective_day

FILED, REPORT, DEMONSTRATION = "application", "annual-report", "demonstration-application"
_REVISION, _CORRECTION = "plan-revision", "correction"

Series: TypeAlias = Mapping[str, Mapping[float, float]]
"""Indicator → year → value."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the records before one say.

    `filed` is the path of the application in force ('' without one), `base` and `targets` are its
    tables, `names` those of its own indicators. `reports` are the annual reports, oldest first, with what each tells of an indicator.
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


def each_with_known(facts: Sequence[Facts], *kinds: str) -> Iterator[tuple[Facts, Known]]:
    """Yield the records of some kinds, each with what is known before it.

    A dossier is passed over where one of these records cannot be read, or was changed at a place
    that it does not have.
    """
    dossiers: dict[str, list[Facts]] = defaultdict(list)
    for file in of_kind(facts, FILED, REPORT, DEMONSTRATION, _REVISION, _CORRECTION):
        dossiers[file.home].append(file)
    for files in dossiers.values():
        asking = [file for file in files if file.kind in kinds]
        if asking and all(map(_is_legible, files)):
            found = ((file, _known_before(file, files)) for file in asking)
            yield from ((file, known) for file, known in found if known)


def _is_legible(file: Facts) -> bool:
    needed = ("changes",) if file.kind in (_REVISION, _CORRECTION) else FIGURES
    return file.get(*needed) is not None and effective_day(file) is not None


def _known_before(file: Facts, files: Sequence[Facts]) -> Known | None:
    day = effective_day(file) or ""
    filings = (one for one in files if one.kind == FILED and (effective_day(one) or "") <= day)
    filed = next(reversed(_in_order(filings)), None)
    tables = _tables(filed, files, day) if filed else ((), (), ())
    earlier = _in_order(one for one in files if _is_report_before(one, file, day))
    reports = [(one, _tables(one, files, day)) for one in earlier]
    if tables is None or any(told is None for _, told in reports):
        return None
    base, targets = ({code: dict(points) for code, points in table} for table in tables[:2])
    rows = [
        (one, {code: Reported(*cells) for code, cells in told[0] if cells})
        for one, told in reports
        if told
    ]
    return Known(filed.path if filed else "", base, targets, dict(tables[2]), rows)


def _in_order(files: Iterable[Facts]) -> list[Facts]:
    return sorted(files, key=lambda one: (one.year or 0, one.number))


def _is_report_before(one: Facts, file: Facts, day: str) -> bool:
    """Tell whether a report is on a year before another's, or sealed by a demonstration's day."""
    if one.kind != REPORT:
        return False
    if file.kind == REPORT:
        return (one.year or 0) < (file.year or 0)
    return (effective_day(one) or "") <= day


def _tables(file: Facts, files: Sequence[Facts], day: str) -> Sequence[Table] | None:
    """Give a record's tables as they stand on a day; None where a change cannot be made in them."""
    tables = unpack(file.get(*FIGURES))
    name = file.path.rpartition("/")[2]
    later = [
        one
        for one in files
        if (one.kind == _REVISION and file.kind == FILED)
        or (one.kind == _CORRECTION and one.get("record") == name)
    ]
    for one in sorted(later, key=lambda one: (one.get("date"), one.path)):
        for row in one.get("changes") if one.get("date") <= day else ():
            if row and not change(file.kind, tables, row.get("pointer") or "", row.get("new")):
                return None
    return tables
