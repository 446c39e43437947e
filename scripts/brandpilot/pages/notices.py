"""Notices as the pages show them: settings, what carries out what, and who rests on them."""

from collections.abc import Sequence
from dataclasses import dataclass

from brandpilot.pages.boxes import Box, every_box
from brandpilot.pages.clusters import Cluster
from brandpilot.pages.facts import Derived, Fact, sheet
from brandpilot.pages.marks import NOTICE_PAGES
from brandpilot.pages.public import PublicNotice
from brandpilot.records import Notice, Record, Register
from brandpilot.schema import Form


@dataclass(frozen=True, slots=True)
class Reference:
    """Another notice, as a link shows it: by its number, else by its title."""

    page: str
    label: Fact


@dataclass(frozen=True, slots=True)
class NoticePage:
    """One notice made ready; `settings` is empty unless the notice is a call.

    `public` is None unless it announces clusters (公示); `concludes` unless it ends a call.

    What is `unset` was left open by the notice, or was not found where it is not `is_read_closely`.
    """

    notice: Notice
    page: str
    sheet: Fact
    days: tuple[Box, ...]
    settings: tuple[Box, ...]
    unset: tuple[Box, ...]
    public: PublicNotice | None
    concludes: Reference | None
    is_read_closely: bool
    above: tuple[Reference, ...]
    below: tuple[Reference, ...]
    clusters: tuple[Cluster, ...]
    rests: Derived

    @property
    def is_short(self) -> bool:
        """Tell whether the notice names more clusters than rest on it here."""
        count = self.sheet.at("designation", "count").value
        return count is not None and count > len(self.clusters)


def notice_page(
    notice: Notice,
    register: Register,
    clusters: Sequence[Cluster],
    form: Form,
    public: PublicNotice | None,
) -> NoticePage:
    """Make one notice ready; `public` is what it announces."""
    written = sheet(notice)
    call = every_box(form.schema["properties"]["call"], written.at("call"))
    concluded = register.notice(written.at("designation", "call").text)
    resting = tuple(one for one in clusters if any(_names(r, notice) for r in one.records))
    return NoticePage(
        notice=notice,
        page=address(notice),
        sheet=written,
        days=tuple(box for box in call if box.is_set and box.kind == "day"),
        settings=tuple(box for box in call if box.is_set and box.kind != "day"),
        unset=tuple(box for box in call if not box.is_set),
        public=public,
        concludes=_reference(concluded) if concluded else None,
        is_read_closely=all(
            source["confidence"] == "high" for source in notice.data.get("sources", ())
        ),
        above=tuple(_reference(one) for one in _above(notice, register)),
        below=tuple(
            _reference(one) for one in register.notices if one.data["implements"] == notice.id
        ),
        clusters=resting,
        rests=Derived(f"rests:{notice.id}", len(resting)),
    )


def address(notice: Notice) -> str:
    """Give the address of a notice's page without its suffix."""
    return f"{NOTICE_PAGES}/{notice.id}"


def newest_first(register: Register) -> tuple[Notice, ...]:
    """Order notices by the day they bear, else by the day they were published."""
    return tuple(sorted(register.notices, key=_order, reverse=True))


def _reference(notice: Notice) -> Reference:
    return Reference(address(notice), sheet(notice).at("number") or sheet(notice).at("title"))


def _order(notice: Notice) -> tuple[str, str]:
    return (
        notice.data["date"] or notice.data["published_date"] or notice.id.split("/")[1],
        notice.id,
    )


def _names(record: Record, notice: Notice) -> bool:
    return notice.id in (record.data.get("document"), record.data.get("call"))


def _above(notice: Notice, register: Register) -> tuple[Notice, ...]:
    """Give the notices that this one carries out, nearest first; a circle ends where it closes."""
    chain: list[Notice] = []
    above = notice.data["implements"] and register.notice(notice.data["implements"])
    while above and above not in (notice, *chain):
        chain.append(above)
        above = above.data["implements"] and register.notice(above.data["implements"])
    return tuple(chain)
