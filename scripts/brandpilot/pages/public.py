"""Public notices (公示) as the pages show them: the period, the list, and the ledger of objections."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from brandpilot.pages.boxes import Box, box
from brandpilot.pages.clusters import Cluster
from brandpilot.pages.facts import Derived, Fact, sheet
from brandpilot.records import Notice
from brandpilot.schema import Form
from brandpilot.workdays import Calendar, UnknownYearError

TOLD = "public_notice"
"""The box of a notice that tells of a public notice."""
COMING, RUNNING, OVER = "coming", "running", "over"


@dataclass(frozen=True, slots=True)
class Objection:
    """One objection by its number: what it is about and what became of it, never whose it is.

    `cluster` is None where it is about the whole list, or about a dossier that is not held here.
    """

    number: Fact
    received: Fact
    dossier: Fact
    cluster: Cluster | None
    about: Box
    closed: Fact
    outcome: Box


@dataclass(frozen=True, slots=True)
class PublicNotice:
    """One public notice; `workdays` is None where no list of holidays covers its days."""

    start: Fact
    end: Fact
    stage: str
    workdays: Derived | None
    clusters: tuple[tuple[Fact, Cluster | None], ...]
    objections: tuple[Objection, ...]
    how: Box
    office: tuple[Box, ...]


def public_notice(
    notice: Notice, form: Form, clusters: Mapping[str, Cluster], calendar: Calendar, as_of: date
) -> PublicNotice | None:
    """Make the public notice ready that a notice tells of, if it does; `clusters` go by dossier."""
    content = sheet(notice)
    told = content.at(TOLD)
    how, office = box(form, content, (TOLD, "how")), box(form, content, (TOLD, "contact_office"))
    if not told or how is None or office is None:
        return None
    start, end = told.at("start_date"), told.at("end_date")
    today = as_of.isoformat()
    return PublicNotice(
        start,
        end,
        COMING if today < start.text else OVER if today > end.text else RUNNING,
        _workdays(notice, start.text, end.text, calendar),
        tuple(
            (row.at("name"), clusters.get(row.at("dossier").text))
            for row in told.at("clusters").items()
        ),
        objections(notice, form, clusters),
        how,
        office.boxes,
    )


def objections(
    notice: Notice, form: Form, clusters: Mapping[str, Cluster], about: str | None = None
) -> tuple[Objection, ...]:
    """Give the ledger of a notice, or what of it concerns one dossier: its own and the whole list."""
    content = sheet(notice)
    found = []
    for row in content.at(TOLD, "objections").items():
        node = row.node or ()
        matter, outcome = (
            box(form, content, (*node, "about")),
            box(form, content, (*node, "outcome")),
        )
        dossier = row.at("dossier")
        if matter and outcome and (about is None or dossier.value in (None, about)):
            facts = row.at("number"), row.at("received_date"), dossier
            cluster = clusters.get(dossier.text)
            found.append(Objection(*facts, cluster, matter, row.at("closed_date"), outcome))
    return tuple(found)


def _workdays(notice: Notice, start: str, end: str, calendar: Calendar) -> Derived | None:
    try:
        count = calendar.count(date.fromisoformat(start), date.fromisoformat(end))
    except (UnknownYearError, ValueError):
        return None
    return Derived(f"workdays:{notice.id}", count)
