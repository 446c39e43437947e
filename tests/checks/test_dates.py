"""Dates and years: what just lies within, and what just does not."""

from collections.abc import Mapping, Sequence

import pytest

from brandpilot.checks import dates
from brandpilot.findings import Json
from support.house import APPLICATION, law
from support.rules import Hits, at, hits


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
        ],
    )
    def test_three_in_a_row(self, years: Sequence[int | None], *, passes: bool) -> None:
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


@pytest.mark.parametrize(
    ("day", "passes"),
    [
        ("11-30", True),
        ("02-28", True),
        ("02-29", False),
        ("02-30", False),
        ("11-31", False),
        ("13-01", False),
        ("00-10", False),
        (None, True),
    ],
)
def test_a_yearly_deadline_is_a_day_of_every_year(day: str | None, *, passes: bool) -> None:
    call = {"call": {"annual_report_due": day}}
    found = hits(dates.day_of_every_year, call, path="docs/notices/fujian/2017-1.md")
    assert at(found) == ([] if passes else ["/call/annual_report_due"])


def test_a_notice_without_settings_has_no_yearly_deadline() -> None:
    calls: list[Json] = [{}, {"call": None}, {"call": {}}]
    for call in calls:
        assert hits(dates.day_of_every_year, call, path="docs/notices/fujian/2017-1.md") == []
