"""The table of states by itself: nothing unreachable, nothing told twice, nothing that is not there."""

from pathlib import Path

import pytest
import yaml

from brandpilot.codelists import read_codelists
from brandpilot.course import GUARDS, REFUSALS, START, BrokenTableError, read_table
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


def small(folder: Path, *ways: object, **parts: object) -> Path:
    text = yaml.safe_dump({**SMALL, "transitions": list(ways), **parts}, allow_unicode=True)
    return plant_tree(folder, {LIFECYCLE: text})


def way(start: object = "any", event: str = "correction", **told: object) -> dict[str, object]:
    return {"event": event, "from": start, **told}


KEPT = way(next="same")
GUARDED = way(["done"], next="done", guards=["later_year"])


@pytest.mark.parametrize(
    ("ways", "told"),
    [
        ((KEPT, way(["done"], next="done")), "told twice"),
        ((way(["done"], next="done"), way(["done"], refused="notice_running")), "told twice"),
        ((way(["done", "done"], next="done"),), "told twice"),
        ((way("rest", next="done"), way("rest", next="same")), "told twice"),
        ((way(["nowhere"], next="done"),), "no state nowhere"),
        ((way(["done"], next="nowhere"),), "no state nowhere"),
        (({**GUARDED, "otherwise": {"later_year": "nowhere"}},), "no state nowhere"),
        (({**GUARDED, "otherwise": {"notice_held": "done"}},), "otherwise for no guard"),
        (({**GUARDED, "guards": ["luck"]},), "no guard luck"),
        (({**GUARDED, "guard": []},), "may have"),
        (({"event": "correction", "next": "done"},), "needs event and from"),
        ((way(["done"], next="done", refused="notice_running"),), "either next or refused"),
        ((way(["done"]),), "either next or refused"),
        ((way(["done"], refused="mood"),), "no reason mood"),
        ((way(event="party", next="done"),), "no such event"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(
    ways: tuple[dict[str, object], ...], told: str, tmp_path: Path
) -> None:
    with pytest.raises(BrokenTableError, match=told):
        read_table(small(tmp_path, *ways))


ROW = {"name": "甲", "clause": NO_CLAUSE}


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"states": {"done": {**ROW, "phase": "申报"}}}, "no state unrecorded"),
        ({"states": {"done": {**ROW, "phase": "申报", "turn": "anybody"}}}, "no actor anybody"),
        ({"states": {"done": {**ROW, "phase": "申报", "colour": "red"}}}, "done: .*colour"),
        ({"events": {"correction": {**ROW, "actor": "anybody"}}}, "no actor anybody"),
        ({"events": {"correction": ROW}}, "correction: .*actor"),
        ({"duties": {"opinion": {**ROW, "actor": "anybody"}}}, "no actor anybody"),
        ({"duties": {"opinion": {**ROW, "actor": "unit", "states": ["gone"]}}}, "no state gone"),
        ({"rules": []}, "exactly the parts"),
    ],
)
def test_a_table_that_names_what_there_is_not_is_refused(
    parts: dict[str, object], told: str, tmp_path: Path
) -> None:
    with pytest.raises(BrokenTableError, match=told):
        read_table(small(tmp_path, **parts))


@pytest.mark.parametrize("text", ["- 1", "", "a: [", "a: !!python/name:x y"])
def test_what_is_no_table_at_all_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(BrokenTableError):
        read_table(plant_tree(tmp_path, {LIFECYCLE: text}))


def test_everything_amiss_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(BrokenTableError, match=r"no state nowhere; .*no reason mood"):
        read_table(small(tmp_path, way(["nowhere"], next="same"), way(["done"], refused="mood")))


def test_the_rest_is_what_no_other_row_names(tmp_path: Path) -> None:
    kept, settled = way(["done"], next="same"), way("rest", refused="state_is_settled")
    table = read_table(small(tmp_path, settled, kept))
    assert table.find("correction", "done") == table.transitions[1]
    assert table.transitions[1].stays
    assert [one.refused for one in table.transitions] == ["state_is_settled", None]


def test_a_duty_may_stand_in_its_states_or_in_any() -> None:
    opinion, objection = TABLE.duties["opinion"], TABLE.duties["objection"]
    assert opinion.may_stand("applied")
    assert not opinion.may_stand("pilot")
    assert all(map(objection.may_stand, TABLE.states))


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
