"""By which merge a record came: who approved it, in which office, on exactly which commit."""

from dataclasses import dataclass

from brandpilot.layout import RECOMMENDATION
from brandpilot.moments import day_of
from brandpilot.pages.edition import Edition
from brandpilot.pages.facts import Derived, Fact, sheet
from brandpilot.records import Notice, Record

PROOF = "proof"
"""Box of a record that is told as its decision, and not among its boxes."""
_FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Approval:
    """An approval that counted: by which account, for which office, on which day in Shanghai."""

    login: Fact
    authority: Fact
    day: Derived


@dataclass(frozen=True, slots=True)
class Decided:
    """What the harvest recorded of a merge; `failed` are the rules that it broke.

    `told` is the whole record, `office` the one that decided, None where none was on the roster.
    """

    path: str
    told: Fact
    office: Fact | None
    opinion: Fact | None
    approvals: tuple[Approval, ...]
    merged: Derived
    failed: tuple[Fact, ...]

    def at(self, *node: str) -> Fact:
        """Give a part of the proof."""
        return self.told.at(PROOF, *node)


def decided(record: Record | Notice, edition: Edition) -> Decided | None:
    """Tell by which merge a record came; None where none is on record.

    A recommendation says it of itself, and of the application that it recommends.
    """
    own = record.kind == RECOMMENDATION
    source = record if own else edition.register.decision_of(record)
    if not isinstance(source, Record) or not source.get(PROOF):
        return None
    if source.kind == RECOMMENDATION and not own:
        return None
    told = sheet(source)
    proof = told.at(PROOF)
    office, opinion = told.at("office"), told.at("opinion")
    approvals = tuple(
        Approval(one.at("login"), one.at("authority"), _day(one.at("at")))
        for one in proof.at("approvals").items()
    )
    verdicts = proof.at("verdicts").items()
    return Decided(
        source.path,
        told,
        office or None,
        None if own or not opinion else opinion,
        approvals,
        _day(proof.at("merge", "at")),
        tuple(one.at("rule") for one in verdicts if one.at("verdict").value == _FAIL),
    )


def _day(moment: Fact) -> Derived:
    """Give the day in Shanghai of a moment, which is reckoned and stands nowhere."""
    return Derived(f"day-of:{moment.place}", day_of(moment.text))
