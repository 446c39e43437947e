"""The edges of single rules: what just passes and what just does not.

One whole mistake to each rule stands in tests/examples/invalid; here stand the numbers around it.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import pytest

from brandpilot.checks import (
    CHECKS,
    CROSS_CHECKS,
    Facts,
    Subject,
    dates,
    examine_across,
    facts_of,
    hygiene,
    identity,
    numbers,
    personal,
    plan,
    settings,
)
from brandpilot.checks.across import unread
from brandpilot.checks.rule import Rule, each
from brandpilot.findings import Finding, Json, pointer
from brandpilot.messages import catalogue
from brandpilot.schema import Form
from support.house import APPLICATION, VALID, document, inspected, law
from support.spelling import to_yaml

FORM = law().forms["application/2017"]
NOTICE = law().forms["notice/1"]
TEXT = Form(
    "application/toy",
    {
        "title": "小表",
        "properties": {
            "text": {"title": "文字"},
            "code": {"title": "码", "x-personal": "exempt"},
        },
    },
)
Hits = list[tuple[str, dict[str, object]]]


def subject(
    data: Json,
    call: Mapping[str, Json] | None = None,
    path: str = APPLICATION,
    form: Form | None = None,
    prose: str = "",
) -> Subject:
    """Make sound data, of which the rest may be missing, the subject of an examination."""
    text = to_yaml(data) if data else "{}\n"
    is_page = path.endswith(".md")
    read = document(path, f"---\n{text}---\n{prose}" if is_page else text)
    return Subject.of(form or (NOTICE if is_page else FORM), read, data, call or {})


def hits(
    rule: Rule, data: Json, call: Mapping[str, Json] | None = None, path: str = APPLICATION
) -> Hits:
    """Run one rule."""
    found = rule(subject(data, call, path), law())
    return [(pointer(node), dict(values)) for node, values in found]


def at(found: Hits) -> list[str]:
    return [place for place, _ in found]


def in_text(rule: Rule, text: str) -> list[dict[str, object]]:
    """Run a rule on texts on one text."""
    return [dict(values) for _, values in rule(subject({"text": text}, form=TEXT), law())]


class TestCreditCode:
    """GB 32100-2015; the weights are written out here as the standard lists them."""

    ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)

    def check_character(self, body: str) -> str:
        weighted = zip(body, self.WEIGHTS, strict=True)
        remainder = sum(self.ALPHABET.index(c) * weight for c, weight in weighted) % 31
        return self.ALPHABET[31 - remainder if remainder else 0]

    @staticmethod
    def judged(code: str) -> Hits:
        return hits(identity.credit_code, {"organizer": {"credit_code": code}})

    def test_the_example_of_the_standard_passes(self) -> None:
        assert self.judged("91350100M000100Y43") == []

    @pytest.mark.parametrize(
        "body", ["N2350427MF0000001", "Y0350427M00000001", "A1350427MA0000001", "11350427M00000000"]
    )
    def test_only_one_last_character_passes(self, body: str) -> None:
        wanted = self.check_character(body)
        for last in self.ALPHABET:
            found = self.judged(body + last)
            told = {"found": body + last, "last": last, "wanted": wanted}
            assert found == ([] if last == wanted else [("/organizer/credit_code", told)])

    def test_two_neighbours_swapped_are_found(self) -> None:
        code = "91350100M000100Y43"
        for index, (one, other) in enumerate(pairwise(code)):
            if one != other:
                assert self.judged(code[:index] + other + one + code[index + 2 :])

    def test_firms_have_codes_too_or_none(self) -> None:
        firms = [{"credit_code": "91350100M000100Y44"}, {"credit_code": None}, {}, None]
        assert at(hits(identity.credit_code, {"influence": {"firms": firms}})) == [
            "/influence/firms/0/credit_code"
        ]


class TestDivisions:
    @staticmethod
    def of_year(code: str, year: int, unit: str = "fujian") -> list[str]:
        path = f"submissions/{unit}/x/{year}-application.yaml"
        data = {"cluster": {"division_codes": [code]}}
        return at(hits(identity.division_of_its_year, data, path=path))

    @pytest.mark.parametrize(
        ("code", "year", "passes"),
        [
            ("350403", 2017, True),
            ("350403", 2022, True),
            ("350403", 2023, False),
            ("350404", 2020, False),
            ("350404", 2021, True),
            ("350404", 2026, True),
            ("350182", 2017, True),
            ("350182", 2018, False),
            ("999999", 2017, False),
        ],
    )
    def test_a_code_is_judged_by_the_year_of_the_filing(
        self, code: str, year: int, *, passes: bool
    ) -> None:
        assert (self.of_year(code, year) == []) is passes

    def test_a_code_that_came_back_is_valid_in_each_of_its_periods(self) -> None:
        rows = law().codelists["divisions"].rows
        periods: dict[str, list[tuple[int, int]]] = {}
        for row in rows:
            period = int(row["from_year"]), int(row["until_year"] or 2100)
            periods.setdefault(row["code"], []).append(period)
        twice = {code: sorted(own) for code, own in periods.items() if len(own) > 1}
        gaps = {
            code: own
            for code, own in twice.items()
            if own[0][1] + 1 < own[1][0] and own[0][0] > 1900
        }
        assert twice
        for code, ((_, end), (begin, _), *_) in gaps.items():
            assert self.of_year(code, end) == []
            assert self.of_year(code, begin) == []
            assert self.of_year(code, end + 1) != []

    def test_a_draft_is_judged_by_the_year_of_its_call(self) -> None:
        data = {"cluster": {"division_codes": ["350404"]}}
        rule = identity.division_of_its_year
        assert at(hits(rule, data, {"year": 2017}, "draft.yaml")) == ["/cluster/division_codes/0"]
        assert hits(rule, data, {"year": 2021}, "draft.yaml") == []
        assert hits(rule, data, {}, "draft.yaml") == []

    @pytest.mark.parametrize(
        ("code", "unit", "folder"),
        [
            ("350427", "fujian", None),
            ("350203", "xiamen", None),
            ("350203", "fujian", "xiamen"),
            ("350427", "xiamen", "fujian"),
            ("210202", "liaoning", "dalian"),
            ("440305", "guangdong", "shenzhen"),
            ("650102", "xpcc", None),
            ("650102", "_unplaced", None),
            ("990000", "fujian", None),
        ],
    )
    def test_a_separately_planned_city_recommends_for_itself(
        self, code: str, unit: str, folder: str | None
    ) -> None:
        path = f"submissions/{unit}/x/2017-application.yaml"
        found = hits(
            identity.division_of_its_unit, {"cluster": {"division_codes": [code]}}, path=path
        )
        assert [told["folder"] for _, told in found] == ([folder] if folder else [])

    def test_a_draft_has_no_unit(self) -> None:
        data = {"cluster": {"division_codes": ["110101"]}}
        assert hits(identity.division_of_its_unit, data, path="draft.yaml") == []


class TestIndicators:
    @pytest.mark.parametrize(
        ("row", "found"),
        [
            ({"indicator": "own_x", "name": None}, ["/indicators/0/name"]),
            ({"indicator": "own_x", "name": "自设"}, []),
            ({"indicator": "awareness", "name": None}, []),
            ({"indicator": "own_x"}, []),
            ({"name": None}, []),
        ],
    )
    def test_an_own_one_bears_a_name(self, row: Json, found: list[str]) -> None:
        assert at(hits(identity.indicator_named, {"indicators": [row]})) == found

    @pytest.mark.parametrize(
        ("row", "found"),
        [
            ({"indicator": "premium", "method": None}, ["/indicators/0/method"]),
            ({"indicator": "own_x", "method": None, "name": "自设"}, ["/indicators/0/method"]),
            ({"indicator": "own_x"}, []),  # a box that is not there is the form's
            ({"indicator": "premium", "method": "抽样。"}, []),
            ({"indicator": "value_added_rate", "method": None}, []),
        ],
    )
    def test_an_aim_says_how_it_is_measured(self, row: Json, found: list[str]) -> None:
        assert at(hits(identity.brand_aim_method, {"indicators": [row]})) == found

    @pytest.mark.parametrize(
        ("code", "unit", "found"),
        [
            ("cluster_output", "亿元", []),
            ("cluster_output", "万元", ["/indicators/0/unit"]),
            ("value_added_rate", "百分比", ["/indicators/0/unit"]),
            ("awareness", "分", []),
            ("own_x", "分", []),
        ],
    )
    def test_a_named_one_keeps_its_unit(self, code: str, unit: str, found: list[str]) -> None:
        row = {"indicator": code, "unit": unit}
        assert at(hits(identity.indicator_unit, {"indicators": [row]})) == found


class TestPlan:
    LIMIT: Mapping[str, Json] = {"period_years": {"min": 1, "max": 3}}

    @staticmethod
    def data(start: str | None, end: str | None, **more: Json) -> Json:
        return {"plan": {"start_date": start, "end_date": end, **more}}

    @pytest.mark.parametrize(
        ("end", "passes"), [("2017-10-02", True), ("2017-10-01", False), ("2017-09-30", False)]
    )
    def test_the_end_lies_behind_the_start(self, end: str, *, passes: bool) -> None:
        found = hits(dates.plan_in_order, self.data("2017-10-01", end))
        assert (found == []) is passes

    @pytest.mark.parametrize(
        ("end", "passes"),
        [
            ("2018-08-31", False),
            ("2018-09-01", True),
            ("2020-09-30", True),
            ("2020-10-31", True),
            ("2020-11-01", False),
            ("2017-09-30", True),  # the order is another rule's
        ],
    )
    def test_a_month_of_grace_around_the_years_of_the_call(self, end: str, *, passes: bool) -> None:
        found = hits(dates.plan_as_long_as_called, self.data("2017-10-01", end), self.LIMIT)
        assert (found == []) is passes

    def test_the_last_day_of_the_month_in_which_the_years_are_over(self) -> None:
        for start, end in (("2017-01-01", "2020-01-31"), ("2017-12-01", "2020-12-31")):
            assert hits(dates.plan_as_long_as_called, self.data(start, end), self.LIMIT) == []

    def test_without_limit_or_dates_nothing_is_said(self) -> None:
        data = self.data("2017-10-01", "2047-10-01")
        assert hits(dates.plan_as_long_as_called, data, {"period_years": None}) == []
        assert hits(dates.plan_as_long_as_called, data) == []
        assert hits(dates.plan_as_long_as_called, self.data(None, "2020-01-01"), self.LIMIT) == []
        assert hits(dates.plan_as_long_as_called, {}, self.LIMIT) == []

    @pytest.mark.parametrize(
        ("day", "passes"),
        [("2017-09-30", False), ("2017-10-01", True), ("2020-09-30", True), ("2020-10-01", False)],
    )
    def test_a_milestone_lies_within(self, day: str, *, passes: bool) -> None:
        tasks = [{"milestones": [{"by_date": day}]}, None, {"milestones": None}]
        data = self.data("2017-10-01", "2020-09-30", tasks=tasks)
        assert (hits(dates.milestone_in_plan, data) == []) is passes

    @pytest.mark.parametrize(
        ("year", "passes"), [(2016, False), (2017, True), (2020, True), (2021, False)]
    )
    def test_a_target_lies_within(self, year: int, *, passes: bool) -> None:
        targets = [{"values": [{"year": year}, None]}]
        data = self.data("2017-10-01", "2020-09-30", targets=targets)
        assert (hits(dates.target_in_plan, data) == []) is passes


def series(*years: float | None) -> Json:
    return {"indicators": [{"values": [{"year": year, "value": 1} for year in years]}]}


class TestBaseYears:
    PLACE = ("/indicators/0/values",)

    @pytest.mark.parametrize(
        ("years", "passes"),
        [
            ((2014, 2015, 2016), True),
            ((2016, 2014, 2015), True),
            ((2014, 2016), False),
            ((2015, 2016), False),
            ((2016,), False),
            ((2014, 2015, 2017), False),
            ((2013, 2014, 2015, 2016), False),
            ((2014, 2014, 2015), True),  # the year twice is another rule's
            ((2014, None, 2016), True),  # the missing year is the form's
            ((2014.0, 2015.0, 2016.0), True),  # JSON Schema calls them integers
            ((2014.0, 2016.0), False),
        ],
    )
    def test_three_in_a_row(self, years: Sequence[float | None], *, passes: bool) -> None:
        found = at(hits(dates.base_years_consecutive, series(*years)))
        assert found == [] if passes else [*self.PLACE]

    @pytest.mark.parametrize(
        ("years", "passes"),
        [((2013, 2014), True), ((2014, 2013), True), ((2014, 2015, 2016), False), ((2013,), False)],
    )
    def test_as_the_call_says_where_it_says_so(self, years: Sequence[int], *, passes: bool) -> None:
        call = {"base_years": [2014, 2013]}
        assert at(hits(dates.base_years_as_called, series(*years), call)) == (
            [] if passes else [*self.PLACE]
        )
        assert hits(dates.base_years_consecutive, series(*years), call) == []

    def test_a_call_that_leaves_it_open_leaves_it_to_the_rule_of_three(self) -> None:
        calls: tuple[Json, ...] = ({"base_years": None}, {"base_years": []}, {})
        for call in calls:
            assert hits(dates.base_years_as_called, series(2010), call) == []
            assert at(hits(dates.base_years_consecutive, series(2010), call)) == [*self.PLACE]


class TestSeal:
    @pytest.mark.parametrize(
        ("day", "year", "found"),
        [
            ("2017-08-18", 2017, []),
            ("2017-08-19", 2017, ["/groundwork/0/since_date"]),
            ("2017-08-18", 2018, ["/influence/patents/0/year"]),
        ],
    )
    def test_what_is_done_was_done_before(self, day: str, year: int, found: list[str]) -> None:
        data = {
            "signoff": {"date": "2017-08-18"},
            "groundwork": [{"since_date": day}, {"since_date": None}],
            "influence": {"patents": [{"year": year}]},
        }
        assert at(hits(dates.nothing_after_seal, data)) == found
        assert hits(dates.nothing_after_seal, {**data, "signoff": {}}) == []

    @pytest.mark.parametrize(
        ("day", "passes"),
        [
            ("2026-01-01", True),
            ("2026-01-02", False),
            ("2026-01", True),
            ("2026-02", False),
            ("2026", True),
        ],
    )
    def test_a_partial_date_is_compared_as_far_as_it_goes(self, day: str, *, passes: bool) -> None:
        assert law().today == "2026-01-01"
        found = hits(dates.not_in_future, {"date": day}, path="docs/notices/fujian/2026-1.md")
        assert (found == []) is passes


class TestAccidentYears:
    @staticmethod
    def judged(*years: int | None, path: str = APPLICATION, **call: Json) -> Hits:
        rows = [{"year": year} for year in years]
        return hits(
            dates.accident_years, {"eligibility": {"accidents": [{"years": rows}]}}, call, path
        )

    @pytest.mark.parametrize(
        ("years", "passes"),
        [
            ((2014, 2015, 2016), True),
            ((2016, 2015, 2014), True),
            ((2015, 2016, 2017), True),
            ((2013, 2014, 2015), False),
            ((2016, 2017, 2018), False),
            ((2014, 2015, 2017), False),
            ((2014, 2014, 2015), True),  # the year twice is another rule's
            ((2014, 2015), True),  # a year too few or too many is the form's
            ((2013, 2014, 2015, 2016), True),
            ((2014, None, 2016), True),
        ],
    )
    def test_the_three_years_before_or_up_to_the_filing(
        self, years: Sequence[int | None], *, passes: bool
    ) -> None:
        assert (self.judged(*years) == []) is passes

    def test_a_draft_goes_by_its_call(self) -> None:
        assert self.judged(2014, 2015, 2016, path="draft.yaml", year=2017) == []
        assert self.judged(2014, 2015, 2016, path="draft.yaml", year=2019) != []
        assert self.judged(2014, 2015, 2016, path="draft.yaml") == []


@pytest.mark.parametrize(
    ("online", "opinion", "passes"),
    [
        ("2017-08-25", "2017-08-31", True),
        ("2017-08-25", "2017-08-25", True),
        ("2017-08-25", "2017-08-24", False),
        (None, "2017-08-24", True),
        ("2017-08-25", None, True),
    ],
)
def test_the_opinion_is_due_after_the_filings(
    online: str | None, opinion: str | None, *, passes: bool
) -> None:
    call = {"online_date": online, "opinion_date": opinion}
    path = "docs/notices/fujian/2017-734.md"
    assert (hits(dates.clocks_in_order, {"call": call}, path=path) == []) is passes
    assert hits(dates.clocks_in_order, {"call": None}, path=path) == []


@pytest.mark.parametrize(
    ("day", "passes"),
    [
        ("2016-02-29", True),
        ("2017-02-29", False),
        ("2017-13", False),
        ("2017-00", False),
        ("2017-12", True),
        ("2017", True),
        ("0000", False),
    ],
)
def test_a_date_of_a_notice_is_one_that_a_calendar_has(day: str, *, passes: bool) -> None:
    found = hits(dates.day_exists, {"date": day}, path="docs/notices/fujian/2017-1.md")
    assert (found == []) is passes


class TestSettings:
    """What a call sets can be kept, and names what exists."""

    @staticmethod
    def judged(rule: Rule, **call: Json) -> list[str]:
        return at(hits(rule, {"call": call}, path="docs/notices/fujian/2017-1.md"))

    @pytest.mark.parametrize(
        ("low", "high", "passes"),
        [(1, 3, True), (3, 3, True), (4, 3, False), (None, 3, True), (3, None, True)],
    )
    def test_the_least_is_not_above_the_most(
        self, low: int | None, high: int | None, *, passes: bool
    ) -> None:
        limits = {"min": low, "max": high}
        assert self.judged(settings.range_in_order, quota=limits) == (
            [] if passes else ["/call/quota"]
        )
        found = self.judged(settings.range_in_order, period_years=limits, quota=None)
        assert found == ([] if passes else ["/call/period_years"])

    @pytest.mark.parametrize(
        ("limited", "form", "passes"),
        [
            ("/plan/tasks/*/goal", "application/2017", True),
            ("/plan/tasks/goal", "application/2017", False),
            ("/plan/aims", "application/2017", False),
            ("/plan/aims", None, True),
            ("/plan/aims", "application/2099", True),
        ],
    )
    def test_a_limited_text_is_one_of_the_form(
        self, limited: str, form: str | None, *, passes: bool
    ) -> None:
        found = self.judged(
            settings.limit_of_a_field, form=form, text_limits=[{"pointer": limited}]
        )
        assert found == ([] if passes else ["/call/text_limits/0/pointer"])

    def test_the_form_is_one_that_there_is(self) -> None:
        assert self.judged(settings.form_exists, form="application/2017") == []
        assert self.judged(settings.form_exists, form=None) == []
        assert self.judged(settings.form_exists, form="application/2099") == ["/call/form"]

    def test_a_notice_that_is_no_call_sets_nothing(self) -> None:
        for rule in (settings.range_in_order, settings.limit_of_a_field, settings.form_exists):
            assert hits(rule, {"call": None}, path="docs/notices/fujian/2017-1.md") == []


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


class TestPersonal:
    @pytest.mark.parametrize(
        "text",
        [
            "13800138000",
            "电话13800138000",
            "电话：138 0013 8000。",
            "138-0013-8000",
            "(+86)13800138000",
            "+8613800138000",
            "86-138-0013-8000",
            "１３８００１３８０００",
            "①③８００138000",
            "手机13800138000转张科长",
            "Tel.13800138000",
            "TEL13800138000",
            "QQ/微信13800138000",
            "19912345678",
        ],
    )
    def test_a_mobile_number_is_found_however_it_is_written(self, text: str) -> None:
        assert len(in_text(personal.mobile_number, text)) == 1

    @pytest.mark.parametrize(
        "text",
        [
            "12800138000",
            "1380013800",
            "138001380001",
            "2138001380002",
            "0.13800138000",
            "3.13800138000",
            "0595-12345678",
            "ZL201380013800.0",
            "a13800138000b",
            "91350427MA13800138",
            "138 001 380",
            "产值1380万元、0013件、8000人",
        ],
    )
    def test_other_numbers_are_no_mobile_numbers(self, text: str) -> None:
        assert in_text(personal.mobile_number, text) == []

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("11010519491231002X", True),
            ("11010519491231002x", True),
            ("１１０１０５１９４９１２３１００２Ｘ", True),
            ("证号：350583198506120048。", True),
            ("110105194912310021", False),
            ("110105189912310021", False),
            ("1101051949123100", False),
            ("911010519491231002X", False),
            ("11010519491231002X1", False),
        ],
    )
    def test_an_identity_number_has_its_check_character(self, text: str, *, found: bool) -> None:
        assert (in_text(personal.identity_number, text) != []) is found

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("zhang.san@example.com", True),
            ("zhang＠example.com", True),
            ("a_b+c@mail.example.com.cn。", True),
            ("微博@示例县", False),
            ("a@b", False),
            ("@example.com", False),
            ("单价@10.5", False),
        ],
    )
    def test_a_mail_address(self, text: str, *, found: bool) -> None:
        assert (in_text(personal.mail_address, text) != []) is found

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("6222021234567890128", True),
            ("6222 0212 3456 7890 128", True),
            ("6222-0212-3456-7890-128", True),
            ("4111111111111111", True),
            ("371449635398431", True),
            ("６２２２０２１２３４５６７８９０１２８", True),
            ("6222021234567890129", False),
            ("4111111111111112", False),
            ("41111111111111", False),
            ("16222021234567890128", False),
            ("62220212345678901281", False),
            ("x4111111111111111", False),
            ("0.4111111111111111", False),
        ],
    )
    def test_a_card_number_has_its_check_digit(self, text: str, *, found: bool) -> None:
        assert (in_text(personal.card_number, text) != []) is found

    def test_any_single_wrong_digit_breaks_the_check_of_a_card(self) -> None:
        card = "4111111111111111"
        for index, digit in enumerate(card):
            other = str((int(digit) + 1) % 10)
            wrong = card[:index] + other + card[index + 1 :]
            if wrong[0] in "3456":
                assert in_text(personal.card_number, wrong) == []

    @pytest.mark.parametrize("text", ["家庭住址：示例路", "个人邮箱", "户籍地址见附件", "银行卡号"])
    def test_words_that_announce_what_is_private(self, text: str) -> None:
        assert len(in_text(personal.private_label, text)) == 1

    @pytest.mark.parametrize("text", ["办公地址", "手机产业", "个人消费者", "家庭用瓷"])
    def test_words_that_only_look_so(self, text: str) -> None:
        assert in_text(personal.private_label, text) == []

    def test_a_number_is_not_repeated_in_the_report(self) -> None:
        for rule, text in (
            (personal.mobile_number, "13800138000"),
            (personal.identity_number, "11010519491231002X"),
            (personal.mail_address, "zhangsan@example.com"),
            (personal.card_number, "4111111111111111"),
            (personal.mail_address, "a@b.c"),
        ):
            (told,) = in_text(rule, text)
            assert text not in str(told["found"])
            assert "*" in str(told["found"])

    def test_a_code_may_look_like_an_identity_number(self) -> None:
        coded = subject({"code": "11010519491231002X"}, form=TEXT)
        assert list(personal.identity_number(coded, law())) == []

    def test_one_finding_to_a_text(self) -> None:
        assert len(in_text(personal.mobile_number, "13800138000、13900139000")) == 1

    def test_it_is_found_wherever_it_stands(self) -> None:
        page = "---\nschema: notice/1\n# 电话13800138000\n备注13900139000: 1\nissuer: fujian\n---\n\n一\n\n电话13800138000\n"
        found = inspected(page, "docs/notices/fujian/2017-1.md").findings
        assert [f.line for f in found if f.code == "C501"] == [3, 4, 10]


class TestHygiene:
    @pytest.mark.parametrize(
        ("text", "found", "wanted"),
        [
            ("２０１７年", "２０１７", "2017"),
            ("占３５．６％。", "３５．６％", "35.6%"),
            ("ＩＳＯ认证", "ＩＳＯ", "ISO"),
        ],
    )
    def test_full_width_letters_and_digits(self, text: str, found: str, wanted: str) -> None:
        (told,) = in_text(hygiene.fullwidth, text)
        assert (told["found"], told["wanted"]) == (found, wanted)

    def test_full_width_punctuation_is_chinese(self) -> None:
        assert in_text(hygiene.fullwidth, "（甲）：乙，丙；丁！戊？己～庚／辛") == []

    @pytest.mark.parametrize(
        "character",
        "\0\x08\x0b\x1f\x7f\x85\x9f\xad\u034f\u061c\u115f\u1160\u180e\u200b\u200d\u200f\u2028\u202e\u2060\u2066"
        "\u2800\u3164\ufe0f\ufeff\uffa0\ufff9\U000e0001\U000e0041\U000e0100",
        ids=lambda character: f"U+{ord(character):04X}",
    )
    def test_what_cannot_be_seen_is_found(self, character: str) -> None:
        found = in_text(hygiene.invisible, f"示例{character}县")
        assert [(told["number"], told["place"]) for told in found] == [
            (f"U+{ord(character):04X}", 3)
        ]

    @pytest.mark.parametrize(
        "text", ["一行\n又一行\n", "甲\u3000乙", "甲 乙", "café", "👍", "A\u0301"]
    )
    def test_what_can_be_seen_is_left_alone(self, text: str) -> None:
        assert in_text(hygiene.invisible, text) == []
        assert in_text(hygiene.private_use, text) == []

    @pytest.mark.parametrize(
        "character",
        ["\ue000", "\uf8ff", "\U000f0000", "\U0010fffd", "\ufffe", "\ufdd0", "\u0378", "\ufffd"],
        ids=lambda character: f"U+{ord(character):04X}",
    )
    def test_what_another_machine_cannot_show_is_found(self, character: str) -> None:
        found = in_text(hygiene.private_use, f"示例{character}县")
        assert [(told["number"], told["place"]) for told in found] == [
            (f"U+{ord(character):04X}", 3)
        ]

    @pytest.mark.parametrize("character", ["㐂", "𠀀", "𬺓", "鿿", "〇", "々", "㎡", "℃"])
    def test_rare_characters_are_characters(self, character: str) -> None:
        assert in_text(hygiene.private_use, character) == []
        assert in_text(hygiene.lookalike, character) == []

    @pytest.mark.parametrize(
        ("text", "passes"),
        [
            ("示例", True),
            ("示例\n", True),
            ("示例\n示例\n\n", True),
            (" 示例", False),
            ("示例 ", False),
            ("示例\u3000\n", False),
            ("\t示例", False),
            ("\n示例", False),
        ],
    )
    def test_blanks_around_a_text(self, text: str, *, passes: bool) -> None:
        assert (in_text(hygiene.outer_space, text) == []) is passes

    def test_blanks_in_prose_are_markdown(self) -> None:
        page = subject(
            {"schema": "x"}, path="docs/notices/fujian/2017-1.md", prose="    code\nline  \n\n"
        )
        assert list(hygiene.outer_space(page, law())) == []

    @pytest.mark.parametrize(
        ("found", "wanted"),
        [("⾦", "金"), ("⼈", "人"), ("\uf900", "豈"), ("⺟", "母"), ("\U0002f800", "丽")],
    )
    def test_a_radical_is_told_with_its_character(self, found: str, wanted: str) -> None:
        (told,) = in_text(hygiene.lookalike, f"示例{found}")
        assert (told["found"], told["wanted"]) == (found, wanted)

    def test_what_is_told_to_be_wrong_is_never_what_is_wanted(self) -> None:
        for number in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)):
            for told in in_text(hygiene.lookalike, chr(number)):
                assert told["found"] != told["wanted"]

    @pytest.mark.parametrize(
        ("text", "passes"),
        [("汉" * 10, True), ("汉" * 11, False), ("abc " * 10, True), ("12345，6789", True)],
    )
    def test_a_text_is_as_long_as_the_call_allows(self, text: str, *, passes: bool) -> None:
        call = {"text_limits": [{"pointer": "/plan/tasks/*/goal", "max": 10}]}
        data = {"plan": {"tasks": [{"goal": "短"}, {"goal": text}, None]}}
        found = at(hits(hygiene.within_limit, data, call))
        assert found == ([] if passes else ["/plan/tasks/1/goal"])
        assert hits(hygiene.within_limit, data, {"text_limits": None}) == []

    def test_a_limit_on_what_is_no_text_says_nothing(self) -> None:
        call = {
            "text_limits": [{"pointer": "/plan/tasks", "max": 0}, {"pointer": "/none/*", "max": 0}]
        }
        assert hits(hygiene.within_limit, {"plan": {"tasks": [{}]}}, call) == []


@pytest.mark.parametrize("text", ["\n", "\n\n", " ", "\u3000", "\t\n"])
def test_a_box_of_blanks_is_not_filled(text: str) -> None:
    data = document("x.yaml", (VALID / "fujian-2017-application.yaml").read_bytes()).data
    data["cluster"]["products"] = text
    found = inspected(to_yaml(data)).findings
    assert [(f.code, f.pointer) for f in found] == [("C606", "/cluster/products")]


def facts(path: str, text: str) -> Facts:
    read = document(path, text)
    made = facts_of(read, read.data)
    assert made is not None
    return made


def filed(
    unit: str, cluster: str, name: str = "", year: int = 2017, number: str = "", more: str = ""
) -> Facts:
    """Give the facts of an application."""
    path = f"submissions/{unit}/{cluster}/{year}-application{number}.yaml"
    named = f"cluster: {{name: {name}}}\n" if name else ""
    return facts(path, f"schema: application/2017\ndossier: {unit}/{cluster}\n{named}{more}")


def noticed(id_: str, **fields: str | int) -> Facts:
    """Give the facts of a notice."""
    lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return facts(f"docs/notices/{id_}.md", f"---\nschema: notice/1\n{lines}---\n")


def across(code: str, *files: Facts) -> list[str]:
    """Give where a rule across files is broken, as `path pointer`."""
    ordered = sorted(files, key=lambda file: file.path)
    found = [finding for finding in examine_across(ordered, law()) if finding.code == code]
    assert all(isinstance(finding, Finding) for finding in found)
    return [f"{finding.path.removeprefix('submissions/')} {finding.pointer}" for finding in found]


class TestAcross:
    def test_an_application_names_a_call_that_is_one(self) -> None:
        files = [
            filed("fujian", f"x{n}", more=f"call: {call}\n")
            for n, call in enumerate(["fujian/2017-734", "miit/2014-batch-1", "miit/1999-1"])
        ]
        assert across("X101", *files, filed("fujian", "y")) == [
            "fujian/x1/2017-application.yaml /call",
            "fujian/x2/2017-application.yaml /call",
        ]

    def test_a_cluster_lies_in_one_folder(self) -> None:
        files = [
            filed("fujian", "tea"),
            filed("xiamen", "tea"),
            filed("fujian", "silk"),
            noticed("fujian/2017-1"),
        ]
        assert across("X102", *files) == [
            "fujian/tea/2017-application.yaml /dossier",
            "xiamen/tea/2017-application.yaml /dossier",
        ]
        assert across("X102", filed("fujian", "tea"), filed("fujian", "tea", year=2019)) == []

    @pytest.mark.parametrize(
        ("one", "other", "near"),
        [
            ("示例县藤编产业集群", "示例县藤编产业集群", True),
            ("示例县藤编产业集群", "示例藤编集聚区", True),
            ("示例县藤编产业集群", "示例县藤编织产业集群", True),
            ("示例县藤编产业集群", "示例县竹编产业集群", True),
            ("示例县藤编产业集群", "样本县茶叶产业集群", False),
            ("示例县藤编产业集群", "示例县茶叶产业集群", False),
            ("安溪茶", "安溪陶", False),
            ("产业集群", "产业园区", False),
            ("产业集群", "产业集群", True),
        ],
    )
    def test_names_that_differ_by_little_are_told(
        self, one: str, other: str, *, near: bool
    ) -> None:
        files = filed("fujian", "a", one), filed("fujian", "b", other)
        assert across("X103", *files) == ["fujian/b/2017-application.yaml /cluster/name"] * near

    def test_the_same_name_in_another_year_or_the_same_folder_is_no_second_filing(self) -> None:
        name = "示例县藤编产业集群"
        assert across("X103", filed("fujian", "a", name), filed("fujian", "b", name, 2018)) == []
        assert (
            across("X103", filed("fujian", "a", name), filed("fujian", "a", name, number="-2"))
            == []
        )

    def test_ten_thousand_names_are_compared_without_comparing_each_with_each(self) -> None:
        names = [f"{chr(0x4E00 + n % 100)}{chr(0x5000 + n // 100)}" * 6 for n in range(10_000)]
        files = [filed("fujian", f"x{n}", name) for n, name in enumerate(names)]
        (check,) = (check for check in CROSS_CHECKS if check.code == "X103")
        assert list(check.rule(files, law())) == []
        twin = filed("zhejiang", "twin", names[5_000] + "群")
        assert [told["other"] for _, _, told in check.rule([*files, twin], law())] == [
            files[5_000].path
        ]

    def test_one_credit_code_one_name(self) -> None:
        def by(name: str, cluster: str, code: str = "91350100M000100Y43") -> Facts:
            return filed(
                "fujian", cluster, more=f"organizer: {{name: {name}, credit_code: {code}}}\n"
            )

        assert across(
            "X104", by("甲", "a"), by("甲", "b"), by("乙", "c"), by("丙", "d", "null")
        ) == ["fujian/c/2017-application.yaml /organizer/credit_code"]

    def test_a_designation_rests_on_a_document_that_designates(self) -> None:
        def by(document: str, cluster: str) -> Facts:
            path = f"submissions/fujian/{cluster}/2018-designation.yaml"
            return facts(path, f"schema: designation/1\ndocument: {document}\n")

        notices = noticed("miit/2018-1", kind="designation"), noticed("miit/2018-2", kind="call")
        files = (
            by("miit/2018-1", "a"),
            by("miit/2018-2", "b"),
            by("miit/2018-3", "c"),
            by("null", "d"),
        )
        assert across("X105", *notices, *files) == [
            "fujian/b/2018-designation.yaml /document",
            "fujian/c/2018-designation.yaml /document",
        ]

    def test_a_superior_notice_exists(self) -> None:
        files = (
            noticed("fujian/2017-1", implements="miit/2017-1"),
            noticed("hebei/2017-1", implements="miit/2017-2"),
        )
        assert across("X106", *files, noticed("miit/2017-1")) == [
            "docs/notices/hebei/2017-1.md /implements"
        ]

    def test_a_document_number_is_used_once(self) -> None:
        files = [noticed(f"fujian/2017-{n}", number="闽〔2017〕1号") for n in (1, 2)]
        assert across("X107", *files, noticed("fujian/2017-3")) == [
            "docs/notices/fujian/2017-2.md /number"
        ]

    @pytest.mark.parametrize(("count", "over"), [(3, 0), (2, 1), (0, 3), (None, 0)])
    def test_a_batch_holds_as_many_as_it_says(self, count: int | None, over: int) -> None:
        batch = noticed(
            "miit/2018-1",
            kind="designation",
            designation=f"{{batch: 5, count: {'null' if count is None else count}}}",
        )
        files = [
            facts(
                f"submissions/fujian/x{n}/2018-designation.yaml",
                "schema: designation/1\ndocument: miit/2018-1\n",
            )
            for n in range(3)
        ]
        assert len(across("X108", batch, *files)) == over

    def test_the_year_and_the_unit_and_the_form_are_those_of_the_call(self) -> None:
        call = "call: fujian/2017-734\n"
        right = filed("fujian", "a", more=call)
        late = filed("fujian", "b", year=2018, more=call)
        abroad = filed("zhejiang", "c", more=call)
        file = "submissions/fujian/d/2017-application.yaml"
        newer = facts(file, f"schema: application/2019\n{call}")
        national = filed("zhejiang", "e", more="call: miit/2017-433\n")
        files = right, late, abroad, newer, national
        assert across("X109", *files) == ["fujian/b/2018-application.yaml /call"]
        assert across("X110", *files) == ["zhejiang/c/2017-application.yaml /call"]
        assert across("X111", *files) == ["fujian/d/2017-application.yaml /schema"]

    @pytest.mark.parametrize(
        ("superiors", "found"),
        [
            ({"a": "a"}, "a"),
            ({"a": "b", "b": "a"}, "ab"),
            ({"a": "b", "b": "c", "c": "a"}, "abc"),
            ({"a": "b", "b": "c", "c": "b"}, "bc"),
            ({"a": "b", "b": "c"}, ""),
            ({"a": "b", "b": None}, ""),
        ],
    )
    def test_a_circle_is_told_at_each_of_its_notices(
        self, superiors: dict[str, str | None], found: str
    ) -> None:
        files = [
            noticed(f"miit/2017-{own}", **({"implements": f"miit/2017-{above}"} if above else {}))
            for own, above in superiors.items()
        ]
        assert across("X112", *files) == [
            f"docs/notices/miit/2017-{own}.md /implements" for own in found
        ]

    @pytest.mark.parametrize(
        ("numbers_", "found"),
        [
            (("", "-2", "-3"), []),
            (("-2",), ["-2"]),
            (("", "-3"), ["-3"]),
            (("", "-2", "-4", "-5"), ["-4"]),
        ],
    )
    def test_a_second_follows_a_first(self, numbers_: tuple[str, ...], found: list[str]) -> None:
        files = [filed("fujian", "a", number=number) for number in numbers_]
        assert across("X113", *files) == [
            f"fujian/a/2017-application{number}.yaml " for number in found
        ]

    def test_a_designation_says_what_its_document_says(self) -> None:
        notice = noticed(
            "miit/2018-1", kind="designation", number="工〔2018〕1号", date="2018-01-02"
        )

        def by(cluster: str, document: str = "miit/2018-1", **fields: str) -> Facts:
            lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
            text = f"schema: designation/1\ndocument: {document}\n{lines}"
            return facts(f"submissions/fujian/{cluster}/2018-designation.yaml", text)

        right = by("a", number="工〔2018〕1号", date="2018-01-02", batch="5")
        silent = by("b", number="null", date="null")
        wrong = by("c", number="工〔2018〕2号", date="2018-01-03")
        other = by("d", document="miit/2018-9", date="2018-01-09")
        assert across("X114", notice, right, silent, wrong, other) == [
            "fujian/c/2018-designation.yaml /number",
            "fujian/c/2018-designation.yaml /date",
        ]

    def test_of_a_notice_that_cannot_be_read_nothing_is_said(self) -> None:
        missing = unread("docs/notices/miit/2018-1.md")
        assert missing is not None
        assert unread("draft.yaml") is None
        call = filed("fujian", "a", more="call: miit/2018-1\n")
        path = "submissions/fujian/b/2018-designation.yaml"
        files = missing, call, facts(path, "schema: designation/1\ndocument: miit/2018-1\n")
        assert [finding.code for finding in examine_across(files, law())] == []

    def test_a_draft_leaves_no_facts(self) -> None:
        read = document("draft.yaml", "schema: application/2017\n")
        assert facts_of(read, read.data) is None


class TestList:
    """The one visible list."""

    def test_codes_are_in_order_and_each_is_in_the_catalogue(self) -> None:
        for checks in ([check.code for check in CHECKS], [check.code for check in CROSS_CHECKS]):
            assert checks == sorted(set(checks))
            assert set(checks) <= catalogue().keys()

    def test_every_rule_says_its_code_first(self) -> None:
        for check in (*CHECKS, *CROSS_CHECKS):
            assert (check.rule.__doc__ or "").startswith(f"{check.code}: ")

    def test_only_what_asks_the_day_changes_with_it(self) -> None:
        assert [check.code for check in CHECKS if check.asks_today] == ["C208"]

    def test_every_rule_is_for_kinds_that_exist(self) -> None:
        kinds = {form.kind for form in law().forms.values()}
        assert all(check.kinds and check.kinds <= kinds for check in CHECKS)

    def test_a_path_goes_through_lists_and_passes_over_what_is_missing(self) -> None:
        data = {"a": [{"b": 1}, {"b": None}, {}, None, [2]], "c": "x"}
        assert list(each(data, ("a", "*", "b"))) == [(("a", 0, "b"), 1)]
        assert list(each(data, ("c", "*"))) == []
        assert list(each(data, ("c", "d"))) == []
        assert list(each(data, ())) == [((), data)]
