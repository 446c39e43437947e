"""One annual report: its days, and statements of it that contradict each other."""

import pytest

from brandpilot.checks import dates, identity, numbers, plan, reporting
from brandpilot.checks.rule import Rule
from brandpilot.findings import Json, pointer
from support.house import law
from support.rules import Hits, at, subject

REPORT, DEMONSTRATION = (
    law().forms[name] for name in ("annual-report/1", "demonstration-application/1")
)


def of_report(rule: Rule, data: Json) -> Hits:
    found = rule(subject(data, form=REPORT), law())
    return [(pointer(node), dict(values)) for node, values in found]


def of_demonstration(rule: Rule, data: Json) -> Hits:
    found = rule(subject(data, form=DEMONSTRATION), law())
    return [(pointer(node), dict(values)) for node, values in found]


class TestDays:
    @pytest.mark.parametrize(
        ("box", "day", "sealed", "is_within"),
        [
            ("incidents", "2018-01-01", "2019-01-11", True),
            ("incidents", "2018-12-31", "2019-01-11", True),
            ("incidents", "2017-12-31", "2019-01-11", False),
            ("activities", "2019-01-01", "2019-01-11", False),
            ("activities", "2018-11-28", "2018-11-28", True),
            ("activities", "2018-11-29", "2018-11-28", False),
        ],
    )
    def test_what_happened_happened_in_the_year_and_before_the_seal(
        self, box: str, day: str, sealed: str, *, is_within: bool
    ) -> None:
        data = {"year": 2018, "date": sealed, box: [None, {"date": None}, {"date": day}]}
        found = at(of_report(reporting.within_year, data))
        assert found == ([] if is_within else [f"/{box}/2/date"])

    @pytest.mark.parametrize(
        ("day", "is_within"),
        [
            ("2017-12-31", False),
            ("2018-01-01", True),
            ("2019-01-11", True),
            ("2019-01-12", False),
            (None, True),
        ],
    )
    def test_an_evaluation_may_end_after_the_year_but_not_after_the_seal(
        self, day: str | None, *, is_within: bool
    ) -> None:
        data = {"year": 2018.0, "date": "2019-01-11", "evaluation": {"date": day}}
        found = of_report(reporting.within_year, data)
        assert at(found) == ([] if is_within else ["/evaluation/date"])
        assert [told["last"] for _, told in found] == ["2019-01-11"] * len(found)

    @pytest.mark.parametrize("sealed", [None, "2017-12-31"])
    def test_without_a_seal_that_can_be_right_no_day_is_judged(self, sealed: str | None) -> None:
        data = {"year": 2018, "date": sealed, "activities": [{"date": "2011-01-01"}]}
        assert of_report(reporting.within_year, data) == []
        del data["year"]
        assert of_report(reporting.within_year, {**data, "date": "2019-01-01"}) == []

    @pytest.mark.parametrize(
        ("sealed", "found"), [("2017-12-31", ["/date"]), ("2018-01-01", []), ("2021-06-01", [])]
    )
    def test_a_report_is_sealed_in_its_year_or_later(self, sealed: str, found: list[str]) -> None:
        assert at(of_report(reporting.sealed_in_time, {"year": 2018, "date": sealed})) == found
        assert of_report(reporting.sealed_in_time, {"date": sealed}) == []

    @pytest.mark.parametrize(("suffix", "found"), [("", []), ("-2", ["/year"]), ("-3", ["/year"])])
    def test_a_year_is_reported_once(self, suffix: str, found: list[str]) -> None:
        path = f"submissions/fujian/x/2018-annual-report{suffix}.yaml"
        again = subject({"year": 2018}, path=path, form=law().forms["annual-report/1"])
        hits = reporting.year_reported_once(again, law())
        assert [pointer(node) for node, _ in hits] == found
        draft = subject({"year": 2018}, path="draft.yaml", form=law().forms["annual-report/1"])
        assert list(reporting.year_reported_once(draft, law())) == []

    def test_no_year_of_figures_lies_after_the_seal(self) -> None:
        rows = [{"baseline_year": 2016, "latest_year": 2021}, {"latest_year": 2022}]
        data = {"date": "2021-05-20", "indicators": rows}
        assert at(of_demonstration(dates.nothing_after_seal, data)) == ["/indicators/1/latest_year"]
        data = {"date": "2019-01-11", "indicators": [{"restatements": [{"year": 2020}]}]}
        assert at(of_report(dates.nothing_after_seal, data)) == [
            "/indicators/0/restatements/0/year"
        ]


class TestTasks:
    @pytest.mark.parametrize(
        ("status", "share", "agrees"),
        [
            ("done", 100, True),
            ("done", 99.5, False),
            ("not_started", 0, True),
            ("not_started", 1, False),
            ("on_track", 0, True),
            ("on_track", 99, True),
            ("on_track", 100, False),
            ("behind", 100.0, False),
            ("paused", 100, True),
            (None, 100, True),
            ("done", None, True),
        ],
    )
    def test_the_share_done_agrees_with_the_status(
        self, status: str | None, share: float | None, *, agrees: bool
    ) -> None:
        data = {"tasks": [None, {"status": status, "share_done_pct": share}]}
        found = at(of_report(reporting.share_as_status, data))
        assert found == ([] if agrees else ["/tasks/1/share_done_pct"])

    @pytest.mark.parametrize(
        ("task", "measure", "agrees"),
        [
            ("not_started", "done", False),
            ("not_started", "planned", True),
            ("done", "planned", False),
            ("done", "not_applicable", True),
            ("on_track", "done", True),
            ("behind", "planned", True),
            (None, "done", True),
            ("done", None, True),
        ],
    )
    def test_a_measure_agrees_with_its_task(
        self, task: str | None, measure: str | None, *, agrees: bool
    ) -> None:
        data = {"tasks": [{"status": task, "measures": [None, {"status": measure}]}, {}]}
        found = at(of_report(reporting.measure_as_task, data))
        assert found == ([] if agrees else ["/tasks/0/measures/1/status"])


class TestEvaluationAndIncidents:
    @pytest.mark.parametrize(
        ("evaluation", "found"),
        [
            ({"held": True, "measures": None}, ["/evaluation/measures"]),
            ({"held": True, "measures": "补短板。"}, []),
            ({"held": True}, []),
            ({"held": False, "measures": None}, []),
            ({"measures": None}, []),
            (None, []),
        ],
    )
    def test_measures_follow_from_an_evaluation_that_was_held(
        self, evaluation: Json, found: list[str]
    ) -> None:
        told = of_report(reporting.evaluation_improves, {"evaluation": evaluation})
        assert at(told) == found

    def test_each_incident_of_a_kind_that_there_is_is_told(self) -> None:
        incidents = [{"kind": "environment", "date": "2018-06-21"}, {"kind": "x"}, None, {}]
        assert of_report(reporting.incident_declared, {"incidents": incidents}) == [
            ("/incidents/0/kind", {"kind": "环境保护事故", "date": "2018-06-21"})
        ]


class TestRulesOfTheApplication:
    """What an application is asked, these are asked as well."""

    def test_a_measure_stands_under_its_own_task(self) -> None:
        tasks = [{"task": "strategy", "measures": [{"measure": "brand_tour"}]}]
        assert at(of_report(plan.measure_of_its_task, {"tasks": tasks})) == [
            "/tasks/0/measures/0/measure"
        ]

    def test_all_measures_of_a_task_are_answered(self) -> None:
        found = of_report(plan.each_present, {"tasks": [{"task": "evaluation", "measures": []}]})
        assert len([place for place, _ in found if place == "/tasks/0/measures"]) == 6
        assert len([place for place, _ in found if place == "/tasks"]) == 6

    def test_a_year_is_restated_once_and_an_indicator_reported_once(self) -> None:
        rows = [
            {"indicator": "premium", "restatements": [{"year": 2016}, {"year": 2016}]},
            {"indicator": "premium"},
        ]
        data = {"indicators": rows}
        assert at(of_report(plan.year_once, data)) == ["/indicators/0/restatements/1/year"]
        assert at(of_report(plan.row_once, data)) == ["/indicators/1/indicator"]
        assert at(of_demonstration(plan.row_once, data)) == ["/indicators/1/indicator"]

    def test_an_own_indicator_has_a_name_and_a_listed_one_its_unit(self) -> None:
        rows = [{"indicator": "x", "name": None}, {"indicator": "cluster_output", "unit": "万元"}]
        for judge in (of_report, of_demonstration):
            assert at(judge(identity.indicator_named, {"indicators": rows})) == [
                "/indicators/0/name"
            ]
            assert at(judge(identity.indicator_unit, {"indicators": rows})) == [
                "/indicators/1/unit"
            ]

    def test_a_slip_of_the_unit_is_seen_from_one_year_to_the_next(self) -> None:
        slip = {"indicator": "cluster_output", "last_value": 82.6, "actual": 938000}
        report = {"year": 2018, "indicators": [slip]}
        assert at(of_report(numbers.unit_slip, report)) == ["/indicators/0/actual"]
        assert of_report(numbers.unit_slip, {**report, "year": None}) == []
        row = {"indicator": "x", "baseline_year": 2016, "baseline": 5, "latest_year": 2020}
        data = {"indicators": [{**row, "latest": 0.001}]}
        assert at(of_demonstration(numbers.unit_slip, data)) == ["/indicators/0/latest"]

    def test_a_share_ends_at_a_hundred(self) -> None:
        row = {"indicator": "value_added_rate", "last_value": 25, "actual": 101}
        found = of_report(numbers.share_within_limit, {"year": 2018, "indicators": [row]})
        assert at(found) == ["/indicators/0/actual"]
