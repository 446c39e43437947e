"""The bench measures valid files: what it makes passes every check, and every reader agrees on it."""

from pathlib import Path

import pytest
import yaml

from bench.generate import FORM_FAULTS, Fault, applications, spoilt, text_of, with_fault
from bench.names import MOST, place_and_product
from bench.trees import SEED, law_of, tree
from brandpilot.findings import Json
from brandpilot.inspection import inspect, inspect_one
from brandpilot.load import Document, load

SOURCE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def drawn() -> list[tuple[str, dict[str, Json]]]:
    return list(applications(range(50), SEED, law_of(SOURCE)))


def test_fifty_applications_have_no_finding(tmp_path: Path) -> None:
    inspection = inspect(tree(tmp_path, SOURCE, 50), law_of(SOURCE))
    assert inspection.findings == ()
    assert sum("/shili-" in file.path for file in inspection.files) == 50


def test_each_is_another_and_a_seed_gives_the_same_again(
    drawn: list[tuple[str, dict[str, Json]]],
) -> None:
    assert len({text_of(data) for _, data in drawn}) == 50
    assert list(applications(range(50), SEED, law_of(SOURCE))) == drawn
    assert list(applications(range(50), SEED + 1, law_of(SOURCE))) != drawn


def test_readers_of_other_yaml_take_them_for_the_same(
    drawn: list[tuple[str, dict[str, Json]]],
) -> None:
    for path, data in drawn:
        text = text_of(data)
        document = load(path, text.encode())
        assert isinstance(document, Document)
        assert document.data == yaml.safe_load(text) == data


@pytest.mark.parametrize("fault", FORM_FAULTS.values(), ids=FORM_FAULTS)
def test_a_planted_fault_is_found(drawn: list[tuple[str, dict[str, Json]]], fault: Fault) -> None:
    path, data = drawn[0]
    inspected = inspect_one(path, text_of(with_fault(data, fault)).encode(), law_of(SOURCE))
    assert [found.code[0] for found in inspected.findings] == ["S"]


def test_a_spoilt_application_has_every_fault(drawn: list[tuple[str, dict[str, Json]]]) -> None:
    path, data = drawn[0]
    inspected = inspect_one(path, text_of(spoilt(data)).encode(), law_of(SOURCE))
    assert len({found.code for found in inspected.findings}) >= 10


def test_no_two_names_differ_in_one_character_only() -> None:
    names = ["".join(place_and_product(number)) for number in range(MOST)]
    shortened = [{name[:place] + name[place + 1 :] for place in range(len(name))} for name in names]
    assert len(set(names)) == MOST
    assert len(set().union(*shortened)) == sum(map(len, shortened))
