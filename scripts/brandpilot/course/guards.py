"""The conditions of `schemas/lifecycle.yaml`: one condition, one function, one code.

A function gives None where its condition holds, else the values that fill the code's sentence.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from brandpilot.course.events import Event
from brandpilot.course.past import APPLICATION, DESIGNATION, IMPORTED, Past
from brandpilot.findings import Json, NodePath
from brandpilot.workdays import Calendar, UnknownYearError


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a dossier stands: in which state, since which day (or year), resting on which event."""

    state: str
    since: str | None = None
    event: Event | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """One event about to happen; `past` are the events before it that counted.

    `call` holds the settings of the call that the event names, else of that under which the cluster
    last filed.
    """

    event: Event
    standing: Standing
    past: Past
    call: Mapping[str, Json]
    calendar: Calendar


_RECOMMENDATION = "recommendation"
Values: TypeAlias = Mapping[str, object]
Guard: TypeAlias = Callable[[Moment], Values | None]


def later_year(moment: Moment) -> Values | None:
    """L111: the same thing filed for a second time in one year, or in an earlier one."""
    earlier, year = moment.past.last(moment.event.name), moment.event.file.year
    before = earlier.file.year if earlier else None
    return {"year": year, "earlier": before} if year and before and year <= before else None


def application_is_current(moment: Moment) -> Values | None:
    """L112: a recommendation of another application than the dossier's newest one."""
    filing = moment.past.last(APPLICATION)
    named = moment.event.file.get("application", "file")
    current = filing.file.path.rpartition("/")[2] if filing else ""
    return None if named in (None, current) else {"found": named, "wanted": current}


def application_unchanged(moment: Moment) -> Values | None:
    """L102: an application that is not, byte for byte, the one that was recommended."""
    filing = moment.past.last(APPLICATION)
    named = moment.event.file.get("application", "sha256")
    if filing is None or named in (None, filing.file.sha256):
        return None
    return {"found": filing.file.sha256, "wanted": named}


def reviewed_as_called(moment: Moment) -> Values | None:
    """L106: no expert review of what was recommended, where the call sets one."""
    is_needed = moment.call.get("expert_review") is not None
    return {} if is_needed and not moment.past.is_since("expert-review", _RECOMMENDATION) else None


def notice_held(moment: Moment) -> Values | None:
    """L105: no public notice of what was recommended, where the call sets its length."""
    days = moment.call.get("notice_working_days")
    return (
        {"days": days}
        if days and not moment.past.is_since("notice-start", _RECOMMENDATION)
        else None
    )


def reports_as_called(moment: Moment) -> Values | None:
    """L107: fewer annual reports than the call asks for before a demonstration application."""
    wanted = moment.call.get("demonstration_reports")
    as_pilot = moment.past.since(DESIGNATION, *IMPORTED)
    years = {one.file.get("year") for one in as_pilot if one.name == "annual-report"}
    found = len(years - {None})
    return {"found": found, "wanted": wanted} if wanted and found < wanted else None


def heard_in_time(moment: Moment) -> Values | None:
    """L108: a pilot removed before the time to be heard was over."""
    notified = moment.event.file.get("heard", "notified_date")
    days = moment.call.get("hearing_working_days")
    if not days or not notified:
        return None
    last = moment.calendar.add(date.fromisoformat(notified), days).isoformat()
    if moment.event.day > last:
        return None
    return {"notified": notified, "days": days, "last": last, "decided": moment.event.day}


def report_in_period(moment: Moment) -> Values | None:
    """L109: a report on a year in which the pilot did not run; of history nobody knows the end."""
    designated, ends = moment.past.last(DESIGNATION), moment.past.last_day
    year = moment.event.file.get("year")
    if designated is None or ends is None or year is None:
        return None
    first, last = int(designated.day[:4]), int(ends[:4])
    return None if first <= year <= last else {"year": year, "first": first, "last": last}


VOIDED = "L102"

GUARDS: Mapping[str, tuple[str, NodePath, Guard]] = {
    "application_is_current": ("L112", ("application", "file"), application_is_current),
    "application_unchanged": (VOIDED, ("application", "sha256"), application_unchanged),
    "heard_in_time": ("L108", ("heard", "notified_date"), heard_in_time),
    "later_year": ("L111", ("call",), later_year),
    "notice_held": ("L105", (), notice_held),
    "report_in_period": ("L109", ("year",), report_in_period),
    "reports_as_called": ("L107", ("call",), reports_as_called),
    "reviewed_as_called": ("L106", (), reviewed_as_called),
}
"""The guards that the table may name: code, the field that the finding is about, function."""

REFUSALS: Mapping[str, str] = {
    "notice_running": "L103",
    "objections_open": "L104",
    "state_is_settled": "L110",
}
"""The reasons for which the table may refuse an event in a state."""

AT_FAULT: Mapping[str, NodePath] = {"state_is_settled": ("voids_recommendation",)}
"""The field that a reason is about, where it is not the day."""

OUT_OF_ORDER = "L101"
CALENDAR_UNKNOWN = "L113"
CODES = frozenset(
    (OUT_OF_ORDER, CALENDAR_UNKNOWN, *REFUSALS.values(), *(code for code, _, _ in GUARDS.values()))
)
"""Every code of a refusal."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an event may not happen; `node` () stands for the day on which it would."""

    code: str
    node: NodePath = ()
    values: Values = field(default_factory=dict)


def judge(name: str, moment: Moment) -> Refusal | None:
    """Ask one guard; a year that the calendar does not know is told as such (L113)."""
    code, node, guard = GUARDS[name]
    try:
        values = guard(moment)
    except UnknownYearError as error:
        return Refusal(CALENDAR_UNKNOWN, node, {"year": error.year})
    return None if values is None else Refusal(code, node, values)
