"""A record made again, from its evidence and from Git, and compared with what was written."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from brandpilot.findings import Json, NodePath
from brandpilot.forge.evidence import Evidence
from brandpilot.forge.harvest import NotHereError, harvest
from brandpilot.forge.proof.claims import Claim, read_claim
from brandpilot.forge.rules import PASS
from brandpilot.forge.seen import Seen

_BY_THE_FORMS_OF_NOW = frozenset(("G401", "G402", "G507"))
"""Rules whose verdict rests on forms and checks, which may have changed since."""
_PROOF = "proof"


@dataclass(frozen=True, slots=True)
class Remade:
    """What a record made again says differently.

    `boxes` are the boxes that differ, `rules` the rules with another verdict, `unsure` those whose
    other verdict may come of forms or rules that are younger than the record.
    """

    boxes: tuple[NodePath, ...] = ()
    rules: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Tell whether nothing differs."""
        return not (self.boxes or self.rules or self.unsure)


def remake(
    seen: Seen, claims: Collection[Claim], evidence: Evidence, ends: Collection[str]
) -> dict[str, Remade]:
    """Make the records that rest on one evidence again; by path, how they differ. Raises GitError."""
    try:
        made = harvest((evidence,), seen, (), ends)
    except (NotHereError, LookupError, TypeError, ValueError, AttributeError):
        made = {}  # evidence of another repository, or such as no harvest writes
    by_decided = {}
    for path, raw in made.items():
        if claim := read_claim(seen, path, raw, 0):
            by_decided[claim.decided] = claim
    return {one.path: _compare(one, by_decided.get(one.decided)) for one in claims}


def _compare(claim: Claim, fresh: Claim | None) -> Remade:
    if fresh is None:
        return Remade(boxes=((_PROOF,),))
    if fresh.raw == claim.raw:
        return Remade()
    boxes = [(key,) for key in _differing(claim.data, fresh.data) if key != _PROOF]
    below = [(_PROOF, key) for key in _differing(claim.proof, fresh.proof) if key != "verdicts"]
    was, now = claim.verdicts, fresh.verdicts
    differing = [rule for rule in now if was.get(rule, PASS) != now[rule]]
    # A rule that came later has no verdict in an older record.
    unsure = [rule for rule in differing if rule in _BY_THE_FORMS_OF_NOW or rule not in was]
    rules = tuple(rule for rule in differing if rule not in unsure)
    return Remade((*boxes, *below), rules, tuple(unsure))


def _differing(one: Mapping[str, Json], other: Mapping[str, Json]) -> list[str]:
    return [key for key in {**one, **other} if one.get(key) != other.get(key)]
