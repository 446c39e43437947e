"""What happened to a cluster, read off its files and the notices that name it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from brandpilot.course.table import Table
from brandpilot.findings import Json, NodePath

_WHOLE_DAY = 10
"""Characters of a date that names its day."""


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


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day.

    `day` is a date, only a year, or '' (undated history). `node` is the place in the file that
    speaks of the dossier, () for the whole file.
    """

    day: str
    name: str
    file: Step
    node: NodePath = ()


def effective_day(step: Step) -> str | None:
    """Give the date on which a file takes effect: an application's is that of its seal."""
    day: str | None = (
        step.get("signoff", "date") if step.kind == "application" else step.get("date")
    )
    if step.kind == "notice":
        day = day or step.get("published_date")
    return day


def events_of(steps: Iterable[Step], table: Table) -> Iterator[Event]:
    """Yield the events that a dossier's own records are.

    A record that is no event (press figures), or whose day is not known although it must be,
    yields nothing.
    """
    for step in steps:
        name, day = _name(step), effective_day(step)
        if name in table.events and (day or name.startswith("imported-")):
            yield Event(day or str(step.year or ""), name, step)


def is_placeable(step: Step, table: Table) -> bool:
    """Tell whether enough is known of a record to give it its place in the course."""
    kinds = {event.record for event in table.events.values()}
    return step.kind not in kinds or any(True for _ in events_of((step,), table))


def _name(step: Step) -> str:
    if step.get("origin") == "imported":
        undated = step.kind == "designation" and not (step.get("date") or step.year)
        return f"imported-{step.kind}" + (":undated" if undated else "")
    match step.kind:
        case "status-change-unit" | "status-change-ministry":
            return f"{step.kind}:{step.get('change')}"
        case "correction":
            return "correction:void" if step.get("voids_recommendation") else "correction"
        case _:
            return step.kind


def noticed(notices: Iterable[Step]) -> dict[str, list[Event]]:
    """Give the events of public notices by the dossier that they name."""
    found: dict[str, list[Event]] = {}
    for notice in notices:
        told, day = notice.get("public_notice"), effective_day(notice)
        if not told or not day:
            continue
        for index, row in enumerate(told.get("clusters") or ()):
            if row and row.get("dossier"):
                node = ("public_notice", "clusters", index)
                events = _of_notice(notice, told, row["dossier"], day, node)
                found.setdefault(row["dossier"], []).extend(events)
    return found


def _of_notice(
    notice: Step, told: Mapping[str, Json], dossier: str, day: str, node: NodePath
) -> Iterator[Event]:
    """Yield the start and end of a notice, and when objections stayed open beyond its end."""
    start, end = told.get("start_date"), told.get("end_date")
    if not start or not end:
        return
    yield Event(max(start, day), "notice-start", notice, node)
    over = max(_after(end), start, day)
    yield Event(over, "notice-over", notice, node)
    was_open = False
    spans = tuple(_spans(told.get("objections") or (), dossier))
    for at in sorted({over, *(at for span in spans for at in span if at and at > over)}):
        is_open = any(opened <= at and (closed is None or closed > at) for opened, closed in spans)
        if is_open != was_open:
            yield Event(at, "objections-opened" if is_open else "objections-closed", notice, node)
        was_open = is_open


def _spans(objections: Sequence[Json], dossier: str) -> Iterator[tuple[str, str | None]]:
    """Yield (received, closed) of each objection about a dossier; closed None while it is open."""
    for one in objections:
        if one and one.get("received_date") and one.get("dossier") in (None, dossier):
            yield one["received_date"], one.get("closed_date")


def concluded(notices: Iterable[Step]) -> dict[str, list[Event]]:
    """Give, by the id of a call, the designation notices that conclude it."""
    found: dict[str, list[Event]] = {}
    for notice in notices:
        call, day = notice.get("designation", "call"), effective_day(notice)
        if call and day and len(day) == _WHOLE_DAY:
            found.setdefault(call, []).append(Event(day, "batch-concluded", notice))
    return found


def _after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
