"""What a commit held that decisions rest on: the roster, the calls, the dossier, the decisions."""

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from brandpilot.checks import Law
from brandpilot.git.ancestry import Ancestry
from brandpilot.git.repository import Change, Repository
from brandpilot.git.trees import Trees
from brandpilot.inspection import read_law
from brandpilot.layout import (
    DECISION,
    NOTICES,
    RECOMMENDATION,
    REVIEWERS,
    SUBMISSIONS,
    path_in_dossier,
    place_of,
)
from brandpilot.load import Document, load
from brandpilot.load.place import disagreements
from brandpilot.roster import Roster, read_roster
from brandpilot.schema import Form, judge, read_forms

_FAILED = "fail"
NOBODY = Roster({})
"""The roster of a commit that has none, or none that can be read: nobody decides."""


class Seen:
    """Reads a repository's commits by the forms and codelists of the running program.

    `schemas` is the tree whose forms are in force. What many commits share is read once: rosters
    by their blob, calls by the tree of notices, folders by their own hash.
    """

    def __init__(self, repository: Repository, schemas: Path) -> None:
        self.repository = repository
        self.schemas = schemas
        self.trees = Trees(repository, lambda _: True)
        self._ancestry: Ancestry | None = None
        self._changed: dict[tuple[str, str], tuple[Change, ...]] = {}
        self._laws: dict[str, Law] = {}
        self._rosters: dict[str, Roster] = {}

    def law(self, commit: str, day: str) -> Law:
        """Give what was in force at a commit, on a day (YYYY-MM-DD)."""
        tree = self.repository.lookup(f"{commit}:{NOTICES}") or ""
        if tree not in self._laws:
            self._laws[tree] = self._read_law(commit, day)
        return replace(self._laws[tree], today=day)

    def roster(self, commit: str) -> tuple[Roster, str | None]:
        """Give the roster of a commit and the hash of its blob; a roster that is not sound names nobody."""
        blob = self.repository.lookup(f"{commit}:{REVIEWERS}")
        if blob is None:
            return NOBODY, None
        return self.roster_of(blob), blob

    def roster_of(self, blob: str) -> Roster:
        """Give the roster that a blob holds."""
        if blob not in self._rosters:
            document = self.sound(REVIEWERS, self.repository.blob(blob))
            self._rosters[blob] = read_roster(document.data) if document else NOBODY
        return self._rosters[blob]

    def documents(self, commit: str, paths: Iterable[str]) -> dict[str, Document]:
        """Give those of some files of a commit that can be read."""
        tree = self.repository.commit(commit).tree
        listed = {path: entry for one in set(paths) for path, entry in self.trees.files(tree, one)}
        found = {
            path: load(path, self.repository.blob(entry.blob))
            for path, entry in sorted(listed.items())
            if entry.is_file
        }
        return {path: one for path, one in found.items() if isinstance(one, Document)}

    def changes(self, before: str, after: str) -> tuple[Change, ...]:
        """Compare two commits path by path."""
        if (before, after) not in self._changed:
            trees = (self.repository.commit(one).tree for one in (before, after))
            self._changed[before, after] = self.trees.changes(*trees)
        return self._changed[before, after]

    def follow(self, tip: str) -> None:
        """Read the commits of a branch at once: its merges will be asked for one after the other."""
        self._ancestry = Ancestry(self.repository, tip)

    def apart(self, base: str, head: str) -> tuple[str | None, tuple[str, ...]]:
        """Give the best common ancestor of two commits, and what `head` alone has, oldest first."""
        if self._ancestry:
            return self._ancestry.apart(base, head)
        return self.repository.merge_base(base, head), self.repository.between(base, head)

    def dossier(self, commit: str, dossier: str) -> dict[str, Document]:
        """Give the readable files of a dossier at a commit."""
        return self.documents(commit, [f"{SUBMISSIONS}/{dossier}"])

    def sound(self, path: str, raw: bytes) -> Document | None:
        """Read a file that is in its form and in its place; None for any other."""
        document = load(path, raw)
        if not isinstance(document, Document) or any(disagreements(document)):
            return None
        return None if judge(document, self.forms).findings else document

    @cached_property
    def forms(self) -> Mapping[str, Form]:
        """The forms in force."""
        return read_forms(self.schemas)

    def _read_law(self, commit: str, day: str) -> Law:
        with tempfile.TemporaryDirectory(prefix="brandpilot-") as folder:
            root = Path(folder)
            for path, entry in self.repository.files(commit, NOTICES).items():
                if entry.is_file and place_of(path):
                    file = root / path
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(self.repository.blob(entry.blob))
            return read_law(root, self.schemas, day)


def frozen(documents: Mapping[str, Document]) -> frozenset[str]:
    """Give the paths on which a decision stands, out of the readable files of a base.

    One that broke a rule freezes nothing, and undoes none that stands.
    """
    found = set()
    for document in documents.values():
        place = document.place
        if place is None or _is_irregular(document):
            continue
        if place.kind == DECISION:
            found.add(place.decides)
        elif place.kind == RECOMMENDATION:
            file = document.data.get("application")
            name = file.get("file") if isinstance(file, dict) else None
            found.add(path_in_dossier(place.dossier, str(name)))
    return frozenset(found)


def _is_irregular(document: Document) -> bool:
    proof = document.data.get("proof")
    rows = proof.get("verdicts") if isinstance(proof, dict) else None
    return any(isinstance(one, dict) and one.get("verdict") == _FAILED for one in rows or ())


def epoch(seen: Seen, tip: str) -> str | None:
    """Give the first commit on main whose roster names a reviewer; None where there is none yet.

    What came before is imported history, which nobody decided here.
    """
    for commit in reversed(tuple(seen.repository.first_parents(tip))):
        if not seen.roster(commit)[0].is_empty:
            return commit
    return None
