"""The rounds of a panel: what each is drawn from, and whether the model panel is what it should be."""

import json
from copy import deepcopy
from hashlib import sha256

import pytest

from brandpilot.drawing import Barred, Terms
from brandpilot.findings import Json
from brandpilot.panel import last_round, register_digest, rounds, terms_of
from support.house import VALID, document

TERMS = Terms(per_cluster=3, other_region=True, workload=2)
"""The terms that the model panel says it was drawn by."""
RATTAN = "fujian/shili-rattan"


def model() -> Json:
    """Give the model panel's data, to be changed at will."""
    file = VALID / "miit-2017-expert-panel.yaml"
    return deepcopy(document(file.name, file.read_bytes()).data)


def test_the_model_panel_is_what_the_draw_gives() -> None:
    found = list(rounds(model()))
    assert [one.number for one in found] == [1, 2]
    for one in found:
        got = one.redraw(TERMS)
        assert got.short == {}
        assert {dossier: set(seated) for dossier, seated in got.assigned.items()} == {
            dossier: set(seated) for dossier, seated in one.recorded.items()
        }


def test_in_the_model_one_abstains_after_the_first_draw_and_all_others_stay() -> None:
    first, second = (one.recorded for one in rounds(model()))
    changed = {dossier for dossier in first if first[dossier] != second[dossier]}
    assert changed == {RATTAN}
    assert set(first[RATTAN]) - set(second[RATTAN]) == {"E008"}


def test_a_declaration_binds_from_the_day_after_it() -> None:
    data = model()
    data["draws"][1]["date"] = "2017-09-22"  # the day on which E008 abstained
    first, second = rounds(data)
    assert first.barred == second.barred
    data["draws"][1]["date"] = "2017-09-23"
    first, second = rounds(data)
    assert second.barred - first.barred == {Barred("E008", RATTAN, "abstain")}


def test_a_round_keeps_the_seats_of_the_last_that_was_drawn() -> None:
    data = model()
    for row in data["draws"][1]["assignments"]:
        row["experts"] = []
    data["draws"].append({**deepcopy(data["draws"][0]), "round": 3, "date": "2017-10-09"})
    first, second, third = rounds(data)
    assert (first.kept, second.kept, third.kept) == ({}, first.recorded, first.recorded)
    assert (first.is_drawn, second.is_drawn, third.is_drawn) == (True, False, True)


def test_the_last_round_may_not_be_drawn_yet() -> None:
    data = model()
    for row in data["draws"][1]["assignments"]:
        row["experts"] = []
    last, drawn = last_round(data), last_round(data, is_drawn=True)
    assert last is not None
    assert drawn is not None
    assert (last.number, drawn.number) == (2, 1)
    data["draws"] = []
    assert last_round(data) is None


def test_without_a_seed_nothing_can_be_drawn() -> None:
    data = model()
    data["draws"][0]["seed"] = None
    with pytest.raises(ValueError, match="1"):
        next(rounds(data)).redraw(TERMS)


@pytest.mark.parametrize(
    ("way", "left"),
    [
        (("experts",), 0),
        (("experts", 0), 0),
        (("experts", 0, "id"), 0),
        (("experts", 0, "region"), 0),
        (("declarations",), 0),
        (("declarations", 1), 0),
        (("declarations", 1, "date"), 0),
        (("draws",), 0),
        (("draws", 0), 0),
        (("draws", 0, "date"), 0),
        (("draws", 1, "round"), 1),
        (("draws", 1, "assignments"), 1),
        (("draws", 1, "assignments", 2, "dossier"), 1),
        (("draws", 1, "assignments", 2, "experts", 0), 1),
        (("experts", 0, "employer"), 2),
        (("declarations", 1, "reason"), 2),
        (("draws", 0, "seed_from"), 2),
    ],
)
def test_nothing_is_drawn_from_a_part(way: tuple[str | int, ...], left: int) -> None:
    data = node = model()
    for part in way[:-1]:
        node = node[part]
    node[way[-1]] = None  # as the schema stage leaves what it objected to
    assert len(list(rounds(data))) == left


def test_a_call_sets_the_terms_or_nothing() -> None:
    review: Json = {"per_cluster": 5, "other_region": False, "workload": None, "rubric": []}
    assert terms_of({"expert_review": review}) == Terms(5, other_region=False, workload=None)
    assert terms_of({"expert_review": None}) is None
    assert terms_of({}) is None


def test_the_digest_of_a_register_is_of_its_contents() -> None:
    one = {"id": "E001", "region": "hunan", "employer": "示例轻工大学", "fields": ["21"]}
    other = {"id": "E002", "region": "beijing", "employer": "示例研究院", "fields": []}
    text = (
        '[{"employer":"示例轻工大学","fields":["21"],"id":"E001","region":"hunan"},'
        '{"employer":"示例研究院","fields":[],"id":"E002","region":"beijing"}]'
    )
    assert json.loads(text) == [one, other]
    assert register_digest([one, other]) == sha256(text.encode()).hexdigest()
    turned = dict(reversed(list(other.items())))
    assert register_digest([turned, one]) == register_digest([one, other])
    assert register_digest([{**one, "region": "hubei"}, other]) != register_digest([one, other])
