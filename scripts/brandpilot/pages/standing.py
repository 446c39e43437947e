"""Where a cluster stands: since when, by which record or notice, and for what reasons."""

from collections.abc import Iterator
from dataclasses import dataclass

from brandpilot.course import Event, Refusal
from brandpilot.messages import Entry as Rule
from brandpilot.pages.boxes import Box, box
from brandpilot.pages.clusters import Cluster
from brandpilot.pages.edition import Edition
from brandpilot.pages.facts import Derived, Fact, sheet
from brandpilot.pages.headlines import Headline, headlines, kind_name
from brandpilot.pages.notices import Reference, address
from brandpilot.pages.timeline import anchor, day_of, documents
from brandpilot.records import Notice, Record
from brandpilot.schema import Form

_REASONS = ("cause", "basis", "term_date", "successor")
"""Boxes that say why a change came, and what it asks for."""
_CHANGES, _WHY = "changes", "why"
"""The rows of a correction, and the box of each that gives its reason."""


@dataclass(frozen=True, slots=True)
class Since:
    """Since when a state holds, and the record or notice that says so (its title, its address).

    `document` is the notice that the record rests on, `why` what the record gives as its reasons,
    `refusal` why it led to another state than it was meant to.
    """

    day: Fact | Derived
    title: str | Box
    href: str
    document: Reference | None = None
    why: tuple[Headline, ...] = ()
    refusal: Rule | None = None


def since(cluster: Cluster, edition: Edition) -> Since | None:
    """Tell since when the cluster is in its state, and what says so; None where nothing does."""
    taken = tuple(cluster.dossier.course.taken(edition.as_of))
    event = taken[-1].after.event if taken else None
    if event is None or not event.day:
        return None
    if isinstance(event.file, Record):
        refusal = next(one.refusal for one in taken if one.event is event)
        return _since_record(event, event.file, refusal, edition)
    if isinstance(event.file, Notice):
        title = Box("", sheet(event.file).at("title"), "value")
        return Since(day_of(event), title, f"{address(event.file)}.html")
    return None


def _since_record(event: Event, record: Record, refusal: Refusal | None, edition: Edition) -> Since:
    form, content = edition.forms[record.data["schema"]], sheet(record)
    told = headlines(record.kind, form, content)
    named = {one.boxes[0].name: one for one in told.facts if one.boxes}
    reasons = (named[name] for name in _REASONS if name in named)
    return Since(
        day_of(event),
        told.title or kind_name(form),
        f"#{anchor(record)}",
        next((one for _, one in documents(record, edition) if one.page), None),
        (*reasons, *_reasons_of_changes(form, content)),
        edition.catalogue[refusal.code] if refusal else None,
    )


def _reasons_of_changes(form: Form, content: Fact) -> Iterator[Headline]:
    """Yield the reasons that a correction gives, change by change."""
    changes = content.at(_CHANGES).items()
    found = (box(form, content, (*(one.node or ()), _WHY)) for one in changes)
    known = tuple(one for one in found if one and one.is_set)
    if known:
        yield Headline(known[0].title, known)
