"""What the programme knows: who does what when, and what that leads to; everything else is refused.

The list in `support/programme.py` and `schemas/lifecycle.yaml` must agree, neither more nor fewer.
Then every event is tried in every state, and every condition is broken where it is set.
"""

from typing import TYPE_CHECKING, Any

import pytest

from brandpilot.course import GUARDS, Rules
from support.house import law
from support.programme import (
    FILED,
    LEADS,
    MINISTRY,
    PATHS,
    PILOT,
    REFUSED,
    REVIEWED,
    RUNNING,
    STATES,
    UNLESS,
    WAYS,
)
from support.steps import (
    Paper,
    application,
    change,
    conclusion,
    correction,
    course,
    dated,
    demonstration,
    designation,
    imported,
    irregular,
    objection,
    outcome,
    public_notice,
    recommendation,
    report,
    rules,
    state,
    voiding,
)

if TYPE_CHECKING:
    from collections.abc import Callable

TABLE = law().table


def filing(papers: tuple[Paper, ...]) -> Paper:
    """The application that the papers hold."""
    return next((paper for paper in papers if paper.kind == "application"), FILED)


def paper(event: str, at: str, day: str) -> Paper:
    """Make the record that an event is, as it must be where it is legal."""
    kind, _, what = event.partition(":")
    year = int(day[:4])
    made: dict[str, Callable[[], Paper]] = {
        "imported-designation": lambda: imported("designation", None if what else day),
        "imported-demonstration": lambda: imported("demonstration", day),
        "application": lambda: application(day, year),
        "recommendation": lambda: recommendation(day, filing(PATHS[at][1]), 2),
        "irregular": lambda: irregular(recommendation(day, filing(PATHS[at][1]), 2)),
        "correction": lambda: voiding(day) if what else correction(day, 2),
        "notice-start": lambda: public_notice(day, "2022-12-31", id_="miit/2019-2"),
        "designation": lambda: designation(day, 2),
        "demonstration": lambda: demonstration(day),
        "annual-report": lambda: report(day, 2020),
        "status-change-unit": lambda: change(day, what, "unit", 9),
        "status-change-ministry": lambda: change(day, what, "ministry", 9),
    }
    return made.get(kind, lambda: dated(kind, day, 2))()


def last(at: str, event: str, day: str = "", under: Rules | None = None) -> tuple[str, str]:
    """Let an event happen in a state; tell the state after it, and what became of it."""
    on, papers = PATHS[at]
    extra = paper(event, at, day or on)
    taken = [
        one
        for one in course(*papers, extra, under=under).taken()
        if one.event.file is extra and not TABLE.events[one.event.name].derived
    ]
    assert [one.before.state for one in taken] == [at]
    return taken[0].after.state, outcome(taken[0])


FILED_EVENTS = [event.code for event in TABLE.events.values() if not event.derived]
HAPPENED_BEFORE = ("imported-designation:undated",)
"""Undated history stands before everything that has a day: it meets no other state."""


def test_the_table_knows_what_the_guide_knows() -> None:
    ours = {(one.event, one.state): one.next for one in TABLE.transitions if one.next is not None}
    assert ours == LEADS
    assert len(ours) == sum(len(way.states) for way in WAYS)
    assert set(TABLE.states) == set(STATES)
    assert set(TABLE.events) == {way.event for way in WAYS}


def test_the_table_refuses_for_the_reasons_of_the_list() -> None:
    codes = {
        (one.event, one.state): tuple(GUARDS[guard][0] for guard in one.guards)
        for one in TABLE.transitions
        if one.next is not None
    }
    assert codes == UNLESS
    forbidden = {(one.event, one.state) for one in TABLE.transitions if one.next is None}
    assert forbidden == REFUSED.keys()


def test_every_event_is_done_by_whom_the_guide_names_under_its_clause() -> None:
    said = {(way.event, way.actor, way.clause) for way in WAYS}
    assert {(one.code, one.actor, one.clause) for one in TABLE.events.values()} == said


@pytest.mark.parametrize("at", STATES)
def test_a_state_is_reached_by_legal_steps(at: str) -> None:
    day, papers = PATHS[at]
    assert state(day, *papers) == at
    assert all(one.refusal is None for one in course(*papers).taken())


@pytest.mark.parametrize("event", FILED_EVENTS)
@pytest.mark.parametrize("at", STATES)
def test_every_event_in_every_state(at: str, event: str) -> None:
    if event in HAPPENED_BEFORE:
        assert TABLE.find(event, at) is not None
    elif (event, at) in LEADS:
        assert last(at, event) == (LEADS[event, at],) * 2
    else:
        assert last(at, event) == (at, REFUSED.get((event, at), "L101"))


def test_undated_history_comes_first() -> None:
    papers = (imported("designation", None), *PILOT)
    assert next(one.after.state for one in course(*papers).taken()) == "undated"


# What comes by itself: with the day alone, or with what another file says.
CLOCK = {
    "in_notice": "notice_over",
    **dict.fromkeys(RUNNING, "expired"),
    "undated": "period_over",
}


@pytest.mark.parametrize("at", STATES)
def test_what_time_alone_leads_to(at: str) -> None:
    assert state("2099-12-31", *PATHS[at][1]) == CLOCK.get(at, at)


def test_history_is_over_without_a_conclusion() -> None:
    known, unknown = imported("designation", "2017-12-05"), imported("designation", None)
    assert [state(day, known) for day in ("2020-12-05", "2020-12-06")] == ["pilot", "period_over"]
    assert [state(day, unknown) for day in ("2020-12-31", "2021-01-01")] == [
        "undated",
        "period_over",
    ]


@pytest.mark.parametrize("at", STATES)
def test_whom_the_end_of_a_call_meets(at: str) -> None:
    day, papers = PATHS[at]
    ended = (*papers, conclusion(day, id_="miit/2022-9"))
    assert state(day, *ended) == LEADS.get(("batch-concluded", at), at)
    assert not [one for one in course(*ended).taken() if one.refusal]


@pytest.mark.parametrize(
    ("closed", "day", "expected"),
    [
        (None, "2019-01-08", "in_notice"),
        (None, "2019-01-09", "objection_open"),
        ("2019-01-08", "2019-01-09", "notice_over"),
        ("2019-01-09", "2019-01-09", "notice_over"),
        ("2019-01-20", "2019-01-19", "objection_open"),
        ("2019-01-20", "2019-01-20", "notice_over"),
    ],
)
def test_how_an_objection_holds_the_decision_up(
    closed: str | None, day: str, expected: str
) -> None:
    disputed = public_notice("2018-12-24", "2019-01-08", objection("2019-01-03", closed))
    assert state(day, *REVIEWED, disputed) == expected


# Each condition, in each state where the list names it, with what breaks it.
REVIEW, NOTICE = {"expert_review": {"per_cluster": 3}}, {"notice_working_days": 5}
BREAKS: dict[tuple[str, str], dict[str, Any]] = {
    ("application", "L111"): {"year": 2018},
    ("recommendation", "L112"): {"file": "2017-application.yaml"},
    ("recommendation", "L102"): {"sha256": "other"},
    ("notice-start", "L106"): {"settings": REVIEW},
    ("designation", "L106"): {"settings": REVIEW},
    ("designation", "L105"): {"settings": NOTICE},
    ("annual-report", "L109"): {"year": 2018},
    ("demonstration-application", "L111"): {"year": 2021},
    ("demonstration-application", "L107"): {
        "settings": {"years": (2022,), "demonstration_reports": 1}
    },
    (MINISTRY + "removal", "L108"): {"settings": {"hearing_working_days": 5}},
}
CONDITIONS = [(event, at, code) for (event, at), codes in UNLESS.items() for code in codes]


def breaking(event: str, at: str, day: str, how: dict[str, Any]) -> Paper:
    """Make the record that an event is, as it must not be."""
    kind = event.partition(":")[0]
    match kind:
        case "application":
            return application(day, how["year"], 2)
        case "recommendation":
            return recommendation(day, filing(PATHS[at][1]), 2, **how)
        case "annual-report":
            return report(day, how["year"])
        case "demonstration-application":
            called = {"call": "miit/2022-1"}
            return Paper(kind, {"date": day, **called}, how.get("year", int(day[:4])), 2)
        case "status-change-ministry":
            return change(day, "removal", number=9, heard={"notified_date": day})
        case _:
            return paper(event, at, day)


@pytest.mark.parametrize(("event", "at", "code"), CONDITIONS)
def test_a_condition_that_does_not_hold_is_told_by_its_code(event: str, at: str, code: str) -> None:
    how = BREAKS[event, code]
    day, papers = PATHS[at]
    extra = breaking(event, at, day, how)
    taken = list(course(*papers, extra, under=rules(**how.get("settings", {}))).taken())
    (refused,) = [one for one in taken if one.refusal]
    assert (refused.event.file, refused.before.state, outcome(refused)) == (extra, at, code)
    if code == "L102":
        assert refused.after.state == "recommendation_void"
    else:
        assert refused.after == refused.before


def test_every_condition_is_broken_once() -> None:
    assert BREAKS.keys() == {(event, code) for event, _, code in CONDITIONS}
