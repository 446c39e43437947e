"""What changed in the records, box by box, commit by commit: read from the history of Git.

A change is known from the day on which the main branch took it: the history is read along the
first parents, and a merge is compared with what stood before it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path

from brandpilot import git
from brandpilot.findings import Json
from brandpilot.git.objects import Entry
from brandpilot.git.repository import Repository
from brandpilot.layout import SUBMISSIONS, place_of
from brandpilot.load import Document, load

ADDED, CHANGED, REMOVED = "added", "changed", "removed"
_EMPTY = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
"""The empty tree, known to every repository."""


@dataclass(frozen=True, slots=True)
class Change:
    """One box of one file, or the whole file where `pointer` is ''; values are spelled as in a file.

    `number` counts the changes of one commit in one file, from 1.

    `old` is None where the box or file was not there, `new` where it no longer is. `at` is the time
    of the commit, in UTC.
    """

    commit: str
    at: str
    path: str
    number: int
    kind: str
    pointer: str = ""
    old: str | None = None
    new: str | None = None

    @property
    def dossier(self) -> str:
        """The dossier in whose folder the file lies."""
        place = place_of(self.path)
        return place.dossier if place else ""


class ShallowError(git.GitError):
    """A clone that holds only the end of its history."""


def read_changes(root: Path, until: str = "HEAD") -> tuple[Change, ...]:
    """Give every change in the dossiers of a tree, newest commit first; none where there is no Git.

    `until` is the last commit that is looked at. Raises GitError where the history is damaged or
    only in part here.
    """
    if not (root / ".git").exists() and git.run(root, "rev-parse", "--git-dir").returncode:
        return ()
    if git.run(root, "rev-parse", "--verify", "--quiet", until).returncode:
        return ()
    below = git.prefix(root).decode("utf-8", "surrogateescape")
    if git.is_shallow(root):
        message = "这里只取了最近的历史（浅克隆），变更历史不全；请先执行 git fetch --unshallow。"
        raise ShallowError(message)
    with Repository(root) as repository:
        tip = repository.resolve(until)
        return tuple(_history(repository, tip, f"{below}/" if below else ""))


def _history(repository: Repository, tip: str, below: str) -> Iterator[Change]:
    root = list(repository.first_parents(tip))[-1]
    steps = [*repository.history(root, tip), (root, repository.changes(_EMPTY, root))]
    for commit, changes in steps:
        own = [
            (path, one.before, one.after)
            for one in changes
            if (path := one.path.removeprefix(below)).startswith(f"{SUBMISSIONS}/")
            and one.path.startswith(below)
            and _is_in_dossier(path)
        ]
        if own:
            at = datetime.fromtimestamp(repository.commit(commit).seconds, UTC).strftime(
                "%Y-%m-%dT%H:%M:%SZ"
            )
            for path, before, after in own:
                yield from _of_file(repository, commit, at, path, before, after)


def _is_in_dossier(path: str) -> bool:
    place = place_of(path)
    return place is not None and place.is_in_dossier


def _of_file(
    repository: Repository,
    commit: str,
    at: str,
    path: str,
    before: Entry | None,
    after: Entry | None,
) -> Iterator[Change]:
    if before is None or after is None:
        yield Change(commit, at, path, 1, ADDED if before is None else REMOVED)
        return
    old, new = _content(repository, path, before), _content(repository, path, after)
    if old is None or new is None:
        yield Change(commit, at, path, 1, CHANGED)
        return
    for number, (pointer, was, now) in enumerate(differences(old, new), 1):
        kind = ADDED if was is None else REMOVED if now is None else CHANGED
        yield Change(commit, at, path, number, kind, pointer, was, now)


def _content(repository: Repository, path: str, entry: Entry) -> Mapping[str, Json] | None:
    """Read a version of a file; None for what cannot be read, which is told as a change of the whole."""
    if not entry.is_file:
        return None
    document = load(path, repository.blob(entry.blob))
    return document.data if isinstance(document, Document) else None


def differences(old: Json, new: Json, at: str = "") -> Iterator[tuple[str, str | None, str | None]]:
    """Yield (pointer, old, new) of each box in which two values differ, in the order of the old one.

    Rows of a list are compared by their place. Of a row that came or went each box is told.
    """
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys((*old, *new)):
            below = f"{at}/{_escaped(str(key))}"
            yield from _below(old.get(key, _ABSENT), new.get(key, _ABSENT), below)
    elif isinstance(old, list) and isinstance(new, list):
        for index, (one, other) in enumerate(zip_longest(old, new, fillvalue=_ABSENT)):
            yield from _below(one, other, f"{at}/{index}")
    elif type(old) is not type(new) or old != new:
        yield at, _spelled(old), _spelled(new)


class _Absent:
    """Stands for a box that is not there."""


_ABSENT = _Absent()


def _below(old: Json, new: Json, at: str) -> Iterator[tuple[str, str | None, str | None]]:
    if old is _ABSENT:
        yield from ((pointer, None, value) for pointer, value in _boxes(new, at))
    elif new is _ABSENT:
        yield from ((pointer, value, None) for pointer, value in _boxes(old, at))
    else:
        yield from differences(old, new, at)


def _boxes(value: Json, at: str) -> Iterator[tuple[str, str]]:
    """Yield pointer and spelling of each box in a value; an empty list or group is one itself."""
    rows: Iterable[tuple[object, Json]] = ()
    if isinstance(value, Mapping):
        rows = value.items()
    elif isinstance(value, list):
        rows = enumerate(value)
    if not rows or not value:
        yield at, _spelled(value)
    for key, inner in rows:
        yield from _boxes(inner, f"{at}/{_escaped(str(key))}")


def _spelled(value: Json) -> str:
    return value if isinstance(value, str) and value else json.dumps(value, ensure_ascii=False)


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
