"""The case law: every example earns exactly the findings that it declares, at their places."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from brandpilot.checks import CROSS_CHECKS, Facts
from brandpilot.inspection import inspect
from brandpilot.messages import is_error
from support.examples import INVALID, Example, judge_example, move, read_examples, spelled
from support.house import ROOT, TODAY, VALID, law

RIGHT, WRONG = read_examples(VALID), read_examples(INVALID)
PLACED = frozenset(("F040", "F041", "F042", "F043", "F044", "C104", "C227", "C801"))
"""Codes that only a file in its place can earn; a draft lies nowhere, and beside no other."""
ACROSS = frozenset(check.code for check in CROSS_CHECKS)


@cache
def notices() -> tuple[Facts, ...]:
    """The facts of this repository's notices, beside which every example is judged."""
    files = inspect(ROOT, law()).files
    return tuple(file.facts for file in files if file.facts and file.facts.place.kind == "notice")


def name(example: Example) -> str:
    return example.file.name


@pytest.mark.parametrize("example", WRONG, ids=name)
def test_a_mistake_earns_exactly_its_findings(example: Example, *, bless: bool) -> None:
    found = judge_example(example, law(), notices())
    expected = move(example, found).expected if bless else example.expected
    assert expected
    assert tuple(sorted(map(spelled, found))) == expected


@pytest.mark.parametrize("example", RIGHT, ids=name)
def test_what_is_valid_earns_nothing_but_the_warnings_it_declares(example: Example) -> None:
    found = judge_example(example, law(), notices())
    assert tuple(sorted(map(spelled, found))) == example.expected
    assert not any(map(is_error, found))


def test_the_installed_command_tells_the_same_about_drafts(tmp_path: Path) -> None:
    drafts = {}
    for example in (*read_examples(INVALID), *RIGHT):
        (tmp_path / example.file.name).write_bytes(example.raw)
        told = [line for line in example.expected if line[:4] not in PLACED | ACROSS]
        drafts[example.file.name] = told
    brandpilot = str(Path(sys.executable).with_name("brandpilot"))
    options = ["--format", "json", "--today", TODAY]
    command = [brandpilot, "--root", str(ROOT), "check", *drafts, *options]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (1, "")
    rows: dict[str, list[str]] = {draft: [] for draft in drafts}
    for row in json.loads(run.stdout):
        words = (row["code"], row["pointer"], f"{row['line']}:{row['column']}")
        rows[row["path"]].append(" ".join(filter(None, words)))
    assert {draft: sorted(told) for draft, told in rows.items()} == drafts


def test_no_two_examples_are_the_same() -> None:
    assert len({(example.path, example.raw) for example in WRONG}) == len(WRONG)
    stems = [example.file.stem for example in WRONG]
    assert len(set(stems)) == len(stems)


def test_every_file_beside_an_example_belongs_to_one() -> None:
    for folder, examples in ((VALID, RIGHT), (INVALID, WRONG)):
        stems = {example.file.stem for example in examples}
        assert {file.stem for file in folder.glob("*.expect")} <= stems


def test_a_blessing_moves_a_finding_but_admits_none(tmp_path: Path) -> None:
    source = INVALID / "plan-ends-before-it-starts.yaml"
    (first,) = (example for example in WRONG if example.file == source)
    found = judge_example(first, law(), notices())
    moved = tmp_path / source.name
    moved.write_text(
        source.read_text("utf-8").replace(spelled(found[0]), "C201 /plan/end_date 1:1")
    )
    (stale,) = read_examples(tmp_path)
    assert move(stale, found).expected == first.expected
    assert moved.read_text("utf-8") == source.read_text("utf-8")
    with pytest.raises(AssertionError):
        move(stale, ())
