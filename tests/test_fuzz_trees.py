"""Whatever is amiss in a few files of a whole tree, everybody still gets an answer.

Findings that can be told, states, duties, sums, worksheets and pages: of a tree with one to three
files spoilt nothing may fail.
"""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import pytest

from brandpilot import inspection, lifecycle, report
from brandpilot.checks import Law
from brandpilot.cli import answers
from brandpilot.findings import Finding, Json
from brandpilot.inspection import Inspected, inspect, inspect_one, read_law
from brandpilot.layout import NOTICES, place_of
from brandpilot.messages import LANGUAGES, catalogue, tell
from brandpilot.obligations import obligations
from brandpilot.pages import Edition, render
from brandpilot.records import Register, register
from brandpilot.rollup import board, supervision, support
from brandpilot.tables import read_plan
from brandpilot.worksheet import worksheet
from support.disturbing import BYTE_WAYS, disturb_box, leaves
from support.house import ROOT, TODAY, document
from support.sites import COMMIT, DEMO_TREE, SITE_URL
from support.spelling import to_yaml
from support.trees import grow

CASES = 120
BATCHES = 12
SHOWN = 20
"""Of so many cases the pages of one are made."""
DAYS = ("0001-01-01", "2019-05-20", "2020-01-25", "2020-03-10", "2021-06-30", "2024-02-01")
LAST = date(9999, 12, 31)


@cache
def sound() -> dict[str, bytes]:
    """Give every record and notice of the demonstration."""
    files = (file for file in sorted(DEMO_TREE.rglob("*")) if file.is_file())
    named = ((str(file.relative_to(DEMO_TREE)), file) for file in files)
    return {path: file.read_bytes() for path, file in named if place_of(path)}


@cache
def data(path: str) -> Json:
    return document(path, sound()[path]).data


@cache
def pool() -> tuple[Json, ...]:
    return tuple(value for path in sound() for value in leaves(data(path)))


def spoilt(path: str, random: Random) -> bytes:
    """Spoil a file: its bytes, or a few boxes of it."""
    if random.random() < 0.15:
        return random.choice(BYTE_WAYS)(sound()[path], random)
    changed = deepcopy(data(path))
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        if changed:
            disturb_box(changed, random, pool())
    text = to_yaml(changed).encode() if changed else b"{}\n"
    return b"---\n" + text + b"---\nprose\n" if path.endswith(".md") else text


def case(seed: int) -> dict[str, bytes]:
    """Spoil one to three files, one of them perhaps in the place of another."""
    random = Random(seed)  # noqa: S311 – a seed that can be repeated
    paths = random.sample(sorted(sound()), random.randint(1, 3))
    made = {path: spoilt(path, random) for path in paths}
    if random.random() < 0.1:
        made[random.choice(sorted(sound()))] = made[paths[0]]
    return made


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return grow(DEMO_TREE, tmp_path_factory.mktemp("fuzzed"))


@cache
def demo_law() -> Law:
    return read_law(DEMO_TREE, ROOT, TODAY)


@cache
def judged(path: str) -> Inspected:
    """Judge a file that nobody spoilt: once, not in every case."""
    return inspect_one(path, sound()[path], demo_law(), keep=True)


@pytest.fixture(autouse=True)
def _judge_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def look(path: str, raw: bytes, law: Law, *, keep: bool = False) -> Inspected:
        is_sound = sound().get(path) == raw
        return judged(path) if is_sound else inspect_one(path, raw, law, keep=keep)

    monkeypatch.setattr(inspection, "inspect_one", look)


def told(findings: tuple[Finding, ...]) -> Iterator[str]:
    for language in LANGUAGES:
        yield from (tell(finding, language).message for finding in findings)
        yield from (write(findings, 1, language) for write in report.FORMATS.values())


def answered(content: Register, law: Law, day: date) -> Iterator[str]:
    """Ask everything that is asked about a day."""
    units = law.codelists["units"].names
    words = answers.Words(day, law.table, units)
    yield from (write(content.dossiers, words) for write in answers.STATES.values())
    owed = obligations(content, day)
    yield from (write(owed, content, words) for write in answers.OWED.values())
    yield from (lifecycle.state(one, LAST).label for one in content.dossiers)
    yield repr(supervision(content, tuple(units), day.year, day))
    yield repr(support(content, day))
    named = law.codelists["indicators"].where("named", "yes")
    for call in (one.id for one in content.notices if one.get("kind") == "call"):
        yield repr(board(content, units, call, day))
        yield repr(worksheet(content, "fujian", call, named, day))


def shown(content: Register, law: Law, day: date) -> Iterator[str]:
    rules = (law.forms, law.codelists, law.table, read_plan(ROOT))
    edition = Edition(content, catalogue(), *rules, day, COMMIT, SITE_URL, is_demo=True)
    yield from render(edition, {}).values()


@pytest.mark.parametrize("batch", range(BATCHES))
def test_everybody_gets_an_answer(tree: Path, batch: int) -> None:
    for seed in range(batch, CASES, BATCHES):
        changed = case(seed)
        for path, raw in changed.items():
            (tree / path).write_bytes(raw)
        is_law = any(path.startswith(NOTICES) for path in changed)
        law = read_law(tree, ROOT, TODAY) if is_law else demo_law()
        found = inspect(tree, law, keep=True)
        assert all(told(found.findings)), seed
        content = register(found.documents, found.errors, law.rules)
        day = date.fromisoformat(DAYS[seed % len(DAYS)])
        assert all(answered(content, law, day)), seed
        assert seed % SHOWN or all(shown(content, law, day)), seed
        for path in changed:
            (tree / path).write_bytes(sound()[path])


def test_the_files_are_sound_and_the_mistakes_are_many(tree: Path) -> None:
    assert len(sound()) >= 140
    assert {path: (tree / path).read_bytes() for path in sound()} == sound()
    kinds = {place.kind for path in sound() if (place := place_of(path))}
    assert len(kinds) >= 17
    assert len({path for seed in range(CASES) for path in case(seed)}) >= 100
