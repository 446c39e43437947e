"""Corrections and revised plans of a dossier: which record each amends, and which counts first."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from brandpilot.checks.facts import Facts
from brandpilot.course import Table, effective_day
from brandpilot.layout import path_in_dossier

CORRECTION, REVISION, FILING = "correction", "plan-revision", "application"
AMENDMENTS = (CORRECTION, REVISION)


def in_order(files: Iterable[Facts], table: Table) -> list[Facts]:
    """Give the amendments among a dossier's files in the order in which they count.

    One of which the day is not known comes first.
    """
    amendments = (file for file in files if file.kind in AMENDMENTS)
    return sorted(
        amendments,
        key=lambda one: (one.get("date") or "", table.order_of_kind(one.kind), one.number),
    )


def with_amended(
    amendments: Iterable[Facts], files: Sequence[Facts]
) -> Iterator[tuple[Facts, str]]:
    """Yield each amendment with the path of the one of the dossier's files that it amends.

    A plan is that of the last application before its revision. Passed over is what amends nothing
    that is there, a revision where nobody can tell which application was the last, and any file
    that is no amendment.
    """
    paths = {file.path for file in files}
    filings = applications(files)
    known = filings if all(map(effective_day, filings)) else []
    for file in amendments:
        path = _amended_by(file, known)
        if path in paths:
            yield file, path


def applications(files: Iterable[Facts]) -> list[Facts]:
    """Give the applications among a dossier's files by day: each takes the place of those before."""
    filings = (file for file in files if file.kind == FILING)
    return sorted(filings, key=lambda one: (_sealed(one), one.number, one.path))


def in_force(filings: Sequence[Facts], day: str) -> Facts | None:
    """Give the one of the applications that is in force on a day."""
    count = bisect_right(filings, day, key=_sealed)
    return filings[count - 1] if count else None


def _amended_by(file: Facts, filings: Sequence[Facts]) -> str:
    if file.kind == CORRECTION:
        return path_in_dossier(file.home, file.get("record") or "")
    filing = in_force(filings, file.get("date") or "") if file.kind == REVISION else None
    return filing.path if filing else ""


def _sealed(filing: Facts) -> str:
    return effective_day(filing) or ""
