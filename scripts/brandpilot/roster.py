"""Who may decide what, from when to when: `.github/reviewers.yml` as values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from brandpilot.findings import Json

MINISTRY_DECIDES, SECRETARIAT, MAINTAINERS = "ministry", "secretariat", "maintainers"
"""Authorities beside the recommending units."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account with its term, both days included (YYYY-MM-DD); `until` None lasts.

    `office` names the desk or prefecture office for which a filing account acts; None for a
    reviewer, whose office is the authority's.
    """

    login: str
    id: int
    start: str
    until: str | None = None
    office: str | None = None
    is_acting: bool = False

    def serves(self, day: str) -> bool:
        """Tell whether a day lies in its term."""
        return self.start <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Authority:
    """An office that decides: its reviewers, and the desks that file for organizers there."""

    code: str
    office: str | None
    reviewers: tuple[Account, ...] = ()
    desks: tuple[Account, ...] = ()
    mail_domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recusal:
    """An account (by id) that stands back from a dossier."""

    id: int
    dossier: str
    reason: str


@dataclass(frozen=True, slots=True)
class App:
    """The account that sets the gate and writes records: `id` of its bot user, `app_id` of the App."""

    login: str
    id: int
    app_id: int


@dataclass(frozen=True, slots=True)
class Eligible:
    """Whose approval counts: accounts by id, and the authority that they speak for.

    `is_substitute` tells that the ministry stands in because the unit has nobody left.
    """

    authority: str
    accounts: Mapping[int, Account]
    is_substitute: bool = False


@dataclass(frozen=True, slots=True)
class Roster:
    """The whole roster. An account is known by its id; a login is only for people to read."""

    authorities: Mapping[str, Authority]
    recusals: tuple[Recusal, ...] = ()
    app: App | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody is named at all, so that nothing can be decided yet."""
        return not any(one.reviewers for one in self.authorities.values())

    def is_app(self, id_: int | None) -> bool:
        """Tell whether an account is the App's."""
        return self.app is not None and id_ == self.app.id

    def reviewers(self, authority: str, day: str) -> dict[int, Account]:
        """Give the reviewers of an authority whose term holds a day, by id."""
        found = self.authorities.get(authority)
        return {one.id: one for one in found.reviewers if one.serves(day)} if found else {}

    def desks(self, authority: str, day: str) -> dict[int, Account]:
        """Give the filing accounts at an authority whose term holds a day, by id."""
        found = self.authorities.get(authority)
        return {one.id: one for one in found.desks if one.serves(day)} if found else {}

    def recused(self, dossier: str | None) -> frozenset[int]:
        """Give the ids that stand back from a dossier."""
        return frozenset(one.id for one in self.recusals if one.dossier == dossier)

    def eligible(
        self, authority: str, day: str, *, dossier: str | None, filers: Sequence[int]
    ) -> Eligible:
        """Give whose approval counts for an authority on a day, less who filed or stands back.

        Where a unit has reviewers but none of them is left, the ministry substitutes. A unit that
        has none at all cannot decide; nobody does it for it.
        """
        out = {*filers, *self.recused(dossier)}
        own = self.reviewers(authority, day)
        left = {id_: one for id_, one in own.items() if id_ not in out}
        if left or not own or authority == MINISTRY_DECIDES:
            return Eligible(authority, left)
        others = self.reviewers(MINISTRY_DECIDES, day)
        found = {id_: one for id_, one in others.items() if id_ not in out}
        return Eligible(MINISTRY_DECIDES, found, is_substitute=True)


def read_roster(data: Mapping[str, Json]) -> Roster:
    """Read a roster that its form has found sound."""
    authorities = {
        row["authority"]: Authority(
            row["authority"],
            row["office"],
            tuple(_account(one) for one in row["reviewers"]),
            tuple(_account(one) for one in row["desks"]),
            tuple(row["mail_domains"]),
        )
        for row in data["authorities"]
    }
    recusals = tuple(Recusal(one["id"], one["dossier"], one["reason"]) for one in data["recusals"])
    app = data["app"]
    return Roster(authorities, recusals, App(**app) if app else None)


def _account(told: Mapping[str, Json]) -> Account:
    return Account(
        told["login"],
        told["id"],
        told["from"],
        told["until"],
        told.get("office"),
        is_acting=told.get("acting", False),
    )
