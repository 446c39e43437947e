"""What follows from an event by itself, in no file of the dossier: ends of periods, of calls."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from brandpilot.course.events import Event, joined
from brandpilot.course.past import APPLICATION, IMPORTED, Past, third_year_after, three_years_on
from brandpilot.days import is_whole

PERIOD_OVER, HISTORY_OVER = "period-over", "period-over:imported"
_NOTICE_OVER, _OPENED, _CLOSED = "notice-over", "objections-opened", "objections-closed"
_CONCLUDED = "batch-concluded"

_LAST_IMPORTED_BATCH = 2017
"""Year of the fourth batch: no pilot of the imported history is younger."""
_LAST_BUT_ONE = date.max - timedelta(days=1)


def following(
    past: Past, conclusions: Mapping[str, Sequence[Event]]
) -> Mapping[str, Sequence[Event]]:
    """Give what follows from the last of the events that counted, by name of event.

    What was to follow before under one of these names follows no more. `conclusions` are the
    designation notices by the call that they conclude, be it directly or through a superior one.
    """
    event = past.events[-1]
    if event.name == APPLICATION:
        ends = conclusions.get(event.file.get("call") or "", ())
        return {_CONCLUDED: [end for end in ends if end.day >= event.day]}
    if event.name == "notice-start":
        return _after_notice(past)
    if past.period_set_by is event:
        return _after_period(event, past)
    return {}


def _after_period(event: Event, past: Past) -> Mapping[str, Sequence[Event]]:
    """Give the end of the period that an event set or moved."""
    if event.name in IMPORTED:
        day = _day_after(_imported_end(event.day))
    else:
        day = max(_day_after(date.fromisoformat(past.last_day or event.day)), event.day)
    name = HISTORY_OVER if past.is_history else PERIOD_OVER
    return {PERIOD_OVER: (), HISTORY_OVER: (), name: (Event(day, name, event.file),)}


def _imported_end(day: str) -> date:
    if is_whole(day):
        return three_years_on(date.fromisoformat(day))
    # The latest day that it may have been.
    return date(third_year_after(int(day or _LAST_IMPORTED_BATCH)), 12, 31)


def _after_notice(past: Past) -> Mapping[str, Sequence[Event]]:
    """Give the end of a notice, and when objections to it or to an earlier one stay open after."""
    start = past.events[-1]
    end = date.fromisoformat(start.file.get("public_notice")["end_date"])
    over = max(_day_after(end), _day_after(date.fromisoformat(start.day)))
    spans = (span for one in past.since(APPLICATION) for span in one.contested)
    opened, closed = list[Event](), list[Event]()
    for first, last in joined(spans, over):
        opened.append(Event(first, _OPENED, start.file, start.node))
        if last is not None:
            closed.append(Event(last, _CLOSED, start.file, start.node))
    notice_over = Event(over, _NOTICE_OVER, start.file, start.node)
    return {_NOTICE_OVER: (notice_over,), _OPENED: opened, _CLOSED: closed}


def _day_after(day: date) -> str:
    """Give the next day; what is said to last for ever (9999-12-31) ends on that day itself."""
    return (min(day, _LAST_BUT_ONE) + timedelta(days=1)).isoformat()
