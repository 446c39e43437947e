"""What every test of the commands may ask for."""

from pathlib import Path
from shutil import copytree

import pytest

from support.commands import RATTAN, SECOND, Run
from support.house import APPLICATION, ROOT, plant_tree
from support.repository import Repository


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree with the calls of this repository and two flawed filings; its forms are the checkout's."""
    copytree(ROOT / "docs" / "notices", tmp_path / "docs" / "notices")
    moved = RATTAN.replace("shili-rattan", "shili-tea").replace("示例县藤编", "样本县茶叶")
    flawed = {APPLICATION: RATTAN, SECOND: moved}
    return plant_tree(
        tmp_path, {path: text.replace("copies: 3", "copies: 0") for path, text in flawed.items()}
    )


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(capsys)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "checkout")
