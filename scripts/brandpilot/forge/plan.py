"""What stands between a request and its merge, whose turn it is, and how long there is."""

from dataclasses import dataclass
from datetime import date

from brandpilot.findings import Finding
from brandpilot.forge.case import Case
from brandpilot.forge.kinds import Kind
from brandpilot.forge.reviewing import authorities, eligible, returns
from brandpilot.forge.rules import FAIL, PASS, PERSON, Judged, judge
from brandpilot.moments import day_of

SUCCESS, PENDING, FAILURE = "success", "pending", "failure"
PROPOSER, REVIEWER, MAINTAINER, APP = "proposer", "reviewer", "maintainer", "app"
"""Whose turn it may be."""

_BY_MAINTAINERS = frozenset(("G107", "G204", "G514", "G701"))
"""What neither the proposer nor a reviewer can mend."""
_BY_REVIEWERS = frozenset(("G302", "G501", "G502", "G504", "G505", "G506", "G507", "G515", "G516"))
"""What waits for the office that decides."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office whose approval is asked: its code and how many accounts may give it."""

    authority: str
    accounts: int
    is_substitute: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """One value: the status, the summary, the comment and the commit that may be merged.

    `findings` are those of the material; `turn` whose turn it is; `due` the last day that the
    call sets for what comes next, with the calendar days left, None where it sets none.
    """

    number: int
    head: str
    kind: Kind
    dossier: str | None
    is_application: bool
    checks: tuple[Judged, ...]
    findings: tuple[Finding, ...]
    offices: tuple[Office, ...]
    turn: str
    due: str | None = None
    days_left: int | None = None
    asks_rank: bool = False
    asks_site_visit: bool = False

    @property
    def state(self) -> str:
        """The status that is set: failure where something must be mended, pending while somebody waits."""
        verdicts = {one.verdict for one in self.checks}
        return FAILURE if FAIL in verdicts else PENDING if PERSON in verdicts else SUCCESS

    def of(self, *verdicts: str) -> tuple[Judged, ...]:
        """Give the rules that came to some verdicts."""
        return tuple(one for one in self.checks if one.verdict in verdicts)


def plan(case: Case) -> Plan:
    """Judge an open request and tell what is next."""
    checks = judge(case)
    turn = _turn(case, checks)
    due = _due(case, turn)
    today = date.fromisoformat(day_of(case.now))
    return Plan(
        case.pull.number,
        case.pull.head,
        case.kind,
        case.dossier,
        case.application is not None,
        checks,
        case.findings,
        _offices(case),
        turn,
        due,
        (date.fromisoformat(due) - today).days if due else None,
        asks_rank=case.call.get("ranking") is True,
        asks_site_visit=bool(case.call.get("site_visit")),
    )


def _turn(case: Case, checks: tuple[Judged, ...]) -> str:
    """Tell whose turn it is: the proposer mends before anybody reviews."""
    open_ = {one.code for one in checks if one.verdict != PASS}
    if case.kind is Kind.RECORD:
        return MAINTAINER if open_ else APP
    if open_ & _BY_MAINTAINERS:
        return MAINTAINER
    if "G503" in open_ and not _is_unchanged_since_return(case):
        open_ -= {"G503"}
    return PROPOSER if open_ - _BY_REVIEWERS else REVIEWER


def _is_unchanged_since_return(case: Case) -> bool:
    return any(one.commit == case.pull.head for one in returns(case))


def _due(case: Case, turn: str) -> str | None:
    """Give the last day that the call sets for the filing, or for the opinion on it (通知二)."""
    if case.application is None:
        return None
    limit = case.call.get("online_date" if turn == PROPOSER else "opinion_date")
    return str(limit) if limit else None


def _offices(case: Case) -> tuple[Office, ...]:
    found = ((one, eligible(case, case.now, one)) for one in authorities(case))
    return tuple(Office(who.authority, len(who.accounts), who.is_substitute) for _, who in found)
