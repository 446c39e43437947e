"""Miniature trees: what a folder holds, made into a tree that can be checked."""

import os
import shutil
from pathlib import Path

from support.examples import built, headers
from support.house import VALID

NOT_IN_GIT = "not-in-git.txt"
"""Lists what Git cannot keep: `pipe PATH` on a line."""
EXPECTED = "expected.json"


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
            if line.startswith("pipe "):
                pipe = tree / line.removeprefix("pipe ")
                pipe.parent.mkdir(parents=True, exist_ok=True)
                os.mkfifo(pipe)
    return tree
