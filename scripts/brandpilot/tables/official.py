"""Official documents: notices, calls and what they set, public notices, objections, the units."""

from collections.abc import Iterator, Mapping

from brandpilot.findings import Json
from brandpilot.tables.columns import Missing
from brandpilot.tables.frame import Row
from brandpilot.tables.source import Source

_PLAIN_SETTINGS = (
    *("form", "online_date", "opinion_date", "paper_date", "annual_report_due", "paper_copies"),
)
_DAYS = (
    *("notice_working_days", "objection_working_days", "hearing_working_days"),
    "demonstration_reports",
)


def notices(source: Source) -> Iterator[Row]:
    """One row a document; one that came by a merge which broke a rule does not count."""
    for notice in source.register.notices:
        links = notice.data["links"]
        yield {
            "notice_id": notice.id,
            "kind_code": notice.data["kind"],
            "issuer_id": notice.data["issuer"],
            **{key: notice.data[key] for key in ("issuer_name", "number", "title")},
            "date": notice.data["date"],
            "published_date": notice.data["published_date"],
            "implements_id": notice.data["implements"],
            "url": links[0]["url"] if links else None,
            "counts": source.register.counts(notice),
            "sha256": notice.sha256,
        }


def calls(source: Source) -> Iterator[Row]:
    """One row a call that counts; a setting that it leaves open is that of the superior call."""
    for id_, call in source.calls.items():
        quota, period = call.get("quota") or {}, call.get("period_years") or {}
        yield {
            "notice_id": id_,
            "issuer_id": call["issuer"],
            "year": call["year"],
            **{key: call.get(key) for key in _PLAIN_SETTINGS},
            "quota_min": quota.get("min"),
            "quota_max": quota.get("max"),
            "ranking": call.get("ranking"),
            "expert_count": (call.get("expert_review") or {}).get("per_cluster"),
            "period_min": period.get("min"),
            "period_max": period.get("max"),
            **{key: call.get(key) for key in _DAYS},
        }


def public_notices(source: Source) -> Iterator[Row]:
    """One row for each cluster that a public notice names (指南四(三))."""
    for notice, told in _public(source):
        for number, row in enumerate(told["clusters"], 1):
            yield {
                "notice_id": notice,
                "number": number,
                "dossier_id": row["dossier"],
                "name": row["name"],
                "call_id": told["call"],
                "start_date": told["start_date"],
                "end_date": told["end_date"],
            }


def objections(source: Source) -> Iterator[Row]:
    """One row an objection: its number and what became of it; never who objected."""
    for notice, told in _public(source):
        for row in told["objections"]:
            yield {
                "notice_id": notice,
                "number": row["number"],
                "received_date": row["received_date"],
                "dossier_id": row["dossier"],
                "matter_code": row["about"],
                "closed_date": row["closed_date"],
                "outcome_code": row["outcome"],
            }


def units(source: Source) -> Iterator[Row]:
    """The recommending units (指南四(一))."""
    for row in source.codelists["units"].rows:
        yield {
            "unit_id": row["code"],
            "name": row["name"],
            "kind_code": row["kind"],
            "division_code": row["division"] or Missing.NOT_APPLICABLE,
            "parent_id": row["parent"] or Missing.NOT_APPLICABLE,
        }


def _public(source: Source) -> Iterator[tuple[str, Mapping[str, Json]]]:
    for id_, data in source.register.notice_data.items():
        if data.get("public_notice"):
            yield id_, data["public_notice"]
