"""Same commit, same day: same bytes, wherever and by whomever a site is built."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.sites import copy_tree, real_tree

BUILD = """
import sys
from pathlib import Path
from brandpilot.build import build
from support.sites import edition_of
root = Path(sys.argv[1])
build(root, edition_of(root))
"""


def contents(site: Path) -> dict[str, bytes]:
    return {
        file.relative_to(site).as_posix(): file.read_bytes()
        for file in sorted(site.rglob("*"))
        if file.is_file()
    }


def test_two_builds_are_the_same_to_the_byte(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    here = real_tree(tmp_path_factory)
    there = copy_tree(tmp_path / "又一个 folder")
    for file in there.rglob("*"):
        os.utime(file, (1, 1))
    foreign = {
        "LANG": "tr_TR.UTF-8",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "4711",
        "PYTHONPATH": str(Path(__file__).parent),
        "SITE_URL": "http://outside.invalid/",
        "SOURCE_DATE_EPOCH": "1",
        "TZ": "Pacific/Kiritimati",
        "PATH": os.environ["PATH"],
    }
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(there)],
        env=foreign,
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    one, other = contents(here / "build/site"), contents(there / "build/site")
    assert list(one) == list(other)
    assert [name for name in one if one[name] != other[name]] == []
    assert contents(here / "build/docs") == contents(there / "build/docs")
    shutil.rmtree(there)


def test_no_page_names_the_folder_or_a_moment(tmp_path_factory: pytest.TempPathFactory) -> None:
    tree = real_tree(tmp_path_factory)
    for name, content in contents(tree / "build/site").items():
        assert str(tree).encode() not in content, name
        assert b"build/versions" not in content, name
