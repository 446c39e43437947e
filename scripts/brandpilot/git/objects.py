"""Git's objects from their bytes: what a hash stands for, a commit, a folder."""

import hashlib
import re
import stat
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

_FILE_MODES = ("100644", "100755")
FOLDER = "040000"
"""Mode of a folder, as Git lists it."""
_SHA1_DIGITS = 40
_HEAD = re.compile(
    rb"tree ([0-9a-f]{40})\n((?:parent [0-9a-f]{40}\n)*)author ([^\n]*)\ncommitter ([^\n]*)(?:\n|\Z)"
)
_ROW = re.compile(rb"([0-7]{1,7}) ([^/\0]+)\0(.{20})", re.DOTALL)
_GAPS = 22
"""Bytes of a row beside its mode and name."""
_NO_NAMES = frozenset((b".", b".."))
_FOLDER_MODES = frozenset((b"40000", b"040000", b"0040000"))
_NO_FOLDER = "no folder that Git would write"
_WHEN = re.compile(rb"([0-9]{1,10}) [+-][0-9]{4}")


Row: TypeAlias = tuple[bytes, bytes]
"""A row of a folder: the digits of its mode, the bytes of its hash."""
Folder: TypeAlias = dict[bytes, Row]
"""The rows of a folder by their names, as Git keeps them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as a tree lists it: `mode` such as 100644, `blob` the hash of its bytes."""

    mode: str
    blob: str

    @property
    def is_file(self) -> bool:
        """Tell a file from a link, from another repository and from a folder."""
        return self.mode in _FILE_MODES

    @property
    def is_folder(self) -> bool:
        """Tell a folder, whose `blob` is the hash of a tree."""
        return self.mode == FOLDER


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: hashes of its parents in their order, and when it was committed (seconds, UTC).

    `mails` are the addresses that its author and its committer gave; nobody is ever shown one.
    `tree` is the hash of its top folder.
    """

    hash: str
    parents: tuple[str, ...]
    seconds: int
    mails: tuple[str, str]
    message: str
    tree: str = ""


def digest(kind: bytes, content: bytes, digits: int) -> bytes:
    """Compute the name of an object as Git does, by SHA-1, or by SHA-256 where a name is longer."""
    raw = kind + b" %d\0" % len(content) + content
    name = "sha1" if digits == _SHA1_DIGITS else "sha256"
    return hashlib.new(name, raw, usedforsecurity=False).hexdigest().encode("ascii")


def read_commit(hash_: str, raw: bytes) -> Commit:
    """Read a commit as Git does: parents only where they belong. Raises ValueError for anything else."""
    found = _HEAD.match(raw)
    if found is None:
        raise ValueError(hash_)
    tree, above, *people = found.groups()
    parents = tuple(line.decode("ascii").removeprefix("parent ") for line in above.splitlines())
    (author, _), (committer, when) = map(_person, people)
    spelled = _WHEN.fullmatch(when.strip())
    message = raw.partition(b"\n\n")[2].decode("utf-8", "replace")
    seconds = int(spelled[1]) if spelled else 0
    return Commit(hash_, parents, seconds, (author, committer), message, tree.decode("ascii"))


def read_tree(raw: bytes) -> Folder:
    """Read a folder. Raises ValueError for one that Git would not write: unsorted, a name twice.

    A folder may be large, and most of its rows are never looked at: they stay as they are.
    """
    rows = _ROW.findall(raw)
    modes, names, hashes = zip(*rows, strict=True) if rows else ((), (), ())
    length = sum(map(len, modes)) + sum(map(len, names)) + _GAPS * len(rows)
    sort_as = [
        name + b"/" if mode in _FOLDER_MODES else name
        for mode, name in zip(modes, names, strict=True)
    ]
    found = dict(zip(names, zip(modes, hashes, strict=True), strict=True))
    is_sound = length == len(raw) and len(found) == len(rows) and sort_as == sorted(sort_as)
    if not is_sound or not _NO_NAMES.isdisjoint(found):
        raise ValueError(_NO_FOLDER)
    return found


def entry_of(row: Row) -> Entry:
    """Give a row as Git lists it."""
    mode, hash_ = row
    return Entry(_canonical(mode), hash_.hex())


@cache
def _canonical(digits: bytes) -> str:
    """Spell a mode as Git takes it: old ones have odd permissions, and some zeros in front."""
    mode = int(digits, 8)
    if stat.S_ISREG(mode):
        return "100755" if mode & stat.S_IXUSR else "100644"
    if stat.S_ISLNK(mode):
        return "120000"
    return FOLDER if stat.S_ISDIR(mode) else "160000"


def _person(raw: bytes) -> tuple[str, bytes]:
    """Give the address of an author or committer, and when that was."""
    mail, _, when = raw.rpartition(b"<")[2].partition(b">")
    return mail.decode("utf-8", "replace"), when
