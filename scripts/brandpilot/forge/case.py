"""One pull request as the rules look at it, before its merge (gate) and after it (harvest)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from brandpilot.checks import Law
from brandpilot.findings import Finding, Json
from brandpilot.forge.evidence import Evidence, Pull, Review
from brandpilot.forge.kinds import Kind, authority_of, dossiers, kind_of, paths_of
from brandpilot.git.repository import Change, Commit, Entry
from brandpilot.load import Document
from brandpilot.roster import Roster

OPEN, MERGED = "open", "merged"
"""At what stage a case is looked at."""


@dataclass(frozen=True)
class Case:
    """Everything that a decision is judged by. Nothing in it comes from the request's own rules.

    `changes` are by Git, from the head's merge base with main to the head (for a merged one, to
    its second parent). `before` are the readable documents of the base that the rules need, by
    path: the whole dossier and the changed files; `after` the changed files at the head that can
    be read. `findings` are the errors that the change would bring onto main. `roster` is the base
    branch's. `now` is the server's time (RFC 3339, UTC), of the merge where it is merged.
    `first_seen` is the server's time of our first status on this head, `now` where there is none.
    `returned` holds, by review id of a request for changes, the changed files as they then were.
    `commits` are those that the head has and the base has not. `frozen` are the paths on which a
    decision stands. `owners` is what CODEOWNERS should be by the head's roster, None where the
    roster is not touched or is not sound. `expected` is what a fresh harvest gives for a request
    of records. `merge` is the merge commit, `merged_files` what it holds of the changed paths.
    """

    evidence: Evidence
    changes: tuple[Change, ...]
    before: Mapping[str, Document]
    after: Mapping[str, Document]
    findings: tuple[Finding, ...]
    roster: Roster
    law: Law
    now: str
    first_seen: str
    commits: tuple[Commit, ...] = ()
    returned: Mapping[int, Mapping[str, Document]] = field(default_factory=dict)
    owner_errors: tuple[str, ...] = ()
    frozen: frozenset[str] = frozenset()
    owners: bytes | None = None
    owners_found: bytes | None = None
    found: Mapping[str, bytes] = field(default_factory=dict)
    expected: Mapping[str, bytes] | None = None
    merge: Commit | None = None
    merged_files: Mapping[str, Entry | None] = field(default_factory=dict)

    @property
    def pull(self) -> Pull:
        """The pull request itself."""
        return self.evidence.pull

    @property
    def reviews(self) -> Sequence[Review]:
        """Its reviews, oldest first."""
        return self.evidence.reviews

    @property
    def stage(self) -> str:
        """Tell whether it is still open, or merged."""
        return MERGED if self.merge else OPEN

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """All paths that it touches."""
        return paths_of(self.changes)

    @cached_property
    def kind(self) -> Kind:
        """What it is about."""
        return kind_of(self.paths)

    @cached_property
    def authority(self) -> str | None:
        """Who decides on it."""
        return authority_of(self.kind, self.paths)

    @cached_property
    def dossier(self) -> str | None:
        """The dossier that it touches; None for none or several."""
        found = dossiers(self.paths)
        return next(iter(found)) if len(found) == 1 else None

    @cached_property
    def application(self) -> Document | None:
        """The application that it files; None where it files none that can be read."""
        filed = (one for one in self.after.values() if one.kind == "application")
        return next(filed, None)

    @property
    def call(self) -> Mapping[str, Json]:
        """The settings of the call under which it files; empty where it files under none."""
        named = (one.data.get("call") for one in self.after.values())
        call = next((one for one in named if isinstance(one, str)), "")
        return self.law.calls.get(call, {})
