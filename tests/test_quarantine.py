"""One bad file never takes the others from the public: it is left out, and said to be in doubt."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

ROOT = Path(__file__).parents[1]
NOTICE = "docs/notices/fujian/2017-734.md"
YEARLY = "submissions/hunan/_supervision/2018.yaml"
RECORD = "submissions/zhejiang/wenling-machine-tools/2014-designation.yaml"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree = tmp_path_factory.mktemp("tree")
    for folder in ("submissions", "docs", "schemas"):
        shutil.copytree(ROOT / folder, tree / folder)
    for path, sound, spoilt in (
        (NOTICE, "date: 2017-08-08", "date: 2017-13-08"),
        (RECORD, "batch: 1", "batch: 一"),
    ):
        text = (tree / path).read_text("utf-8")
        assert sound in text
        (tree / path).write_text(text.replace(sound, spoilt), encoding="utf-8")
    supervision = (ROOT / "tests/examples/valid/hunan-2018-supervision.yaml").read_text("utf-8")
    (tree / YEARLY).parent.mkdir(parents=True)
    (tree / YEARLY).write_text(supervision.replace("year: 2018", "year: 2017"), encoding="utf-8")
    command = [str(Path(sys.executable).with_name("brandpilot")), "--root", str(tree), "build"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "有 4 处须改正" in done.stderr
    return tree / "build/site"


def doubts(site: Path, page: str) -> list[str | None]:
    """Give the findings that a page shows in its box of doubts."""
    soup = BeautifulSoup((site / page).read_text("utf-8"), "lxml")
    return [str(item["data-finding"]) for item in soup.select(".doubt li")]


@pytest.mark.parametrize(
    ("page", "codes"),
    [
        ("c/wenling-machine-tools.html", ["S105"]),
        ("notices/fujian/2017-734.html", ["C211"]),
        ("notices/index.html", ["C211", "F042", "X203"]),
        ("c/qinghe-cashmere.html", []),
        ("notices/miit/2017-433.html", []),
    ],
)
def test_a_file_in_doubt_is_named_with_its_findings(
    site: Path, page: str, codes: list[str]
) -> None:
    assert doubts(site, page) == codes


def test_what_is_in_doubt_is_not_shown(site: Path) -> None:
    assert "2013年" in (site / "c/wenling-machine-tools.html").read_text("utf-8")
    assert "技术处" not in (site / "notices/fujian/2017-734.html").read_text("utf-8")


def test_all_others_are_published(site: Path) -> None:
    clusters = {path.name for path in (ROOT / "submissions").glob("*/*") if path.is_dir()}
    assert {page.stem for page in (site / "c").glob("*.html")} == clusters


def test_a_yearly_file_in_doubt_has_no_page_of_its_own(site: Path) -> None:
    assert not (site / "submissions").exists()
