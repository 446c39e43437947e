"""What came by a merge that broke a rule: it stands on record, moves nothing, and may come anew."""

from dataclasses import replace

import pytest

from support.programme import PATHS, PILOT, SEEN, STATES
from support.steps import (
    change,
    conclusion,
    decision,
    designation,
    irregular,
    public_notice,
    recommendation,
    report,
    state,
    told,
)

FILED, RECOMMENDED = SEEN[0], SEEN[1]


@pytest.mark.parametrize("at", STATES)
def test_in_no_state_does_it_move_anything(at: str) -> None:
    day, papers = PATHS[at]
    wrong = irregular(recommendation(day, FILED, 9))
    assert state(day, *papers, wrong) == at
    assert sorted(told(*papers, wrong)) == sorted([*told(*papers), at])


class TestRecommendation:
    def test_it_recommends_nothing_until_a_merge_keeps_the_rules(self) -> None:
        wrong = irregular(recommendation("2018-05-02", FILED))
        assert state("2018-05-02", FILED, wrong) == "applied"
        right = recommendation("2018-05-09", FILED, 2)
        assert told(FILED, wrong, right) == ["applied", "applied", "recommended"]

    def test_it_does_not_freeze_what_it_decided_on(self) -> None:
        wrong = irregular(recommendation("2018-05-02", FILED, sha256="before it was mended"))
        right = recommendation("2018-05-09", FILED, 2)
        assert told(FILED, wrong, right) == ["applied", "applied", "recommended"]
        held = recommendation("2018-05-02", FILED, sha256="before it was mended")
        assert told(FILED, held) == ["applied", "L102"]

    def test_after_one_that_stands_it_takes_nothing_away(self) -> None:
        wrong = irregular(recommendation("2018-05-09", FILED, 2))
        assert state("2018-05-09", FILED, RECOMMENDED, wrong) == "recommended"


class TestDecision:
    def test_what_it_decided_on_does_not_count(self) -> None:
        made = designation("2018-10-01")
        assert state("2018-10-01", *SEEN, made) == "pilot"
        wrong = irregular(decision(made, "2018-10-02"))
        assert state("2018-10-01", *SEEN, made, wrong) == "recommended"

    def test_a_report_that_does_not_count_may_be_wrong_about_its_year(self) -> None:
        late = report("2030-01-01", 2029)
        assert "L109" in told(*PILOT, late)
        assert "L109" not in told(*PILOT, late, irregular(decision(late, "2030-01-02")))

    @pytest.mark.parametrize(
        ("first", "second", "counts"),
        [(False, True, True), (True, False, False), (True, True, True), (False, False, False)],
    )
    def test_the_latest_one_tells(self, *, first: bool, second: bool, counts: bool) -> None:
        made = designation("2018-10-01")
        both = [decision(made, f"2018-10-0{number}", number) for number in (1, 2)]
        ruled = [
            one if keeps else irregular(one)
            for one, keeps in zip(both, (first, second), strict=True)
        ]
        for order in (ruled, ruled[::-1]):
            reached = state("2018-10-02", *SEEN, made, *order)
            assert (reached == "pilot") is counts

    def test_a_file_that_came_anew_is_another_file(self) -> None:
        made = replace(designation("2018-10-01"), sha256="as it came")
        wrong = irregular(decision(made, "2018-10-02"))
        assert state("2018-10-02", *SEEN, made, wrong) != "pilot"
        anew = replace(made, sha256="as it came anew")
        assert state("2018-10-02", *SEEN, anew, wrong) == "pilot"

    def test_a_public_notice_that_does_not_count_shows_nothing(self) -> None:
        shown = public_notice("2018-07-01", "2018-07-09")
        assert state("2018-07-02", *SEEN, shown) == "in_notice"
        wrong = irregular(decision(shown, "2018-07-02"))
        assert state("2018-07-02", *SEEN, shown, wrong) == "recommended"

    def test_the_end_of_a_call_that_does_not_count_ends_nothing(self) -> None:
        end = conclusion("2018-12-01")
        assert state("2018-12-01", *SEEN, end) == "not_designated"
        wrong = irregular(decision(end, "2018-12-02"))
        assert state("2018-12-02", *SEEN, end, wrong) == "recommended"

    def test_it_leaves_the_other_files_of_its_year_alone(self) -> None:
        made, other = designation("2018-10-01"), change("2018-11-01", "removal")
        assert state("2018-11-01", *SEEN, made, other) == "removed"
        wrong = irregular(decision(other, "2018-11-02"))
        assert state("2018-11-02", *SEEN, made, other, wrong) == "pilot"
