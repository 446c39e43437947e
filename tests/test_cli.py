"""The commands as a person, a terminal and a pipeline meet them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

from brandpilot import cli, inspection
from brandpilot.findings import Finding
from brandpilot.layout import record_path
from brandpilot.messages import catalogue
from support.examples import read_example
from support.house import APPLICATION, ROOT, TODAY, VALID, plant_tree

TERRIBLE = ROOT / "tests" / "examples" / "terrible-application.yaml"
TERRIBLE_PATH = "submissions/fujian/shili-pottery/2017-application.yaml"
RATTAN = (VALID / "fujian-2017-application.yaml").read_text("utf-8")
SECOND = "submissions/fujian/shili-tea/2017-application.yaml"
KEYS = ["path", "pointer", "code", "severity", "line", "column", "message", "fix", "basis"]
EVIL = "\x1b[31m\u202e\x9b"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree with the calls of this repository and two flawed filings; its forms are the checkout's."""
    copytree(ROOT / "docs" / "notices", tmp_path / "docs" / "notices")
    moved = RATTAN.replace("shili-rattan", "shili-tea").replace("示例县藤编", "样本县茶叶")
    flawed = {APPLICATION: RATTAN, SECOND: moved}
    return plant_tree(
        tmp_path, {path: text.replace("copies: 3", "copies: 0") for path, text in flawed.items()}
    )


class Told:
    """What a command said, and how it ended."""

    def __init__(self, code: int | str | None, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def rows(self) -> list[tuple[str, str]]:
        return [(row["path"], row["code"]) for row in json.loads(self.out)]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> "Run":
    return Run(capsys)


class Run:
    """Carry out a command within this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *words: object) -> Told:
        code: int | str | None
        try:
            code = cli.main([str(word) for word in words])
        except SystemExit as end:
            code = end.code
        out, err = self.capsys.readouterr()
        assert "Traceback" not in out + err
        return Told(code, out, err)


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Carry out a line of a shell with this environment's commands first on its path."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-c", command],
        env={**os.environ, "PATH": path, **environment},
        cwd=ROOT,
        capture_output=True,
        check=False,
    )


class TestCheck:
    def test_the_real_tree_has_no_findings(self, run: Run) -> None:
        told = run("--root", ROOT, "check", "--today", TODAY)
        assert (told.code, told.err) == (0, "")
        folders = (ROOT / "submissions", ROOT / "docs" / "notices")
        files = [file for folder in folders for file in folder.rglob("*/*") if file.is_file()]
        assert told.out == f"检查了 {len(files)} 份材料，没有发现问题。\n"

    def test_errors_end_with_1(self, run: Run, tree: Path) -> None:
        told = run("--root", tree, "check", "--format", "json")
        assert told.code == 1
        assert told.rows == [(APPLICATION, "S114"), (SECOND, "S114")]

    def test_warnings_alone_end_with_0(self, run: Run, tree: Path) -> None:
        text = RATTAN.replace("name: 示例县藤编产业集群", "name: ' 示例县藤编产业集群'")
        plant_tree(tree, {APPLICATION: text})
        told = run("--root", tree, "check", "--format", "json", tree / APPLICATION)
        assert (told.code, told.rows) == (0, [(APPLICATION, "C604")])

    @pytest.mark.parametrize(
        ("chosen", "found"),
        [
            (APPLICATION, 1),
            ("submissions/fujian/shili-rattan", 1),
            ("submissions/fujian/shili-rattan/", 1),
            ("submissions/fujian/../fujian/shili-rattan", 1),
            ("submissions/fujian", 2),
            ("submissions/", 2),
            (".", 2),
            ("docs", 0),
            ("docs/notices/miit/2017-433.md", 0),
        ],
    )
    def test_only_what_was_named_is_told(
        self, run: Run, tree: Path, chosen: str, found: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tree)
        for words in (["--root", tree], ["--root", "."]):
            told = run(*words, "check", "--format", "json", chosen)
            assert len(told.rows) == found
            assert told.code == int(found > 0)

    def test_what_lies_beside_is_read_for_the_rules_across_files(
        self, run: Run, tree: Path
    ) -> None:
        plant_tree(tree, {SECOND: RATTAN.replace("shili-rattan", "shili-tea")})
        told = run("--root", tree, "check", "--format", "json", tree / SECOND)
        assert told.rows == [(SECOND, "X103")]

    def test_a_draft_outside_the_tree_is_judged_by_itself(
        self, run: Run, tree: Path, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        draft = tmp_path_factory.mktemp("desk") / "申报书.yaml"
        draft.write_text(RATTAN.replace("copies: 3", "copies: 三"), "utf-8")
        told = run("--root", tree, "check", draft, "--format", "json")
        assert (told.code, told.rows) == (1, [(str(draft), "S105")])
        draft.write_text(RATTAN, "utf-8")
        told = run("--root", tree, "check", draft)
        assert (told.code, told.out) == (0, "检查了 1 份材料，没有发现问题。\n")

    def test_a_draft_and_a_record_in_one_run(self, run: Run, tree: Path, tmp_path: Path) -> None:
        draft = tmp_path / "draft.yaml"
        draft.write_bytes(b"\xff\xfe")
        told = run("--root", tree, "check", draft, tree / APPLICATION, "--format", "json")
        assert told.rows == sorted([(str(draft), "F009"), (APPLICATION, "S114")])

    def test_a_link_is_refused_by_its_name(self, run: Run, tree: Path) -> None:
        (tree / SECOND).unlink()
        (tree / SECOND).symlink_to(tree / APPLICATION)
        told = run("--root", tree, "check", tree / SECOND, "--format", "json")
        assert (told.code, told.rows) == (1, [(SECOND, "F002")])

    @pytest.mark.parametrize(
        "words",
        [
            ["check", "{tree}/submissions/nowhere.yaml"],
            ["check", f"{{tree}}/{EVIL}.yaml"],
            ["check", "{tree}/" + "x" * 300],
            ["check", "{tree}/.."],
            ["check", "{tree}/desk"],
            ["check", "{tree}/docs/guide.md"],
            ["check", f"{{tree}}/{EVIL}"],
            ["explain", "C999"],
            ["explain", EVIL],
            ["new", "petition"],
            ["new", EVIL],
            ["new", "application", "-o", "{tree}/desk/there.yaml"],
            ["new", "application", "-o", "{tree}/desk/no/such/folder.yaml"],
            ["new", "application", "-o", "{tree}/desk"],
            ["--root", "{tree}/nowhere", "check"],
        ],
    )
    def test_what_cannot_be_done_is_said_in_one_sentence(
        self, run: Run, tree: Path, words: list[str]
    ) -> None:
        unread = dict.fromkeys(("docs/guide.md", f"{EVIL}/x"), "")
        plant_tree(tree, {"desk/there.yaml": "kept", **unread})
        told = run("--root", tree, *(word.replace("{tree}", str(tree)) for word in words))
        assert (told.code, told.out) == (2, "")
        assert told.err.startswith("brandpilot：")
        assert told.err.endswith(("。\n", "。）\n"))
        assert told.err.count("\n") == 1
        assert told.err.strip().isprintable()
        assert "故障" not in told.err
        assert (tree / "desk" / "there.yaml").read_text() == "kept"

    @pytest.mark.parametrize(
        "words", [[], ["chek"], ["check", "--today", "2017-02-30"], ["explain"]]
    )
    def test_a_command_that_is_none_ends_with_2(self, run: Run, words: list[str]) -> None:
        told = run(*words)
        assert (told.code, told.out) == (2, "")
        assert told.err

    def test_without_a_tree_nothing_can_be_checked(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        told = run("check")
        assert told.code == 2
        assert "--root" in told.err

    def test_the_tree_is_found_from_below(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(ROOT / "submissions" / "hebei")
        assert run("check", "--today", TODAY).code == 0

    def test_a_day_may_be_given(self, run: Run, tree: Path) -> None:
        plant_tree(tree, {APPLICATION: RATTAN})
        words = "--root", tree, "check", tree / APPLICATION, "--format", "json", "--today"
        assert run(*words, "2017-08-17").rows == [(APPLICATION, "C208")]
        assert run(*words, "2017-08-18").rows == []

    def test_without_a_day_it_is_today_in_shanghai(
        self, run: Run, tree: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plant_tree(tree, {APPLICATION: RATTAN})
        monkeypatch.setattr(cli, "_today", lambda: "2017-01-01")
        told = run("--root", tree, "check", tree / APPLICATION, "--format", "json")
        assert told.rows == [(APPLICATION, "C208")]

    def test_json_has_its_keys(self, run: Run, tree: Path) -> None:
        told = run("--root", tree, "check", "--format", "json")
        assert [list(row) for row in json.loads(told.out)] == [KEYS] * 2

    def test_every_format_and_both_languages(self, run: Run, tree: Path) -> None:
        for language, word in (("zh", "不能小于"), ("en", "must not be less")):
            for kind in ("text", "json", "github", "sarif"):
                told = run("--root", tree, "check", "--format", kind, "--lang", language)
                assert told.code == 1
                assert "S114" in told.out
                assert (word in told.out) or language == "en"
                assert ("不能小于" in told.out) == (language == "zh")

    def test_a_tree_may_bring_its_own_forms(self, run: Run, tree: Path) -> None:
        copytree(ROOT / "schemas", tree / "schemas")
        form = tree / "schemas" / "common" / "values.schema.json"
        form.write_text(form.read_text("utf-8").replace('"minimum": 1}', '"minimum": 0}'), "utf-8")
        assert run("--root", tree, "check").code == 0

    @pytest.mark.parametrize("kind", ["text", "json", "github", "sarif"])
    def test_names_and_values_cannot_command_the_terminal(
        self, run: Run, tree: Path, kind: str
    ) -> None:
        sly = '"\\u001b[31m备注\\u202e\\u009b": 1\norganizer: "\\e[31m\\u202e"\nbatch: "::error::\\r"\n'
        plant_tree(
            tree,
            {
                f"submissions/fujian/{EVIL}\n::error::x.yaml": "",
                f"submissions/{EVIL}/a/2017-application.yaml": "",
                "submissions/fujian/sly/2017-designation.yaml": f"schema: designation/1\n{sly}",
                "docs/notices/fujian/2019-1.md": f"---\nschema: notice/1\n{sly}---\n",
            },
        )
        told = run("--root", tree, "check", "--format", kind)
        assert told.code == 1
        assert all(line.replace("\u3000", "").isprintable() for line in told.out.split("\n"))
        if kind == "github":
            assert all(
                line.startswith(("::error file=", "::warning file="))
                for line in told.out.splitlines()
            )


class TestPrivacy:
    """A public log that repeats a number publishes it a second time."""

    NUMBERS = ("13800138000", "35042719900307851X", "zhang.san@example.com", "6222021234567890128")

    @pytest.mark.parametrize("kind", ["text", "json", "github", "sarif"])
    def test_no_number_is_repeated_wherever_it_stands(
        self, run: Run, tree: Path, kind: str
    ) -> None:
        mobile, identity, mail, card = self.NUMBERS
        wide = mobile.translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
        lines = (
            *("schema: designation/1", f"# {identity}", f"备注{mobile}: 1", f"{mail}: 1"),
            *(
                f"batch: 电话{mobile}",
                f"document: {identity}",
                f"number: 账号{card}",
                f"date: {wide}",
            ),
            *(
                f"cluster: {{name: [{mobile}], industry: {mobile}, {mobile}: x}}",
                f"dossier: {mail}",
            ),
            *(f"origin: {mobile}", f'note: "{card} {wide}"', f"organizer: {{a: {identity}}}"),
        )
        page = "\n".join(
            ("---", "schema: notice/1", f"issuer: {mobile}", "---", identity, mail, "")
        )
        plant_tree(
            tree,
            {
                "submissions/fujian/x/2017-designation.yaml": "\n".join(lines) + "\n",
                "docs/notices/fujian/2017-9.md": page,
                "submissions/fujian/y/2017-designation.yaml": f"a: 1\n{mobile}: 1\n{mobile}: 2\n",
            },
        )
        told = run("--root", tree, "check", "--format", kind, "--today", TODAY)
        assert told.code == 1
        assert [number for number in (*self.NUMBERS, wide) if number in told.out] == []


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


class TestExplain:
    @pytest.mark.parametrize("code", ["C201", "c201"])
    def test_a_code_is_explained(self, run: Run, code: str) -> None:
        told = run("explain", code)
        assert told.code == 0
        assert told.out.startswith(f"C201  {catalogue()['C201'].title}  [须改正]\n")

    def test_in_english_too(self, run: Run) -> None:
        assert catalogue("en")["F014"].title in run("explain", "F014", "--lang", "en").out


class TestNew:
    def test_a_blank_form_names_what_is_known(self, run: Run) -> None:
        told = run(
            "--root",
            ROOT,
            "new",
            "application",
            "--dossier",
            "fujian/x",
            "--call",
            "fujian/2017-734",
        )
        assert told.code == 0
        assert "\ndossier: fujian/x\n" in told.out
        assert "\ncall: fujian/2017-734\n" in told.out

    def test_it_is_written_where_nothing_stands(self, run: Run, tmp_path: Path) -> None:
        out = tmp_path / "空白.yaml"
        shown = run("--root", ROOT, "new", "application/2017").out
        told = run("--root", ROOT, "new", "application/2017", "-o", out)
        assert (told.code, told.out) == (0, f"已生成 {out}\n")
        assert out.read_text("utf-8") == shown

    def test_every_form_is_offered_when_none_is_known(self, run: Run) -> None:
        told = run("--root", ROOT, "new", "petition")
        assert (
            "application/2017、demonstration/1、designation/1、notice/1、press-figures/1"
            in told.err
        )


class TestOwnFailure:
    """What is our fault ends with 2 and a sentence; the details go into a file."""

    @pytest.mark.parametrize(
        ("file", "text"),
        [
            ("schemas/application/2017.schema.json", "{"),
            ("schemas/application/2017.schema.json", '{"$id": "x", "$ref": "urn:none#/$defs/x"}'),
            ("schemas/common/values.schema.json", "\udcff"),
            ("schemas/codelists/units.csv", "slug\nfujian\n"),
            ("schemas/codelists/units.csv", "\udcff"),
        ],
    )
    def test_a_broken_form_is_told_without_a_traceback(
        self, run: Run, tree: Path, file: str, text: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TMPDIR", str(tree))
        monkeypatch.setattr("tempfile.tempdir", None)
        copytree(ROOT / "schemas", tree / "schemas")
        (tree / file).write_text(text, "utf-8", "surrogateescape")
        told = run("--root", tree, "check")
        assert (told.code, told.out) == (2, "")
        assert told.err.startswith("brandpilot：程序出了故障")
        (log,) = tree.glob("brandpilot-*.log")
        assert str(log) in told.err
        assert "Traceback" in log.read_text("utf-8")

    def test_being_stopped_is_no_failure(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def stop(*_words: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(cli, "read_law", stop)
        told = run("--root", ROOT, "check")
        assert (told.code, told.out, told.err) == (130, "", "")


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
            monkeypatch.setattr(cli, "_processes", lambda processes=processes: processes)
            told.append(run("--root", many, "check", "--format", kind, "--today", TODAY))
        assert told[0].code == 1
        assert told[0].out == told[1].out

    def test_the_work_is_done_by_others(
        self, run: Run, many: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def sign(path: str, *_rest: object, **_more: object) -> inspection.Inspected:
            return inspection.Inspected(path, (Finding(path, os.getpid(), 1, "F001"),))

        monkeypatch.setattr(inspection, "inspect_one", sign)
        monkeypatch.setattr(cli, "_processes", lambda: 2)
        told = run("--root", many, "check", "--format", "json")
        workers = {row["line"] for row in json.loads(told.out)}
        assert os.getpid() not in workers
        assert 1 <= len(workers) <= 2


@pytest.mark.usefixtures("terminal")
class TestProgress:
    """A bar for whoever waits before a terminal, and for nobody else."""

    @pytest.fixture
    def terminal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("TTY_COMPATIBLE", "1")

    def test_a_quick_check_shows_none(self, run: Run, tree: Path) -> None:
        assert "检查" not in run("--root", tree, "check", "--format", "json").err

    def test_a_slow_check_shows_one(
        self, run: Run, tree: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(cli, "_SLOW", -1.0)
        assert "检查" in run("--root", tree, "check", "--format", "json").err
