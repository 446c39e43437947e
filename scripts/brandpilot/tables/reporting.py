"""What pilots report every year: tasks, measures, evaluations, incidents, activities (指南四(五))."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone

from brandpilot.findings import Json
from brandpilot.records import Record
from brandpilot.tables.columns import Missing
from brandpilot.tables.frame import Cell, Row
from brandpilot.tables.source import APPLICATION, REPORT, Source

_SHANGHAI = timezone(timedelta(hours=8))
"""Without summer time since 1991."""


def reports(source: Source) -> Iterator[Row]:
    """One row an annual report; `received_date` is the server's day, where the report came by a merge."""
    for record, data in source.each(REPORT):
        yield {
            **_of(record),
            "path": record.path,
            "date": data["date"],
            "received_date": _received(source, record),
            "evaluation_held": data["evaluation"]["held"],
            "incident_count": len(data["incidents"]),
            "activity_count": len(data["activities"]),
            "planned_cny10k": data["funds"]["planned_cny10k"],
            "spent_cny10k": data["funds"]["spent_cny10k"],
            "experience": data["experience"],
            "office": data["office"],
        }


def evaluations(source: Source) -> Iterator[Row]:
    """What each report says of the evaluation of the year (指南三(七))."""
    for record, data in source.each(REPORT):
        told = data["evaluation"]
        held = told["held"]
        yield {
            **_of(record),
            "held": held,
            **{key: told[key] for key in ("date", "method", "result")},
            "measures": told["measures"] or (Missing.NOT_REPORTED if held else None),
        }


def tasks(source: Source) -> Iterator[Row]:
    """The tasks as each report tells them (指南四(四))."""
    for record, data in source.each(REPORT):
        for number, task in enumerate(data["tasks"], 1):
            yield {
                **_of(record),
                "number": number,
                "task_code": task["task"],
                "status_code": task["status"],
                "done_share": task["share_done_pct"],
                "what": task["what"],
                "evidence": task["evidence"],
                "reason": task["reason"],
            }


def measures(source: Source) -> Iterator[Row]:
    """The measures as planned by every application and as told by every report (指南三)."""
    for record, data in source.each(APPLICATION, REPORT):
        stage = "plan" if record.kind == APPLICATION else "report"
        told = (data["plan"] if stage == "plan" else data)["tasks"]
        rows = ((task["task"], measure) for task in told for measure in task["measures"])
        for number, (task, measure) in enumerate(rows, 1):
            yield {
                "path": record.path,
                **_of(record),
                "number": number,
                "stage": stage,
                "task_code": task,
                "measure_code": measure["measure"],
                "status_code": measure["status"],
                "what": measure["what"],
            }


def incidents(source: Source) -> Iterator[Row]:
    """The accidents that each report tells of (指南三(五))."""
    for record, number, one in _rows(source, "incidents"):
        yield {
            **_of(record),
            "number": number,
            "kind_code": one["kind"],
            **{key: one[key] for key in ("date", "account", "handling")},
        }


def activities(source: Source) -> Iterator[Row]:
    """The activities that each report tells of."""
    for record, number, one in _rows(source, "activities"):
        keys = ("date", "name", "what")
        yield {**_of(record), "number": number, **{key: one[key] for key in keys}}


def demonstration_conditions(source: Source) -> Iterator[Row]:
    """The conditions as a demonstration application declares them (陕西2015)."""
    for record, data in source.each("demonstration-application"):
        for number, one in enumerate(data["conditions"], 1):
            yield {
                "path": record.path,
                "dossier_id": record.dossier,
                "number": number,
                "date": data["date"],
                "condition_code": one["condition"],
                **{key: one[key] for key in ("met", "what", "evidence")},
            }


def _of(record: Record) -> dict[str, Cell]:
    return {"dossier_id": record.dossier, "year": record.year}


def _rows(source: Source, field: str) -> Iterator[tuple[Record, int, Mapping[str, Json]]]:
    for record, data in source.each(REPORT):
        for number, one in enumerate(data[field], 1):
            yield record, number, one


def _received(source: Source, record: Record) -> Cell:
    decision = source.register.decision_of(record)
    seen = decision.get("proof", "pull", "first_seen_at") if decision else None
    return datetime.fromisoformat(seen).astimezone(_SHANGHAI).date().isoformat() if seen else None
