"""The three model filings: together they show every box and every code, and repeat no text."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from brandpilot.findings import Json, NodePath
from brandpilot.schema import EACH
from support.house import document, law

FILES = sorted(Path(__file__).parent.glob("examples/valid/*[0-9]-application.yaml"))
FORM = law().forms["application/2017"]
LONG_LISTS = {"divisions", "industries"}
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


@pytest.fixture(scope="module")
def written() -> list[tuple[NodePath, Json]]:
    return [pair for file in FILES for pair in nodes(document(file.name, file.read_bytes()).data)]


def test_there_are_three_and_one_is_long() -> None:
    assert len(FILES) == 3
    assert max(file.stat().st_size for file in FILES) > 20 * 1024


def test_every_box_is_filled_somewhere(written: list[tuple[NodePath, Json]]) -> None:
    filled = {path for path, value in written if value is not None}
    assert [path for path, _ in FORM.fields if path not in filled] == []


def test_every_code_of_every_short_list_is_used(written: list[tuple[NodePath, Json]]) -> None:
    for path, name in FORM.annotated("x-codelist"):
        used = {value for at, value in written if at == path and value is not None}
        if name not in LONG_LISTS:
            assert set(law().codelists[name]) - used == set(), path


def test_no_text_is_repeated(written: list[tuple[NodePath, Json]]) -> None:
    runs = Counter(
        value[start : start + RUN]
        for _, value in written
        if isinstance(value, str)
        for start in range(len(value) - RUN + 1)
        if all("\u4e00" <= character <= "\u9fff" for character in value[start : start + RUN])
    )
    assert [run for run, times in runs.items() if times > 1] == []
