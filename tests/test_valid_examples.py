"""The model filings: those of a form together show every box and every code; none repeats another."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain

import pytest

from brandpilot.findings import Json, NodePath
from brandpilot.schema import EACH
from support.house import VALID, document, law

FILES = {
    "application/2017": sorted(VALID.glob("*[0-9]-application.yaml")),
    "annual-report/1": sorted(VALID.glob("*-annual-report.yaml")),
    "demonstration-application/1": sorted(VALID.glob("*-demonstration-application.yaml")),
}
LONG_LISTS = {"divisions", "industries"}
ACCIDENTS = ("incidents", EACH, "kind")
"""Of these one kind is enough to show."""
RUN = 12
"""So many Chinese characters in a row are no coincidence."""


def nodes(data: Json, at: NodePath = ()) -> Iterator[tuple[NodePath, Json]]:
    """Yield (path, value) of every node, with * for any item of a list."""
    yield at, data
    if isinstance(data, dict):
        for key, inner in data.items():
            yield from nodes(inner, (*at, key))
    elif isinstance(data, list):
        for inner in data:
            yield from nodes(inner, (*at, EACH))


Written = dict[str, list[tuple[NodePath, Json]]]

each_form = pytest.mark.parametrize("name", FILES)


@pytest.fixture(scope="module")
def written() -> Written:
    """Give the nodes of the filings of each form."""
    return {
        name: [
            pair for file in files for pair in nodes(document(file.name, file.read_bytes()).data)
        ]
        for name, files in FILES.items()
    }


def test_there_are_three_applications_and_one_is_long() -> None:
    assert {name: len(files) for name, files in FILES.items()} == {
        "application/2017": 3,
        "annual-report/1": 2,
        "demonstration-application/1": 1,
    }
    assert max(file.stat().st_size for file in FILES["application/2017"]) > 20 * 1024


@each_form
def test_every_box_is_filled_somewhere(name: str, written: Written) -> None:
    filled = {path for path, value in written[name] if value is not None}
    assert [path for path, _ in law().forms[name].fields if path not in filled] == []


@each_form
def test_every_code_of_every_short_list_is_used(name: str, written: Written) -> None:
    for path, codes in law().forms[name].annotated("x-codelist"):
        used = {value for at, value in written[name] if at == path and value is not None}
        if codes not in LONG_LISTS and path != ACCIDENTS:
            assert set(law().codelists[codes]) - used == set(), path


def test_no_text_is_repeated(written: Written) -> None:
    runs = Counter(
        value[start : start + RUN]
        for _, value in chain.from_iterable(written.values())
        if isinstance(value, str)
        for start in range(len(value) - RUN + 1)
        if all("\u4e00" <= character <= "\u9fff" for character in value[start : start + RUN])
    )
    assert [run for run, times in runs.items() if times > 1] == []
