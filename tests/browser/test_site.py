"""The real site in a real browser: wide and narrow, light and dark, with and without scripts."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from support.web import LOW_CONTRAST, Witness

KINDS = (
    *("index.html", "register.html", "c/wenling-machine-tools.html", "c/digital-display.html"),
    *("notices/index.html", "notices/fujian/2017-734.html", "guide.html", "apply.html"),
    *("flow.html", "rules.html", "glossary.html", "about.html", "404.html"),
    *("queue.html", "review.html", "threat-model.html", "runbook.html"),
)
"""One or two pages of every type."""


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_no_page_is_too_wide_or_too_pale_or_asks_elsewhere(
    address: str, browser: Browser, width: int, scheme: Literal["light", "dark"]
) -> None:
    with Witness(browser, width) as witness:
        witness.page.emulate_media(color_scheme=scheme)
        for kind in KINDS:
            witness.page.goto(address + kind)
            over = witness.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert over <= 0, (kind, over)
            assert witness.page.evaluate(LOW_CONTRAST) == [], kind
        assert witness.outside(address) == []
        assert witness.complaints == []


@pytest.mark.parametrize("width", [390, 800, 1280])
def test_one_picture_of_the_process_is_seen_and_its_type_is_not_shrunk(
    address: str, browser: Browser, width: int
) -> None:
    with Witness(browser, width) as witness:
        witness.page.goto(address + "flow.html")
        seen = witness.page.locator("svg.drawing:visible")
        assert seen.count() == 1
        drawn = seen.evaluate(
            "one => one.getBoundingClientRect().width / one.viewBox.baseVal.width"
        )
        assert drawn == 1
        assert seen.evaluate("one => one.getBoundingClientRect().right <= innerWidth")


def rows(witness: Witness) -> list[str]:
    found = witness.page.locator("#register tbody tr:visible th a")
    return [text.strip() for text in found.all_inner_texts()]


def test_the_register_finds_any_part_of_a_word(address: str, browser: Browser) -> None:
    with Witness(browser) as witness:
        page = witness.page
        page.goto(address + "register.html")
        assert len(rows(witness)) == 25
        page.get_by_role("searchbox", name="查找").fill("床工")
        assert rows(witness) == ["温岭机床工具"]
        page.get_by_role("searchbox", name="查找").fill("汽摩 浙江")
        assert len(rows(witness)) == 1
        page.get_by_role("searchbox", name="查找").fill("鞋")
        assert rows(witness) == []
        assert page.locator("#empty").is_visible()
        page.get_by_role("button", name="清除").click()
        page.locator("#empty").wait_for(state="hidden")
        assert len(rows(witness)) == 25
        assert not page.locator("#empty").is_visible()
        assert witness.complaints == []


def test_the_filter_is_kept_in_the_address(address: str, browser: Browser) -> None:
    with Witness(browser) as witness:
        page = witness.page
        page.goto(address + "register.html")
        page.get_by_role("combobox", name="现状").select_option("示范区")
        page.get_by_role("combobox", name="推荐单位").select_option("广东省")
        assert rows(witness) == ["古镇灯饰", "清溪光电通讯"]
        page.get_by_role("button", name="试点批次").click()
        kept = page.url
        assert "state=" in kept
        assert "unit=" in kept
        assert kept.endswith("sort=5")
        page.goto("about:blank")
        page.goto(kept)
        assert rows(witness) == ["古镇灯饰", "清溪光电通讯"]
        assert page.locator("output").inner_text() == "显示 2 个，共 25 个"
        page.get_by_role("combobox", name="推荐单位").select_option("")
        page.get_by_role("combobox", name="试点批次").select_option("-")
        assert len(rows(witness)) == 5


def test_columns_can_be_sorted_and_the_unknown_stands_last(address: str, browser: Browser) -> None:
    with Witness(browser) as witness:
        page = witness.page
        page.goto(address + "register.html")
        heading = page.get_by_role("button", name="试点核定", exact=True)
        heading.click()
        days = page.locator("#register tbody td:nth-child(6)").all_inner_texts()
        assert days[0] == "2014年"
        assert days[-1] == "未查到"
        assert page.locator("[aria-sort=ascending]").count() == 1
        heading.click()
        days = page.locator("#register tbody td:nth-child(6)").all_inner_texts()
        assert days[0] == "2017年12月5日"
        assert days[-1] == "未查到"


def test_a_chosen_state_on_the_front_page_leads_to_the_filtered_register(
    address: str, browser: Browser
) -> None:
    with Witness(browser) as witness:
        witness.page.goto(address + "index.html")
        witness.page.locator(".numbers a").nth(1).click()
        witness.page.wait_for_selector("#filter:visible")
        assert len(rows(witness)) == 6


def test_without_scripts_everything_can_be_read(address: str, browser: Browser) -> None:
    with Witness(browser, 390, scripts=False) as witness:
        page = witness.page
        page.goto(address + "register.html")
        assert len(rows(witness)) == 25
        assert page.locator("#filter").is_hidden()
        page.get_by_role("link", name="温岭机床工具").click()
        assert page.locator("h1 .fact").inner_text() == "温岭机床工具"
        page.goto(address + "rules.html#C101")
        assert page.locator("#C101").is_visible()


@pytest.mark.parametrize("how", ["http", "file"])
def test_the_search_finds_clusters_online_and_from_a_folder(
    address: str, site: Path, browser: Browser, how: str
) -> None:
    base = address if how == "http" else f"{site.resolve().as_uri()}/"
    with Witness(browser) as witness:
        witness.page.goto(base + "notices/miit/2016-144.html")
        box = witness.page.locator(".md-search__input")
        box.click()
        box.fill("机床")
        box.press("End")
        found = witness.page.locator(".md-search-result__item h1").first
        assert found.inner_text().replace("\u200b", "") == "温岭机床工具"
        assert witness.outside(base) == []
        assert witness.complaints == []


def test_an_anchor_in_chinese_is_reached(address: str, browser: Browser) -> None:
    with Witness(browser) as witness:
        witness.page.goto(address + "rules.html")
        witness.page.locator("a.clause", has_text="指南二(一)").first.click()
        witness.page.wait_for_url("**/guide.html#*")
        heading = witness.page.locator("[id='指南二(一)']")
        assert heading.is_visible()
        witness.page.wait_for_function("scrollY > 200")
