"""One indicator of one pilot in one year, beside its baseline and its target."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from brandpilot.tables import Row

Series: TypeAlias = list[Row]
"""The rows of one indicator of one dossier, all years."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Values as restated last; None where there is none.

    `is_listed` tells whether the indicator is one of the list, and no indicator of the filer's own.
    """

    code: str
    name: str
    unit: str
    is_listed: bool
    baseline_year: int | None
    baseline: float | None
    target: float | None
    actual: float | None
    is_restated: bool

    @property
    def change(self) -> float | None:
        """How far the actual value lies above the baseline, in the indicator's unit."""
        if self.actual is None or self.baseline is None:
            return None
        return float(Decimal(str(self.actual)) - Decimal(str(self.baseline)))

    @property
    def is_improved(self) -> bool | None:
        """Tell whether the actual value is above the baseline (陕西2015); None where that is unknown."""
        return None if self.change is None else self.change > 0

    @property
    def is_on_target(self) -> bool | None:
        """Tell whether the target is met (指南四(四)); None where that is unknown.

        A target below the baseline is met from below. Without a baseline nobody can tell which way
        an indicator of the filer's own is meant.
        """
        if self.actual is None or self.target is None:
            return None
        if self.baseline is not None and self.target < self.baseline:
            return self.actual <= self.target
        if self.baseline is None and not self.is_listed:
            return None
        return self.actual >= self.target


def compared(
    code: str, rows: Iterable[Row], year: int, began: int | None = None
) -> Compared | None:
    """Compare an indicator in a year; None where nothing was planned or reported for it.

    The baseline is the value of the latest base year before the pilot `began` (by default before
    the year itself): whoever files again later does not change what was.
    """
    by_year = {int(str(row["year"])): row for row in rows}
    now = by_year.get(year)
    if now is None or (now["target"] is None and now["actual_missing"] == "不适用"):
        return None
    first = year if began is None else began
    bases = [when for when, row in by_year.items() if row["baseline"] is not None and when < first]
    base = max(bases, default=None)
    actual, restated = _number(now, "actual"), _number(now, "restated")
    return Compared(
        code=code,
        name=str(now["name"]),
        unit=str(now["unit"]),
        is_listed=bool(now["is_listed"]),
        baseline_year=base,
        baseline=None if base is None else _latest(by_year[base], "baseline"),
        target=_number(now, "target"),
        actual=actual if restated is None else restated,
        is_restated=restated is not None,
    )


def _latest(row: Row, column: str) -> float | None:
    restated = _number(row, "restated")
    return _number(row, column) if restated is None else restated


def _number(row: Row, column: str) -> float | None:
    value = row[column]
    return None if value is None else float(value)
