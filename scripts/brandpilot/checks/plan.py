"""Completeness: every box that a list demands, each once, and each on its own subject."""

from collections import Counter
from collections.abc import Iterator

from brandpilot.checks.rule import Hit, Law, Subject, each
from brandpilot.findings import Json, NodePath

_ROWS = (
    ("influence/firms", "name"),
    ("influence/trademarks", "number"),
    ("influence/patents", "number"),
    ("influence/standards", "number"),
    ("indicators", "indicator"),
    ("plan/targets", "indicator"),
    ("attachments", "sha256"),
    ("reasons", "reason"),
    ("experts", "id"),
    ("draws/*/assignments", "dossier"),
    ("scores", "expert"),
    ("scores/*/items", "criterion"),
)
_SERIES = (
    "indicators/*/values",
    "indicators/*/restatements",
    "plan/targets/*/values",
    "eligibility/accidents/*/years",
)
_TASKS = ("plan/tasks/*", "tasks/*")


def each_present(subject: Subject, law: Law) -> Iterator[Hit]:
    """C401: a list that must answer every code of a codelist leaves one out."""
    for node, wanted, found, name in _demanded(subject, law):
        for code in wanted:
            if code not in found:
                missing = law.codelists[name].names[code]
                yield node, {"field": subject.title(node), "missing": missing, "code": code}


def each_once(subject: Subject, law: Law) -> Iterator[Hit]:
    """C402: a list that must answer every code once answers one twice."""
    for node, _, found, name in _demanded(subject, law):
        for code, times in Counter(found).items():
            if code is not None and times > 1:
                last = len(found) - 1 - found[::-1].index(code)
                title = law.codelists[name].names.get(code, code)
                yield (*node, last), {"field": subject.title(node), "name": title, "times": times}


def measure_of_its_task(subject: Subject, law: Law) -> Iterator[Hit]:
    """C403: a measure answered under a task that it does not belong to (指南三)."""
    tasks = {row["code"]: row["task"] for row in law.codelists["measures-2017"].rows}
    names = law.codelists["tasks-2017"].names
    for node, task in (found for path in _TASKS for found in subject.each(path)):
        for index, item in enumerate(task.get("measures") or ()):
            code = item.get("measure") if item else None
            if code in tasks and task.get("task") in names and tasks[code] != task["task"]:
                values = {"name": law.codelists["measures-2017"].names[code], "found": code}
                told = {"task": names[task["task"]], "wanted": names[tasks[code]]}
                yield (*node, "measures", index, "measure"), {**values, **told}


def accident_occurred(subject: Subject, law: Law) -> Iterator[Hit]:
    """C404: a grave accident declared for one of the last three years (指南二(一))."""
    for node, item in subject.each("eligibility/accidents/*"):
        for index, year in enumerate(item.get("years") or ()):
            if year and year.get("status") == "occurred":
                kind = law.codelists["accident-kinds"].names.get(item.get("kind"), "")
                yield (
                    (*node, "years", index, "status"),
                    {"kind": kind, "year": year.get("year", "")},
                )


def indicator_required(subject: Subject, law: Law) -> Iterator[Hit]:
    """C405: an indicator that the call asks for is missing."""
    given = {item.get("indicator") for _, item in subject.each("indicators/*")}
    for code in subject.call.get("required_indicators") or ():
        if code not in given:
            yield ("indicators",), {"missing": law.codelists["indicators"].names.get(code, code)}


def target_has_baseline(subject: Subject, law: Law) -> Iterator[Hit]:
    """C406: a target for an indicator of which no present values are given."""
    given = {item.get("indicator") for _, item in subject.each("indicators/*")}
    for node, code in subject.each("plan/targets/*/indicator"):
        if code not in given:
            yield node, {"found": law.codelists["indicators"].names.get(code, code)}


def year_once(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C407: one year twice in a series."""
    for path in _SERIES:
        for node, values in subject.each(path):
            seen: set[Json] = set()
            for index, item in enumerate(values):
                year = item.get("year") if item else None
                if year in seen:
                    at = (*node, index, "year")
                    yield at, {"field": subject.title(node), "found": year}
                if year is not None:
                    seen.add(year)


def row_once(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C408: the same firm, trademark, indicator, attachment, expert and the like in two rows."""
    for path, key in _ROWS:
        for table, rows in subject.each(path):
            first: dict[Json, int] = {}
            for number, item in enumerate(rows, 1):
                value = item.get(key) if item else None
                if value is not None and first.setdefault(value, number) != number:
                    at: NodePath = (*table, number - 1, key)
                    told = {"found": value, "first": first[value]}
                    yield at, {"field": subject.title(at), **told}


_Demand = tuple[NodePath, tuple[str, ...], list[Json], str]


def _demanded(subject: Subject, law: Law) -> Iterator[_Demand]:
    """Yield (list's node, codes wanted, codes found, codelist) for every `x-each` of the form."""
    for path, demand in subject.form.annotated("x-each"):
        codelist = law.codelists[demand["codelist"]]
        for node, items in each(subject.data, path):
            wanted = tuple(codelist)
            for column, key in demand.get("where", {}).items():
                owner = _at(subject.data, node[:-1])
                wanted = codelist.where(column, owner.get(key) or "")
            yield (
                node,
                wanted,
                [item.get(demand["key"]) if item else None for item in items],
                codelist.name,
            )


def _at(data: Json, node: NodePath) -> Json:
    for part in node:
        data = data[part]
    return data
