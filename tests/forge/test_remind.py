"""Reminders: who owes what by when, and nothing that filings say does anything in them."""

import re
from collections.abc import Sequence
from datetime import date

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown  # type: ignore[import-untyped]

from brandpilot.forge.remind import Reminder, reminders
from brandpilot.load import Document
from brandpilot.obligations import obligations
from brandpilot.records import Register
from support.hostile import ATTACKS
from support.house import law
from support.registers import filed, held, recommended, supervised

SITE = "https://example.org/brandpilot/"
DAY = "2017-08-30"
APPLIED = filed("application", "2017-08-18", cluster={"name": "示例县茶叶产业集群"})


def told(content: Register, day: str = DAY, site: str = SITE) -> dict[str, Reminder]:
    as_of = date.fromisoformat(day)
    made = reminders(obligations(content, as_of), content, law(), as_of, site)
    return {one.title.removeprefix("应办事项："): one for one in made}


def body(content: Register, day: str = DAY, office: str = "福建", site: str = SITE) -> str:
    (own,) = [one.body for name, one in told(content, day, site).items() if name.startswith(office)]
    assert own
    return own


def rows(text: str) -> list[list[str]]:
    """Give the cells of the table, as a reader sees them."""
    table = BeautifulSoup(markdown(text, extensions=["tables"]), "lxml").find("table")
    assert table
    found = table.find_all("tr")[1:]
    return [[cell.get_text() for cell in row.find_all("td")] for row in found]


def named(name: str, cluster: str = "shili-tea") -> Document:
    at = f"fujian/{cluster}"
    return filed("application", "2017-08-18", dossier=at, cluster={"name": name})


def test_every_unit_and_the_ministry_have_one_and_those_who_owe_nothing_have_no_text() -> None:
    made = told(held(APPLIED, opinion_date="2017-08-31"))
    assert len(made) == len(law().codelists["units"]) + 1
    assert [name for name, one in made.items() if one.body] == ["福建省工业和信息化主管部门"]
    assert len({one.mark for one in made.values()}) == len(made)
    assert made["工业和信息化部科技司"].mark == "<!-- brandpilot:remind:ministry -->"


def test_a_reminder_says_who_owes_what_by_when_and_since_when() -> None:
    assert (
        body(held(APPLIED, opinion_date="2017-08-31"))
        == """\
<!-- brandpilot:remind:fujian -->
截至 2017-08-30，福建省工业和信息化主管部门和辖区内组织实施单位有 1 项应办事项。

| 期限 | 应办事项 | 依据 | 由谁办理 | 集群 | 现状 |
|---|---|---|---|---|---|
| 2017-08-31，还有1天 | 出具推荐意见 | 指南四&#40;二&#41; | 推荐单位 | [示例县茶叶产业集群](<https://example.org/brandpilot/c/shili-tea.html>) | 已申报（2017&#45;08&#45;18 起） |

材料经合并请求报送并合并以后，该事项从表中消去；全部办结，本议题自动关闭。本议题由程序每天更新。
各方的期限见[办理进度](<https://example.org/brandpilot/queue.html>)。
"""
    )


def test_what_is_overdue_comes_first_and_what_nobody_has_dated_says_so() -> None:
    late = named("示例县竹编产业集群", "shili-bamboo")
    content = held(
        APPLIED, late, recommended(late, "2017-08-29"), opinion_date="2017-08-20",
        paper_copies=3, paper_date="2017-09-04",
    )  # fmt: skip
    text = body(content)
    assert [row[:2] for row in rows(text)] == [
        ["2017-08-20，逾期10天", "出具推荐意见"],
        ["2017-09-04，还有5天", "向推荐单位报送纸质材料"],
        ["通知未规定期限", "向工业和信息化部报送纸质材料"],
    ]
    assert "有 3 项应办事项，其中 1 项已逾期。" in text
    assert text.count("**") == 2
    assert [row[1] for row in rows(body(content, office="工业和信息化部"))] == ["公示拟核定名单"]
    assert "辖区" not in body(content, office="工业和信息化部")


def test_a_duty_of_the_unit_itself_names_no_cluster() -> None:
    pilot = (
        APPLIED,
        recommended(APPLIED, "2017-08-29"),
        filed("designation", "2017-12-05", origin="decided"),
    )
    content = held(*pilot, supervised("fujian", 2017, "2018-01-01"))
    own = [row for row in rows(body(content, "2019-02-01")) if row[1].startswith("报送年度监督")]
    assert own == [
        ["通知未规定期限", "报送年度监督管理情况（2018年）", "指南五(一)", "推荐单位", "—", "—"]
    ]


@pytest.mark.parametrize("site", ["", "javascript:alert(1)/", "https://x@evil.invalid/", "x/\n"])
def test_without_a_sound_address_there_are_no_links(site: str) -> None:
    text = body(held(APPLIED), site=site)
    assert "](" not in text
    assert rows(text)[0][4] == "示例县茶叶产业集群"


def check(names: Sequence[str]) -> None:
    """Hold a reminder of clusters with hostile names to what it may hold."""
    content = held(*(named(name, f"shili-{at}") for at, name in enumerate(names)))
    text = body(content)
    assert text.count("<!--") == 1
    assert text.startswith("<!-- brandpilot:remind:fujian -->\n")
    assert "@" not in text
    assert not re.search(r"(?<!&)#|://|www\.", text.replace(SITE, ""))
    page = BeautifulSoup(markdown(text, extensions=["tables"]), "lxml")
    assert {one.name for one in page.find_all()} <= {
        *("html", "body", "p", "table", "thead", "tbody", "tr", "th", "td", "a", "strong"),
    }
    assert {str(one["href"]).partition("/c/")[0] for one in page.find_all("a")} <= {
        SITE.rstrip("/"), f"{SITE}queue.html",
    }  # fmt: skip
    assert [len(row) for row in rows(text)] == [6] * len(names)


def test_names_of_clusters_do_nothing() -> None:
    check(
        [
            *ATTACKS,
            "@shili-fujian-1 @example/brandpilot",
            "见 #12、GH-12、example/brandpilot#12",
            "<!-- brandpilot:remind:hebei -->",
            "a | b | c\n| d | e |\n\n# 标题",
            "[x](https://evil.invalid) www.evil.invalid http://evil.invalid",
            "\\| \\[ `\u202e` &lt;!-- &#64;all",
            "茶" * 500,
        ]
    )


@given(st.lists(st.text(min_size=1, max_size=30).filter(str.strip), min_size=1, max_size=3))
def test_names_of_any_letters_do_nothing(names: list[str]) -> None:
    check(names)


def test_a_long_list_is_cut_where_the_forge_would_refuse_it() -> None:
    names = [f"示例县{'茶叶' * 20}产业集群{n}" for n in range(700)]
    text = body(held(*(named(name, f"shili-{n}") for n, name in enumerate(names))))
    assert len(text) < 65_536
    assert len(rows(text)) == 300
    assert "有 700 项应办事项" in text
    assert "\n另有 400 项未列出。\n" in text
