"""The proof, years later and offline, that every record of a decision is what Git says it is.

Git proves bytes, ancestry, the second parent and the roster of then. That an approval was given is
proved by the evidence that was kept, whose digest stands in the record; from it the whole record
is made again, byte for byte.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from brandpilot.findings import Finding, Json, finding
from brandpilot.forge.evidence import Evidence
from brandpilot.forge.harvest import NotHereError, harvest, line_of
from brandpilot.forge.kinds import ON_RECORDS, Kind, authority_of, kind_of, kind_of_path, paths_of
from brandpilot.forge.seen import Seen, epoch
from brandpilot.git.repository import Commit
from brandpilot.layout import (
    DECISION,
    NOTICES,
    RECOMMENDATION,
    SUBMISSIONS,
    path_in_dossier,
    place_of,
)
from brandpilot.load import Document
from brandpilot.moments import day_of

_FAIL, _WHOLE = "fail", "merge"
_PARENTS = 2
_SHORT = 12


@dataclass(frozen=True, slots=True)
class Proven:
    """A record and how far it is proved: `evidence` tells whether also by what was kept."""

    path: str
    number: int
    is_irregular: bool
    is_sound: bool
    evidence: bool


@dataclass(frozen=True, slots=True)
class Proof:
    """What a repository's whole history came to. `begun` is None where nothing was decided yet."""

    tip: str
    begun: str | None
    records: tuple[Proven, ...]
    merges: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Record:
    """A record with a proof: the file that it decided on, and its parts for short."""

    path: str
    document: Document
    raw: bytes
    decided: str
    sha256: str
    proof: Mapping[str, Json]

    @property
    def merge(self) -> str:
        return str(self.proof["merge"]["commit"])

    @property
    def is_irregular(self) -> bool:
        return any(one["verdict"] == _FAIL for one in self.proof["verdicts"])

    def finding(self, code: str, *node: str, **values: object) -> Finding:
        return self.document.finding(code, ("proof", *node) if node else (), values)


def prove(seen: Seen, tip: str, evidence: Mapping[int, Evidence] | None = None) -> Proof:
    """Prove all records of main at a commit; `evidence` by number of request, None to go without."""
    begun = epoch(seen, tip)
    if begun is None:
        return Proof(tip, None, (), 0, ())
    records, unsound = _records(seen, tip)
    prover = _Prover(seen, (begun, tip), records, evidence)
    found = sorted({*unsound, *prover.findings()})
    at_fault = {one.path for one in found}
    proven = tuple(
        Proven(
            one.path,
            one.proof["pull"]["number"],
            one.is_irregular,
            one.path not in at_fault,
            one.path in prover.with_evidence,
        )
        for one in records
    )
    merges = sum(len(one.parents) == _PARENTS for one in prover.chain.values())
    return Proof(tip, begun, proven, merges, tuple(found))


def _records(seen: Seen, tip: str) -> tuple[list[_Record], list[Finding]]:
    """Read the records with a proof; what is in no form to be proved is told (R316)."""
    found, unsound = [], []
    for path, entry in seen.repository.files(tip, SUBMISSIONS, NOTICES).items():
        place = place_of(path)
        if place is None or place.kind not in (RECOMMENDATION, DECISION):
            continue
        raw = seen.repository.blob(entry.blob) if entry.is_file else b""
        document = seen.sound(path, raw)
        if document is None:
            unsound.append(finding(path, (1, 1), "R316"))
        elif document.data.get("proof"):
            found.append(_record(path, document, raw))
    return found, unsound


def _record(path: str, document: Document, raw: bytes) -> _Record:
    place, data = document.place, document.data
    if place and place.kind == DECISION:
        decided, digest = place.decides, data["record"]["sha256"]
    else:
        home = place.dossier if place else ""
        decided = path_in_dossier(home, data["application"]["file"])
        digest = data["application"]["sha256"]
    return _Record(path, document, raw, decided, str(digest), data["proof"])


class _Prover:
    """Everything that the rules look at together."""

    def __init__(
        self,
        seen: Seen,
        span: tuple[str, str],
        records: list[_Record],
        evidence: Mapping[int, Evidence] | None,
    ) -> None:
        self.seen, self.records, self.evidence = seen, records, evidence
        self.begun, self.tip = span
        self.history = list(seen.repository.history(*span))
        self.chain = {hash_: seen.repository.commit(hash_) for hash_, _ in self.history}
        self.with_evidence = set[str]()
        self.by_path = {one.path: one for one in records}
        self.ends = {one.merge for one in records}

    def findings(self) -> Iterator[Finding]:
        for record in self.records:
            merge = self.chain.get(record.merge)
            if merge is None:
                yield record.finding("R303", "merge", "commit", commit=record.merge[:_SHORT])
                continue
            yield from self._of_merge(record, merge)
            yield from self._of_file(record)
        yield from self._of_history()
        yield from self._of_coverage()
        yield from self._of_evil()
        yield from self._of_numbers()
        if self.evidence is not None:
            yield from self._of_evidence(self.evidence)

    def _of_merge(self, record: _Record, merge: Commit) -> Iterator[Finding]:
        """R304, R305, R307, R309: what the merge itself says."""
        head, method = record.proof["head"], record.proof["merge"]["method"]
        is_whole = len(merge.parents) == _PARENTS
        if (method == _WHOLE) != is_whole or (is_whole and merge.parents[1] != head):
            yield record.finding("R304", "head", head=head[:_SHORT])
        base = merge.parents[0] if is_whole else self._start(merge)
        roster, blob = self.seen.roster(base)
        if record.proof["roster"] != (blob or "0" * 40):
            yield record.finding("R305", "roster", commit=merge.hash[:_SHORT])
            return
        if record.is_irregular:
            return
        filers = [self._author(record), *self._accounts(record)]
        kind = kind_of_path(record.decided)
        authority = authority_of(kind, [record.decided]) or ""
        place = place_of(record.decided)
        dossier = place.dossier if place and place.is_in_dossier else None
        for at, one in enumerate(record.proof["approvals"]):
            allowed = roster.eligible(authority, day_of(one["at"]), dossier=dossier, filers=filers)
            if one["id"] not in allowed.accounts or one["authority"] != allowed.authority:
                yield record.document.finding(
                    "R307", ("proof", "approvals", at), {"login": one["login"]}
                )
        if not record.proof["approvals"]:
            yield record.finding("R307", "approvals", login="—")
        merger, when = record.proof["merge"]["by"], day_of(record.proof["merge"]["at"])
        allowed = roster.eligible(authority, when, dossier=dossier, filers=filers)
        if merger["id"] not in allowed.accounts:
            yield record.finding("R309", "merge", "by", login=merger["login"])

    def _start(self, merge: Commit) -> str:
        own = list(line_of(merge, self.seen.repository, self.ends))
        return own[-1].parents[0] if own[-1].parents else own[-1].hash

    def _author(self, record: _Record) -> int:
        return record.proof["pull"]["author"]["id"] or 0

    def _accounts(self, record: _Record) -> Iterator[int]:
        """Yield the organizer's accounts, by the decided file itself."""
        document = self.seen.documents(record.merge, [record.decided]).get(record.decided)
        organizer = document.data.get("organizer") if document else None
        for one in organizer.get("accounts", ()) if isinstance(organizer, dict) else ():
            yield one["id"]

    def _of_file(self, record: _Record) -> Iterator[Finding]:
        """R302: the decided file has other bytes than were decided on: at the merge, or now."""
        hashes = [self._digest(record.merge, record.decided)]
        if not record.is_irregular:
            hashes.append(self._digest(self.tip, record.decided))
        if any(one != record.sha256 for one in hashes):
            yield record.finding("R302", file=record.decided)

    def _digest(self, commit: str, path: str) -> str | None:
        blob = self.seen.repository.lookup(f"{commit}:{path}")
        return sha256(self.seen.repository.blob(blob)).hexdigest() if blob else None

    def _of_history(self) -> Iterator[Finding]:
        """R301, R308: a record that was changed, taken away, or brought by anything but its own request."""
        for hash_, changes in self.history:
            is_merge = len(self.chain[hash_].parents) == _PARENTS
            is_of_records = is_merge and kind_of(paths_of(changes)) is Kind.RECORD
            for change in changes:
                place = place_of(change.path)
                if place is None or place.kind not in (RECOMMENDATION, DECISION):
                    continue
                told = {"commit": hash_[:_SHORT]}
                if change.before is not None:
                    yield finding(change.path, (1, 1), "R301", **told)
                elif not is_of_records or change.path not in self.by_path:
                    yield finding(change.path, (1, 1), "R308", **told)

    def _of_coverage(self) -> Iterator[Finding]:
        """R306, R313, R314: requests without a record, and commits that no request brought."""
        covered = self._covered()
        is_later_recorded = False
        for hash_, changes in self.history:
            decided = [one.path for one in changes if kind_of_path(one.path) in ON_RECORDS]
            is_merge = len(self.chain[hash_].parents) == _PARENTS
            told = {"commit": hash_[:_SHORT]}
            if hash_ in covered:
                is_later_recorded = True
            elif not is_merge:
                yield finding(changes[0].path if changes else "", (1, 1), "R314", **told)
            elif decided:
                code = "R306" if is_later_recorded else "R313"
                yield finding(decided[0], (1, 1), code, **told)

    def _covered(self) -> set[str]:
        """Give the commits that some record tells of, with all those of a squashed or rebased request."""
        covered = set(self.ends)
        for record in self.records:
            merge = self.chain.get(record.merge)
            if merge and len(merge.parents) != _PARENTS:
                covered |= {one.hash for one in line_of(merge, self.seen.repository, self.ends)}
        return covered

    def _of_evil(self) -> Iterator[Finding]:
        """R315: a merge that holds a record as neither of its parents has it."""
        for hash_, paths in self.seen.repository.evil(self.begun, self.tip):
            records = (path for path in paths if place_of(path))
            yield from (finding(path, (1, 1), "R315", commit=hash_[:_SHORT]) for path in records)

    def _of_numbers(self) -> Iterator[Finding]:
        """R310: one number for two merges, or one merge under two numbers."""
        merge_of, number_of = dict[int, str](), dict[str, int]()
        for one in self.records:
            number = one.proof["pull"]["number"]
            same = merge_of.setdefault(number, one.merge) == one.merge
            if not same or number_of.setdefault(one.merge, number) != number:
                yield one.finding("R310", "pull", "number", number=number)

    def _of_evidence(self, evidence: Mapping[int, Evidence]) -> Iterator[Finding]:
        """R311, R312: evidence that is missing or is another, and a record that it does not give again."""
        kept = {}
        for one in self.records:
            number = one.proof["pull"]["number"]
            found = evidence.get(number)
            if found is None or found.sha256 != one.proof["evidence_sha256"]:
                yield one.finding("R311", "evidence_sha256", number=number)
            elif one.merge in self.chain:
                kept[number] = found
        try:
            fresh = harvest(kept.values(), self.seen, (), self.ends)
        except NotHereError:
            fresh = {}
        for one in self.records:
            if one.proof["pull"]["number"] in kept:
                if fresh.get(one.path) != one.raw:
                    yield one.finding("R312", number=one.proof["pull"]["number"])
                else:
                    self.with_evidence.add(one.path)
