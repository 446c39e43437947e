"""`verify` as a journalist runs it: a bare clone, the package, no network."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from brandpilot import git
from brandpilot.cli import asked
from brandpilot.forge.evidence import Evidence
from brandpilot.forge.github import GitHub
from brandpilot.forge.proof import prove
from brandpilot.forge.protocol import AbsentError, ForgeError
from proof.tampering import TAMPERINGS
from proof.world import RATTAN_RECORD, REPORT_RECORD, TEAPOTS_RECORD, World
from standin.stage import ROOT, ROSTER
from support.commands import Run

OFFLINE = """
import sys
def refuse(event, _told):
    if event.startswith("socket."):
        raise PermissionError(event)
sys.addaudithook(refuse)
from brandpilot.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    world = World(tmp_path_factory.mktemp("proof") / "main.git")
    with world.repository:
        world.store.branch(world.good.tip)
        yield world


@pytest.fixture
def verify(made: World, capsys: pytest.CaptureFixture[str]) -> Run:
    run = Run(capsys)
    return lambda *words: run("--root", made.store.folder, "verify", *words)  # type: ignore[return-value]


@pytest.fixture(scope="module")
def kept(made: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the evidence of two walks, as the harvest keeps and publishes it."""
    folder = tmp_path_factory.mktemp("kept")
    seen = list(made.good.seen.values())
    (folder / "evidence-1.jsonl").write_bytes(b"".join(one.bytes() for one in seen[:2]))
    for one in seen[2:]:
        (folder / f"{one.pull.number}.json").write_bytes(one.bytes())
    (folder / "notes.txt").write_text("x", "utf-8")
    return folder


def spoilt(made: World, name: str) -> str:
    return TAMPERINGS[name].spoilt(made).tip


def clone(made: World, to: Path, *words: str) -> Path:
    url = made.store.folder.as_uri()
    command = ["git", "clone", "--quiet", "--bare", *words, url, str(to)]
    subprocess.run(command, check=True, capture_output=True)
    return to


def test_in_a_bare_clone_with_an_empty_environment_and_no_network(
    made: World, tmp_path: Path
) -> None:
    bare = clone(made, tmp_path / "bare.git")
    alone = [shutil.which("unshare") or "unshare", "--user", "--map-root-user", "--net"]
    is_able = subprocess.run([*alone, "true"], capture_output=True, check=False).returncode == 0
    done = subprocess.run(
        [*(alone if is_able else []), sys.executable, "-c", OFFLINE, "verify"],
        cwd=bare,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "由 Git 证实 5 份" in done.stdout.decode()


def test_git_alone_is_asked_for_objects_and_for_nothing_else(
    made: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*words: object) -> None:
        raise AssertionError(words)

    monkeypatch.setattr(git, "run", refuse)
    assert prove(made.seen, made.good.tip).findings == ()


class TestText:
    def test_each_record_has_its_line(self, verify: Run) -> None:
        told = verify()
        assert told.code == 0
        lines = [line.split() for line in told.out.splitlines()]
        fine = ["1", "2017-08-28", "shili-fujian-1", "作数", "证实", "未查", "未查"]
        assert [RATTAN_RECORD, *fine] in lines
        irregular = ["2", "2017-08-28", "无", "不合规，不作数", "证实", "未查", "未查"]
        assert [TEAPOTS_RECORD, *irregular] in lines

    def test_it_says_what_is_proved_and_what_is_not(self, made: World, verify: Run) -> None:
        out = verify().out
        assert out.startswith(f"核验到提交 {made.good.tip}。\n从 2017-01-03 名册启用")
        assert "办理记录 5 份：由 Git 证实 5 份，另有凭据证实 0 份，GitHub 查实 0 份。" in out
        assert "只有程序的记载、未经证实的：" in out
        assert "名册启用以后改过 1 次" in out
        assert out.rstrip().endswith(f"请把 {made.good.tip} 与网站或者他人公布的提交核对。")

    def test_with_all_evidence_nothing_rests_on_the_app_alone(
        self, verify: Run, kept: Path
    ) -> None:
        told = verify("--evidence", kept)
        assert told.code == 0
        assert "另有凭据证实 5 份" in told.out
        assert "未经证实" not in told.out

    def test_what_is_amiss_is_told_with_what_to_do(self, made: World, verify: Run) -> None:
        told = verify("--at", spoilt(made, "an_application_is_edited_by_a_push"))
        assert told.code == 1
        assert f"{RATTAN_RECORD}  [R317 须改正] 所办文件在决定以后有改动\n" in told.out
        assert "\n  怎样办：请查看这份文件的历史" in told.out
        assert "未证实：文件内容" in told.out

    def test_a_merge_not_yet_on_record_is_no_fault(self, made: World, verify: Run) -> None:
        told = verify("--at", spoilt(made, "a_request_is_not_on_record_yet"))
        assert told.code == 0
        assert "[R313 请核对] 已合并，待记录" in told.out

    def test_before_anybody_can_decide_there_is_nothing_to_prove(
        self, made: World, verify: Run
    ) -> None:
        first = made.repository.commit(made.begun.tip).parents[0]
        told = verify("--at", first)
        assert told.code == 0
        assert told.out == (f"核验到提交 {first}。\n名册还没有登记审查人，没有经合并作出的决定。\n")

    def test_names_out_of_spite_cannot_draw_on_the_screen(self, made: World, verify: Run) -> None:
        main = made.pushed(made.good, {"\x1b[31m\u202ex": b""})
        out = verify("--at", main.tip).out
        assert "\\u001b[31m\\u202ex" in out
        assert "\x1b" not in out


class TestJson:
    def test_it_says_the_same(self, made: World, verify: Run, kept: Path) -> None:
        told = json.loads(verify("--format", "json", "--evidence", kept).out)
        summary = {"records": 5, "git": 5, "evidence": 5, "online": 0, "merges": 8}
        assert told["summary"] == summary
        assert (told["tip"], told["begun"]) == (made.good.tip, made.begun.tip)
        [changed] = told["rosters"]
        assert ROSTER in {
            one.path
            for one in made.repository.changes(made.repository.commit(changed).parents[0], changed)
        }
        [report] = [one for one in told["records"] if one["path"] == REPORT_RECORD]
        git_says = dict.fromkeys(("record", "merge", "head", "bytes", "roster", "entitled"), True)
        assert report == {
            "path": REPORT_RECORD,
            "pull": 6,
            "merge": made.good.seen[6].pull.merge_commit,
            "head": made.good.seen[6].pull.head,
            "date": "2019-01-20",
            "office": "技术进步处",
            "approvals": [{"login": "shili-fujian-1", "authority": "fujian"}],
            "irregular": False,
            "sound": True,
            "git": git_says,
            "evidence": "proved",
            "online": "not-asked",
        }

    @pytest.mark.parametrize(
        ("name", "statement"),
        [
            ("a_record_is_edited_by_a_request_of_records", "record"),
            ("the_merge_is_on_a_branch_that_never_came_to_main", "merge"),
            ("another_commit_is_said_to_be_approved", "head"),
            ("an_application_is_edited_by_a_push", "bytes"),
            ("the_roster_of_then_is_another", "roster"),
            ("the_mergers_term_is_over", "entitled"),
        ],
    )
    def test_it_says_which_statement_does_not_hold(
        self, made: World, verify: Run, name: str, statement: str
    ) -> None:
        told = json.loads(verify("--at", spoilt(made, name), "--format", "json").out)
        [record] = [one for one in told["records"] if not one["sound"]]
        assert record["git"][statement] is False
        assert {one["severity"] for one in told["findings"]} == {"error"}

    @pytest.mark.parametrize(
        ("name", "state"),
        [
            ("the_evidence_is_edited", "differs"),
            ("the_evidence_is_missing", "missing"),
            ("an_opinion_is_made_up", "differs"),
            ("a_verdict_is_left_out", "doubtful"),
        ],
    )
    def test_it_says_how_far_the_evidence_goes(
        self, made: World, verify: Run, tmp_path: Path, name: str, state: str
    ) -> None:
        done = TAMPERINGS[name].spoilt(made)
        file = tmp_path / "kept.jsonl"
        file.write_bytes(b"".join(one.bytes() for one in done.kept or ()))
        told = json.loads(verify("--at", done.tip, "--evidence", file, "--format", "json").out)
        assert [one["evidence"] for one in told["records"] if one["evidence"] != "proved"] == [
            state
        ]


class TestOnline:
    @pytest.fixture
    def online(self, made: World, monkeypatch: pytest.MonkeyPatch) -> dict[int, Any]:
        """The forge as it answers; what stands for a request may be replaced."""
        answers: dict[int, Evidence | Exception] = dict(made.good.seen)

        class Asked:
            def evidence(self, number: int) -> Evidence:
                found = answers[number]
                if isinstance(found, Exception):
                    raise found
                return found

        monkeypatch.setattr(GitHub, "connect", lambda _own, _wait: Asked())
        return answers

    def test_every_request_is_asked_for(self, verify: Run, online: dict[int, Any]) -> None:
        told = verify("--online")
        assert told.code == 0
        assert len(online) == 7
        assert "另有凭据证实 5 份，GitHub 查实 5 份" in told.out

    def test_a_request_that_is_not_there_is_a_finding(
        self, verify: Run, online: dict[int, Any]
    ) -> None:
        online[6] = AbsentError("没有")
        told = verify("--online")
        assert told.code == 1
        assert "[R326 须改正] 与 GitHub 不一致" in told.out

    def test_a_forge_that_cannot_be_asked_is_none(
        self, verify: Run, online: dict[int, Any]
    ) -> None:
        online[6] = ForgeError("连不上 GitHub，请稍后再试。")
        told = verify("--online")
        assert (told.code, told.out) == (2, "")
        assert told.err == "brandpilot：连不上 GitHub，请稍后再试。\n"


class TestWhatCannotBeProved:
    def test_a_shallow_clone(
        self, made: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        bare = clone(made, tmp_path / "shallow.git", "--depth", "2")
        told = Run(capsys)("--root", bare, "verify")
        assert told.code == 2
        assert "git fetch --unshallow" in told.err

    def test_a_clone_without_its_files(
        self, made: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        bare = clone(made, tmp_path / "partial.git", "--filter=blob:none")
        told = Run(capsys)("--root", bare, "verify")
        assert told.code == 2
        assert "不加 --filter 重新克隆" in told.err

    def test_a_folder_that_is_no_repository(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        told = Run(capsys)("--root", tmp_path, "verify")
        assert told.code == 2
        assert "不是 Git 仓库" in told.err
        told = Run(capsys)("--root", tmp_path / "nowhere", "verify")
        assert told.code == 2
        assert "没有文件夹" in told.err

    @pytest.mark.parametrize("name", ["nowhere", "--all", "1234567890" * 4])
    def test_a_commit_that_is_not_there(self, verify: Run, name: str) -> None:
        told = verify(f"--at={name}")
        assert told.code == 2
        assert "里没有" in told.err

    @pytest.mark.parametrize(
        "content",
        [b"x", b"[]", b"{}", b'{"pull": []}', b'{"pull": {"author": 1}}', b"[" * 100_000, b"\xff"],
    )
    def test_what_is_no_evidence(self, verify: Run, tmp_path: Path, content: bytes) -> None:
        file = tmp_path / "kept.json"
        file.write_bytes(content)
        told = verify("--evidence", file)
        assert told.code == 2
        assert f"{file} 读不出来，或者不是凭据。" in told.err

    def test_a_package_without_forms_takes_the_repositorys(
        self, made: World, verify: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(asked, "_SOURCE_TREE", tmp_path)
        told = verify()
        assert told.code == 2
        assert "不是本项目的仓库" in told.err
        forms = {
            file.relative_to(ROOT).as_posix(): file.read_bytes()
            for file in (ROOT / "schemas").rglob("*.*")
        }
        main = made.merged(made.good, 10, forms)
        told = verify("--at", main.tip)
        assert told.code == 0
        assert "由 Git 证实 5 份" in told.out
