"""The folder that a publication is written into: each file once, its size and hash kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True, slots=True)
class File:
    """A published file: its path below the root of the site, with `/`; bytes; hex digest."""

    path: str
    bytes: int
    sha256: str


@dataclass(slots=True)
class Folder:
    """Writes below a root; `files` are those written so far, by path."""

    root: Path
    files: dict[str, File] = field(default_factory=dict)

    def write(self, path: str, content: str | bytes) -> File:
        """Write a file."""
        self.place(path).write_bytes(
            content.encode("utf-8") if isinstance(content, str) else content
        )
        return self.add(path)

    def place(self, path: str) -> Path:
        """Give where a file goes, for those who write it themselves and then `add` it."""
        at = self.root / path
        at.parent.mkdir(parents=True, exist_ok=True)
        return at

    def add(self, path: str) -> File:
        """Take up a file that was written."""
        raw = (self.root / path).read_bytes()
        self.files[path] = File(path, len(raw), sha256(raw).hexdigest())
        return self.files[path]


def sums(files: Mapping[str, File]) -> str:
    """Give the sums of files as `sha256sum --check` reads them, ordered by path."""
    return "".join(f"{files[path].sha256}  {path}\n" for path in sorted(files))


def read_sums(text: str) -> Iterator[tuple[str, str]]:
    """Yield (path, hex digest) of each line that has both."""
    for line in text.splitlines():
        digest, gap, path = line.partition("  ")
        if gap:
            yield path, digest
