"""One filing with most mistakes that can be made, told in one run."""

import json
from pathlib import Path

import pytest

from support.commands import SECOND, TERRIBLE, TERRIBLE_PATH, Run
from support.examples import read_example
from support.house import APPLICATION, TODAY, plant_tree


class TestTerrible:
    """One filing with most mistakes that can be made: one run tells them all."""

    @pytest.fixture
    def filed(self, tree: Path) -> Path:
        for path in (APPLICATION, SECOND):
            (tree / path).unlink()
        return plant_tree(tree, {TERRIBLE_PATH: TERRIBLE.read_bytes()})

    def test_one_run_tells_exactly_these(self, run: Run, filed: Path) -> None:
        told = run("--root", filed, "check", "--format", "json", "--today", TODAY)
        rows = json.loads(told.out)
        assert told.code == 1
        found = [
            f"{row['code']} {row['pointer'] + ' ' if row['pointer'] else ''}{row['line']}:{row['column']}"
            for row in rows
        ]
        expected = read_example(TERRIBLE).expected
        assert sorted(found) == sorted(expected)
        assert len({row["code"] for row in rows}) >= 25

    def test_the_text_goes_down_the_file(self, run: Run, filed: Path) -> None:
        told = run("--root", filed, "check", "--today", TODAY)
        places = [line for line in told.out.splitlines() if line.startswith("  第 ")]
        lines = [int(place.split()[1]) for place in places]
        assert lines == sorted(lines)
        assert len(places) == len(read_example(TERRIBLE).expected)
        assert all(told.out.count(word) == len(places) for word in ("怎样改：", "依据："))
