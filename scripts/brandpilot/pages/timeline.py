"""A cluster's way as its page tells it: every record, every public notice, and what followed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from brandpilot.course import Event, Taken
from brandpilot.course.events import events_of
from brandpilot.course.following import HISTORY_OVER
from brandpilot.lifecycle import unit_by
from brandpilot.messages import Entry as Rule
from brandpilot.pages.boxes import Box, box, boxes, leaves
from brandpilot.pages.clusters import UNPLACED_UNIT, Cluster
from brandpilot.pages.decided import PROOF, Decided, decided
from brandpilot.pages.edition import Edition
from brandpilot.pages.facts import Derived, Fact, sheet, when
from brandpilot.pages.headlines import Headline, Headlines, headlines, kind_name
from brandpilot.pages.notices import Reference, address
from brandpilot.pages.public import TOLD, Objection, objections
from brandpilot.records import Notice, Record

_DOCUMENTS = ("call", "document")
"""Boxes that name a notice by its id."""
_FILINGS = ("application", "demonstration-application")
"""Kinds whose call is told; what follows in the same procedure rests on the same one."""
_UNTOLD = ("origin", *_DOCUMENTS, "note", "date")
"""Boxes that are no reason to show a record in full: they stand elsewhere, or say nothing more."""
_MERGED = ("notice-over", "objections-opened")
"""Two events of one day that are told as one: the first says nothing that the second does not."""
_IMPORTED = "imported"
_SHORT = 40
"""Boxes of a record that is shown in full on its cluster's page; a longer one has a page of its own."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One step of the way.

    `told` is what a record says; where it says more, `full` is all of it, and `page` the address
    (without suffix) of the page that shows it, if it is long. `amended` are the titles of
    the boxes that a correction or revision changes, by the place that names them. `notice` is what a public
    notice, or what only followed, rests on. `became` is the state that the step led to, where that
    changed; `refusal` why the step did not count.
    """

    day: Fact | Derived
    title: str
    kind: str
    by: str = ""
    record: Record | None = None
    told: Headlines | None = None
    documents: tuple[tuple[str, Reference], ...] = ()
    full: tuple[Box, ...] = ()
    page: str = ""
    amended: Mapping[str, str] = field(default_factory=dict)
    notice: Reference | None = None
    period: tuple[Fact, Fact] | None = None
    objections: tuple[Objection, ...] = ()
    became: tuple[str, str] | None = None
    refusal: Rule | None = None
    decided: Decided | None = None

    @property
    def sheet(self) -> Fact | None:
        """The whole record."""
        return sheet(self.record) if self.record else None

    @property
    def anchor(self) -> str:
        """Its place on the page; '' for what is no record."""
        return anchor(self.record) if self.record else ""

    @property
    def missing(self) -> tuple[Headline, ...]:
        """What the sources of a record of the past do not say."""
        if self.told is None or self.record is None or self.record.get("origin") != _IMPORTED:
            return ()
        return tuple(fact for fact in self.told.facts if not fact.boxes)


def timeline(
    cluster: Cluster, edition: Edition, clusters: Mapping[str, Cluster]
) -> tuple[Entry, ...]:
    """Tell the whole way, oldest first; what only follows from others is told once it has come."""
    happened = [
        (taken.event.day, _entry(taken, cluster, edition, clusters))
        for taken in _told(cluster.dossier.course.taken(edition.as_of))
    ]
    told = {entry.record.path for _, entry in happened if entry.record}
    rest = [
        (record.order[1], _recorded(record, cluster, edition))
        for record in cluster.records
        if record.path not in told
    ]
    return tuple(entry for _, entry in sorted((*happened, *rest), key=lambda pair: pair[0]))


def _told(course: Iterable[Taken]) -> Iterator[Taken]:
    """Yield what of a course is told; two events that are one to a reader as one."""
    held: Taken | None = None
    for taken in course:
        if taken.event.name == HISTORY_OVER:
            continue  # its day is a guess, which no page may show
        if held and (held.event.name, taken.event.name) == _MERGED:
            yield replace(taken, before=held.before)
            held = None
            continue
        if held:
            yield held
        held = taken
    if held:
        yield held


def decisions_page(cluster: Cluster) -> str:
    """Give the address of the page of all decisions on a cluster, without suffix."""
    return f"{cluster.page}/decisions"


def record_page(record: Record, cluster: Cluster, full: Iterable[Box]) -> str:
    """Give the address of a long record's own page, without suffix; '' for one that has none."""
    if not cluster.page or sum(1 for _ in leaves(full)) <= _SHORT:
        return ""
    return f"{cluster.page}/{_name(record)}"


def anchor(record: Record) -> str:
    """Name a record's place on its cluster's page."""
    return f"记录-{_name(record)}"


def _name(record: Record) -> str:
    return record.path.rpartition("/")[2].removesuffix(".yaml")


def _entry(
    taken: Taken, cluster: Cluster, edition: Edition, clusters: Mapping[str, Cluster]
) -> Entry:
    """Tell of an event that came to pass, or was refused."""
    event, table = taken.event, edition.table
    state = table.states[taken.after.state]
    became = (state.code, state.name) if state.code != taken.before.state else None
    if isinstance(event.file, Record) and not table.events[event.name].derived:
        refusal = edition.catalogue[taken.refusal.code] if taken.refusal else None
        return _recorded(event.file, cluster, edition, became, refusal)
    return _followed(event, became, cluster, edition, clusters)


def _recorded(
    record: Record,
    cluster: Cluster,
    edition: Edition,
    became: tuple[str, str] | None = None,
    refusal: Rule | None = None,
) -> Entry:
    """Tell of a record."""
    form, content = edition.forms[record.data["schema"]], sheet(record)
    told = headlines(record.kind, form, content)
    full = tuple(one for one in boxes(form.schema, content) if one.name != PROOF)
    is_told = bool(content.at("sources")) or not _says_more(full, told)
    page = "" if is_told else record_page(record, cluster, full)
    event = next(events_of((record,), edition.table), None)
    return Entry(
        when(record),
        kind_name(form),
        record.kind,
        _by(event, cluster, edition) if event else "",
        record=record,
        told=told,
        documents=tuple(documents(record, edition)),
        full=() if is_told else full,
        page=page,
        amended=dict(_amended(record, cluster, edition)),
        became=became,
        refusal=refusal,
        decided=decided(record, edition, decisions_page(cluster)) if cluster.page else None,
    )


def _followed(
    event: Event,
    became: tuple[str, str] | None,
    cluster: Cluster,
    edition: Edition,
    clusters: Mapping[str, Cluster],
) -> Entry:
    """Tell of a public notice, or of what followed from a file."""
    kind = edition.table.events[event.name]
    if not isinstance(event.file, Notice):
        return Entry(day_of(event), kind.name, event.name, became=became)
    content = sheet(event.file)
    named = Reference(address(event.file), content.at("title"))
    if kind.derived:
        return Entry(day_of(event), kind.name, event.name, notice=named, became=became)
    form = edition.forms[event.file.data["schema"]]
    return Entry(
        day_of(event),
        kind.name,
        event.name,
        _by(event, cluster, edition),
        notice=named,
        period=(content.at(TOLD, "start_date"), content.at(TOLD, "end_date")),
        objections=objections(event.file, form, clusters, cluster.dossier.id),
        became=became,
    )


def _by(event: Event, cluster: Cluster, edition: Edition) -> str:
    """Say who acts: the office in charge, by the table of states, and which unit it was that day."""
    actor = edition.table.events[event.name].actor
    name = edition.table.actors[actor]
    if actor != "unit":
        return name
    home = unit_by(cluster.dossier, event.day)
    unit = edition.codelists["units"].names.get(home, UNPLACED_UNIT)
    return f"{name}（{unit}）"


def documents(record: Record, edition: Edition) -> Iterator[tuple[str, Reference]]:
    """Yield the notices that a record rests on; one that is not held here has no page."""
    form, content = edition.forms[record.data["schema"]], sheet(record)
    for node in _DOCUMENTS if record.kind in _FILINGS else _DOCUMENTS[1:]:
        found = box(form, content, (node,))
        if found is not None and found.is_set:
            notice = edition.register.notice(found.fact.text)
            if notice:
                yield found.title, Reference(address(notice), sheet(notice).at("title"))
            else:
                yield found.title, Reference("", found.fact)


def _amended(record: Record, cluster: Cluster, edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield where a change names a box, and that box's title in the form of what is changed."""
    named = record.get("record") or "application"
    changed = [one for one in cluster.records if named in (one.path.rpartition("/")[2], one.kind)]
    for one in sheet(record).at("changes").items() if changed else ():
        place = one.at("pointer")
        yield place.place, edition.forms[changed[-1].data["schema"]].title_at(place.text)


def _says_more(full: Iterable[Box], told: Headlines) -> bool:
    """Tell whether a record holds anything that the headlines leave out."""
    rest = (one for one in leaves(full) if one.is_set and one.fact.place not in told.places)
    return any(one.fact.node and one.fact.node[-1] not in _UNTOLD for one in rest)


def day_of(event: Event) -> Fact | Derived:
    """Give the day of an event as the box of its file that bears it, else as reckoned."""
    if isinstance(event.file, Record):
        own = when(event.file)
        if own.text == event.day:
            return own
    if isinstance(event.file, Notice):
        content = sheet(event.file)
        closed = (one.at("closed_date") for one in content.at(TOLD, "objections").items())
        days = content.at(TOLD, "start_date"), content.at("date"), content.at("published_date")
        for day in (*days, *closed):
            if day.text == event.day:
                return day
    return Derived(f"day:{event.name}:{event.file.path}", event.day)
