"""Data flows one way: a room imports only rooms above it in the list, never beside or below it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = "brandpilot"
SOURCE = Path(__file__).parents[1] / "scripts"

# A room is a module or a subpackage of brandpilot. Rooms on one line do not know each other.
ROOMS = (
    ("layout", "amounts", "clauses", "days", "findings", "git", "glyphs", "moments"),
    ("privacy", "encode"),
    ("calls", "codelists", "messages"),
    ("workdays", "drawing"),
    ("course", "panel", "roster"),
    ("load", "codeowners"),
    ("schema", "yaml_text", "changes"),
    ("wordcount",),
    ("checks",),
    ("inspection",),
    ("records",),
    ("lifecycle",),
    ("worksheet", "obligations"),
    ("rollup",),
    ("tables",),
    ("evaluate",),
    ("publish", "pages", "paper"),
    ("build",),
    ("serve",),
    ("forge",),
    ("report", "blank", "history"),
    ("cli",),
)
LEVEL = {room: level for level, rooms in enumerate(ROOMS) for room in rooms}

# The one door to the network, a package, may also read a token from the environment and the clock.
OUTSIDE_DOOR = f"{PACKAGE}.forge.github"
# A command is started in the caller's environment, less what would lead it to another repository.
STARTS_GIT = f"{PACKAGE}.git"
NETWORK = (
    *("aiohttp", "ftplib", "github3", "http.client", "httpx", "requests", "smtplib", "socket"),
    *("ssl", "urllib.request", "urllib3"),
)
# `cli` reads these once and hands them down as parameters.
CLOCK = (
    *("datetime.date.today", "pandas.Timestamp.now", "pandas.Timestamp.today"),
    *("datetime.datetime.now", "datetime.datetime.today", "datetime.datetime.utcnow"),
    *("time.ctime", "time.gmtime", "time.localtime", "time.time", "time.time_ns"),
)
ENVIRONMENT = ("locale", "os.environ", "os.environb", "os.getenv")
DYNAMIC_IMPORT = ("__import__", "importlib.import_module")


def room_of(module: str) -> str:
    """The room of a dotted name: its second part; '' for the package itself."""
    return module.partition(".")[2].partition(".")[0]


def imported(module: str, tree: ast.AST) -> Iterator[tuple[int, str, str]]:
    """Give (line, local name, full dotted name) of every import, wherever it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                local = alias.asname or alias.name.partition(".")[0]
                yield node.lineno, local, alias.name if alias.asname else local
                yield node.lineno, "", alias.name
        elif isinstance(node, ast.ImportFrom):
            parents = module.split(".")
            base = ".".join(parents[: len(parents) - node.level]) if node.level else ""
            source = ".".join(filter(None, (base, node.module)))
            for alias in node.names:
                yield node.lineno, alias.asname or alias.name, f"{source}.{alias.name}"


def dotted(node: ast.expr) -> str:
    """Spell `a.b.c` as written; '' for any other expression."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        head = dotted(node.value)
        return head and f"{head}.{node.attr}"
    return ""


def uses(module: str, tree: ast.AST) -> set[tuple[int, str]]:
    """Give (line, full dotted name) of everything imported or reached through an import."""
    found = set()
    names = {"__import__": "__import__"}
    for line, local, full in imported(module, tree):
        found.add((line, full))
        names[local] = full
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and (spelled := dotted(node)):
            head, dot, rest = spelled.partition(".")
            if head in names:
                found.add((node.lineno, names[head] + dot + rest))
    return found


def reaches(name: str, forbidden: tuple[str, ...]) -> bool:
    return any(name == one or name.startswith(f"{one}.") for one in forbidden)


def complaints(module: str, source: str, *, is_package: bool = False) -> list[str]:
    """Say in sentences what a module does that its place forbids."""
    own = room_of(module)
    if own not in LEVEL and own not in ("", "__main__"):
        return [f"{module}: add the room {own} to ROOMS"]
    found = []
    # In a package's __init__ one leading dot means the package itself.
    here = f"{module}.__init__" if is_package else module
    is_door = reaches(module, (OUTSIDE_DOOR,))
    for line, name in sorted(uses(here, ast.parse(source))):
        where = f"{module}:{line}"
        other = room_of(name) if name.startswith(f"{PACKAGE}.") else ""
        if other and other not in LEVEL:
            found.append(f"{where}: {other} is no room")
        elif other and other != own and not LEVEL.get(own, len(ROOMS)) > LEVEL[other]:
            found.append(f"{where}: {own} must not know {other}")
        if other and not own:
            found.append(f"{where}: the package itself imports nothing")
        if reaches(name, DYNAMIC_IMPORT):
            found.append(f"{where}: {name} hides an import")
        if not is_door and reaches(name, NETWORK):
            found.append(f"{where}: {name} belongs into {OUTSIDE_DOOR}")
        kept = ENVIRONMENT if module != STARTS_GIT else ()
        if not is_door and own != "cli" and reaches(name, CLOCK + kept):
            found.append(f"{where}: {name} is a parameter below cli")
    return sorted(set(found))


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted((SOURCE / PACKAGE).rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def test_every_module_imports_only_what_stands_above_it() -> None:
    found = [
        complaint
        for module, path in modules()
        for complaint in complaints(
            module, path.read_text(encoding="utf-8"), is_package=path.name == "__init__.py"
        )
    ]
    assert found == []


def test_the_package_is_found() -> None:
    assert PACKAGE in [module for module, _ in modules()]


GOOD = {
    "from brandpilot.load import Document": "brandpilot.checks.dates",
    "from brandpilot import checks, load": "brandpilot.cli",
    "from brandpilot.load.text import decode": "brandpilot.load",
    "from . import text": "brandpilot.load.dialect",
    "from datetime import date, datetime\nday = date(2017, 8, 25)": "brandpilot.records",
    "import os, datetime\nos.environ['X']; datetime.date.today()": "brandpilot.cli",
    "import os, requests\nos.environ['GITHUB_TOKEN']": "brandpilot.forge.github",
    "import time, urllib3\ntime.time()": "brandpilot.forge.github.line",
    "from urllib.parse import urlsplit": "brandpilot.checks.links",
    "import time\ntime.perf_counter()": "brandpilot.checks",
    "locale = record.datetime.now": "brandpilot.records",
    "from brandpilot.cli import main": "brandpilot.__main__",
    "from brandpilot.cli import asked": "brandpilot.cli.checking",
    "from datetime import datetime\ndatetime.now()": "brandpilot.cli.asked",
}

BAD = {
    "from brandpilot.schema import check": ("brandpilot.load", "load must not know schema"),
    "import brandpilot.cli": ("brandpilot.report", "report must not know cli"),
    "from brandpilot import pages": ("brandpilot.publish", "publish must not know pages"),
    "from brandpilot.findings import Finding": (
        "brandpilot.layout",
        "layout must not know findings",
    ),
    "from ..checks import CHECKS": ("brandpilot.load.text", "load must not know checks"),
    "def f():\n    from brandpilot.records import Dossier": (
        "brandpilot.checks.dates",
        "checks must not know records",
    ),
    "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from brandpilot.cli import main": (
        "brandpilot.load",
        "load must not know cli",
    ),
    "import brandpilot\nx = brandpilot.cli.main": ("brandpilot.load", "load must not know cli"),
    "from brandpilot.helpers import tidy": ("brandpilot.load", "helpers is no room"),
    "value = 1": ("brandpilot.helpers", "add the room helpers to ROOMS"),
    "from brandpilot.load import Document": ("brandpilot", "the package itself imports nothing"),
    "import importlib\nimportlib.import_module('brandpilot.cli')": (
        "brandpilot.load",
        "importlib.import_module hides an import",
    ),
    "import urllib.request": ("brandpilot.forge.gate", "urllib.request belongs into"),
    "from http import client": ("brandpilot.cli", "http.client belongs into"),
    "import urllib3": ("brandpilot.forge.githubber", "urllib3 belongs into"),
    "import github3 as gh": ("brandpilot.pages", "github3 belongs into"),
    "from datetime import datetime as dt\ndt.now()": (
        "brandpilot.checks",
        "datetime.datetime.now is a parameter",
    ),
    "import datetime\ndatetime.date.today()": (
        "brandpilot.lifecycle",
        "datetime.date.today is a parameter",
    ),
    "from time import time": ("brandpilot.records", "time.time is a parameter"),
    "import os as o\no.environ.get('HOME')": ("brandpilot.load", "os.environ is a parameter"),
    "__import__('brandpilot.cli')": ("brandpilot.load", "__import__ hides an import"),
    "import locale": ("brandpilot.report", "locale is a parameter"),
}


@pytest.mark.parametrize(("source", "module"), GOOD.items())
def test_an_arrow_that_runs_forward_is_allowed(source: str, module: str) -> None:
    assert complaints(module, source) == []


@pytest.mark.parametrize(("source", "case"), BAD.items())
def test_what_runs_back_is_told(source: str, case: tuple[str, str]) -> None:
    module, sentence = case
    found = complaints(module, source)
    assert found
    assert sentence in found[0]


def test_a_leading_dot_in_a_package_means_the_package() -> None:
    assert complaints("brandpilot.load", "from . import text", is_package=True) == []
    assert complaints("brandpilot.load", "from .. import cli", is_package=True) == [
        "brandpilot.load:1: load must not know cli"
    ]
