"""Dossiers, notices and the catalogue to Markdown pages: pure, no clock, nothing is written here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from brandpilot.encode import prose
from brandpilot.evaluate import Computed, compute
from brandpilot.layout import DOCS
from brandpilot.lifecycle import IN_DOUBT, unit
from brandpilot.messages import SEVERITIES
from brandpilot.pages.anchors import anchors
from brandpilot.pages.charts import HEIGHT, WIDTH, Chart, charts
from brandpilot.pages.clusters import Cluster, clusters
from brandpilot.pages.doubts import doubts
from brandpilot.pages.edition import Edition, Offered
from brandpilot.pages.edits import Commit, edits
from brandpilot.pages.facts import Derived, sheet
from brandpilot.pages.flow import flow, read_layout
from brandpilot.pages.lists import Listing, lists
from brandpilot.pages.notices import address, newest_first, notice_page, resting
from brandpilot.pages.offer import archive, meanings
from brandpilot.pages.offer import tables as offered_tables
from brandpilot.pages.public import public_notice
from brandpilot.pages.queue import queue
from brandpilot.pages.render import Page, renderer
from brandpilot.pages.rules import stages
from brandpilot.pages.standing import since
from brandpilot.pages.tally import tally
from brandpilot.pages.timeline import Entry, decisions_page, timeline
from brandpilot.pages.units import Unit, tiles, units
from brandpilot.pages.yearly import yearly
from brandpilot.workdays import calendar

__all__ = ["ASSETS", "OVERRIDES", "Edition", "Offered", "addresses", "render"]

ASSETS = Path(__file__).parent / "assets"
"""Stylesheet, scripts and pictures, copied as they are."""
OVERRIDES = Path(__file__).parent / "overrides"
"""The theme's blocks that are ours."""

_BARE = {"hide": ["navigation", "toc"]}
_UNLISTED = {**_BARE, "search": {"exclude": True}}


def render(
    edition: Edition,
    handwritten: Mapping[str, str],
    computed: Computed | None = None,
    offered: Offered | None = None,
) -> dict[str, str]:
    """Give every page that is made from data, by path below docs_dir.

    `handwritten` are the project's own pages by path; clauses are looked up there and in notices.
    `computed` are the edition's tables, made here where they are not given. Without `offered`
    nothing can be downloaded, and no page says so.
    """
    computed = computed or compute(edition.source, edition.plan)
    told = {path.removesuffix(".md"): text for path, text in handwritten.items()}
    told |= {address(notice): prose(notice.body) for notice in edition.register.notices}
    page = renderer(edition, anchors(told, edition.codelists["clauses"].names))
    return {one.path: page(one) for one in _pages(edition, computed, offered)}


def addresses(edition: Edition) -> dict[str, str]:
    """Give the address of each cluster's page without a suffix, by dossier; '' where it has none."""
    ready = clusters(edition.register, edition.codelists["units"], edition.as_of)
    return {one.dossier.id: one.page for one in ready}


def _pages(edition: Edition, computed: Computed, offered: Offered | None) -> Iterator[Page]:
    register, names = edition.register, edition.codelists
    ready = clusters(register, names["units"], edition.as_of)
    numbers = tally(register, ready, len(names["units"].names))
    made = units(edition, computed, ready)
    common = {"numbers": numbers, "clusters": ready, "tiles": tiles(made)}
    yield Page("index.md", "home.md.jinja", {"title": "首页", **_UNLISTED}, common)
    yield _register_page(common, ready, edition)
    by_dossier = {one.dossier.id: one for one in ready}
    beside = _Beside(charts(computed), edits(computed, edition), offered is not None)
    for one in ready:
        if one.page:
            entries = timeline(one, edition, by_dossier)
            yield _cluster_page(one, entries, edition, by_dossier, beside)
            yield from _pages_beside(one, beside)
            yield from (_record_page(one, entry, edition) for entry in entries if entry.page)
            yield from _decisions_page(one, entries)
    yield _queue_page(edition, by_dossier)
    yield from _evaluation_pages(edition, computed, by_dossier)
    yield from _unit_pages(made)
    yield from _list_pages(lists(edition, computed, ready))
    yield _dictionary_page(edition, computed)
    if offered:
        yield _data_page(edition, computed, offered)
    yield Page(
        "notices/index.md",
        "notices.md.jinja",
        {"title": "通知公告", **_UNLISTED},
        {
            "notices": [(n, address(n), sheet(n)) for n in newest_first(register)],
            "doubts": doubts(register.doubts, edition),
        },
    )
    yield from _doubtful_notices(edition)
    yield from _notice_pages(edition, ready, by_dossier)
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


def _queue_page(edition: Edition, by_dossier: Mapping[str, Cluster]) -> Page:
    day = Derived("as-of", edition.as_of.isoformat())
    values = {"turns": queue(edition, by_dossier), "day": day}
    return Page("queue.md", "queue.md.jinja", {"title": "办理进度", **_UNLISTED}, values)


def _evaluation_pages(
    edition: Edition, computed: Computed, by_dossier: Mapping[str, Cluster]
) -> Iterator[Page]:
    years = yearly(computed, edition, by_dossier)
    day = Derived("as-of", edition.as_of.isoformat())
    criteria = edition.codelists["evaluation-criteria"].rows
    values: dict[str, object] = {"day": day, "years": years, "criteria": criteria}
    meta = {"title": "年度评价", **_UNLISTED}
    yield Page("evaluation/index.md", "evaluations.md.jinja", meta, values)
    for one in years:
        meta = {"title": f"{one.year}年年度评价", **_UNLISTED}
        yield Page(f"{one.page}.md", "evaluation.md.jinja", meta, {"year": one, "day": day})


def _unit_pages(made: tuple[Unit, ...]) -> Iterator[Page]:
    held = Derived("units", sum(bool(one.clusters) for one in made))
    values = {"units": made, "tiles": tiles(made), "number": held}
    yield Page("u/index.md", "units.md.jinja", {"title": "推荐单位", **_UNLISTED}, values)
    for one in made:
        meta = {"title": one.name, "description": one.kind, **_BARE}
        yield Page(f"{one.page}.md", "unit.md.jinja", meta, {"unit": one})


def _list_pages(made: tuple[tuple[str, tuple[Listing, ...]], ...]) -> Iterator[Page]:
    meta = {"title": "分类名录", **_UNLISTED}
    yield Page("l/index.md", "lists.md.jinja", meta, {"lists": made})
    for _, own in made:
        for one in own:
            meta = {"title": one.name, **_UNLISTED}
            yield Page(f"{one.page}.md", "list.md.jinja", meta, {"one": one})


def _dictionary_page(edition: Edition, computed: Computed) -> Page:
    plan = computed.plan.tables
    titles = {name: table.title for name, table in plan.items()}
    told = [(table, tuple(meanings(table, edition, titles))) for table in plan.values()]
    values = {"tables": told, "number": Derived("tables", len(plan))}
    return Page("dictionary.md", "dictionary.md.jinja", {"title": "数据字典", **_UNLISTED}, values)


def _data_page(edition: Edition, computed: Computed, offered: Offered) -> Page:
    meta = {"title": "数据下载", **_UNLISTED}
    values = {
        "offered": offered,
        "day": Derived("as-of", edition.as_of.isoformat()),
        "archive": archive(offered),
        "tables": offered_tables(computed, offered),
        "checks": offered.report["checks"],
    }
    return Page("data.md", "data.md.jinja", meta, values)


def _notice_pages(
    edition: Edition, ready: tuple[Cluster, ...], by_dossier: Mapping[str, Cluster]
) -> Iterator[Page]:
    workdays, clusters_by_notice = calendar(edition.codelists["holidays"]), resting(ready)
    for notice in edition.register.notices:
        form = edition.forms[notice.data["schema"]]
        public = public_notice(notice, form, by_dossier, workdays, edition.as_of)
        own = clusters_by_notice.get(notice.id, ())
        shown = notice_page(notice, edition.register, own, form, public)
        meta = {"title": notice.data["title"], "description": notice.data["number"] or ""}
        values = {"page": shown, "body": notice.body}
        yield Page(f"{shown.page}.md", "notice.md.jinja", {**meta, **_BARE}, values)


def _doubtful_notices(edition: Edition) -> Iterator[Page]:
    """Keep the address of a notice that may not be shown, and say there why.

    The yearly file of a unit, or of the experts, has no address.
    """
    own = (found for found in edition.register.doubts if found.path.startswith(f"{DOCS}/"))
    for path, found in groupby(own, key=lambda finding: finding.path):
        meta = {"title": "有疑义", **_UNLISTED}
        values = {"path": path, "doubts": doubts(found, edition)}
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


def _record_page(one: Cluster, entry: Entry, edition: Edition) -> Page:
    meta = {"title": f"{entry.title}：{one.plain_title}", **_UNLISTED}
    title = edition.forms[entry.record.data["schema"]].schema["title"] if entry.record else ""
    values = {"cluster": one, "entry": entry, "title_of_form": title}
    return Page(f"{entry.page}.md", "record.md.jinja", meta, values)


def _decisions_page(one: Cluster, entries: tuple[Entry, ...]) -> Iterator[Page]:
    """Yield the page that tells every decision on a cluster in full, where there is one."""
    told = [(entry.title, entry.decided) for entry in entries if entry.decided]
    if told:
        meta = {"title": f"办理凭据：{one.plain_title}", **_UNLISTED}
        values = {"cluster": one, "entries": told}
        yield Page(f"{decisions_page(one)}.md", "decisions.md.jinja", meta, values)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands on pages of their own beside a cluster's, by dossier."""

    charts: Mapping[str, tuple[Chart, ...]]
    edits: Mapping[str, tuple[Commit, ...]]
    has_data: bool


def _pages_beside(one: Cluster, beside: _Beside) -> Iterator[Page]:
    if own := beside.charts.get(one.dossier.id):
        meta = {"title": f"指标走势：{one.plain_title}", **_UNLISTED}
        size = {"width": WIDTH, "height": HEIGHT}
        values = {"cluster": one, "charts": own, **size}
        yield Page(f"{one.page}/indicators.md", "indicators.md.jinja", meta, values)
    if commits := beside.edits.get(one.dossier.id):
        meta = {"title": f"变更记录：{one.plain_title}", **_UNLISTED}
        values = {"cluster": one, "commits": commits}
        yield Page(f"{one.page}/changes.md", "changes.md.jinja", meta, values)


def _cluster_page(
    one: Cluster,
    entries: tuple[Entry, ...],
    edition: Edition,
    by_dossier: Mapping[str, Cluster],
    beside: _Beside,
) -> Page:
    home = unit(one.dossier, edition.as_of)
    return Page(
        f"{one.page}.md",
        "cluster.md.jinja",
        {"title": one.plain_title, "description": f"{one.unit}，{one.state.label}", **_BARE},
        {
            "cluster": one,
            "unit_page": f"u/{home}" if home in edition.codelists["units"] else "",
            "has_charts": one.dossier.id in beside.charts,
            "has_edits": one.dossier.id in beside.edits,
            "has_data": beside.has_data,
            "actors": edition.table.actors,
            "since": since(one, edition),
            "entries": entries,
            "clusters": by_dossier,
            "press": [(r, sheet(r)) for r in one.press_figures],
            "doubts": doubts(one.dossier.findings, edition, one.dossier.records),
        },
    )
