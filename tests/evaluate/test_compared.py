"""One indicator of one pilot in one year, beside its baseline and its target: values as restated last."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brandpilot.evaluate.compared import Compared, compared

BLANK = {
    **dict.fromkeys(("baseline", "target", "actual", "restated")),
    "name": "甲",
    "unit": "家",
    "is_listed": True,
    "actual_missing": None,
}


def row(year: int, **cells: Any) -> dict[str, Any]:
    return {**BLANK, "year": year, **cells}


def of_2020(*rows: dict[str, Any]) -> Compared:
    found = compared("x", rows, 2020)
    assert found
    return found


def test_an_indicator_is_told_with_everything_that_it_is_compared_with() -> None:
    assert of_2020(row(2018, baseline=10.0), row(2020, target=12.0, actual=11.0)) == Compared(
        code="x",
        name="甲",
        unit="家",
        is_listed=True,
        baseline_year=2018,
        baseline=10.0,
        target=12.0,
        actual=11.0,
        is_restated=False,
    )


def test_the_base_year_is_the_latest_in_whatever_order_the_years_come() -> None:
    years = (row(2018, baseline=11.0), row(2017, baseline=10.0), row(2016, baseline=9.0))
    found = of_2020(row(2020, actual=12.0), *years)
    assert (found.baseline_year, found.baseline) == (2018, 11.0)


# baseline restated actual restated | baseline actual is_restated change improved on target (12)
RESTATED = [
    ((11.0, None, 12.1, None), (11.0, 12.1, False, 1.1, True, True)),
    ((11.0, 11.5, 12.1, None), (11.5, 12.1, False, 0.6, True, True)),
    ((11.0, None, 12.1, 11.9), (11.0, 11.9, True, 0.9, True, False)),
    ((11.0, 11.5, 12.1, 11.4), (11.5, 11.4, True, -0.1, False, False)),
    # A year left out, and told by a later report.
    ((11.0, None, None, 12.0), (11.0, 12.0, True, 1.0, True, True)),
    # Restated as what it was.
    ((11.0, None, 12.1, 12.1), (11.0, 12.1, True, 1.1, True, True)),
    # Restated to zero is not unrestated.
    ((11.0, None, 12.1, 0.0), (11.0, 0.0, True, -11.0, False, False)),
    ((11.0, 0.0, 12.1, None), (0.0, 12.1, False, 12.1, True, True)),
]


@pytest.mark.parametrize(("cells", "wanted"), RESTATED)
def test_what_was_restated_counts_as_restated(
    cells: tuple[float | None, ...], wanted: tuple[object, ...]
) -> None:
    baseline, base_restated, actual, restated = cells
    found = of_2020(
        row(2018, baseline=baseline, restated=base_restated),
        row(2020, target=12.0, actual=actual, restated=restated),
    )
    told = (found.baseline, found.actual, found.is_restated)
    assert (*told, found.change, found.is_improved, found.is_on_target) == wanted


def test_only_the_year_itself_is_restated_by_what_is_said_of_it() -> None:
    years = (row(2018, baseline=11.0), row(2019, actual=11.2, restated=11.3))
    found = of_2020(*years, row(2020, actual=12.0), row(2021, actual=13.0, restated=13.1))
    assert (found.actual, found.is_restated, found.change) == (12.0, False, 1.0)


@pytest.mark.parametrize(
    ("baseline", "actual", "change"),
    [
        (0.1, 0.3, 0.2),  # 0.19999999999999998 in binary
        (0.2, 0.3, 0.1),
        (24.6, 25.3, 0.7),
        (44.0, 48.5, 4.5),
        (24.2, 23.8, -0.4),
        (1e-7, 3e-7, 2e-7),
        (123456789.1, 123456789.3, 0.2),
        (10.0, 10.0, 0.0),
    ],
)
def test_a_change_is_exact_in_decimals(baseline: float, actual: float, change: float) -> None:
    assert of_2020(row(2018, baseline=baseline), row(2020, actual=actual)).change == change


@given(st.integers(-(10**8), 10**8), st.integers(-(10**8), 10**8))
def test_a_change_of_ten_thousandths_is_that_of_whole_numbers(before: int, now: int) -> None:
    years = (row(2018, baseline=before / 10**4), row(2020, actual=now / 10**4))
    found = of_2020(*years)
    assert found.change == float(Decimal(now - before).scaleb(-4))
    assert found.is_improved is (now > before)


# baseline target actual | on target
TARGETS = [
    ((10.0, 11.0, 11.0), True),
    ((10.0, 11.0, 11.1), True),
    ((10.0, 11.0, 10.9), False),
    ((10.0, 10.0, 10.0), True),  # to keep what was: no less
    ((10.0, 10.0, 9.9), False),
    ((10.0, 10.0, 10.1), True),
    ((10.0, 9.0, 9.0), True),  # below the baseline: met from below
    ((10.0, 9.0, 8.9), True),
    ((10.0, 9.0, 9.1), False),
    ((0.0, 1.0, 0.0), False),  # zero is a value
    ((1.0, 0.0, 0.0), True),
    ((10.0, 11.0, None), None),
    ((10.0, None, 11.0), None),
    ((None, 11.0, None), None),
]


@pytest.mark.parametrize(("cells", "wanted"), TARGETS)
def test_a_target_is_met_from_its_side(cells: tuple[float | None, ...], wanted: object) -> None:
    baseline, target, actual = cells
    years = (row(2018, baseline=baseline), row(2020, target=target, actual=actual))
    assert of_2020(*years).is_on_target is wanted


@pytest.mark.parametrize(
    ("is_listed", "actual", "wanted"),
    [(True, 10.0, True), (True, 8.9, False), (False, 10.0, None), (False, 8.9, None)],
)
def test_without_a_baseline_only_a_listed_indicator_can_meet_a_target(
    *, is_listed: bool, actual: float, wanted: bool | None
) -> None:
    found = of_2020(row(2020, target=9.0, actual=actual, is_listed=is_listed))
    assert (found.baseline_year, found.baseline, found.change) == (None, None, None)
    assert (found.is_on_target, found.is_improved) == (wanted, None)


def test_without_an_actual_value_nothing_is_improved_and_nothing_has_changed() -> None:
    found = of_2020(row(2018, baseline=10.0), row(2020, target=12.0, actual_missing="未填报"))
    assert (found.change, found.is_improved, found.is_on_target) == (None, None, None)


@pytest.mark.parametrize(
    ("cells", "is_compared"),
    [
        ({"actual_missing": "不适用"}, False),
        ({"actual_missing": "未填报"}, True),  # asked for, and not told
        ({"actual_missing": "不适用", "target": 12.0}, True),  # planned
        ({"actual": 0.0}, True),
    ],
)
def test_a_year_of_which_nothing_was_planned_or_asked_is_not_compared(
    cells: dict[str, Any], *, is_compared: bool
) -> None:
    rows = [row(2018, baseline=10.0), row(2020, **cells)]
    assert (compared("x", rows, 2020) is not None) is is_compared
    assert compared("x", rows, 2019) is None


def test_a_base_year_of_a_later_filing_does_not_change_what_was() -> None:
    years = (row(2018, baseline=10.0), row(2022, baseline=15.0))
    found = of_2020(*years, row(2020, target=12.0, actual=12.5))
    assert (found.baseline_year, found.change, found.is_on_target) == (2018, 2.5, True)


def test_base_years_end_where_the_pilot_began() -> None:
    rows = (row(2018, baseline=10.0), row(2020, baseline=11.0), row(2021, actual=12.0))
    found = compared("x", rows, 2021, began=2020)
    assert found
    assert (found.baseline_year, found.baseline) == (2018, 10.0)
