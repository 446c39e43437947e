"""Paper that was received (纸质材料): enough copies, in time, and the same as what was filed."""

from collections.abc import Iterator, Sequence

from brandpilot.checks.cross import CrossHit, last_filings, of_kind
from brandpilot.checks.facts import Facts
from brandpilot.checks.rule import Hit, Law, Subject

_UNIT, _MINISTRY = "paper-unit", "paper-ministry"
_TO_MINISTRY = 2
"""指南四(二): the unit sends two copies to the ministry; no call need say it again."""
_MATCHES, _DIFFERS = "matches", "differs"


def enough_copies(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C804: fewer copies than the call asks for, or than the guide sends to the ministry."""
    is_unit = subject.form.kind == _UNIT
    wanted = subject.call.get("paper_copies") if is_unit else _TO_MINISTRY
    found = subject.data.get("copies")
    if wanted and found is not None and found < wanted:
        yield ("copies",), {"found": found, "wanted": wanted}


def received_in_time(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C805: paper that came after the last day that the call sets."""
    day, limit = subject.data.get("date"), subject.call.get("paper_date")
    if day and limit and day > limit:
        yield ("date",), {"found": day, "limit": limit}


def compared_rightly(facts: Sequence[Facts], law: Law) -> Iterator[CrossHit]:
    """X209: paper that "matches" another filing, or "differs" from the very one it was printed from."""
    filed = last_filings(facts)
    for file in of_kind(facts, _UNIT, _MINISTRY):
        filing, printed = filed.get((file.home, file.year)), file.get("application_sha256")
        if filing is None or not filing.sha256 or not printed:
            continue
        is_same = printed == filing.sha256
        if file.get("comparison") == (_DIFFERS if is_same else _MATCHES):
            name = law.codelists["paper-comparisons"].names[file.get("comparison")]
            told = {"comparison": name, "found": printed, "wanted": filing.sha256}
            yield file, ("comparison",), told
