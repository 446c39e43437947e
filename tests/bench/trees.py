"""Trees of applications on disk, kept between runs as long as form, calls and seed are the same."""

import hashlib
import multiprocessing
import shutil
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from bench.generate import applications, text_of
from brandpilot.checks import Law
from brandpilot.inspection import read_law
from brandpilot.layout import NOTICES, SCHEMAS

SEED = 2017
_MODULES = ("agree", "draw", "generate", "names", "rows")
_CHUNK = 100
_TODAY = "2018-01-01"


@cache
def law_of(source: Path) -> Law:
    """Read the forms, codelists and calls of a tree."""
    return read_law(source, source, _TODAY)


def tree(
    build: Path, source: Path, count: int, progress: Callable[[int], None] = lambda _done: None
) -> Path:
    """Give a tree of `count` applications that `brandpilot --root` takes, written where it is not there."""
    root = build / f"{count}-{_key(source)}"
    if root.is_dir():
        return root
    for old in (*build.glob(f"{count}-*"), build / f"draft-{count}"):
        shutil.rmtree(old, ignore_errors=True)
    draft = build / f"draft-{count}"
    for folder in (NOTICES, SCHEMAS):
        shutil.copytree(source / folder, draft / folder)
    chunks = [range(start, min(start + _CHUNK, count)) for start in range(0, count, _CHUNK)]
    law_of(source)
    with multiprocessing.get_context("fork").Pool() as pool:
        for written in pool.imap(partial(_write, draft, source), chunks):
            progress(written)
    return draft.rename(root)


def _write(root: Path, source: Path, numbers: range) -> int:
    for path, data in applications(numbers, SEED, law_of(source)):
        file = root / path
        file.parent.mkdir(parents=True)
        file.write_text(text_of(data), encoding="utf-8")
    return len(numbers)


def _key(source: Path) -> str:
    """Hash all that the applications follow from."""
    own = [Path(__file__).parent / f"{name}.py" for name in _MODULES]
    law = [file for folder in (SCHEMAS, NOTICES) for file in sorted((source / folder).rglob("*.*"))]
    digest = hashlib.sha256(str(SEED).encode())
    for file in (*own, *law):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]
