"""`evaluate` proves what was published: an input, a weight or a result changed is told."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from brandpilot.cli import main
from support.house import ROOT
from support.sites import DEMO_TREE

SCHEME = ROOT / "schemas/schemes/example-1.toml"
DAY = "2026-01-01"
REPORT = "submissions/fujian/shili-teaware/2021-annual-report.yaml"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "demo"
    shutil.copytree(DEMO_TREE, root)
    return root


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = main([str(word) for word in words])
    told = capsys.readouterr()
    return code, told.out, told.err


@pytest.fixture
def published(tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    words = ("--root", tree, "evaluate", "2021", "--as-of", DAY, "--format", "json")
    code, out, _ = run(capsys, *words, "--scheme", SCHEME)
    assert code == 0
    file = tmp_path / "2021.json"
    file.write_text(out, encoding="utf-8")
    return file


def verify(
    capsys: pytest.CaptureFixture[str], tree: Path, file: Path, scheme: Path = SCHEME
) -> tuple[int, str]:
    words = ("--root", tree, "evaluate", "2021", "--verify", file, "--scheme", scheme)
    code, out, _ = run(capsys, *words)
    return code, out


def test_what_was_published_is_computed_again_to_the_byte(
    tree: Path, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(capsys, tree, published) == (0, "一致：重新推算的结果与公布的文件逐字节相同。\n")


def test_an_input_that_was_changed_is_named(
    tree: Path, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tree / REPORT
    path.write_text(path.read_text("utf-8").replace("actual: 50\n", "actual: 43\n"), "utf-8")
    code, out = verify(capsys, tree, published)
    told = out.splitlines()
    assert code == 1
    assert told[0].startswith(f"所依据的文件：{REPORT} sha256 公布的是 ")
    assert (
        "评价结果：fujian/shili-teaware indicators_improved verdict_code 公布的是 met，应是 not_met；"
        "count 公布的是 3.0，应是 2.0；note_code 公布的是 None，应是 not_improved；"
        "note_code_missing 公布的是 不适用，应是 None。"
    ) in told
    assert any(line.startswith("评分：fujian/shili-teaware least ") for line in told)


def test_an_input_changed_without_consequence_is_named_too(
    tree: Path, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (tree / REPORT).open("a", encoding="utf-8") as file:
        file.write("# 说明\n")
    code, out = verify(capsys, tree, published)
    assert code == 1
    assert [line.partition(" sha256")[0] for line in out.splitlines()] == [
        f"所依据的文件：{REPORT}"
    ]


def test_a_weight_that_was_changed_is_told(
    tree: Path, published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.toml"
    text = SCHEME.read_text("utf-8").replace("report_on_time = 10", "report_on_time = 40")
    other.write_text(text, "utf-8")
    code, out = verify(capsys, tree, published, other)
    assert code == 1
    assert out.splitlines()[0] == "评分方案：与现在的不同。"
    assert {line.partition("：")[0] for line in out.splitlines()[1:]} == {"评分"}


def changed(file: Path, part: str, at: int, **cells: Any) -> None:
    told = json.loads(file.read_text("utf-8"))
    told[part][at].update(cells)
    file.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", "utf-8")


@pytest.mark.parametrize("part", ["results", "indicators", "rollups", "peers", "scores", "inputs"])
def test_a_result_that_was_changed_is_told(
    tree: Path, published: Path, part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(published.read_text("utf-8"))[part][3]
    column = next(key for key in reversed(told) if told[key] is not None)
    changed(published, part, 3, **{column: "别的"})
    code, out = verify(capsys, tree, published)
    assert code == 1
    assert len(out.splitlines()) == 1 or part == "inputs"
    assert f"{column} 公布的是 别的" in out or "公布的多出" in out


def test_another_program_is_told(
    tree: Path, published: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("brandpilot.evaluate.yearfile.program", lambda: "0" * 64)
    assert verify(capsys, tree, published) == (1, "程序：与现在的不同。\n")


def test_the_same_content_spelled_otherwise_is_told(
    tree: Path, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(published.read_text("utf-8"))
    published.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    assert verify(capsys, tree, published) == (1, "内容相同，写法（空格、换行或者先后）不同。\n")


def test_the_file_of_another_year_is_told_as_that(
    tree: Path, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--root", tree, "evaluate", "2020", "--verify", published, "--scheme", SCHEME)
    assert run(capsys, *words)[:2] == (1, "公布的文件是 2021 年的，不是 2020 年的。\n")


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"as_of": "x"}', "\ud800", "[" * 100_000])
def test_what_is_no_evaluation_is_refused_in_a_sentence(
    tree: Path, tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    code, out, err = run(capsys, "--root", tree, "evaluate", "2021", "--verify", file)
    assert (code, out) == (2, "")
    assert "读不出截止日期" in err or "不是年度评价" in err
    assert "Traceback" not in err


def test_a_year_without_pilots_names_those_that_had_some(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "--root", tree, "evaluate", "1999", "--as-of", DAY)
    assert code == 2
    assert (
        "1999 年没有试点；有试点的年度：2015、2016、2017、2018、2019、2020、2021、2022、2023。"
        in err
    )


def test_the_answer_for_people_counts_every_verdict(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "--root", tree, "evaluate", "2021", "--as-of", DAY)
    assert code == 0
    assert out.splitlines()[0] == (
        "2021 年年度评价，截至 2026-01-01：试点 9 个，年度总结 6 份。未知不算零。"
    )
    rows = {line.split()[0]: line.split()[1:] for line in out.splitlines()[2:]}
    assert rows["评价事项"] == ["达到", "未达到", "未知", "文件未规定", "不适用", "依据"]
    assert rows["年度总结按期报送"] == ["4", "1", "0", "2", "2", "指南四(五)"]
    assert "得分" not in out
