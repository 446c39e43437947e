"""One pass over a whole tree: load, judge, examine, and the rules across files."""

import multiprocessing
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from brandpilot.calls import effective_calls
from brandpilot.checks import (
    Facts,
    Law,
    examine,
    examine_across,
    facts_of,
    look_up,
    quoted,
    unread,
)
from brandpilot.codelists import read_codelists
from brandpilot.course import read_table, undone
from brandpilot.findings import Finding
from brandpilot.layout import NOTICE, place_of
from brandpilot.load import Document, load
from brandpilot.load.place import disagreements
from brandpilot.load.tree import read, walk, walk_notices
from brandpilot.messages import is_error
from brandpilot.schema import Form, judge, read_forms
from brandpilot.workdays import calendar

BULK = 64
"""From this many files on, a second process earns what it costs to start."""
_CHUNK = 32


@dataclass(frozen=True, slots=True)
class Inspected:
    """What one file came to: its findings, its facts, and the document where it is kept."""

    path: str
    findings: tuple[Finding, ...]
    facts: Facts | None = None
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a whole tree came to; findings in the order of a report."""

    files: tuple[Inspected, ...]
    findings: tuple[Finding, ...]

    @property
    def documents(self) -> tuple[Document, ...]:
        """Every document that could be read, where the inspection kept them."""
        return tuple(file.document for file in self.files if file.document is not None)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that keep their file out."""
        return tuple(found for found in self.findings if is_error(found))


def read_law(root: Path, schemas: Path, today: str) -> Law:
    """Read what is in force: forms and codelists of `schemas`, the calls of the tree `root`.

    A call that came by a merge which broke a rule is not.

    `today` is a date, YYYY-MM-DD. Raises OSError, ValueError or KeyError where a form or a
    codelist is broken, which is our own failure and nobody's filing.
    """
    forms, codelists = read_forms(schemas), read_codelists(schemas)
    days, table = calendar(codelists["holidays"]), read_table(schemas)
    return with_calls_of(root, Law(forms, codelists, {}, today, table, days))


def with_calls_of(root: Path, law: Law) -> Law:
    """Give the same law with the calls of another tree."""
    documents = []
    for path in walk_notices(root, law.codelists["issuers"]):
        document = _open(root, path) if isinstance(path, str) else None
        if document and _is_sound(document, law.forms):
            documents.append(document)
    void = undone(filter(None, (facts_of(one, one.data) for one in documents)))
    notices = {
        one.place.dossier: one.data
        for one in documents
        if one.place and one.place.kind == NOTICE and one.path not in void
    }
    return replace(law, calls=effective_calls(notices))


def inspect(
    root: Path,
    law: Law,
    *,
    keep: bool = False,
    processes: int = 1,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Inspection:
    """Inspect every file of a tree; `keep` keeps the documents, without marks, for publication."""
    paths, strays = _paths(root, law)
    files = []
    for file in _inspect_all(root, paths, law, keep=keep, processes=processes):
        files.append(file)
        progress(len(files), len(paths))
    facts = _looked_into(root, [file.facts for file in files if file.facts is not None])
    found = [*strays, *(finding for file in files for finding in file.findings)]
    found.extend(examine_across(facts, law))
    return Inspection(tuple(files), tuple(sorted(set(found))))


def inspect_one(path: str, raw: bytes, law: Law, *, keep: bool = False) -> Inspected:
    """Inspect one file by itself: everything but the rules across files."""
    document = load(path, raw)
    if not isinstance(document, Document):
        return Inspected(path, tuple(document), unread(path))
    misplaced = tuple(disagreements(document))
    if any(finding.code == "F040" for finding in misplaced):
        return Inspected(path, misplaced, unread(path))
    judgement = judge(document, law.forms)
    examined = tuple(examine(document, judgement.sound, law))
    findings = tuple(sorted({*misplaced, *judgement.findings, *examined}))
    facts = facts_of(document, judgement.sound)
    return Inspected(path, findings, facts, document if keep else None)


def _open(root: Path, path: str) -> Document | None:
    raw = read(root, path)
    document = load(path, raw) if isinstance(raw, bytes) else None
    return document if isinstance(document, Document) else None


def _is_sound(document: Document, forms: Mapping[str, Form]) -> bool:
    """Tell whether a notice may be law: in its form and in its place."""
    return not any(disagreements(document)) and not judge(document, forms).findings


def _paths(root: Path, law: Law) -> tuple[list[str], list[Finding]]:
    paths: list[str] = []
    strays: list[Finding] = []
    for entry in walk(root, law.codelists["units"], law.codelists["issuers"]):
        if isinstance(entry, Finding):
            strays.append(entry)
        elif (place := place_of(entry)) and place.kind not in _kinds(law):
            strays.append(Finding(entry, 1, 1, "F003"))
        else:
            paths.append(entry)
    return paths, strays


def _looked_into(root: Path, facts: Sequence[Facts]) -> list[Facts]:
    """Open those few records again that others quote, and keep with their facts what is quoted."""
    wanted = quoted(facts)
    opened = {path: _open(root, path) for path in wanted}
    values = {
        path: look_up(document.data, wanted[path]) for path, document in opened.items() if document
    }
    return [replace(file, quoted=values.get(file.path)) for file in facts]


def _kinds(law: Law) -> set[str]:
    return {form.kind for form in law.forms.values()}


def _inspect_all(
    root: Path, paths: Sequence[str], law: Law, *, keep: bool, processes: int
) -> Iterator[Inspected]:
    if processes < 2 or len(paths) < BULK:  # noqa: PLR2004 – one process is no second process
        yield from (_inspect_path(root, path, law, keep=keep) for path in paths)
        return
    context = multiprocessing.get_context("fork")
    with context.Pool(processes, _start_worker, (root, law, keep)) as pool:
        yield from pool.imap(_work, paths, chunksize=_CHUNK)


def _inspect_path(root: Path, path: str, law: Law, *, keep: bool) -> Inspected:
    raw = read(root, path)
    if isinstance(raw, Finding):
        return Inspected(path, (raw,), unread(path))
    return _lighter(inspect_one(path, raw, law, keep=keep))


def _lighter(file: Inspected) -> Inspected:
    """Leave of a document what is published: with every node's place it takes twice the memory."""
    if file.document is None:
        return file
    return replace(file, document=replace(file.document, marks={}, comments={}))


_worker: list[tuple[Path, Law, bool]] = []
"""What a worker process was started with: forked, so nothing is sent twice."""


def _start_worker(root: Path, law: Law, keep: bool) -> None:  # noqa: FBT001 – Pool passes by position
    _worker[:] = [(root, law, keep)]


def _work(path: str) -> Inspected:
    root, law, keep = _worker[0]
    return _inspect_path(root, path, law, keep=keep)
