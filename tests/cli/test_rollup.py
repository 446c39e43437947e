"""`rollup`: tables for those who answer for many dossiers, for people and for machines."""

import json
from pathlib import Path
from shutil import copytree

import pytest
from rich.cells import cell_len

from support.commands import RATTAN, Run, Told
from support.house import APPLICATION, ROOT, VALID, plant_tree

AT = "submissions/hunan/shili-ceramics"
EXAMPLES = {
    f"{AT}/2016-designation.yaml": "hunan-2016-designation.yaml",
    f"{AT}/2017-support.yaml": "hunan-2017-support.yaml",
    "submissions/hunan/_supervision/2018.yaml": "hunan-2018-supervision.yaml",
}
CALL = "miit/2017-433"


def example(name: str) -> str:
    return (VALID / name).read_text("utf-8")


@pytest.fixture
def filed(tmp_path: Path) -> Path:
    """A tree with this repository's notices, an application, and a pilot with what it was given."""
    copytree(ROOT / "docs" / "notices", tmp_path / "docs" / "notices")
    files = {path: example(name) for path, name in EXAMPLES.items()}
    more = example("hunan-2017-support.yaml").replace("80.5", "null").replace("10-26", "11-26")
    tax = more.replace("kind: subsidy", "kind: tax")
    added = {f"{AT}/2017-support-2.yaml": more, f"{AT}/2017-support-3.yaml": tax}
    return plant_tree(tmp_path, {**files, **added, APPLICATION: RATTAN})


def cells(told: Told) -> list[list[str]]:
    """Give the words of the lines below the head."""
    assert told.code == 0, told.err
    return [line.split() for line in told.out.splitlines()[2:]]


class TestSupervision:
    def test_for_people(self, run: Run, filed: Path) -> None:
        told = run("--root", filed, "rollup", "supervision", "--as-of", "2019-06-30")
        assert told.out.startswith(
            "截至 2019-06-30，2018 年监督管理，有试点或者有记录的推荐单位 1 个"
            "（历史资料中的试点不计）：\n\n"
        )
        assert cells(told)[1] == ["湖南省", "0", "2018-12-20", "3", "1", "2018-12-25"]

    def test_for_machines(self, run: Run, filed: Path) -> None:
        words = ("supervision", "--year", "2018", "--as-of", "2018-12-21", "--format", "json")
        assert json.loads(run("--root", filed, "rollup", *words).out) == [
            {
                "unit": "hunan",
                "year": 2018,
                "pilots": [],
                "date": "2018-12-20",
                "reported_date": None,
                "visits": 3,
                "problems": 1,
                "missing": [],
            }
        ]

    def test_the_ministry_not_told_is_said_so(self, run: Run, filed: Path) -> None:
        words = ("supervision", "--year", "2018", "--as-of", "2018-12-21")
        assert cells(run("--root", filed, "rollup", *words))[1][-1] == "未报送"

    def test_a_year_of_which_there_is_nothing(self, run: Run, filed: Path) -> None:
        told = run("--root", filed, "rollup", "supervision", "--year", "2017")
        assert told.out.endswith("推荐单位 0 个（历史资料中的试点不计）。\n")

    @pytest.mark.parametrize("word", ["17", "二〇一八", "2018-01", "１２３４"])
    def test_what_is_no_year_is_refused(self, run: Run, filed: Path, word: str) -> None:
        told = run("--root", filed, "rollup", "supervision", "--year", word)
        assert told.code == 2
        assert f"「{word}」不是年份" in told.err


class TestUnitsThatOwe:
    @pytest.mark.parametrize(
        ("as_of", "word"), [("2021-06-01", "未报送"), ("2020-12-31", "年度未结束")]
    )
    def test_nothing_recorded_is_not_nothing_done(self, run: Run, as_of: str, word: str) -> None:
        demo = ROOT / "tests" / "trees" / "demo"
        words = ("supervision", "--year", "2020", "--as-of", as_of)
        (fujian,) = (
            row for row in cells(run("--root", demo, "rollup", *words)) if row[0] == "福建省"
        )
        assert fujian == ["福建省", "3", word]


class TestSupport:
    def test_for_people(self, run: Run, filed: Path) -> None:
        told = run("--root", filed, "rollup", "support", "--as-of", "2018-01-01")
        assert told.out.startswith("截至 2018-01-01，扶持 3 项，已填金额合计 80.5 万元：\n\n")
        head, *rows = cells(told)
        assert head[-2:] == ["项数", "金额（万元）"]
        named = ["hunan/shili-ceramics", "示例区陶瓷产业集群", "2017", "示例省财政厅", "财政"]
        assert rows == [
            [*named, "资金补助", "2", "80.5，1", "项未填"],
            [*named, "税收优惠", "1", "1", "项未填"],
        ]

    def test_for_machines(self, run: Run, filed: Path) -> None:
        words = ("support", "--as-of", "2018-01-01", "--format", "json")
        subsidy, tax = json.loads(run("--root", filed, "rollup", *words).out)
        assert subsidy == {
            "dossier": "hunan/shili-ceramics",
            "year": 2017,
            "giver": "示例省财政厅",
            "department": "finance",
            "kind": "subsidy",
            "times": 2,
            "amount_cny10k": 80.5,
            "unnamed": 1,
        }
        assert (tax["amount_cny10k"], tax["unnamed"]) == (None, 1)

    def test_a_whole_sum_is_a_whole_number(self, run: Run, filed: Path) -> None:
        more = example("hunan-2017-support.yaml").replace("80.5", "19.5")
        plant_tree(filed, {f"{AT}/2017-support-2.yaml": more})
        shown = run("--root", filed, "rollup", "support", "--format", "json").out
        assert '"amount_cny10k": 100,' in shown

    def test_one_year(self, run: Run, filed: Path) -> None:
        told = run("--root", filed, "rollup", "support", "--year", "2016", "--as-of", "2018-01-01")
        assert told.out == "截至 2018-01-01，2016 年，扶持 0 项，已填金额合计 0 万元。\n"

    def test_a_text_of_two_lines_stays_in_its_line(self, run: Run, filed: Path) -> None:
        text = example("hunan-2017-support.yaml").replace("示例省财政厅", '"示例省\\n财政厅"')
        plant_tree(filed, {f"{AT}/2017-support.yaml": text})
        told = run("--root", filed, "rollup", "support", "--as-of", "2018-01-01")
        assert told.err == ""
        assert "示例省⏎财政厅" in told.out


class TestBoard:
    def test_every_unit_has_a_line(self, run: Run, filed: Path) -> None:
        told = run("--root", filed, "rollup", "board", "--call", CALL, "--as-of", "2017-09-05")
        assert told.out.startswith(f"截至 2017-09-05，{CALL}：申报 1 个，推荐 0 个：\n\n")
        head, *rows = cells(told)
        assert head[-2:] == ["2016", "年监督管理"]
        assert len(rows) == 37
        by_unit = {row[0]: row[1:] for row in rows}
        assert by_unit["福建省"] == ["1", "0", "通知未规定", "0", "0", "1", "0", "无须填报"]
        assert by_unit["河北省"][2] == "2—3"
        widths = {cell_len(line) for line in told.out.splitlines()[2:]}
        assert len(widths) <= 2

    def test_for_machines(self, run: Run, filed: Path) -> None:
        words = ("board", "--call", CALL, "--as-of", "2017-09-05", "--format", "json")
        rows = {row["unit"]: row for row in json.loads(run("--root", filed, "rollup", *words).out)}
        assert rows["fujian"] == {
            "unit": "fujian",
            "filed": 1,
            "recommended": 0,
            "quota": None,
            "paper_unit": 0,
            "paper_ministry": 0,
            "overdue": 1,
            "in_doubt": 0,
            "supervision": None,
        }
        assert rows["hebei"]["quota"] == {"min": 2, "max": 3}

    def test_an_unknown_call_is_told_with_those_that_there_are(self, run: Run, filed: Path) -> None:
        told = run("--root", filed, "rollup", "board", "--call", "miit/1999-1")
        assert told.code == 2
        assert told.err.startswith("brandpilot：没有申报通知「miit/1999-1」；现有：")
        assert CALL in told.err

    def test_a_call_must_be_named(self, run: Run, filed: Path) -> None:
        assert run("--root", filed, "rollup", "board").code == 2


def test_what_was_left_out_is_said(run: Run, filed: Path) -> None:
    plant_tree(filed, {f"{AT}/2017-support.yaml": "["})
    told = run("--root", filed, "rollup", "support", "--as-of", "2018-01-01")
    assert "所涉材料未计算在内" in told.err
    assert "扶持 2 项" in told.out
