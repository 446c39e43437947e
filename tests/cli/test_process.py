"""The command as a process: terminals, pipes, several processes, a bar for who waits."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from brandpilot import inspection
from brandpilot.cli import asked, progress
from brandpilot.findings import Finding
from brandpilot.layout import record_path
from support.commands import TERRIBLE, TERRIBLE_PATH, Run, shell
from support.house import ROOT, TODAY, plant_tree


class TestShell:
    def test_a_terminal_without_utf_8_still_gets_chinese(self) -> None:
        for settings in ({"LANG": "C", "LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}):
            done = shell("brandpilot explain F014", PYTHONUTF8="0", **settings)
            assert done.returncode == 0
            assert "全角" in done.stdout.decode("utf-8")
            done = shell("brandpilot explain F999", PYTHONUTF8="0", **settings)
            assert (done.returncode, done.stderr.decode("utf-8")[:11]) == (2, "brandpilot：")

    def test_a_pipe_may_close_early(self, tree: Path) -> None:
        plant_tree(tree, {TERRIBLE_PATH: TERRIBLE.read_bytes()})
        done = shell(f"brandpilot --root {tree} check | head -1")
        assert (done.returncode, done.stdout.count(b"\n"), done.stderr) == (0, 1, b"")

    def test_a_pipe_that_nobody_reads_is_no_failure(self, tree: Path) -> None:
        reader, writer = os.pipe()
        os.close(reader)
        brandpilot = Path(sys.executable).parent / "brandpilot"
        done = subprocess.run(
            [brandpilot, "--root", tree, "check"],
            stdout=writer,
            stderr=subprocess.PIPE,
            check=False,
        )
        os.close(writer)
        assert (done.returncode, done.stderr) == (0, b"")

    @pytest.mark.parametrize("draft", ["pipe.yaml", "/dev/zero"])
    def test_a_draft_that_is_no_file_does_not_hold_anybody_up(
        self, tree: Path, tmp_path: Path, draft: str
    ) -> None:
        os.mkfifo(tmp_path / "pipe.yaml")
        brandpilot = Path(sys.executable).parent / "brandpilot"
        done = subprocess.run(
            [brandpilot, "--root", tree, "check", tmp_path / draft],
            capture_output=True,
            timeout=20,
            check=False,
        )
        assert done.returncode in {1, 2}
        assert b"Traceback" not in done.stderr

    def test_nothing_is_written_but_the_findings(self, tree: Path) -> None:
        done = shell(f"brandpilot --root {tree} check --format json")
        assert (done.returncode, done.stderr) == (1, b"")
        assert len(json.loads(done.stdout)) == 2

    def test_a_name_that_is_no_text_is_told(self, tree: Path) -> None:
        (Path(os.fsdecode(os.fsencode(tree) + b"/submissions/\xff\xfe.yaml"))).touch()
        done = shell(f"brandpilot --root {tree} check", LANG="C", LC_ALL="C")
        assert done.returncode == 1
        assert b"F003" in done.stdout
        done.stdout.decode("utf-8")


class TestBulk:
    """From so many files on, two processes share the work and say the same."""

    @pytest.fixture
    def many(self, tree: Path) -> Path:
        source = (ROOT / "submissions/hebei/qinghe-cashmere/2014-designation.yaml").read_text(
            "utf-8"
        )
        files = {}
        for number in range(inspection.BULK):
            dossier = f"hebei/cluster-{number}"
            text = source.replace("hebei/qinghe-cashmere", dossier)
            flaw = (f"x{number}: 1\n", "date: 2099-01-01\n", "a：1\n", "")[number % 4]
            files[record_path(dossier, 2014, "designation")] = text + flaw
        return plant_tree(tree, files)

    @pytest.mark.parametrize("kind", ["text", "json", "sarif"])
    def test_two_processes_say_what_one_says(
        self, run: Run, many: Path, kind: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        told = []
        for processes in (1, 2):
            monkeypatch.setattr(asked, "processes", lambda processes=processes: processes)
            told.append(run("--root", many, "check", "--format", kind, "--today", TODAY))
        assert told[0].code == 1
        assert told[0].out == told[1].out

    def test_the_work_is_done_by_others(
        self, run: Run, many: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def sign(path: str, *_rest: object, **_more: object) -> inspection.Inspected:
            return inspection.Inspected(path, (Finding(path, os.getpid(), 1, "F001"),))

        monkeypatch.setattr(inspection, "inspect_one", sign)
        monkeypatch.setattr(asked, "processes", lambda: 2)
        told = run("--root", many, "check", "--format", "json")
        workers = {row["line"] for row in json.loads(told.out)}
        assert os.getpid() not in workers
        assert 1 <= len(workers) <= 2


class TestProgress:
    """A bar for whoever waits before a terminal, and for nobody else."""

    @pytest.mark.parametrize(
        ("is_terminal", "slow", "shown"),
        [(True, -1.0, True), (True, 60.0, False), (False, -1.0, False)],
    )
    def test_only_who_waits_sees_a_bar(
        self,
        run: Run,
        tree: Path,
        monkeypatch: pytest.MonkeyPatch,
        *,
        is_terminal: bool,
        slow: float,
        shown: bool,
    ) -> None:
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("TTY_COMPATIBLE", "1")
        monkeypatch.setattr(sys.stderr, "isatty", lambda: is_terminal)
        monkeypatch.setattr(progress, "_SLOW", slow)
        told = run("--root", tree, "check", "--format", "json")
        assert ("检查" in told.err) is shown
