"""The recommending units: what each has, filed and recommended, and how to reach its office."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from brandpilot.evaluate import Computed
from brandpilot.lifecycle import unit as unit_on
from brandpilot.pages.clusters import Cluster
from brandpilot.pages.edition import Edition
from brandpilot.pages.facts import Derived, Fact, sheet
from brandpilot.records import Notice
from brandpilot.tables import Row, rows_of

_TILES = Path(__file__).parent / "tiles.toml"
_SIDE, _GAP = 56, 6
"""Pixels of a tile, and between two."""
_LEVELS = (1, 2, 4)
"""From how many clusters on a tile is a shade darker."""
_OFFICE = ("call", "contact_office")


@dataclass(frozen=True, slots=True)
class Unit:
    """One recommending unit; `office` is the one that its newest call names, None where none does.

    `filings` are its rows of the denominators in which there is anything, newest call first, each
    with the notice; `supervised` the years of which it recorded its supervision.
    """

    code: str
    name: str
    kind: str
    parent: str
    clusters: tuple[Cluster, ...]
    number: Derived
    pilots: Derived
    zones: Derived
    office: Fact | None
    filings: tuple[tuple[Notice, Row], ...]
    supervised: tuple[Fact, ...]
    notices: tuple[Notice, ...]

    @property
    def page(self) -> str:
        """Address of its page, without a suffix."""
        return f"u/{self.code}"


@dataclass(frozen=True, slots=True)
class Tile:
    """One province-level unit in the picture; `number` is None where there is no recommending unit.

    Clusters of cities planned separately, and of the corps, stand in the tile of their province.
    """

    code: str
    name: str
    short: str
    x: int
    y: int
    number: int | None
    level: int
    page: str


@dataclass(frozen=True, slots=True)
class Tiles:
    """The picture: its size in pixels and its tiles."""

    width: int
    height: int
    side: int
    tiles: tuple[Tile, ...]


def units(edition: Edition, computed: Computed, ready: Sequence[Cluster]) -> tuple[Unit, ...]:
    """Make every unit ready, in the order of the list of units."""
    own: dict[str, list[Cluster]] = {}
    for cluster in ready:
        own.setdefault(unit_on(cluster.dossier, edition.as_of), []).append(cluster)
    filings = rows_of(computed.frames["denominators"])
    kinds = edition.codelists["unit-kinds"].names
    return tuple(
        _unit(edition, row, kinds[row["kind"]], tuple(own.get(row["code"], ())), filings)
        for row in edition.codelists["units"].rows
    )


def tiles(made: Sequence[Unit]) -> Tiles:
    """Give the picture of all province-level units."""
    homes = {other: code for code, told in _layout().items() for other in told.get("also", ())}
    counts = Counter[str]()
    for one in made:
        counts[one.parent or homes.get(one.code, one.code)] += len(one.clusters)
    names = {one.code: one for one in made}
    placed = tuple(_tile(code, told, names, counts) for code, told in _layout().items())
    width = max(one.x for one in placed) + _SIDE
    return Tiles(width, max(one.y for one in placed) + _SIDE, _SIDE, placed)


def _unit(
    edition: Edition,
    row: Mapping[str, str],
    kind: str,
    clusters: tuple[Cluster, ...],
    filings: Sequence[Row],
) -> Unit:
    code = row["code"]
    notices = tuple(one for one in edition.register.notices if one.data["issuer"] == code)
    return Unit(
        code=code,
        name=row["name"],
        kind=kind,
        parent=row["parent"],
        clusters=clusters,
        number=Derived(f"unit:{code}:clusters", len(clusters)),
        pilots=Derived(f"unit:{code}:pilots", sum(one.designation is not None for one in clusters)),
        zones=Derived(f"unit:{code}:zones", sum(one.demonstration is not None for one in clusters)),
        office=_office(notices),
        filings=tuple(_filings(edition, code, filings)),
        supervised=tuple(
            sheet(record).at("year")
            for record in edition.register.yearly
            if (record.kind, record.get("unit")) == ("supervision", code)
        ),
        notices=notices,
    )


def _office(notices: Sequence[Notice]) -> Fact | None:
    calls = sorted(notices, key=lambda one: str(one.data["date"] or one.data["published_date"]))
    named = (sheet(one).at(*_OFFICE) for one in reversed(calls) if one.get(*_OFFICE))
    return next(named, None)


def _filings(edition: Edition, code: str, rows: Sequence[Row]) -> Iterator[tuple[Notice, Row]]:
    counted = ("filed", "closed", "demonstration_filed")
    for row in sorted(rows, key=lambda row: str(row["call_id"]), reverse=True):
        notice = edition.register.notice(str(row["call_id"]))
        if notice and row["unit_id"] == code and any(row[column] for column in counted):
            yield notice, row


def _tile(
    code: str, told: Mapping[str, Any], units_: Mapping[str, Unit], counts: Counter[str]
) -> Tile:
    x, y = (place * (_SIDE + _GAP) for place in told["at"])
    unit = units_.get(code)
    number = counts[code] if unit else None
    level = sum((number or 0) >= least for least in _LEVELS)
    short = told["short"]
    page = unit.page if unit else ""
    return Tile(code, unit.name if unit else short, short, x, y, number, level, page)


@cache
def _layout() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(_TILES.read_text(encoding="utf-8"))
