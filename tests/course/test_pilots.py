"""What happens to pilots over the years: periods, reports, demonstration zones, supervision."""

from datetime import date
from typing import Any

import pytest

from support.house import law
from support.programme import PILOT, SEEN
from support.steps import (
    Paper,
    application,
    change,
    correction,
    course,
    dated,
    demonstration,
    demonstration_application,
    designation,
    imported,
    recommendation,
    refused,
    report,
    revision,
    rules,
    since,
    state,
    states,
    told,
)

FILED = SEEN[0]


class TestPilotPeriod:
    BARE = application("2018-04-02", end=None)

    def made(self, filed: Paper, *more: Paper, day: str = "2018-08-01") -> tuple[Paper, ...]:
        return (filed, recommendation("2018-05-02", filed), designation(day), *more)

    def test_ends_with_the_plan(self) -> None:
        assert states(PILOT, "2021-06-30", "2021-07-01") == ["pilot", "expired"]
        assert since(PILOT, "2022-01-01") == ("expired", "2021-07-01")

    def test_of_a_plan_without_an_end_is_three_years(self) -> None:
        papers = self.made(self.BARE)
        assert states(papers, "2021-08-01", "2021-08-02") == ["pilot", "expired"]

    @pytest.mark.parametrize(("day", "last"), [("2020-02-29", "2023-02-28")])
    def test_that_begins_on_a_leap_day_ends_on_the_last_of_february(
        self, day: str, last: str
    ) -> None:
        papers = self.made(self.BARE, day=day)
        assert states(papers, last, "2023-03-01") == ["pilot", "expired"]

    def test_may_end_on_a_leap_day(self) -> None:
        papers = self.made(application("2018-04-02", end="2020-02-29"))
        assert states(papers, "2020-02-29", "2020-03-01") == ["pilot", "expired"]

    @pytest.mark.parametrize("new", ["2020-12-31", "2022-12-31"])
    def test_moves_with_a_revised_plan(self, new: str) -> None:
        papers = (*PILOT, revision("2019-06-01", new))
        after = date.fromordinal(date.fromisoformat(new).toordinal() + 1).isoformat()
        assert states(papers, new, after) == ["pilot", "expired"]

    def test_cannot_be_revived_after_its_end(self) -> None:
        papers = (*PILOT, revision("2021-07-01", "2022-12-31"))
        assert refused(*papers) == ["L101"]
        assert refused(*PILOT, revision("2021-06-30", "2022-12-31")) == []

    def test_revised_to_a_day_gone_by_ends_at_once(self) -> None:
        made = (*PILOT, revision("2020-06-01", "2020-01-01"))
        assert since(made, "2020-05-31") == ("pilot", "2019-02-15")
        assert since(made, "2020-06-01") == ("expired", "2020-06-01")

    def test_of_a_plan_that_was_over_before_the_designation_ends_at_once(self) -> None:
        papers = self.made(application("2018-04-02", end="2018-06-30"))
        assert since(papers, "2018-08-01") == ("expired", "2018-08-01")

    @pytest.mark.parametrize(
        "new", [None, 2022, "2022年底", "2022-02-30", "2022-02-03T00:00", True, ["2022-01-01"]]
    )
    def test_revised_to_no_day_at_all_stays_as_it_was(self, new: Any) -> None:
        papers = (*PILOT, revision("2019-06-01", new))
        assert states(papers, "2021-06-30", "2021-07-01") == ["pilot", "expired"]

    def test_a_revision_of_something_else_moves_nothing(self) -> None:
        changes = [{"pointer": "/plan/tasks/0/goal", "new": "2030-01-01"}, None]
        papers = (*PILOT, dated("plan-revision", "2019-06-01", changes=changes))
        assert state("2021-07-01", *papers) == "expired"

    def test_of_two_ends_in_one_revision_has_the_last(self) -> None:
        rows = [{"pointer": "/plan/end_date", "new": new} for new in ("2020-01-01", "2023-01-01")]
        papers = (*PILOT, dated("plan-revision", "2019-06-01", changes=rows))
        assert states(papers, "2022-12-31", "2023-01-02") == ["pilot", "expired"]

    def test_stays_as_it_was_where_something_else_is_corrected(self) -> None:
        rows = [{"pointer": "/attachments/0/pages", "new": 44}]
        papers = self.made(FILED, correction("2018-06-01", record=FILED.name, changes=rows))
        assert states(papers, "2021-06-30", "2021-07-01") == ["pilot", "expired"]

    def test_runs_by_the_plan_as_corrected_before_the_decision_but_not_after(self) -> None:
        def corrected(day: str, record: str) -> Paper:
            changes = [{"pointer": "/plan/end_date", "new": "2020-06-30"}]
            return correction(day, record=record, changes=changes)

        early = corrected("2018-06-01", FILED.name)
        assert state("2020-07-01", *self.made(FILED, early)) == "expired"
        for other in (corrected("2018-09-01", FILED.name), corrected("2018-06-01", "a.yaml")):
            assert state("2020-07-01", *self.made(FILED, other)) == "pilot"

    @pytest.mark.parametrize("day", ["9999-12-31", "9999-12-30"])
    def test_said_to_last_for_ever_ends_with_the_last_day_there_is(self, day: str) -> None:
        papers = self.made(application("2018-04-02", end=day))
        assert since(papers, "9999-12-31") == ("expired", "9999-12-31")
        assert state("9999-12-30", *papers) == "pilot"
        late = self.made(self.BARE, day="9998-02-01")
        assert states(late, "9999-02-01", "9999-02-02") == ["pilot", "expired"]

    def test_ends_for_those_under_rectification_or_suspended_too(self) -> None:
        for what in ("rectification", "suspension"):
            assert state("2021-07-01", *PILOT, change("2020-01-01", what)) == "expired"

    def test_does_not_end_what_has_ended(self) -> None:
        for what, end in (("withdrawal", "withdrawn"), ("merger", "merged")):
            actor = "unit" if what == "withdrawal" else "ministry"
            assert state("2021-07-01", *PILOT, change("2020-01-01", what, actor)) == end


class TestReports:
    def test_are_about_years_of_the_period(self) -> None:
        def on(year: int) -> list[str]:
            return refused(*PILOT, report("2021-12-01", year))

        assert [on(year) for year in (2018, 2019, 2021, 2022)] == [["L109"], [], [], ["L109"]]

    def test_of_a_period_that_was_extended(self) -> None:
        longer = revision("2021-01-01", "2022-12-31")
        assert refused(*PILOT, longer, report("2022-12-01", 2022)) == []
        assert refused(*PILOT, longer, report("2022-12-01", 2023)) == ["L109"]

    def test_of_history_are_about_any_year(self) -> None:
        history = imported("designation", "2017-12-05")
        for year in (2017, 2018, 2025):
            assert refused(history, report("2018-12-01", year)) == []
        assert (
            refused(history, revision("2018-02-01", "2019-01-01"), report("2018-12-01", 2025)) == []
        )

    def test_of_a_demonstration_zone_are_about_any_year(self) -> None:
        zone = (*PILOT, demonstration_application("2021-03-01"), demonstration("2021-05-01"))
        assert refused(*zone, report("2025-12-01", 2025)) == []

    def test_without_a_year_are_judged_elsewhere(self) -> None:
        assert refused(*PILOT, dated("annual-report", "2020-12-01")) == []


class TestDemonstration:
    CALL = "miit/2022-1"
    ASKING = rules((2022,), demonstration_reports=2)

    def apply(self, *papers: Paper) -> list[str]:
        asked = demonstration_application("2022-03-01", self.CALL)
        return refused(*papers, asked, under=self.ASKING)

    def test_needs_the_reports_that_its_own_call_asks_for(self) -> None:
        reports = [report(f"{year}-12-01", year) for year in (2019, 2020)]
        assert self.apply(*PILOT) == ["L107"]
        assert self.apply(*PILOT, reports[0]) == ["L107"]
        assert self.apply(*PILOT, *reports) == []

    def test_counts_years_and_not_files(self) -> None:
        first = report("2019-12-01", 2019)
        second = Paper("annual-report", {"date": "2020-02-01", "year": 2019}, 2019, 2)
        refused_ = report("2019-12-01", 2018)
        assert self.apply(*PILOT, first, second) == ["L107"]
        assert self.apply(*PILOT, first, refused_) == ["L109", "L107"]
        assert self.apply(*PILOT, first, dated("annual-report", "2020-12-01")) == ["L107"]

    def test_counts_the_reports_of_this_pilot_period_only(self) -> None:
        old = tuple(report(f"{year}-12-01", year) for year in (2019, 2020))
        left = (*PILOT, *old, change("2021-01-04", "removal"))
        again = application("2021-04-01", end="2024-01-01")
        second = (*left, again, recommendation("2021-05-01", again), designation("2021-06-01"))
        assert self.apply(*second) == ["L107"]
        own = report("2021-12-01", 2021)
        older = Paper("annual-report", {"date": "2022-02-01", "year": 2022}, 2022)
        assert self.apply(*second, own, older) == []

    def test_history_may_apply_with_the_reports_that_it_files(self) -> None:
        history = imported("designation", "2017-12-05")
        reports = [report(f"{year}-12-01", year) for year in (2018, 2019)]
        assert self.apply(history) == ["L107"]
        assert self.apply(history, *reports) == []

    def test_refused_once_may_be_asked_for_in_a_later_year(self) -> None:
        first = demonstration_application("2021-09-01")
        assert refused(*PILOT, first, dated("demonstration-application", "2021-12-01", 2)) == [
            "L111"
        ]
        later = demonstration_application("2022-09-01")
        assert since((*PILOT, first, later), "2023-01-01") == (
            "demonstration_applied",
            "2022-09-01",
        )

    def test_model_experience_is_an_outcome_and_no_end(self) -> None:
        papers = (*PILOT, change("2021-09-01", "model_experience"))
        assert state("2021-10-01", *papers) == "model_experience"
        assert state("2022-10-01", *papers, demonstration_application("2022-09-01")) == (
            "demonstration_applied"
        )

    def test_the_period_does_not_end_what_was_applied_for_early(self) -> None:
        papers = (*PILOT, demonstration_application("2021-03-01"))
        assert state("2021-07-01", *papers) == "demonstration_applied"


class TestSupervision:
    def test_rectification_with_a_term_rests_on_its_record_until_it_is_done(self) -> None:
        asked = change("2019-06-01", "rectification", "unit", term_date="2019-12-31")
        papers = (*PILOT, asked, change("2019-11-20", "rectified", "unit", 2))
        assert states(papers, "2019-05-31", "2019-06-01", "2019-11-20") == [
            "pilot",
            "rectifying",
            "pilot",
        ]
        # A term that runs out changes no state: somebody has to decide.
        standing = course(*PILOT, asked).at(date(2020, 6, 1))
        assert (standing.state, standing.since) == ("rectifying", "2019-06-01")
        assert standing.event is not None
        assert standing.event.file is asked

    def test_either_office_may_ask_and_either_may_accept(self) -> None:
        papers = (*PILOT, change("2019-06-01", "rectification"))
        assert state("2020-01-01", *papers, change("2019-12-01", "rectified", "unit")) == "pilot"

    def test_suspended_and_resumed(self) -> None:
        papers = (*PILOT, change("2019-06-01", "suspension"), change("2020-01-01", "resumption"))
        renamed = tuple(
            Paper(one.kind, one.data, one.year, number) if one.kind.startswith("status") else one
            for number, one in enumerate(papers, 1)
        )
        assert states(renamed, "2019-12-31", "2020-01-01") == ["suspended", "pilot"]

    def test_renaming_and_transfer_leave_everything_as_it_was(self) -> None:
        papers = (
            *PILOT,
            change("2019-06-01", "renaming", "unit", new_name="示例"),
            change("2019-06-02", "organizer", "unit", 2, organizer="示例"),
            change("2019-07-01", "transfer", to_unit="xiamen"),
        )
        assert told(*papers)[-4:] == ["pilot"] * 3 + ["expired"]
        assert since(papers, "2020-01-01") == ("pilot", "2019-02-15")

    def test_merged_is_the_end(self) -> None:
        papers = (*PILOT, change("2019-06-01", "merger", successor="fujian/shili-bamboo"))
        assert state("2030-01-01", *papers) == "merged"
        assert refused(*papers, application("2020-04-01")) == ["L101"]

    def removed(self, notified: str, day: str, days: int | None = 5) -> list[str]:
        heard = {"notified_date": notified, "heard_date": None, "statement": None}
        decision = change(day, "removal", heard=heard)
        return refused(*PILOT, decision, under=rules(hearing_working_days=days))

    def test_removal_waits_until_the_organizer_could_be_heard(self) -> None:
        """From 09-25 on: 26, 27, 29 (a Sunday worked for the holiday), 30, then 10-08."""
        assert self.removed("2019-09-25", "2019-10-08") == ["L108"]
        assert self.removed("2019-09-25", "2019-10-09") == []
        assert self.removed("2019-09-25", "2019-09-26", None) == []
        assert state("2019-10-09", *PILOT) == "pilot"

    def test_removal_across_the_end_of_the_calendar_cannot_be_judged(self) -> None:
        years = law().calendar.years
        ends = max(years)
        assert self.removed(f"{min(years) - 1}-06-01", "2019-10-09") == ["L113"]
        filed = application(f"{ends - 1}-04-02", end=f"{ends + 2}-01-01", call="miit/2018-1")
        papers = (filed, recommendation(f"{ends - 1}-05-02", filed), designation(f"{ends}-08-01"))
        heard = {"notified_date": f"{ends}-12-30"}
        decision = change(f"{ends + 1}-02-01", "removal", heard=heard)
        (taken,) = [
            one
            for one in course(*papers, decision, under=rules(hearing_working_days=5)).taken()
            if one.refusal
        ]
        assert taken.refusal is not None
        assert (taken.refusal.code, taken.refusal.values) == ("L113", {"year": ends + 1})
        assert taken.after == taken.before

    def test_removal_without_a_hearing_is_judged_elsewhere(self) -> None:
        decision = change("2019-06-01", "removal", heard=None)
        assert refused(*PILOT, decision, under=rules(hearing_working_days=5)) == []
