"""What the rules across files need of one file: few and small values, so that 10,000 fit."""

from collections.abc import Mapping
from dataclasses import dataclass

from brandpilot.findings import Json, Mark, NodePath
from brandpilot.layout import Place, place_of
from brandpilot.load import Document

_OF_ALL = (
    ("schema",),
    ("dossier",),
    ("call",),
    ("date",),
    ("origin",),
    ("document",),
    ("batch",),
    ("number",),
)
_NOTICED = ("public_notice",)
_OF_CHANGE = (("change",), ("heard",), ("successor",))
KEPT: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "application": (
        ("signoff", "date"),
        ("cluster", "name"),
        ("organizer", "name"),
        ("organizer", "credit_code"),
        ("plan", "end_date"),
    ),
    "notice": (
        ("kind",),
        ("implements",),
        ("published_date",),
        ("designation", "count"),
        ("designation", "call"),
        _NOTICED,
    ),
    "recommendation": (("application", "file"), ("application", "sha256"), ("rank",)),
    "annual-report": (("year",),),
    "plan-revision": (("changes",),),
    "correction": (("record",), ("changes",), ("voids_recommendation",)),
    "status-change-unit": _OF_CHANGE,
    "status-change-ministry": _OF_CHANGE,
}
"""Fields that a rule across files or the course of a dossier reads, by kind of record."""


@dataclass(frozen=True, slots=True)
class Facts:
    """One file's facts; `values` and `marks` go by field, `sha256` is the digest of its bytes."""

    path: str
    place: Place
    schema: str
    values: Mapping[tuple[str, ...], Json]
    marks: Mapping[NodePath, Mark]
    sha256: str = ""

    @property
    def kind(self) -> str:
        """Kind of record, by its place."""
        return self.place.kind

    @property
    def home(self) -> str:
        """Dossier of a record, id of a notice."""
        return self.place.dossier

    @property
    def year(self) -> int | None:
        """Year that the file's name bears."""
        return self.place.year

    @property
    def number(self) -> int:
        """Which one of its kind in its year."""
        return self.place.number

    def get(self, *field: str) -> Json:
        """Give a kept field's value; None where it is absent or null."""
        return self.values.get(field)


def unread(path: str) -> Facts | None:
    """Give the facts of a file that could not be read: it is there, and nothing is known of it."""
    place = place_of(path)
    return Facts(path, place, "", {}, {(): (1, 1)}) if place else None


def facts_of(document: Document, sound: Mapping[str, Json]) -> Facts | None:
    """Extract a document's facts; None for a file outside the tree."""
    place = place_of(document.path)
    if place is None:
        return None
    values: dict[tuple[str, ...], Json] = {}
    marks: dict[NodePath, Mark] = {}
    for field in (*_OF_ALL, *KEPT.get(place.kind, ())):
        value: Json = sound
        for key in field:
            value = value.get(key) if isinstance(value, dict) else None
        if value is not None:
            values[field], marks[field] = value, document.mark(field)
    marks[()] = document.mark(())
    if _NOTICED in values:
        told = values[_NOTICED]
        rows = ((*_NOTICED, "clusters", at) for at, _ in enumerate(told.get("clusters") or ()))
        marks |= {node: document.mark(node) for node in ((*_NOTICED, "call"), *rows)}
    if place.kind == "notice" and (batch := (sound.get("designation") or {}).get("batch")):
        values[("batch",)] = batch
    return Facts(document.path, place, document.schema, values, marks, document.sha256)
