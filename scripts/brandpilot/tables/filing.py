"""What was filed, recommended, received and reviewed before a designation (指南四(一)—(三))."""

from collections.abc import Iterator, Mapping

from brandpilot.findings import Json
from brandpilot.records import Dossier, Record
from brandpilot.tables.columns import Missing
from brandpilot.tables.frame import Cell, Row
from brandpilot.tables.source import APPLICATION, Source

_VOID = frozenset({"recommendation_void", "retracted"})


def applications(source: Source) -> Iterator[Row]:
    """One row an application, as corrected and revised so far."""
    for record, data in source.each(APPLICATION):
        economy, plan, influence = data["influence"]["economy"], data["plan"], data["influence"]
        yield {
            "path": record.path,
            "dossier_id": record.dossier,
            "call_id": data["call"],
            "date": data["signoff"]["date"],
            "organizer_name": data["organizer"]["name"],
            "cluster_name": data["cluster"]["name"],
            "park_kind_code": data["cluster"]["park_kind"],
            "cluster_output_cny100m": economy["cluster_output_cny100m"],
            "local_output_cny100m": economy["local_output_cny100m"],
            "output_year": economy["year"],
            "cluster_share": economy["share_pct"],
            "start_date": plan["start_date"],
            "end_date": plan["end_date"],
            "funds_cny10k": plan["funds"]["total_cny10k"],
            "firm_count": len(influence["firms"]),
            "trademark_count": len(influence["trademarks"]),
            "patent_count": len(influence["patents"]),
            "standard_count": len(influence["standards"]),
            "goal": plan["goal"],
        }


def plan_tasks(source: Source) -> Iterator[Row]:
    """The tasks of every application (指南三)."""
    for record, data in source.each(APPLICATION):
        for number, task in enumerate(data["plan"]["tasks"], 1):
            yield {
                "path": record.path,
                "dossier_id": record.dossier,
                "number": number,
                "task_code": task["task"],
                "present": task["present"],
                "goal": task["goal"],
                "responsible": task["responsible"],
                "funds_cny10k": task["funds_cny10k"],
            }


def milestones(source: Source) -> Iterator[Row]:
    """The milestones of every task of every application (指南四(四))."""
    for record, data in source.each(APPLICATION):
        for task_number, task in enumerate(data["plan"]["tasks"], 1):
            for number, step in enumerate(task["milestones"], 1):
                yield {
                    "path": record.path,
                    "dossier_id": record.dossier,
                    "task_number": task_number,
                    "task_code": task["task"],
                    "number": number,
                    "by_date": step["by_date"],
                    "what": step["what"],
                }


def recommendations(source: Source) -> Iterator[Row]:
    """One row a recommendation that counts, with the merge that it came by (指南四(二))."""
    for dossier in source.register.dossiers:
        void = _void(dossier)
        for record in dossier.of_kind("recommendation"):
            data = source.amended[record.path]
            yield {
                "path": record.path,
                "dossier_id": record.dossier,
                "unit_id": data["unit"],
                "call_id": data["call"],
                "date": data["date"],
                "application_path": f"{record.path.rpartition('/')[0]}/{data['application']['file']}",
                "application_sha256": data["application"]["sha256"],
                **{key: data[key] for key in ("rank", "opinion", "site_visit", "office")},
                "is_standing": record.path not in void,
                **merge(data.get("proof")),
            }


def merge(proof: Mapping[str, Json] | None) -> dict[str, Cell]:
    """Give the cells that tell by which merge a decision came; not applicable outside this system."""
    if proof is None:
        names = ("pull_number", "pull_url", "received_at", "merge_commit", "merged_at")
        return dict.fromkeys((*names, "merged_by_login"), Missing.NOT_APPLICABLE)
    return {
        "pull_number": proof["pull"]["number"],
        "pull_url": proof["pull"]["url"],
        "received_at": proof["pull"]["first_seen_at"],
        "merge_commit": proof["merge"]["commit"],
        "merged_at": proof["merge"]["at"],
        "merged_by_login": proof["merge"]["by"]["login"],
    }


def paper_receipts(source: Source) -> Iterator[Row]:
    """One row a receipt of paper copies, by the unit or by the ministry."""
    for record, data in source.each("paper-unit", "paper-ministry"):
        yield {
            "path": record.path,
            "dossier_id": record.dossier,
            "receiver": record.kind.removeprefix("paper-"),
            "call_id": data["call"],
            "date": data["date"],
            "copies": data["copies"],
            "comparison_code": data["comparison"],
            "differences": data["differences"],
        }


def expert_reviews(source: Source) -> Iterator[Row]:
    """One row a review, with what the experts' scores come to (指南四(三))."""
    for record, data in source.each("expert-review"):
        result = data["result"]
        yield {
            "path": record.path,
            "dossier_id": record.dossier,
            "call_id": data["call"],
            "date": data["date"],
            "aggregate": result["aggregate"],
            "spread": result["spread"],
            "scored": result["scored"],
            "opinion": data["opinion"],
        }


def _void(dossier: Dossier) -> frozenset[str]:
    """Give the paths of the recommendations that no longer stand."""
    void, last = set[str](), ""
    for taken in dossier.course.taken():
        file = taken.event.file
        if taken.event.name == "recommendation" and isinstance(file, Record):
            last = file.path
        if taken.after.state in _VOID:
            void.add(last)
    return frozenset(void)
