"""The lists of codes that records may use: CSV files under `schemas/codelists/`."""

import csv
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from brandpilot.layout import CODELISTS


@dataclass(frozen=True)
class Codelist:
    """One list; `rows` keeps the order of the file, `names` gives each code's Chinese name."""

    name: str
    rows: tuple[Mapping[str, str], ...]
    names: Mapping[str, str]

    def __contains__(self, code: object) -> bool:
        return code in self.names

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def where(self, column: str, value: str) -> tuple[str, ...]:
        """Give the codes of the rows whose `column` holds `value`."""
        if column not in self._codes_by:
            groups: dict[str, list[str]] = {}
            for row in self.rows:
                groups.setdefault(row[column], []).append(row["code"])
            self._codes_by[column] = {key: tuple(codes) for key, codes in groups.items()}
        return self._codes_by[column].get(value, ())

    def only(self, wanted: Mapping[str, Collection[str]]) -> tuple[str, ...]:
        """Give the codes of the rows that hold one of the wanted values in each column named."""
        fit = (
            row["code"]
            for row in self.rows
            if all(row[column] in values for column, values in wanted.items())
        )
        return tuple(dict.fromkeys(fit))

    def rows_of(self, code: str) -> tuple[Mapping[str, str], ...]:
        """Give all rows of a code: a division that came back has one per period of validity."""
        return self._rows_of.get(code, ())

    @cached_property
    def _codes_by(self) -> dict[str, dict[str, tuple[str, ...]]]:
        return {}

    @cached_property
    def _rows_of(self) -> dict[str, tuple[Mapping[str, str], ...]]:
        rows: dict[str, tuple[Mapping[str, str], ...]] = {}
        for row in self.rows:
            rows[row["code"]] = (*rows.get(row["code"], ()), row)
        return rows


def read_codelists(root: Path) -> dict[str, Codelist]:
    """Read every codelist of a tree, by name. Raises OSError, KeyError, UnicodeDecodeError."""
    found = {}
    for file in sorted((root / CODELISTS).glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            rows = tuple(csv.DictReader(lines))
        names = {row["code"]: row["name"] for row in rows}
        found[file.stem] = Codelist(file.stem, rows, names)
    return found
