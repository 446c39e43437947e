"""The lists of codes that records may use: CSV files under `schemas/codelists/`."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from brandpilot.layout import CODELISTS


@dataclass(frozen=True, slots=True)
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
        return tuple(row["code"] for row in self.rows if row[column] == value)

    def rows_of(self, code: str) -> tuple[Mapping[str, str], ...]:
        """Give all rows of a code: a division that came back has one per period of validity."""
        return tuple(row for row in self.rows if row["code"] == code)


def read_codelists(root: Path) -> dict[str, Codelist]:
    """Read every codelist of a tree, by name. Raises OSError, KeyError, UnicodeDecodeError."""
    found = {}
    for file in sorted((root / CODELISTS).glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            rows = tuple(csv.DictReader(lines))
        names = {row["code"]: row["name"] for row in rows}
        found[file.stem] = Codelist(file.stem, rows, names)
    return found
