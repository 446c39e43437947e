"""A tree as it was at a commit, or when a day ended in Shanghai."""

import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from brandpilot import git
from brandpilot.cli.asked import SHANGHAI, UsageError
from brandpilot.layout import NOTICES, SCHEMAS, SUBMISSIONS

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_HASH = re.compile("[0-9a-f]{40,64}", re.ASCII)
_LINK, _MODULE = b"120000", b"160000"
_DEEPEST = 50
"""Levels of folders; whoever nests more wants to exhaust whoever walks them."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file as a commit lists it; `path` is relative to the tree, in the bytes that Git keeps."""

    mode: bytes
    hash: bytes
    path: bytes


@contextmanager
def tree_at(root: Path, when: str) -> Iterator[Path]:
    """Lay out in a temporary folder the records, notices and forms of a tree as they once were.

    Files hold the bytes of Git's blobs. A link stays a link, for the checks to refuse, but leads
    nowhere. `when` and errors are those of `commit_at`; a name that no file can bear is one more.
    """
    entries = _entries(root, commit_at(root, when), when)
    with tempfile.TemporaryDirectory(prefix="brandpilot-") as folder:
        tree = Path(folder).resolve()
        _lay_out(root, entries, tree)
        yield tree


def commit_at(root: Path, when: str) -> str:
    """Give the hash of a commit that is named, or of the last before a day (YYYY-MM-DD) ended.

    A day looks along the first parents from HEAD, at the time of commit: what a branch held is
    known from its merge on. Raises UsageError where there is no such commit or no history.
    """
    git.prefix(root)  # refuses what is no checkout, before anything else is found fault with
    return _last_of_day(root, when) if _DAY.fullmatch(when) else _named(root, when)


def _last_of_day(root: Path, when: str) -> str:
    try:
        day = date.fromisoformat(when)
    except ValueError:
        message = f"「{when}」不是日期。"
        raise UsageError(message) from None
    end = datetime.combine(day, time(23, 59, 59), SHANGHAI).timestamp()
    if git.run(root, "rev-parse", "--verify", "--quiet", "HEAD").returncode == 0:
        history = git.answer(root, "rev-list", "--first-parent", "--timestamp", "HEAD")
        for line in history.decode("ascii").splitlines():
            seconds, commit = line.split()
            if int(seconds) <= end:
                return commit
        _refuse_shallow(root, when)
    raise _nothing_yet(when)


def _named(root: Path, when: str) -> str:
    # A word with a dash in front would be an option; `main@{2017-08-25}` asks when this clone
    # was made, not what was known; what cannot be printed names nothing.
    if when.startswith("-") or "@{" in when or not when.isprintable():
        raise _no_commit(when)
    done = git.run(root, "rev-parse", "--verify", f"{when}^{{commit}}")
    if b"is ambiguous" in done.stderr:
        message = (
            f"「{when}」可以指不止一个提交；请多写几位，或写出 refs/heads/、refs/tags/ 起的全名。"
        )
        raise UsageError(message)
    commit = done.stdout.decode("ascii").strip() if done.returncode == 0 else ""
    if not _HASH.fullmatch(commit):
        _refuse_shallow(root, when)
        raise _no_commit(when)
    return commit


def _entries(root: Path, commit: str, when: str) -> list[_Entry]:
    place = commit.encode() + b":" + git.prefix(root)
    if git.run(root, "rev-parse", "--verify", "--quiet", place).returncode:
        raise _nothing_yet(when)
    wanted = (SUBMISSIONS, NOTICES, SCHEMAS)
    listed = git.answer(root, "ls-tree", "-r", "-z", "--full-tree", place, *wanted)
    entries = []
    for line in listed.split(b"\0")[:-1]:
        about, _, path = line.partition(b"\t")
        mode, _kind, name = about.split()
        entries.append(_Entry(mode, name, path))
    if all(entry.path.startswith(f"{SCHEMAS}/".encode()) for entry in entries):
        raise _nothing_yet(when)
    return entries


def _lay_out(root: Path, entries: Sequence[_Entry], tree: Path) -> None:
    files = [entry for entry in entries if entry.mode not in (_LINK, _MODULE)]
    # Links last: no file can then be written through one, should a name stand there twice.
    others = [entry for entry in entries if entry.mode in (_LINK, _MODULE)]
    for entry, blob in zip(files, git.blobs(root, [file.hash for file in files]), strict=True):
        _put(tree, entry, blob)
    for entry in others:
        _put(tree, entry, b"")
    for folder in (SUBMISSIONS, NOTICES):
        if not os.path.lexists(tree / folder):
            (tree / folder).mkdir(parents=True)


def _put(tree: Path, entry: _Entry, blob: bytes) -> None:
    """Write a file, a link to itself, or the empty folder that stands for another repository."""
    parts = entry.path.split(b"/")
    shown = os.fsdecode(entry.path)
    if len(parts) > _DEEPEST or {b"", b".", b".."} & set(parts):
        message = f"那时的文件名「{shown}」不能用。"
        raise UsageError(message)
    path = tree / shown
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if entry.mode == _LINK:
            path.symlink_to(path.name)
        elif entry.mode == _MODULE:
            path.mkdir()
        else:
            with path.open("xb") as file:
                file.write(blob)
    except OSError as error:
        message = f"那时的文件「{shown}」写不进临时文件夹（{error.strerror}）。"
        raise UsageError(message) from None


def _refuse_shallow(root: Path, when: str) -> None:
    if git.is_shallow(root):
        message = (
            f"这里只取了最近的历史（浅克隆），找不到「{when}」；请先执行 git fetch --unshallow。"
        )
        raise UsageError(message)


def _nothing_yet(when: str) -> UsageError:
    return UsageError(f"到「{when}」为止，这里还没有任何材料和公告。")


def _no_commit(when: str) -> UsageError:
    return UsageError(f"没有「{when}」这个提交；也可以写 2017-08-25 这样的日期。")
