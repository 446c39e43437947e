"""Figures that just agree, and figures that just do not."""

from collections.abc import Sequence
from typing import Any

import pytest

from brandpilot.checks import numbers
from brandpilot.checks.rule import Rule
from brandpilot.findings import Json
from support.rules import Hits, at, hits


class TestEconomy:
    @staticmethod
    def judged(rule: Rule, part: float | None, whole: float | None, share: float | None) -> Hits:
        economy = {
            "cluster_output_cny100m": part,
            "local_output_cny100m": whole,
            "share_pct": share,
        }
        return hits(rule, {"influence": {"economy": economy}})

    @pytest.mark.parametrize(
        ("part", "whole", "share", "passes"),
        [
            (82.6, 236, 35, True),
            (82.6, 236, 35.4, True),
            (82.6, 236, 35.6, False),
            (1, 8, 12, True),  # 12.5, given to whole per cents
            (1, 8, 13, True),
            (1, 8, 11.9, False),
            (0, 0, 50, True),
            (0, 100, 0, True),
            (200, 100, 50, True),  # a part above the whole is another rule's
            (None, 100, 50, True),
            (50, None, 50, True),
            (50, 100, None, True),
        ],
    )
    def test_a_share_is_that_of_its_parts(
        self, part: float | None, whole: float | None, share: float | None, *, passes: bool
    ) -> None:
        assert (self.judged(numbers.share_of_economy, part, whole, share) == []) is passes

    @pytest.mark.parametrize(
        ("part", "whole", "passes"),
        [(5, 5, True), (5.01, 5, False), (0, 0, True), (1, 0, False), (None, 5, True)],
    )
    def test_a_part_is_not_above_its_whole(
        self, part: float | None, whole: float, *, passes: bool
    ) -> None:
        assert (self.judged(numbers.part_within_whole, part, whole, 1) == []) is passes

    def test_figures_are_told_as_a_person_writes_them(self) -> None:
        ((_, told),) = self.judged(numbers.share_of_economy, 0.1 + 0.2, 1e6, 12.50)
        assert (told["part"], told["whole"], told["found"], told["wanted"]) == (
            "0.3",
            "1000000",
            "12.5",
            "0.0",
        )

    @pytest.mark.parametrize(
        ("outputs", "passes"),
        [
            ([40, 42.6], True),
            ([40, 42.64], True),
            ([40, 42.7], False),
            ([40, None], True),
            ([], True),
        ],
    )
    def test_firms_of_the_same_year_are_within_their_cluster(
        self, outputs: list[float | None], *, passes: bool
    ) -> None:
        firms: list[Json] = [{"year": 2016, "output_cny100m": output} for output in outputs]
        firms += [{"year": 2015, "output_cny100m": 900}, None]
        economy = {"year": 2016, "cluster_output_cny100m": 82.6}
        data = {"influence": {"economy": economy, "firms": firms}}
        assert at(hits(numbers.firms_within_cluster, data)) == (
            [] if passes else ["/influence/firms"]
        )


class TestSlip:
    @staticmethod
    def judged(
        base: Sequence[Any], targets: Sequence[Any] = (), code: str | None = "x"
    ) -> list[str]:
        def rows(points: Sequence[Any]) -> Json:
            values = [point and {"year": point[0], "value": point[1]} for point in points]
            return [{"indicator": code, "values": values}]

        return at(
            hits(numbers.unit_slip, {"indicators": rows(base), "plan": {"targets": rows(targets)}})
        )

    @pytest.mark.parametrize(
        ("before", "after", "passes"),
        [
            (1, 999.9, True),
            (1, 1000, False),
            (1000, 1, False),
            (-2, 2000, False),
            (0, 10_000, True),
            (10_000, 0, True),
            (5e-324, 1e308, False),
        ],
    )
    def test_a_thousandfold_is_a_slip(self, before: float, after: float, *, passes: bool) -> None:
        found = self.judged([(2015, before), (2016, after)])
        assert found == ([] if passes else ["/indicators/0/values/1/value"])

    def test_the_years_are_put_in_order_first(self) -> None:
        assert self.judged([(2016, 1000), (2014, 1), (2015, 30)]) == []

    def test_a_target_is_compared_with_the_last_base_year(self) -> None:
        assert self.judged([(2016, 82.6)], [(2018, 950_000)]) == ["/plan/targets/0/values/0/value"]

    def test_a_series_is_told_of_once(self) -> None:
        assert len(self.judged([(2014, 1), (2015, 10_000), (2016, 1)])) == 1

    def test_rows_that_are_not_sound_are_passed_over(self) -> None:
        assert self.judged([(2015, 1), None, (None, 5000), (2016, None)]) == []
        assert self.judged([(2015, 1), (2016, 5000)], code=None) == []


class TestFunds:
    @staticmethod
    def judged(total: float | None, amounts: Sequence[float | None]) -> tuple[bool, bool]:
        sources = [{"amount_cny10k": amount} for amount in amounts]
        tasks = [{"funds_cny10k": amount} for amount in amounts]
        data = {"plan": {"funds": {"total_cny10k": total, "sources": sources}, "tasks": tasks}}
        return hits(numbers.funds_sum, data) == [], hits(numbers.task_funds_sum, data) == []

    @pytest.mark.parametrize(
        ("total", "amounts", "passes"),
        [
            (1, [0.1] * 10, True),
            (0.3, [0.1, 0.2], True),
            (100, [33.3, 33.3, 33.4], True),
            (100, [33.33, 33.33, 33.33], True),
            (100, [33.3, 33.3, 33.3], False),
            (100, [50, 51], False),
            (100, [50, None], True),
            (None, [50], True),
            (0, [0], True),
            (100, [], True),
        ],
    )
    def test_parts_make_the_total_but_for_the_dust_of_floats(
        self, total: float | None, amounts: Sequence[float | None], *, passes: bool
    ) -> None:
        assert self.judged(total, amounts) == (passes, passes)

    def test_no_dust_is_shown(self) -> None:
        funds = {"total_cny10k": 1.5, "sources": [{"amount_cny10k": 0.1}, {"amount_cny10k": 0.2}]}
        ((_, told),) = hits(numbers.funds_sum, {"plan": {"funds": funds}})
        assert told == {"found": "1.5", "sum": "0.3"}

    def test_a_row_that_is_not_sound_leaves_the_sum_open(self) -> None:
        data = {"plan": {"funds": {"total_cny10k": 5, "sources": [None]}, "tasks": [None]}}
        assert hits(numbers.funds_sum, data) == []
        assert hits(numbers.task_funds_sum, data) == []


@pytest.mark.parametrize(
    ("code", "value", "passes"),
    [
        ("value_added_rate", 100, True),
        ("value_added_rate", 100.1, False),
        ("value_added_rate", -5, True),
        ("cluster_output", 1e9, True),
        ("own_x", 1e9, True),
    ],
)
def test_a_share_is_not_above_everything(code: str, value: float, *, passes: bool) -> None:
    row = {"indicator": code, "values": [{"year": 2016, "value": value}]}
    for data in ({"indicators": [row]}, {"plan": {"targets": [row]}}):
        assert (hits(numbers.share_within_limit, data) == []) is passes
