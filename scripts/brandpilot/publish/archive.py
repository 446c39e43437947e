"""The ZIP of a version: every table as CSV, what describes them, the licence and the sums."""

import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from brandpilot.publish.folder import File, sums
from brandpilot.publish.issue import CITATION, LICENSE, NAME, PACKAGE, SUMS

_DESCRIBING = (PACKAGE, CITATION, LICENSE)


def members(files: Mapping[str, File], tables: Mapping[str, object]) -> dict[str, File]:
    """Give the files that go into the archive, by path."""
    own = {path: file for path, file in files.items() if path in _DESCRIBING}
    named = {f"data/{table}.csv" for table in tables}
    return own | {path: file for path, file in files.items() if path in named}


def archive(root: Path, wanted: Mapping[str, File], as_of: date, to: Path) -> None:
    """Write the archive; nothing of the machine or the hour goes in."""
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as book:
        for path in sorted(wanted):
            _put(book, path, (root / path).read_bytes(), as_of)
        _put(book, SUMS, sums(wanted).encode("utf-8"), as_of)


def name_of(version: str) -> str:
    """Spell the name of a version's archive."""
    return f"{NAME}-{version}.zip"


def _put(book: zipfile.ZipFile, path: str, content: bytes, as_of: date) -> None:
    info = zipfile.ZipInfo(path, (max(as_of.year, 1980), as_of.month, as_of.day, 0, 0, 0))
    info.external_attr = 0o644 << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    book.writestr(info, content)
