"""Miniature trees: what a folder holds, made into a tree that can be checked."""

import os
import re
import shutil
from hashlib import sha256
from pathlib import Path

from brandpilot.layout import SCHEMAS, SUBMISSIONS, schema_path
from support.examples import built, headers
from support.house import ROOT, VALID

NOT_IN_GIT = "not-in-git.txt"
"""Lists what Git cannot or need not keep: on a line `pipe PATH`, `ours PATH`, `form NAME like NAME`.

What is ours is copied from this repository. A form makes the tree judge by forms of its own: this repository's, and one more of another name.
"""
EXPECTED = "expected.json"
_STAMP = re.compile(rb"sha256-of ([a-z0-9.-]+)")


def grow(story: Path, into: Path) -> Path:
    """Copy a miniature tree, with links as links, and build the records that have a base."""
    tree = into / story.name
    shutil.copytree(story, tree, symlinks=True, ignore=shutil.ignore_patterns(EXPECTED, NOT_IN_GIT))
    for file in sorted(tree.rglob("*")):
        if file.suffix in (".yaml", ".md") and file.is_file() and not file.is_symlink():
            text = file.read_text(encoding="utf-8")
            if base := headers(text).get("base"):
                sound = (VALID / base[0]).read_text(encoding="utf-8")
                file.write_text(built(file.suffix, text, sound), encoding="utf-8")
    if (story / NOT_IN_GIT).exists():
        for line in (story / NOT_IN_GIT).read_text(encoding="utf-8").splitlines():
            _make(tree, line.split())
    _stamp(tree)
    return tree


def _stamp(tree: Path) -> None:
    """Write the SHA-256 of a file where another of its folder says `sha256-of` and its name."""
    for file in tree.glob(f"{SUBMISSIONS}/*/*/*.yaml"):
        raw = file.read_bytes() if file.is_file() and not file.is_symlink() else b""
        if b"sha256-of " in raw:
            told = _STAMP.sub(lambda found: _digest(file.parent / found[1].decode()), raw)  # noqa: B023 – used at once
            file.write_bytes(told)


def _digest(file: Path) -> bytes:
    return sha256(file.read_bytes()).hexdigest().encode()


def _make(tree: Path, words: list[str]) -> None:
    match words:
        case ["pipe", path]:
            (tree / path).parent.mkdir(parents=True, exist_ok=True)
            os.mkfifo(tree / path)
        case ["ours", path]:
            (tree / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, tree / path)
        case ["form", name, "like", other]:
            shutil.copytree(ROOT / SCHEMAS, tree / SCHEMAS)
            form = (ROOT / schema_path(other)).read_text(encoding="utf-8")
            named = form.replace(other, name).replace(
                other.replace("/", ":"), name.replace("/", ":")
            )
            (tree / schema_path(name)).write_text(named, encoding="utf-8")
        case _:
            assert words[0] == "#", words
