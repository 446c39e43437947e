"""`publish` writes the open data whole or not at all, the same twice, as of a day and as known at a commit."""

import errno
import filecmp
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from brandpilot import publish as publishing
from brandpilot.cli import main
from brandpilot.publish.folder import File, Folder
from support.house import ROOT
from support.sites import DEMO_TREE

DAY = "2026-01-01"


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = main([str(word) for word in words])
    told = capsys.readouterr()
    return code, told.out, told.err


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """For what has nothing to do with reading back."""
    monkeypatch.setattr(publishing, "read_back", lambda _written: ())


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def git(folder: Path, *words: str, when: str = "2026-01-01T00:00:00+08:00") -> str:
    environment = {**os.environ, "GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when}
    command = ["git", "-c", "user.name=x", "-c", "user.email=x@example.com", *words]
    done = subprocess.run(
        command, cwd=folder, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def test_two_publications_are_the_same_to_the_byte(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In processes of their own, in another zone and another language."""
    for name, settings in (("a", {"TZ": "UTC"}), ("b", {"TZ": "America/New_York", "LANG": "C"})):
        words = ["--root", str(DEMO_TREE), "publish", "--as-of", DAY, "--out", str(tmp_path / name)]
        subprocess.run(
            [Path(sys.executable).parent / "brandpilot", *words],
            env={**os.environ, **settings, "PYTHONHASHSEED": (name == "a" and "1") or "2"},
            check=True,
            capture_output=True,
        )
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert capsys.readouterr().err == ""


def test_it_says_what_was_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--root", DEMO_TREE, "publish", "--as-of", DAY, "--out", tmp_path / "out")
    code, out, _ = run(capsys, *words)
    assert code == 0
    told = re.fullmatch(
        r"公开数据已生成：.*/out\n版本 1\.0\.0，39 张表，(\d+) 行，(\d+) 个文件，全部读回核对相符。\n",
        out,
    )
    assert told
    written = files(tmp_path / "out")
    assert int(told[2]) == len(written)
    sums = written["SHA256SUMS"].decode("utf-8")
    assert len(sums.splitlines()) == len(written) - 2
    done = subprocess.run(
        ["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"],
        cwd=tmp_path / "out",
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, b"")


@pytest.mark.usefixtures("unchecked")
def test_a_folder_that_is_there_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/mine").write_text("x")
    code, _, err = run(capsys, "--root", DEMO_TREE, "publish", "--out", tmp_path / "out")
    assert code == 2
    assert "已经存在" in err
    assert files(tmp_path / "out") == {"mine": b"x"}


@pytest.mark.usefixtures("unchecked")
def test_a_disk_that_is_full_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    written = 0

    def add(folder: Folder, path: str) -> File:
        nonlocal written
        written += 1
        if written == 100:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(folder, path)

    real = Folder.add
    monkeypatch.setattr(Folder, "add", add)
    code, out, err = run(capsys, "--root", DEMO_TREE, "publish", "--out", tmp_path / "out")
    assert (code, out) == (2, "")
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("unchecked")
def test_what_is_dated_later_is_not_there_yet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--root", DEMO_TREE, "publish", "--as-of", "2020-06-30", "--out", tmp_path / "out")
    assert run(capsys, *words)[0] == 0
    clusters = pd.read_csv(tmp_path / "out/data/clusters.csv").set_index("dossier_id")
    assert clusters.loc["fujian/shili-bamboo", "state"] == "试点"
    assert clusters.loc["hebei/shili-mesh", "state"] == "试点"
    assert pd.read_csv(tmp_path / "out/data/reports.csv").empty
    dates = pd.read_csv(tmp_path / "out/data/records.csv")["date"].dropna()
    assert dates.max() <= "2020-06-30"
    years = pd.read_csv(tmp_path / "out/data/evaluation_results.csv")["year"]
    assert years.max() == 2020


@pytest.mark.usefixtures("unchecked")
def test_what_was_not_known_at_a_commit_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A correction of a dated record, committed later: effective before, known only after."""
    tree = tmp_path / "tree"
    shutil.copytree(DEMO_TREE, tree)
    late = tree / "submissions/fujian/shili-bamboo/2020-correction.yaml"
    text = late.read_bytes()
    late.unlink()
    git(tree, "init", "--quiet", "--initial-branch=main")
    git(tree, "add", "--all")
    git(tree, "commit", "--quiet", "--message", "x")
    first = git(tree, "rev-parse", "HEAD")
    late.write_bytes(text)
    git(tree, "add", "--all")
    git(tree, "commit", "--quiet", "--message", "x")
    for at, corrections in ((first, 2), ("HEAD", 3)):
        out = tmp_path / f"out-{corrections}"
        words = ("--root", tree, "publish", "--as-of", DAY, "--at", at, "--out", out)
        assert run(capsys, *words)[0] == 0
        assert len(pd.read_csv(out / "data/corrections.csv")) == corrections
    changes = pd.read_csv(tmp_path / "out-3/data/changes.csv")
    newest = changes[changes["commit"] == git(tree, "rev-parse", "HEAD")]
    assert newest["path"].tolist() == ["submissions/fujian/shili-bamboo/2020-correction.yaml"]
    assert len(pd.read_csv(tmp_path / "out-2/data/changes.csv")) == len(changes) - 1
    assert json.loads((tmp_path / "out-2/api/v1/index.json").read_text("utf-8"))["commit"] == first


def test_a_version_follows_the_one_before_and_that_one_never_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--root", DEMO_TREE, "publish", "--out")
    assert run(capsys, *words, tmp_path / "a", "--as-of", DAY)[0] == 0
    first = tmp_path / "a/v/1.0.0"
    for name, when, version in (("b", "2026-01-02", "1.0.0"), ("c", "2020-06-30", "1.0.1")):
        out = tmp_path / name
        code, told, _ = run(capsys, *words, out, "--as-of", when, "--previous", first)
        assert (code, f"版本 {version}，" in told) == (0, True)
        assert (out / "v" / version / "datapackage.json").is_file()
    assert files(tmp_path / "b/v/1.0.0") == files(first)
    assert (
        json.loads((tmp_path / "b/datapackage.json").read_text("utf-8"))["created"][:10]
        == "2026-01-02"
    )
    code, _, err = run(capsys, *words, tmp_path / "d", "--previous", tmp_path)
    assert (code, "没有上一版的 datapackage.json" in err) == (2, True)


@pytest.mark.usefixtures("unchecked")
def test_the_version_in_its_own_folder_is_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--root", DEMO_TREE, "publish", "--as-of", DAY, "--out", tmp_path / "out")
    assert run(capsys, *words)[0] == 0
    own = tmp_path / "out/v/1.0.0"
    for path in ("datapackage.json", "catalog.jsonld", "data/clusters.csv", "data/clusters.xlsx"):
        assert filecmp.cmp(own / path, tmp_path / "out" / path, shallow=False)
    done = subprocess.run(
        ["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"], cwd=own, check=False
    )
    assert done.returncode == 0


def test_the_words_of_the_command_are_those_of_the_help(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["publish", "--help"])
    out = capsys.readouterr().out
    assert "写到这个文件夹，须尚不存在" in " ".join(out.split())
    assert (ROOT / "schemas/tables.toml").is_file()
