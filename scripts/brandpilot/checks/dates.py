"""Dates and years in their order."""

from collections.abc import Iterator
from datetime import date

from brandpilot.checks.rule import Hit, Law, Subject
from brandpilot.course import day_field
from brandpilot.days import first_day, is_after
from brandpilot.findings import Json

_DAYS_OF_GRACE = 31
"""A period of "three years" may end on the last day of the month in which it is over."""
_BASE_YEARS = 3
_ORDINARY_YEAR = 2017
"""It has no 29 February."""
_YEARS = (
    "influence/economy/year",
    "influence/firms/*/year",
    "influence/trademarks/*/year",
    "influence/patents/*/year",
    "influence/standards/*/year",
    "indicators/*/values/*/year",
    "indicators/*/restatements/*/year",
    "indicators/*/baseline_year",
    "indicators/*/latest_year",
)


def plan_in_order(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C201: a plan that ends before it starts."""
    start, end = _period(subject)
    if start and end and end <= start:
        yield ("plan", "end_date"), {"start": start, "end": end}


def plan_as_long_as_called(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C202: a plan shorter or longer than the call allows; nothing is said where it sets no years."""
    start, end = _period(subject)
    limit = subject.call.get("period_years")
    if not (start and end and limit and start < end):
        return
    years = (date.fromisoformat(end) - date.fromisoformat(start)).days / 365.25
    grace = _DAYS_OF_GRACE / 365.25
    if not limit["min"] - grace <= years <= limit["max"] + grace:
        values = {"start": start, "end": end, "years": f"{years:.1f}", **limit}
        yield ("plan", "end_date"), values


def base_years_consecutive(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C203: base years with a gap, or not three of them."""
    if subject.call.get("base_years"):
        return
    for node, values in subject.each("indicators/*/values"):
        years = _years(values)
        if _whole(values) and years != list(range(years[0], years[0] + _BASE_YEARS)):
            yield node, {"field": subject.title(node), "found": "、".join(map(str, years))}


def base_years_as_called(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C204: other base years than those that the call names."""
    wanted = subject.call.get("base_years")
    if not wanted:
        return
    for node, values in subject.each("indicators/*/values"):
        years = _years(values)
        if _whole(values) and years != sorted(wanted):
            told = {
                "found": "、".join(map(str, years)),
                "wanted": "、".join(map(str, sorted(wanted))),
            }
            yield node, {"field": subject.title(node), **told}


def milestone_in_plan(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C205: a milestone before the plan starts or after it ends."""
    start, end = _period(subject)
    if start and end and start < end:
        for node, day in subject.each("plan/tasks/*/milestones/*/by_date"):
            if not start <= day <= end:
                yield node, {"field": subject.title(node), "found": day, "start": start, "end": end}


def target_in_plan(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C206: a target for a year in which the plan does not run."""
    start, end = _period(subject)
    if start and end and start < end:
        for node, year in subject.each("plan/targets/*/values/*/year"):
            if not int(start[:4]) <= year <= int(end[:4]):
                yield (
                    node,
                    {"field": subject.title(node), "found": year, "start": start, "end": end},
                )


def nothing_after_seal(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C207: a fact dated later than the day on which the filing was sealed."""
    sealed = subject.data.get("signoff", {}).get("date") or subject.data.get("date")
    if not sealed:
        return
    for node, day in subject.each("groundwork/*/since_date"):
        if day > sealed:
            yield node, {"field": subject.title(node), "found": day, "sealed": sealed}
    for path in _YEARS:
        for node, year in subject.each(path):
            if year > int(sealed[:4]):
                yield node, {"field": subject.title(node), "found": year, "sealed": sealed}


def not_in_future(subject: Subject, law: Law) -> Iterator[Hit]:
    """C208: a record dated later than today."""
    for node, day in subject.each("/".join(day_field(subject.form.kind))):
        if is_after(day, law.today):
            yield node, {"field": subject.title(node), "found": day, "today": law.today}


def accident_years(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C209: the declaration on accidents covers other years than the last three (指南二(一))."""
    filed = _filing_year(subject)
    for node, years in subject.each("eligibility/accidents/*/years"):
        found = _years(years)
        if not filed or not _whole(years) or len(years) != _BASE_YEARS:
            continue
        allowed = [[last - 2, last - 1, last] for last in (filed - 1, filed)]
        if found not in allowed:
            told = "、".join(map(str, found))
            wanted = f"{filed - 3}—{filed - 1}"
            yield node, {"field": subject.title(node), "found": told, "wanted": wanted}


def clocks_in_order(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C210: a call that wants the unit's opinion before the filings are due (通知二)."""
    call = subject.data.get("call") or {}
    online, opinion = call.get("online_date"), call.get("opinion_date")
    if online and opinion and opinion < online:
        yield ("call", "opinion_date"), {"found": opinion, "earlier": online}


def day_exists(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C211: a date given to the month or the day that no calendar has."""
    for node, day in subject.each("date"):
        try:
            first_day(day)
        except ValueError:
            yield node, {"field": subject.title(node), "found": day}


def day_of_every_year(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C215: a yearly deadline on a day that not every year has."""
    for node, day in subject.each("call/annual_report_due"):
        try:
            date.fromisoformat(f"{_ORDINARY_YEAR}-{day}")
        except ValueError:
            yield node, {"field": subject.title(node), "found": day}


def _period(subject: Subject) -> tuple[str | None, str | None]:
    plan = subject.data.get("plan", {})
    return plan.get("start_date"), plan.get("end_date")


def _years(values: list[Json]) -> list[int]:
    return sorted(int(item["year"]) for item in values if item and item.get("year"))


def _whole(values: list[Json]) -> bool:
    """Tell whether every row has its year, and none has another's (which C407 tells)."""
    years = _years(values)
    return bool(years) and len(years) == len(values) == len(set(years))


def _filing_year(subject: Subject) -> int | None:
    if subject.place and subject.place.year:
        return subject.place.year
    year: int | None = subject.call.get("year")
    return year
