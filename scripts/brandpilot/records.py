"""Clean documents become dossiers: the one thing that everything below reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from brandpilot.findings import Finding, Json
from brandpilot.layout import SUBMISSIONS, UNPLACED, is_permanent_id, place_of
from brandpilot.load import Document

KIND_ORDER = ("application", "designation", "demonstration", "press-figures")
"""Records of one day stand in this order: the order of the programme's steps (指南四)."""


@dataclass(frozen=True, slots=True)
class Record:
    """One file of a dossier. `year` is None, and `date` too, where no source names them."""

    path: str
    kind: str
    dossier: str
    year: int | None
    number: int
    date: str | None
    data: Mapping[str, Json]

    @property
    def order(self) -> tuple[bool, str, int, int, str]:
        """Sort key: undated history first, then by day (or year), then by step."""
        when = self.date or (str(self.year) if self.year else "")
        return bool(when), when, KIND_ORDER.index(self.kind), self.number, self.path


@dataclass(frozen=True, slots=True)
class Dossier:
    """All records of one cluster, oldest first; `findings` not empty means 有疑义."""

    id: str
    records: tuple[Record, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def unit(self) -> str:
        """Slug of the recommending unit, or `_unplaced`."""
        return self.id.partition("/")[0]

    @property
    def cluster(self) -> str:
        """Permanent ASCII id of the cluster, unique nationwide."""
        return self.id.partition("/")[2]

    @property
    def is_placed(self) -> bool:
        """Tell whether a source names the recommending unit."""
        return self.unit != UNPLACED

    def of_kind(self, kind: str) -> tuple[Record, ...]:
        """Give the records of one kind, oldest first."""
        return tuple(record for record in self.records if record.kind == kind)


@dataclass(frozen=True, slots=True)
class Notice:
    """An official document: `data` is its front matter, `body` our own summary in Markdown."""

    id: str
    path: str
    data: Mapping[str, Json]
    body: str


@dataclass(frozen=True, slots=True)
class Register:
    """The whole tree as published: dossiers by id, notices by id.

    `doubts` are the findings that kept a notice out.
    """

    dossiers: tuple[Dossier, ...]
    notices: tuple[Notice, ...]
    doubts: tuple[Finding, ...] = ()

    def notice(self, id_: str) -> Notice | None:
        """Find a notice by its id, e.g. `fujian/2017-734`."""
        return next((notice for notice in self.notices if notice.id == id_), None)


def effective_date(document: Document) -> str | None:
    """Give the day on which a record takes effect: an application's is that of its seal."""
    if document.kind == "application":
        date: str | None = document.data["signoff"]["date"]
    else:
        date = document.data.get("date")
    return date


def register(documents: Iterable[Document], errors: Iterable[Finding]) -> Register:
    """Fold documents into dossiers and notices.

    A file with error findings is left out and its findings are shown with its dossier, so that
    one bad file never takes the others from the public (有疑义).
    """
    by_path: dict[str, list[Finding]] = {}
    for error in errors:
        by_path.setdefault(error.path, []).append(error)
    records, notices = [], []
    for document in documents:
        place = document.place
        if place is None or document.path in by_path:
            continue
        if place.kind == "notice":
            notices.append(Notice(place.dossier, document.path, document.data, document.body))
        else:
            date = effective_date(document)
            records.append(
                Record(
                    document.path,
                    place.kind,
                    place.dossier,
                    place.year,
                    place.number,
                    date,
                    document.data,
                )
            )
    records.sort(key=lambda record: (record.dossier, record.order))
    grouped = {id_: tuple(own) for id_, own in groupby(records, key=lambda record: record.dossier)}
    doubts = _doubts(by_path)
    dossiers = tuple(
        Dossier(id_, grouped.get(id_, ()), doubts.get(id_, ()))
        for id_ in sorted({*grouped, *doubts})
    )
    unpublished = tuple(
        finding
        for path, found in sorted(by_path.items())
        if (place := place_of(path)) and place.kind == "notice"
        for finding in found
    )
    published = tuple(sorted(notices, key=lambda notice: notice.id))
    return Register(dossiers, published, unpublished)


def _doubts(by_path: Mapping[str, list[Finding]]) -> dict[str, tuple[Finding, ...]]:
    """Group error findings by the dossier in whose folder their file lies."""
    doubts: dict[str, list[Finding]] = {}
    for path, found in sorted(by_path.items()):
        match path.split("/"):
            case [folder, unit, cluster, _] if folder == SUBMISSIONS and is_permanent_id(cluster):
                doubts.setdefault(f"{unit}/{cluster}", []).extend(found)
    return {id_: tuple(found) for id_, found in doubts.items()}
