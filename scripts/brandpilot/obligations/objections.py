"""The objections (异议) to a public notice that nobody has closed yet."""

from collections.abc import Iterable, Iterator
from datetime import date

from brandpilot.course import effective_day, is_by_ministry
from brandpilot.days import is_after
from brandpilot.records import Notice


def oldest_open(notices: Iterable[Notice], as_of: date) -> dict[str, date]:
    """Give, by dossier, the day on which its oldest objection was received that is still open.

    Objections are to the ministry's own notices. One to the whole list is one about each dossier
    on it. One closed on the day itself is closed.
    """
    oldest: dict[str, date] = {}
    for dossier, received in _open(notices, as_of.isoformat()):
        oldest[dossier] = min(received, oldest.get(dossier, received))
    return oldest


def _open(notices: Iterable[Notice], today: str) -> Iterator[tuple[str, date]]:
    for notice in filter(is_by_ministry, notices):
        day = effective_day(notice)
        if not day or is_after(day, today):
            continue
        rows = notice.get("public_notice", "clusters") or ()
        named = {row["dossier"] for row in rows if row and row.get("dossier")}
        for one in notice.get("public_notice", "objections") or ():
            received, closed, about = (
                one.get(key) for key in ("received_date", "closed_date", "dossier")
            )
            if received <= today and (closed is None or closed > today):
                for dossier in named if about is None else named & {about}:
                    yield dossier, date.fromisoformat(received)
