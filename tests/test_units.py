"""Every recommending unit has its page; the picture of the provinces is no map and tells what the table tells."""

import re
import tomllib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from publish.opened import by_json
from support.house import ROOT
from support.sites import demo_tree, real_tree

LAYOUT = tomllib.loads((ROOT / "scripts/brandpilot/pages/tiles.toml").read_text("utf-8"))


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return real_tree(tmp_path_factory) / "build/site"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_tree(tmp_path_factory) / "build/site"


def read(site: Path, page: str) -> Tag:
    article = BeautifulSoup((site / page).read_text("utf-8"), "lxml").select_one("article")
    assert article
    return article


def test_all_34_province_level_units_have_a_place_of_their_own() -> None:
    assert len(LAYOUT) == 34
    assert len({tuple(one["at"]) for one in LAYOUT.values()}) == 34
    assert len({one["short"] for one in LAYOUT.values()}) == 34


def test_the_picture_says_that_it_is_no_map_and_links_to_every_province(real: Path) -> None:
    for page, base in (("index.html", ""), ("u/index.html", "../")):
        figure = read(real, page).select_one("figure.tiles")
        assert figure
        assert "示意图，非地图" in figure.get_text()
        assert len(figure.select("rect")) == 34
        links = {str(one["href"]).removeprefix(base) for one in figure.select("svg a")}
        provinces = {
            row["unit_id"] for row in by_json(real, "units") if row["kind_code"] == "province"
        }
        assert links == {f"u/{code}.html" for code in provinces}
        assert [one.get_text() for one in figure.select("g text")] == ["台湾", "澳门", "香港"]


def test_the_tiles_add_up_to_the_table_beside_them(real: Path) -> None:
    page = read(real, "u/index.html")
    tiles = {
        str(one["data-derived"]).removeprefix("tile:"): int(one.get_text())
        for one in page.select("svg text[data-derived]")
    }
    table = {
        str(one["data-derived"]).split(":")[1]: int(one.get_text())
        for one in page.select('td [data-derived$=":clusters"]')
    }
    assert len(table) == 37
    cities = {"dalian": "liaoning", "ningbo": "zhejiang", "xiamen": "fujian"}
    cities |= {"qingdao": "shandong", "shenzhen": "guangdong", "xpcc": "xinjiang"}
    added = dict.fromkeys(tiles, 0)
    for code, number in table.items():
        added[cities.get(code, code)] += number
    assert tiles == added
    clusters = by_json(real, "clusters")
    assert sum(tiles.values()) == sum(row["unit_id"] is not None for row in clusters)


def test_a_unit_lists_the_clusters_that_belong_to_it_now(demo: Path) -> None:
    """Fitness was moved from Xiamen to Fujian in the end."""
    named = {
        code: {str(one["href"]) for one in read(demo, f"u/{code}.html").select("table a")}
        for code in ("fujian", "xiamen")
    }
    assert "../c/shili-fitness.html" in named["fujian"]
    assert "../c/shili-fitness.html" not in named["xiamen"]
    assert "../c/shili-racquets.html" in named["xiamen"]


def test_a_unit_tells_its_filings_by_call(demo: Path) -> None:
    """2019: five filed, four recommended, three designated, three not recommended (README of the tree)."""
    table = read(demo, "u/fujian.html").select("table")[1]
    rows = {
        row.select_one("th").get_text(): [cell.get_text() for cell in row.select("td")]  # type: ignore[union-attr]
        for row in table.select("tbody tr")
    }
    assert rows["关于开展2019年示例产业集群区域品牌建设试点申报工作的通知"] == [
        "5",
        "4",
        "3",
        "3",
        "0",
    ]
    assert "已填报的年度：2020年、2021年、2022年" in read(demo, "u/fujian.html").get_text()


def test_a_unit_of_which_nothing_is_known_says_so(real: Path) -> None:
    text = read(real, "u/guizhou.html").get_text()
    assert "未查到本单位的申报通知" in text
    assert "公布的名单没有收全，不等于没有" in text


def test_an_office_is_told_with_its_landline_and_no_person(real: Path) -> None:
    page = read(real, "u/fujian.html")
    told = {
        str(one.select_one("dt").get_text()): one.select_one("dd").get_text()  # type: ignore[union-attr]
        for one in page.select("dl.card > div")
    }
    assert told["处室"] == "福建省经济和信息化委员会技术处"
    assert re.fullmatch(".*，邮编 350003", told["通信地址"])
    marks = {str(one["data-fact"]) for one in page.select("[data-fact]")}
    assert "docs/notices/fujian/2017-734.md#/call/contact_office/name" in marks
