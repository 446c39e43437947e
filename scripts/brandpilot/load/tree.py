"""The tree of files: what may enter, and what lies where nothing may lie."""

import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from brandpilot.findings import Finding, finding
from brandpilot.layout import (
    EXPERTS,
    MAX_BYTES,
    NOTICES,
    REVIEWERS,
    SUBMISSIONS,
    SUBMISSIONS_README,
    UNPLACED,
    YEARLY,
    is_permanent_id,
    place_of,
)

_TOP = (1, 1)
_DEEPEST_FOLDER = 3
"""No record lies deeper below `submissions` than unit and cluster; one more is shown as astray."""


def walk(root: Path, units: Collection[str], issuers: Collection[str]) -> Iterator[str | Finding]:
    """Yield, folder by folder in order of path, each record below `root`, or why one may not be there.

    These are the records, the notices and the roster. `units` and `issuers` are the slugs that
    folders of the first level may bear (F001–F005).
    """
    yield from _walk(root, SUBMISSIONS, {*units, UNPLACED, EXPERTS})
    yield from walk_notices(root, issuers)
    yield from _roster(root)


def walk_notices(root: Path, issuers: Collection[str]) -> Iterator[str | Finding]:
    """Yield the notices alone, as `walk` does."""
    yield from _walk(root, NOTICES, issuers)


def _walk(root: Path, folder: str, owners: Collection[str]) -> Iterator[str | Finding]:
    for path in _top_files(root, folder):
        if isinstance(path, Finding):
            yield path
        elif path != SUBMISSIONS_README:
            yield _judge(path, folder, owners)


def _roster(root: Path) -> Iterator[str | Finding]:
    folder = root / REVIEWERS
    if folder.parent.is_symlink() or folder.is_symlink():
        yield finding(REVIEWERS, _TOP, "F002")
    elif folder.exists():
        yield REVIEWERS


def read(root: Path, path: str) -> bytes | Finding:
    """Read a file without following a link, and not much further than a record may reach."""
    try:
        handle = os.open(root / path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return finding(path, _TOP, "F001")
            return file.read(MAX_BYTES + 1)
    except OSError:
        return finding(path, _TOP, "F001")


def _top_files(root: Path, folder: str) -> Iterator[str | Finding]:
    """Start at a folder of the first level, which a link may not stand for either."""
    steps = [folder.rsplit("/", keep)[0] for keep in range(folder.count("/"), -1, -1)]
    linked = [step for step in steps if (root / step).is_symlink()]
    if linked:
        yield finding(linked[0], _TOP, "F002")
    elif (root / folder).is_dir():
        yield from _files(root, folder)


def _files(root: Path, folder: str, depth: int = _DEEPEST_FOLDER) -> Iterator[str | Finding]:
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except OSError:
        yield finding(folder, _TOP, "F001")
        return
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if entry.is_symlink():
            yield finding(path, _TOP, "F002")
        elif not entry.is_dir():
            yield path
        elif depth:
            yield from _files(root, path, depth - 1)
        else:
            yield finding(path, _TOP, "F003")


def _judge(path: str, folder: str, owners: Collection[str]) -> str | Finding:
    parts = path.removeprefix(folder + "/").split("/")
    *folders, _name = parts
    if folders and folders[0] not in owners:
        return finding(path, _TOP, "F004", folder=folders[0])
    bad = next(
        (name for name in folders[1:] if name not in YEARLY and not is_permanent_id(name)), None
    )
    if bad is not None:
        return finding(path, _TOP, "F005", folder=bad)
    if place_of(path) is None:
        return finding(path, _TOP, "F003")
    return path
