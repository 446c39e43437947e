"""`draw`: anyone draws again, and compares with the record."""

import json
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from brandpilot.layout import panel_path
from support.commands import EVIL, Run
from support.house import ROOT, VALID, document, plant_tree
from support.trees import grow

PANEL = panel_path(2017)
MODEL = (VALID / "miit-2017-expert-panel.yaml").read_text("utf-8")
DRAWN = """    assignments:
      - dossier: fujian/shili-rattan
        experts: [E008, E006, E002]
      - dossier: hebei/shili-pipeline
        experts: [E001, E003, E008]
      - dossier: hubei/shili-luggage
        experts: [E004, E005, E007]
"""


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    """A tree with a call that sets terms, and the model panel that was drawn by them."""
    story = ROOT / "tests" / "trees" / "a-draw-that-disregards-its-call"
    return plant_tree(grow(story, tmp_path), {PANEL: MODEL})


def undrawn(text: str) -> str:
    """Take the experts out of every assignment."""
    lines = text.splitlines(keepends=True)
    return "".join(
        "        experts: []\n" if line.startswith("        experts:") else line for line in lines
    )


def test_the_last_round_is_drawn_again_and_agrees(run: Run, drawn: Path) -> None:
    told = run("--root", drawn, "draw", 2017)
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("# 2017 年专家抽取，第 2 轮，2017-09-28\n")
    for line in (
        "# 种子来源：示例彩票2017年第113期开奖号码，按公布的次序，各号之间加“-”\n",
        "# 种子：05-07-14-20-26-31-08\n",
        "# 条件：3 个集群，每个集群 3 人，异地评审，每人至多 2 个集群\n",
        "# 抽取日以前的回避和弃权：3 项；上一轮席位：9 个\n",
        "# 与记录一致。\n",
    ):
        assert line in told.out


def test_a_round_may_be_named(run: Run, drawn: Path) -> None:
    told = run("--root", drawn, "draw", 2017, "--round", 1)
    assert told.code == 0
    assert "# 抽取日以前的回避和弃权：2 项；上一轮席位：0 个\n" in told.out
    assert told.out.endswith(f"# 与记录一致。\n{DRAWN}")


def test_what_differs_is_named_and_ends_with_1(run: Run, drawn: Path) -> None:
    plant_tree(drawn, {PANEL: MODEL.replace("[E004, E005, E007]", "[E004, E005, E001]")})
    told = run("--root", drawn, "draw", 2017, "--round", 1)
    assert told.code == 1
    assert told.out.endswith(f"# 与记录不一致：hubei/shili-luggage\n{DRAWN}")


def test_what_is_drawn_may_be_pasted_and_then_agrees(run: Run, drawn: Path) -> None:
    blank, _ = undrawn(MODEL).split("  - round: 2\n")
    plant_tree(drawn, {PANEL: blank})
    told = run("--root", drawn, "draw", 2017)
    assert told.code == 0
    assert "# 结果尚未记录。" in told.out
    lines = "".join(line for line in told.out.splitlines(keepends=True) if line[0] != "#")
    assert lines == DRAWN
    pasted = blank[: blank.index("    assignments:\n")] + lines
    plant_tree(drawn, {PANEL: pasted})
    assert "# 与记录一致。\n" in run("--root", drawn, "draw", 2017).out
    assert run("--root", drawn, "check").code == 0


def test_it_is_indented_as_the_record_is(run: Run, drawn: Path) -> None:
    text = MODEL.replace("\n  - round", "\n- round").replace("\n    ", "\n  ")
    head = text.index("draws:\n")
    plant_tree(drawn, {PANEL: MODEL[: MODEL.index("draws:\n")] + text[head:]})
    told = run("--root", drawn, "draw", 2017, "--round", 1)
    assert told.code == 0
    assert told.out.endswith(DRAWN.replace("\n    ", "\n  ").removeprefix("  "))


def test_before_the_seed_is_known_the_register_can_be_published(run: Run, drawn: Path) -> None:
    first, _ = undrawn(MODEL).split("  - round: 2\n")
    plant_tree(drawn, {PANEL: first.replace('seed: "03-12-18-25-29-33-11"', "seed: null")})
    told = run("--root", drawn, "draw", 2017)
    assert told.code == 0
    experts = document("panel.yaml", MODEL).data["experts"]
    text = json.dumps(experts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert f"# 名册：8 人，校验值（SHA-256）{sha256(text.encode()).hexdigest()}\n" in told.out
    assert "# 种子：尚未产生\n" in told.out
    assert told.out.endswith("# 种子产生以后，填入记录，再运行一次。\n")
    answer = json.loads(run("--root", drawn, "draw", 2017, "--format", "json").out)
    unknown = ("seed", "assignments", "short", "recorded", "agrees")
    assert [answer[key] for key in unknown] == [None] * len(unknown)


def test_empty_seats_are_told(run: Run, tmp_path: Path) -> None:
    tree = grow(ROOT / "tests" / "trees" / "too-few-experts-to-draw-from", tmp_path)
    told = run("--root", tree, "draw", 2017)
    assert told.code == 0
    assert "# 可评的专家不够：hebei/shili-pipeline 缺 1 人\n# 与记录一致。\n" in told.out
    answer = json.loads(run("--root", tree, "draw", 2017, "--format", "json").out)
    assert answer["short"] == {"hebei/shili-pipeline": 1}


def test_a_program_in_another_language_draws_the_same_from_the_answer(
    run: Run, drawn: Path
) -> None:
    answer = json.loads(run("--root", drawn, "draw", 2017, "--format", "json").out)
    assert (answer["round"], answer["agrees"]) == (2, True)
    assert answer["terms"] == {"per_cluster": 3, "other_region": True, "workload": 2}
    assert len(answer["barred"]) == 3
    done = subprocess.run(
        ["node", ROOT / "tests" / "drawing" / "redraw.mjs"],
        input=json.dumps([answer]),
        capture_output=True,
        text=True,
        check=True,
    )
    (again,) = json.loads(done.stdout)
    assert sorted(again["assigned"]) == sorted(
        [row["dossier"], row["experts"]] for row in answer["assignments"]
    )


def test_terms_without_limits_are_told_as_such(run: Run, drawn: Path) -> None:
    (call,) = (drawn / "docs" / "notices" / "miit").glob("*.md")
    text = call.read_text("utf-8").replace("workload: 2", "workload: null")
    call.write_text(text.replace("other_region: true", "other_region: false"), "utf-8")
    told = run("--root", drawn, "draw", 2017)
    assert "# 条件：3 个集群，每个集群 3 人，不限地区，每人不限\n" in told.out


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        (None, (), f"专家抽取（{PANEL}）。"),
        ("]", (), f"{PANEL} 有须改正的问题"),
        (MODEL.replace("region: hunan", "region: null"), (), f"{PANEL} 有须改正的问题"),
        (MODEL.replace("year: 2017\n", "year: 2018\n"), (), f"{PANEL} 有须改正的问题"),
        (MODEL.replace("employer: ", "employer: 13800138000 ", 1), (), f"{PANEL} 有须改正的问题"),
        (MODEL[: MODEL.index("draws:")] + "draws: []\n", (), "还没有安排抽取"),
        (MODEL, ("--round", "3"), "没有第 3 轮；已有第 1、2 轮。"),
        (MODEL.replace("miit/2017-433", "miit/2017-1"), (), "申报通知 miit/2017-1 没有规定"),
    ],
)
def test_what_cannot_be_drawn_is_said(
    run: Run, drawn: Path, text: str | None, words: tuple[str, ...], sentence: str
) -> None:
    if text is None:
        (drawn / PANEL).unlink()
    else:
        plant_tree(drawn, {PANEL: text})
    told = run("--root", drawn, "draw", 2017, *words)
    assert (told.code, told.out) == (2, "")
    assert sentence in told.err


def test_a_link_is_not_followed(run: Run, drawn: Path) -> None:
    (drawn / PANEL).rename(drawn / "panel.yaml")
    (drawn / PANEL).symlink_to(drawn / "panel.yaml")
    told = run("--root", drawn, "draw", 2017)
    assert (told.code, told.out) == (2, "")


def test_nothing_in_a_seed_reaches_the_terminal_or_leaves_its_line(run: Run, drawn: Path) -> None:
    seed = json.dumps(f"{EVIL}\n- dossier: x")
    plant_tree(drawn, {PANEL: MODEL.replace('"05-07-14-20-26-31-08"', seed)})
    for words in ((), ("--format", "json")):
        told = run("--root", drawn, "draw", 2017, *words)
        assert told.code == 1
        assert not {"\x1b", "\u202e", "\x9b"} & set(told.out)
        assert "\n- dossier" not in told.out
