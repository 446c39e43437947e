"""A public notice (公示): its days, its list, and the register of objections."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from brandpilot.checks.cross import CrossHit, is_under, of_kind, superiors
from brandpilot.checks.facts import Facts
from brandpilot.checks.rule import Hit, Law, Subject
from brandpilot.days import is_after
from brandpilot.findings import NodePath
from brandpilot.workdays import UnknownYearError

_START: NodePath = ("public_notice", "start_date")
_END: NodePath = ("public_notice", "end_date")
_FILINGS = ("application", "demonstration-application")
_OBJECTIONS = "public_notice/objections/*"


def days_in_order(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C220: a public notice that ends before it starts, or starts before it is dated or published."""
    start, end = _period(subject)
    days = [(_END, end, start, _START)]
    days += [(_START, start, subject.data.get(key), (key,)) for key in ("date", "published_date")]
    for node, day, earlier, other in days:
        if day and earlier and is_after(earlier, day):
            told = {"found": day, "other": subject.title(other), "earlier": earlier}
            yield node, {"field": subject.title(node), **told}


def as_long_as_called(subject: Subject, law: Law) -> Iterator[Hit]:
    """C221: fewer working days than the call sets, the first and the last day counted too."""
    try:
        short = _shortfall(subject, law)
    except UnknownYearError:
        return
    if short:
        found, wanted, last = short
        start, end = _period(subject)
        told = {"found": found, "wanted": wanted, "last": last.isoformat()}
        yield _END, {"start": start, "end": end, **told}


def calendar_knows(subject: Subject, law: Law) -> Iterator[Hit]:
    """C222: working days of a year whose holidays are not in the codelist yet."""
    try:
        _shortfall(subject, law)
    except UnknownYearError as error:
        start, _ = _period(subject)
        yield _START if str(start).startswith(str(error.year)) else _END, {"year": error.year}


def objection_in_order(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C223: an objection older than the notice, closed before it came, or with half an outcome."""
    start, _ = _period(subject)
    for node, one in subject.each(_OBJECTIONS):
        received, closed = one.get("received_date"), one.get("closed_date")
        is_half = one.keys() >= {"closed_date", "outcome"} and (closed is None) != (
            one["outcome"] is None
        )
        wrong = {
            "received_date": start and received and received < start,
            "closed_date": received and closed and closed < received,
            "outcome": is_half,
        }
        for field in (field for field, holds in wrong.items() if holds):
            told = {
                "number": one.get("number", ""),
                "start": start or "",
                "received": received or "",
            }
            told |= {"closed": closed or "null", "outcome": one.get("outcome") or "null"}
            yield (*node, field), told


def objections_numbered(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C224: numbers of objections that do not rise from 1 one by one."""
    before = 0
    for node, one in subject.each(_OBJECTIONS):
        number = one.get("number", before + 1)
        if number != before + 1:
            yield (*node, "number"), {"found": number, "wanted": before + 1}
        before = number


def cluster_once(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C225: one cluster twice in one public notice."""
    seen: dict[str, int] = {}
    for node, dossier in subject.each("public_notice/clusters/*/dossier"):
        if dossier in seen:
            yield node, {"found": dossier, "first": seen[dossier]}
        seen.setdefault(dossier, int(node[-2]) + 1)


def cluster_exists(facts: Sequence[Facts], _law: Law) -> Iterator[CrossHit]:
    """X208: a public notice that lists a cluster of which there is no dossier."""
    homes = {file.home for file in facts if file.place.is_in_dossier}
    for file in of_kind(facts, "notice"):
        clusters = (file.get("public_notice") or {}).get("clusters") or ()
        for index, row in enumerate(clusters):
            dossier = row.get("dossier") if row else None
            if dossier and dossier not in homes:
                yield file, ("public_notice", "clusters", index), {"found": dossier}


def filed_under_its_call(facts: Sequence[Facts], law: Law) -> Iterator[CrossHit]:
    """X219: a public notice that lists a cluster which never filed under the call that it names."""
    above = superiors(facts)
    filed: dict[str, list[str | None]] = defaultdict(list)
    for file in of_kind(facts, *_FILINGS):
        filed[file.home].append(file.get("call"))
    for file in of_kind(facts, "notice"):
        told = file.get("public_notice") or {}
        call = told.get("call")
        for index, row in enumerate(told.get("clusters") or () if call in law.calls else ()):
            named = filed.get(row.get("dossier") or "", []) if row else []
            if named and not any(one is None or is_under(one, call, above) for one in named):
                node = ("public_notice", "clusters", index)
                yield file, node, {"found": row["dossier"], "call": call}


def _period(subject: Subject) -> tuple[str | None, str | None]:
    told = subject.data.get("public_notice") or {}
    return told.get("start_date"), told.get("end_date")


def _shortfall(subject: Subject, law: Law) -> tuple[int, int, date] | None:
    """Give the working days of a notice, those that it should have, and when it would have them.

    None where it has them, or no length is set. Raises UnknownYearError.
    """
    start, end = _period(subject)
    call = str((subject.data.get("public_notice") or {}).get("call"))
    wanted = law.calls.get(call, {}).get("notice_working_days")
    if not (start and end and wanted and start <= end):
        return None
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    found = law.calendar.count(first, last)
    return None if found >= wanted else (found, wanted, law.calendar.nth(first, wanted))
