"""Texts that others wrote, in what people and programs read: they stand in their cell, and do nothing."""

import csv
import io
import json
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from brandpilot.findings import Json
from brandpilot.layout import place_of
from support.commands import Run
from support.house import document, law
from support.sites import DEMO_TREE
from support.spelling import to_yaml
from support.trees import grow

HOSTILE = "=cmd|' /C calc'!A1\n| <b>*a*</b> ](javascript:x) {{ x }} BEGIN:VEVENT\nx,\"y\"; "
DAY = "2020-02-10"
RECORDS = "submissions/*/*/*.yaml"
APPLICATIONS = "submissions/*/*/*-application*.yaml"
DECISIONS = "submissions/*/*/*.decision*.yaml"
DIGEST = re.compile("[0-9a-f]{64}")
ANSWERS = (
    ("status", "--as-of", DAY),
    ("status", "--obligations", "--as-of", DAY),
    ("rollup", "supervision", "--as-of", "2022-02-01"),
    ("rollup", "support", "--as-of", "2024-02-01"),
    ("rollup", "board", "--call", "miit/2019-1", "--as-of", DAY),
    ("worksheet", "--unit", "fujian", "--call", "miit/2019-1", "--as-of", DAY),
)


COMPARED = frozenset(("unit", "number", "seed", "old", "new"))
"""Boxes that must agree with others."""


def poisoned(value: Json, schema: Json) -> Json:
    """Put hostile words before every text that may be any text."""
    if isinstance(value, dict):
        inner = schema.get("properties", {})
        return {
            key: one if key in COMPARED else poisoned(one, inner.get(key, {}))
            for key, one in value.items()
        }
    if isinstance(value, list):
        return [poisoned(one, schema.get("items", {})) for one in value]
    is_free = {"pattern", "x-codelist", "const"}.isdisjoint(schema) and "maxLength" in schema
    return (HOSTILE + value)[: schema["maxLength"]] if is_free and isinstance(value, str) else value


def stamp(tree: Path, quoted: str, quoting: str) -> None:
    """Let the digests be those of what is quoted as it is now."""
    digests = {
        sha256((DEMO_TREE / path).read_bytes()).hexdigest(): sha256(
            (tree / path).read_bytes()
        ).hexdigest()
        for path in (file.relative_to(tree) for file in tree.glob(quoted))
    }
    for file in tree.glob(quoting):
        text = file.read_text("utf-8")
        file.write_text(DIGEST.sub(lambda one: digests.get(one[0], one[0]), text), "utf-8")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree = grow(DEMO_TREE, tmp_path_factory.mktemp("hostile"))
    for file in sorted(tree.rglob("*")):
        path = file.relative_to(tree).as_posix()
        if file.is_file() and (place := place_of(path)) and place.kind != "notice":
            read = document(path, file.read_bytes())
            schema = law().forms[read.schema].schema
            file.write_text(to_yaml(poisoned(read.data, schema)), "utf-8")
    stamp(tree, APPLICATIONS, RECORDS)
    stamp(tree, RECORDS, DECISIONS)
    return tree


@pytest.mark.parametrize("words", ANSWERS, ids=" ".join)
def test_a_text_breaks_no_line_and_starts_nothing(
    run: Run, hostile: Path, words: tuple[str, ...]
) -> None:
    told, plain = (run("--root", tree, *words) for tree in (hostile, DEMO_TREE))
    assert (told.code, plain.code) == (0, 0)
    assert len(told.out.splitlines()) == len(plain.out.splitlines())
    assert told.out.replace("\n", "").replace("\u3000", " ").isprintable()


@pytest.mark.parametrize(
    ("format_", "read"),
    [("json", json.loads), ("csv", lambda text: list(csv.reader(io.StringIO(text))))],
)
def test_a_program_reads_as_many_rows(
    run: Run, hostile: Path, format_: str, read: Callable[[str], list[Json]]
) -> None:
    words = ("status", "--obligations", "--as-of", DAY, "--format", format_)
    told, plain = (read(run("--root", tree, *words).out) for tree in (hostile, DEMO_TREE))
    assert len(told) == len(plain) > 1


def test_a_calendar_has_as_many_events(run: Run, hostile: Path) -> None:
    words = ("status", "--obligations", "--as-of", DAY, "--format", "ics")
    told, plain = (run("--root", tree, *words).out for tree in (hostile, DEMO_TREE))
    events = [line for line in told.splitlines() if line == "BEGIN:VEVENT"]
    assert len(events) == plain.count("BEGIN:VEVENT") > 1
