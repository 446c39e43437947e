"""Pilots beside their peers, and verdicts added up by unit, industry and batch."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brandpilot.evaluate.adding import peers, rollups
from brandpilot.evaluate.criteria import CRITERIA
from evaluate.test_criteria import GOOD, SILENT, figure


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
    assert list(peers(2021, [replace(with_change(2), industry="未查到")], ["premium"])) == []


def test_peers_are_told_by_industry_of_the_indicators_that_somebody_has() -> None:
    others = [replace(with_change(change), industry="21") for change in (5, 7)]
    found = peers(2021, [with_change(1), *others], ["awareness", "premium"])
    columns = ("industry_code", "indicator_code", "pilots", "n", "median")
    assert [tuple(one[column] for column in columns) for one in found] == [
        ("19", "premium", 1, 1, 1.0),
        ("21", "premium", 2, 2, 6.0),
    ]
    assert list(peers(2021, others, ["awareness"])) == []


# changes | quartiles, worked out by hand: the q-th quarter lies at q/4 of the way through the n - 1 gaps
QUARTILES = [
    ((3,), (3, 3, 3)),
    ((1, 2), (1.25, 1.5, 1.75)),
    ((1, 2, 3), (1.5, 2, 2.5)),
    ((9, 1, 5, 3), (2.5, 4, 6)),
    ((1, 2, 3, 4, 5), (2, 3, 4)),
    ((-0.2, 0.1), (-0.125, -0.05, 0.025)),
    ((0.1, 0.2, 0.3), (0.15, 0.2, 0.25)),  # no 0.15000000000000002
    ((0, 0, 0, 8), (0, 0, 2)),
]


@pytest.mark.parametrize(("changes", "wanted"), QUARTILES)
def test_quartiles_are_exact(changes: tuple[float, ...], wanted: tuple[float, ...]) -> None:
    (found,) = peers(2021, [with_change(one) for one in changes], ["premium"])
    columns = ("lower_quartile", "median", "upper_quartile")
    assert tuple(found[column] for column in columns) == wanted


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
