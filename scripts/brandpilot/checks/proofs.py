"""What the harvest recorded of a merge (办理凭据), looked at by itself, without Git."""

from collections.abc import Iterator, Mapping, Sequence

from brandpilot.checks.cross import CrossHit, of_kind
from brandpilot.checks.facts import Facts
from brandpilot.checks.rule import Hit, Law, Subject
from brandpilot.course import decisions_by_file, is_irregular
from brandpilot.findings import Json
from brandpilot.layout import DECISION, RECOMMENDATION
from brandpilot.moments import day_of

KINDS = frozenset((RECOMMENDATION, DECISION))
"""Kinds of record that the harvest writes."""
_FAIL = "fail"
_DIGEST = ("proof",)
_NUMBER = ("proof", "pull", "number")
_COMMIT = ("proof", "merge", "commit")
_RECORD = ("record", "sha256")


def irregular(subject: Subject, _law: Law) -> Iterator[Hit]:
    """R201: a merge that broke a rule: on record, and of no effect."""
    failed = [one.get("rule") for one in _verdicts(subject) if _is_failed(one)]
    if failed:
        yield ("proof", "verdicts"), {"rules": "、".join(filter(None, failed))}


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
        elif opened and when < opened <= merged:
            yield node, {"found": when, "limit": opened}
    day = subject.data.get("date")
    if day and day != (merged_on := _day(merged)):
        yield ("date",), {"found": day, "limit": merged_on}


def approved_where_passed(subject: Subject, _law: Law) -> Iterator[Hit]:
    """R204: every rule said to be kept, and nobody who approved."""
    approvals = (subject.data.get("proof") or {}).get("approvals")
    if approvals == [] and any(_verdicts(subject)) and not has_failed(subject):
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
    if not has_failed(subject):
        for key in ("opinion", "office"):
            if key in subject.data and subject.data[key] is None:
                yield (key,), {"field": subject.title((key,))}


def one_request_one_story(facts: Sequence[Facts], _law: Law) -> Iterator[CrossHit]:
    """R202: two records of one request, or of one merge, whose proofs differ."""
    first_of: dict[tuple[tuple[str, ...], Json], Facts] = {}
    for file in of_kind(facts, *KINDS):
        number = file.get(*_NUMBER)
        keys = [(field, file.get(*field)) for field in (_NUMBER, _COMMIT) if number]
        others = [first_of.setdefault(key, file) for key in keys]
        other = next((one for one in others if one.get(*_DIGEST) != file.get(*_DIGEST)), None)
        if other is not None:
            yield file, _NUMBER, {"number": number, "other": other.path}


def decided_file_is_there(facts: Sequence[Facts], _law: Law) -> Iterator[CrossHit]:
    """R205: a decision on a file that is not there, or that is another than the one it stands on."""
    decisions = decisions_by_file(of_kind(facts, DECISION))
    by_path = {file.path: file for file in facts if file.path in decisions}
    for path, on_it in decisions.items():
        told = {"found": path}
        decided = by_path.get(path)
        standing = [one for one in on_it if not is_irregular(one)]
        if decided is None:
            yield on_it[-1], ("record", "file"), told
        elif standing and decided.sha256 not in ("", standing[-1].get(*_RECORD) or decided.sha256):
            yield standing[-1], _RECORD, told


def has_failed(subject: Subject) -> bool:
    """Tell whether a recommendation or decision says that its merge broke a rule."""
    return any(map(_is_failed, _verdicts(subject)))


def _day(moment: str) -> str:
    """Give the day in Shanghai of a moment; of one that is in no calendar the day as written."""
    try:
        return day_of(moment)
    except (ValueError, OverflowError):
        return moment[:10]


def _verdicts(subject: Subject) -> Iterator[Mapping[str, Json]]:
    return (one for _, one in subject.each("proof/verdicts/*"))


def _is_failed(verdict: Mapping[str, Json]) -> bool:
    return verdict.get("verdict") == _FAIL


def _at(data: Mapping[str, Json], *node: str) -> Json:
    value: Json = data
    for key in node:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value
