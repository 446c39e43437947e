"""Lists that must be answered item by item, and rows that may stand once."""

import pytest

from brandpilot.checks import plan
from support.house import law
from support.rules import at, hits


class TestLists:
    def test_measures_are_demanded_of_their_own_task(self) -> None:
        wanted = law().codelists["measures-2017"].where("task", "evaluation")
        given = [{"measure": code} for code in wanted[1:]]
        data = {"plan": {"tasks": [{"task": "evaluation", "measures": given}]}}
        found = hits(plan.each_present, data)
        assert {told["code"] for place, told in found if place.endswith("measures")} == {wanted[0]}
        assert len([place for place, _ in found if place == "/plan/tasks"]) == 6

    @pytest.mark.parametrize("task", [None, "unknown"])
    def test_an_unknown_task_demands_no_measures(self, task: str | None) -> None:
        data = {"plan": {"tasks": [{"task": task, "measures": [{"measure": "brand_tour"}]}]}}
        assert [place for place in at(hits(plan.each_present, data)) if "measures" in place] == []
        assert hits(plan.measure_of_its_task, data) == []

    def test_an_empty_list_misses_everything_and_no_list_nothing(self) -> None:
        assert len(hits(plan.each_present, {"groundwork": []})) == 6
        assert hits(plan.each_present, {}) == []

    def test_an_item_three_times_is_told_once_at_the_last(self) -> None:
        data = {
            "groundwork": [{"item": "planning"}] * 3 + [{"item": None}, {"item": None}, None, None]
        }
        ((place, told),) = hits(plan.each_once, data)
        assert (place, told["times"]) == ("/groundwork/2", 3)

    def test_an_item_that_no_list_knows_may_be_twice_too(self) -> None:
        data = {"groundwork": [{"item": "x"}, {"item": "x"}]}
        assert hits(plan.each_once, data)[0][1]["name"] == "x"

    def test_a_measure_is_told_where_it_stands(self) -> None:
        tasks = [
            None,
            {"task": "strategy", "measures": [None, {"measure": "brand_tour"}, {"measure": "x"}]},
        ]
        ((place, told),) = hits(plan.measure_of_its_task, {"plan": {"tasks": tasks}})
        assert place == "/plan/tasks/1/measures/1/measure"
        assert (told["task"], told["wanted"]) == ("发展战略", "营销宣传平台")

    def test_an_accident_of_an_unknown_kind_is_told_too(self) -> None:
        years = [{"status": "occurred"}, {"status": "none", "year": 2015}, None]
        accidents = [{"kind": "x", "years": years}, {"years": None}]
        assert at(hits(plan.accident_occurred, {"eligibility": {"accidents": accidents}})) == [
            "/eligibility/accidents/0/years/0/status"
        ]

    def test_an_indicator_is_required_where_the_call_says_so(self) -> None:
        call = {"required_indicators": ["awareness", "own_x"]}
        found = hits(plan.indicator_required, {"indicators": [{"indicator": "awareness"}]}, call)
        assert found == [("/indicators", {"missing": "own_x"})]
        assert hits(plan.indicator_required, {}) == []

    def test_a_target_needs_a_base(self) -> None:
        data = {
            "indicators": [{"indicator": "awareness"}, {}],
            "plan": {"targets": [{"indicator": "awareness"}, {"indicator": "premium"}]},
        }
        assert at(hits(plan.target_has_baseline, data)) == ["/plan/targets/1/indicator"]

    def test_a_year_three_times_is_told_twice(self) -> None:
        years = [{"year": 2016}, {"year": None}, None, {"year": 2016}, {"year": 2016.0}]
        found = at(hits(plan.year_once, {"indicators": [{"values": years}]}))
        assert found == ["/indicators/0/values/3/year", "/indicators/0/values/4/year"]

    def test_a_row_is_compared_with_the_first_of_its_name(self) -> None:
        firms = [{"name": "甲"}, {"name": None}, {}, {"name": "甲"}, {"name": "乙"}, {"name": "甲"}]
        found = hits(plan.row_once, {"influence": {"firms": firms}})
        assert [(place, told["first"]) for place, told in found] == [
            ("/influence/firms/3/name", 1),
            ("/influence/firms/5/name", 1),
        ]
