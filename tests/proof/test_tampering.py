"""Every tampering is told, exactly; and each rule of the proof is the only one that sees something."""

from collections.abc import Iterator

import pytest

from brandpilot.forge.proof import prove
from brandpilot.forge.proof.rule import ProofRule
from brandpilot.forge.proof.rules import RULES
from brandpilot.messages import catalogue
from proof.tampering import TAMPERINGS, Tampering
from proof.world import World


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = World(tmp_path_factory.mktemp("proof") / "main.git")
    with made.repository:
        yield made


def told(
    world: World, one: Tampering, rules: tuple[ProofRule, ...] = RULES
) -> set[tuple[str, str]]:
    spoilt = one.spoilt(world)
    found = prove(world.seen, spoilt.tip, spoilt.kept, spoilt.ask, rules).findings
    return {(finding.code, finding.path) for finding in found}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_it_is_told_exactly(world: World, name: str) -> None:
    assert told(world, TAMPERINGS[name]) == TAMPERINGS[name].says


@pytest.mark.parametrize("code", [rule.code for rule in RULES])
def test_without_its_rule_something_goes_unnoticed(world: World, code: str) -> None:
    seen_by_it = (one for one in TAMPERINGS.values() if {code} == {said for said, _ in one.says})
    others = tuple(rule for rule in RULES if rule.code != code)
    assert told(world, next(seen_by_it), others) == set()


def test_the_rules_are_the_catalogue() -> None:
    assert sorted(rule.code for rule in RULES) == [one for one in catalogue() if one[:2] == "R3"]
