"""Foreign text in every field: in a real browser nothing runs and nothing is fetched.

The policy of the pages is taken away first: the encoders have to hold without it.
"""

import re
from pathlib import Path
from unittest.mock import patch

import pytest
from playwright.sync_api import Browser

from brandpilot import build as building
from brandpilot.build import build
from support.hostile import MARK, hostile_computed, hostile_register
from support.sites import ROOT, built_once, edition_with
from support.web import Witness, serving

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
THEME_SCRIPTS = 3
"""Inline scripts that the theme itself puts on a page and that run."""


def make(tree: Path) -> None:
    (tree / "docs").mkdir()
    (tree / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    edition = edition_with(hostile_register())
    computed = hostile_computed(edition.plan, edition.codelists)
    # No record is behind these tables: what they hold, no door would let in.
    with patch.multiple(
        building, compute=lambda *_: computed, counted=lambda *_: {}, addresses=lambda _: {}
    ):
        build(tree, edition)
    for file in (tree / "build/site").resolve().rglob("*.html"):
        text, found = POLICY.subn("", file.read_text("utf-8"))
        assert found == 1, file
        file.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_once(tmp_path_factory, "hostile-tree", make) / "build/site"


def names(site: Path) -> list[str]:
    return [file.relative_to(site).as_posix() for file in sorted(site.rglob("*.html"))]


def test_nothing_runs_and_nothing_is_fetched(hostile: Path, browser: Browser) -> None:
    with serving(hostile) as address, Witness(browser) as witness:
        for name in names(hostile):
            witness.page.goto(address + name)
            acting = witness.page.evaluate(
                """() => [
                  document.querySelectorAll("script:not([src]):not([type])").length,
                  document.querySelectorAll("base, iframe, object, embed, meta[http-equiv], style").length,
                  [...document.querySelectorAll("*")].filter((one) => one.getAttributeNames()
                    .some((name) => name.startsWith("on"))).length,
                  [...document.links].filter((one) => !/^https?:/.test(one.href)).length,
                ]"""
            )
            assert acting == [THEME_SCRIPTS, 0, 0, 0], name
            assert witness.page.locator("h1").count() == 1, name
        assert witness.page.evaluate(f"window.{MARK}") is None
        assert witness.outside(address) == []
        assert witness.complaints == []


def test_what_the_search_shows_is_text(hostile: Path, browser: Browser) -> None:
    with serving(hostile) as address, Witness(browser) as witness:
        witness.page.goto(address + "index.html")
        box = witness.page.locator(".md-search__input")
        box.click()
        for word in ("onerror", "点我", "名"):
            box.fill(word)
            box.press("End")
            witness.page.wait_for_selector(".md-search-result__item")
            assert (
                witness.page.locator(".md-search-result img, .md-search-result script").count() == 0
            )
        assert witness.page.evaluate(f"window.{MARK}") is None
        assert witness.outside(address) == []
        assert witness.complaints == []


def test_what_is_attacked_is_shown_as_written(hostile: Path, browser: Browser) -> None:
    with serving(hostile) as address, Witness(browser) as witness:
        witness.page.goto(address + "register.html")
        shown = witness.page.locator("#register").inner_text()
        assert "<script>" in shown
        assert "\u202e" not in shown
