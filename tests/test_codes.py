"""Every code of the catalogue is earned by an example, emitted by the package, and explained."""

import ast
import json
import re
from functools import cache

import pytest

from brandpilot.checks import CHECKS, CROSS_CHECKS
from brandpilot.cli import main
from brandpilot.course import CODES as REFUSED
from brandpilot.course import GUARDS, REFUSALS
from brandpilot.messages import LANGUAGES, catalogue
from gate.cases import CASES
from proof.tampering import TAMPERINGS
from support.examples import INVALID, read_examples
from support.house import ROOT
from support.trees import EXPECTED

PACKAGE = ROOT / "scripts" / "brandpilot"
TREES = ROOT / "tests" / "trees"
CODES = tuple(catalogue())
CODE = re.compile(r"[FSCXLREG][0-9]{3}", re.ASCII)


@cache
def exemplified() -> frozenset[str]:
    """The codes that an example, a story, a request or a history that was tampered with expects."""
    examples = {code for example in read_examples(INVALID) for code in example.codes}
    reports = (json.loads(file.read_text("utf-8")) for file in TREES.glob(f"*/{EXPECTED}"))
    stories = {row["code"] for report in reports for row in report}
    spoilt = {code for one in TAMPERINGS.values() for code, _ in one.says}
    return frozenset(examples | stories | set(CASES) | spoilt)


@cache
def emitted() -> frozenset[str]:
    """The codes that stand as text in the package's own code."""
    found = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.update([node.value] if CODE.fullmatch(node.value) else [])
    return frozenset(found)


def of_stage(letter: str) -> list[str]:
    return [code for code in CODES if code[0] == letter]


def test_a_code_is_the_letter_of_its_stage_and_three_digits() -> None:
    assert [code for code in CODES if not CODE.fullmatch(code)] == []
    assert len(set(CODES)) == len(CODES)


def test_every_code_has_an_example() -> None:
    assert exemplified() == set(CODES)


def test_every_code_is_emitted_and_no_other() -> None:
    assert emitted() == set(CODES)


def test_the_rules_are_the_catalogue() -> None:
    single, across = ([check.code for check in checks] for checks in (CHECKS, CROSS_CHECKS))
    assert [code for code in single if code[0] != "R"] == of_stage("C")
    assert [code for code in across if code[0] != "R"] == of_stage("X")
    of_records = [code for code in of_stage("R") if code[1] in "12"]
    assert sorted(code for code in (*single, *across) if code[0] == "R") == of_records


def test_the_refusals_of_a_course_are_the_catalogue() -> None:
    named = ["L101", "L113", *(code for code, _, _ in GUARDS.values()), *REFUSALS.values()]
    assert sorted(named) == of_stage("L")
    assert sorted(REFUSED) == of_stage("L")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_code_explains_itself(
    code: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = catalogue(language)[code]
    assert main(["explain", code, "--lang", language]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"{code}  {entry.title}")
    # Gaps are told as gaps: what stands between them is told word for word.
    for sentence in (entry.message, entry.fix, entry.basis):
        assert [part for part in re.split(r"\{\w+\}", sentence) if part not in told] == []
    assert not set(told) & set("{}")
