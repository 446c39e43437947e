"""Records of decisions by themselves: what they say must fit together, and fit what they decided."""

from copy import deepcopy
from typing import Any

import pytest

from brandpilot.checks import Facts, proofs
from brandpilot.checks.rule import Rule
from brandpilot.findings import Json, pointer
from support.house import VALID, document, law
from support.rules import across, facts, subject
from support.spelling import to_yaml

REPORT = "submissions/fujian/a/2018-annual-report.yaml"
DECIDED = REPORT.replace(".yaml", ".decision{}.yaml")
FILED = "schema: annual-report/1\nyear: 2018\n"
SHA = document(REPORT, FILED).sha256
OTHER = "0" * 64
WRITTEN = document("x.yaml", (VALID / "fujian-2018-decision.yaml").read_text("utf-8")).data


def written(**changes: Json) -> dict[str, Any]:
    """Give a sound decision with other values at places such as `proof__merge__at`."""
    data: dict[str, Any] = deepcopy(dict(WRITTEN))
    for place, value in changes.items():
        *way, last = place.split("__")
        at: Any = data
        for part in way:
            at = at[int(part)] if isinstance(at, list) else at[part]
        at[last] = value
    return data


def told(rule: Rule, data: Json, kind: str = "decision") -> list[tuple[str, dict[str, object]]]:
    form = law().forms[f"{kind}/1"]
    found = rule(subject(data, path=f"{kind}.yaml", form=form), law())
    return [(pointer(node), dict(values)) for node, values in found]


def verdicts(*words: str) -> list[dict[str, str]]:
    return [{"rule": f"G50{at}", "verdict": word} for at, word in enumerate(words, 1)]


ALONE = (
    proofs.irregular,
    proofs.times_in_order,
    proofs.approved_where_passed,
    proofs.approved_by_others,
    proofs.recommends,
)


@pytest.mark.parametrize("rule", ALONE)
def test_of_what_is_sound_or_missing_nothing_is_said(rule: Rule) -> None:
    sound: list[Json] = [written(), written(proof=None), {}, {"proof": {}}]
    assert [told(rule, data) for data in sound] == [[]] * 4
    broken: Json = {
        "proof": {
            "pull": {"author": None},
            "merge": {},
            "approvals": [None, {}, {"at": None}],
            "verdicts": [None, {}],
        }
    }
    assert told(rule, broken) == []


class TestOne:
    def test_the_rules_that_were_broken_are_named(self) -> None:
        for words, rules in ((("fail", "pass", "fail"), "G501、G503"), (("fail",), "G501")):
            hit = told(proofs.irregular, written(proof__verdicts=verdicts(*words)))
            assert hit == [("/proof/verdicts", {"rules": rules})]
        assert told(proofs.irregular, written(proof__verdicts=[{"verdict": "fail"}]))

    @pytest.mark.parametrize(
        ("at", "value", "limit"),
        [
            ("proof__pull__opened_at", "2019-01-20T09:00:01Z", "2019-01-20T09:00:00Z"),
            ("proof__approvals__0__at", "2019-01-20T09:00:01Z", "2019-01-20T09:00:00Z"),
            ("proof__approvals__0__at", "2019-01-09T23:59:59Z", "2019-01-10T00:00:00Z"),
            ("date", "2019-01-21", "2019-01-20"),
        ],
    )
    def test_times_follow_each_other(self, at: str, value: str, limit: str) -> None:
        sound = {
            "date": "2019-01-20",
            "proof__pull__opened_at": "2019-01-10T00:00:00Z",
            "proof__approvals__0__at": "2019-01-20T09:00:00Z",
            "proof__merge__at": "2019-01-20T09:00:00Z",
        }
        assert told(proofs.times_in_order, written(**sound)) == []
        hit = told(proofs.times_in_order, written(**{**sound, at: value}))
        assert hit == [("/" + at.replace("__", "/"), {"found": value, "limit": limit})]

    @pytest.mark.parametrize(
        ("merged", "day"),
        [
            ("2019-01-20T15:59:59Z", "2019-01-20"),
            ("2019-01-20T16:00:00Z", "2019-01-21"),
            ("2019-02-30T00:00:00Z", "2019-02-30"),
            ("9999-12-31T23:00:00Z", "9999-12-31"),
        ],
    )
    def test_the_day_is_the_one_in_shanghai(self, merged: str, day: str) -> None:
        other = {"found": "2019-01-01", "limit": day}
        for date, hit in ((day, []), ("2019-01-01", [("/date", other)])):
            assert told(proofs.times_in_order, written(date=date, proof__merge__at=merged)) == hit

    def test_somebody_approved_where_every_rule_was_kept(self) -> None:
        nobody = written(proof__approvals=[])
        assert told(proofs.approved_where_passed, nobody) == [("/proof/approvals", {})]
        nobody["proof"]["verdicts"] = verdicts("fail", "pass")
        assert told(proofs.approved_where_passed, nobody) == []

    def test_approvals_are_of_several_and_never_of_the_author(self) -> None:
        first = written()["proof"]["approvals"][0]
        twice = written(proof__approvals=[first, {**first, "id": 7}, first])
        hit = [("/proof/approvals/2/id", {"id": first["id"]})]
        assert told(proofs.approved_by_others, twice) == hit
        own = written(proof__pull__author__id=first["id"])
        assert told(proofs.approved_by_others, own) == [("/proof/approvals/0/id", hit[0][1])]

    def test_a_recommendation_that_counts_says_something(self) -> None:
        silent = {"opinion": None, "office": None, "proof": {"verdicts": verdicts("pass")}}
        hit = told(proofs.recommends, silent, "recommendation")
        assert hit == [
            ("/opinion", {"field": "推荐意见"}),
            ("/office", {"field": "出具意见的处室"}),
        ]
        silent["proof"] = {"verdicts": verdicts("fail")}
        assert told(proofs.recommends, silent, "recommendation") == []
        assert told(proofs.recommends, {"opinion": "同意推荐。"}, "recommendation") == []


def decision(number: int = 1, sha: str = SHA, pull: int = 57, **changes: Json) -> Facts:
    suffix = f"-{number}" if number > 1 else ""
    data = written(record__sha256=sha, proof__pull__number=pull, **changes)
    if "proof__merge__commit" not in changes:
        data["proof"]["merge"]["commit"] = f"{pull:040}"
    return facts(DECIDED.format(suffix), to_yaml(data))


def failed(number: int, sha: str = SHA) -> Facts:
    return decision(number, sha, 57 + number, proof__verdicts=verdicts("fail"))


class TestMany:
    REPORTED = facts(REPORT, FILED)
    HERE = "fujian/a/2018-annual-report.decision{}.yaml"

    def test_records_of_one_request_tell_one_story(self) -> None:
        same = decision(), decision(2)
        assert across("R202", self.REPORTED, *same) == []
        changes: tuple[dict[str, Json], ...] = (
            {"proof__head": "1" * 40},
            {"proof__pull__url": "https://github.com/example/brandpilot/pull/58"},
            {"proof__evidence_sha256": OTHER},
            {"proof__approvals": []},
            {"proof__verdicts": verdicts("pass")},
            {"proof__merge__at": "2019-01-20T09:00:01Z"},
        )
        for change in changes:
            told = across("R202", self.REPORTED, decision(), decision(2, **change))
            assert told == [self.HERE.format("") + " /proof/pull/number"], change

    def test_two_requests_have_no_merge_in_common(self) -> None:
        commit = {"proof__merge__commit": "1" * 40}
        both = decision(1, pull=57, **commit), decision(2, pull=58, **commit)
        assert len(across("R202", *both)) == 1
        assert across("R202", decision(1, pull=57), decision(2, pull=58)) == []

    def test_what_is_not_known_contradicts_nothing(self) -> None:
        bare = facts(DECIDED.format("-2"), "schema: decision/1\nproof: null\n")
        assert across("R202", decision(), bare) == []

    def test_the_decided_file_is_there(self) -> None:
        assert across("R205", self.REPORTED, decision()) == []
        gone = [self.HERE.format("-2") + " /record/file"]
        assert across("R205", decision(), failed(2)) == gone

    def test_it_is_as_the_last_regular_decision_left_it(self) -> None:
        at = " /record/sha256"
        assert across("R205", self.REPORTED, decision(sha=OTHER)) == [self.HERE.format("") + at]
        later = decision(1, OTHER), decision(2, SHA, 58)
        assert across("R205", self.REPORTED, *later) == []
        assert across("R205", self.REPORTED, *later[:1], failed(2)) == [self.HERE.format("") + at]

    def test_a_merge_that_broke_a_rule_holds_nobody_to_anything(self) -> None:
        assert across("R205", self.REPORTED, failed(1, OTHER)) == []
        assert across("R205", self.REPORTED, failed(1, OTHER), decision(2)) == []

    def test_a_file_that_cannot_be_read_is_there(self) -> None:
        unread = Facts(REPORT, self.REPORTED.place, "", {}, {(): (1, 1)})
        assert across("R205", unread, decision(sha=OTHER)) == []

    def test_a_second_decision_on_a_file_follows_its_first(self) -> None:
        other = facts("submissions/fujian/a/2018-support.decision.yaml", "schema: decision/1\n")
        told = across("X113", self.REPORTED, other, decision(2))
        assert told == [self.HERE.format("-2") + " "]
        assert across("X113", self.REPORTED, failed(1), decision(2)) == []


def test_of_a_proof_little_is_kept() -> None:
    data = written(proof__verdicts=verdicts(*["pass"] * 9, "fail"))
    kept = facts(DECIDED.format(""), to_yaml(data))
    assert kept.get("proof", "verdicts", "*", "verdict") == ("pass", "fail")
    assert len(kept.values) <= 10
    assert len(kept.marks) <= 8
