"""Where a cluster stands on a day, folded from its records; nothing of this is stored."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from brandpilot.course import START, Standing, Step
from brandpilot.days import is_after
from brandpilot.records import Dossier, Record

IN_DOUBT = "in_doubt"
_IN_DOUBT_NAME = "有疑义"
_APPLICATION, _RECOMMENDATION = "application", "recommendation"
_UNDONE = frozenset({"recommendation_void", "retracted"})
"""States in which an earlier recommendation no longer stands."""


@dataclass(frozen=True, slots=True)
class State:
    """`since` is the day, or only the year, from which on the state holds.

    `record` is the file of the dossier on which it rests; None where it rests on a notice, or on
    nothing. `next` is what is to be done, `turn` whose turn it is (None: nobody's).
    """

    code: str
    label: str
    since: str | None = None
    record: Record | None = None
    turn: str | None = None
    next: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """The last application under certain calls, and what stands of what followed it.

    `unit` is the recommending unit of its day. `steps` are the files that followed, by name of
    event, the latest of each; a recommendation that no longer stands is not among them. `is_last`
    tells whether the cluster has filed under no other call since.
    """

    application: Step
    unit: str
    steps: Mapping[str, Step]
    is_last: bool


def state(dossier: Dossier, as_of: date) -> State:
    """Tell the state of a dossier at the end of a day (`schemas/lifecycle.yaml`).

    One of which nothing sound is known, then or later, is in doubt.
    """
    standing = dossier.course.at(as_of)
    if standing.state == START and dossier.findings and not _begins_later(dossier, as_of):
        return State(IN_DOUBT, _IN_DOUBT_NAME)
    told = dossier.course.rules.table.states[standing.state]
    return State(told.code, told.name, standing.since, _record(standing), told.turn, told.next)


def unit(dossier: Dossier, as_of: date) -> str:
    """Give the recommending unit at the end of a day: a transfer leaves the folder where it is."""
    return unit_by(dossier, as_of.isoformat())


def unit_by(dossier: Dossier, day: str) -> str:
    """Give the recommending unit by a day as a file writes it; of undated history the first one."""
    for record in reversed(dossier.of_kind("status-change-ministry")):
        moved_to = record.get("to_unit")
        if moved_to and record.date and record.date <= day:
            return str(moved_to)
    return dossier.unit


def last_filed(dossier: Dossier, calls: Collection[str], as_of: date) -> Filed | None:
    """Tell what a cluster last filed under some calls by the end of a day, and how far that is."""
    filed: tuple[Step, str] | None = None
    steps, is_last = dict[str, Step](), False
    for taken in dossier.course.taken(as_of):
        event = taken.event
        if event.name == _APPLICATION and taken.refusal is None:
            is_last = event.file.get("call") in calls
            if is_last:
                filed, steps = (event.file, unit(dossier, date.fromisoformat(event.day))), {}
        elif is_last and taken.refusal is None:
            steps[event.name] = event.file
        if is_last and taken.after.state in _UNDONE:
            steps.pop(_RECOMMENDATION, None)
    return Filed(*filed, steps, is_last) if filed else None


def name(dossier: Dossier, as_of: date) -> str:
    """Give the newest name of the cluster that a record bore by the end of a day; '' for none."""
    for record in reversed(dossier.counting):
        if not is_after(record.date or str(record.year or ""), as_of.isoformat()):
            found = record.get("new_name") or record.get("cluster", "name")
            if found:
                return str(found)
    return ""


def awaits_record(dossier: Dossier, as_of: date) -> Record | None:
    """Give the application that was merged and whose merge is not on record yet (已合并，待记录).

    None, too, where the recommendation may be among the files that are in doubt.
    """
    filed = state(dossier, as_of).record
    if filed is None or filed.kind != _APPLICATION or dossier.findings:
        return None
    opinions = (record for record in dossier.records if record.kind == _RECOMMENDATION)
    named = {record.get("application", "sha256") for record in opinions}
    return None if filed.sha256 in named else filed


def _begins_later(dossier: Dossier, as_of: date) -> bool:
    return any(is_after(event.day, as_of.isoformat()) for event in dossier.course.events)


def _record(standing: Standing) -> Record | None:
    file = standing.event.file if standing.event else None
    return file if isinstance(file, Record) else None
