"""The number of a version: what a reader's program must be told before it meets the new tables.

Major: a column or a table is gone, or of another type. Minor: one is new. Patch: only data. The
first two are written by hand (`schemas/tables.toml`) and held to what changed; the last follows.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from brandpilot.findings import Json
from brandpilot.publish.issue import PACKAGE, Issue

_VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)", re.ASCII)

Columns = Mapping[str, Mapping[str, str]]
"""Table → column → type."""


class VersionError(Exception):
    """A number that does not say what changed: our own mistake, told in a sentence."""


@dataclass(frozen=True, slots=True)
class Previous:
    """The version before: the folder in which it lies as it was published, and its package."""

    folder: Path
    package: Mapping[str, Json]

    @property
    def version(self) -> str:
        """Its number."""
        return str(self.package["version"])


def read_previous(folder: Path) -> Previous:
    """Read the version before. Raises VersionError where there is none."""
    try:
        told: Mapping[str, Json] = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
        _parts(told["version"])
    except (OSError, ValueError, KeyError, TypeError):
        message = f"{folder} 里没有上一版的 {PACKAGE}，或者读不出版本号。"
        raise VersionError(message) from None
    return Previous(folder, told)


def next_version(issue: Issue, package: Mapping[str, Json], previous: Previous | None) -> str:
    """Give the number of this version; that of the one before where nothing but the day changed.

    Raises VersionError where columns changed more than the plan's version says.
    """
    major, minor = issue.plan.version
    if previous is None:
        return f"{major}.{minor}.0"
    before = _parts(previous.version)
    was, now = _columns(previous.package), _columns(package)
    least = _least(before, was, now)
    if (major, minor) < least:
        message = (
            f"数据表的栏目有变动，schemas/tables.toml 的 version 应不低于 {least[0]}.{least[1]}。"
        )
        raise VersionError(message)
    if (major, minor) != before[:2]:
        return f"{major}.{minor}.0"
    is_same = _hashes(previous.package) == _hashes(package)
    return f"{major}.{minor}.{before[2] + (not is_same)}"


def _least(before: tuple[int, int, int], was: Columns, now: Columns) -> tuple[int, int]:
    kept = all(
        now.get(table, {}).get(column) == type_
        for table, columns in was.items()
        for column, type_ in columns.items()
    )
    if not kept:
        return before[0] + 1, 0
    return before[:2] if was == now else (before[0], before[1] + 1)


def _columns(package: Mapping[str, Json]) -> Columns:
    return {
        resource["name"]: {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        for resource in package["resources"]
        if "schema" in resource
    }


def _hashes(package: Mapping[str, Json]) -> Mapping[str, str]:
    tables = (resource for resource in package["resources"] if "schema" in resource)
    return {resource["name"]: resource["hash"] for resource in tables}


def _parts(version: str) -> tuple[int, int, int]:
    found = _VERSION.fullmatch(version)
    if found is None:
        raise ValueError(version)
    major, minor, patch = map(int, found.groups())
    return major, minor, patch
