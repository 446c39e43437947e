"""The table of states by itself: nothing unreachable, nothing told twice, nothing that is not there."""

from pathlib import Path

import pytest
import yaml

from brandpilot.codelists import read_codelists
from brandpilot.course import GUARDS, REFUSALS, START, read_table
from brandpilot.layout import LIFECYCLE
from support.house import ROOT, law, plant_tree
from support.steps import application, correction, course, dated, recommendation

TABLE = law().table
WAYS = TABLE.transitions
NO_CLAUSE = "项目规则"


def reached(events: set[str]) -> set[str]:
    """Where these events can lead, from the start."""
    seen, waiting = {START}, [START]
    while waiting:
        at = waiting.pop()
        for way in (way for way in WAYS if way.state == at and way.event in events):
            for to in {*([way.next] if way.next else []), *way.otherwise.values()} - seen:
                seen.add(to)
                waiting.append(to)
    return seen


HISTORY = {"undated", "period_over"}


def test_every_state_is_reached_from_the_start() -> None:
    assert reached(set(TABLE.events)) == set(TABLE.states)


def test_without_history_all_but_its_own_states_are_reached() -> None:
    decided = {event for event in TABLE.events if "imported" not in event}
    assert reached(decided) == set(TABLE.states) - HISTORY


def test_history_alone_reaches_no_state_of_a_decision() -> None:
    told = {event for event in TABLE.events if "imported" in event}
    assert reached(told) == {START, "pilot", "demonstration", *HISTORY}


def test_what_the_table_names_exists() -> None:
    assert {guard for way in WAYS for guard in way.guards} == GUARDS.keys()
    assert {way.refused for way in WAYS if way.refused} == REFUSALS.keys()
    turns = {state.turn for state in TABLE.states.values()} - {None}
    assert turns <= TABLE.actors.keys()
    assert {event.actor for event in TABLE.events.values()} == TABLE.actors.keys()
    clauses = {row["code"] for row in read_codelists(ROOT)["clauses"].rows} | {NO_CLAUSE}
    assert {state.clause for state in TABLE.states.values()} <= clauses
    assert {event.clause for event in TABLE.events.values()} <= clauses
    assert {duty.clause for duty in TABLE.duties.values()} <= clauses


def test_every_event_may_happen_somewhere() -> None:
    assert {way.event for way in WAYS if way.next} == set(TABLE.events)


def test_what_comes_by_itself_can_neither_fail_nor_be_refused() -> None:
    derived = [way for way in WAYS if TABLE.events[way.event].derived]
    assert derived
    assert [way for way in derived if way.guards or way.refused] == []


def test_where_nothing_leads_on_it_is_nobodys_turn() -> None:
    """Importing history is no step of the programme."""
    goes_on = {
        way.state
        for way in WAYS
        if way.next not in (None, way.state) and not way.event.startswith("imported-")
    }
    assert set(TABLE.states) - goes_on == {"merged"}
    assert TABLE.states["merged"].turn is None


def test_whose_turn_it_is_knows_what_to_do_and_can_do_it() -> None:
    """What may be done, but need not, is nobody's turn."""
    for state in TABLE.states.values():
        assert state.next or not state.turn
        doers = {TABLE.events[way.event].actor for way in WAYS if way.state == state.code}
        assert state.turn is None or state.turn in doers


def test_names_are_told_apart() -> None:
    names = [state.name for state in TABLE.states.values()]
    assert len(set(names)) == len(names)
    assert TABLE.states["period_over"].name == "试点期满（未见结论）"


SMALL = {
    "actors": {"unit": "推荐单位"},
    "states": {
        code: {"name": code, "phase": "申报", "clause": NO_CLAUSE}
        for code in ("unrecorded", "done")
    },
    "events": {"correction": {"name": "更正", "actor": "unit", "clause": NO_CLAUSE}},
    "duties": {},
}


def small(folder: Path, *ways: object) -> Path:
    text = yaml.safe_dump({**SMALL, "transitions": list(ways)}, allow_unicode=True)
    return plant_tree(folder, {LIFECYCLE: text})


def way(**told: object) -> dict[str, object]:
    return {"event": "correction", **told}


@pytest.mark.parametrize(
    "ways",
    [
        (way(**{"from": "any"}, next="same"), way(**{"from": ["done"]}, next="done")),
        (way(**{"from": ["done"]}, next="done"), way(**{"from": ["done"]}, refused="settled")),
        (way(**{"from": ["done", "done"]}, next="done"),),
        (way(**{"from": "rest"}, next="done"), way(**{"from": "rest"}, next="same")),
        (way(**{"from": ["nowhere"]}, next="done"),),
        (way(**{"from": ["done"]}, next="nowhere"),),
        (way(**{"from": ["done"]}, next="done", guards=["a"], otherwise={"a": "nowhere"}),),
        (way(**{"from": ["done"]}, next="done", guards=["a"], otherwise={"b": "done"}),),
        (way(**{"from": ["done"]}, next="done", refused="settled"),),
        (way(**{"from": ["done"]}),),
        ({"event": "party", "from": "any", "next": "done"},),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(
    ways: tuple[dict[str, object], ...], tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match="Transition"):
        read_table(small(tmp_path, *ways))


def test_the_rest_is_what_no_other_row_names(tmp_path: Path) -> None:
    table = read_table(
        small(
            tmp_path, way(**{"from": "rest"}, refused="no"), way(**{"from": ["done"]}, next="same")
        )
    )
    assert table.find("correction", "done") == table.transitions[1]
    assert table.transitions[1].stays
    assert [one.refused for one in table.transitions] == ["no", None]


def test_events_of_one_day_happen_in_the_order_of_the_table() -> None:
    """Whatever the order of the files: filed, recommended, received, reviewed on one day."""
    day = "2018-05-02"
    filed = application(day)
    papers = [
        filed,
        recommendation(day, filed),
        dated("paper-unit", day),
        dated("paper-ministry", day),
        dated("expert-review", day),
        correction(day),
    ]
    kinds = [paper.kind for paper in papers]
    for turn in range(len(papers)):
        mixed = papers[turn:] + papers[:turn]
        for order in (mixed, mixed[::-1]):
            taken = list(course(*order).taken())
            assert [one.event.file.kind for one in taken] == kinds
            assert [one.refusal for one in taken] == [None] * len(kinds)


def test_the_order_of_kinds_is_that_of_their_first_event() -> None:
    kinds = list(dict.fromkeys(event.record for event in TABLE.events.values()))
    assert sorted(kinds, key=TABLE.order_of_kind) == kinds
    assert TABLE.order_of_kind("press-figures") == len(TABLE.events)
