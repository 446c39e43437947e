"""Reminders and the rules of main, as they come to stand on the forge."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from brandpilot.forge.rulesets import differences, wanted
from brandpilot.roster import App
from review.playing import run
from standin.description import official, resolve
from standin.honest import assert_honest
from standin.stage import APPLICATION, Stage, filing, stage
from support.house import ROOT

RULESET = ".github/rulesets/main.json"
MARK = "<!-- brandpilot:remind:fujian -->"


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Stage]:
    with stage(tmp_path) as raised:
        raised.commits({RULESET: (ROOT / RULESET).read_bytes()})
        yield raised
        assert_honest(raised.server.traffic)


def test_the_rules_of_main_are_compared_told_and_set(there: Stage) -> None:
    there.origin.writers.add(there.app.id)
    code, told = run(there, "rulesets")
    assert code == 1
    assert "/rules：应为" in told
    assert "/fork-pr-approval：应为 first_time_contributors，现为" in told
    assert run(there, "rulesets", "--apply")[1].endswith("已照仓库里的设置。\n")
    assert run(there, "rulesets") == (0, "GitHub 上主分支的规则与仓库里的一致。\n")
    (own,) = there.world.rulesets.values()
    own["rules"][2]["parameters"]["allowed_merge_methods"] = ["merge", "squash"]
    own["bypass_actors"].append(
        {"actor_id": 5, "actor_type": "RepositoryRole", "bypass_mode": "always"}
    )
    code, told = run(there, "rulesets")
    assert code == 1
    assert [line.partition("：")[0] for line in told.splitlines()[:-1]] == [
        "/bypass_actors/RepositoryRole",
        "/rules/pull_request/parameters/allowed_merge_methods/squash",
    ]


def test_the_ruleset_lets_nobody_past_but_the_app_and_pins_its_status() -> None:
    told = wanted(json.loads((ROOT / RULESET).read_text("utf-8")), App("x[bot]", 1, 901))
    assert told["bypass_actors"] == [
        {"actor_id": 901, "actor_type": "Integration", "bypass_mode": "pull_request"}
    ]
    rules = {rule["type"]: rule.get("parameters") for rule in told["rules"]}
    assert set(rules) == {"deletion", "non_fast_forward", "pull_request", "required_status_checks"}
    assert rules["pull_request"]["allowed_merge_methods"] == ["merge"]
    checks = rules["required_status_checks"]
    assert not checks["strict_required_status_checks_policy"]
    assert {"context": "gate", "integration_id": 901} in checks["required_status_checks"]


def test_every_rule_is_one_that_the_forge_knows() -> None:
    told = json.loads((ROOT / RULESET).read_text("utf-8"))
    known = resolve(official()["components"]["schemas"]["repository-rule"])
    kinds = {resolve(one)["properties"]["type"]["enum"][0]: resolve(one) for one in known["oneOf"]}
    for rule in told["rules"]:
        parameters = kinds[rule["type"]]["properties"].get("parameters", {}).get("properties", {})
        assert set(rule.get("parameters", {})) <= set(parameters)


def test_what_the_forge_adds_is_no_difference() -> None:
    should = {"a": 1, "list": [{"type": "x", "parameters": {"n": 1}}]}
    found = {"a": 1, "id": 9, "list": [{"type": "x", "parameters": {"n": 1, "m": 2}}]}
    assert list(differences(should, found)) == []
    assert list(differences(should, {**found, "a": 2})) == [("/a", "1", "2")]


def test_a_reminder_stands_in_one_issue_until_all_is_done(there: Stage) -> None:
    there.commits({APPLICATION: filing()})
    attacker = there["shili-stranger"]
    attacker.must("POST", "issues", title="假的提醒", body=f"{MARK}\n不用办理")
    day = ("--as-of", "2017-08-30")
    assert MARK in run(there, "remind", *day)[1]
    run(there, "remind", "--post", *day)
    run(there, "remind", "--post", *day)
    own = [one for one in there.world.issues.values() if one.user is there.app]
    assert [(one.title, one.is_open) for one in own] == [
        ("应办事项：福建省工业和信息化主管部门", True)
    ]
    assert "| 2017-08-31，还有1天 | 出具推荐意见 |" in own[0].body
    fake = next(one for one in there.world.issues.values() if one.user is not there.app)
    assert fake.body.endswith("不用办理")
    there.commits({APPLICATION: None})
    run(there, "remind", "--post", *day)
    assert not own[0].is_open
