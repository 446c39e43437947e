"""Stories: a miniature tree each, and every finding that `check` tells about it.

What one file cannot show lives here: files where none may lie, rules across files, settings of a
call that no real notice makes. A tree without forms is judged by this repository's. `make bless`
rewrites the expected reports; a record with a base is built as in `tests/support/examples.py`.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from brandpilot.cli import main
from support.house import TODAY
from support.trees import EXPECTED, grow

HERE = Path(__file__).parent
STORIES = sorted(file.parent for file in HERE.glob(f"*/{EXPECTED}"))
AS_JSON = ("--format", "json", "--today", TODAY)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_story_earns_exactly_its_findings(
    story: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, bless: bool
) -> None:
    code = main(["--root", str(grow(story, tmp_path)), "check", *AS_JSON])
    report = capsys.readouterr().out
    if bless:
        (story / EXPECTED).write_text(report, encoding="utf-8")
    expected = (story / EXPECTED).read_text(encoding="utf-8")
    assert json.loads(report) == json.loads(expected)
    assert report == expected
    assert code == int(any(row["severity"] == "error" for row in json.loads(report)))


def test_the_installed_command_tells_the_same(tmp_path: Path) -> None:
    story = HERE / "stray-files-and-folders"
    brandpilot = str(Path(sys.executable).with_name("brandpilot"))
    command = [brandpilot, "--root", str(grow(story, tmp_path)), "check", *AS_JSON]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ((story / EXPECTED).read_text(encoding="utf-8"), "")
    assert run.returncode == 1
