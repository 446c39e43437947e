"""The demonstration in a real browser: everything of a pilot's life, wide and narrow, on paper."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser

from support.sites import demo_tree
from support.web import LOW_CONTRAST, Witness, serving

KINDS = (
    *("index.html", "register.html", "c/shili-bamboo.html", "c/shili-stone.html"),
    *("c/shili-porcelain.html", "c/shili-mesh.html", "c/shili-bamboo/2020-annual-report.html"),
    *("notices/miit/2020-1.html", "notices/miit/2021-2.html", "notices/miit/2020-4.html"),
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site = demo_tree(tmp_path_factory) / "build/site"
    with serving(site) as address:
        yield address


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_no_page_is_too_wide_or_too_pale(
    demo: str, browser: Browser, width: int, scheme: Literal["light", "dark"]
) -> None:
    with Witness(browser, width) as witness:
        witness.page.emulate_media(color_scheme=scheme)
        for kind in KINDS:
            witness.page.goto(demo + kind)
            over = witness.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert over <= 0, (kind, over)
            assert witness.page.evaluate(LOW_CONTRAST) == [], kind
        assert witness.outside(demo) == []
        assert witness.complaints == []


@pytest.mark.parametrize("media", ["screen", "print"])
def test_the_mark_of_the_demonstration_is_seen(
    demo: str, browser: Browser, media: Literal["screen", "print"]
) -> None:
    with Witness(browser) as witness:
        witness.page.emulate_media(media=media)
        for kind in (*KINDS, "guide.html", "404.html"):
            witness.page.goto(demo + kind)
            mark = witness.page.locator(".md-banner .demo")
            assert mark.is_visible(), kind
            assert mark.inner_text() == "示例数据，全部虚构"
            assert witness.page.title().count("示例：") == 1


def test_a_source_of_the_state_leads_to_its_record(demo: str, browser: Browser) -> None:
    with Witness(browser) as witness:
        page = witness.page
        page.goto(demo + "c/shili-bamboo.html")
        page.locator(".status .by a").last.click()
        record = page.locator("[id='记录-2023-demonstration']")
        page.wait_for_function("scrollY > 1000")
        assert record.is_visible()
        page.get_by_role("link", name="查看全文").first.click()
        page.wait_for_url("**/c/shili-bamboo/2019-application.html")
        assert page.locator("h1").inner_text().startswith("产业集群区域品牌建设试点申报书")
