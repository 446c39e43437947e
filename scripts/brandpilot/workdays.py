"""Working days (工作日): weekdays that are no holiday, and weekend days worked in their place."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date

from brandpilot.codelists import Codelist

WORKDAY = "workday"
SATURDAY = 5


class UnknownYearError(LookupError):
    """The list of holidays does not cover the year."""

    def __init__(self, year: int) -> None:
        # The year alone is the argument, so that the error survives the way between processes.
        super().__init__(year)
        self.year = year


@dataclass(frozen=True)
class Calendar:
    """The years that the list covers and all their working days, in order.

    Days are dates without a clock: a period of days has no time zone. Every question about a year
    that the list does not cover raises UnknownYearError.
    """

    years: frozenset[int]
    days: tuple[date, ...]

    def knows(self, year: int) -> bool:
        """Whether the list covers the year."""
        return year in self.years

    def is_workday(self, day: date) -> bool:
        """Whether people work on the day."""
        return self.count(day, day) == 1

    def count(self, first: date, last: date) -> int:
        """Count the working days from `first` to `last`, both included; 0 if `last` is earlier."""
        self._require(first.year, last.year)
        return max(0, bisect_right(self.days, last) - bisect_left(self.days, first))

    def nth(self, first: date, n: int) -> date:
        """Give the n-th working day (n >= 1) from `first` on, which counts if it is one."""
        return self._ahead(first, bisect_left(self.days, first), n)

    def add(self, day: date, n: int) -> date:
        """Give the n-th working day (n >= 1) after `day`, which itself never counts."""
        return self._ahead(day, bisect_right(self.days, day), n)

    def _ahead(self, start: date, index: int, n: int) -> date:
        """Give the n-th of the days from `index` on, all years from `start` to it being known."""
        if n < 1:
            raise ValueError(n)
        self._require(start.year, start.year)
        rest = self.days[index + n - 1 : index + n]
        self._require(start.year, rest[0].year if rest else max(self.years) + 1)
        return rest[0]

    def _require(self, first: int, last: int) -> None:
        """Raise UnknownYearError for the first of the years that is not covered."""
        for year in (first, *range(first + 1, last + 1)):
            if year not in self.years:
                raise UnknownYearError(year)


def calendar(holidays: Codelist) -> Calendar:
    """Build the calendar from the codelist `holidays`; a year with one row is covered whole."""
    kinds = {date.fromisoformat(row["code"]): row["kind"] for row in holidays.rows}
    years = frozenset(day.year for day in kinds)
    days = (
        date.fromordinal(number)
        for year in sorted(years)
        for number in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
    )

    def is_worked(day: date) -> bool:
        return kinds[day] == WORKDAY if day in kinds else day.weekday() < SATURDAY

    return Calendar(years, tuple(filter(is_worked, days)))
