"""Who owes what, as one issue for each office, edited where it stands and closed when all is done."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from brandpilot.checks import Law
from brandpilot.encode import link
from brandpilot.forge.telling import rendered
from brandpilot.lifecycle import name
from brandpilot.messages import visible
from brandpilot.obligations import OVERDUE, Obligation
from brandpilot.obligations.formats import days_left
from brandpilot.pages.clusters import Cluster, clusters
from brandpilot.records import Register
from brandpilot.roster import MINISTRY_DECIDES

_LONGEST = 60_000
"""Characters of an issue; GitHub takes 65,536."""
_ROWS = (1000, 300, 100, 30)
"""How many duties are told: as many as there is room for."""
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Reminder:
    """One office's issue: its mark, its title, and its text; no text where nothing is owed."""

    mark: str
    title: str
    body: str | None


@dataclass(frozen=True, slots=True)
class _Row:
    """One duty: by when (None: nobody has said), what is left, of which cluster, since when it is so."""

    due: str | None
    left: str
    is_overdue: bool
    duty: str
    year: int | None
    clause: str
    actor: str
    cluster: str
    url: str
    state: str
    since: str | None


def reminders(
    owed: Sequence[Obligation], content: Register, law: Law, as_of: date, site: str = ""
) -> tuple[Reminder, ...]:
    """Write a reminder for every unit and for the ministry, what is overdue longest first.

    A unit is told what its organizers owe, too. `site` is the site's address and ends in `/`; ''
    leaves the links out.
    """
    by_office: dict[str, list[Obligation]] = defaultdict(list)
    for one in owed:
        is_ministrys = one.actor == MINISTRY_DECIDES
        by_office[MINISTRY_DECIDES if is_ministrys else one.unit].append(one)
    units, names = law.codelists["units"], law.codelists["authorities"].names
    shown = {one.dossier.id: one for one in clusters(content, units, as_of)}
    made = []
    for office in (*units, MINISTRY_DECIDES):
        rows = [_row(one, shown.get(one.dossier), law, as_of, site) for one in by_office[office]]
        told = {
            "mark": _mark(office),
            "day": as_of.isoformat(),
            "office": names[office],
            "is_ministry": office == MINISTRY_DECIDES,
            "queue": link(f"{site}queue.html"),
        }
        body = _body(rows, told) if rows else None
        made.append(Reminder(_mark(office), f"应办事项：{names[office]}", body))
    return tuple(made)


def _mark(office: str) -> str:
    return f"<!-- brandpilot:remind:{office} -->"


def _row(one: Obligation, cluster: Cluster | None, law: Law, as_of: date, site: str) -> _Row:
    table = law.table
    return _Row(
        one.due.isoformat() if one.due else None,
        days_left(one),
        one.status == OVERDUE,
        table.duties[one.duty].name,
        one.year,
        one.clause,
        table.actors[one.actor],
        _name(cluster, as_of) if cluster else "",
        link(f"{site}{cluster.page}.html") if cluster and cluster.page else "",
        cluster.state.label if cluster else "",
        cluster.state.since if cluster else None,
    )


def _name(cluster: Cluster, as_of: date) -> str:
    return visible(name(cluster.dossier, as_of) or cluster.dossier.id, _LONGEST_NAME)


def _body(rows: Sequence[_Row], told: Mapping[str, str | bool]) -> str:
    """Write the text; where it grows too long, what is due last is only counted."""
    text = ""
    for most in _ROWS:
        text = rendered(
            "remind.md.jinja",
            **told,
            rows=rows[:most],
            total=len(rows),
            overdue=sum(row.is_overdue for row in rows),
            more=len(rows[most:]),
        )
        if len(text) <= _LONGEST:
            break
    return text
