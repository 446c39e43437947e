"""An open request as a case: what it would change on main, by main's own rules."""

import tempfile
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from brandpilot.checks import Law
from brandpilot.codeowners import codeowners
from brandpilot.findings import Finding
from brandpilot.forge.case import Case
from brandpilot.forge.evidence import Evidence, Review
from brandpilot.forge.harvest import first_seen
from brandpilot.forge.kinds import Kind, dossiers, kind_of, paths_of
from brandpilot.forge.protocol import Forge
from brandpilot.forge.reviewing import CHANGES_REQUESTED
from brandpilot.forge.seen import Seen, frozen
from brandpilot.git.laying import lay_out
from brandpilot.git.repository import Change, Entry
from brandpilot.inspection import inspect, with_calls_of
from brandpilot.layout import CODEOWNERS, NOTICES, REVIEWERS, SUBMISSIONS
from brandpilot.load import Document, load
from brandpilot.moments import day_of
from brandpilot.roster import read_roster
from brandpilot.schema import judge

_RECORDS = (SUBMISSIONS, NOTICES, REVIEWERS)


def open_case(
    evidence: Evidence,
    forge: Forge,
    seen: Seen,
    base: str,
    now: str,
    expected: Mapping[str, bytes] | None = None,
) -> Case:
    """Look at an open request; its head must be in the repository. `base` is main's tip.

    Forms and codelists are those of the running program, calls and roster main's: nothing that
    the request itself brings judges it, but for what it would publish.
    """
    repository, pull = seen.repository, evidence.pull
    start = repository.merge_base(base, pull.head) or base
    changes = repository.changes(start, pull.head)
    paths = paths_of(changes)
    roster, law = seen.roster(base)[0], seen.law(base, day_of(now))
    folders = [f"{SUBMISSIONS}/{one}" for one in dossiers(paths)]
    before = seen.documents(base, [*folders, *paths])
    kind = kind_of(paths)
    owners = _owners(seen, pull.head, law) if kind is Kind.ROSTER else None
    is_record = kind is Kind.RECORD
    return Case(
        evidence,
        changes,
        before,
        seen.documents(pull.head, paths),
        () if kind is Kind.SOFTWARE else new_errors(seen, base, changes, law),
        roster,
        law,
        now,
        first_seen(evidence, roster) or now,
        tuple(map(repository.commit, repository.between(start, pull.head))),
        _returned(evidence.reviews, forge, seen, paths),
        forge.owner_errors(base),
        frozen(before),
        owners,
        _bytes(seen, pull.head, CODEOWNERS) if owners is not None else None,
        {path: _bytes(seen, pull.head, path) or b"" for path in paths} if is_record else {},
        expected,
    )


def new_errors(seen: Seen, base: str, changes: Sequence[Change], law: Law) -> tuple[Finding, ...]:
    """Give the errors that a tree would have with some changes and has not without them.

    So what is wrong on main already, in whatever file, stops nobody.
    """
    repository = seen.repository
    with tempfile.TemporaryDirectory(prefix="brandpilot-") as folder:
        root = Path(folder).resolve()
        listed = repository.files(base, *_RECORDS)
        lay_out(repository, {path: one for path, one in listed.items() if _is_known(path)}, root)
        (root / SUBMISSIONS).mkdir(exist_ok=True)
        for change in changes:
            if change.after is None and change.path in listed:
                (root / change.path).unlink()
        own = {one.path: one.after for one in changes if one.after and _is_known(one.path)}
        lay_out(repository, own, root)
        errors = inspect(root, _law_of(root, changes, law)).errors
        if not errors:
            return ()
        for path in own:
            _restore(root, path, listed.get(path), seen)
        known = set(inspect(root, _law_of(root, changes, law)).errors)
    return tuple(found for found in errors if found not in known)


def _law_of(root: Path, changes: Sequence[Change], law: Law) -> Law:
    """Give the law of a tree: other notices than the base's may call for other things."""
    is_other = any(change.path.startswith(f"{NOTICES}/") for change in changes)
    return with_calls_of(root, law) if is_other else law


def _restore(root: Path, path: str, entry: Entry | None, seen: Seen) -> None:
    if entry is None:
        (root / path).unlink(missing_ok=True)
    else:
        lay_out(seen.repository, {path: entry}, root)


def _is_known(path: str) -> bool:
    return path == REVIEWERS or path.startswith((f"{SUBMISSIONS}/", f"{NOTICES}/"))


def _returned(
    reviews: Sequence[Review], forge: Forge, seen: Seen, paths: Collection[str]
) -> dict[int, Mapping[str, Document]]:
    """Give the files as they were when they were returned; a head pushed away is asked of the forge."""
    found: dict[int, Mapping[str, Document]] = {}
    for review in reviews:
        if review.state != CHANGES_REQUESTED:
            continue
        if seen.repository.has(review.commit):
            found[review.id] = seen.documents(review.commit, paths)
        else:
            asked = {path: forge.file(review.commit, path) for path in paths}
            read = {path: load(path, raw) for path, raw in asked.items() if raw is not None}
            found[review.id] = {p: one for p, one in read.items() if isinstance(one, Document)}
    return found


def _owners(seen: Seen, head: str, law: Law) -> bytes | None:
    """Give what CODEOWNERS should be by the roster of a head; None where that is not sound."""
    document = seen.documents(head, [REVIEWERS]).get(REVIEWERS)
    if document is None or judge(document, law.forms).findings:
        return None
    return codeowners(read_roster(document.data)).encode()


def _bytes(seen: Seen, commit: str, path: str) -> bytes | None:
    entry = seen.repository.files(commit, path).get(path)
    return seen.repository.blob(entry.blob) if entry and entry.is_file else None
