"""What became of the clusters: designations, changes of status, corrections."""

from collections.abc import Iterator

from brandpilot.findings import Json
from brandpilot.tables.columns import Missing
from brandpilot.tables.frame import Row
from brandpilot.tables.source import Source, amendments

_CHANGES = ("status-change-unit", "status-change-ministry")


def designations(source: Source) -> Iterator[Row]:
    """One row a designation as a pilot or as a demonstration zone, history included."""
    for record, data in source.each("designation", "demonstration"):
        yield {
            "path": record.path,
            "dossier_id": record.dossier,
            "kind_code": record.kind,
            "origin_code": data["origin"],
            "date": data["date"],
            "year": record.year,
            "batch": data["batch"],
            "document_id": data["document"],
            "document_number": data["number"],
            "cluster_name": data["cluster"]["name"],
            **{key: data["cluster"][key] for key in ("industry", "province", "city", "county")},
            "organizer_name": data["organizer"],
            "note": data["note"],
        }


def status_changes(source: Source) -> Iterator[Row]:
    """One row a change of status, by the unit or by the ministry (指南五(一))."""
    for record, data in source.each(*_CHANGES):
        heard = data.get("heard")
        told = heard or {}
        yield {
            "path": record.path,
            "dossier_id": record.dossier,
            "decided_by": record.kind.removeprefix("status-change-"),
            "change_code": data["change"],
            "date": data["date"],
            "cause": data["cause"],
            "basis": data["basis"],
            "document_number": data["document"],
            "term_date": data.get("term_date"),
            "notified_date": told.get("notified_date"),
            "heard_date": told.get("heard_date") or (Missing.NOT_REPORTED if heard else None),
            "to_unit_id": data.get("to_unit"),
            "successor_id": data.get("successor"),
            "new_name": data.get("new_name"),
            "new_organizer": data.get("organizer"),
        }


def corrections(source: Source) -> Iterator[Row]:
    """One row for each value that a correction or a revision of the plan replaced."""
    for dossier in source.register.dossiers:
        for record, amended in amendments(dossier):
            for number, change in enumerate(record.data["changes"], 1):
                yield {
                    "path": record.path,
                    "dossier_id": dossier.id,
                    "kind_code": record.kind,
                    "number": number,
                    "date": record.date,
                    "record_path": amended or None,
                    "pointer": change["pointer"],
                    "old": spelled(change["old"]),
                    "new": spelled(change["new"]),
                    "why": change.get("why") or record.get("reason"),
                }


def spelled(value: Json) -> str:
    """Spell a value as a file spells it."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)
