"""What Git itself says of the merge that a record names: bytes, parents, roster, who was entitled."""

from collections.abc import Iterator

from brandpilot.forge.harvest import NO_ROSTER
from brandpilot.forge.kinds import Kind, authority_of, dossiers, kind_of, paths_of
from brandpilot.forge.proof.claims import Claim
from brandpilot.forge.proof.line import Landing
from brandpilot.forge.proof.people import eligible
from brandpilot.forge.proof.rule import MergeHit
from brandpilot.forge.proof.view import View
from brandpilot.forge.rules import PASS
from brandpilot.layout import RECOMMENDATION, place_of
from brandpilot.moments import day_of, seconds_of

_WHOLE, _PLAIN = "merge", "100644"
_SHORT = 12
_REMOVED, _NOT_WHOLE, _MERGER, _OTHER_BYTES = "G104", "G801", "G803", "G804"
"""Rules of the gate by which a record says itself that Git will not bear it out."""
_APART = 600
"""Seconds between the forge's time of a merge and the one in its commit; the forge writes both."""


def as_decided(view: View, claim: Claim, landing: Landing) -> Iterator[MergeHit]:
    """R302: the decided file had other bytes in the approved commit, or in the merge."""
    node = _node_of_digest(claim)
    head = view.seen.repository.commit(landing.head)
    found = view.digest(head, claim.decided)
    if found is None and _REMOVED in claim.failed:
        found = view.digest(landing.base, claim.decided)
    elif _OTHER_BYTES not in claim.failed and view.digest(landing.end, claim.decided) != found:
        yield node, {"file": claim.decided, "commit": landing.end.hash[:_SHORT]}
    if found != claim.sha256:
        yield node, {"file": claim.decided, "commit": landing.head[:_SHORT]}


def unchanged_since(view: View, claim: Claim, landing: Landing) -> Iterator[MergeHit]:
    """R317: the decided file was changed after the decision stood.

    A request that was merged before this one was on record may have taken its place.
    """
    if claim.is_irregular:
        return
    for other in view.claims_on(claim.decided):
        later = view.landing(other)
        if later and not other.is_irregular and landing.at < later.at < claim.written:
            return
    if view.digest(view.line.tip, claim.decided) != claim.sha256:
        yield _node_of_digest(claim), {"file": claim.decided}


def head_merged(_view: View, claim: Claim, landing: Landing) -> Iterator[MergeHit]:
    """R304: the merge's second parent is not the commit that the record says was approved."""
    told = {claim.head}
    if claim.data["schema"].startswith(f"{RECOMMENDATION}/"):
        told.add(claim.data["application"]["commit"])
    if told != {landing.head}:
        yield ("proof", "head"), {"head": claim.head[:_SHORT], "found": landing.head[:_SHORT]}


def merged_whole(_view: View, claim: Claim, landing: Landing) -> Iterator[MergeHit]:
    """R325: a merge that the record says is one and Git says is none, or the other way round."""
    says = {claim.proof["merge"]["method"] == _WHOLE, _NOT_WHOLE not in claim.failed}
    if says != {landing.is_whole}:
        yield ("proof", "merge", "method"), {"commit": landing.end.hash[:_SHORT]}


def roster_of_then(view: View, claim: Claim, landing: Landing) -> Iterator[MergeHit]:
    """R305: the roster before the merge is not the one that the record names."""
    _, blob = view.line.roster(landing.base)
    if claim.proof["roster"] != (blob or NO_ROSTER):
        yield ("proof", "roster"), {"commit": landing.base.hash[:_SHORT]}


def approvers_entitled(view: View, claim: Claim, landing: Landing) -> Iterator[MergeHit]:
    """R307: an approval by somebody who could not give it: by the roster, the term, a recusal, as filer."""
    merged = claim.proof["merge"]["at"]
    for at, one in enumerate(claim.proof["approvals"]):
        allowed = eligible(view, claim, landing, one["at"])
        is_fit = one["id"] in allowed.accounts and one["authority"] == allowed.authority
        if not is_fit or one["at"] > merged:
            yield ("proof", "approvals", at), {"login": one["login"], "day": day_of(one["at"])}


def approved_at_all(_view: View, claim: Claim, _landing: Landing) -> Iterator[MergeHit]:
    """R320: a record that counts without an approval."""
    if not claim.is_irregular and not claim.proof["approvals"]:
        yield ("proof", "approvals"), {}


def merger_entitled(view: View, claim: Claim, landing: Landing) -> Iterator[MergeHit]:
    """R309: a merge by somebody who could not make it, and of whom the record does not say so."""
    told = claim.proof["merge"]
    allowed = eligible(view, claim, landing, told["at"])
    if _MERGER not in claim.failed and told["by"]["id"] not in allowed.accounts:
        yield ("proof", "merge", "by"), {"login": told["by"]["login"], "day": day_of(told["at"])}


def decided_by_this_merge(_view: View, claim: Claim, landing: Landing) -> Iterator[MergeHit]:
    """R318: a merge that did not bring the file that it is said to have decided on.

    A request that broke a rule may have brought what main had already.
    """
    if claim.decided in {change.path for change in landing.changes}:
        return
    if not claim.is_irregular or claim.decided not in landing.touched:
        yield (
            ("proof", "merge", "commit"),
            {
                "file": claim.decided,
                "commit": landing.end.hash[:_SHORT],
            },
        )


def judged_as_git_shows(_view: View, claim: Claim, landing: Landing) -> Iterator[MergeHit]:
    """R328: a rule said to be kept that the merge itself shows broken."""
    found = [rule for rule in _broken(landing) if claim.verdicts.get(rule) == PASS]
    if found:
        yield (
            ("proof", "verdicts"),
            {"rules": "、".join(found), "commit": landing.end.hash[:_SHORT]},
        )


def _broken(landing: Landing) -> Iterator[str]:
    """Yield the gate's rules on what a request touches that Git alone shows to be broken."""
    paths = paths_of(landing.changes)
    kind = kind_of(paths)
    if kind is Kind.MIXED:
        yield "G101"
    units = kind is Kind.UNIT and authority_of(kind, paths) is None
    if units or (kind is Kind.FILING and len(dossiers(paths)) > 1):
        yield "G102"
    known = [change for change in landing.changes if place_of(change.path)]
    if any(change.after is None for change in known):
        yield _REMOVED
    if any(change.after and change.after.mode != _PLAIN for change in known):
        yield "G111"


def timed_as_committed(_view: View, claim: Claim, landing: Landing) -> Iterator[MergeHit]:
    """R321: a time of the merge, or a date of the record, that the merge commit does not bear out."""
    told = claim.proof["merge"]["at"]
    is_apart = abs(seconds_of(told) - landing.end.seconds) > _APART
    if is_apart or claim.data["date"] != day_of(told):
        yield ("proof", "merge", "at"), {"found": told, "commit": landing.end.hash[:_SHORT]}


def _node_of_digest(claim: Claim) -> tuple[str, str]:
    is_application = claim.data["schema"].startswith(f"{RECOMMENDATION}/")
    return ("application" if is_application else "record", "sha256")
