"""The platform and the merge itself: what was approved is what came, and by whom."""

from collections.abc import Iterator

from brandpilot.forge.case import Case
from brandpilot.forge.kinds import Kind
from brandpilot.forge.reviewing import authorities, eligible
from brandpilot.forge.rules.people import is_listed
from brandpilot.forge.rules.rule import Hit

GATE = "gate"
_SUCCESS = "success"
_PARENTS = 2
_SHORT = 12


def owners_sound(case: Case) -> Iterator[Hit]:
    """G701: CODEOWNERS with which the forge finds fault: an owner that it does not know owns nothing."""
    if case.owner_errors:
        yield "", {"found": len(case.owner_errors)}


def gate_by_the_app(case: Case) -> Iterator[Hit]:
    """G702: a status of the gate's name that somebody else set."""
    for status in case.evidence.statuses:
        if status.context == GATE and not case.roster.is_app(status.by.id):
            yield "", {"login": status.by.login}


def merged_on_green(case: Case) -> Iterator[Hit]:
    """G703: a merge without the App's green gate on that head."""
    own = [
        one
        for one in case.evidence.statuses
        if one.context == GATE and case.roster.is_app(one.by.id) and one.at <= case.now
    ]
    if not own or own[-1].state != _SUCCESS:
        yield "", {"head": case.pull.head[:_SHORT]}


def merged_whole(case: Case) -> Iterator[Hit]:
    """G801: a merge that is none: squashed or rebased, so that the reviewed commit is not on main."""
    if case.merge and len(case.merge.parents) != _PARENTS:
        yield "", {"commit": case.merge.hash[:_SHORT]}


def merged_as_reviewed(case: Case) -> Iterator[Hit]:
    """G802: a merge of another commit than the request's head."""
    parents = case.merge.parents if case.merge else ()
    if len(parents) == _PARENTS and parents[1] != case.pull.head:
        yield "", {"found": parents[1][:_SHORT], "head": case.pull.head[:_SHORT]}


def merged_by_office(case: Case) -> Iterator[Hit]:
    """G803: a merge by somebody whose approval would not count: that merge is the decision."""
    merger = case.pull.merged_by
    if case.kind is Kind.RECORD and merger and case.roster.is_app(merger.id):
        return
    allowed = {id_ for one in authorities(case) for id_ in eligible(case, case.now, one).accounts}
    if merger is None or merger.id not in allowed:
        yield "", {"login": merger.login if merger else "ghost"}


def merged_nothing_else(case: Case) -> Iterator[Hit]:
    """G804: a merge that holds other bytes of a file than the reviewed commit."""
    for change in case.changes:
        if case.merged_files.get(change.path) != change.after:
            yield change.path, {}


def merged_under_office_address(case: Case) -> Iterator[Hit]:
    """G805: a merge commit with an address that is neither the forge's own nor a listed office's."""
    if case.merge and not is_listed(case.merge, case.roster):
        yield "", {"commit": case.merge.hash[:_SHORT]}
