"""Git's objects written by hand into a real repository: quick, exact, and as wrong as a test wants."""

import subprocess
import zlib
from collections.abc import Mapping, Sequence
from hashlib import sha1
from pathlib import Path

FILE, FOLDER = "100644", "40000"
NOREPLY = "noreply@github.com"

Files = Mapping[str, bytes]


class Store:
    """A bare repository; whatever is put into it can be read by Git at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        words = ["git", "init", "--quiet", "--bare", "--initial-branch=main", str(folder)]
        subprocess.run(words, check=True)
        self._known: set[str] = set()
        self._trees: dict[frozenset[tuple[str, str]], str] = {}

    def put(self, kind: str, content: bytes) -> str:
        """Write an object; its hash."""
        raw = f"{kind} {len(content)}\0".encode() + content
        hash_ = sha1(raw, usedforsecurity=False).hexdigest()
        if hash_ not in self._known:
            self._known.add(hash_)
            self.write(hash_, raw)
        return hash_

    def write(self, hash_: str, raw: bytes) -> None:
        """Write bytes, header and all, under a hash, even if that is not theirs."""
        file = self.file(hash_)
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(zlib.compress(raw, 1))

    def file(self, hash_: str) -> Path:
        """Give the file that holds a loose object."""
        return self.folder / "objects" / hash_[:2] / hash_[2:]

    def blob(self, content: bytes) -> str:
        return self.put("blob", content)

    def tree(self, entries: Sequence[tuple[str, bytes, str]]) -> str:
        """Write a folder of (mode, name, hash) in this order, however wrong."""
        parts = (
            mode.encode() + b" " + name + b"\0" + bytes.fromhex(hash_)
            for mode, name, hash_ in entries
        )
        return self.put("tree", b"".join(parts))

    def folder_of(self, files: Mapping[str, str]) -> str:
        """Write the folders that hold blobs by path."""
        key = frozenset(files.items())
        if key in self._trees:
            return self._trees[key]
        below: dict[str, dict[str, str]] = {}
        here = []
        for path, blob in files.items():
            name, slash, rest = path.partition("/")
            if slash:
                below.setdefault(name, {})[rest] = blob
            else:
                here.append((FILE, name.encode(), blob))
        here += [(FOLDER, name.encode(), self.folder_of(own)) for name, own in below.items()]
        # Git sorts a folder as if its name ended in a slash.
        here.sort(key=lambda entry: entry[1] + b"/" * (entry[0] == FOLDER))
        self._trees[key] = self.tree(here)
        return self._trees[key]

    def commit(self, tree: str, parents: Sequence[str], seconds: int, message: str = "x") -> str:
        """Write a commit of a folder; `seconds` are since 1970, UTC."""
        who = f"<{NOREPLY}> {seconds} +0000"
        lines = [f"tree {tree}", *(f"parent {one}" for one in parents)]
        lines += [f"author x {who}", f"committer GitHub {who}", "", message]
        return self.put("commit", "\n".join(lines).encode())

    def branch(self, commit: str, name: str = "main") -> None:
        """Let a branch end at a commit."""
        file = self.folder / "refs" / "heads" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{commit}\n", "ascii")
