"""The built site of the real tree: what a page says, where its links lead, what it fetches."""

import html
import json
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from brandpilot.codelists import read_codelists
from brandpilot.messages import catalogue
from support.sites import ROOT, SITE_URL, real_tree


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return real_tree(tmp_path_factory) / "build/site"


@cache
def read(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text("utf-8"), "lxml")


@cache
def anchors(file: Path) -> frozenset[str]:
    return frozenset(str(one["id"]) for one in read(file).select("[id]"))


def pages(site: Path) -> dict[str, BeautifulSoup]:
    return {file.relative_to(site).as_posix(): read(file) for file in sorted(site.rglob("*.html"))}


def text(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def test_every_link_within_the_site_leads_somewhere(site: Path) -> None:
    checked = 0
    for name, page in pages(site).items():
        for tag in page.select("article a[href], nav a[href], footer a[href], form[action]"):
            full = urlsplit(urljoin(f"http://site/{name}", str(tag["href"])))
            if full.netloc != "site":
                assert full.scheme in ("http", "https"), (name, tag)
                continue
            if name == "404.html":
                full = full._replace(path=full.path.removeprefix(urlsplit(SITE_URL).path))
            target = site / unquote(full.path).lstrip("/")
            assert target.is_file(), (name, tag)
            if full.fragment:
                assert unquote(full.fragment) in anchors(target), (name, tag)
            checked += 1
    assert checked > 500


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for name, page in pages(site).items():
        fetched = [str(tag["src"]) for tag in page.select("[src]")]
        fetched += [str(tag["href"]) for tag in page.select("link[href]:not([rel=canonical])")]
        assert [one for one in fetched if urlsplit(one).netloc] == [], name
    for file in (*site.glob("assets/*.css"), *site.glob("assets/*.js")):
        assert re.findall(r"url\(|@import|unpkg", file.read_text("utf-8")) == [], file


def test_each_page_carries_a_policy_that_knows_its_scripts(site: Path) -> None:
    for name, page in pages(site).items():
        meta = page.select_one("meta[http-equiv]")
        assert meta is not None, name
        policy = str(meta["content"])
        assert "'unsafe-eval'" not in policy
        assert "script-src 'self' 'sha256-" in policy
        for script in page.select("script:not([src]):not([type])"):
            digest = b64encode(sha256(str(script.string).encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy, (name, script)


def test_each_page_has_one_heading_a_title_and_its_edition(site: Path) -> None:
    titles = set()
    for name, page in pages(site).items():
        assert len(page.select("h1")) == 1, name
        assert page.html is not None
        assert page.html["lang"] == "zh", name
        titles.add(text(page.title))
        foot = text(page.select_one("footer"))
        assert "非官方网站" in foot, name
        assert "数据截至 2025年11月23日" in foot, name
        assert "0123456789ab" in foot, name
        identifiers = [str(tag["id"]) for tag in page.select("[id]")]
        assert len(identifiers) == len(set(identifiers)), name
    assert len(titles) > 40


def test_clusters_and_notices_stay_out_of_the_menu(site: Path) -> None:
    menus = {
        tuple(text(link) for link in page.select(".md-tabs a")) for page in pages(site).values()
    }
    assert menus == {
        (
            *("首页", "名录", "推荐单位", "年度评价", "办理进度", "通知公告"),
            *("怎么办", "数据", "关于"),
        )
    }


def test_an_unnamed_cluster_says_so_and_bears_organizer_and_industry(site: Path) -> None:
    page = read(site / "c/shengzhou-neckties.html")
    assert text(page.h1).startswith("嵊州市人民政府 · 领带产业")
    assert "集群名称未见于来源" in text(page.select_one(".status"))
    nameless = read(site / "c/ruian-auto-motorcycle-parts.html")
    assert "汽摩配产业" in text(nameless.h1)
    assert "集群名称未见于来源" not in text(read(site / "c/wenling-machine-tools.html").article)


def test_a_zone_whose_pilot_is_not_on_record_says_so(site: Path) -> None:
    page = read(site / "c/shenzhen-underwear.html").select_one("article")
    assert "试点核定记录未查到" in text(page)
    assert text(read(site / "c/shenzhen-underwear.html").select_one(".state")) == "示范区"


def test_a_pilot_of_long_ago_is_never_called_expired(site: Path) -> None:
    for name in ("zhongguancun-science-park", "dongpo-paocai"):
        page = read(site / f"c/{name}.html")
        assert text(page.select_one(".state")) == "试点期满（未见结论）"
    assert "时间未查到" in text(read(site / "c/dongpo-paocai.html").article)


def test_press_figures_are_marked(site: Path) -> None:
    section = read(site / "c/wenling-machine-tools.html").select_one(".press")
    assert text(section).startswith("公开报道 数字出自报刊和网站")
    assert "158 亿元" in text(section)


def test_a_notice_shows_what_is_set_and_what_is_not(site: Path) -> None:
    page = read(site / "notices/hebei/2017-74.html")
    settings = text(page.select_one(".settings"))
    for words in ("纸质材料份数 5 份", "推荐名额 2 — 3 个", "2017年8月15日", "试点周期 1 — 3 年"):
        assert words in settings
    assert "年度总结报送截止日 11月30日" in text(page.select_one(".days"))
    assert "公示期" in text(page.select_one(".unset"))
    assert "异议办理期限" in text(page.select_one(".unset"))
    assert text(page.select_one(".unset")).startswith("通知未规定")
    unsure = read(site / "notices/sichuan/2015-888.html")
    assert text(unsure.select_one(".unset")).startswith("未查到")
    head = page.select_one("dl.head")
    assert "落实的上级文件 工信厅科函〔2017〕433号" in text(head)
    above = read(site / "notices/miit/2017-433.html").select_one("dl.head")
    assert "闽经信函技术〔2017〕734号" in text(above)


def test_a_notice_lists_the_clusters_that_rest_on_it(site: Path) -> None:
    page = read(site / "notices/miit/2016-144.html")
    assert {str(link["href"]) for link in page.select(".names a")} == {
        f"../../c/{name}.html"
        for name in (
            "ziya-circular-economy",
            "lingcheng-new-textiles",
            "panzhihua-vanadium-titanium",
            "chengyang-rail-equipment",
        )
    }


def test_every_rule_has_its_place_and_its_basis_is_linked(site: Path) -> None:
    page = read(site / "rules.html")
    clauses = read_codelists(ROOT)["clauses"]
    entries = catalogue()
    assert [str(rule["id"]) for rule in page.select("article.rule")] == sorted(
        entries, key=lambda code: ("FSCXLREG".index(code[0]), code)
    )
    for code, entry in entries.items():
        rule = page.find(id=code)
        assert isinstance(rule, Tag)
        assert entry.title in text(rule)
        basis = rule.select_one(".clause")
        assert basis is not None
        if entry.basis in clauses:
            assert basis.name == "a"
            assert unquote(str(basis["href"])).endswith(f"#{entry.basis}")
        else:
            assert basis.name == "span"


def test_the_picture_of_the_process_is_told_in_words_and_in_a_table(site: Path) -> None:
    page = read(site / "flow.html")
    drawings = page.select("svg.drawing")
    assert len(drawings) == 2
    for drawing in drawings:
        assert drawing["role"] == "img"
        for what in ("labelledby", "describedby"):
            assert text(page.find(id=str(drawing[f"aria-{what}"])))
        assert "，推荐后为“已推荐”" in text(drawing.desc)
    row = page.find(id="现状-in_notice")
    assert isinstance(row, Tag)
    assert "试点核定 工业和信息化部 公示期未满 不能办理 指南四(三)" in text(row)
    assert len(page.select("table.ways tbody")) == len(page.select("table.ways tbody th"))


def test_every_clause_can_be_linked_to(site: Path) -> None:
    ids = {str(tag["id"]) for page in pages(site).values() for tag in page.select("article [id]")}
    assert set(read_codelists(ROOT)["clauses"].names) <= ids


def test_the_search_index_is_small_and_holds_names(site: Path) -> None:
    raw = (site / "search/search_index.json").read_text("utf-8")
    assert len(raw.encode()) < 200_000
    entries = json.loads(raw)["docs"]
    told = {entry["location"]: html.unescape(entry["title"]) for entry in entries}
    assert told["c/wenling-machine-tools.html"].replace("\u200b", "") == "温岭机床工具"
    locations = {location.partition("#")[0] for location in told}
    assert not locations & {"register.html", "index.html", "rules.html", "notices/index.html"}
    everything = raw.replace("\\u200b", "")
    assert json.dumps("获授试点时")[1:-1] not in everything


def test_the_register_can_be_read_without_a_script(site: Path) -> None:
    page = read(site / "register.html")
    assert len(page.select("#register tbody tr")) == 25
    form = page.select_one("form.filter")
    assert form is not None
    assert form.has_attr("hidden")
