"""`check`: what is looked at, what is told, how it ends."""

import json
from pathlib import Path
from shutil import copytree

import pytest

from brandpilot.cli import asked
from brandpilot.layout import REVIEWERS
from support.commands import EVIL, KEYS, RATTAN, SECOND, Run
from support.house import APPLICATION, ROOT, TODAY, plant_tree


class TestCheck:
    def test_the_real_tree_has_no_findings(self, run: Run) -> None:
        told = run("--root", ROOT, "check", "--today", TODAY)
        assert (told.code, told.err) == (0, "")
        folders = (ROOT / "submissions", ROOT / "docs" / "notices")
        files = [file for folder in folders for file in folder.rglob("*/*") if file.is_file()]
        files.append(ROOT / REVIEWERS)
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
        monkeypatch.setattr(asked, "today", lambda: "2017-01-01")
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
            *lines, last = told.out.splitlines()
            assert all(line.startswith(("::error file=", "::warning file=")) for line in lines)
            assert last.startswith("::notice::另有 ")  # ten are shown, and how many more there are
