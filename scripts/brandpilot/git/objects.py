"""Git's objects from their bytes: what a hash stands for, a commit, a folder."""

import hashlib
import os
import re
import stat
from dataclasses import dataclass

_FILE_MODES = ("100644", "100755")
FOLDER = "040000"
"""Mode of a folder, as Git lists it."""
_SHA1_DIGITS = 40
_HASH_BYTES = 20
_HEAD = re.compile(
    rb"tree ([0-9a-f]{40})\n((?:parent [0-9a-f]{40}\n)*)author ([^\n]*)\ncommitter ([^\n]*)(?:\n|\Z)"
)
_NO_NAMES = (b"", b".", b"..")
_OCTAL = re.compile(b"[0-7]{1,7}")
_NO_FOLDER = "no folder that Git would write"
_WHEN = re.compile(rb"([0-9]{1,10}) [+-][0-9]{4}")


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


def read_tree(raw: bytes) -> dict[str, Entry]:
    """Read a folder. Raises ValueError for one that Git would not write: unsorted, a name twice."""
    found: dict[str, Entry] = {}
    at, last = 0, b""
    while at < len(raw):
        space = raw.index(b" ", at)
        end = raw.index(b"\0", space)
        mode, name = _mode(raw[at:space]), raw[space + 1 : end]
        at = end + 1 + _HASH_BYTES
        sorts_as = name + b"/" if stat.S_ISDIR(mode) else name
        text = os.fsdecode(name)
        if at > len(raw) or sorts_as <= last or text in found or b"/" in name or name in _NO_NAMES:
            raise ValueError(_NO_FOLDER)
        found[text] = Entry(_canonical(mode), raw[end + 1 : at].hex())
        last = sorts_as
    return found


def _mode(digits: bytes) -> int:
    if not _OCTAL.fullmatch(digits):
        raise ValueError(_NO_FOLDER)
    return int(digits, 8)


def _canonical(mode: int) -> str:
    """Spell a mode as Git takes it: old ones have odd permissions, and some zeros in front."""
    if stat.S_ISREG(mode):
        return "100755" if mode & stat.S_IXUSR else "100644"
    if stat.S_ISLNK(mode):
        return "120000"
    return FOLDER if stat.S_ISDIR(mode) else "160000"


def _person(raw: bytes) -> tuple[str, bytes]:
    """Give the address of an author or committer, and when that was."""
    mail, _, when = raw.rpartition(b"<")[2].partition(b">")
    return mail.decode("utf-8", "replace"), when
