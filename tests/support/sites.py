"""Sites that tests look at: the real tree's, built once for all workers, and small ones."""

import fcntl
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from brandpilot.build import build
from brandpilot.codelists import read_codelists
from brandpilot.course import read_table
from brandpilot.inspection import inspect, read_law
from brandpilot.layout import DEMO, SCHEMAS
from brandpilot.messages import catalogue
from brandpilot.pages import Edition
from brandpilot.records import Register, register, until
from brandpilot.schema import read_forms
from brandpilot.tables import read_plan

ROOT = Path(__file__).parents[2]
DEMO_TREE = ROOT / "tests" / "trees" / "demo"
DEMO_DAY = date(2026, 1, 1)
AS_OF = date(2025, 11, 23)
COMMIT = "0123456789abcdef0123456789abcdef01234567"
SITE_URL = "http://127.0.0.1:8000/"


def copy_tree(to: Path) -> Path:
    """Copy what a build reads; a test never writes into the repository's own build folder."""
    for folder in ("submissions", "docs", "schemas"):
        shutil.copytree(ROOT / folder, to / folder)
    shutil.copy(ROOT / "mkdocs.yml", to)
    return to


def edition_of(root: Path, as_of: date = AS_OF) -> Edition:
    """Read a tree as the command does."""
    forms = root if (root / SCHEMAS).is_dir() else ROOT
    law = read_law(root, forms, as_of.isoformat())
    inspection = inspect(root, law, keep=True)
    content = register(*until(inspection.documents, inspection.errors, as_of), law.rules)
    return Edition(
        *(content, catalogue(), law.forms, law.codelists, law.table),
        *(read_plan(ROOT), as_of, COMMIT, SITE_URL),
        is_demo=(root / DEMO).is_file(),
    )


def edition_with(content: Register, as_of: date = AS_OF) -> Edition:
    """Make an edition of records that no door has seen."""
    forms, codelists = read_forms(ROOT), read_codelists(ROOT)
    return Edition(
        *(content, catalogue(), forms, codelists, read_table(ROOT)),
        *(read_plan(ROOT), as_of, COMMIT, SITE_URL),
    )


def built_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Make a tree with a built site once in a test run, whichever worker comes first."""
    base = factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    tree, done = base / name, base / f"{name}.done"
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            tree.mkdir()
            make(tree)
            done.touch()
    return tree


def _build_demo(tree: Path) -> None:
    shutil.copytree(DEMO_TREE, tree, dirs_exist_ok=True, ignore=shutil.ignore_patterns("build"))
    build(tree, edition_of(tree, DEMO_DAY))


def demo_tree(factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the demonstration, with its site in build/site."""
    return built_once(factory, "demo-tree", _build_demo)


def _build_real(tree: Path) -> None:
    build(copy_tree(tree), edition_of(tree))


def real_tree(factory: pytest.TempPathFactory) -> Path:
    """Give a copy of this repository's tree, with its site in build/site."""
    return built_once(factory, "real-tree", _build_real)
