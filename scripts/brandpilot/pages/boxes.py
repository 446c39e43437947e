"""A filled form as titled boxes: the titles are those of the form, in the form's order."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from brandpilot.findings import Json, NodePath
from brandpilot.pages.facts import Fact
from brandpilot.schema import Form

_FIXED = frozenset(("schema", "dossier"))
_RANGE = {"min", "max"}
_FEW_WORDS = 24
_MOST_COLUMNS, _FEW_COLUMNS = 6, 4
"""So many columns a table may have; with longer texts, so few."""
_LONGEST_CELL = 120
_UNBROKEN = re.compile(r"[!-~]{25}")
_STOPS = frozenset("，。；")
_INDICATOR = "indicator"
"""A box whose code is one of the list, or one of the filer's own."""


@dataclass(frozen=True, slots=True)
class Box:
    """One field.

    `kind` is value, day, year, code, form, range (from its first box to its second), list (of
    scalars), group (of boxes) or rows (of groups).
    """

    title: str
    fact: Fact
    kind: str
    codelist: str = ""
    unit: str = ""
    boxes: tuple["Box", ...] = ()

    @property
    def is_long(self) -> bool:
        """Tell whether the value is more than a few words."""
        words = self.fact.value
        return isinstance(words, str) and (len(words) > _FEW_WORDS or not _STOPS.isdisjoint(words))

    @property
    def is_set(self) -> bool:
        """Tell whether anything is written in the box."""
        return self.fact.value not in (None, [])

    @property
    def name(self) -> str:
        """The key that the box has in its file."""
        return str(self.fact.node[-1]) if self.fact.node else ""

    @property
    def is_number(self) -> bool:
        """Tell whether a quantity is written in the box; a year is none."""
        is_quantity = self.kind == "value" and not isinstance(self.fact.value, bool)
        return is_quantity and isinstance(self.fact.value, int | float)

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the boxes that any row fills, where the rows of a list fit into a table."""
        cells = [one for row in self.boxes for one in row.boxes] if self.kind == "rows" else []
        names = tuple(dict.fromkeys(one.name for one in cells if one.is_set))
        most = _FEW_COLUMNS if any(one.is_long for one in cells) else _MOST_COLUMNS
        return names if len(names) <= most and all(one.fits for one in cells) else ()

    @property
    def fits(self) -> bool:
        """Tell whether the value fits into a cell: neither a list, nor long, nor without a break."""
        words = self.fact.text
        return not self.boxes and len(words) <= _LONGEST_CELL and not _UNBROKEN.search(words)

    def holds_numbers(self, column: str) -> bool:
        """Tell whether a column of the table holds quantities."""
        return any(row.at(column).is_number for row in self.boxes)

    def at(self, name: str) -> "Box":
        """Give a box of a group; one that is not there is empty."""
        missing = Box("", self.fact.at(name), "value")
        return next((one for one in self.boxes if one.name == name), missing)


def boxes(schema: Mapping[str, Json], filled: Fact) -> tuple[Box, ...]:
    """Give the boxes of an object as its schema orders them; what is left out has none."""
    return tuple(_boxes(schema, filled, filled.value or {}))


def every_box(schema: Mapping[str, Json], filled: Fact) -> tuple[Box, ...]:
    """Give the boxes of an object as its schema orders them; what is left out is an empty one."""
    return tuple(_boxes(schema, filled, schema["properties"] if filled else {}))


def box(form: Form, filled: Fact, node: NodePath) -> Box | None:
    """Give one box of a filled form; None where the form has none there."""
    schemas = tuple(form.at(node))
    if len(schemas) < len(node):
        return None
    return _box(schemas[-1], filled.at(*node), str(node[-1]))


def leaves(filled: Iterable[Box]) -> Iterator[Box]:
    """Yield the boxes that hold a value of their own, whatever they lie in."""
    for one in filled:
        yield from leaves(one.boxes) if one.boxes else (one,)


def _boxes(schema: Mapping[str, Json], filled: Fact, wanted: Container[str]) -> Iterator[Box]:
    for name, inner in schema.get("properties", {}).items():
        if name not in _FIXED and name in wanted:
            yield _box(inner, filled.at(name), name)


def _box(schema: Mapping[str, Json], fact: Fact, name: str) -> Box:
    title, unit = _title(schema)
    if isinstance(fact.value, dict):
        is_range = fact.value.keys() == _RANGE
        return Box(
            title, fact, "range" if is_range else "group", unit=unit, boxes=boxes(schema, fact)
        )
    if isinstance(fact.value, list):
        return _list(title, schema.get("items", {}), fact)
    if codelist := schema.get("x-codelist", "indicators" if name == _INDICATOR else ""):
        return Box(title, fact, "code", codelist)
    return Box(title, fact, _kind(name), unit=unit)


def _kind(name: str) -> str:
    if name in ("schema", "form"):
        return "form"
    if name.endswith(("date", "_due")):
        return "day"
    return "year" if name.endswith("year") else "value"


def _list(title: str, item: Mapping[str, Json], fact: Fact) -> Box:
    if any(isinstance(one, dict) for one in fact.value):
        rows = (Box("", one, "group", boxes=boxes(item, one)) for one in fact.items())
        return Box(title, fact, "rows", boxes=tuple(rows))
    kind, codelist = ("code", item["x-codelist"]) if "x-codelist" in item else ("value", "")
    values = (Box("", one, kind, codelist) for one in fact.items())
    return Box(title, fact, "list", boxes=tuple(values))


def _title(schema: Mapping[str, Json]) -> tuple[str, str]:
    """Part the unit from a title that names it, so that it stands behind the number."""
    title, unit = str(schema.get("title", "")), str(schema.get("x-unit", ""))
    if schema.get("properties", {}).keys() == _RANGE:
        unit = str(schema["properties"]["min"].get("x-unit", ""))
    return re.sub(rf"[(（]{re.escape(unit)}[)）]$", "", title) if unit else title, unit
