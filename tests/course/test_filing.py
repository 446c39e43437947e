"""From the filing to the decision: filed again, recommended and shown to the public."""

import pytest

from support.programme import PILOT, REVIEWED, SEEN
from support.steps import (
    HOME,
    NEXT_CALL,
    Paper,
    application,
    change,
    conclusion,
    dated,
    designation,
    imported,
    notice,
    objection,
    public_notice,
    recommendation,
    refused,
    rules,
    since,
    state,
    states,
    told,
    voiding,
)

FILED = SEEN[0]


class TestFilingAgain:
    ENDS = (
        (*SEEN, conclusion("2018-12-01")),
        (FILED, conclusion("2018-12-01")),
        (FILED, change("2018-12-01", "retraction", "unit")),
        (*SEEN, designation("2018-10-01"), change("2018-12-01", "withdrawal", "unit")),
        (*SEEN, designation("2018-10-01"), change("2018-12-01", "removal")),
    )

    @pytest.mark.parametrize("papers", ENDS)
    def test_in_a_later_year_but_not_in_the_same(self, papers: tuple[Paper, ...]) -> None:
        assert state("2019-05-01", *papers, application("2019-05-01")) == "applied"
        again = application("2018-12-10", number=2)
        assert refused(*papers, again) == ["L111"]
        assert state("2019-05-01", *papers, again) == state("2019-05-01", *papers)
        assert refused(*papers, application("2019-05-01", 2017)) == ["L111"]

    def test_while_the_first_is_undecided_starts_anew(self) -> None:
        made = (FILED, application("2019-04-02"))
        assert since(made, "2019-03-01") == ("applied", "2018-04-02")
        assert since(made, "2019-05-01") == ("applied", "2019-04-02")

    def test_the_end_of_the_earlier_call_is_not_the_end_of_the_later_filing(self) -> None:
        again = application("2019-04-02")
        seen = recommendation("2019-05-02", again)
        late = conclusion("2019-06-01")
        assert states((*SEEN, again, seen, late), "2019-03-01", "2019-07-01") == ["recommended"] * 2
        own = conclusion("2019-08-01", NEXT_CALL, "miit/2019-10")
        assert state("2019-08-01", *SEEN, again, seen, late, own) == "not_designated"

    def test_the_end_of_the_superior_call_ends_the_provinces(self) -> None:
        province = notice("fujian/2018-1", "2018-01-15", kind="call", implements="miit/2018-1")
        filed = application("2018-04-02", call="fujian/2018-1")
        papers = (province, filed, recommendation("2018-05-02", filed), conclusion("2018-12-01"))
        assert states(papers, "2018-11-30", "2018-12-01") == ["recommended", "not_designated"]

    def test_an_end_before_the_filing_ends_nothing(self) -> None:
        assert state("2018-05-01", FILED, conclusion("2018-04-01")) == "applied"
        assert state("2018-05-01", FILED, conclusion("2018-04-02")) == "not_designated"

    def test_an_end_that_bears_only_a_year_ends_nothing(self) -> None:
        assert state("2020-01-01", *SEEN, conclusion("2019")) == "recommended"

    def test_those_designated_on_that_day_stay(self) -> None:
        papers = (*SEEN, designation("2018-12-01"), conclusion("2018-12-01"))
        assert told(*papers) == ["applied", "recommended", "pilot", "expired"]

    def test_a_second_pilot_period_has_an_end_of_its_own(self) -> None:
        left = (*PILOT, change("2019-12-01", "withdrawal", "unit"))
        again = application("2020-04-02", end="2023-06-30")
        second = (*left, again, recommendation("2020-05-02", again), designation("2020-08-01", 2))
        assert states(second, "2020-03-01", "2021-07-01", "2023-06-30", "2023-07-01") == [
            "withdrawn",
            "pilot",
            "pilot",
            "expired",
        ]

    def test_history_that_was_removed_and_became_a_pilot_again_is_no_history(self) -> None:
        left = (imported("designation", "2017-12-05"), change("2018-12-01", "removal"))
        again = application("2019-04-02", end="2022-06-30")
        papers = (*left, again, recommendation("2019-05-02", again), designation("2019-12-01"))
        assert states(papers, "2020-12-06", "2022-07-01") == ["pilot", "expired"]


class TestRecommendation:
    def test_of_a_changed_application_is_void_and_may_be_given_anew(self) -> None:
        stale = recommendation("2018-05-02", FILED, sha256="before")
        assert told(FILED, stale) == ["applied", "L102"]
        assert since((FILED, stale), "2018-06-01") == ("recommendation_void", "2018-05-02")
        again = recommendation("2018-06-02", FILED, 2)
        assert state("2018-07-01", FILED, stale, again) == "recommended"

    def test_of_another_years_application_changes_nothing(self) -> None:
        old, new = application("2018-04-02"), application("2019-04-02")
        assert told(old, new, recommendation("2019-05-02", old)) == ["applied", "applied", "L112"]

    def test_that_names_nothing_sound_is_judged_elsewhere(self) -> None:
        """The schema objects to it already, and says what is wrong."""
        mute = dated("recommendation", "2018-05-02")
        assert told(FILED, mute) == ["applied", "recommended"]

    def test_voided_takes_review_and_notice_with_it(self) -> None:
        held = (*REVIEWED, public_notice("2018-07-02", "2018-07-06"))
        again = recommendation("2018-08-02", FILED, 2)
        voided = (*held, voiding("2018-07-20"), again)
        asking = rules(expert_review={}, notice_working_days=5)
        assert refused(*held, designation("2018-09-03"), under=asking) == []
        assert refused(*voided, designation("2018-09-03"), under=asking) == ["L106"]
        reviewed = (*voided, dated("expert-review", "2018-08-20", 2))
        assert refused(*reviewed, designation("2018-09-03"), under=asking) == ["L105"]
        second = public_notice("2018-08-24", "2018-08-30", id_="miit/2018-9")
        assert refused(*reviewed, second, designation("2018-09-03"), under=asking) == []

    def test_voided_leaves_objections_open(self) -> None:
        held = public_notice("2018-07-02", "2018-07-06", objection("2018-07-03"))
        again = recommendation("2018-08-02", FILED, 2)
        second = public_notice("2018-08-06", "2018-08-10", id_="miit/2018-9")
        papers = (*REVIEWED, held, voiding("2018-07-20"), again, second)
        assert states(papers, "2018-08-07", "2018-08-11") == ["in_notice", "objection_open"]

    def test_cannot_be_voided_once_it_was_decided_on(self) -> None:
        assert refused(*PILOT, voiding("2019-03-01")) == ["L110"]
        assert state("2019-03-01", *PILOT, voiding("2019-03-01")) == "pilot"


class TestPublicNotice:
    def test_is_over_on_the_day_after_it_ends(self) -> None:
        held = (*REVIEWED, public_notice("2018-07-02", "2018-07-06"))
        assert states(held, "2018-07-01", "2018-07-02", "2018-07-06", "2018-07-07") == [
            "reviewed",
            "in_notice",
            "in_notice",
            "notice_over",
        ]
        assert refused(*held, designation("2018-07-06")) == ["L103"]
        assert refused(*held, designation("2018-07-07")) == []

    def test_dated_after_its_own_start_starts_when_it_is_dated(self) -> None:
        late = public_notice("2018-07-02", "2018-07-06", day="2018-07-04")
        assert states((*REVIEWED, late), "2018-07-03", "2018-07-04", "2018-07-07") == [
            "reviewed",
            "in_notice",
            "notice_over",
        ]

    def test_dated_after_its_own_end_lasts_a_day(self) -> None:
        late = public_notice("2018-07-02", "2018-07-06", day="2018-08-01")
        assert states((*REVIEWED, late), "2018-07-31", "2018-08-01", "2018-08-02") == [
            "reviewed",
            "in_notice",
            "notice_over",
        ]

    def test_that_bears_only_a_year_starts_as_it_says(self) -> None:
        vague = public_notice("2018-07-02", "2018-07-06", day="2018")
        assert state("2018-07-03", *REVIEWED, vague) == "in_notice"

    def test_that_is_a_call_at_the_same_time_is_judged_elsewhere(self) -> None:
        held = public_notice("2018-07-02", "2018-07-06")
        both = Paper("notice", {**held.data, "call": {"year": 2018}}, 2018, 1, held.home)
        assert state("2018-07-03", *SEEN, both) == "in_notice"

    def test_that_names_a_cluster_twice_names_it_once(self) -> None:
        twice = public_notice("2018-07-02", "2018-07-06", homes=(HOME, HOME))
        assert told(*REVIEWED, twice)[3:] == ["in_notice", "notice_over"]

    def test_of_other_clusters_says_nothing_of_this_one(self) -> None:
        other = public_notice("2018-07-02", "2018-07-06", homes=("fujian/shili-bamboo",))
        assert state("2018-07-03", *REVIEWED, other) == "reviewed"

    def test_of_a_cluster_that_nobody_recommended_is_refused_and_does_not_end(self) -> None:
        held = public_notice("2018-07-02", "2018-07-06", objection("2018-07-03"))
        assert told(FILED, held) == ["applied", "L101"]

    def test_refused_for_want_of_a_review_neither_ends_nor_disputes(self) -> None:
        held = public_notice("2018-07-02", "2018-07-06", objection("2018-07-03"))
        asking = rules(expert_review={})
        assert told(*SEEN, held, under=asking) == ["applied", "recommended", "L106"]

    def test_a_second_that_follows_at_once_is_a_notice_too(self) -> None:
        first = public_notice("2018-07-02", "2018-07-06")
        second = public_notice("2018-07-07", "2018-07-13", id_="miit/2018-9")
        assert states((*REVIEWED, first, second), "2018-07-07", "2018-07-13", "2018-07-14") == [
            "in_notice",
            "in_notice",
            "notice_over",
        ]

    def test_a_second_that_starts_meanwhile_takes_the_place_of_the_first(self) -> None:
        first = public_notice("2018-07-02", "2018-07-06")
        second = public_notice("2018-07-04", "2018-07-10", id_="miit/2018-9")
        assert states((*REVIEWED, first, second), "2018-07-07", "2018-07-10", "2018-07-11") == [
            "in_notice",
            "in_notice",
            "notice_over",
        ]

    def test_renewed_after_an_objection_was_upheld(self) -> None:
        first = public_notice("2018-07-02", "2018-07-06", objection("2018-07-05", "2018-07-20"))
        second = public_notice("2018-07-23", "2018-07-27", id_="miit/2018-9")
        days = ("2018-07-06", "2018-07-07", "2018-07-20", "2018-07-23", "2018-07-28")
        assert states((*REVIEWED, first, second), *days) == [
            "in_notice",
            "objection_open",
            "notice_over",
            "in_notice",
            "notice_over",
        ]

    def test_of_the_year_before_answers_for_nothing_now(self) -> None:
        first = public_notice("2018-07-02", "2018-07-06", objection("2018-07-05"))
        again = application("2019-04-02")
        second = public_notice("2019-07-01", "2019-07-05", id_="miit/2019-8")
        papers = (*REVIEWED, first, again, recommendation("2019-05-02", again), second)
        days = ("2019-03-01", "2019-04-02", "2019-07-01", "2019-07-06")
        assert states(papers, *days) == ["objection_open", "applied", "in_notice", "notice_over"]


def test_the_call_in_force_is_the_events_own_else_the_last_applications() -> None:
    asking = rules((2018,), notice_working_days=5)
    again = application("2019-04-02")
    papers = (*SEEN, again, recommendation("2019-05-02", again), designation("2019-06-01"))
    assert refused(*SEEN, designation("2018-06-01"), under=asking) == ["L105"]
    assert refused(*papers, under=asking) == []
