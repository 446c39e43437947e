"""Dossiers, notices and the catalogue to Markdown pages: pure, no clock, nothing is written here."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from brandpilot.encode import prose
from brandpilot.layout import DOCS
from brandpilot.lifecycle import IN_DOUBT
from brandpilot.messages import SEVERITIES, tell
from brandpilot.pages.anchors import anchors
from brandpilot.pages.boxes import boxes
from brandpilot.pages.clusters import Cluster, clusters
from brandpilot.pages.edition import Edition
from brandpilot.pages.events import event
from brandpilot.pages.facts import sheet, when
from brandpilot.pages.flow import flow, read_layout
from brandpilot.pages.notices import address, newest_first, notice_page
from brandpilot.pages.render import Page, renderer
from brandpilot.pages.rules import stages
from brandpilot.pages.tally import tally
from brandpilot.records import Register

__all__ = ["ASSETS", "OVERRIDES", "Edition", "render"]

ASSETS = Path(__file__).parent / "assets"
"""Stylesheet, scripts and pictures, copied as they are."""
OVERRIDES = Path(__file__).parent / "overrides"
"""The theme's blocks that are ours."""

_BARE = {"hide": ["navigation", "toc"]}
_UNLISTED = {**_BARE, "search": {"exclude": True}}


def render(edition: Edition, handwritten: Mapping[str, str]) -> dict[str, str]:
    """Give every page that is made from data, by path below docs_dir.

    `handwritten` are the project's own pages by path; clauses are looked up there and in notices.
    """
    told = {path.removesuffix(".md"): text for path, text in handwritten.items()}
    told |= {address(notice): prose(notice.body) for notice in edition.register.notices}
    page = renderer(edition, anchors(told, edition.codelists["clauses"].names))
    return {one.path: page(one) for one in _pages(edition)}


def _pages(edition: Edition) -> Iterator[Page]:
    register, names = edition.register, edition.codelists
    ready = clusters(register, names["units"], edition.as_of)
    numbers = tally(register, ready, len(names["units"].names))
    common = {"numbers": numbers, "clusters": ready}
    yield Page("index.md", "home.md.jinja", {"title": "首页", **_UNLISTED}, common)
    yield _register_page(common, ready, edition)
    for one in ready:
        if one.page:
            yield _cluster_page(one, edition)
    yield Page(
        "notices/index.md",
        "notices.md.jinja",
        {"title": "通知公告", **_UNLISTED},
        {
            "notices": [(n, address(n), sheet(n)) for n in newest_first(register)],
            "findings": [(found, tell(found)) for found in register.doubts],
        },
    )
    yield from _doubtful_notices(register)
    for notice in register.notices:
        shown = notice_page(notice, register, ready, edition.forms["notice/1"])
        meta = {"title": notice.data["title"], "description": notice.data["number"] or ""}
        yield Page(
            f"{shown.page}.md",
            "notice.md.jinja",
            {**meta, **_BARE},
            {"page": shown, "body": notice.body},
        )
    yield Page(
        "rules.md",
        "rules.md.jinja",
        {"title": "检查规则", "search": {"exclude": True}},
        {"stages": stages(edition.catalogue), "severities": SEVERITIES["zh"]},
    )
    yield Page(
        "flow.md",
        "flow.md.jinja",
        {"title": "流程图", **_BARE},
        {"flow": flow(edition.table, read_layout())},
    )


def _doubtful_notices(register: Register) -> Iterator[Page]:
    """Keep the address of a notice that may not be shown, and say there why."""
    for path, found in groupby(register.doubts, key=lambda finding: finding.path):
        meta = {"title": "有疑义", **_UNLISTED}
        values = {"path": path, "findings": [(finding, tell(finding)) for finding in found]}
        page = path.removeprefix(f"{DOCS}/")
        yield Page(page, "doubt.md.jinja", meta, values)


def _register_page(
    common: Mapping[str, object], ready: tuple[Cluster, ...], edition: Edition
) -> Page:
    found = {one.state.code: one.state.label for one in ready}
    states = [found[code] for code in (*edition.table.states, IN_DOUBT) if code in found]
    batches = sorted({c.batch.value for c in ready if c.batch})
    units = list(dict.fromkeys(c.unit for c in ready))
    values = {**common, "states": states, "batches": batches, "units": units}
    return Page("register.md", "register.md.jinja", {"title": "名录", **_UNLISTED}, values)


def _cluster_page(one: Cluster, edition: Edition) -> Page:
    return Page(
        f"{one.page}.md",
        "cluster.md.jinja",
        {"title": one.plain_title, "description": f"{one.unit}，{one.state.label}", **_BARE},
        {
            "cluster": one,
            "since": when(one.state.record) if one.state.record else None,
            "events": [event(record, edition) for record in one.records],
            "filed": {
                r.path: boxes(edition.forms[r.data["schema"]].schema, sheet(r))
                for r in one.dossier.of_kind("application")
            },
            "press": [(r, sheet(r)) for r in one.press_figures],
            "findings": [(found, tell(found)) for found in one.dossier.findings],
        },
    )
