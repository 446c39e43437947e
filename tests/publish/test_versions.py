"""The number of a version tells a reader's program what changed."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from brandpilot.publish import Issue, Previous, VersionError, read_previous
from brandpilot.publish.versions import next_version
from brandpilot.tables import Plan
from support.publications import computed, edition


def package(**tables: tuple[str, dict[str, str]]) -> dict[str, Any]:
    """A package of tables: (hash, column → type)."""
    return {
        "version": "1.2.3",
        "resources": [
            {
                "name": name,
                "hash": hash_,
                "schema": {"fields": [{"name": n, "type": t} for n, t in columns.items()]},
            }
            for name, (hash_, columns) in tables.items()
        ],
    }


def issue(*version: int) -> Issue:
    made, told = edition("real"), computed("real")
    plan = Plan((version[0], version[1]), told.plan.tables)
    day, url = made.as_of, made.site_url
    return Issue(told.frames, plan, {}, (), {}, {}, day, "", url, "")


BEFORE = package(a=("1", {"x": "string", "y": "number"}))
PREVIOUS = Previous(Path(), BEFORE)


@pytest.mark.parametrize(
    ("plan", "now", "wanted"),
    [
        ((1, 2), package(a=("1", {"x": "string", "y": "number"})), "1.2.3"),
        ((1, 2), package(a=("2", {"x": "string", "y": "number"})), "1.2.4"),
        ((1, 3), package(a=("2", {"x": "string", "y": "number", "z": "date"})), "1.3.0"),
        ((1, 3), package(a=("1", {"x": "string", "y": "number"}), b=("1", {})), "1.3.0"),
        ((2, 0), package(a=("2", {"x": "string"})), "2.0.0"),
        ((2, 0), package(a=("2", {"x": "string", "y": "string"})), "2.0.0"),
        ((2, 0), package(b=("1", {"x": "string", "y": "number"})), "2.0.0"),
    ],
)
def test_the_number_follows_from_what_changed(
    plan: tuple[int, int], now: dict[str, Any], wanted: str
) -> None:
    assert next_version(issue(*plan), now, PREVIOUS) == wanted


@pytest.mark.parametrize(
    ("now", "least"),
    [
        (package(a=("2", {"x": "string", "y": "number", "z": "date"})), "1.3"),
        (package(a=("2", {"x": "string"})), "2.0"),
        (package(a=("2", {"x": "integer", "y": "number"})), "2.0"),
        (package(), "2.0"),
    ],
)
def test_a_number_that_hides_a_change_is_refused(now: dict[str, Any], least: str) -> None:
    with pytest.raises(VersionError, match=f"version 应不低于 {least}。"):
        next_version(issue(1, 2), now, PREVIOUS)


def test_the_first_version_is_the_plans() -> None:
    assert next_version(issue(1, 0), BEFORE, None) == "1.0.0"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": "1.0"}', '{"version": "1.0.0-x"}'])
def test_a_folder_without_a_version_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "datapackage.json").write_text(text, "utf-8")
    with pytest.raises(VersionError, match="读不出版本号"):
        read_previous(tmp_path)


def test_a_version_is_read_as_it_was_published(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text(json.dumps(BEFORE), "utf-8")
    assert read_previous(tmp_path) == Previous(tmp_path, BEFORE)
    assert replace(issue(1, 2), version="1.2.3").version == "1.2.3"
