"""What waits for whom: every open duty, since when it stands, and how long is allowed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from brandpilot.obligations import OVERDUE, Obligation, obligations
from brandpilot.obligations.formats import days_left
from brandpilot.pages.clusters import Cluster
from brandpilot.pages.edition import Edition
from brandpilot.pages.facts import Derived, Fact
from brandpilot.pages.standing import since

_TURNS = ("unit", "ministry", "organizer")
"""Whose duties are told, in the order of the procedure."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One duty: of which cluster (None: of the unit itself), since when, by when, what is left."""

    duty: str
    year: int | None
    cluster: Cluster | None
    unit: str
    since: Fact | Derived | None
    due: Derived | None
    left: str
    is_overdue: bool
    clause: str


@dataclass(frozen=True, slots=True)
class Turn:
    """All that waits for one side; `overdue` are how many of them."""

    actor: str
    name: str
    waiting: tuple[Waiting, ...]
    number: Derived
    overdue: Derived


def queue(edition: Edition, clusters: Mapping[str, Cluster]) -> tuple[Turn, ...]:
    """Tell what waits for whom on the day of the edition; what is overdue longest comes first."""
    owed = obligations(edition.register, edition.as_of)
    return tuple(_turn(actor, owed, edition, clusters) for actor in _TURNS)


def _turn(
    actor: str, owed: Sequence[Obligation], edition: Edition, clusters: Mapping[str, Cluster]
) -> Turn:
    own = tuple(_waiting(one, edition, clusters) for one in owed if one.actor == actor)
    late = sum(one.is_overdue for one in own)
    return Turn(
        actor,
        edition.table.actors[actor],
        own,
        Derived(f"waiting:{actor}", len(own)),
        Derived(f"overdue:{actor}", late),
    )


def _waiting(one: Obligation, edition: Edition, clusters: Mapping[str, Cluster]) -> Waiting:
    cluster = clusters.get(one.dossier)
    standing = since(cluster, edition) if cluster else None
    place = f"{one.dossier or one.unit}:{one.duty}:{one.year or ''}"
    return Waiting(
        edition.table.duties[one.duty].name,
        one.year,
        cluster,
        edition.codelists["units"].names.get(one.unit, one.unit),
        standing.day if standing else None,
        Derived(f"due:{place}", one.due.isoformat()) if one.due else None,
        days_left(one),
        one.status == OVERDUE,
        one.clause,
    )
