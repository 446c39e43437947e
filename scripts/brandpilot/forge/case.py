"""One pull request as the rules look at it, before its merge (gate) and after it (harvest)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from brandpilot.checks import Law
from brandpilot.findings import Finding, Json
from brandpilot.forge.evidence import Evidence, Pull, Review
from brandpilot.git.repository import Change, Commit
from brandpilot.load import Document
from brandpilot.roster import Roster


class Kind(StrEnum):
    """What a request is about, told by the paths that it touches."""

    FILING = "filing"
    UNIT = "unit"
    DECISION = "decision"
    EXPERT = "expert"
    RECORD = "record"
    ROSTER = "roster"
    SOFTWARE = "software"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that a decision is judged by. Nothing in it comes from the request's own rules.

    `changes` are by Git, from the head's merge base with main to the head (for a merged one, to
    its second parent). `before` are the readable documents of the base that the rules need, by
    path: those of the dossiers concerned and the changed files; `after` the changed files at the
    head that can be read. `findings` are the errors that the change would bring onto main.
    `roster` is the base branch's. `now` is the server's time (RFC 3339, UTC), of the merge where it
    is merged. `first_seen` is the server's time of our first status on this head, `now` where
    there is none. `returned` holds, by review id of a request for changes, the changed files as
    they then were. `commits` are those that the head has and the base has not; `merge` the merge
    commit, None while it is open.
    """

    evidence: Evidence
    kind: Kind
    changes: tuple[Change, ...]
    before: Mapping[str, Document]
    after: Mapping[str, Document]
    findings: tuple[Finding, ...]
    roster: Roster
    law: Law
    now: str
    first_seen: str
    commits: tuple[Commit, ...] = ()
    returned: Mapping[int, Mapping[str, Document]] | None = None
    owner_errors: tuple[str, ...] = ()
    frozen: frozenset[str] = frozenset()
    expected: Mapping[str, bytes] | None = None
    merge: Commit | None = None
    merged_files: Mapping[str, str | None] | None = None

    @property
    def pull(self) -> Pull:
        """The pull request itself."""
        return self.evidence.pull

    @property
    def reviews(self) -> Sequence[Review]:
        """Its reviews, oldest first."""
        return self.evidence.reviews

    def setting(self, name: str) -> Json:
        """Give a setting of the call under which the changed filing is made; None where there is none."""
        call = next(
            (one.data.get("call") for one in self.after.values() if one.data.get("call")), None
        )
        settings = self.law.calls.get(call, {}) if isinstance(call, str) else {}
        return settings.get(name)
