"""Where everything stands written, who decided it, and how it changed."""

from collections.abc import Iterator, Mapping

from brandpilot.course import is_irregular
from brandpilot.findings import Json
from brandpilot.layout import DECISION, RECOMMENDATION, place_of
from brandpilot.privacy import mask
from brandpilot.records import Record
from brandpilot.tables.columns import Missing
from brandpilot.tables.filing import merge
from brandpilot.tables.frame import Cell, Row
from brandpilot.tables.source import Source


def records(source: Source) -> Iterator[Row]:
    """One row a file of a dossier; one that came by a merge which broke a rule does not count."""
    for dossier in source.register.dossiers:
        for record in dossier.records:
            yield {
                "path": record.path,
                "dossier_id": dossier.id,
                "kind_code": record.kind,
                "title": source.titles[record.data["schema"]],
                "year": record.year,
                "number": record.number,
                "date": record.date,
                "schema": record.data["schema"],
                "sha256": record.sha256,
                "counts": source.register.counts(record),
            }


def decisions(source: Source) -> Iterator[Row]:
    """One row for each decision on a file, recommendations apart."""
    for own in source.register.decisions.values():
        for record in own:
            if record.kind == DECISION:
                yield _decision(record)


def press_figures(source: Source) -> Iterator[Row]:
    """Figures of the press, of which nobody vouches."""
    for record, data in source.each("press-figures"):
        for number, one in enumerate(data["figures"], 1):
            yield {
                "path": record.path,
                "dossier_id": record.dossier,
                "number": number,
                "year": record.year,
                **{key: one[key] for key in ("name", "value", "unit", "note")},
                "source_url": one["source"]["url"],
                "source_title": one["source"]["title"],
                "confidence_code": one["source"]["confidence"],
            }


def sources(source: Source) -> Iterator[Row]:
    """The sources of imported history, of records and of notices."""
    for path, data in _files(source):
        for number, one in enumerate(data.get("sources") or (), 1):
            yield {
                "path": path,
                "number": number,
                "url": one["url"],
                "title": one["title"],
                "source_number": one["number"],
                "confidence_code": one["confidence"],
            }


def changes(source: Source) -> Iterator[Row]:
    """One row for each box that a commit changed; personal data is masked, whoever put it there.

    Who changed it is told by the decision on that merge: a login and an office, never an address.
    """
    by_merge = {
        (path, record.get("proof", "merge", "commit")): record
        for path, own in source.register.decisions.items()
        for record in own
        if record.get("proof")
    }
    for change in source.changes:
        decision = by_merge.get((change.path, change.commit))
        yield {
            "commit": change.commit,
            "at": change.at,
            "dossier_id": change.dossier,
            "path": change.path,
            "number": change.number,
            "change_code": change.kind,
            "pointer": change.pointer or None,
            "field": _field(source, change.path, change.pointer),
            "old": None if change.old is None else mask(change.old),
            "new": None if change.new is None else mask(change.new),
            "by_login": decision.get("proof", "pull", "author", "login") if decision else None,
            "by_authority_id": _authority(decision),
        }


def _files(source: Source) -> Iterator[tuple[str, Mapping[str, Json]]]:
    yield from ((notice.path, notice.data) for notice in source.register.notices)
    for dossier in source.register.dossiers:
        yield from ((record.path, record.data) for record in dossier.records)


def _decision(record: Record) -> Row:
    place, data = place_of(record.path), record.data
    return {
        "path": record.path,
        "sha256": record.sha256,
        "record_path": place.decides if place else "",
        "record_sha256": data["record"]["sha256"],
        "authority_id": data["authority"],
        "date": data["date"],
        "office": data["office"],
        "opinion": data["opinion"],
        "is_irregular": is_irregular(record),
        **merge(data.get("proof")),
    }


def _authority(decision: Record | None) -> Cell:
    if decision is None:
        return Missing.NOT_FOUND
    told: str | None = decision.get("unit" if decision.kind == RECOMMENDATION else "authority")
    return told


def _field(source: Source, path: str, pointer: str) -> str | None:
    """Name a box by the titles of the newest form of its kind."""
    place = place_of(path)
    kind = place.kind if place else ""
    named = (form.title_at(pointer) for form in source.forms_of(kind))
    return next(filter(None, named), None) if pointer else None
