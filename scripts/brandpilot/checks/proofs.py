"""What the harvest recorded of a merge (办理凭据), looked at by itself, without Git."""

from collections.abc import Iterator, Mapping, Sequence

from brandpilot.checks.cross import CrossHit, of_kind
from brandpilot.checks.facts import Facts
from brandpilot.checks.rule import Hit, Law, Subject
from brandpilot.course import is_irregular
from brandpilot.findings import Json
from brandpilot.layout import DECISION, RECOMMENDATION
from brandpilot.moments import day_of

KINDS = frozenset((RECOMMENDATION, DECISION))
"""Kinds of record that the harvest writes."""
_FAIL = "fail"
_SAME = (("pull", "url"), ("head",), ("merge", "commit"), ("evidence_sha256",))
"""What two records of one request must agree on."""


def irregular(subject: Subject, _law: Law) -> Iterator[Hit]:
    """R201: a merge that broke a rule: on record, and of no effect."""
    failed = [one["rule"] for _, one in subject.each("proof/verdicts/*") if _is_failed(one)]
    if failed:
        yield ("proof", "verdicts"), {"rules": "、".join(failed)}


def times_in_order(subject: Subject, _law: Law) -> Iterator[Hit]:
    """R203: times that contradict each other, or a date that is not the day of the merge."""
    proof = subject.data.get("proof") or {}
    merged, opened = _at(proof, "merge", "at"), _at(proof, "pull", "opened_at")
    if not merged:
        return
    if opened and opened > merged:
        yield ("proof", "pull", "opened_at"), {"found": opened, "limit": merged}
    for node, when in subject.each("proof/approvals/*/at"):
        if when > merged:
            yield node, {"found": when, "limit": merged}
    day = subject.data.get("date")
    if day and day != day_of(merged):
        yield ("date",), {"found": day, "limit": day_of(merged)}


def approved_where_passed(subject: Subject, _law: Law) -> Iterator[Hit]:
    """R204: every rule said to be kept, and nobody who approved."""
    verdicts = [one for _, one in subject.each("proof/verdicts/*")]
    approvals = (subject.data.get("proof") or {}).get("approvals")
    if verdicts and approvals == [] and not any(map(_is_failed, verdicts)):
        yield ("proof", "approvals"), {}


def approved_by_others(subject: Subject, _law: Law) -> Iterator[Hit]:
    """R206: an approval by who proposed the request, or one account's counted twice."""
    seen = {_at(subject.data.get("proof") or {}, "pull", "author", "id")}
    for node, id_ in subject.each("proof/approvals/*/id"):
        if id_ in seen:
            yield node, {"id": id_}
        seen.add(id_)


def recommends(subject: Subject, _law: Law) -> Iterator[Hit]:
    """R207: a recommendation that counts and says nothing, or does not say which office gave it."""
    verdicts = [one for _, one in subject.each("proof/verdicts/*")]
    if not any(map(_is_failed, verdicts)):
        for key in ("opinion", "office"):
            if key in subject.data and subject.data[key] is None:
                yield (key,), {"field": subject.title((key,))}


def one_request_one_story(facts: Sequence[Facts], _law: Law) -> Iterator[CrossHit]:
    """R202: two records of one request that tell it differently, or two requests of one merge."""
    first_of: dict[tuple[str, Json], Facts] = {}
    for file in of_kind(facts, *KINDS):
        number = file.get("proof", "pull", "number")
        keys = (("pull", number), ("merge", file.get("proof", "merge", "commit")))
        for what, key in keys if number else ():
            first = first_of.setdefault((what, key), file)
            others = (*_SAME, ("pull", "number"))
            if any(file.get("proof", *one) != first.get("proof", *one) for one in others):
                yield file, ("proof", "pull", "number"), {"number": number, "other": first.path}
                break


def decided_file_is_there(facts: Sequence[Facts], _law: Law) -> Iterator[CrossHit]:
    """R205: a decision on a file that is not there, or that was changed after it stood."""
    by_path = {file.path: file for file in facts}
    latest = _latest(facts)
    for file in of_kind(facts, DECISION):
        decided = by_path.get(file.place.decides)
        wanted = file.get("record", "sha256")
        if decided is None:
            yield file, ("record", "file"), {"found": file.place.decides}
            continue
        stands = latest[file.place.decides] is file and not is_irregular(file)
        if stands and wanted and decided.sha256 not in ("", wanted):
            yield file, ("record", "sha256"), {"found": file.place.decides}


def _latest(facts: Sequence[Facts]) -> Mapping[str, Facts]:
    """Give the last decision on each file, by that file's path."""
    found: dict[str, Facts] = {}
    for file in sorted(of_kind(facts, DECISION), key=lambda file: file.number):
        found[file.place.decides] = file
    return found


def _is_failed(verdict: Mapping[str, Json]) -> bool:
    return verdict.get("verdict") == _FAIL


def _at(data: Mapping[str, Json], *node: str) -> Json:
    value: Json = data
    for key in node:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value
