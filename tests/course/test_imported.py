"""History is bound by no order, and nothing is made up about how it ended."""

from datetime import date

import pytest

from brandpilot.course import START
from brandpilot.inspection import inspect
from brandpilot.lifecycle import state as state_of
from brandpilot.records import register
from support.house import ROOT, law
from support.programme import PILOT, SEEN
from support.steps import (
    Paper,
    dated,
    imported,
    refused,
    report,
    revision,
    since,
    states,
    told,
)

FILED = SEEN[0]


class TestHistory:
    def test_of_this_repository_meets_no_refusal_and_is_never_expired(self) -> None:
        inspection = inspect(ROOT, law(), keep=True)
        assert [found for found in inspection.findings if found.code[0] == "L"] == []
        content = register(inspection.documents, inspection.errors, law().rules)
        assert len(content.dossiers) == len(list((ROOT / "submissions").glob("*/*/")))
        for year in range(2013, 2030):
            found = {state_of(one, date(year, 12, 31)).code for one in content.dossiers}
            assert found <= {START, "pilot", "undated", "period_over", "demonstration"}
        assert {state_of(one, date(2025, 11, 23)).label for one in content.dossiers} == {
            "试点期满（未见结论）",
            "示范区",
        }

    @pytest.mark.parametrize(
        ("day", "year", "first", "over"),
        [
            ("2015-04-27", None, "2015-04-27", "2018-04-28"),
            ("2016-02-29", None, "2016-02-29", "2019-03-01"),
            (None, 2014, "2014-01-01", "2018-01-01"),
            (None, None, "1999-01-01", "2021-01-01"),
        ],
    )
    def test_is_over_on_the_latest_day_that_it_may_have_been(
        self, day: str | None, year: int | None, first: str, over: str
    ) -> None:
        papers = (imported("designation", day, year),)
        eve = date.fromordinal(date.fromisoformat(over).toordinal() - 1).isoformat()
        running = "pilot" if day or year else "undated"
        assert states(papers, first, eve, over) == [running, running, "period_over"]
        known = day or (str(year) if year else None)
        assert since(papers, over) == ("period_over", known)

    def test_of_a_bare_year_lies_before_the_days_of_that_year(self) -> None:
        papers = (imported("designation", None, 2016), imported("demonstration", "2016-03-01"))
        assert states(papers, "2015-12-31", "2016-01-01", "2016-03-01") == [
            START,
            "pilot",
            "demonstration",
        ]

    def test_goes_on_under_the_rules_of_today(self) -> None:
        papers = (
            imported("designation", "2017-12-05"),
            report("2018-12-01", 2018),
            revision("2019-01-01", "2021-12-31"),
        )
        assert states(papers, "2021-12-31", "2022-01-01") == ["pilot", "period_over"]

    def test_brought_in_after_a_decision_takes_the_end_of_the_period_with_it(self) -> None:
        papers = (*PILOT, imported("designation", "2020-03-01"))
        assert states(papers, "2021-07-01", "2023-03-02") == ["pilot", "period_over"]
        assert refused(*papers, report("2022-12-01", 2030)) == []

    def test_that_says_neither_is_no_event(self) -> None:
        vague = dated("designation", "2018-01-01", origin="示例")
        assert told(vague) == []


def test_press_figures_are_no_event() -> None:
    assert told(Paper("press-figures", {"year": 2016}, 2016)) == []
