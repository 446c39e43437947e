"""`remind`: printed unless it is posted, and told what is missing before anything is sent."""

from pathlib import Path
from shutil import copytree

import pytest

from support.commands import RATTAN, Run
from support.house import APPLICATION, ROOT, plant_tree

DAY = ("--as-of", "2017-09-05")
ROSTER = ".github/reviewers.yml"


@pytest.fixture
def filed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("SITE_URL", "GITHUB_REPOSITORY", "BRANDPILOT_APP_ID", "BRANDPILOT_APP_KEY"):
        monkeypatch.delenv(name, raising=False)
    copytree(ROOT / "docs" / "notices", tmp_path / "docs" / "notices")
    roster = (ROOT / ROSTER).read_bytes()
    return plant_tree(tmp_path, {APPLICATION: RATTAN, ROSTER: roster})


def test_what_is_owed_is_printed_office_by_office(
    run: Run, filed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/site")
    told = run("--root", filed, "remind", *DAY)
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("应办事项：福建省工业和信息化主管部门\n\n<!-- brandpilot:remind:")
    assert "| **2017-08-31，逾期5天** | 出具推荐意见 |" in told.out
    assert "(<https://example.org/site/c/shili-rattan.html>)" in told.out
    assert told.out.count("应办事项：") == 1


def test_where_nothing_is_owed_it_says_so(run: Run, filed: Path) -> None:
    told = run("--root", filed, "remind", "--as-of", "2017-01-01")
    assert (told.code, told.out) == (0, "截至 2017-01-01，没有应办的事项。\n")


def test_posting_needs_a_repository(run: Run, filed: Path) -> None:
    told = run("--root", filed, "remind", "--post", *DAY)
    assert (told.code, told.out) == (2, "")
    assert (
        told.err
        == "brandpilot：请用环境变量 GITHUB_REPOSITORY 写明仓库，例如 example/brandpilot。\n"
    )
