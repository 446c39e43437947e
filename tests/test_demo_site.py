"""The demonstration's site: marked on every page, true to its files, each kind of record told."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from chinese_calendar import get_workdays

from brandpilot.course import Taken
from brandpilot.records import Register
from support.house import law
from support.shown import expected, marks, read_files, resolve, scalars, shown
from support.sites import DEMO_DAY, ROOT, demo_tree, edition_of

NOT_SHOWN = ("schema", "dossier", "origin", "document", "call", "implements", "issuer")
"""Keys of texts that a page shows as a link, a name or a place instead."""


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_tree(tmp_path_factory)


@pytest.fixture(scope="session")
def pages(tree: Path) -> dict[str, BeautifulSoup]:
    site = tree / "build/site"
    files = sorted(site.rglob("*.html"))
    return {
        file.relative_to(site).as_posix(): BeautifulSoup(file.read_text("utf-8"), "lxml")
        for file in files
    }


@pytest.fixture(scope="session")
def files(tree: Path) -> dict[str, Any]:
    return read_files(tree)


@pytest.fixture(scope="session")
def content(tree: Path) -> Register:
    return edition_of(tree, DEMO_DAY).register


def text(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def entry(page: BeautifulSoup, record: str) -> str:
    found = page.find(id=f"记录-{record}")
    assert isinstance(found, Tag), record
    return text(found)


def test_every_page_says_that_it_is_made_up(tree: Path, pages: dict[str, BeautifulSoup]) -> None:
    assert len(pages) > 50
    for name, page in pages.items():
        assert text(page.select_one(".md-banner .demo")) == "示例数据，全部虚构", name
        assert "示例：" in text(page.title), name
    info = json.loads((tree / "build/site/build-info.json").read_text("utf-8"))
    assert info["demo"] is True


def test_its_links_lead_somewhere_on_borrowed_pages_too(
    tree: Path, pages: dict[str, BeautifulSoup]
) -> None:
    assert {"guide.html", "apply.html", "about.html", "glossary.html"} <= set(pages)
    site, checked = tree / "build/site", 0
    for name, page in pages.items():
        for tag in page.select("article a[href]") if name != "404.html" else ():
            full = urlsplit(urljoin(f"http://site/{name}", str(tag["href"])))
            if full.netloc == "site":
                target = unquote(full.path).lstrip("/")
                assert (site / target).is_file(), (name, tag)
                anchor = unquote(full.fragment)
                assert not anchor or pages[target].find(id=anchor), (name, tag)
                checked += 1
    assert checked > 500


def test_every_mark_shows_what_the_file_says(
    pages: dict[str, BeautifulSoup], files: dict[str, Any]
) -> None:
    looked_at = 0
    for name, mark, place in marks(pages, "data-fact"):
        assert shown(mark) == expected(resolve(files, place)), (name, place)
        looked_at += 1
    assert looked_at > 5000


def test_every_value_that_is_published_is_on_a_page(
    pages: dict[str, BeautifulSoup], files: dict[str, Any], content: Register
) -> None:
    places = {place for _, _, place in marks(pages, "data-fact")}
    published = [record.path for one in content.dossiers for record in one.records]
    published += [notice.path for notice in content.notices]
    missing = [
        f"{path}#{pointer}"
        for path in published
        for pointer, value in scalars(files[path])
        if value is not None and f"{path}#{pointer}" not in places
    ]
    missing = [one for one in missing if "/proof/verdicts/" not in one]  # shown as their number
    assert [one for one in missing if not one.endswith(tuple(f"/{n}" for n in NOT_SHOWN))] == []


def test_the_titles_of_changed_boxes_are_those_of_the_form(
    pages: dict[str, BeautifulSoup],
) -> None:
    told = {pointer: text(mark) for _, mark, pointer in marks(pages, "data-pointer")}
    assert told["/plan/end_date"] == "试点工作方案 › 试点结束日期"
    form = law().forms["application/2017"]
    for pointer, title in told.items():
        node = [int(part) if part.isdecimal() else part for part in pointer.split("/")[1:]]
        assert title == form.title(tuple(node))


def test_a_public_notice_shows_its_days_its_list_and_its_ledger(
    pages: dict[str, BeautifulSoup], files: dict[str, Any]
) -> None:
    counted = 0
    for name, page in pages.items():
        told = files.get(f"docs/{name.removesuffix('.html')}.md", {}).get("public_notice")
        if not told:
            continue
        first, last = (date.fromisoformat(told[key]) for key in ("start_date", "end_date"))
        days = page.select_one("[data-derived^=workdays]")
        assert days is not None
        assert days["value"] == str(len(get_workdays(first, last)))
        assert len(page.select(".listed li")) == len(told["clusters"])
        rows = [text(row) for row in page.select(".ledger tbody tr")]
        assert len(rows) == len(told["objections"])
        for row, one in zip(rows, told["objections"], strict=True):
            assert row.startswith(f"第 {one['number']} 号")
            assert ("整个名单" in row) == (one["dossier"] is None)
        counted += 1
    assert counted >= 3


def test_a_day_that_no_file_bears_is_reckoned_from_one(
    pages: dict[str, BeautifulSoup], files: dict[str, Any]
) -> None:
    told = {
        name: mark["datetime"]
        for _, mark, name in marks(pages, "data-derived")
        if name.startswith("day:")
    }
    ends = ("day:notice-over:", "day:objections-opened:")
    over = {name: day for name, day in told.items() if name.startswith(ends)}
    assert len(over) >= 3
    for name, day in over.items():
        last = files[name.split(":")[2]]["public_notice"]["end_date"]
        assert date.fromisoformat(str(day)) == date.fromisoformat(last) + timedelta(days=1)
    assert {name.split(":")[1] for name in told} == {
        "notice-over",
        "objections-opened",
        "period-over",
    }


def test_each_state_says_since_when_by_which_file_and_whose_turn_it_is(
    pages: dict[str, BeautifulSoup], content: Register
) -> None:
    for dossier in content.dossiers:
        status = pages[f"c/{dossier.cluster}.html"].select_one(".status")
        assert status is not None
        standing = dossier.course.at(DEMO_DAY)
        state = law().table.states[standing.state]
        if not dossier.records:
            assert text(status.select_one(".state")) == "有疑义"
            continue
        assert text(status.select_one(".state")) == state.name
        assert (status.select_one(".turn") is not None) == bool(state.next)
        if standing.since:
            times = [str(one["datetime"]) for one in status.select("time")]
            assert standing.since in times, dossier.id
            assert status.select_one(".by a") is not None


def test_every_event_of_a_dossier_is_told_in_its_order(
    pages: dict[str, BeautifulSoup], content: Register
) -> None:
    for dossier in content.dossiers:
        page = pages[f"c/{dossier.cluster}.html"]
        taken = list(told(dossier.course.taken(DEMO_DAY)))
        assert len(page.select("ol.timeline > li")) == len(taken)
        days = [str(one["datetime"]) for one in page.select("ol.timeline > li > .day time")]
        assert days == sorted(days)
        changes = [text(one).split()[-1] for one in page.select("ol.timeline .became")]
        names = law().table.states
        assert changes == [
            names[one.after.state].name for one in taken if one.after.state != one.before.state
        ]


def told(course: Iterable[Taken]) -> Iterator[Taken]:
    """A notice that ends with objections open is one event to a reader, not two."""
    for one, other in pairwise((*course, None)):
        if one and other and other.event.name == "objections-opened":
            assert one.event.name == "notice-over"
            assert one.event.day == other.event.day
        elif one and one.event.name != "period-over:imported":
            yield one


def test_each_kind_tells_its_chief_facts(pages: dict[str, BeautifulSoup]) -> None:
    bamboo, stone = pages["c/shili-bamboo.html"], pages["c/shili-stone.html"]
    for record, words in {
        "2019-recommendation": ("推荐单位（福建省）", "排序 1", "同意推荐"),
        "2019-paper-unit": ("收到份数 3 份", "比对结果 一致"),
        "2019-expert-review": ("汇总得分 84", "极差 6.5", "评分人数 5 人"),
        "2020-designation": ("核定单位 工业和信息化部", "第 5 批", "示例〔2020〕3号"),
        "2020-annual-report": ("总结年度 2020年", "按计划推进 发展战略", "工业增加值率"),
        "2020-support": ("给予单位 示例福建省财政厅", "50 万元"),
        "2020-correction": ("骨干企业 第 1 项 › 企业产值", "5.5", "5.8"),
        "2023-demonstration-application": ("申报通知", "查看全文"),
    }.items():
        for word in words:
            assert word in entry(bamboo, record), (record, word)
    assert "整改期限 2021年1月31日" in entry(stone, "2020-status-change-unit")
    ledger = text(stone.select_one(".ledger"))
    assert "第 2 号" in ledger
    assert "不成立" in ledger
    assert "第 1 号" not in ledger
    merged = pages["c/shili-racquets.html"]
    assert merged.select_one(
        '[id="记录-2022-status-change-ministry"] a[href="../c/shili-fitness.html"]'
    )
    revised = pages["c/shili-teaware.html"]
    assert "试点工作方案 › 试点结束日期" in entry(revised, "2021-plan-revision")


def test_a_refused_recommendation_says_why(pages: dict[str, BeautifulSoup]) -> None:
    page = pages["c/shili-porcelain.html"]
    assert "L102 推荐以后申报书有改动" in entry(page, "2019-recommendation")
    assert "转为 推荐失效" in entry(page, "2019-recommendation")


def test_what_has_ended_says_why_at_the_top(pages: dict[str, BeautifulSoup]) -> None:
    for cluster, words in {
        "mesh": ("已取消试点", "自 2021年10月20日 起", "事由 暂停期间仍未整改", "依据 《产业集群"),
        "sanitaryware": ("已退出试点", "事由 骨干企业外迁", "依据 组织实施单位书面申请"),
        "racquets": ("已并入其他集群", "并入的卷宗 示例辛区健身器材产业集群"),
        "porcelain": ("未核定", "名单没有列入本集群", "下一步：以后年度可以重新申报"),
        "luggage": ("未核定", "本集群的核定记录没有通过检查，不作数"),
    }.items():
        status = text(pages[f"c/shili-{cluster}.html"].select_one(".status"))
        for word in words:
            assert word in status, (cluster, word)
        assert "轮到" not in status


def test_a_doubt_names_the_record_and_says_what_follows(pages: dict[str, BeautifulSoup]) -> None:
    doubt = text(pages["c/shili-luggage.html"].select_one(".doubt"))
    assert "改正以前不公布，也不作数" in doubt
    assert "2020年试点核定 ：没有经过公示" in doubt
    both = text(pages["c/shili-porcelain.html"].select_one(".doubt"))
    assert "照常公布。 2019年推荐意见 ：" in both
    assert "2021年申报书第2份 ：" in both
    hidden = pages["c/shili-cashmere.html"].select_one(".status")
    assert "未公布" in text(hidden)
    assert "未查到" not in text(hidden)


def test_a_transfer_shows_the_unit_of_now_and_the_units_of_then(
    pages: dict[str, BeautifulSoup],
) -> None:
    page = pages["c/shili-fitness.html"]
    assert "推荐单位 福建省" in text(page.select_one(".status"))
    assert "推荐单位（厦门市）" in entry(page, "2019-recommendation")


def test_a_score_bears_the_title_that_the_call_gives_its_criterion(
    pages: dict[str, BeautifulSoup],
) -> None:
    rows = [text(row) for row in pages["c/shili-bamboo/2019-expert-review.html"].select(".few tr")]
    assert any(row.startswith("产业影响力 influence ") for row in rows)


def test_rows_of_few_words_are_a_table(pages: dict[str, BeautifulSoup]) -> None:
    page = pages["c/shili-bamboo/2022-annual-report.html"]
    heads = [text(one) for one in page.select(".few thead th")]
    assert heads[:3] == ["措施名称", "进展", "措施内容"]
    assert "事故情况 无" in text(page.select_one(".full dl.card"))
    filing = pages["c/shili-bamboo/2019-application.html"]
    assert filing.select_one('dl.card a[href="../../notices/fujian/2019-1.html"]')
    for link in filing.select(".parts a"):
        assert filing.find(id=unquote(str(link["href"])).removeprefix("#"))


def test_a_new_name_and_a_new_organizer_lead(pages: dict[str, BeautifulSoup]) -> None:
    assert text(pages["c/shili-porcelain.html"].h1).startswith("示例戊县艺术陶瓷产业集群")
    assert "石材产业园区管理委员会" in text(pages["c/shili-stone.html"].select_one(".status"))


def test_a_page_of_a_cluster_stays_small(tree: Path) -> None:
    for file in (tree / "build/site/c").glob("*.html"):
        assert file.stat().st_size < 80_000, file.name


def test_every_state_has_its_colour() -> None:
    styles = (ROOT / "scripts/brandpilot/pages/assets/parts.css").read_text("utf-8")
    told = set(re.findall(r"\.state-([a-z_]+)", styles))
    assert told == {*law().table.states, "in_doubt"}
