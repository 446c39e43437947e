"""Notices as the pages show them: settings, what carries out what, and who rests on them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from brandpilot.calls import chain
from brandpilot.pages.boxes import Box, every_box
from brandpilot.pages.clusters import Cluster
from brandpilot.pages.facts import Derived, Fact, sheet
from brandpilot.pages.marks import NOTICE_PAGES
from brandpilot.pages.public import PublicNotice
from brandpilot.records import Notice, Register
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
    """Make one notice ready; `clusters` rest on it, `public` is what it announces."""
    written = sheet(notice)
    call = every_box(form.schema["properties"]["call"], written.at("call"))
    concluded = register.notice(written.at("designation", "call").text)
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
        clusters=tuple(clusters),
        rests=Derived(f"rests:{notice.id}", len(clusters)),
    )


def resting(clusters: Iterable[Cluster]) -> Mapping[str, Sequence[Cluster]]:
    """Give, by the id of a notice, the clusters of which some record rests on it."""
    found: dict[str, dict[str, Cluster]] = defaultdict(dict)
    for one in clusters:
        for record in one.records:
            for id_ in filter(None, (record.get("document"), record.get("call"))):
                found[id_][one.dossier.id] = one
    return {id_: tuple(own.values()) for id_, own in found.items()}


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


def _above(notice: Notice, register: Register) -> Iterator[Notice]:
    """Yield the notices that this one carries out, nearest first; a circle ends where it closes."""
    _, *above = chain(notice.id, register.notice_data)
    return filter(None, map(register.notice, above))
