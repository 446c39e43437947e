"""What offices do around the pilots: support, supervision, and what was not recommended."""

from collections import Counter
from collections.abc import Iterator

from brandpilot.calls import family
from brandpilot.layout import CLOSED, MINISTRY
from brandpilot.lifecycle import last_filed, unit
from brandpilot.rollup import board
from brandpilot.tables.columns import Missing
from brandpilot.tables.frame import Row
from brandpilot.tables.source import Source


def support(source: Source) -> Iterator[Row]:
    """One row a record of support (指南五(三))."""
    for record, data in source.each("support"):
        yield {
            "path": record.path,
            "dossier_id": record.dossier,
            "date": data["date"],
            "year": int(data["date"][:4]),
            "giver": data["giver"],
            "department_code": data["department"],
            "kind_code": data["kind"],
            "document_number": data["document"],
            "amount_cny10k": data["amount_cny10k"],
            "what": data["what"],
        }


def supervision(source: Source) -> Iterator[Row]:
    """One row for each pilot in the yearly record of a unit (指南五(一))."""
    for record in source.register.yearly:
        if record.kind == "supervision":
            for number, one in enumerate(record.data["pilots"], 1):
                yield {
                    "path": record.path,
                    "number": number,
                    "unit_id": record.data["unit"],
                    "year": record.year,
                    "dossier_id": one["dossier"],
                    **{key: one[key] for key in ("visits", "problems", "action")},
                    "date": record.data["date"],
                    "office": record.data["office"],
                    "reported_date": record.data["reported_date"],
                }


def closed_requests(source: Source) -> Iterator[Row]:
    """What was closed without a recommendation: numbers by reason, and nothing else."""
    for record in source.register.yearly:
        if record.kind == CLOSED:
            for number, one in enumerate(record.data["reasons"], 1):
                yield {
                    "path": record.path,
                    "number": number,
                    "unit_id": record.data["unit"],
                    "call_id": record.data["call"],
                    "reason_code": one["reason"],
                    "count": one["count"],
                    "date": record.data["date"],
                }


def denominators(source: Source) -> Iterator[Row]:
    """How many filed, were recommended and designated, by national call and unit.

    A provincial call that carries out a national one counts with it. Every unit has a row, so that
    none without a filing goes missing.
    """
    register, units = source.register, tuple(source.codelists["units"])
    families = {
        call: family(call, register.notice_data)
        for call in sorted(source.calls)
        if source.calls[call]["issuer"] == MINISTRY
    }
    for call, own in families.items():
        # One national call may carry out another: what is filed under it counts there alone.
        others = (families[other] for other in families if other != call and other in own)
        calls = own.difference(*others)
        designated = Counter(
            filed.unit
            for dossier in register.dossiers
            if (filed := last_filed(dossier, calls, source.as_of)) and "designation" in filed.steps
        )
        asked = [
            dossier
            for dossier in register.dossiers
            if any(one.get("call") in calls for one in dossier.of_kind("demonstration-application"))
        ]
        zones = Counter(
            unit(dossier, source.as_of) for dossier in asked if dossier.of_kind("demonstration")
        )
        asking = Counter(unit(dossier, source.as_of) for dossier in asked)
        closed = Counter[str]()
        for record in register.yearly:
            if record.kind == CLOSED and record.data["call"] in calls:
                closed[record.data["unit"]] += sum(one["count"] for one in record.data["reasons"])
        for row in board(register, units, call, source.as_of):
            least, most = row.quota or (None, None)
            yield {
                "call_id": call,
                "unit_id": row.unit,
                "filed": row.filed,
                "recommended": row.recommended,
                "designated": designated[row.unit],
                "closed": closed.get(row.unit, Missing.NOT_REPORTED),
                "demonstration_filed": asking[row.unit],
                "demonstrations": zones[row.unit],
                "quota_min": least,
                "quota_max": most,
            }
