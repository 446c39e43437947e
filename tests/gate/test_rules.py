"""The gate's rules: each is earned exactly by its case, and a good request earns none."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brandpilot.forge.case import MERGED, OPEN, Case
from brandpilot.forge.evidence import Person, Review, read_evidence
from brandpilot.forge.plan import FAILURE, PENDING, SUCCESS, plan
from brandpilot.forge.reviewing import said
from brandpilot.forge.rules import PASS, RULES, judge
from brandpilot.messages import catalogue
from gate.cases import ALONG, CASES, case, merged, review

CODES = [code for code in catalogue() if code[0] == "G"]


def earned(one: Case) -> set[str]:
    return {found.code for judged in judge(one) for found in judged.findings}


def test_the_rules_are_the_catalogue_and_each_has_a_case() -> None:
    assert [rule.code for rule in RULES] == CODES == list(CASES)


def test_every_rule_says_its_code_first() -> None:
    assert all((rule.rule.__doc__ or "").startswith(f"{rule.code}: ") for rule in RULES)


@pytest.mark.parametrize("code", CODES)
def test_a_case_earns_exactly_its_code(code: str) -> None:
    assert earned(CASES[code]()) == {code, *ALONG.get(code, ())}


@pytest.mark.parametrize("code", CODES)
def test_the_verdict_is_the_catalogues(code: str) -> None:
    one = CASES[code]()
    if one.stage == OPEN:
        wanted = {"error": FAILURE, "warning": PENDING, "note": SUCCESS}
        assert plan(one).state == wanted[catalogue()[code].severity]


def test_a_good_request_earns_nothing_open_or_merged() -> None:
    assert (earned(case()), earned(merged())) == (set(), set())
    assert (case().stage, merged().stage) == (OPEN, MERGED)
    assert all(judged.verdict == PASS for judged in judge(merged()))


strangers = st.builds(
    lambda id_, state, body, at: review(
        id=900, by=Person("somebody", id_), state=state, body=body, at=at
    ),
    st.integers(min_value=1, max_value=800_000_000),
    st.sampled_from(("APPROVED", "CHANGES_REQUESTED", "COMMENTED", "DISMISSED")),
    st.text(max_size=80),
    st.sampled_from(("2017-08-01T00:00:00Z", "2017-08-29T01:00:00Z", "2017-08-29T02:00:00Z")),
)


@given(strangers)
def test_what_a_stranger_says_changes_no_verdict(one: Review) -> None:
    for reviews in ((review(),), ()):
        before, after = case(reviews=reviews), case(reviews=(*reviews, one))
        assert plan(before).state == plan(after).state
        assert [j.verdict for j in judge(before)] == [j.verdict for j in judge(after)]


@given(st.permutations((review(), review("shili-fujian-2", id=2), review("shili-hebei-1", id=3))))
def test_the_order_of_reviews_says_nothing(reviews: list[Review]) -> None:
    ordered = sorted(reviews, key=lambda one: one.id)
    assert judge(case(reviews=reviews)) == judge(case(reviews=ordered))


@given(st.text(max_size=300))
def test_any_body_can_be_read_and_kept(body: str) -> None:
    said(body)
    evidence = case(reviews=(review(body=body),)).evidence
    kept = evidence.bytes()
    assert read_evidence(kept).bytes() == kept


@pytest.mark.parametrize(
    ("body", "opinion", "rank", "visit"),
    [
        ("推荐意见：同意。\n推荐排序：2\n实地核查：无", "同意。", 2, "无"),
        ("推荐意见: 同意。\r\n\r\n第二段。\r\n推荐排序: 第1名", "同意。\n\n第二段。", 1, ""),
        ("> **推荐意见**：同意。\n- 推荐排序：一", "同意。", None, ""),
        ("<!-- 推荐意见：不同意 -->推荐意见：同意", "同意", None, ""),
        ("同意", "", None, ""),
    ],
)
def test_what_a_review_says_is_read_as_people_write_it(
    body: str, opinion: str, rank: int | None, visit: str
) -> None:
    told = said(body)
    assert (told.opinion, told.place, told.site_visit) == (opinion, rank, visit)


def test_an_approval_counts_by_number_and_by_the_day_in_shanghai() -> None:
    late = review(at="2017-08-29T15:59:59Z")
    assert plan(case(reviews=(late,), now="2017-08-30T02:00:00Z")).state == SUCCESS
    renamed = replace(review(), by=Person("another-name", 900010001))
    assert plan(case(reviews=(renamed,))).state == SUCCESS
