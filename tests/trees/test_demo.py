"""The demonstration: what its README and its tables say by hand, against what the program tells."""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from brandpilot import lifecycle
from brandpilot.checks import Facts, Law
from brandpilot.cli import main
from brandpilot.cli.editing import edition_on
from brandpilot.course import CODES, START, effective_day
from brandpilot.findings import Finding, Json
from brandpilot.inspection import Inspection, inspect, read_law
from brandpilot.lifecycle import IN_DOUBT
from brandpilot.records import Dossier, Register, register, until
from support.house import ROOT, TODAY

DEMO = Path(__file__).parent / "demo"
LAST_DAY = "2024-06-30"
FIVE_DAYS = ("2019-09-01", "2020-03-16", "2021-06-30", "2022-12-15", LAST_DAY)
_STEP = re.compile(r"(?:(?P<year>\d{4})(?:-|(?= )))?(?P<day>\d\d-\d\d)? ?(?P<label>[^\d].*)")
_ASIDE = re.compile(r"（原定[^）]*）")
_OF_BODIES = frozenset(("holder", "employer", "giver", "issuer_name", "organizer", "accepted_by"))
_NAMED = frozenset(("cluster", "clusters", "organizer", "contact_office", "firms", "trademarks"))
"""Boxes that hold the name of a body, and boxes whose `name` is that of a body, a cluster, a mark."""


def _read(tree: Path) -> tuple[Law, Inspection, Register]:
    law = read_law(tree, ROOT, TODAY)
    found = inspect(tree, law, keep=True)
    return law, found, register(found.documents, found.errors, law.rules)


@cache
def demo() -> tuple[Law, Inspection, Register]:
    """Read the tree, once."""
    return _read(DEMO)


def _table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((DEMO / name).read_text(encoding="utf-8").splitlines()))


def _states(content: Register, day: str) -> dict[str, str]:
    as_of = date.fromisoformat(day)
    return {one.id: lifecycle.state(one, as_of).code for one in content.dossiers}


def _shifted(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


@cache
def _days() -> tuple[str, ...]:
    """Give every day on which something happens to a dossier, and the day before it."""
    happened = {
        taken.event.day
        for dossier in demo()[2].dossiers
        for taken in dossier.course.taken()
        if len(taken.event.day) == len(LAST_DAY)
    }
    return tuple(sorted({*happened, *(_shifted(day, -1) for day in happened)}))


def test_every_state_is_some_dossiers_on_some_day() -> None:
    law, _, content = demo()
    seen = {state for day in _days() for state in _states(content, day).values()}
    assert seen == {*law.table.states, IN_DOUBT}


def test_everything_that_can_happen_happens() -> None:
    law, _, content = demo()
    counted = {
        taken.event.name
        for dossier in content.dossiers
        for taken in dossier.course.taken()
        if taken.refusal is None
    }
    assert counted == law.table.events.keys()


def test_the_states_are_those_written_by_hand() -> None:
    law, _, content = demo()
    rows = _table("states.csv")
    assert {row["state"] for row in rows} == {*law.table.states, IN_DOUBT}
    by_hand = {(row["as_of"], row["dossier"]) for row in rows}
    assert by_hand >= {(day, one.id) for day in FIVE_DAYS for one in content.dossiers}
    told = [{**row, "state": _states(content, row["as_of"])[row["dossier"]]} for row in rows]
    assert told == rows


def test_the_obligations_are_those_written_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    rows = _table("obligations.csv")
    told: list[dict[str, str]] = []
    for day in dict.fromkeys(row["as_of"] for row in rows):
        words = ("status", "--obligations", "--as-of", day, "--format", "csv")
        assert main(["--root", str(DEMO), *words]) == 0
        told += csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert told == rows
    assert {row["duty"] for row in rows} == demo()[0].table.duties.keys()


def test_every_refusal_is_earned_once_and_alone() -> None:
    found = demo()[1].findings
    refused = [one for one in found if one.code in CODES]
    assert sorted(one.code for one in refused) == sorted(CODES)
    others = {one.path for one in found} - {one.path for one in refused}
    assert len(found) == len(refused) + len(others)


def test_only_what_is_refused_or_wrong_is_kept_from_the_public() -> None:
    _, found, content = demo()
    public = {record.path for one in content.dossiers for record in one.records}
    public |= {record.path for record in content.yearly} | {one.path for one in content.notices}
    public |= {one.path for own in content.decisions.values() for one in own}
    hidden = {file.path for file in found.files} - public
    assert hidden == {one.path for one in found.errors if one.code != "L102"}


def test_every_day_is_told_the_same_before_later_files_exist() -> None:
    law, found, content = demo()
    days = {path: _day_of(path, found) for path in _paths(found)}
    for day in _days():
        documents = [one for one in found.documents if days[one.path] <= day]
        errors = [one for one in found.errors if days[one.path] <= day]
        before = _states(register(documents, errors, law.rules), day)
        begun = {one.id for one in content.dossiers if one.course.events}
        for id_, now in _states(content, day).items():
            # A file that may not be published has no day: where there is no other, doubt has none.
            assert now == before.get(id_, START) or id_ not in begun, (id_, day)


def test_a_site_of_a_past_day_doubts_nothing_that_was_filed_later() -> None:
    _, found, _ = demo()
    day = date(2020, 3, 16)
    documents, errors = until(found.documents, found.errors, day)
    assert {one.code for one in errors} < {one.code for one in found.errors}
    assert max(_day_of(one.path, found) for one in documents) <= day.isoformat()
    assert [one.path for one in found.documents if _day_of(one.path, found) <= day.isoformat()] == [
        one.path for one in documents
    ]
    assert edition_on(DEMO, day.isoformat()).register.dossiers == (
        register(documents, errors, demo()[0].rules).dossiers
    )


@pytest.mark.parametrize("day", FIVE_DAYS)
def test_a_day_is_judged_the_same_before_later_files_exist(day: str, tmp_path: Path) -> None:
    found = demo()[1]
    tree = tmp_path / "demo"
    for path in _paths(found):
        if _day_of(path, found) <= day:
            (tree / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(DEMO / path, tree / path)
    before = _read(tree)[1]
    kept = {file.path for file in before.files}
    assert _told(before.findings) == _told(one for one in found.findings if one.path in kept)


def _told(findings: Iterator[Finding] | Sequence[Finding]) -> list[tuple[str, str, int]]:
    return [(one.path, one.code, one.line) for one in findings]


def _paths(found: Inspection) -> list[str]:
    return [file.path for file in found.files]


def _day_of(path: str, found: Inspection) -> str:
    """Give a file's effective day; of one without a date its year, of an undated one nothing.

    A decision has the day of what it decides on.
    """
    facts: Facts | None = next(file.facts for file in found.files if file.path == path)
    assert facts is not None
    if facts.place.decides:
        return _day_of(facts.place.decides, found)
    return effective_day(facts) or str(facts.year or "")


@cache
def _readme() -> dict[str, tuple[str, str]]:
    """Give, by dossier, the course that the README tells and the refusals that it names."""
    text = (DEMO / "README.md").read_text(encoding="utf-8")
    section = text.partition("## 卷宗\n")[2].partition("\n## ")[0]
    rows = (line.strip("|").split("|") for line in section.splitlines() if "/shili-" in line)
    return {dossier.strip(): (told.strip(), refused) for dossier, _, told, refused in rows}


def test_the_readme_tells_every_change_of_state() -> None:
    content = demo()[2]
    assert _readme().keys() == {one.id for one in content.dossiers}
    for dossier in content.dossiers:
        told, changes = list(_steps(_readme()[dossier.id][0])), _changes(dossier)
        assert [day for day, _ in told] == [day for day, _ in changes], dossier.id
        for (day, label), (_, state) in zip(told, changes, strict=True):
            assert label in state, (dossier.id, day)


def _steps(told: str) -> Iterator[tuple[str, str]]:
    """Yield (day, label) of a told course; a year is told where it changes."""
    year = ""
    for step in _ASIDE.sub("", told).split("，"):
        words = _STEP.fullmatch(step)
        assert words is not None, step
        year = words["year"] or year
        yield f"{year}-{words['day']}" if words["day"] else words["year"] or "", words["label"]


def _changes(dossier: Dossier) -> list[tuple[str, str]]:
    """Give (day, label) for each day that ends in another state than the last such day did."""
    last, changed = START, dict[str, str]()
    by_day = {taken.event.day: taken.after.state for taken in dossier.course.taken()}
    for day, state in by_day.items():
        if state != last:
            last, changed[day] = state, dossier.course.rules.table.states[state].name
    standing = lifecycle.state(dossier, date.fromisoformat(LAST_DAY))
    return list(changed.items()) or [("", standing.label)]


def test_the_readme_names_every_finding_at_its_dossier() -> None:
    found = {("/".join(one.path.split("/")[1:3]), one.code) for one in demo()[1].errors}
    told = {
        (dossier, code)
        for dossier, (_, refused) in _readme().items()
        for code in re.findall("[A-Z][0-9]{3}", refused)
    }
    assert told == found


def test_nothing_is_dated_after_its_last_day() -> None:
    for path in sorted(DEMO.rglob("*.yaml")) + sorted(DEMO.rglob("docs/**/*.md")):
        days = re.findall(r"\b20[0-9]{2}-[0-9]{2}-[0-9]{2}\b", path.read_text(encoding="utf-8"))
        assert max(days, default="") <= LAST_DAY, path


def test_every_name_is_visibly_fictional() -> None:
    for document in demo()[1].documents:
        for name in _named(document.data):
            assert "示例" in name, document.path


def _named(value: Json, box: str = "") -> Iterator[str]:
    """Yield the names of bodies, clusters and marks, and the numbers of notices, in a record."""
    if isinstance(value, list):
        for inner in value:
            yield from _named(inner, box)
    if isinstance(value, dict):
        for key, inner in value.items():
            is_number = key == "number" and "issuer" in value
            is_name = key in _OF_BODIES or is_number or (key == "name" and box in _NAMED)
            if isinstance(inner, str) and is_name:
                yield inner
            yield from _named(inner, key)


def test_a_site_is_built_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tree = shutil.copytree(DEMO, tmp_path / "demo", ignore=shutil.ignore_patterns("build"))
    assert main(["--root", str(tree), "build", "--as-of", LAST_DAY]) == 0
    assert "有疑义" in capsys.readouterr().err
    pages = {path.parent.name for path in (tree / "build/site").rglob("*.html")} | {
        path.stem for path in (tree / "build/site").rglob("*.html")
    }
    assert {one.cluster for one in demo()[2].dossiers} <= pages
    assert json.loads((tree / "build/site/build-info.json").read_text("utf-8"))["as_of"] == LAST_DAY
