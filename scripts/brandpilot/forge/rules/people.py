"""Who may propose what."""

from collections.abc import Iterator

from brandpilot.forge.case import Case
from brandpilot.forge.kinds import Kind
from brandpilot.forge.reviewing import applicant, organizer_accounts
from brandpilot.forge.rules.rule import Hit
from brandpilot.git.repository import Commit
from brandpilot.moments import day_of
from brandpilot.roster import MINISTRY_DECIDES, SECRETARIAT, Roster

_NOREPLY = frozenset(("noreply@github.com",))
_NOREPLY_DOMAIN = "users.noreply.github.com"
_BY_ORGANIZER = frozenset(("retraction", "withdrawal"))
"""Changes of status that the organizer itself asks for (指南四(一)、五(一))."""
_SHORT = 12


def filed_by_organizer(case: Case) -> Iterator[Hit]:
    """G201: a filing by somebody who speaks neither for the organizer nor for a desk of the unit."""
    author = case.pull.author.id
    if case.roster.is_app(author):
        author = applicant(case)
        if author is None:
            return  # G204 says so
    if author not in {*organizer_accounts(case), *_desks(case)}:
        yield "", {"login": case.pull.author.login}


def proposed_by_office(case: Case) -> Iterator[Hit]:
    """G202: a record of an office, or a roster, that somebody else proposes."""
    day, author, roster = day_of(case.pull.opened_at), case.pull.author.id, case.roster
    may = set[int]()
    if case.kind is Kind.UNIT and case.authority:
        may = {*roster.reviewers(case.authority, day), *_desks(case)}
        if _is_asked_by_organizer(case):
            may |= organizer_accounts(case)
    elif case.kind is Kind.DECISION:
        may = {*roster.reviewers(MINISTRY_DECIDES, day), *roster.reviewers(SECRETARIAT, day)}
    elif case.kind is Kind.EXPERT:
        may = set(roster.reviewers(SECRETARIAT, day))
    elif case.kind is Kind.ROSTER:
        may = {id_ for one in roster.authorities for id_ in roster.reviewers(one, day)}
    if author not in may - roster.recused(case.dossier):
        yield "", {"login": case.pull.author.login}


def office_addresses(case: Case) -> Iterator[Hit]:
    """G203: a commit with an address that is neither the forge's own nor a listed office's."""
    for commit in case.commits:
        if not is_listed(commit, case.roster):
            yield "", {"commit": commit.hash[:_SHORT]}


def applicant_named(case: Case) -> Iterator[Hit]:
    """G204: a filing by the App that does not say for whom."""
    if case.roster.is_app(case.pull.author.id) and applicant(case) is None:
        yield "", {}


def is_listed(commit: Commit, roster: Roster) -> bool:
    """Tell whether both addresses of a commit may be published."""
    domains = {domain for one in roster.authorities.values() for domain in one.mail_domains}
    return all(_is_listed(mail.lower(), domains) for mail in commit.mails)


def _is_listed(mail: str, domains: set[str]) -> bool:
    _, at, domain = mail.rpartition("@")
    return bool(at) and (mail in _NOREPLY or domain == _NOREPLY_DOMAIN or domain in domains)


def _desks(case: Case) -> frozenset[int]:
    day = day_of(case.pull.opened_at)
    return frozenset(case.roster.desks(case.authority, day) if case.authority else ())


def _is_asked_by_organizer(case: Case) -> bool:
    changes = [one.data.get("change") for one in case.after.values()]
    return len(changes) == len(case.changes) and set(changes) <= _BY_ORGANIZER
