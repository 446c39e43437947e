"""The picture of the table of states: it tells the whole table, and nothing lies over anything."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from brandpilot.course import Table
from brandpilot.pages.flow import ARRANGEMENTS, Flow, flow, read_layout
from brandpilot.pages.paths import number, set_text, stroke
from brandpilot.pages.picture import ECHO, wrapped
from brandpilot.pages.shapes import Picture
from support.house import law
from support.overlaps import clashes, inside, loose_ends, words, written

WIDEST = {"wide": 1128, "narrow": 358}
"""Pixels that an article has on a screen of 1280 and of 390."""
SMALLEST_TYPE = 12


@pytest.fixture(scope="module")
def table() -> Table:
    return law().table


@pytest.fixture(scope="module")
def shown_flow(table: Table) -> Flow:
    return flow(table, read_layout())


@pytest.fixture(params=ARRANGEMENTS)
def picture(request: pytest.FixtureRequest, shown_flow: Flow) -> Picture:
    return next(one for one in shown_flow.pictures if one.name == request.param)


def ways(table: Table) -> set[tuple[str, str, str]]:
    """All (event, from, to) of the table that lead anywhere else."""
    found = {(way.event, way.state, way.next) for way in table.transitions if way.next}
    found |= {
        (one.event, one.state, to) for one in table.transitions for to in one.otherwise.values()
    }
    return {way for way in found if way[1] != way[2]}


def drawn(picture: Picture) -> set[tuple[str, str, str]]:
    return {way for line in picture.lines for way in line.ways}


def test_every_change_of_state_is_in_the_picture_and_no_other(
    picture: Picture, table: Table
) -> None:
    assert drawn(picture) == ways(table)


def test_every_state_has_one_place_and_every_phase_its_name(picture: Picture, table: Table) -> None:
    own = [box.state for box in picture.boxes if box.look != ECHO]
    assert sorted(own) == sorted([*table.states, "any"])
    named = [written(one.name) for one in picture.headings]
    assert sorted(named) == sorted({state.phase for state in table.states.values()})


def test_every_box_bears_the_name_of_its_state(picture: Picture, table: Table) -> None:
    for box in picture.boxes:
        name = table.states[box.state].name if box.state != "any" else "任何状态"
        assert written(box.name) == name.replace("，", "")
        texts = [box.name, *([box.signs] if box.signs else [])]
        assert all(inside(text.area, box.area) for text in texts), box.state


def test_the_signs_in_boxes_and_frames_are_those_of_the_notes(
    picture: Picture, table: Table
) -> None:
    for row in read_layout()["notes"]:
        signed = {
            box.state for box in picture.boxes if box.signs and row["sign"] in written(box.signs)
        }
        for frame in picture.frames:
            if frame.signs and row["sign"] in written(frame.signs):
                signed |= {*frame.states}
        able = {way.state for way in table.transitions if way.event == row["event"] and way.next}
        assert signed == able - {*row.get("but", ())}, row["sign"]


def test_the_main_way_leads_from_the_first_record_to_the_demonstration_zone(
    picture: Picture, shown_flow: Flow
) -> None:
    steps = shown_flow.steps
    assert [state for _, state in steps] == [
        *("已申报", "已推荐", "已经专家评审", "公示中", "公示期满，待核定"),
        *("试点", "试点期满", "已申报示范区", "示范区"),
    ]
    main = {box.area for box in picture.boxes if box.look == "main"}
    assert len({area[1] if picture.name == "wide" else area[0] for area in main}) == 1
    assert sum(line.is_main for line in picture.lines) == len(main)


def test_nothing_lies_over_anything(picture: Picture) -> None:
    assert clashes(picture) == []


def test_every_line_begins_and_ends_at_a_box_or_a_frame(picture: Picture) -> None:
    assert loose_ends(picture) == []


def test_every_thing_has_its_name_beside_a_line(picture: Picture, table: Table) -> None:
    told = {written(text) for text in words(picture)}
    signs = {row["event"] for row in read_layout()["notes"]}
    for event in {way[0] for way in ways(table)} - signs:
        name = table.events[event].name.replace("，", "")
        assert any(name in text.replace("，", "") for text in told), name


def test_it_fits_the_screen_and_its_type_is_large_enough(picture: Picture) -> None:
    assert picture.size[0] <= WIDEST[picture.name]
    assert min(text.size for text in words(picture)) >= SMALLEST_TYPE


def misplaced(table: Table, change: Callable[[dict[str, Any]], None]) -> Picture:
    """The wide picture by a layout that is not as it should be."""
    layout = copy.deepcopy({**read_layout()})
    change(layout["wide"])
    return flow(table, layout).pictures[0]


def shift(node: str, x: int, y: int) -> Callable[[dict[str, Any]], None]:
    def change(wide: dict[str, Any]) -> None:
        wide["boxes"][node][0] += x
        wide["boxes"][node][1] += y

    return change


def test_what_is_misplaced_is_found(table: Table) -> None:
    assert clashes(misplaced(table, shift("not_designated", 0, -150)))
    assert clashes(misplaced(table, shift("merged", -110, 0)))
    assert loose_ends(misplaced(table, shift("retracted", 60, 0)))


def test_a_state_without_a_place_and_a_way_without_a_line_are_found(table: Table) -> None:
    with pytest.raises(KeyError):
        misplaced(table, lambda wide: wide["boxes"].pop("retracted"))
    assert drawn(misplaced(table, lambda wide: wide["arrows"].pop(0))) != ways(table)
    with pytest.raises(ValueError, match="unrecorded"):
        misplaced(table, lambda wide: wide["arrows"][0].update(path="unrecorded applied"))


def test_the_table_below_tells_every_way_once(shown_flow: Flow, table: Table) -> None:
    sections = shown_flow.sections
    by_state = {one.state.code: one for one in sections if one.state}
    assert set(by_state) == set(table.states)
    everywhere, rest = sections[0], sections[-1]
    assert {row.event for row in everywhere.rows} == {
        *("更正", "补录试点核定", "补录试点核定（时间不详）", "补录示范区核定"),
        "合并不合规，不作数",
    }
    assert [row.event for row in rest.rows] == ["更正并使推荐失效"]
    for way in table.transitions:
        event = table.events[way.event]
        own = [row for row in by_state[way.state].rows if row.event == event.name]
        own = own or [row for row in (*everywhere.rows, *rest.rows) if row.event == event.name]
        (row,) = own
        assert table.actors[event.actor] in row.actors
        assert event.clause in row.clauses
        assert row.stays or (row.to.code if row.to else None) == way.next
        assert len(row.conditions) == len(way.guards) + bool(way.refused)


def test_things_that_two_may_do_are_one_row(shown_flow: Flow) -> None:
    pilot = next(one for one in shown_flow.sections if one.state and one.state.code == "pilot")
    row = next(row for row in pilot.rows if row.event == "要求整改")
    assert row.actors == ("推荐单位", "工业和信息化部")


def test_what_keeps_a_state_is_told_of_every_state_that_it_keeps(
    shown_flow: Flow, table: Table
) -> None:
    told = {
        (state, event) for states, events in shown_flow.kept for state in states for event in events
    }
    everywhere = {row.event for row in shown_flow.sections[0].rows}
    expected = {
        (table.states[way.state].name, table.events[way.event].name)
        for way in table.transitions
        if way.next == way.state
    }
    assert told == {one for one in expected if one[1] not in everywhere}
    assert "年度总结" in {event for _, event in told}


def test_words_are_parted_where_it_is_said() -> None:
    assert wrapped("公示期满，待核定", (5, 3)) == ["公示期满", "待核定"]
    with pytest.raises(ValueError, match="公示"):
        wrapped("公示", (1,))


def test_a_path_is_spelled_with_round_corners_and_short_numbers() -> None:
    assert stroke(((0, 0), (0, 20), (20, 20))) == "M0 0L0 13Q0 20 7 20L20 20"
    assert [number(one) for one in (1, 2.5, 1 / 3, 100)] == ["1", "2.5", "0.33", "100"]
    assert set_text(["试点", "期满"], (10, 20)).area == (-2, 6.5, 22, 33.5)
