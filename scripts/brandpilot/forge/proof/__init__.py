"""The proof, years later and offline, that every record of a decision is what Git says it is.

Git proves bytes, ancestry, the approved commit and the roster of then; every object is hashed as it
is read. That an approval was given rests on the App's word, unless the evidence that was kept is at
hand, whose digest stands in the record: from it the whole record is made again. The forge can be
asked besides.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from brandpilot.findings import Finding
from brandpilot.forge.evidence import Evidence
from brandpilot.forge.kinds import paths_of
from brandpilot.forge.proof.claims import Claim
from brandpilot.forge.proof.rule import ProofRule
from brandpilot.forge.proof.rules import RULES
from brandpilot.forge.proof.view import Ask, View
from brandpilot.forge.seen import Seen
from brandpilot.layout import REVIEWERS

PROVED, DOUBTFUL, DIFFERS = "proved", "doubtful", "differs"
MISSING, NOT_ASKED = "missing", "not-asked"
"""How far a record is borne out by evidence, or by the forge."""
STATEMENTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "record": frozenset(("R301", "R308", "R310", "R316", "R319")),
        "merge": frozenset(("R303", "R318", "R321", "R325", "R328")),
        "head": frozenset(("R304",)),
        "bytes": frozenset(("R302", "R317")),
        "roster": frozenset(("R305",)),
        "entitled": frozenset(("R307", "R309", "R320")),
    }
)
"""What Git proves of a record, and the rules that contradict it."""
_AGAINST_EVIDENCE: Mapping[str, str] = MappingProxyType(
    {"R311": DIFFERS, "R312": DIFFERS, "R323": MISSING, "R324": DOUBTFUL}
)
_AGAINST_THE_FORGE: Mapping[str, str] = MappingProxyType({"R326": DIFFERS, "R327": DOUBTFUL})


@dataclass(frozen=True, slots=True)
class Proven:
    """A record and how far it is proved. `date` is the day of the merge, as the record tells it.

    `office` and `approvals`, pairs of login and authority, are the record's own words too.
    `git` tells of each statement whether Git bears it out; `evidence` and `online` are one of
    `proved`, `doubtful`, `differs`, `missing`, `not-asked`.
    """

    path: str
    number: int
    merge: str
    head: str
    date: str
    office: str | None
    approvals: tuple[tuple[str, str], ...]
    is_irregular: bool
    git: Mapping[str, bool]
    evidence: str
    online: str

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing contradicts it."""
        return all(self.git.values()) and DIFFERS not in (self.evidence, self.online)


@dataclass(frozen=True, slots=True)
class Proof:
    """What a repository's whole history came to.

    `begun` is the commit with which decisions began, None where nothing can be decided yet, and
    `since` when that was (seconds, UTC). `merges` counts main's merges from there on; `rosters` are
    the commits that changed the roster, of which no record tells.
    """

    tip: str
    begun: str | None
    since: int
    records: tuple[Proven, ...]
    merges: int
    rosters: tuple[str, ...]
    findings: tuple[Finding, ...]


def prove(
    seen: Seen,
    tip: str,
    evidence: Collection[Evidence] | None = None,
    ask: Ask | None = None,
    rules: Collection[ProofRule] = RULES,
) -> Proof:
    """Prove all records of main at a commit.

    With `evidence` also by what was kept; with `ask` also by what the forge now says. Raises GitError only where the tip itself cannot be read.
    """
    view = View(seen, tip, evidence, ask)
    found = tuple(sorted({one for rule in rules for one in rule.findings(view)}))
    codes: dict[str, set[str]] = {}
    for one in found:
        codes.setdefault(one.path, set()).add(one.code)
    records = tuple(_proven(view, one, codes.get(one.path, set())) for one in view.claims)
    merges = sum(step.is_merge for step in view.line.steps)
    begun = view.line.begun
    return Proof(
        tip,
        begun.hash if begun else None,
        begun.seconds if begun else 0,
        tuple(sorted(records, key=lambda one: one.path)),
        merges,
        tuple(step.commit.hash for step in view.line.steps if REVIEWERS in paths_of(step.changes)),
        found,
    )


def _proven(view: View, claim: Claim, codes: set[str]) -> Proven:
    is_open = claim.path in view.unreadable or view.landing(claim) is None
    git = {
        name: not (codes & against) and (name == "record" or not is_open)
        for name, against in STATEMENTS.items()
    }
    return Proven(
        claim.path,
        claim.number,
        claim.merge,
        claim.head,
        str(claim.data["date"]),
        claim.data["office"],
        tuple((one["login"], one["authority"]) for one in claim.proof["approvals"]),
        claim.is_irregular,
        git,
        _state(_AGAINST_EVIDENCE, codes, is_asked=claim.path in view.remade),
        _state(_AGAINST_THE_FORGE, codes, is_asked=view.asked is not None),
    )


def _state(against: Mapping[str, str], codes: set[str], *, is_asked: bool) -> str:
    found = (state for code, state in against.items() if code in codes)
    return next(found, PROVED if is_asked else NOT_ASKED)


__all__ = [
    "DIFFERS",
    "DOUBTFUL",
    "MISSING",
    "NOT_ASKED",
    "PROVED",
    "STATEMENTS",
    "Ask",
    "Proof",
    "Proven",
    "prove",
]
