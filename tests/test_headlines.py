"""What the timeline picks from a record: boxes that its form has, and all of them where nobody chose."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from brandpilot.pages import headlines as module
from brandpilot.pages.facts import Fact
from brandpilot.pages.headlines import headlines
from brandpilot.schema import Form
from support.house import VALID, document, law

SPEC: dict[str, Any] = tomllib.loads(
    Path(module.__file__).with_name("timeline.toml").read_text("utf-8")
)


def forms() -> Iterator[tuple[str, Form]]:
    for form in law().forms.values():
        if form.kind in SPEC:
            yield form.kind, form


def nodes(spec: dict[str, Any]) -> Iterator[tuple[str | int, ...]]:
    for words in spec.get("facts", ()):
        yield from (tuple(node.split("/")) for node in words.rpartition("=")[2].split())
    for words in (*spec.get("tables", ()), *spec.get("groups", ())):
        node, columns = words.split(": ")
        yield from ((node, 0, column.rpartition("=")[2]) for column in columns.split())
    if "title" in spec:
        yield (spec["title"],)


def test_every_kind_that_is_chosen_for_is_a_kind_and_every_box_is_a_box() -> None:
    assert {kind for kind, _ in forms()} == set(SPEC)
    for kind, form in forms():
        for node in nodes(SPEC[kind]):
            assert len(tuple(form.at(node))) == len(node), (kind, node)


@pytest.mark.parametrize("file", sorted(VALID.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_valid_record_has_something_to_tell(file: Path) -> None:
    read = document(file.name, file.read_bytes())
    told = headlines(read.kind, law().forms[read.data["schema"]], Fact(read.data, file.name))
    shown = [one for fact in told.facts for one in fact.boxes]
    assert shown or read.kind in ("press-figures", "expert-panel", "reviewers"), file.name
    assert all(one.is_set and one.title for one in shown)
    for table in told.tables:
        assert all(len(row) == len(table.columns) for row in table.rows)


def test_a_kind_that_nobody_chose_for_tells_all_its_single_boxes() -> None:
    read = document("x.yaml", (VALID / "hunan-2017-support.yaml").read_bytes())
    assert read.kind not in SPEC
    told = headlines(read.kind, law().forms["support/1"], Fact(read.data, "x.yaml"))
    labels = {fact.label for fact in told.facts}
    assert {"给予单位", "单位类别", "扶持方式", "金额", "扶持内容"} <= labels
    assert "日期" not in labels


def test_what_is_long_stands_last() -> None:
    read = document("x.yaml", (VALID / "fujian-2017-recommendation.yaml").read_bytes())
    told = headlines(read.kind, law().forms["recommendation/1"], Fact(read.data, "x.yaml"))
    lengths = [fact.is_long for fact in told.facts]
    assert lengths == sorted(lengths)
    assert True in lengths
