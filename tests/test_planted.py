"""Each code that applies, planted into a copy of a real record, earns exactly that finding.

Every mistake is planted into another record of its kind in turn, and the whole tree is inspected
each time: it must earn what was planted there and nothing besides.
"""

from pathlib import Path

import pytest

from brandpilot.messages import catalogue
from support.planting import Plant, copy_tree, earned, real
from support.plants_in_records import against_a_rule, denying_its_place, unlike_the_form, unreadable
from support.plants_in_roster import in_roster
from support.plants_in_trees import in_the_tree

NOT_APPLICABLE = {
    **dict.fromkeys(
        (
            *("C101", "C103", "C104", "C105", "C106", "C107"),
            *("C201", "C202", "C203", "C204", "C205", "C206", "C207", "C209"),
            *("C301", "C302", "C303", "C304", "C305", "C306", "C307"),
            *("C401", "C402", "C403", "C404", "C405", "C406", "C407", "C408", "C701"),
            *("S117", "S121", "X101", "X103", "X104", "X109", "X110", "X111"),
            *("X116", "X118", "X119"),
        ),
        "only an application can earn it, and there is no real one yet",
    ),
    **dict.fromkeys(
        (
            *("L101", "L102", "L103", "L104", "L105", "L106", "L107", "L108", "L109", "L110"),
            *("L111", "L112", "L113"),
        ),
        "history is bound by no order, and there is no real decision of this system yet",
    ),
    **dict.fromkeys(
        ("C218", "C219", "C821", "X207"),
        "only a status change can earn it, and there is no real one yet",
    ),
    **dict.fromkeys(
        ("C226", "C309", "C822", "C824", "C825", "X205", "X206"),
        "only a correction or a revised plan can earn it, and there is no real one yet",
    ),
    **dict.fromkeys(
        ("C823", "X203"), "only a year's supervision can earn it, and there is no real one yet"
    ),
    **dict.fromkeys(
        ("C220", "C221", "C222", "C223", "C224", "C225", "X208", "X219"),
        "only a public notice that lists its clusters can earn it, and there is no real one yet",
    ),
    **dict.fromkeys(
        ("C801", "C802", "C803", "X115", "X201", "X202"),
        "only a recommendation can earn it, and there is no real one yet",
    ),
    **dict.fromkeys(
        ("C804", "C805", "X209"),
        "only a record of paper that was received can earn it, and there is no real one yet",
    ),
    **dict.fromkeys(
        (
            *("C811", "C812", "C813", "C814", "C815", "C816", "C817", "C818", "C819", "C820"),
            *("X211", "X213"),
        ),
        "only a draw of experts can earn it, and there is no real one yet",
    ),
    **dict.fromkeys(
        ("C831", "C832", "C833", "C834", "C835", "X212", "X218", "X220", "X221"),
        "only a review by experts can earn it, and there is no real one yet",
    ),
    **dict.fromkeys(
        ("C216", "C217", "C227", "C308", "C311", "C312", "C313", "X214", "X215", "X216"),
        "only an annual report can earn it, and there is no real one yet",
    ),
    **dict.fromkeys(
        ("F044", "R201", "R202", "R203", "R204", "R205", "R206", "R207"),
        "only what the harvest wrote of a merge can earn it, and there is no real one yet",
    ),
    "X217": "only a demonstration application can earn it, and there is no real one yet",
    "S119": "only the name of the form is fixed, and another name is another form (S001)",
}
PLANTS = (
    *unreadable(),
    *denying_its_place(),
    *unlike_the_form(),
    *against_a_rule(),
    *in_the_tree(),
    *in_roster(),
)
CASES = [
    pytest.param(plant, paths[number % len(paths)], id=f"{plant} {number}")
    for number, plant in enumerate(PLANTS)
    for paths in [real()[plant.kind]]
]


@pytest.mark.parametrize(("plant", "path"), CASES)
def test_a_planted_mistake_is_all_that_is_found(plant: Plant, path: str, tmp_path: Path) -> None:
    tree = copy_tree(tmp_path)
    expected = plant.planting(tree, path)
    assert earned(tree) == expected


def test_what_nobody_touched_earns_nothing(tmp_path: Path) -> None:
    assert earned(copy_tree(tmp_path)) == []


def test_every_code_is_planted_or_cannot_be() -> None:
    planted = {plant.code for plant in PLANTS}
    assert planted & NOT_APPLICABLE.keys() == set()
    # What is said of requests (G) and of a whole history (R3) is said of no tree.
    of_trees = {code for code in catalogue() if code[0] != "G" and code[:2] != "R3"}
    assert planted | NOT_APPLICABLE.keys() == of_trees
