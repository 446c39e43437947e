"""Scores by the call's rubric, and a result that they give."""

from copy import deepcopy

import pytest

from brandpilot.checks import plan, reviewing
from brandpilot.checks.rule import Rule
from brandpilot.findings import Json, pointer
from support.house import VALID, document, law
from support.rules import Hits, at, subject

PATH = "submissions/fujian/shili-rattan/2017-expert-review.yaml"
FORM = law().forms["expert-review/1"]
RUBRIC = [
    {"criterion": "influence", "title": "产业影响力", "max": 30},
    {"criterion": "groundwork", "title": "工作基础", "max": 30},
    {"criterion": "plan", "title": "试点工作方案", "max": 40},
]
REVIEW = {"per_cluster": 3, "rubric": RUBRIC, "aggregation": "mean", "decimals": 2}


@pytest.fixture
def review() -> Json:
    """The model review, to be changed at will."""
    file = VALID / "fujian-2017-expert-review.yaml"
    return deepcopy(document(file.name, file.read_bytes()).data)


def judged(rule: Rule, data: Json, **settings: Json) -> Hits:
    """Run a rule under a call with these settings, or with none where none are given."""
    call = {"expert_review": {**REVIEW, **settings} if settings else None}
    found = rule(subject(data, call, PATH, FORM), law())
    return [(pointer(node), dict(values)) for node, values in found]


def as_called(rule: Rule, data: Json) -> Hits:
    return judged(rule, data, **REVIEW)


def scored(*totals: Json, aggregate: Json = 0, spread: Json = 0) -> Json:
    """Make a review of one criterion, with such totals."""
    rows = [
        {"expert": f"E{n:03}", "status": "scored", "items": [{"criterion": "all", "score": total}]}
        for n, total in enumerate(totals)
    ]
    result = {"aggregate": aggregate, "spread": spread, "scored": len(totals)}
    return {"scores": rows, "result": result}


def test_the_model_review_follows_the_rubric() -> None:
    file = VALID / "fujian-2017-expert-review.yaml"
    data = document(file.name, file.read_bytes()).data
    for rule in (
        reviewing.scored_by_rubric,
        reviewing.score_within_maximum,
        reviewing.aggregate_as_called,
        reviewing.figures_of_scores,
        reviewing.enough_scored,
    ):
        assert as_called(rule, data) == []


class TestRubric:
    """C831 and C832."""

    def test_what_is_missing_and_what_is_too_much_is_told_by_expert(self, review: Json) -> None:
        review["scores"][0]["items"][0]["criterion"] = "outlook"
        del review["scores"][1]["items"][1:]
        assert as_called(reviewing.scored_by_rubric, review) == [
            (
                "/scores/0/items",
                {"expert": "E002", "missing": "产业影响力", "extra": "outlook"},
            ),
            (
                "/scores/1/items",
                {"expert": "E005", "missing": "工作基础、试点工作方案", "extra": "—"},
            ),
        ]
        assert judged(reviewing.scored_by_rubric, review) == []

    def test_one_criterion_twice_is_a_row_too_many(self, review: Json) -> None:
        review["scores"][0]["items"].append({"criterion": "plan", "score": 1})
        assert as_called(reviewing.scored_by_rubric, review) == []
        assert at(judged(plan.row_once, review)) == ["/scores/0/items/3/criterion"]

    def test_one_expert_scores_once(self, review: Json) -> None:
        review["scores"][1]["expert"] = "E002"
        assert at(judged(plan.row_once, review)) == ["/scores/1/expert"]

    def test_of_a_criterion_not_known_nothing_is_said(self, review: Json) -> None:
        items = review["scores"][0]["items"]
        review["scores"][0]["items"] = [None, *items[1:]]
        review["scores"][1]["items"][0] = {"score": 20}
        assert as_called(reviewing.scored_by_rubric, review) == []

    @pytest.mark.parametrize(("score", "times"), [(0, 0), (30, 0), (30.0, 0), (30.01, 1), (31, 1)])
    def test_no_score_is_above_its_maximum(self, review: Json, score: float, times: int) -> None:
        review["scores"][0]["items"][0]["score"] = score
        found = as_called(reviewing.score_within_maximum, review)
        told = {"name": "产业影响力", "found": score, "limit": 30}
        assert found == [("/scores/0/items/0/score", told)] * times
        assert judged(reviewing.score_within_maximum, review) == []

    def test_a_criterion_that_the_call_does_not_have_has_no_maximum(self, review: Json) -> None:
        review["scores"][0]["items"][0] = {"criterion": "outlook", "score": 99}
        del review["scores"][0]["items"][1]["score"]
        assert as_called(reviewing.score_within_maximum, review) == []


class TestResult:
    """C833 and C834."""

    @pytest.mark.parametrize(
        ("way", "totals", "wanted"),
        [
            ("mean", (80,), "80.00"),
            ("mean", (80, 81), "80.50"),
            ("mean", (80, 80, 81), "80.33"),
            ("mean", (80, 81, 81), "80.67"),
            ("trimmed_mean", (80,), "80.00"),
            ("trimmed_mean", (60, 81), "70.50"),
            ("trimmed_mean", (60, 81, 82), "81.00"),
            ("trimmed_mean", (100, 81, 60, 82), "81.50"),
            ("trimmed_mean", (82, 82, 60, 60), "71.00"),
            ("trimmed_mean", (90, 70, 80, 81, 82), "81.00"),
            ("median", (80,), "80.00"),
            ("median", (90, 70, 80), "80.00"),
            ("median", (90, 70, 80, 81), "80.50"),
        ],
    )
    def test_each_way_of_reckoning(self, way: str, totals: tuple[int, ...], wanted: str) -> None:
        right = scored(*totals, aggregate=float(wanted))
        assert judged(reviewing.aggregate_as_called, right, aggregation=way) == []
        wrong = scored(*totals, aggregate=float(wanted) + 0.01)
        ((place, told),) = judged(reviewing.aggregate_as_called, wrong, aggregation=way)
        assert (place, told["wanted"]) == ("/result/aggregate", wanted)
        assert told["way"] == law().codelists["aggregations"].names[way]

    def test_every_way_that_a_call_may_set_is_known(self) -> None:
        for way in law().codelists["aggregations"]:
            assert judged(reviewing.aggregate_as_called, scored(1, aggregate=2), aggregation=way)

    @pytest.mark.parametrize(
        ("totals", "decimals", "wanted"),
        [
            ((0.125,), 2, "0.13"),  # half goes up, neither to even …
            ((0.115,), 2, "0.12"),  # … nor by what a computer stores: 0.115 is stored as less
            ((2.675,), 2, "2.68"),
            ((1.005,), 2, "1.01"),
            ((80, 81), 0, "81"),
            ((80.5, 81.5, 81.5), 1, "81.2"),
            ((80, 80, 81), 4, "80.3333"),
            ((0.1, 0.2), 2, "0.15"),
            ((79.994,), 2, "79.99"),
            ((79.995,), 2, "80.00"),
            ((0,), 3, "0.000"),
        ],
    )
    def test_half_is_rounded_up_of_numbers_as_they_are_written(
        self, totals: tuple[float, ...], decimals: int, wanted: str
    ) -> None:
        right = scored(*totals, aggregate=float(wanted))
        assert judged(reviewing.aggregate_as_called, right, decimals=decimals) == []
        wrong = scored(*totals, aggregate=99)
        ((_, told),) = judged(reviewing.aggregate_as_called, wrong, decimals=decimals)
        assert told["wanted"] == wanted

    def test_a_total_is_the_sum_of_what_is_written(self) -> None:
        items = [{"criterion": f"c{n}", "score": 0.1} for n in range(3)]
        row = {"expert": "E001", "status": "scored", "items": items}
        data = {"scores": [row], "result": {"aggregate": 0.3, "spread": 0, "scored": 1}}
        assert judged(reviewing.aggregate_as_called, data, decimals=4) == []
        assert judged(reviewing.figures_of_scores, data) == []

    @pytest.mark.parametrize(
        ("totals", "spread"),
        [((80,), "0"), ((80.3, 80.1), "0.2"), ((70, 90, 80), "20"), ((100, 99.995), "0.005")],
    )
    def test_the_spread_is_exact(self, totals: tuple[float, ...], spread: str) -> None:
        right = scored(*totals, spread=float(spread))
        assert judged(reviewing.figures_of_scores, right) == []
        wrong = scored(*totals, spread=50)
        assert judged(reviewing.figures_of_scores, wrong) == [
            ("/result/spread", {"field": "评分结果 › 极差", "found": 50, "wanted": spread})
        ]

    def test_who_stood_back_does_not_count(self, review: Json) -> None:
        review["result"]["scored"] = 4
        ((place, told),) = judged(reviewing.figures_of_scores, review)
        assert (place, told["found"], told["wanted"]) == ("/result/scored", 4, "3")

    def test_where_nobody_scored_there_is_nothing_to_reckon(self, review: Json) -> None:
        for row in review["scores"]:
            row |= {"status": "recused", "items": []}
        assert as_called(reviewing.aggregate_as_called, review) == []
        wanted = {
            place: told["wanted"] for place, told in as_called(reviewing.figures_of_scores, review)
        }
        assert wanted == {"/result/spread": "0", "/result/scored": "0"}

    def test_the_call_may_leave_the_way_open(self, review: Json) -> None:
        review["result"]["aggregate"] = 12
        assert judged(reviewing.aggregate_as_called, review) == []
        assert judged(reviewing.aggregate_as_called, review, aggregation="dice") == []

    @pytest.mark.parametrize("way", [(), (0,), (0, "status"), (0, "items"), (0, "items", 1)])
    def test_of_scores_not_fully_known_nothing_is_said(
        self, review: Json, way: tuple[str | int, ...]
    ) -> None:
        *before, last = ("scores", *way)
        node = review
        for part in before:
            node = node[part]
        node[last] = None
        review["result"] = {"aggregate": 1, "spread": 1, "scored": 9}
        for rule in (reviewing.aggregate_as_called, reviewing.figures_of_scores):
            assert as_called(rule, review) == []

    def test_of_a_result_not_known_nothing_is_said(self, review: Json) -> None:
        results: list[Json] = [{}, None]
        for result in results:
            review["result"] = result
            for rule in (reviewing.aggregate_as_called, reviewing.figures_of_scores):
                assert as_called(rule, review) == []

    def test_no_number_is_too_large_or_too_small(self) -> None:
        for total in (1e308, 9_007_199_254_740_991, 1e-300):
            data = scored(total, total, aggregate=1.5, spread=1)
            assert at(as_called(reviewing.aggregate_as_called, data)) == ["/result/aggregate"]
            assert at(as_called(reviewing.figures_of_scores, data)) == ["/result/spread"]


class TestNumber:
    """C835."""

    @pytest.mark.parametrize(("wanted", "times"), [(2, 0), (3, 0), (4, 1)])
    def test_as_many_score_as_the_call_wants(self, review: Json, wanted: int, times: int) -> None:
        found = judged(reviewing.enough_scored, review, per_cluster=wanted)
        assert found == [("/scores", {"found": 3, "wanted": 4})] * times
        assert judged(reviewing.enough_scored, review) == []

    @pytest.mark.parametrize("rows", [None, [None], [{"expert": "E001"}]])
    def test_of_rows_not_fully_known_nothing_is_said(self, review: Json, rows: Json) -> None:
        review["scores"] = rows
        assert as_called(reviewing.enough_scored, review) == []
