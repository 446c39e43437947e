"""Obligations that have a date, as a calendar (RFC 5545)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from brandpilot.course import Table
from brandpilot.encode import calendar_text
from brandpilot.obligations import Obligation
from brandpilot.obligations.formats import days_left

_MAKER = "-//brandpilot//obligations//ZH"
_NAME = "产业集群区域品牌建设试点期限"


@dataclass(frozen=True, slots=True)
class Words:
    """The Chinese names that a calendar shows: of duties and actors, units, clusters by dossier."""

    table: Table
    units: Mapping[str, str]
    clusters: Mapping[str, str]


def as_calendar(owed: Sequence[Obligation], as_of: date, words: Words) -> bytes:
    """Give an .ics file in which every date is an event of one whole day.

    No clock goes in: what an event says, it says as of that day's beginning in UTC. An event
    keeps its name (UID) from file to file, so that a calendar moves it where its date moves.
    """
    calendar = Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _NAME)
    for one in owed:
        if one.due is not None:
            calendar.add_component(_event(one, one.due, as_of, words))
    return bytes(calendar.to_ical())


def _event(one: Obligation, due: date, as_of: date, words: Words) -> Event:
    duty, actor = words.table.duties[one.duty].name, words.table.actors[one.actor]
    unit = words.units.get(one.unit, one.unit)
    about = words.clusters.get(one.dossier) or one.dossier or unit
    year = f"（{one.year}年）" if one.year else ""
    lines = [
        f"由谁办理：{actor}",
        f"推荐单位：{unit}",
        *([f"卷宗：{one.dossier}"] if one.dossier else []),
        f"依据：{one.clause}",
        f"截至{as_of}：{days_left(one)}",
    ]
    event = Event()
    event.add("uid", "/".join(filter(None, _identity(one))) + "@brandpilot")
    event.add("dtstamp", datetime.combine(as_of, time(), UTC))
    event.add("dtstart", due)
    if due < date.max:  # a day without an end lasts that day
        event.add("dtend", due + timedelta(days=1))
    event.add("summary", calendar_text(f"{duty}{year}：{about}"))
    event.add("description", calendar_text("\n".join(lines)))
    event.add("categories", [calendar_text(actor), calendar_text(unit)])
    event.add("transp", "TRANSPARENT")
    return event


def _identity(one: Obligation) -> tuple[str, str, str]:
    """Give what tells an obligation from all others; a dossier names the unit where it was filed."""
    return one.dossier or one.unit, one.duty, str(one.year or "")
