"""Indicators compared, pilots beside their peers, verdicts added up, weights that somebody supplies."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brandpilot.evaluate import SchemeError, read_scheme, score
from brandpilot.evaluate.adding import peers, rollups
from brandpilot.evaluate.compared import compared
from brandpilot.evaluate.criteria import CRITERIA
from brandpilot.evaluate.pilots import Result
from evaluate.test_criteria import GOOD, SILENT, figure
from support.house import ROOT

BLANK = {
    **dict.fromkeys(("baseline", "target", "actual", "restated")),
    "name": "甲",
    "unit": "家",
    "is_listed": True,
    "actual_missing": None,
}


def row(year: int, **cells: Any) -> dict[str, Any]:
    return {**BLANK, "year": year, **cells}


def test_an_indicator_is_compared_with_its_latest_base_year_as_restated_last() -> None:
    rows = [
        row(2017, baseline=10.0),
        row(2018, baseline=11.0, restated=11.5),
        row(2020, target=12.0, actual=12.1, restated=11.9),
    ]
    found = compared("x", rows, 2020)
    assert found
    assert (found.baseline_year, found.baseline, found.actual, found.is_restated) == (
        2018,
        11.5,
        11.9,
        True,
    )
    assert (found.change, found.is_improved, found.is_on_target) == (0.4, True, False)


def test_a_change_is_exact() -> None:
    rows = [row(2018, baseline=0.1), row(2020, actual=0.3)]
    found = compared("x", rows, 2020)
    assert found
    assert found.change == 0.2


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        ({"target": 9.0, "actual": 8.9}, True),  # below the baseline: met from below
        ({"target": 9.0, "actual": 9.1}, False),
        ({"target": 10.0, "actual": 10.0}, True),
        ({"target": 11.0, "actual": 10.9}, False),
        ({"target": 11.0}, None),
        ({"actual": 11.0}, None),
    ],
)
def test_a_target_is_met_from_its_side(cells: dict[str, float], wanted: object) -> None:
    rows = [row(2018, baseline=10.0), row(2020, **cells)]
    found = compared("x", rows, 2020)
    assert found
    assert found.is_on_target is wanted


def test_without_a_baseline_only_a_listed_indicator_can_meet_a_target() -> None:
    for is_listed, wanted in ((True, True), (False, None)):
        found = compared("x", [row(2020, target=9.0, actual=10.0, is_listed=is_listed)], 2020)
        assert found
        assert (found.is_on_target, found.is_improved) == (wanted, None)


def test_a_year_of_which_nothing_was_planned_or_asked_is_not_compared() -> None:
    rows = [row(2018, baseline=10.0, actual_missing="不适用")]
    assert compared("x", rows, 2018) is None
    assert compared("x", rows, 2019) is None


def with_change(change: float | None) -> Any:
    actual = None if change is None else float(Decimal(20) + Decimal(str(change)))
    return replace(GOOD, indicators=(figure("premium", actual),))


def test_quartiles_are_those_of_linear_interpolation_and_say_of_how_many() -> None:
    pilots = [with_change(change) for change in (1, 2, 4, 8, None)]
    (found,) = peers(2021, pilots, ["premium", "awareness"])
    assert found == {
        "year": 2021,
        "industry_code": "19",
        "indicator_code": "premium",
        "pilots": 5,
        "n": 4,
        "lower_quartile": 1.75,
        "median": 3.0,
        "upper_quartile": 5.0,
    }


@given(st.lists(st.decimals(-1000, 1000, places=2), min_size=1, max_size=40))
def test_quartiles_agree_with_numpy(changes: list[Decimal]) -> None:
    (found,) = peers(2021, [with_change(float(one)) for one in changes], ["premium"])
    told = [found[key] for key in ("lower_quartile", "median", "upper_quartile")]
    assert told == pytest.approx(np.percentile([float(one) for one in changes], [25, 50, 75]))


def test_one_pilot_is_its_own_peer_and_an_unknown_industry_has_none() -> None:
    (found,) = peers(2021, [with_change(2)], ["premium"])
    assert [found[key] for key in ("n", "lower_quartile", "median")] == [1, 2.0, 2.0]
    (nothing,) = peers(2021, [with_change(None)], ["premium"])
    assert [nothing[key] for key in ("n", "median")] == [0, None]
    assert list(peers(2021, [replace(GOOD, industry="未查到")], ["premium"])) == []


PILOTS = st.builds(
    lambda one, unit, industry, batch: replace(one, unit=unit, industry=industry, batch=batch),
    st.sampled_from([GOOD, SILENT]),
    st.sampled_from(["fujian", "hebei"]),
    st.sampled_from(["19", "21", "未查到"]),
    st.sampled_from(["1", "2"]),
)


@given(st.lists(PILOTS, max_size=12))
def test_verdicts_add_up_to_the_pilots_and_groups_to_the_whole(pilots: list[Any]) -> None:
    evaluated = [(one, {code: judge(one) for code, judge in CRITERIA.items()}) for one in pilots]
    rows = list(rollups(2021, evaluated))
    verdicts = ("met", "not_met", "unknown", "not_set", "not_applicable")
    for one in rows:
        assert sum(int(str(one[verdict])) for verdict in verdicts) == one["pilots"]
    for kind in ("all", "unit", "industry", "batch"):
        own = [
            one
            for one in rows
            if one["group_kind"] == kind and one["criterion_code"] == "no_incidents"
        ]
        assert sum(int(str(one["pilots"])) for one in own) == len(pilots)


SCHEME = b"""
scheme = "x/1"
title = "x"
official = false
note = "x"
[weights]
tasks_on_plan = 3
no_incidents = 1
"""
RESULTS = {
    "tasks_on_plan": Result("met"),
    "no_incidents": Result("not_met"),
}


@pytest.mark.parametrize(
    ("tasks", "incidents", "wanted"),
    [
        ("met", "met", (100, 100)),
        ("met", "not_met", (75, 75)),
        ("not_met", "not_met", (0, 0)),
        ("unknown", "met", (25, 100)),  # unknown may turn out either way, and is never zero
        ("unknown", "unknown", (0, 100)),
        ("not_set", "met", (100, 100)),
        ("not_applicable", "not_met", (0, 0)),
        ("not_set", "not_applicable", (None, None)),
    ],
)
def test_a_score_is_a_range_where_something_is_unknown(
    tasks: str, incidents: str, wanted: tuple[float | None, float | None]
) -> None:
    results = {"tasks_on_plan": Result(tasks), "no_incidents": Result(incidents)}
    found = score(read_scheme(SCHEME), results)
    assert (found.least, found.most) == wanted


def test_a_score_is_rounded_half_up_and_follows_its_weights() -> None:
    scheme = read_scheme(SCHEME.replace(b"= 3", b"= 0.2"))
    assert score(scheme, RESULTS).least == 16.67
    assert scheme.sha256 != read_scheme(SCHEME).sha256


def test_the_scheme_that_ships_is_an_example_and_says_so() -> None:
    scheme = read_scheme((ROOT / "schemas/schemes/example-1.toml").read_bytes())
    assert (scheme.name, scheme.title, scheme.is_official) == ("example/1", "示例评分方案", False)
    assert sum(scheme.weights.values()) == 100


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"\xff", "不是 UTF-8 的 TOML 文件"),
        (b"[", "不是 UTF-8 的 TOML 文件"),
        (b"", "应有 scheme、title、official、note、weights"),
        (SCHEME.replace(b"false", b"0"), "应有 scheme、title、official、note、weights"),
        (b"more = 1\n" + SCHEME, "应有 scheme、title、official、note、weights"),
        (SCHEME.replace(b"tasks_on_plan", b"beauty"), "「beauty」不是评价事项"),
        (SCHEME.replace(b"= 3", b"= 0"), "「tasks_on_plan」的权重应是大于 0"),
        (SCHEME.replace(b"= 3", b"= -1"), "「tasks_on_plan」的权重应是大于 0"),
        (SCHEME.replace(b"= 3", b"= 1e9"), "「tasks_on_plan」的权重应是大于 0"),
        (SCHEME.replace(b"= 3", b"= nan"), "「tasks_on_plan」的权重应是大于 0"),
        (SCHEME.replace(b"= 3", b"= true"), "「tasks_on_plan」的权重应是大于 0"),
        (SCHEME.replace(b"= 3", b'= "3"'), "「tasks_on_plan」的权重应是大于 0"),
        (SCHEME.partition(b"tasks")[0], "没有写权重"),
    ],
)
def test_what_is_no_scheme_is_refused_in_a_sentence(raw: bytes, told: str) -> None:
    with pytest.raises(SchemeError, match=told):
        read_scheme(raw)
