"""What the rules of the proof look at together: main, the claims, and what was decided on when."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import TypeAlias

from brandpilot.forge.evidence import Evidence
from brandpilot.forge.proof.again import Remade, remake
from brandpilot.forge.proof.claims import Claim, is_claim, read_claim
from brandpilot.forge.proof.line import Landing, Line
from brandpilot.forge.seen import Seen
from brandpilot.git import GitError
from brandpilot.git.objects import Commit, Entry
from brandpilot.git.repository import Change

_KEPT = 4096


Ask: TypeAlias = Callable[[Sequence[int]], Mapping[int, Evidence | None]]
"""Asks the forge about requests by their numbers; None for one that it does not have."""


@dataclass(frozen=True, slots=True)
class Touch:
    """A change of a record of a decision, at a step of main."""

    at: int
    change: Change


class View:
    """Everything, read once. Records in no form to be proved are in `unread`, those without a proof in `unproved`.

    `kept` is the evidence at hand, `ask` what the forge now says of requests (None for one that
    it does not have); both are None where nobody wants to go beyond Git. `given` are the numbers of
    the requests whose evidence was at hand, `asked` the forge's answers; the attribute `kept` is
    all evidence by its digest.
    """

    def __init__(
        self,
        seen: Seen,
        tip: str,
        kept: Collection[Evidence] | None = None,
        ask: Ask | None = None,
    ) -> None:
        self.seen, self.line = seen, Line(seen, tip)
        self.touches = tuple(self._touches())
        self.unreadable: set[str] = set()
        self.claims: list[Claim] = []
        self.unread: list[str] = []
        self.unproved: list[str] = []
        self._read_claims()
        ends = frozenset(one.merge for one in self.claims)
        self._landings = {one.end.hash: one for one in self.line.landings(ends)}
        self._digest = lru_cache(_KEPT)(self._digest_of)
        self.filers: dict[str, frozenset[int]] = {}
        self.given = None if kept is None else frozenset(one.pull.number for one in kept)
        self.asked = ask(self.numbers) if ask else None
        told = (one for one in (self.asked or {}).values() if one)
        self.kept = {one.sha256: one for one in (*(kept or ()), *told)}

    @property
    def numbers(self) -> list[int]:
        """The numbers of the requests that records tell of."""
        return sorted({one.number for one in self.claims})

    @property
    def landings(self) -> Collection[Landing]:
        """What requests brought onto main, oldest first."""
        return self._landings.values()

    def landing(self, claim: Claim) -> Landing | None:
        """Give what a claim's merge brought; None where it is none on main since somebody can decide."""
        return self._landings.get(claim.merge) if claim.written >= 0 else None

    def claims_of(self, landing: Landing) -> dict[str, Claim]:
        """Give the claims that name a merge, by the file decided on."""
        return self._by_merge.get(landing.end.hash, {})

    def claims_on(self, decided: str) -> list[Claim]:
        """Give the claims about one file."""
        return self._by_decided.get(decided, [])

    def digest(self, commit: Commit, path: str) -> str | None:
        """Give the SHA-256 of a file at a commit; None where there is no plain file. Raises GitError."""
        entry = self.line.trees.at(commit.tree, path)
        return self._digest(entry.blob) if entry and entry.is_file else None

    def entry(self, commit: str, path: str) -> Entry | None:
        """Give what lies at a path of a commit. Raises GitError."""
        return self.line.trees.at(self.seen.repository.commit(commit).tree, path)

    def evidence(self, claim: Claim) -> Evidence | None:
        """Give the evidence that a claim rests on, where it is at hand."""
        return self.kept.get(claim.proof["evidence_sha256"])

    @cached_property
    def remade(self) -> Mapping[str, Remade]:
        """What the claims whose evidence is at hand are when they are made again, by path."""
        resting: dict[str, list[Claim]] = {}
        for claim in self.claims:
            if self.evidence(claim):
                resting.setdefault(claim.proof["evidence_sha256"], []).append(claim)
        ends = {one.merge for one in self.claims}
        found: dict[str, Remade] = {}
        for hash_, own in resting.items():
            try:
                found.update(remake(self.seen, own, self.kept[hash_], ends))
            except GitError as error:
                self.line.note(error)
        return found

    def _touches(self) -> Iterator[Touch]:
        """Yield what happened to records of decisions: first those that lay there before."""
        if not self.line.is_whole:
            return
        try:
            for path, entry in self.line.trees.files(self.line.first.tree):
                if is_claim(path):
                    yield Touch(-1, Change(path, None, entry))
        except GitError as error:
            self.line.note(error)
        for at, step in enumerate(self.line.steps):
            yield from (Touch(at, one) for one in step.changes if is_claim(one.path))

    def _read_claims(self) -> None:
        known = set[str]()
        for touch in self.touches:
            path, entry = touch.change.path, touch.change.after
            if path in known or entry is None:
                continue
            known.add(path)
            claim = self._claim(path, entry, touch.at)
            if claim is None:
                is_told = touch.at < 0 or path in self.unreadable
                self.unread += [] if is_told else [path]
            elif claim.data.get("proof"):
                self.claims.append(claim)
            elif touch.at >= 0:
                self.unproved.append(path)
        self._by_merge: dict[str, dict[str, Claim]] = {}
        self._by_decided: dict[str, list[Claim]] = {}
        for claim in self.claims:
            self._by_merge.setdefault(claim.merge, {}).setdefault(claim.decided, claim)
            self._by_decided.setdefault(claim.decided, []).append(claim)

    def _claim(self, path: str, entry: Entry, at: int) -> Claim | None:
        if not entry.is_file:
            return None
        try:
            return read_claim(self.seen, path, self.seen.repository.blob(entry.blob), at)
        except GitError as error:
            self.line.note(error)
            self.unreadable.add(path)
            return None

    def _digest_of(self, blob: str) -> str:
        return sha256(self.seen.repository.blob(blob)).hexdigest()
