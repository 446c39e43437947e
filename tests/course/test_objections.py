"""Objections (异议) hold a decision up until every one of them is closed."""

from random import Random

import pytest

from support.programme import REVIEWED
from support.steps import (
    conclusion,
    designation,
    objection,
    public_notice,
    refused,
    state,
    states,
)


class TestObjections:
    def days(self, *objections: dict[str, str | None]) -> list[str]:
        held = public_notice("2018-07-02", "2018-07-06", *objections)
        days = ("2018-07-06", "2018-07-07", "2018-07-10", "2018-07-11", "2018-07-20")
        return states((*REVIEWED, held), *days)

    OVER, OPEN, RUNNING = "notice_over", "objection_open", "in_notice"

    def test_none_or_closed_in_time(self) -> None:
        over = [self.RUNNING, *[self.OVER] * 4]
        assert self.days() == over
        assert self.days(objection("2018-07-03", "2018-07-04")) == over
        assert self.days(objection("2018-07-05", "2018-07-07")) == over
        assert self.days(objection("2018-07-05", None, "fujian/shili-bamboo")) == over

    def test_closed_on_the_very_day_is_closed(self) -> None:
        assert self.days(objection("2018-07-05", "2018-07-10")) == [
            self.RUNNING,
            self.OPEN,
            *[self.OVER] * 3,
        ]

    def test_one_to_the_whole_list_holds_each_cluster_up(self) -> None:
        assert self.days(objection("2018-07-05", None, None))[1:] == [self.OPEN] * 4

    def test_one_of_two_still_open(self) -> None:
        first, second = objection("2018-07-03", "2018-07-10"), objection("2018-07-05", "2018-07-20")
        assert self.days(first, second)[1:] == [self.OPEN] * 3 + [self.OVER]

    def test_one_ends_on_the_day_on_which_the_next_begins(self) -> None:
        first, second = objection("2018-07-03", "2018-07-10"), objection("2018-07-10")
        assert self.days(first, second)[1:] == [self.OPEN] * 4

    def test_received_after_the_end_of_the_notice_is_handled_like_others(self) -> None:
        assert self.days(objection("2018-07-10", "2018-07-20")) == [
            self.RUNNING,
            self.OVER,
            self.OPEN,
            self.OPEN,
            self.OVER,
        ]

    def test_received_after_the_designation_changes_nothing(self) -> None:
        held = public_notice("2018-07-02", "2018-07-06", objection("2018-09-01"))
        made = (*REVIEWED, held, designation("2018-08-01"))
        assert state("2018-10-01", *made) == "pilot"

    def test_whoever_decides_on_the_day_decides_after_it_was_closed(self) -> None:
        held = public_notice("2018-07-02", "2018-07-06", objection("2018-07-05", "2018-07-20"))
        assert refused(*REVIEWED, held, designation("2018-07-19")) == ["L104"]
        assert refused(*REVIEWED, held, designation("2018-07-20")) == []

    def test_one_to_the_first_notice_holds_up_what_the_second_notice_clears(self) -> None:
        first = public_notice("2018-07-02", "2018-07-06", objection("2018-07-05", "2018-08-01"))
        second = public_notice("2018-07-09", "2018-07-13", id_="miit/2018-9")
        days = ("2018-07-07", "2018-07-09", "2018-07-14", "2018-08-01")
        assert states((*REVIEWED, first, second), *days) == [
            self.OPEN,
            self.RUNNING,
            self.OPEN,
            self.OVER,
        ]

    def test_one_to_the_first_closed_does_not_close_one_to_the_second(self) -> None:
        first = public_notice("2018-07-02", "2018-07-06", objection("2018-07-05", "2018-08-01"))
        second = public_notice(
            "2018-07-09", "2018-07-13", objection("2018-07-10"), id_="miit/2018-9"
        )
        assert state("2018-08-02", *REVIEWED, first, second) == self.OPEN

    def test_a_units_own_notice_is_none_of_the_ministrys(self) -> None:
        held = public_notice(
            "2018-07-02", "2018-07-06", objection("2018-07-03"), id_="fujian/2018-8"
        )
        assert states((*REVIEWED, held), "2018-07-03", "2018-07-20") == ["reviewed"] * 2
        over = conclusion("2018-08-01", id_="fujian/2018-9")
        assert state("2018-08-02", *REVIEWED, over) == "reviewed"

    @pytest.mark.parametrize("seed", range(25))
    def test_on_every_day_one_that_is_open_is_enough(self, seed: int) -> None:
        random = Random(seed)  # noqa: S311 – a seed that can be repeated
        days = [f"2018-07-{day:02}" for day in range(1, 31)]
        made = [
            (random.choice(days[1:]), random.choice((*days[1:], None)))
            for _ in range(random.randint(1, 6))
        ]
        held = public_notice("2018-07-02", "2018-07-06", *(objection(*one) for one in made))
        after = days[6:]
        assert states((*REVIEWED, held), *after) == [
            self.OPEN
            if any(got <= day and (closed is None or closed > day) for got, closed in made)
            else self.OVER
            for day in after
        ]
