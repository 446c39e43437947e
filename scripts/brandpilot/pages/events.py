"""One step of a cluster's way, as its timeline shows it: what is known, and what was not found."""

from dataclasses import dataclass

from brandpilot.pages.edition import Edition
from brandpilot.pages.facts import Fact, sheet, when
from brandpilot.pages.notices import address
from brandpilot.records import Record

MINISTRY = "工业和信息化部"
"""指南四(三), 指南四(六): the ministry decides on pilots and demonstration zones."""

_DECIDED = {
    "文号": ("number",),
    "批次": ("batch",),
    "集群名称": ("cluster/name",),
    "产业": ("cluster/industry",),
    "组织实施单位": ("organizer",),
    "所在地": ("cluster/province", "cluster/city", "cluster/county"),
}
_FILED = {
    "申报单位": ("organizer/name",),
    "集群名称": ("cluster/name",),
    "范围": ("cluster/area",),
}
"""What the timeline tells of a record: a label, and the nodes that it stands for."""


@dataclass(frozen=True, slots=True)
class Event:
    """A record made ready; `document` is the address of the notice on which it rests, or ''."""

    record: Record
    sheet: Fact
    day: Fact
    title: str
    decided_by: str
    known: tuple[tuple[str, tuple[Fact, ...]], ...]
    missing: tuple[str, ...]
    document: str
    document_label: str
    document_name: Fact


def event(record: Record, edition: Edition) -> Event:
    """Make a record ready for the timeline."""
    content = sheet(record)
    is_filing = record.kind == "application"
    told = {
        label: tuple(fact for node in nodes if (fact := content.at(*node.split("/"))))
        for label, nodes in (_FILED if is_filing else _DECIDED).items()
    }
    named = content.at("call" if is_filing else "document")
    notice = edition.register.notice(named.text)
    return Event(
        record=record,
        sheet=content,
        day=when(record),
        title=str(edition.forms[record.data["schema"]].schema["title"]),
        decided_by="" if is_filing else MINISTRY,
        known=tuple((label, facts) for label, facts in told.items() if facts),
        missing=tuple(label for label, facts in told.items() if not facts),
        document=address(notice) if notice else "",
        document_label="申报通知" if is_filing else "核定文件",
        document_name=sheet(notice).at("title") if notice else named,
    )
