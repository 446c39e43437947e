"""`worksheet`: filings side by side, for people and for machines."""

import json
from pathlib import Path
from shutil import copytree

import pytest
from rich.cells import cell_len

from support.commands import RATTAN, Run
from support.house import APPLICATION, ROOT, VALID, plant_tree

CALL = "fujian/2017-734"
FOLDER = "submissions/fujian"
TEA = f"{FOLDER}/shili-tea/2017-application.yaml"


@pytest.fixture
def filed(tmp_path: Path) -> Path:
    """A tree with this repository's notices, two filings, a recommendation and what was closed."""
    copytree(ROOT / "docs" / "notices", tmp_path / "docs" / "notices")
    tea = RATTAN.replace("shili-rattan", "shili-tea").replace("示例县藤编", "样本县茶叶")
    tea = tea.replace("funds_cny10k: 120\n", "funds_cny10k: 120.5\n")
    examples = {
        f"{FOLDER}/shili-rattan/2017-recommendation.yaml": "fujian-2017-recommendation.yaml",
        f"{FOLDER}/_closed/2017.yaml": "fujian-2017-closed.yaml",
    }
    files = {path: (VALID / name).read_text("utf-8") for path, name in examples.items()}
    return plant_tree(tmp_path, {APPLICATION: RATTAN, TEA: tea, **files})


def words(filed: Path, *more: str) -> tuple[object, ...]:
    as_of = ("--as-of", "2017-09-30")
    return ("--root", filed, "worksheet", "--unit", "fujian", "--call", CALL, *as_of, *more)


def test_for_people(run: Run, filed: Path) -> None:
    told = run(*words(filed))
    assert told.code == 0, told.err
    first, *tables, priority, closed = told.out.splitlines()
    assert first == f"截至 2017-09-30，福建省 {CALL}：申报 2 个。"
    _, _, who, *_, head, rattan, tea, _, opinion, reason, _ = tables
    assert who.split() == [
        *("fujian/shili-rattan", "示例县藤编产业集群", "示例县人民政府"),
        "家具制造业；木材加工和木、竹、藤、棕、草制品业；文教、工美、体育和娱乐用品制造业",
    ]
    assert head.split()[4:] == [
        *("工业增加值率（%）", "自主品牌产品销售比重（%）", "新产品产值率（%）"),
        *("任务经费（万元）", "状态", "排序", "检查发现"),
    ]
    assert rattan.split() == [
        "fujian/shili-rattan",
        *("是", "0", "35", "25.6", "36.2", "15.1", "1260", "已推荐", "1", "0"),
    ]
    assert tea.split()[-2:] == ["已申报", "0"]
    assert cell_len(rattan) == cell_len(tea)
    assert opinion.split() == ["卷宗", "推荐意见"]
    assert reason.split()[1].startswith("申报材料齐全。")
    assert reason.endswith("建议优先支持。")
    assert priority.startswith("示范基地")
    assert closed == "未推荐：不符合申报条件 1 件，材料不齐 2 件，申报单位撤回 1 件。"


def test_for_machines(run: Run, filed: Path) -> None:
    told = json.loads(run(*words(filed, "--format", "json")).out)
    assert (told["unit"], told["call"], told["as_of"]) == ("fujian", CALL, "2017-09-30")
    rattan, tea = told["filings"]
    assert (rattan["dossier"], rattan["rank"], rattan["state"]) == (
        "fujian/shili-rattan",
        1,
        "recommended",
    )
    assert rattan["opinion"].endswith("建议优先支持。")
    assert (tea["rank"], tea["opinion"]) == (None, None)
    assert told["closed"] == {"incomplete": 2, "not_eligible": 1, "withdrawn": 1}


def test_a_filing_with_findings_is_not_hidden(run: Run, filed: Path) -> None:
    text = (filed / TEA).read_text("utf-8").replace("  copies: 3\n", "  copies: 0\n")
    plant_tree(filed, {TEA: text})
    told = run(*words(filed))
    assert "有 1 处须改正" in told.err
    who, tea = (line for line in told.out.splitlines() if line.startswith("fujian/shili-tea"))
    assert who.split() == ["fujian/shili-tea"]
    assert tea.split() == ["fujian/shili-tea", "有疑义", "1"]


def test_where_nothing_was_filed_there_is_no_table(run: Run, filed: Path) -> None:
    told = run("--root", filed, "worksheet", "--unit", "xizang", "--call", "miit/2017-433")
    assert told.out.splitlines()[0].endswith("：申报 0 个。")
    assert told.out.splitlines()[1:] == ["未推荐：没有统计。"]


def test_nothing_closed_is_said(run: Run, filed: Path) -> None:
    text = (VALID / "fujian-2017-closed.yaml").read_text("utf-8")
    empty = text[: text.index("reasons:")] + "reasons: []\n"
    plant_tree(filed, {f"{FOLDER}/_closed/2017.yaml": empty})
    assert run(*words(filed)).out.endswith("未推荐：0 件。\n")


@pytest.mark.parametrize(
    ("unit", "call", "what"),
    [
        ("fujan", CALL, "推荐单位「fujan」"),
        ("fujian", "fujian/2017-999", "申报通知「fujian/2017-999」"),
        ("fujian", "miit/2018-283", "申报通知「miit/2018-283」"),
    ],
)
def test_what_is_not_there_is_refused(
    run: Run, filed: Path, unit: str, call: str, what: str
) -> None:
    told = run("--root", filed, "worksheet", "--unit", unit, "--call", call)
    assert (told.code, told.out) == (2, "")
    assert f"没有{what}" in told.err
