"""Files of the register: a record of a dossier, of a unit or of the experts, and a notice."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from brandpilot.course import Table, effective_day
from brandpilot.findings import Json
from brandpilot.layout import Place
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
        return value_in(self.data, field)


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
        return value_in(self.data, field)


def record_of(document: Document, place: Place, table: Table) -> Record:
    """Make a document a record, with its place among those of one day."""
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


def notice_of(document: Document, place: Place) -> Notice:
    """Make a document a notice."""
    return Notice(place.dossier, document.path, document.data, document.body, document.sha256)


def value_in(data: Json, field: tuple[str, ...]) -> Json:
    """Give the value of a field; below `*` a list of it, row by row."""
    value: Json = data
    for at, key in enumerate(field):
        if key == EACH:
            rows = value if isinstance(value, list) else ()
            return [value_in(row, field[at + 1 :]) for row in rows]
        value = value.get(key) if isinstance(value, Mapping) else None
    return value
