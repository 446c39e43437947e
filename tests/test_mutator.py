"""Every code that an application can earn, planted where it is known: found there and nowhere else."""

from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

import pytest

from brandpilot.checks import CHECKS, Law
from brandpilot.messages import catalogue
from support.draft import MISTAKES, Draft
from support.house import VALID, document, inspected, law
from support.mutator import mutate
from support.settings import CALLS
from support.spelling import to_yaml

BASES = ("fujian-2017-application.yaml", "hebei-2017-application.yaml")
SEEDS = range(100)
NOT_IN_AN_APPLICATION = {
    "S119": "no box of it holds one fixed value but `schema`, of which S001 speaks",
    "S124": "none of its conditions fixes another box",
}
ALONE = {
    "S001": {"schema": "application/2099"},
    "F040": {"schema": "designation/1"},
}
"""Codes that leave nothing else to be judged, and the boxes in which they are earned."""


@cache
def called() -> Law:
    """Give the law under calls that set everything that a rule may ask for."""
    return replace(law(), calls=CALLS)


@cache
def base(name: str) -> dict[str, Any]:
    """Read a flawless filing, moved below the call and the folder of the tests."""
    data = document(name, (VALID / name).read_bytes()).data
    data["cluster"]["division_codes"] = ["350427", "350403"]
    return {**data, "dossier": "fujian/shili-rattan", "call": next(iter(CALLS))}


def found_in(data: dict[str, Any], style: Random | None = None) -> set[tuple[str, str]]:
    found = inspected(to_yaml(data, style), under=called()).findings
    return {(finding.code, finding.pointer) for finding in found}


def test_the_mutator_knows_every_code_of_an_application() -> None:
    schema_stage = {code for code in catalogue() if code.startswith("S")}
    rules = {check.code for check in CHECKS if "application" in check.kinds}
    planted = (MISTAKES.keys() | ALONE.keys()) - {"F040", "F041"}
    assert planted == (schema_stage | rules) - NOT_IN_AN_APPLICATION.keys()


@pytest.mark.parametrize("name", BASES)
def test_the_base_is_flawless(name: str) -> None:
    assert found_in(base(name)) == set()


@pytest.mark.parametrize("name", BASES)
@pytest.mark.parametrize("code", sorted(MISTAKES))
def test_one_mistake_earns_one_finding(code: str, name: str) -> None:
    for seed in range(2):
        draft = mutate(base(name), [code], Random(f"{code} {seed}"))  # noqa: S311 – a seed that can be repeated
        assert len(draft.planted) == 1, MISTAKES[code].__doc__
        assert found_in(draft.data) == draft.planted, MISTAKES[code].__doc__


@pytest.mark.parametrize("code", sorted(ALONE))
def test_a_mistake_that_hides_all_others(code: str) -> None:
    assert found_in({**base(BASES[0]), **ALONE[code]}) == {(code, "/schema")}


def drawn(seed: int) -> Draft:
    random = Random(seed)  # noqa: S311 – a seed that can be repeated
    codes = random.sample(sorted(MISTAKES), random.randint(2, len(MISTAKES)))
    return mutate(base(random.choice(BASES)), codes, random)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_found_is_what_was_planted(seed: int) -> None:
    draft = drawn(seed)
    assert found_in(draft.data, draft.random) == draft.planted


def test_the_seeds_plant_every_code_and_many_at_once() -> None:
    drafts = [drawn(seed) for seed in SEEDS]
    assert {code for draft in drafts for code, _ in draft.planted} == MISTAKES.keys()
    assert max(len(draft.planted) for draft in drafts) >= 40
