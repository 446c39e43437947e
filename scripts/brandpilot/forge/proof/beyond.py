"""Beyond Git: the evidence that was kept of a request, and what the forge now says of it."""

from collections.abc import Iterator

from brandpilot.findings import NodePath
from brandpilot.forge.evidence import Evidence
from brandpilot.forge.proof.claims import Claim
from brandpilot.forge.proof.rule import ClaimHit
from brandpilot.forge.proof.view import View
from brandpilot.forge.reviewing import APPROVED


def evidence_at_hand(view: View) -> Iterator[ClaimHit]:
    """R323: a record whose evidence is not among what was given."""
    for claim in view.claims:
        is_wanted = view.given is not None and claim.number not in view.given
        if is_wanted and view.evidence(claim) is None:
            yield claim, ("proof", "evidence_sha256"), {"number": claim.number}


def evidence_as_hashed(view: View) -> Iterator[ClaimHit]:
    """R311: evidence of a request that is not what the record's digest stands for."""
    for claim in view.claims:
        if claim.number in (view.given or ()) and view.evidence(claim) is None:
            yield claim, ("proof", "evidence_sha256"), {"number": claim.number}


def as_evidence_says(view: View) -> Iterator[ClaimHit]:
    """R312: a record that says otherwise than its evidence: who, when, opinion, rank, verdicts."""
    for claim in view.claims:
        remade = view.remade.get(claim.path)
        if remade and (remade.boxes or remade.rules):
            form = view.seen.forms[claim.data["schema"]]
            told = [*map(form.title, remade.boxes), *remade.rules]
            yield claim, ("proof",), {"number": claim.number, "found": "、".join(told)}


def as_judged_now(view: View) -> Iterator[ClaimHit]:
    """R324: a verdict that the forms and rules of today do not give."""
    for claim in view.claims:
        remade = view.remade.get(claim.path)
        if remade and remade.unsure:
            told = {"number": claim.number, "rules": "、".join(remade.unsure)}
            yield claim, ("proof", "verdicts"), told


def as_the_forge_says(view: View) -> Iterator[ClaimHit]:
    """R326: a request that the forge does not have, or knows with another merge or without an approval."""
    for claim in view.claims:
        if view.asked is not None and (found := _contradicted(claim, view.asked[claim.number])):
            yield claim, found, {"number": claim.number}


def still_on_the_forge(view: View) -> Iterator[ClaimHit]:
    """R327: an approval of which the forge no longer says by whom it was, or that it was one."""
    for claim in view.claims:
        told = view.asked[claim.number] if view.asked is not None else None
        if told is None or _contradicted(claim, told):
            continue
        reviews = {one.id: one for one in told.reviews}
        for at, one in enumerate(claim.proof["approvals"]):
            review = reviews[one["review"]]
            if review.by.id is None or review.state != APPROVED:
                node = ("proof", "approvals", at)
                yield claim, node, {"number": claim.number, "login": one["login"]}


def _contradicted(claim: Claim, told: Evidence | None) -> NodePath:
    """Give the box that the forge contradicts; () for none.

    Of a squashed request the approved commit is not on main, nor in its record.
    """
    if told is None:
        return ("proof", "pull", "number")
    if told.pull.merge_commit != claim.merge:
        return ("proof", "merge", "commit")
    approved = claim.head if claim.head != claim.merge else told.pull.head
    reviews = {one.id: one for one in told.reviews}
    for at, one in enumerate(claim.proof["approvals"]):
        review = reviews.get(one["review"])
        is_by_another = review is not None and review.by.id not in (one["id"], None)
        if review is None or is_by_another or (review.commit, review.at) != (approved, one["at"]):
            return ("proof", "approvals", at)
    return ()
