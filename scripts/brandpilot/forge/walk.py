"""The walk through merged requests: what is not on record yet is looked at, once, and kept."""

import os
import re
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from brandpilot.forge.evidence import Evidence, Pull, read_evidence
from brandpilot.forge.harvest import merge_of
from brandpilot.forge.kinds import ON_RECORDS, kind_of_path
from brandpilot.forge.protocol import Forge, ForgeError
from brandpilot.forge.rules.scope import MAIN
from brandpilot.forge.seen import Seen, epoch
from brandpilot.git.repository import Repository
from brandpilot.layout import DECISION, NOTICES, RECOMMENDATION, SUBMISSIONS, place_of

_NUMBER = re.compile(rb"^proof:\n  pull:\n    number: ([1-9][0-9]{0,9})\n", re.MULTILINE)
"""How the harvest writes the number of a request."""

_HALF = ".brandpilot-"
"""How the name of a file begins that is not whole yet."""


@dataclass(frozen=True, slots=True)
class Walk:
    """What a walk came to: evidence of what is not on record, and requests that could not be read.

    `ends` are the merge commits of all merged requests, `held` the paths of records on main.
    """

    merged: tuple[Evidence, ...]
    closed: tuple[Pull, ...]
    unread: Mapping[int, str]
    ends: frozenset[str]
    held: frozenset[str]


def walk(
    forge: Forge,
    seen: Seen,
    tip: str,
    folder: Path,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Walk:
    """Look at every merged request that decided on records and is not on record at `tip`.

    The list costs one call for a hundred requests, each that is looked at three. Evidence is kept
    in `folder` as it comes, one file for a request: a walk that was stopped goes on there. What
    main does not hold, because it is older than the list, is left for the next walk.
    """
    repository = seen.repository
    seen.follow(tip)
    sweep(folder)
    listed = list(forge.pulls(base=MAIN, state="closed"))
    merged = [one for one in listed if one.merged_at and one.merge_commit]
    ends = frozenset(str(one.merge_commit) for one in merged)
    held = recorded(repository, tip)
    line = _since_epoch(seen, tip)
    wanted = [
        one
        for one in merged
        if one.number not in held and one.merge_commit in line and _decides(one, seen, ends)
    ]
    found, unread = [], dict[int, str]()
    for done, pull in enumerate(wanted):
        progress(done, len(wanted))
        try:
            found.append(_evidence(forge, pull, folder))
        except ForgeError as error:
            unread[pull.number] = str(error)
    progress(len(wanted), len(wanted))
    closed = tuple(one for one in listed if not one.merged_at)
    paths = frozenset(repository.files(tip, SUBMISSIONS, NOTICES))
    return Walk(tuple(found), closed, unread, ends, paths)


def recorded(repository: Repository, tip: str) -> frozenset[int]:
    """Give the numbers of the requests that the records of a commit tell of."""
    numbers = set[int]()
    for path, entry in repository.files(tip, SUBMISSIONS, NOTICES).items():
        place = place_of(path)
        if entry.is_file and place and place.kind in (RECOMMENDATION, DECISION):
            numbers.update(map(int, _NUMBER.findall(repository.blob(entry.blob))))
    return frozenset(numbers)


def _since_epoch(seen: Seen, tip: str) -> Collection[str]:
    """Give the commits of main that came after the one with which decisions began."""
    begun = epoch(seen, tip)
    line = list(seen.repository.first_parents(tip))
    return frozenset(line[: line.index(begun)]) if begun else frozenset()


def _decides(pull: Pull, seen: Seen, ends: Collection[str]) -> bool:
    """Tell by Git alone whether a merged request touched records that people decide on."""
    changes = merge_of(pull.merge_commit, seen, ends).changes
    return any(kind_of_path(change.path) in ON_RECORDS for change in changes)


def _evidence(forge: Forge, pull: Pull, folder: Path) -> Evidence:
    """Give what was kept of a request by an earlier walk, else ask, and keep the answer."""
    file = folder / f"{pull.number}.json"
    kept = _kept(file)
    if kept and (kept.pull.number, kept.pull.merge_commit) == (pull.number, pull.merge_commit):
        return kept
    evidence = forge.evidence(pull.number)
    if (evidence.pull.number, evidence.pull.merge_commit) != (pull.number, pull.merge_commit):
        message = f"合并请求 {pull.number} 前后两次的回答不一致。"
        raise ForgeError(message)
    keep(file, evidence.bytes())
    return evidence


def _kept(file: Path) -> Evidence | None:
    try:
        return read_evidence(file.read_bytes())
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(file: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=_HALF, delete=False) as fresh:
        fresh.write(content)
    os.chmod(fresh.name, 0o644)  # noqa: PTH101 – as a file of a checkout
    Path(fresh.name).replace(file)


def sweep(*folders: Path) -> None:
    """Take away what writers left that were killed half-way."""
    for folder in set(folders):
        for file in folder.glob(f"{_HALF}*"):
            file.unlink(missing_ok=True)


def bundle(merged: Collection[Evidence]) -> Iterator[bytes]:
    """Yield evidence line by line, by number: what is kept for ever beside the records."""
    yield from (one.bytes() for one in sorted(merged, key=lambda one: one.pull.number))
