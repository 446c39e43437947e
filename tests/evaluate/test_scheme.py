"""A scheme of weights: a range where something is unknown, and one sentence for what is no scheme."""

from contextlib import suppress
from decimal import Decimal
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brandpilot.evaluate import CRITERIA, Result, SchemeError, Score, read_scheme, score
from support.house import ROOT

SCHEME = b"""
scheme = "x/1"
title = "x"
official = false
note = "x"
[weights]
tasks_on_plan = 3
no_incidents = 1
"""
HEAD, _, _ = SCHEME.partition(b"tasks")


def weighed(*lines: str) -> bytes:
    return HEAD + "\n".join(lines).encode()


@pytest.mark.parametrize(
    ("tasks", "incidents", "least", "most"),
    [
        ("met", "met", 100, 100),
        ("met", "not_met", 75, 75),
        ("not_met", "met", 25, 25),
        ("not_met", "not_met", 0, 0),
        # Unknown may turn out either way, and is never zero.
        ("unknown", "met", 25, 100),
        ("unknown", "not_met", 0, 75),
        ("met", "unknown", 75, 100),
        ("not_met", "unknown", 0, 25),
        ("unknown", "unknown", 0, 100),
        # What does not apply, or has no rule, takes no part.
        ("not_set", "met", 100, 100),
        ("not_set", "unknown", 0, 100),
        ("not_applicable", "not_met", 0, 0),
        ("not_set", "not_applicable", None, None),
    ],
)
def test_a_score_is_a_range_where_something_is_unknown(
    tasks: str, incidents: str, least: float | None, most: float | None
) -> None:
    results = {"tasks_on_plan": Result(tasks), "no_incidents": Result(incidents)}
    assert score(read_scheme(SCHEME), results) == Score(least, most)


RESULTS = {
    "tasks_on_plan": Result("met"),
    "no_incidents": Result("not_met"),
    "evaluation_held": Result("unknown"),
}


@pytest.mark.parametrize(
    ("weights", "least", "most"),
    [
        (("tasks_on_plan = 3", "no_incidents = 1"), 75, 75),
        (("tasks_on_plan = 1", "no_incidents = 3"), 25, 25),
        (("tasks_on_plan = 1000", "no_incidents = 1000"), 50, 50),  # only the ratio counts
        (("tasks_on_plan = 0.1", "no_incidents = 0.2"), 33.33, 33.33),
        (("tasks_on_plan = 0.2", "no_incidents = 1"), 16.67, 16.67),
        (("tasks_on_plan = 1", "no_incidents = 799"), 0.13, 0.13),  # of 0.125, half up
        (("tasks_on_plan = 0.1", "no_incidents = 0.2", "evaluation_held = 0.7"), 10, 80),
    ],
)
def test_a_weight_that_is_changed_changes_the_score(
    weights: tuple[str, ...], least: float, most: float
) -> None:
    assert score(read_scheme(weighed(*weights)), RESULTS) == Score(least, most)


VERDICTS = ("met", "not_met", "unknown", "not_set", "not_applicable")


@given(
    st.dictionaries(st.sampled_from(list(CRITERIA)), st.integers(1, 1000), min_size=1),
    st.fixed_dictionaries({code: st.sampled_from(VERDICTS) for code in CRITERIA}),
)
def test_a_score_lies_where_the_unknown_would_take_it(
    weights: dict[str, int], verdicts: dict[str, str]
) -> None:
    scheme = read_scheme(weighed(*(f"{code} = {weight}" for code, weight in weights.items())))

    def with_unknown(verdict: str) -> Score:
        turned = {code: verdict if one == "unknown" else one for code, one in verdicts.items()}
        return score(scheme, {code: Result(one) for code, one in turned.items()})

    found = score(scheme, {code: Result(one) for code, one in verdicts.items()})
    worst, best = with_unknown("not_met"), with_unknown("met")
    assert (found.least, found.most) == (worst.least, best.most)
    assert (worst.least, best.least) == (worst.most, best.most)


def test_a_scheme_is_read_whole() -> None:
    found = read_scheme(SCHEME)
    wanted = {"tasks_on_plan": Decimal(3), "no_incidents": Decimal(1)}
    assert (found.name, found.title, found.is_official, found.note) == ("x/1", "x", False, "x")
    assert found.weights == wanted
    assert found.sha256 == sha256(SCHEME).hexdigest()
    assert read_scheme(SCHEME.replace(b"false", b"true")).is_official


def test_the_scheme_that_ships_is_an_example_and_says_so() -> None:
    scheme = read_scheme((ROOT / "schemas/schemes/example-1.toml").read_bytes())
    assert (scheme.name, scheme.title, scheme.is_official) == ("example/1", "示例评分方案", False)
    assert sum(scheme.weights.values()) == 100


NO_TOML = "评分方案不是 UTF-8 的 TOML 文件："
NO_FIELDS = "评分方案应有 scheme、title、official、note、weights，不能有其他。"
NO_WEIGHTS = "评分方案没有写权重。"
NO_WEIGHT = "评分方案中「tasks_on_plan」的权重应是大于 0、不大于 1000 的数。"
NO_CRITERION = (
    "评分方案中的「beauty」不是评价事项；可用：report_on_time、tasks_on_plan、measures_done、"
    "indicators_improved、targets_met、evaluation_held、evaluation_followed、no_incidents、"
    "ready_strategy、ready_policies、ready_evaluation、ready_indicators、ready_activities。"
)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (
            b"\xff",
            f"{NO_TOML}'utf-8' codec can't decode byte 0xff in position 0: invalid start byte。",
        ),
        (b"\0", f"{NO_TOML}Invalid statement (at line 1, column 1)。"),
        (b"[", f"{NO_TOML}Invalid initial character for a key part (at end of document)。"),
        (b"\xef\xbb\xbf" + SCHEME, f"{NO_TOML}Invalid statement (at line 1, column 1)。"),
        (weighed("a = 1", "a = 2"), f"{NO_TOML}Cannot overwrite a value (at end of document)。"),
        (b"", NO_FIELDS),
        (b"more = 1\n" + SCHEME, NO_FIELDS),
        (SCHEME.replace(b'note = "x"', b""), NO_FIELDS),
        (SCHEME.replace(b"false", b"0"), NO_FIELDS),
        (SCHEME.replace(b'title = "x"', b"title = 1"), NO_FIELDS),
        (SCHEME.replace(b"[weights]", b"[[weights]]"), NO_FIELDS),
        (HEAD, NO_WEIGHTS),
        (SCHEME.replace(b"tasks_on_plan", b"beauty"), NO_CRITERION),
        *(
            (SCHEME.replace(b"= 3", b"= " + weight), NO_WEIGHT)
            for weight in (
                *(
                    b"0",
                    b"0.0",
                    b"-1",
                    b"-0.1",
                    b"1001",
                    b"1000.01",
                    b"1e9",
                    b"nan",
                    b"inf",
                    b"-inf",
                ),
                *(b"true", b'"3"', b"[3]", b"{ a = 3 }", b"2020-01-01"),
            )
        ),
    ],
)
def test_what_is_no_scheme_is_refused_in_a_sentence(raw: bytes, told: str) -> None:
    with pytest.raises(SchemeError) as caught:
        read_scheme(raw)
    assert str(caught.value) == told


@pytest.mark.parametrize("weight", ["1000", "1000.0", "0.001", "1e3", "1e-9"])
def test_a_weight_may_be_as_heavy_as_a_thousand_and_as_light_as_wanted(weight: str) -> None:
    found = score(read_scheme(weighed(f"tasks_on_plan = {weight}")), RESULTS)
    assert found == Score(100, 100)


@given(st.binary(max_size=200))
def test_garbage_is_no_scheme(raw: bytes) -> None:
    with pytest.raises(SchemeError):
        read_scheme(raw)


@given(st.integers(0, len(SCHEME) - 1), st.binary(max_size=3))
def test_a_scheme_with_a_few_other_bytes_is_one_or_is_refused(at: int, put: bytes) -> None:
    found = None
    with suppress(SchemeError):
        found = read_scheme(SCHEME[:at] + put + SCHEME[at + 1 :])
    assert found is None or found.weights.keys() <= CRITERIA.keys()


@pytest.mark.parametrize(
    "raw",
    [
        b"tasks_on_plan = 1e99999999999999999999",
        b"tasks_on_plan = " + b"9" * 5_000,
        b"a = " + b"[" * 3_000,
        b".".join([b"a"] * 8_000) + b" = 1",
        b".".join([b"a"] * 100_000) + b" = 1",
    ],
)
def test_a_file_that_wants_to_exhaust_whoever_reads_it_is_refused(raw: bytes) -> None:
    with pytest.raises(SchemeError):
        read_scheme(raw)
