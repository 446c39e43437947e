"""Atom feeds (RFC 4287): what happened to the clusters, and what changed in their records."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.etree import ElementTree as ET

from brandpilot import encode
from brandpilot.publish.issue import CHANGES_FEED, FEED, PUBLISHER, Issue
from brandpilot.tables import Row

_ATOM = "http://www.w3.org/2005/Atom"
_MOST = 100
"""Entries of a feed: whoever reads less often reads the tables."""


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    title: str
    updated: str
    link: str
    summary: str


def decisions_feed(issue: Issue, records: Iterable[Row], clusters: Sequence[Row]) -> str:
    """Give the newest records that count, by the day on which they take effect."""
    names = _names(clusters)
    told = [
        row for row in records if row["counts"] and len(str(row["date"] or "")) == len("2017-08-25")
    ]
    told.sort(key=lambda row: (str(row["date"]), str(row["path"])), reverse=True)
    entries = [
        _Entry(
            f"urn:brandpilot:record:{row['path']}:{row['sha256']}",
            f"{row['title']}：{names[str(row['dossier_id'])]}",
            f"{row['date']}T00:00:00+08:00",
            _page(issue, str(row["dossier_id"])),
            f"{row['date']}，{row['path']}",
        )
        for row in told[:_MOST]
    ]
    return _feed(issue, FEED, "办理动态", entries)


def changes_feed(issue: Issue, changes: Iterable[Row], clusters: Sequence[Row]) -> str:
    """Give the newest commits that changed a dossier, an entry for each dossier."""
    names = _names(clusters)
    ordered = sorted(changes, key=lambda row: (str(row["at"]), str(row["commit"])), reverse=True)
    groups = groupby(ordered, key=lambda row: (row["at"], row["commit"]))
    entries = [
        _Entry(
            f"urn:brandpilot:change:{commit}:{dossier}",
            f"{names.get(dossier, dossier)}：变更 {len(own)} 处",
            str(at),
            _page(issue, dossier),
            "\n".join(map(_told, own[:10])) + ("\n……" if len(own) > 10 else ""),  # noqa: PLR2004
        )
        for (at, commit), rows in groups
        for dossier, own in _by_dossier(rows)
    ]
    return _feed(issue, CHANGES_FEED, "数据变更", entries[:_MOST])


def _by_dossier(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    ordered = sorted(rows, key=lambda row: (str(row["dossier_id"]), str(row["path"])))
    groups = groupby(ordered, key=lambda row: str(row["dossier_id"]))
    return [(dossier, list(own)) for dossier, own in groups]


def _told(row: Row) -> str:
    words = {"added": "新增", "changed": "改动", "removed": "删除"}
    file = str(row["path"]).rpartition("/")[2]
    if not row["pointer"]:
        return f"{file}：{words[str(row['change_code'])]}"
    return f"{file} {row['field'] or row['pointer']}：{row['old'] or '（空）'} → {row['new'] or '（空）'}"


def _names(clusters: Iterable[Row]) -> dict[str, str]:
    """Give each cluster's name, or what stands for it: organizer and industry, else the dossier's id."""
    return {str(row["dossier_id"]): _called(row) for row in clusters}


def _called(row: Row) -> str:
    parts = (row["organizer_name"], row["industry"])
    return str(row["name"] or " · ".join(str(one) for one in parts if one) or row["dossier_id"])


def _page(issue: Issue, dossier: str) -> str:
    page = issue.pages.get(dossier, "")
    return issue.site_url + (f"{page}.html" if page else "register.html")


def _feed(issue: Issue, path: str, title: str, entries: Sequence[_Entry]) -> str:
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _add(feed, "id", f"urn:brandpilot:feed:{path}")
    _add(feed, "title", f"{issue.title}：{title}")
    _add(
        feed,
        "updated",
        max((one.updated for one in entries), default=f"{issue.as_of}T00:00:00+08:00"),
    )
    _add(_add(feed, "author"), "name", PUBLISHER)
    _add(feed, "link", rel="self", href=issue.site_url + path)
    _add(feed, "link", rel="alternate", href=issue.site_url)
    for one in entries:
        entry = _add(feed, "entry")
        _add(entry, "id", one.id)
        _add(entry, "title", one.title)
        _add(entry, "updated", one.updated)
        _add(entry, "link", rel="alternate", href=one.link)
        _add(entry, "summary", one.summary)
    ET.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = encode.feed_text(text) or None
    return element
