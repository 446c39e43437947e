"""Who owes what, as one issue for each office, edited where it stands and closed when all is done."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from brandpilot.course import Table
from brandpilot.forge.telling import rendered
from brandpilot.lifecycle import name
from brandpilot.obligations import OVERDUE, Obligation
from brandpilot.obligations.formats import days_left
from brandpilot.records import Register

MINISTRY = "ministry"
_MINISTRY_NAME = "工业和信息化部科技司"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One office's issue: its mark, its title, and its text; no text where nothing is owed."""

    mark: str
    title: str
    body: str | None


@dataclass(frozen=True, slots=True)
class _Row:
    when: str
    duty: str
    year: int | None
    actor: str
    cluster: str
    url: str


def reminders(
    owed: Sequence[Obligation],
    content: Register,
    table: Table,
    units: Mapping[str, str],
    as_of: date,
    site: str = "",
) -> tuple[Reminder, ...]:
    """Write a reminder for every unit and for the ministry, what is overdue first; `site` ends in /."""
    by_office: dict[str, list[Obligation]] = defaultdict(list)
    for one in owed:
        by_office[MINISTRY if one.actor == MINISTRY else one.unit].append(one)
    dossiers = {one.id: one for one in content.dossiers}
    names = {**units, MINISTRY: _MINISTRY_NAME}
    made = []
    for office, title in names.items():
        rows = []
        for one in by_office.get(office, ()):
            dossier = dossiers.get(one.dossier)
            rows.append(
                _Row(
                    f"{one.due.isoformat()}，{days_left(one)}" if one.due else "—",
                    table.duties[one.duty].name,
                    one.year,
                    table.actors[one.actor],
                    (name(dossier, as_of) or one.dossier) if dossier else title,
                    f"{site}c/{dossier.cluster}.html" if site and dossier else "",
                )
            )
        mark = f"<!-- brandpilot:remind:{office} -->"
        overdue = sum(one.status == OVERDUE for one in by_office.get(office, ()))
        told = {"mark": mark, "day": as_of.isoformat(), "name": title, "rows": rows}
        body = rendered("remind.md.jinja", **told, overdue=overdue) if rows else None
        made.append(Reminder(mark, f"应办事项：{title}", body))
    return tuple(made)
