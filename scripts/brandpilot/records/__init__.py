"""Clean documents become dossiers: the one thing that everything below reads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby

from brandpilot.course import (
    CODES,
    VOIDED,
    Course,
    Rules,
    courses,
    day_field,
    undone,
)
from brandpilot.days import is_after
from brandpilot.findings import Finding, Json
from brandpilot.layout import (
    DECISION,
    NOTICE,
    RECOMMENDATION,
    ROSTER,
    SUBMISSIONS,
    UNPLACED,
    is_permanent_id,
    path_in_dossier,
    place_of,
)
from brandpilot.load import Document
from brandpilot.records.files import Notice, Record, notice_of, record_of, value_in

__all__ = ["Dossier", "Notice", "Record", "Register", "register", "until"]


@dataclass(frozen=True, slots=True)
class Dossier:
    """All records of one cluster, oldest first; `findings` not empty means 有疑义.

    `course` is what they come to, together with the notices that speak of the cluster.
    `irregular` are the paths of what came by a merge that broke a rule and does not count. What
    says by which merge a record came stands apart, in the register.
    """

    id: str
    records: tuple[Record, ...]
    course: Course
    findings: tuple[Finding, ...] = ()
    irregular: frozenset[str] = frozenset()

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

    @property
    def counting(self) -> tuple[Record, ...]:
        """The records that count, oldest first."""
        return tuple(record for record in self.records if record.path not in self.irregular)

    def of_kind(self, kind: str) -> tuple[Record, ...]:
        """Give the records of one kind that count, oldest first."""
        return tuple(record for record in self.counting if record.kind == kind)


@dataclass(frozen=True)
class Register:
    """The whole tree as published: dossiers by id, notices by id.

    `yearly` are the files of units and experts that count. `doubts` are the findings that kept a
    file out that belongs to no dossier. `decisions` are what the harvest wrote of merges, by the
    path of the file decided on, the latest last: of an application its recommendations.
    `irregular` are the paths of what does not count.
    """

    dossiers: tuple[Dossier, ...]
    notices: tuple[Notice, ...]
    doubts: tuple[Finding, ...] = ()
    yearly: tuple[Record, ...] = ()
    decisions: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    irregular: frozenset[str] = frozenset()

    def decision_of(self, file: Record | Notice) -> Record | None:
        """Find the last decision or recommendation on exactly these bytes of a file."""
        own = self.decisions.get(file.path, ())
        return next((one for one in reversed(own) if _decided_sha256(one) == file.sha256), None)

    def counts(self, file: Record | Notice) -> bool:
        """Tell whether a file came by no merge that broke a rule."""
        return file.path not in self.irregular

    def notice(self, id_: str) -> Notice | None:
        """Find a notice by its id, e.g. `fujian/2017-734`."""
        return self._notices.get(id_)

    @cached_property
    def notice_data(self) -> Mapping[str, Mapping[str, Json]]:
        """The front matter of every notice that counts, by its id."""
        return {notice.id: notice.data for notice in filter(self.counts, self.notices)}

    @cached_property
    def _notices(self) -> Mapping[str, Notice]:
        return {notice.id: notice for notice in self.notices}


def register(documents: Iterable[Document], errors: Iterable[Finding], rules: Rules) -> Register:
    """Fold documents into dossiers and notices.

    A file with error findings is left out and its findings are shown with its dossier, so that
    one bad file never takes the others from the public (有疑义). Two stay although they have
    some: a recommendation that a changed application has voided, for that it is void is what the
    public is to see; and a notice that comes out of order for one of the clusters that it names.
    """
    by_path: dict[str, list[Finding]] = {}
    for error in errors:
        by_path.setdefault(error.path, []).append(error)
    left_out = {path for path, own in by_path.items() if not _stays(path, own)}
    records: list[Record] = []
    yearly: list[Record] = []
    decisions: list[Record] = []
    notices: list[Notice] = []
    for document in documents:
        place = document.place
        if place is None or place.kind == ROSTER or document.path in left_out:
            continue  # who may decide is no record of what was decided
        if place.kind == NOTICE:
            notices.append(notice_of(document, place))
            continue
        record = record_of(document, place, rules.table)
        home = records if place.is_in_dossier else yearly
        (decisions if place.kind == DECISION else home).append(record)
    notices.sort(key=lambda notice: notice.id)
    yearly.sort(key=lambda record: record.path)
    irregular = undone((*records, *yearly, *decisions, *notices))
    dossiers = _dossiers(records, notices, _doubts(by_path), rules, irregular)
    elsewhere = tuple(
        finding
        for path, found in sorted(by_path.items())
        if (place := place_of(path)) and not place.is_in_dossier
        for finding in found
    )
    return Register(
        dossiers,
        tuple(notices),
        elsewhere,
        tuple(record for record in yearly if record.path not in irregular),
        _by_file((*decisions, *records)),
        irregular,
    )


def until(
    documents: Iterable[Document], errors: Iterable[Finding], as_of: date
) -> tuple[tuple[Document, ...], tuple[Finding, ...]]:
    """Leave out what is dated later than a day, and what was found in it, as if it were not there.

    A file that could not be read, or whose day is not known, stays: nobody can say that it is
    from later. A decision goes with the file that it decides on: by its own day, what did not
    count would have counted until then.
    """
    documents = tuple(documents)
    later = {one.path for one in documents if _is_dated_after(one, as_of.isoformat())}
    later |= {one.path for one in documents if one.place and one.place.decides in later}
    return (
        tuple(one for one in documents if one.path not in later),
        tuple(one for one in errors if one.path not in later),
    )


def _is_dated_after(document: Document, day: str) -> bool:
    place = document.place
    if place is None or place.kind == DECISION:
        return False
    said = value_in(document.data, day_field(place.kind))
    if place.kind == NOTICE:
        said = said or document.data.get("published_date")
    return isinstance(said, str) and is_after(said, day)


def _stays(path: str, errors: Iterable[Finding]) -> bool:
    place = place_of(path)
    is_notice = place is not None and place.kind == NOTICE
    return {one.code for one in errors} <= (CODES if is_notice else {VOIDED})


def _dossiers(
    records: list[Record],
    notices: Sequence[Notice],
    doubts: Mapping[str, tuple[Finding, ...]],
    rules: Rules,
    irregular: frozenset[str],
) -> tuple[Dossier, ...]:
    records.sort(key=lambda record: (record.dossier, record.order))
    grouped = {id_: tuple(own) for id_, own in groupby(records, key=lambda record: record.dossier)}
    all_of_them = {id_: grouped.get(id_, ()) for id_ in sorted({*grouped, *doubts})}
    made = courses(all_of_them, notices, rules, irregular)
    return tuple(
        Dossier(id_, own, made[id_], doubts.get(id_, ()), irregular)
        for id_, own in all_of_them.items()
    )


def _by_file(records: Iterable[Record]) -> dict[str, tuple[Record, ...]]:
    """Group recommendations and decisions by the path of what was decided on, the latest last."""
    found: dict[str, list[Record]] = {}
    for record in sorted(records, key=lambda record: record.number):
        if path := _decided_path(record):
            found.setdefault(path, []).append(record)
    return {path: tuple(own) for path, own in found.items()}


def _decided_path(record: Record) -> str:
    if record.kind == RECOMMENDATION:
        return path_in_dossier(record.dossier, str(record.get("application", "file")))
    place = place_of(record.path)
    return place.decides if place else ""


def _decided_sha256(record: Record) -> Json:
    named = "application" if record.kind == RECOMMENDATION else "record"
    return record.get(named, "sha256")


def _doubts(by_path: Mapping[str, list[Finding]]) -> dict[str, tuple[Finding, ...]]:
    """Group error findings by the dossier in whose folder their file lies."""
    doubts: dict[str, list[Finding]] = {}
    for path, found in sorted(by_path.items()):
        match path.split("/"):
            case [folder, unit, cluster, _] if folder == SUBMISSIONS and is_permanent_id(cluster):
                doubts.setdefault(f"{unit}/{cluster}", []).extend(found)
    return {id_: tuple(found) for id_, found in doubts.items()}
