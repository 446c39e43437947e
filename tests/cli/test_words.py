"""`explain`, `new`, and what is our own failure."""

from pathlib import Path
from shutil import copytree

import pytest
from rich.cells import cell_len

from brandpilot.cli import checking
from brandpilot.messages import catalogue
from support.commands import Run
from support.house import ROOT, law


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

    @pytest.mark.parametrize(
        "words", [("--unit", "fujian"), ("--dossier", "fujian/x"), ("--dossier", "fujian")]
    )
    def test_the_unit_is_known_with_the_dossier(self, run: Run, words: tuple[str, str]) -> None:
        told = run("--root", ROOT, "new", "supervision", *words)
        assert "\nunit: fujian\n" in told.out

    def test_it_is_written_where_nothing_stands(self, run: Run, tmp_path: Path) -> None:
        out = tmp_path / "空白.yaml"
        shown = run("--root", ROOT, "new", "application/2017").out
        told = run("--root", ROOT, "new", "application/2017", "-o", out)
        words = f"已生成 {out}，填好后运行 brandpilot check {out}\n"
        assert (told.code, told.out) == (0, words)
        assert out.read_text("utf-8") == shown

    def test_every_form_is_offered_when_none_is_known(self, run: Run) -> None:
        told = run("--root", ROOT, "new", "petition")
        for name, form in law().forms.items():
            assert f"{name}（{form.schema['title']}）" in told.err


class TestWrongWords:
    """argparse's English is told in Chinese, and what was typed is shown safely."""

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ((), "brandpilot：缺少「命令」。"),
            (("petition",), "「命令」不能写 petition；可选：check、explain、new、"),
            (("check", "--format", "xml"), "「--format」不能写 xml；可选：text、json、"),
            (("draw", "zwei"), "「年度」应写整数，写的是 zwei。"),
            (("status", "--unit"), "「--unit」后面缺少内容。"),
            (("status", "--as-of", "2020"), "「--as-of」：「2020」不是日期，"),
            (("rollup", "board"), "brandpilot rollup board：缺少「--call」。"),
            (("check", "--\x1b[31m"), "没有「--\\u001b[31m」这样的选项或参数。"),
        ],
    )
    def test_it_is_told_in_chinese(self, run: Run, words: tuple[str, ...], said: str) -> None:
        told = run(*words)
        assert (told.code, told.out) == (2, "")
        assert said in told.err
        assert "\n用法：brandpilot" in told.err

    def test_help_is_in_chinese_and_its_columns_are_straight(self, run: Run) -> None:
        for words in (["--help"], *([one, "--help"] for one in ("new", "status", "rollup"))):
            shown = run(*words).out
            assert shown.startswith("用法：brandpilot")
            assert "show this help" not in shown
            assert "options:" not in shown
        lines = run("new", "--help").out.splitlines()
        unit, call = (one for one in lines if one.startswith(("  --unit", "  --call")))
        starts = {
            cell_len(line[: line.index(word)]) for line, word in ((unit, "例如"), (call, "所依据"))
        }
        assert len(starts) == 1


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

        monkeypatch.setattr(checking, "read_law", stop)
        told = run("--root", ROOT, "check")
        assert (told.code, told.out, told.err) == (130, "", "")
