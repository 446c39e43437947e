"""The tree of files: what may enter, and what lies where nothing may lie."""

import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from brandpilot.findings import Finding, finding
from brandpilot.layout import (
    MAX_BYTES,
    NOTICES,
    SUBMISSIONS,
    SUBMISSIONS_README,
    UNPLACED,
    is_permanent_id,
    place_of,
)

_TOP = (1, 1)


def walk(root: Path, units: Collection[str], issuers: Collection[str]) -> Iterator[str | Finding]:
    """Yield, in order of path, each record and notice below `root`, or why a file may not be there.

    `units` and `issuers` are the slugs that folders of the first level may bear (F001–F005).
    """
    for folder, owners in ((SUBMISSIONS, {*units, UNPLACED}), (NOTICES, set(issuers))):
        for path in _files(root, folder):
            if isinstance(path, Finding):
                yield path
            elif path != SUBMISSIONS_README:
                yield _judge(path, folder, owners)


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


def _files(root: Path, folder: str) -> Iterator[str | Finding]:
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if entry.is_symlink():
            yield finding(path, _TOP, "F002")
        elif entry.is_dir():
            yield from _files(root, path)
        else:
            yield path


def _judge(path: str, folder: str, owners: Collection[str]) -> str | Finding:
    parts = path.removeprefix(folder + "/").split("/")
    *folders, _name = parts
    if folders and folders[0] not in owners:
        return finding(path, _TOP, "F004", folder=folders[0])
    bad = next((name for name in folders[1:] if not is_permanent_id(name)), None)
    if bad is not None:
        return finding(path, _TOP, "F005", folder=bad)
    if place_of(path) is None:
        return finding(path, _TOP, "F003")
    return path
