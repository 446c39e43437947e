"""What a request is about, told by the paths that it touches and by nothing else."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from brandpilot.git.repository import Change
from brandpilot.layout import (
    CODEOWNERS,
    DECISION,
    EXPERT_PANEL,
    MINISTRY,
    NOTICES,
    RECOMMENDATION,
    REVIEWERS,
    SUBMISSIONS,
    UNPLACED,
    YEARLY,
    Place,
    place_of,
)
from brandpilot.roster import MAINTAINERS, MINISTRY_DECIDES


class Kind(StrEnum):
    """What a request is about."""

    FILING = "filing"
    UNIT = "unit"
    DECISION = "decision"
    EXPERT = "expert"
    RECORD = "record"
    ROSTER = "roster"
    SOFTWARE = "software"
    MIXED = "mixed"


ON_RECORDS = frozenset((Kind.FILING, Kind.UNIT, Kind.DECISION, Kind.EXPERT))
"""Kinds whose merge decides on records, and is recorded itself."""

APPLICANTS = frozenset(
    ("application", "annual-report", "plan-revision", "demonstration-application")
)
"""Kinds of record that the organizer files (指南四(一)、(四)、(五)、(六))."""

_OF_KIND: Mapping[str, Kind] = {
    **dict.fromkeys(APPLICANTS, Kind.FILING),
    **dict.fromkeys(("paper-unit", "support", "status-change-unit", "correction"), Kind.UNIT),
    "supervision": Kind.UNIT,
    **dict.fromkeys(("paper-ministry", "designation", "demonstration"), Kind.DECISION),
    **dict.fromkeys(("status-change-ministry", "press-figures", EXPERT_PANEL), Kind.DECISION),
    "expert-review": Kind.EXPERT,
    **dict.fromkeys((RECOMMENDATION, DECISION, YEARLY["_closed"]), Kind.RECORD),
}


def kind_of(paths: Iterable[str]) -> Kind:
    """Tell the kind of a request by all paths that it adds, changes or takes away."""
    found = {kind_of_path(path) for path in paths}
    return found.pop() if len(found) == 1 else Kind.MIXED


def kind_of_path(path: str) -> Kind:
    """Tell what a change of one path belongs to; what nobody else names is software."""
    if path in (REVIEWERS, CODEOWNERS):
        return Kind.ROSTER
    place = place_of(path)
    if place is None or place.unit == UNPLACED:
        return Kind.SOFTWARE
    if place.kind == "notice":
        return Kind.DECISION if place.unit == MINISTRY else Kind.UNIT
    return _OF_KIND.get(place.kind, Kind.SOFTWARE)


def is_record(path: str) -> bool:
    """Tell whether a path lies where records lie, sound or not."""
    return path.startswith((f"{SUBMISSIONS}/", f"{NOTICES}/")) and kind_of_path(path) in ON_RECORDS


def authority_of(kind: Kind, paths: Iterable[str]) -> str | None:
    """Name who decides; None where that is nobody, or cannot be told (two units, a mixture)."""
    if kind in (Kind.DECISION, Kind.EXPERT):
        return MINISTRY_DECIDES
    if kind in (Kind.SOFTWARE, Kind.ROSTER):
        return MAINTAINERS
    if kind in (Kind.FILING, Kind.UNIT):
        units = {place.unit for place in map(place_of, paths) if place}
        return units.pop() if len(units) == 1 else None
    return None


def dossiers(paths: Iterable[str]) -> frozenset[str]:
    """Give the dossiers that a request touches."""
    places = (place for place in map(place_of, paths) if place)
    return frozenset(place.dossier for place in places if place.is_in_dossier)


def paths_of(changes: Iterable[Change]) -> tuple[str, ...]:
    """Give the paths of changes, in their order."""
    return tuple(change.path for change in changes)


def places(paths: Iterable[str]) -> tuple[Place, ...]:
    """Give the places of those paths that have one."""
    return tuple(place for place in map(place_of, paths) if place)
