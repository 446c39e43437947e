"""What the timeline tells of a record: the boxes that `timeline.toml` names for its kind."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from brandpilot.pages.boxes import Box, box, boxes
from brandpilot.pages.facts import Fact
from brandpilot.schema import Form

_SPEC = Path(__file__).with_name("timeline.toml")
_APART = ("call", "document", "note")
"""Boxes that the timeline shows in a way of their own."""
_COMPOUND = ("group", "rows", "list", "range")


@dataclass(frozen=True, slots=True)
class Headline:
    """A label and the boxes that stand behind it; without any of them the value is not known."""

    label: str
    boxes: tuple[Box, ...]

    @property
    def is_long(self) -> bool:
        """Tell whether it is more than a few words, so that it stands on a line of its own."""
        return any(one.is_long for one in self.boxes)


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of the record as a table; a column that is empty throughout is left out.

    `numbers` says of each column whether it holds numbers.
    """

    title: str
    columns: tuple[str, ...]
    numbers: tuple[bool, ...]
    rows: tuple[tuple[Box, ...], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of a list that have one thing in common."""

    common: Box
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Headlines:
    """Everything that is told of one record; `title` is a box that says more than the kind's name."""

    title: Box | None
    facts: tuple[Headline, ...]
    tables: tuple[Rows, ...]
    groups: tuple[tuple[str, tuple[Group, ...]], ...]
    places: frozenset[str]


def headlines(kind: str, form: Form, filled: Fact) -> Headlines:
    """Tell the chief boxes of a record. A box that its form does not have is passed over."""
    spec = _specs().get(kind, {})
    title = box(form, filled, (spec["title"],)) if "title" in spec else None
    facts = tuple(_named(spec["facts"], form, filled) if "facts" in spec else _plain(form, filled))
    tables = tuple(_table(one, form, filled) for one in spec.get("tables", ()))
    groups = tuple(_groups(one, form, filled) for one in spec.get("groups", ()))
    told = [*([title] if title else []), *(one for fact in facts for one in fact.boxes)]
    return Headlines(
        title,
        tuple(sorted(facts, key=lambda one: one.is_long)),
        tuple(one for one in tables if one.rows),
        tuple(one for one in groups if one[1]),
        frozenset(one.fact.place for one in told)
        | {cell.fact.place for table in tables for row in table.rows for cell in row},
    )


def kind_name(form: Form) -> str:
    """Give what records of a form are called in short."""
    return str(_specs().get(form.kind, {}).get("name", form.schema["title"]))


@cache
def _specs() -> Mapping[str, Any]:
    return tomllib.loads(_SPEC.read_text(encoding="utf-8"))


def _named(spec: Sequence[str], form: Form, filled: Fact) -> Iterator[Headline]:
    for words in spec:
        label, _, nodes = words.rpartition("=")
        found = [box(form, filled, tuple(node.split("/"))) for node in nodes.split()]
        known = tuple(one for one in found if one)
        if known:
            yield Headline(label or known[0].title, tuple(one for one in known if one.is_set))


def _plain(form: Form, filled: Fact) -> Iterator[Headline]:
    """Yield every single box of a kind that nothing is said of."""
    for one in boxes(form.schema, filled):
        if one.kind not in _COMPOUND and one.name not in ("", *_APART, "date"):
            yield Headline(one.title, (one,) if one.is_set else ())


def _table(spec: str, form: Form, filled: Fact) -> Rows:
    node, _, words = spec.partition(": ")
    labels, columns = zip(*(word.rpartition("=")[::2] for word in words.split()), strict=True)
    rows = [
        tuple(box(form, filled, (*(one.node or ()), column)) for column in columns)
        for one in filled.at(node).items()
    ]
    made = [tuple(cell for cell in row if cell) for row in rows]
    used = [n for n in range(len(columns)) if any(n < len(r) and r[n].is_set for r in made)]
    title = box(form, filled, (node,))
    return Rows(
        title.title if title else "",
        tuple(labels[n] or made[0][n].title for n in used) if made else (),
        tuple(any(row[n].is_number for row in made) for n in used),
        tuple(tuple(row[n] for n in used) for row in made),
    )


def _groups(spec: str, form: Form, filled: Fact) -> tuple[str, tuple[Group, ...]]:
    node, _, columns = spec.partition(": ")
    by, shown = columns.split()
    made: dict[str, list[tuple[Box, Box]]] = {}
    for one in filled.at(node).items():
        common, told = (box(form, filled, (*(one.node or ()), column)) for column in (by, shown))
        if common and told:
            made.setdefault(str(common.fact.value), []).append((common, told))
    title = box(form, filled, (node,))
    groups = (Group(own[0][0], tuple(told for _, told in own)) for own in made.values())
    return title.title if title else "", tuple(groups)
