"""The file of one year's evaluation: results with what they were made from, to be made again."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

import pandas as pd

from brandpilot.codelists import Codelist
from brandpilot.encode import json_file
from brandpilot.evaluate.pilots import Pilot, Results
from brandpilot.evaluate.scheme import Scheme, score
from brandpilot.findings import Json
from brandpilot.layout import notice_path
from brandpilot.tables import Frames, Row, rows_of

METHOD = "1"
"""Version of the method: what the codelist `evaluation-criteria` says in words."""
_PACKAGE = Path(__file__).parents[1]
_ROOMS = ("evaluate", "tables")
_PARTS = {
    "results": "evaluation_results",
    "indicators": "evaluation_indicators",
    "rollups": "evaluation_rollups",
    "peers": "evaluation_peers",
}
_TITLES = {
    "program": "程序",
    "criteria": "评价事项",
    "scheme": "评分方案",
    "inputs": "所依据的文件",
    "results": "评价结果",
    "indicators": "指标",
    "rollups": "汇总",
    "peers": "同行业比较",
    "scores": "评分",
}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One year: every pilot with its results, by criterion."""

    year: int
    pilots: Sequence[tuple[Pilot, Results]]


def document(
    evaluation: Evaluation,
    frames: Frames,
    codelists: Mapping[str, Codelist],
    as_of: date,
    scheme: Scheme | None = None,
) -> bytes:
    """Give the file of a year: bytes that follow from the records, the program and the day alone."""
    told: dict[str, Json] = {
        "evaluation": evaluation.year,
        "as_of": as_of.isoformat(),
        "program": {"version": METHOD, "sha256": program()},
        "criteria": [dict(row) for row in codelists["evaluation-criteria"].rows],
        "scheme": _scheme(scheme),
        "inputs": [{"path": path, "sha256": hash_} for path, hash_ in inputs(evaluation, frames)],
    }
    for part, table in _PARTS.items():
        told[part] = _of_year(frames[table], evaluation.year)
    told["scores"] = list(_scores(evaluation, scheme)) if scheme else []
    return json_file(told).encode("utf-8")


@cache
def program() -> str:
    """Give the SHA-256 over the source of the rooms that make an evaluation."""
    hashed = sha256()
    for room in _ROOMS:
        for file in sorted((_PACKAGE / room).glob("*.py")):
            hashed.update(f"{room}/{file.name}\n".encode())
            hashed.update(file.read_bytes())
    return hashed.hexdigest()


def differences(published: bytes, recomputed: bytes) -> list[str]:
    """Say in sentences how a published file differs from the one made again; nothing where it does not."""
    if published == recomputed:
        return []
    try:
        was, now = json.loads(published), json.loads(recomputed)
    except (ValueError, RecursionError):
        return ["公布的文件不是 JSON，读不出来。"]
    if not isinstance(was, dict):
        return ["公布的文件不是年度评价。"]
    if was.get("evaluation") != now["evaluation"]:
        return [f"公布的文件是 {was.get('evaluation')} 年的，不是 {now['evaluation']} 年的。"]
    found = [one for part in _TITLES for one in _part(part, was.get(part), now.get(part))]
    return found or ["内容相同，写法（空格、换行或者先后）不同。"]


def _part(part: str, was: Json, now: Json) -> Iterator[str]:
    if was == now:
        return
    title = _TITLES[part]
    if not isinstance(was, list) or not isinstance(now, list):
        yield f"{title}：与现在的不同。"
        return
    before, after = (dict(_keyed(part, rows)) for rows in (was, now))
    for key in sorted(before.keys() | after.keys()):
        match before.get(key), after.get(key):
            case None, _:
                yield f"{title}：公布的没有 {key}。"
            case _, None:
                yield f"{title}：公布的多出 {key}。"
            case one, other if one != other:
                yield f"{title}：{key} {_cells(one, other)}。"
    if before == after:
        yield f"{title}：先后或者重复的行不同。"


def _keyed(part: str, rows: Sequence[Json]) -> Iterator[tuple[str, Json]]:
    names = ("path",) if part == "inputs" else ("code",) if part == "criteria" else _KEYS
    for row in rows:
        is_row = isinstance(row, dict)
        yield " ".join(str(row[name]) for name in names if name in row) if is_row else str(row), row


_KEYS = (
    "dossier_id",
    "group_kind",
    "group_id",
    "industry_code",
    "criterion_code",
    "indicator_code",
)


def _cells(one: Json, other: Json) -> str:
    if not isinstance(one, dict) or not isinstance(other, dict):
        return "不同"
    names = (name for name in dict.fromkeys((*one, *other)) if one.get(name) != other.get(name))
    told = (f"{name} 公布的是 {one.get(name)}，应是 {other.get(name)}" for name in names)
    return "；".join(told)


def inputs(evaluation: Evaluation, frames: Frames) -> Iterator[tuple[str, str]]:
    """Yield path and SHA-256 of every file that a year's evaluation may rest on, by path.

    These are what counts of its pilots' dossiers, the decisions on it, and every notice that counts.
    """
    dossiers = {pilot.dossier for pilot, _ in evaluation.pilots}
    own = (row for row in rows_of(frames["records"]) if row["dossier_id"] in dossiers)
    found = {str(row["path"]): str(row["sha256"]) for row in own if row["counts"]}
    for row in rows_of(frames["decisions"]):
        if row["record_path"] in found:
            found[str(row["path"])] = str(row["sha256"])
    for row in rows_of(frames["notices"]):
        if row["counts"]:
            found[notice_path(str(row["notice_id"]))] = str(row["sha256"])
    yield from sorted(found.items())


def _of_year(made: pd.DataFrame, year: int) -> list[Row]:
    return list(rows_of(made[made["year"] == year]))


def _scheme(scheme: Scheme | None) -> Json:
    if scheme is None:
        return None
    return {
        "scheme": scheme.name,
        "title": scheme.title,
        "official": scheme.is_official,
        "note": scheme.note,
        "sha256": scheme.sha256,
        "weights": {code: float(weight) for code, weight in scheme.weights.items()},
    }


def _scores(evaluation: Evaluation, scheme: Scheme) -> Iterator[dict[str, Json]]:
    for pilot, results in evaluation.pilots:
        found = score(scheme, results)
        yield {"dossier_id": pilot.dossier, "least": found.least, "most": found.most}
