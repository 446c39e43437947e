"""Where a cluster stands on a day, folded from its records; nothing of this is stored."""

from dataclasses import dataclass
from datetime import date

from brandpilot.records import Dossier, Record

PERIOD_YEARS = 3
"""指南一: a pilot lasts about three years."""

LAST_IMPORTED_BATCH = 2017
"""Year of the fourth batch: no pilot of the imported history is younger."""

LABELS = {
    "demonstration": "示范区",
    "pilot": "试点",
    "period_over": "试点期满（未见结论）",
    "undated": "试点（时间不详）",
    "applied": "已申报",
    "in_doubt": "有疑义",
    "unrecorded": "未见申报或核定记录",
}
"""Every state in the order in which lists show them."""


@dataclass(frozen=True, slots=True)
class State:
    """`since` is the day, or only the year, of the `record` on which the state rests."""

    code: str
    since: str | None = None
    record: Record | None = None

    @property
    def label(self) -> str:
        """The state in Chinese."""
        return LABELS[self.code]


def state(dossier: Dossier, as_of: date) -> State:
    """Tell the state of a dossier at the end of a day."""
    for kind in ("demonstration", "designation", "application"):
        happened = [record for record in dossier.of_kind(kind) if _has_happened(record, as_of)]
        if happened:
            record = happened[-1]
            return State(_code(record, as_of), since(record), record)
    return State("in_doubt" if dossier.findings else "unrecorded")


def since(record: Record) -> str | None:
    """Give the day of a record, or its year where no source names the day."""
    return record.date or (str(record.year) if record.year else None)


def _has_happened(record: Record, as_of: date) -> bool:
    if record.date:
        return date.fromisoformat(record.date) <= as_of
    return record.year is None or record.year <= as_of.year


def _code(record: Record, as_of: date) -> str:
    if record.kind == "application":
        return "applied"
    if record.kind == "demonstration":
        return "demonstration"
    if as_of > _last_day(record):
        return "period_over"
    return "pilot" if record.date or record.year else "undated"


def _last_day(record: Record) -> date:
    """Give the last day of a pilot's period, the latest possible one where its day is unknown."""
    if record.date is None:
        return date((record.year or LAST_IMPORTED_BATCH) + PERIOD_YEARS, 12, 31)
    start = date.fromisoformat(record.date)
    last_year = start.year + PERIOD_YEARS
    leap_day = (start.month, start.day) == (2, 29)
    return date(last_year, 2, 28) if leap_day else start.replace(year=last_year)
