"""Clean documents become dossiers: the one thing that everything below reads."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby

from brandpilot.course import (
    CODES,
    VOIDED,
    Course,
    Rules,
    Table,
    courses,
    day_field,
    effective_day,
    undone,
)
from brandpilot.days import is_after
from brandpilot.findings import Finding, Json
from brandpilot.layout import SUBMISSIONS, UNPLACED, Place, is_permanent_id, place_of
from brandpilot.load import Document
from brandpilot.schema import EACH


@dataclass(frozen=True, slots=True)
class Record:
    """One file of a dossier, or of a unit's or the experts' yearly ones.

    `year` is None, and `date` too, where no source names them. `place` is its kind's among those
    of one day, by the table of states; `sha256` is the hex digest of the file's bytes.
    """

    path: str
    kind: str
    dossier: str
    year: int | None
    number: int
    date: str | None
    data: Mapping[str, Json]
    place: int = 0
    sha256: str = ""

    @property
    def home(self) -> str:
        """The dossier, as the course of a dossier asks for it."""
        return self.dossier

    @property
    def order(self) -> tuple[bool, str, int, int, str]:
        """Sort key: undated history first, then by day (or year), then by step."""
        when = self.date or (str(self.year) if self.year else "")
        return bool(when), when, self.place, self.number, self.path

    def get(self, *field: str) -> Json:
        """Give the value of a field; None where it is absent or null."""
        return _value(self.data, field)


@dataclass(frozen=True, slots=True)
class Dossier:
    """All records of one cluster, oldest first; `findings` not empty means 有疑义.

    `course` is what they come to, together with the notices that speak of the cluster.
    """

    id: str
    records: tuple[Record, ...]
    course: Course
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
    sha256: str = ""

    @property
    def kind(self) -> str:
        """Kind of record."""
        return "notice"

    @property
    def home(self) -> str:
        """Its id, as the course of a dossier asks for it."""
        return self.id

    @property
    def year(self) -> int:
        """Year that the file's name bears."""
        return int(self.id.partition("/")[2][:4])

    @property
    def number(self) -> int:
        """Notices are not numbered within a year."""
        return 1

    def get(self, *field: str) -> Json:
        """Give the value of a field; None where it is absent or null."""
        return _value(self.data, field)


@dataclass(frozen=True)
class Register:
    """The whole tree as published: dossiers by id, notices by id.

    `yearly` are the files of units and experts. `doubts` are the findings that kept a file out
    that belongs to no dossier.
    """

    dossiers: tuple[Dossier, ...]
    notices: tuple[Notice, ...]
    doubts: tuple[Finding, ...] = ()
    yearly: tuple[Record, ...] = ()

    def notice(self, id_: str) -> Notice | None:
        """Find a notice by its id, e.g. `fujian/2017-734`."""
        return self._notices.get(id_)

    @cached_property
    def notice_data(self) -> Mapping[str, Mapping[str, Json]]:
        """The front matter of every notice, by its id."""
        return {notice.id: notice.data for notice in self.notices}

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
    notices: list[Notice] = []
    for document in documents:
        place = document.place
        if place is None or document.path in left_out:
            continue
        if place.kind == "notice":
            notices.append(_notice(document, place))
        else:
            record = _record(document, place, rules.table)
            (records if place.is_in_dossier else yearly).append(record)
    notices.sort(key=lambda notice: notice.id)
    yearly.sort(key=lambda record: record.path)
    irregular = undone((*records, *yearly, *notices))
    dossiers = _dossiers(records, notices, _doubts(by_path), rules, irregular)
    elsewhere = tuple(
        finding
        for path, found in sorted(by_path.items())
        if (place := place_of(path)) and not place.is_in_dossier
        for finding in found
    )
    return Register(dossiers, tuple(notices), elsewhere, tuple(yearly))


def until(
    documents: Iterable[Document], errors: Iterable[Finding], as_of: date
) -> tuple[tuple[Document, ...], tuple[Finding, ...]]:
    """Leave out what is dated later than a day, and what was found in it, as if it were not there.

    A file that could not be read, or whose day is not known, stays: nobody can say that it is
    from later.
    """
    documents = tuple(documents)
    later = {one.path for one in documents if _is_dated_after(one, as_of.isoformat())}
    return (
        tuple(one for one in documents if one.path not in later),
        tuple(one for one in errors if one.path not in later),
    )


def _is_dated_after(document: Document, day: str) -> bool:
    place = document.place
    if place is None:
        return False
    said = _value(document.data, day_field(place.kind))
    if place.kind == "notice":
        said = said or document.data.get("published_date")
    return isinstance(said, str) and is_after(said, day)


def _stays(path: str, errors: Iterable[Finding]) -> bool:
    place = place_of(path)
    is_notice = place is not None and place.kind == "notice"
    return {one.code for one in errors} <= (CODES if is_notice else {VOIDED})


def _record(document: Document, place: Place, table: Table) -> Record:
    record = Record(
        document.path,
        place.kind,
        place.dossier,
        place.year,
        place.number,
        None,
        document.data,
        table.order_of_kind(place.kind),
        document.sha256,
    )
    return replace(record, date=effective_day(record))


def _notice(document: Document, place: Place) -> Notice:
    return Notice(place.dossier, document.path, document.data, document.body, document.sha256)


def _dossiers(
    records: list[Record],
    notices: Sequence[Notice],
    doubts: Mapping[str, tuple[Finding, ...]],
    rules: Rules,
    irregular: Container[str],
) -> tuple[Dossier, ...]:
    records.sort(key=lambda record: (record.dossier, record.order))
    grouped = {id_: tuple(own) for id_, own in groupby(records, key=lambda record: record.dossier)}
    all_of_them = {id_: grouped.get(id_, ()) for id_ in sorted({*grouped, *doubts})}
    made = courses(all_of_them, notices, rules, irregular)
    return tuple(
        Dossier(id_, own, made[id_], doubts.get(id_, ())) for id_, own in all_of_them.items()
    )


def _value(data: Json, field: tuple[str, ...]) -> Json:
    """Give the value of a field; below `*` a list of it, row by row."""
    value: Json = data
    for at, key in enumerate(field):
        if key == EACH:
            rows = value if isinstance(value, list) else ()
            return [_value(row, field[at + 1 :]) for row in rows]
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _doubts(by_path: Mapping[str, list[Finding]]) -> dict[str, tuple[Finding, ...]]:
    """Group error findings by the dossier in whose folder their file lies."""
    doubts: dict[str, list[Finding]] = {}
    for path, found in sorted(by_path.items()):
        match path.split("/"):
            case [folder, unit, cluster, _] if folder == SUBMISSIONS and is_permanent_id(cluster):
                doubts.setdefault(f"{unit}/{cluster}", []).extend(found)
    return {id_: tuple(found) for id_, found in doubts.items()}
