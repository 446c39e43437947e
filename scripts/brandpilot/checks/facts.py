"""What the rules across files need of one file: few and small values, so that 10,000 fit."""

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from brandpilot.checks.figures import FIGURES, nodes, pack
from brandpilot.course import VERDICTS
from brandpilot.findings import Json, Mark, NodePath
from brandpilot.layout import Place, place_of
from brandpilot.load import Document
from brandpilot.schema import EACH

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
_PRINTED = (("application_sha256",), ("comparison",))
_DRAWS = ("draws",)
_OF_CHANGE = (("change",), ("heard", "notified_date"), ("successor",), ("to_unit",))
EASED = (
    "opinion_date",
    "paper_date",
    "paper_copies",
    "quota",
    "notice_working_days",
    "hearing_working_days",
    "demonstration_reports",
)
"""Settings of a call by which a unit might make it easier for its own clusters."""
_NAMED = (("cluster", "name"),)
_PROOF = (("proof", "pull", "number"), ("proof", "merge", "commit"))
_CHANGES = (("changes",), ("changes", EACH, "old"))
KEPT: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "application": (
        ("signoff", "date"),
        ("cluster", "name"),
        ("organizer", "name"),
        ("organizer", "credit_code"),
        ("plan", "end_date"),
        ("influence", "firms", EACH, "name"),
    ),
    "notice": (
        ("kind",),
        ("implements",),
        ("published_date",),
        ("designation", "count"),
        ("designation", "call"),
        _NOTICED,
        *(("call", key) for key in EASED),
    ),
    "designation": _NAMED,
    "demonstration": _NAMED,
    "decision": (*_PROOF, ("record", "file"), ("record", "sha256")),
    "reviewers": (("recusals", EACH, "dossier"),),
    "recommendation": (
        *_PROOF,
        ("unit",),
        ("application", "file"),
        ("application", "sha256"),
        ("rank",),
    ),
    "paper-unit": _PRINTED,
    "paper-ministry": _PRINTED,
    "expert-panel": (("experts",), ("declarations",), _DRAWS),
    "expert-review": (("scores", EACH, "expert"), ("scores", EACH, "status")),
    "annual-report": (("year",),),
    "plan-revision": _CHANGES,
    "correction": (("record",), ("voids_recommendation",), *_CHANGES),
    "status-change-unit": _OF_CHANGE,
    "status-change-ministry": _OF_CHANGE,
    "supervision": (("pilots", EACH, "dossier"),),
}
"""Fields that a rule across files or the course of a dossier reads, by kind of record.

Of one with `*` a list is kept, an item for each row, and the place of each.
"""


@dataclass(frozen=True, slots=True)
class Facts:
    """One file's facts; `values` and `marks` go by field, `sha256` is the digest of its bytes.

    `quoted` are the values that other records quote of this one, by pointer; None where nobody
    has looked.
    """

    path: str
    place: Place
    schema: str
    values: Mapping[tuple[str, ...], Json]
    marks: Mapping[NodePath, Mark]
    sha256: str = ""
    quoted: Mapping[str, Json] | None = None

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
        value = _value(sound, field)
        if value is not None:
            values[field] = value
            marks |= {node: document.mark(node) for node in _nodes(field, value)}
    if (proof := sound.get("proof")) is not None:
        values |= _summed_up(proof)
    marks[()] = document.mark(())
    if _NOTICED in values:
        told = values[_NOTICED]
        rows = ((*_NOTICED, "clusters", at) for at, _ in enumerate(told.get("clusters") or ()))
        marks |= {node: document.mark(node) for node in ((*_NOTICED, "call"), *rows)}
    if _DRAWS in values:
        below = ((node, mark) for node, mark in document.marks.items() if node[:1] == _DRAWS)
        marks.update(below)
    if place.kind == "notice" and (batch := (sound.get("designation") or {}).get("batch")):
        values[("batch",)] = batch
    if (figures := pack(place.kind, sound)) is not None:
        values[FIGURES] = figures
        marks |= {node: document.mark(node) for node in nodes(place.kind, sound)}
    return Facts(document.path, place, document.schema, values, marks, document.sha256)


def _summed_up(proof: Mapping[str, Json]) -> dict[tuple[str, ...], Json]:
    """Give of a proof its digest, and of its verdicts, of which there are dozens, which there are."""
    told = json.dumps(proof, sort_keys=True).encode()
    verdicts = _value(proof, VERDICTS[1:])
    return {
        ("proof",): sha256(told).hexdigest(),
        VERDICTS: tuple(sys.intern(one) for one in dict.fromkeys(verdicts) if one),
    }


def _value(data: Json, field: tuple[str, ...]) -> Json:
    for at, key in enumerate(field):
        if key == EACH:
            rows = data if isinstance(data, list) else ()
            return [_value(row, field[at + 1 :]) for row in rows]
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _nodes(field: tuple[str, ...], value: Json) -> Iterable[NodePath]:
    """Give the places of a kept field: of the list and of each of its rows where it has some."""
    if EACH not in field:
        return (field,)
    before, after = field[: field.index(EACH)], field[field.index(EACH) + 1 :]
    rows: list[NodePath] = [(*before, row, *after) for row, _ in enumerate(value)]
    return (before, *rows)
