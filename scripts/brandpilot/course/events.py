"""What happened to a cluster, read off its files and the notices that name it."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Protocol, TypeAlias, TypeVar

from brandpilot.course.table import Table
from brandpilot.days import is_whole
from brandpilot.findings import Json, NodePath
from brandpilot.layout import DECISION, MINISTRY, RECOMMENDATION, place_of

Span: TypeAlias = tuple[str, str | None]
"""The first day of something, and the first day after it; None where it lasts."""
IRREGULAR = "irregular"
"""What a record is whose merge broke a rule: it stands on record and moves nothing."""
VERDICTS = ("proof", "verdicts", "*", "verdict")
"""The field of a recommendation or decision that holds whether each rule was kept."""
_FAILED = "fail"
_CORRECTIONS: Mapping[bool | None, str] = {True: "correction:void", False: "correction"}


class Step(Protocol):
    """A record or notice as the course of a dossier needs it, before publication and after."""

    @property
    def path(self) -> str:
        """Path below the root."""

    @property
    def kind(self) -> str:
        """Kind of record."""

    @property
    def home(self) -> str:
        """Dossier of a record, id of a notice."""

    @property
    def year(self) -> int | None:
        """Year that the file's name bears; None for an undated designation."""

    @property
    def number(self) -> int:
        """Which one of its kind in its year, from 1."""

    @property
    def sha256(self) -> str:
        """Hex digest of the file's bytes."""

    def get(self, *field: str) -> Json:
        """Give the value of a field; None where it is absent or null."""


AnyStep = TypeVar("AnyStep", bound=Step)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day.

    `day` is a date, only a year, or '' (undated history). `node` is the place in the file that
    speaks of the dossier, () for the whole file. `contested` are the days on which an objection to
    a public notice is open that is about the dossier.
    """

    day: str
    name: str
    file: Step
    node: NodePath = ()
    contested: Sequence[Span] = ()


def day_field(kind: str) -> tuple[str, ...]:
    """Name the field of the date on which a file of a kind takes effect: an application's is its seal's."""
    return ("signoff", "date") if kind == "application" else ("date",)


def effective_day(step: Step) -> str | None:
    """Give the date on which a file takes effect; of an undated notice that of its publication."""
    day: str | None = step.get(*day_field(step.kind))
    if step.kind == "notice":
        day = day or step.get("published_date")
    return day


def events_of(
    steps: Iterable[Step], table: Table, irregular: Container[str] = ()
) -> Iterator[Event]:
    """Yield the events that a dossier's own records are; `irregular` are paths of what does not count.

    A record that is no event (press figures), or whose day is not known although it must be,
    yields nothing.
    """
    for step in steps:
        name, day = _name(step), effective_day(step)
        if name in table.events and (day or name.startswith("imported-")):
            told = IRREGULAR if step.path in irregular else name
            yield Event(day or str(step.year or ""), told, step)


def is_irregular(step: Step) -> bool:
    """Tell whether a recommendation or decision says that its merge broke a rule."""
    return _FAILED in (step.get(*VERDICTS) or ())


def decisions_by_file(steps: Iterable[AnyStep]) -> Mapping[str, Sequence[AnyStep]]:
    """Give the decisions on each file, by its path, the latest last."""
    found: dict[str, list[AnyStep]] = defaultdict(list)
    for step in sorted(steps, key=lambda step: step.number):
        if step.kind == DECISION and (place := place_of(step.path)):
            found[place.decides].append(step)
    return found


def undone(steps: Iterable[Step]) -> frozenset[str]:
    """Give the paths of what does not count, out of all files of a tree.

    These are recommendations whose merge broke a rule, and files that came by such a merge. A file
    is told by its path and its bytes: one that was filed again since is another.
    """
    steps = list(steps)
    last = {
        path: own[-1] for path, own in decisions_by_file(steps).items() if is_irregular(own[-1])
    }
    return frozenset(
        step.path
        for step in steps
        if (step.kind == RECOMMENDATION and is_irregular(step))
        or (step.path in last and step.sha256 in ("", last[step.path].get("record", "sha256")))
    )


def is_placeable(step: Step, table: Table) -> bool:
    """Tell whether enough is known of a record to give it its place in the course."""
    return not table.is_event(step.kind) or any(True for _ in events_of((step,), table))


def _name(step: Step) -> str:
    """Name the event that a record is; '' where the record does not say it soundly."""
    match step.kind:
        case "designation" | "demonstration":
            undated = ":undated" if not (step.get("date") or step.year) else ""
            names = {"imported": f"imported-{step.kind}{undated}", "decided": step.kind}
            return names.get(str(step.get("origin")), "")
        case "status-change-unit" | "status-change-ministry":
            return f"{step.kind}:{step.get('change')}"
        case "correction":
            return _CORRECTIONS.get(step.get("voids_recommendation"), "")
        case _:
            return step.kind


def is_by_ministry(notice: Step) -> bool:
    """Tell whether a notice is the ministry's own: no other announces or designates (指南四(三))."""
    return notice.home.partition("/")[0] == MINISTRY


def noticed(notices: Iterable[Step]) -> dict[str, list[Event]]:
    """Give the ministry's public notices that name a dossier, by dossier; each names it once."""
    found: dict[str, dict[str, Event]] = {}
    for notice in filter(is_by_ministry, notices):
        told, day = notice.get("public_notice") or {}, effective_day(notice)
        start = told.get("start_date")
        if not start or not told.get("end_date"):
            continue
        first = max(start, day) if is_whole(day) else start
        spans = _contested(told)
        for index, row in enumerate(told.get("clusters") or ()):
            if row and (dossier := row.get("dossier")):
                node = ("public_notice", "clusters", index)
                own = joined((*spans[None], *spans.get(dossier, ())))
                event = Event(first, "notice-start", notice, node, own)
                found.setdefault(dossier, {}).setdefault(notice.home, event)
    return {dossier: list(events.values()) for dossier, events in found.items()}


def joined(spans: Iterable[Span], since: str = "") -> list[Span]:
    """Join spans that meet or overlap, as far as they last beyond a day; in their order."""
    found: list[Span] = []
    lasting = (
        (max(first, since), last)
        for first, last in spans
        if last is None or last > max(first, since)
    )
    for first, last in sorted(lasting, key=itemgetter(0)):
        before, until = found[-1] if found else ("", "")
        if until is None:
            break
        if first > until:
            found.append((first, last))
        else:
            found[-1] = before, last if last is None else max(until, last)
    return found


def _contested(told: Mapping[str, Json]) -> Mapping[str | None, Sequence[Span]]:
    """Give, by dossier, the days on which an objection is open; those to the whole list by None.

    An objection to the whole list is one about each cluster on it.
    """
    spans: dict[str | None, list[Span]] = defaultdict(list)
    for one in told.get("objections") or ():
        if one and one.get("received_date"):
            spans[one.get("dossier")].append((one["received_date"], one.get("closed_date")))
    return {None: [], **{dossier: joined(own) for dossier, own in spans.items()}}


def is_legible(notice: Step) -> bool:
    """Tell whether a notice says soundly what it is, and which clusters it shows from when on."""
    told = notice.get("public_notice")
    if told is None:
        is_shown = notice.get("kind") == "public-notice" and notice.get("origin") == "decided"
        return notice.get("kind") is not None and not is_shown
    rows, ledger = told.get("clusters"), told.get("objections")
    return (
        all(told.get(key) for key in ("start_date", "end_date"))
        and None not in (rows, ledger)
        and all(row and row.get("dossier") for row in rows)
        and all(row and row.get("received_date") and "closed_date" in row for row in ledger)
    )


def concluded(notices: Iterable[Step]) -> dict[str, list[Event]]:
    """Give, by the id of a call, the ministry's designation notices that conclude it."""
    found: dict[str, list[Event]] = {}
    for notice in filter(is_by_ministry, notices):
        call, day = notice.get("designation", "call"), effective_day(notice)
        if call and is_whole(day):
            found.setdefault(call, []).append(Event(day, "batch-concluded", notice))
    return found
