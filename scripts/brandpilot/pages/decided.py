"""By which merge a record came: who approved it, in which office, on exactly which commit."""

from dataclasses import dataclass

from brandpilot.layout import RECOMMENDATION
from brandpilot.pages.edition import Edition
from brandpilot.pages.facts import Derived, Fact, sheet
from brandpilot.records import Notice, Record

PROOF = "proof"
"""Box of a record that is told as its decision, and not among its boxes."""
_FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Decided:
    """What the harvest recorded of a merge; `failed` are the rules that it broke.

    `told` is the whole record, `office` the one that decided, None where none was on the roster.
    """

    path: str
    told: Fact
    office: Fact | None
    opinion: Fact | None
    approvals: tuple[Fact, ...]
    failed: tuple[Fact, ...]
    passed: Derived

    page: str = ""

    @property
    def anchor(self) -> str:
        """Its place on the page of all decisions on a cluster."""
        return f"凭据-{self.path.rpartition('/')[2].removesuffix('.yaml').replace('.', '-')}"

    @property
    def merged_by_approver(self) -> bool:
        """Tell whether the one who approved, and nobody besides, also merged."""
        merger = self.at("merge", "by", "id").value
        return [one.at("id").value for one in self.approvals] == [merger]

    @property
    def of_another(self) -> bool:
        """Tell whether it is a record of its own, and not the recommendation itself."""
        return bool(self.told.at("record"))

    def at(self, *node: str) -> Fact:
        """Give a part of the proof."""
        return self.told.at(PROOF, *node)


def decided(record: Record | Notice, edition: Edition, page: str) -> Decided | None:
    """Tell by which merge a record came; None where none is on record. `page` is where all of it stands.

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
    verdicts = proof.at("verdicts").items()
    failed = tuple(one.at("rule") for one in verdicts if one.at("verdict").value == _FAIL)
    return Decided(
        source.path,
        told,
        office or None,
        None if own or not opinion else opinion,
        proof.at("approvals").items(),
        failed,
        Derived(f"passed:{source.path}", len(verdicts) - len(failed)),
        page,
    )
