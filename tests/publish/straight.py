"""Every published cell a second time, read straight from the YAML: nothing of the package is used.

A table is a few words here: which kinds of record, which list within, which field for each column.
"""

import csv
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
Rows = Mapping[str, Sequence[Mapping[str, Any]]]

_BESIDES = ("path", "year", "number")
"""What every row here bears, whether its table has such a column or not."""
_PATH = re.compile(r"submissions/([^/]+/[^/]+)/(\d{4}|undated)-([a-z-]+?)(?:-(\d+))?\.yaml")
_DECISION = re.compile(r"(.+)\.decision(?:-\d+)?\.yaml")


class PlainLoader(yaml.CSafeLoader):
    """YAML whose days stay texts."""


PlainLoader.yaml_implicit_resolvers = {
    sign: [one for one in resolvers if one[0] != "tag:yaml.org,2002:timestamp"]
    for sign, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class File:
    path: str
    data: Any
    sha256: str
    dossier: str = ""
    year: int | None = None
    kind: str = ""
    number: int = 1


def left_out(root: Path) -> set[str]:
    """Files with errors, by the tree's blessed findings; a void recommendation and notices stay."""
    blessed = root / "expected.json"
    found = json.loads(blessed.read_text("utf-8")) if blessed.is_file() else []
    rows = found["findings"] if isinstance(found, dict) else found
    return {
        one["path"]
        for one in rows
        if one["severity"] == "error" and one["code"] != "L102" and "/notices/" not in one["path"]
    }


def files(root: Path) -> list[File]:
    found = []
    skipped = left_out(root)
    for at in sorted(root.glob("submissions/**/*.yaml")):
        path, raw = at.relative_to(root).as_posix(), at.read_bytes()
        if path in skipped:
            continue
        data, digest = yaml.load(raw, PlainLoader), hashlib.sha256(raw).hexdigest()  # noqa: S506 – a safe loader
        place = _PATH.fullmatch(path)
        if place and not _DECISION.fullmatch(path):
            dossier, year, kind, number = place.groups()
            when = None if year == "undated" else int(year)
            found.append(File(path, data, digest, dossier, when, kind, int(number or 1)))
        else:
            found.append(File(path, data, digest, kind=data["schema"].partition("/")[0]))
    for at in sorted(root.glob("docs/notices/**/*")):
        if at.is_file():
            path, raw = at.relative_to(root).as_posix(), at.read_bytes()
            text = raw.decode("utf-8")
            front = text.split("---\n")[1] if path.endswith(".md") else text
            data = yaml.load(front, PlainLoader)  # noqa: S506 – as above
            kind = data["schema"].partition("/")[0]
            found.append(File(path, data, hashlib.sha256(raw).hexdigest(), kind=kind))
    return found


def decides(path: str) -> str:
    match = _DECISION.fullmatch(path)
    assert match
    return match[1] + (".md" if "/notices/" in path else ".yaml")


def failed(file: File) -> bool:
    proof = file.data.get("proof") or {}
    return any(one["verdict"] == "fail" for one in proof.get("verdicts", ()))


def void(all_files: Sequence[File]) -> set[str]:
    """Paths of what came by a merge that broke a rule."""
    found = {one.path for one in all_files if one.kind == "recommendation" and failed(one)}
    last = {decides(one.path): one for one in all_files if one.kind == "decision"}
    hashes = {one.path: one.sha256 for one in all_files}
    return found | {
        path
        for path, one in last.items()
        if failed(one) and hashes.get(path) == one.data["record"]["sha256"]
    }


def put(data: Any, pointer: str, value: Any) -> None:
    *way, last = [int(part) if part.isdecimal() else part for part in pointer.split("/")[1:]]
    for part in way:
        data = data[part]
    data[last] = value


class Tree:
    """The files of a tree as they count, corrected and revised."""

    def __init__(self, root: Path) -> None:
        self.all = files(root)
        folders = root.glob("submissions/*/[!.]*/*.yaml")
        paths = (at.relative_to(root).as_posix() for at in folders)
        self.folders = {match[1] for path in paths if (match := _PATH.fullmatch(path))}
        self.void = void(self.all)
        self.records = [deepcopy(one) for one in self.all if one.dossier]
        self.counting = [one for one in self.records if one.path not in self.void]
        by_path = {one.path: one for one in self.counting}
        amending = [one for one in self.counting if one.kind in ("correction", "plan-revision")]
        for one in sorted(amending, key=lambda one: one.data["date"]):
            target = self.amended_by(one)
            for change in one.data["changes"] if target in by_path else ():
                put(by_path[target].data, change["pointer"], change["new"])

    def amended_by(self, one: File) -> str:
        if one.kind == "correction":
            return f"submissions/{one.dossier}/{one.data['record']}"
        filings = [
            (other.data["signoff"]["date"], other.path)
            for other in self.counting
            if (other.dossier, other.kind) == (one.dossier, "application")
            and other.data["signoff"]["date"] <= one.data["date"]
        ]
        return max(filings, default=("", ""))[1]

    def of(self, *kinds: str) -> Iterator[File]:
        return (one for one in self.counting if one.kind in kinds)


def at(data: Any, field: str) -> Any:
    for part in field.split("/"):
        data = data.get(part) if isinstance(data, dict) else None
    return data


# table: kinds, list within ('' for the record itself), {column: field}; of the record itself begin with ^
READ_OFF: dict[str, tuple[tuple[str, ...], str, dict[str, str]]] = {
    "applications": (
        ("application",),
        "",
        {
            "call_id": "call",
            "date": "signoff/date",
            "organizer_name": "organizer/name",
            "cluster_name": "cluster/name",
            "park_kind_code": "cluster/park_kind",
            "cluster_output_cny100m": "influence/economy/cluster_output_cny100m",
            "local_output_cny100m": "influence/economy/local_output_cny100m",
            "output_year": "influence/economy/year",
            "cluster_share": "influence/economy/share_pct",
            "start_date": "plan/start_date",
            "end_date": "plan/end_date",
            "funds_cny10k": "plan/funds/total_cny10k",
            "goal": "plan/goal",
        },
    ),
    "plan_tasks": (
        ("application",),
        "plan/tasks",
        {
            "task_code": "task",
            **{key: key for key in ("present", "goal", "responsible", "funds_cny10k")},
        },
    ),
    "recommendations": (
        ("recommendation",),
        "",
        {
            "unit_id": "unit",
            "call_id": "call",
            "application_sha256": "application/sha256",
            **{key: key for key in ("date", "rank", "opinion", "site_visit", "office")},
            "pull_number": "proof/pull/number",
            "pull_url": "proof/pull/url",
            "received_at": "proof/pull/first_seen_at",
            "merge_commit": "proof/merge/commit",
            "merged_at": "proof/merge/at",
            "merged_by_login": "proof/merge/by/login",
        },
    ),
    "paper_receipts": (
        ("paper-unit", "paper-ministry"),
        "",
        {
            "call_id": "call",
            "comparison_code": "comparison",
            **{key: key for key in ("date", "copies", "differences")},
        },
    ),
    "expert_reviews": (
        ("expert-review",),
        "",
        {
            "call_id": "call",
            "aggregate": "result/aggregate",
            "spread": "result/spread",
            "scored": "result/scored",
            "date": "date",
            "opinion": "opinion",
        },
    ),
    "designations": (
        ("designation", "demonstration"),
        "",
        {
            "origin_code": "origin",
            "document_id": "document",
            "document_number": "number",
            "cluster_name": "cluster/name",
            "organizer_name": "organizer",
            **{key: f"cluster/{key}" for key in ("industry", "province", "city", "county")},
            **{key: key for key in ("date", "batch", "note")},
        },
    ),
    "reports": (
        ("annual-report",),
        "",
        {
            "evaluation_held": "evaluation/held",
            "planned_cny10k": "funds/planned_cny10k",
            "spent_cny10k": "funds/spent_cny10k",
            **{key: key for key in ("date", "experience", "office")},
        },
    ),
    "evaluations": (
        ("annual-report",),
        "",
        {key: f"evaluation/{key}" for key in ("held", "date", "method", "result", "measures")},
    ),
    "tasks": (
        ("annual-report",),
        "tasks",
        {
            "task_code": "task",
            "status_code": "status",
            "done_share": "share_done_pct",
            **{key: key for key in ("what", "evidence", "reason")},
        },
    ),
    "incidents": (
        ("annual-report",),
        "incidents",
        {"kind_code": "kind", **{key: key for key in ("date", "account", "handling")}},
    ),
    "activities": (
        ("annual-report",),
        "activities",
        {key: key for key in ("date", "name", "what")},
    ),
    "demonstration_conditions": (
        ("demonstration-application",),
        "conditions",
        {
            "date": "^date",
            "condition_code": "condition",
            **{key: key for key in ("met", "what", "evidence")},
        },
    ),
    "support": (
        ("support",),
        "",
        {
            "department_code": "department",
            "kind_code": "kind",
            "document_number": "document",
            **{key: key for key in ("date", "giver", "amount_cny10k", "what")},
        },
    ),
    "status_changes": (
        ("status-change-unit", "status-change-ministry"),
        "",
        {
            "change_code": "change",
            "document_number": "document",
            "notified_date": "heard/notified_date",
            "heard_date": "heard/heard_date",
            "to_unit_id": "to_unit",
            "successor_id": "successor",
            "new_organizer": "organizer",
            **{key: key for key in ("date", "cause", "basis", "term_date", "new_name")},
        },
    ),
    "press_figures": (
        ("press-figures",),
        "figures",
        {
            "source_url": "source/url",
            "source_title": "source/title",
            "confidence_code": "source/confidence",
            **{key: key for key in ("name", "value", "unit", "note")},
        },
    ),
}


def expected(root: Path) -> dict[str, list[dict[str, Any]]]:
    """Rows of every table that can be read off files, with the columns read off them."""
    tree = Tree(root)
    rows = {name: list(read_off(tree, *how)) for name, how in READ_OFF.items()}
    rows["milestones"] = list(milestones(tree))
    rows["measures"] = list(measures(tree))
    rows["indicators"] = list(indicators(tree))
    rows["records"] = [
        {
            **identity(one),
            "path": one.path,
            "kind_code": one.kind,
            "sha256": one.sha256,
            "schema": one.data["schema"],
            "number": one.number,
            "counts": one.path not in tree.void,
        }
        for one in tree.records
    ]
    rows["decisions"] = list(decisions(tree))
    rows["corrections"] = list(corrections(tree))
    rows["supervision"] = list(supervision(tree))
    rows["closed_requests"] = list(closed(tree))
    rows |= official(tree)
    units = (ROOT / "schemas/codelists/units.csv").read_text("utf-8").splitlines()
    rows["units"] = [
        {"unit_id": one["code"], "name": one["name"], "kind_code": one["kind"]}
        for one in csv.DictReader(units)
    ]
    rows["clusters"] = list(clusters(tree))
    for table, column, field in (
        ("cluster_industries", "industry_code", "industries"),
        ("cluster_divisions", "division_code", "division_codes"),
    ):
        rows[table] = [
            {"dossier_id": dossier, "number": number, column: code}
            for dossier, filed in last_filed(tree).items()
            for number, code in enumerate(filed.data["cluster"][field], 1)
        ]
    return rows


def identity(one: File) -> dict[str, Any]:
    return {"path": one.path, "dossier_id": one.dossier, "year": one.year}


def read_off(
    tree: Tree, kinds: tuple[str, ...], within: str, columns: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    for one in tree.of(*kinds):
        for number, row in enumerate(at(one.data, within) if within else [one.data], 1):
            told = {
                column: at(one.data, field[1:]) if field.startswith("^") else at(row, field)
                for column, field in columns.items()
            }
            yield {**identity(one), "number": number, **told}


def milestones(tree: Tree) -> Iterator[dict[str, Any]]:
    for one in tree.of("application"):
        for at_task, task in enumerate(one.data["plan"]["tasks"], 1):
            for number, step in enumerate(task["milestones"], 1):
                told = {"task_code": task["task"], "task_number": at_task, "number": number}
                yield {**identity(one), **told, "by_date": step["by_date"], "what": step["what"]}


def measures(tree: Tree) -> Iterator[dict[str, Any]]:
    for one in tree.of("application", "annual-report"):
        is_plan = one.kind == "application"
        number = 0
        for task in at(one.data, "plan/tasks" if is_plan else "tasks"):
            for row in task["measures"]:
                number += 1
                yield {
                    **identity(one),
                    "number": number,
                    "stage": "plan" if is_plan else "report",
                    "task_code": task["task"],
                    "measure_code": row["measure"],
                    "status_code": row["status"],
                    "what": row["what"],
                }


def last_filed(tree: Tree) -> dict[str, File]:
    found: dict[str, File] = {}
    filings = sorted(tree.of("application"), key=lambda one: one.data["signoff"]["date"])
    for one in filings:
        found[one.dossier] = one
    return found


def indicators(tree: Tree) -> Iterator[dict[str, Any]]:  # noqa: C901 – told in one piece on purpose
    cells: dict[tuple[str, str, int], dict[str, Any]] = {}
    blank = dict.fromkeys(("baseline", "target", "actual", "restated", "restated_why", "unit"))

    def cell(dossier: str, code: str, year: int) -> dict[str, Any]:
        key = {"dossier_id": dossier, "indicator_code": code, "year": year}
        return cells.setdefault((dossier, code, year), {**key, **blank})

    units: dict[tuple[str, str], str] = {}
    for dossier, filed in last_filed(tree).items():
        for row in filed.data["indicators"]:
            units[dossier, row["indicator"]] = row["unit"]
            for point in row["values"]:
                cell(dossier, row["indicator"], point["year"])["baseline"] = point["value"]
        for row in filed.data["plan"]["targets"]:
            for point in row["values"]:
                cell(dossier, row["indicator"], point["year"])["target"] = point["value"]
    for one in sorted(tree.of("annual-report"), key=lambda one: one.year or 0):
        for row in one.data["indicators"]:
            units[one.dossier, row["indicator"]] = row["unit"]
            cell(one.dossier, row["indicator"], one.year or 0)["actual"] = row["actual"]
            for change in row["restatements"]:
                told = {"restated": change["new"], "restated_why": change["why"]}
                cell(one.dossier, row["indicator"], change["year"]).update(told)
    for (dossier, code, _), row in cells.items():
        yield {**row, "unit": units[dossier, code]}


def decisions(tree: Tree) -> Iterator[dict[str, Any]]:
    for one in tree.all:
        if one.kind == "decision":
            fields = {
                "record_sha256": "record/sha256",
                "authority_id": "authority",
                "pull_number": "proof/pull/number",
                "merge_commit": "proof/merge/commit",
                **{key: key for key in ("date", "office", "opinion")},
            }
            yield {
                "path": one.path,
                "sha256": one.sha256,
                "record_path": decides(one.path),
                "is_irregular": failed(one),
                **{column: at(one.data, field) for column, field in fields.items()},
            }


def corrections(tree: Tree) -> Iterator[dict[str, Any]]:
    for one in tree.of("correction", "plan-revision"):
        for number, change in enumerate(one.data["changes"], 1):
            yield {
                **identity(one),
                "number": number,
                "record_path": tree.amended_by(one),
                "pointer": change["pointer"],
                "old": str(change["old"]),
                "new": str(change["new"]),
            }


def supervision(tree: Tree) -> Iterator[dict[str, Any]]:
    for one in tree.all:
        if one.kind == "supervision" and one.path not in tree.void:
            for number, row in enumerate(one.data["pilots"], 1):
                head = {key: one.data[key] for key in ("year", "date", "office", "reported_date")}
                told = {key: row[key] for key in ("visits", "problems", "action")}
                who = {"unit_id": one.data["unit"], "dossier_id": row["dossier"]}
                yield {"path": one.path, "number": number, **who, **head, **told}


def closed(tree: Tree) -> Iterator[dict[str, Any]]:
    for one in tree.all:
        if one.kind == "closed":
            for number, row in enumerate(one.data["reasons"], 1):
                yield {
                    "path": one.path,
                    "number": number,
                    "unit_id": one.data["unit"],
                    "call_id": one.data["call"],
                    "reason_code": row["reason"],
                    "count": row["count"],
                    "date": one.data["date"],
                }


def official(tree: Tree) -> dict[str, list[dict[str, Any]]]:
    notices = [one for one in tree.all if one.kind == "notice"]
    names = {
        one.path: one.path.removeprefix("docs/notices/").removesuffix(".md") for one in notices
    }
    listed: list[dict[str, Any]] = []
    objected: list[dict[str, Any]] = []
    for one in notices:
        told = one.data["public_notice"] or {} if "public_notice" in one.data else {}
        for number, row in enumerate(told.get("clusters", ()), 1):
            days = {key: told[key] for key in ("start_date", "end_date")}
            named = {"dossier_id": row["dossier"], "name": row["name"], "call_id": told["call"]}
            listed.append({"notice_id": names[one.path], "number": number, **named, **days})
        objected += [
            {
                "notice_id": names[one.path],
                "dossier_id": row["dossier"],
                "matter_code": row["about"],
                "outcome_code": row["outcome"],
                **{key: row[key] for key in ("number", "received_date", "closed_date")},
            }
            for row in told.get("objections", ())
        ]
    cited = [
        {"path": one.path, "number": number, "source_number": row["number"], "url": row["url"]}
        | {"title": row["title"], "confidence_code": row["confidence"]}
        for one in tree.all
        if one.kind == "notice" or one.dossier
        for number, row in enumerate(one.data.get("sources") or (), 1)
    ]
    keys = ("issuer_name", "number", "title", "date", "published_date")
    return {
        "notices": [
            {
                "notice_id": names[one.path],
                "kind_code": one.data["kind"],
                "issuer_id": one.data["issuer"],
                "implements_id": one.data["implements"],
                "sha256": one.sha256,
                "url": (one.data["links"] or [{"url": None}])[0]["url"],
                **{key: one.data[key] for key in keys},
            }
            for one in notices
        ],
        "public_notices": listed,
        "objections": objected,
        "sources": cited,
        "calls": [
            {"notice_id": names[one.path], "year": one.data["call"]["year"]}
            for one in notices
            if one.data["kind"] == "call"
        ],
    }


def clusters(tree: Tree) -> Iterator[dict[str, Any]]:
    """One row a folder, also one all of whose files are left out; names by the newest record."""
    filed = last_filed(tree)
    for dossier in sorted(tree.folders):
        own = [one for one in tree.records if one.dossier == dossier]
        yield {
            "dossier_id": dossier,
            "record_count": len(own),
            "organizer_kind_code": at(filed[dossier].data, "organizer/kind")
            if dossier in filed
            else None,
        }


def differences(wanted: Rows, found: Rows, keys: Mapping[str, Sequence[str]]) -> list[str]:
    """Say of each cell that differs: table, key, column, wanted, found; and which rows are missing."""
    told = []
    for table, rows in wanted.items():
        names = keys[table]
        there = {tuple(str(row[name]) for name in names): row for row in found[table]}
        if len(there) != len(found[table]):
            told.append(f"{table}: a key stands twice")
        asked = {tuple(str(row[name]) for name in names): row for row in rows}
        told += [f"{table}: {key} is missing" for key in sorted(asked.keys() - there.keys())]
        told += [f"{table}: {key} is too many" for key in sorted(there.keys() - asked.keys())]
        for key in sorted(asked.keys() & there.keys()):
            for column, value in asked[key].items():
                if column in _BESIDES and column not in there[key]:
                    continue
                if there[key].get(column, "no such column") != value:
                    told.append(f"{table} {key} {column}: {value!r}, not {there[key][column]!r}")
    return told
