"""The transcribed facts as they lie in `scripts/history/`."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from brandpilot.findings import Json
from brandpilot.load.dialect import Scalar, resolve

HISTORY = Path(__file__).parents[2] / "history"
_SEVERAL = ";"

Row: TypeAlias = Mapping[str, str]
"""One fact: column → cell; a blank cell is unknown."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the import reads. `extras` and `bodies` are keyed by the id of a notice."""

    pilots: tuple[Row, ...]
    demonstrations: tuple[Row, ...]
    outcomes: tuple[Row, ...]
    batches: tuple[Row, ...]
    calls: tuple[Row, ...]
    extras: Mapping[str, Mapping[str, Json]]
    bodies: Mapping[str, str]
    wording: Mapping[str, str]


def read_facts(folder: Path = HISTORY) -> Facts:
    """Read all facts of a folder. Raises OSError, UnicodeDecodeError, TOMLDecodeError."""
    bodies = folder / "notices"
    return Facts(
        pilots=_rows(folder / "pilots.csv"),
        demonstrations=_rows(folder / "demonstrations.csv"),
        outcomes=_rows(folder / "outcomes.csv"),
        batches=_rows(folder / "batches.csv"),
        calls=_rows(folder / "calls.csv"),
        extras=_table(folder / "notices.toml"),
        bodies={
            file.relative_to(bodies).with_suffix("").as_posix(): file.read_text(encoding="utf-8")
            for file in bodies.rglob("*.md")
        },
        wording=_table(folder / "wording.toml"),
    )


def text(cell: str) -> str | None:
    """Give the text of a cell; None where it is unknown."""
    return cell or None


def number(cell: str) -> Scalar:
    """Give the number in a cell; None where it is unknown."""
    value = resolve(cell)
    if isinstance(value, str):
        message = f"not a number: {cell}"
        raise TypeError(message)
    return value


def several(cell: str) -> list[str]:
    """Split a cell that holds several values."""
    return cell.split(_SEVERAL) if cell else []


def sources(row: Row) -> list[dict[str, Json]]:
    """Give one source for each address of a row, all of the row's confidence."""
    return [
        {"url": url, "title": None, "number": None, "confidence": row["confidence"]}
        for url in several(row["source_url"])
    ]


def _rows(file: Path) -> tuple[Row, ...]:
    with file.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines, strict=True))


def _table(file: Path) -> Mapping[str, Json]:
    table: dict[str, Json] = _blank_is_null(tomllib.loads(file.read_text(encoding="utf-8")))
    return table


def _blank_is_null(value: Json) -> Json:
    """Read a blank as unknown: TOML itself has no null."""
    if isinstance(value, dict):
        return {key: _blank_is_null(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_blank_is_null(inner) for inner in value]
    return None if value == "" else value
