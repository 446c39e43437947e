"""A repository as a store of objects: commits, trees and blobs, bare or checked out."""

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

from brandpilot import git
from brandpilot.git.objects import Commit, Entry, Folder, digest, read_commit, read_tree

__all__ = ["Change", "Commit", "Entry", "Repository"]


@dataclass(frozen=True, slots=True)
class Change:
    """What two trees say differently of one path; None where one of them does not have it."""

    path: str
    before: Entry | None
    after: Entry | None


class Repository:
    """Reads objects through one Git process that stays open; a context manager that ends it.

    Hashes are 40 hex digits. Raises GitError where something that was asked for is not there, or
    is not what its hash says: what is read here was hashed here, whoever keeps the objects.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        looked = git.run(folder, "rev-parse", "--git-dir")
        if looked.returncode:
            message = f"{folder} 不是 Git 仓库，没有过去可查。"
            raise git.refusal(folder, looked.stderr) or git.GitError(message)
        self._process = self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                with suppress(BrokenPipeError):
                    stream.close()
        self._process.wait()

    def resolve(self, name: str) -> str:
        """Give the hash of the commit that a branch or another name stands for."""
        found = git.run(self.folder, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        if found.returncode or name.startswith("-"):
            raise self._missing(name)
        return found.stdout.decode("ascii").strip()

    def commit(self, hash_: str) -> Commit:
        """Read a commit."""
        raw = self._read(hash_, b"commit")
        try:
            return read_commit(hash_, raw)
        except ValueError:
            raise self._missing(hash_) from None

    def tree(self, hash_: str) -> Folder:
        """Read a folder."""
        raw = self._read(hash_, b"tree")
        try:
            return read_tree(raw)
        except ValueError:
            raise self._missing(hash_) from None

    def blob(self, hash_: str) -> bytes:
        """Read the bytes of a file by their hash."""
        return self._read(hash_, b"blob")

    def lookup(self, name: str) -> str | None:
        """Give the hash of what a name such as `<commit>:<path>` stands for; None for nothing."""
        try:
            return self._ask(name)[0]
        except git.GitError:
            return None

    def size(self, hash_: str) -> int:
        """Give the number of bytes of a blob without reading it."""
        return int(git.answer(self.folder, "cat-file", "-s", hash_))

    def has(self, hash_: str) -> bool:
        """Tell whether an object is here."""
        return self.lookup(hash_) is not None

    def files(self, commit: str, *below: str) -> Mapping[str, Entry]:
        """List the files of a commit by path, all of them or those below some folders or paths."""
        listed = git.answer(self.folder, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *below)
        return dict(_entry(line) for line in listed.split(b"\0")[:-1])

    def changes(self, before: str, after: str) -> tuple[Change, ...]:
        """Compare two commits path by path: a rename is one path less and another more."""
        words = ("diff-tree", "-r", "-z", "--no-renames", "--full-index", before, after)
        told = git.answer(self.folder, *words).split(b"\0")[:-1]
        return tuple(
            _change(about, path) for about, path in zip(told[::2], told[1::2], strict=True)
        )

    def merge_base(self, one: str, other: str) -> str | None:
        """Give the best common ancestor of two commits; None where they share none."""
        done = git.run(self.folder, "merge-base", one, other)
        return done.stdout.decode("ascii").strip() or None

    def first_parents(self, tip: str) -> Iterator[str]:
        """Yield the commits of a branch along the first parents, newest first."""
        listed = git.answer(self.folder, "rev-list", "--first-parent", tip, "--")
        yield from listed.decode("ascii").split()

    def between(self, base: str, tip: str) -> tuple[str, ...]:
        """Give the commits that `tip` has and `base` has not, oldest first."""
        listed = git.answer(self.folder, "rev-list", "--reverse", tip, f"^{base}", "--")
        return tuple(listed.decode("ascii").split())

    def history(self, since: str, tip: str) -> Iterator[tuple[str, tuple[Change, ...]]]:
        """Yield the commits of a branch after one of its own, newest first, with what each changed.

        That is against its first parent: of a merge, what it brought onto the branch.
        """
        words = ("--diff-merges=first-parent", "--raw", "--no-renames", "--no-abbrev")
        for hash_, told in self._log(since, tip, *words):
            yield hash_, tuple(_change(about, path) for about, path in told)

    def evil(self, since: str, tip: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield those merges of a branch that hold files which none of their parents has, with the paths."""
        for hash_, told in self._log(since, tip, "--diff-merges=combined", "--raw", "--merges"):
            if told:
                yield hash_, tuple(path.decode("utf-8", "surrogateescape") for _, path in told)

    def _log(
        self, since: str, tip: str, *words: str
    ) -> Iterator[tuple[str, list[tuple[bytes, bytes]]]]:
        """Yield the hash of each commit along the first parents, and its raw diff as (about, path)."""
        range_ = ("--first-parent", "--format=%H", "-z", f"{since}..{tip}", "--")
        fields = iter(git.answer(self.folder, "log", *words, *range_).split(b"\0"))
        hash_, told = "", list[tuple[bytes, bytes]]()
        for one in fields:
            word = one.lstrip(b"\n")
            if word.startswith(b":"):
                told.append((word, next(fields)))  # a path may look like anything
            elif word:
                if hash_:
                    yield hash_, told
                hash_, told = word.decode("ascii"), []
        if hash_:
            yield hash_, told

    def is_shallow(self) -> bool:
        """Tell whether this clone holds only the end of its history."""
        return git.is_shallow(self.folder)

    def _read(self, hash_: str, kind: bytes) -> bytes:
        name, found, content = self._ask(hash_)
        if (name, found) != (hash_, kind):
            raise self._missing(hash_)
        return content

    def _ask(self, name: str) -> tuple[str, bytes, bytes]:
        """Give hash, kind and content of an object; a name of more than one line is none."""
        if not name.isprintable():
            raise self._missing(name)
        asked = cast("IO[bytes]", self._process.stdin)
        told = cast("IO[bytes]", self._process.stdout)
        asked.write(name.encode() + b"\n")
        asked.flush()
        line = told.readline()
        head = line.split()
        if len(head) != 3 or not head[2].isdigit():  # noqa: PLR2004 – hash, kind, size
            self._restart_if_ended(line)
            raise self._missing(name)
        content = told.read(int(head[2]) + 1)
        self._restart_if_ended(content[int(head[2]) :])
        if head[0] != digest(head[1], content[:-1], len(head[0])):
            raise self._missing(name)
        return head[0].decode("ascii"), head[1], content[:-1]

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 – fixed words
            git.command(self.folder, "cat-file", "--batch"),
            env=git.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def _restart_if_ended(self, last: bytes) -> None:
        """Start anew where an answer breaks off: an object too damaged to be read ends the process."""
        if not last.endswith(b"\n"):
            self.close()
            self._process = self._start()

    def _missing(self, name: str) -> git.MissingError:
        return git.MissingError(f"{self.folder} 里没有「{name}」。", name)


def _entry(line: bytes) -> tuple[str, Entry]:
    about, _, path = line.partition(b"\t")
    mode, _kind, blob = about.decode("ascii").split()
    return path.decode("utf-8", "surrogateescape"), Entry(mode, blob)


def _change(about: bytes, path: bytes) -> Change:
    old_mode, new_mode, old, new, _ = about.decode("ascii").removeprefix(":").split()
    before = Entry(old_mode, old) if int(old_mode) else None
    after = Entry(new_mode, new) if int(new_mode) else None
    return Change(path.decode("utf-8", "surrogateescape"), before, after)
