"""Reviews: what the body of one says, which approvals count, and who may give one."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from brandpilot.findings import Json
from brandpilot.forge.case import Case
from brandpilot.forge.evidence import Person, Review
from brandpilot.forge.kinds import Kind
from brandpilot.git.repository import Commit
from brandpilot.load import Document
from brandpilot.moments import day_of
from brandpilot.roster import MAINTAINERS, MINISTRY_DECIDES, Eligible
from brandpilot.schema import Form

APPROVED, CHANGES_REQUESTED, DISMISSED = "APPROVED", "CHANGES_REQUESTED", "DISMISSED"
_VERDICTS = frozenset((APPROVED, CHANGES_REQUESTED, DISMISSED))
"""States that replace what a person said before; a mere comment does not."""
_NEW_ORGANIZER = "organizer"
_KEYS = {"推荐意见": "opinion", "推荐排序": "rank", "实地核查": "site_visit", "补正": "sections"}
_LINE = re.compile(rf"[ \t>*#·\-]*({'|'.join(_KEYS)})[*]*[ \t]*[:：](.*)")
"""A key at the start of a line, behind the marks of a quotation, a list or bold type."""
_MARKER = re.compile(r"<!--.*?-->", re.DOTALL)
_APART = re.compile("[,，、;；\\s]+")
_NUMBER = re.compile("(?:第)?([1-9][0-9]{0,2})(?:名|位)?", re.ASCII)
_APPLICANT = re.compile(r"^Applicant-ID: ([1-9][0-9]{0,9})$", re.MULTILINE | re.ASCII)


@dataclass(frozen=True)
class Said:
    """What the body of a review says under its keys; '' where a key is absent or empty.

    `rank` is the number as a person wrote it. `twice` are the keys that stand there twice.
    """

    opinion: str = ""
    rank: str = ""
    site_visit: str = ""
    sections: str = ""
    twice: tuple[str, ...] = ()

    @property
    def place(self) -> int | None:
        """The rank as a number; None for none, or for what is no number."""
        found = _NUMBER.fullmatch(self.rank)
        return int(found[1]) if found else None


def said(body: str) -> Said:
    """Read the body of a review: `推荐意见：…` and the other keys, each from its line to the next key."""
    parts: dict[str, list[str]] = {}
    twice: list[str] = []
    own: list[str] = []
    for line in _MARKER.sub("", body).replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if found := _LINE.fullmatch(line):
            key = _KEYS[found[1]]
            twice += [found[1]] if key in parts else []
            own = parts.setdefault(key, [])
            own.append(found[2])
        else:
            own.append(line)
    texts = {key: "\n".join(map(str.strip, lines)).strip() for key, lines in parts.items()}
    return Said(**texts, twice=tuple(twice))


def sections(told: str, form: Form) -> frozenset[str]:
    """Give the sections of a form that a return names, by key or by title; unknown ones are left out."""
    by_word = {box["title"]: key for key, box in form.schema["properties"].items()}
    by_word |= {key: key for key in form.schema["properties"]}
    return frozenset(by_word[word] for word in _APART.split(told) if word in by_word)


def unknown_sections(told: str, form: Form) -> tuple[str, ...]:
    """Give the words of a return that are no section of a form, neither by key nor by title."""
    known = {
        *form.schema["properties"],
        *(box["title"] for box in form.schema["properties"].values()),
    }
    return tuple(word for word in _APART.split(told) if word and word not in known)


def latest(reviews: Sequence[Review]) -> Mapping[int, Review]:
    """Give each person's last verdict, by id; what a deleted account said is nobody's."""
    found: dict[int, Review] = {}
    for review in sorted(reviews, key=lambda one: (one.at, one.id)):
        if review.by.id is not None and review.state in _VERDICTS:
            found[review.by.id] = review
    return found


def applicant(case: Case) -> int | None:
    """Give the id of who filed through the App, by the trailer of its commits; None where nobody can be told."""
    return applicant_of(case.commits)


def applicant_of(commits: Iterable[Commit]) -> int | None:
    """Give the one id that the trailers of some commits name; None for none, or for several."""
    told = {found for one in commits for found in _APPLICANT.findall(one.message)}
    return int(told.pop()) if len(told) == 1 else None


def proposer(case: Case) -> Person:
    """Give who stands behind a request: its author, or for whom the App filed."""
    if case.roster.is_app(case.pull.author.id) and case.kind is Kind.FILING:
        return Person(case.pull.author.login, applicant(case))
    return case.pull.author


def organizer_accounts(case: Case) -> frozenset[int]:
    """Give the accounts of the dossier's organizer on the base (指南四(一)); a first filing declares them.

    A change of organizer that names accounts replaces those of the application.
    """
    return latest_accounts(case.before.values()) or declared_accounts(case)


def latest_accounts(documents: Iterable[Document]) -> frozenset[int]:
    """Give the accounts that the latest of a dossier's files names that names any."""
    for document in reversed(_oldest_first(documents)):
        if found := accounts_in(document.data):
            return found
    return frozenset()


def declared_accounts(case: Case) -> frozenset[int]:
    """Give the accounts that the changed files themselves declare."""
    return frozenset(id_ for one in case.after.values() for id_ in accounts_in(one.data))


def accounts_in(data: Mapping[str, Json]) -> frozenset[int]:
    """Give the accounts that an application or a change of organizer names."""
    rows = data.get("accounts")
    if data.get("change") != _NEW_ORGANIZER:
        organizer = data.get("organizer")
        rows = organizer.get("accounts") if isinstance(organizer, dict) else None
    ids = (row.get("id") for row in rows or () if isinstance(row, dict))
    return frozenset(id_ for id_ in ids if isinstance(id_, int))


def filers(case: Case) -> frozenset[int]:
    """Give the ids whose approval never counts: the author, who filed through the App, the organizer."""
    own = {case.pull.author.id, proposer(case).id, applicant(case)}
    ids = {id_ for id_ in own if id_ is not None}
    if case.kind in (Kind.FILING, Kind.UNIT):
        ids |= organizer_accounts(case) | declared_accounts(case)
    return frozenset(ids)


def eligible(case: Case, moment: str, authority: str | None = None) -> Eligible:
    """Give whose approval counts at a moment; for another authority than the case's where one is named."""
    who = authority or case.authority
    if who is None:
        return Eligible("", {})
    return case.roster.eligible(
        who, day_of(moment), dossier=case.dossier, filers=tuple(filers(case))
    )


def authorities(case: Case) -> tuple[str, ...]:
    """Give the authorities that must each approve: of the roster two, of all else one."""
    if case.kind is Kind.ROSTER:
        return (MAINTAINERS, MINISTRY_DECIDES)
    return (case.authority,) if case.authority else ()


def counted(case: Case) -> tuple[Review, ...]:
    """Give the approvals that count: of this head, each person's last word, by whom it counts, in order."""
    return tuple(review for review, _ in counted_with_authority(case))


def counted_with_authority(case: Case) -> tuple[tuple[Review, str], ...]:
    """Give the approvals that count, each with the authority that it speaks for."""
    found = list(_counted(case))
    return tuple(sorted(found, key=lambda pair: (pair[0].at, pair[0].id)))


def returns(case: Case) -> tuple[Review, ...]:
    """Give the requests for changes that stand, by those whose approval would count; oldest first."""
    standing = (one for one in latest(case.reviews).values() if one.state == CHANGES_REQUESTED)
    own = [one for one in standing if one.by.id in eligible(case, one.at).accounts]
    return tuple(sorted(own, key=lambda one: (one.at, one.id)))


def last_return(case: Case) -> Review | None:
    """Give the last request for changes of an earlier head, by whom it counts, replaced or not since."""
    found = [
        one
        for one in case.reviews
        if one.state == CHANGES_REQUESTED
        and one.commit != case.pull.head
        and one.by.id in eligible(case, one.at).accounts
    ]
    return max(found, key=lambda one: (one.at, one.id), default=None)


def deciding(case: Case) -> Review | None:
    """Give the approval whose opinion is recorded: the merger's own, else the last that counts."""
    approvals = counted(case)
    merger = case.pull.merged_by
    own = [one for one in approvals if merger and one.by.id == merger.id]
    return next(iter(reversed(own or approvals)), None)


def _counted(case: Case) -> Iterator[tuple[Review, str]]:
    for review in latest(case.reviews).values():
        if review.state != APPROVED or review.commit != case.pull.head or review.at > case.now:
            continue
        for authority in authorities(case):
            allowed = eligible(case, review.at, authority)
            if review.by.id in allowed.accounts:
                yield review, allowed.authority
                break


def _oldest_first(documents: Iterable[Document]) -> list[Document]:
    def day(one: Document) -> tuple[str, str]:
        signoff = one.data.get("signoff")
        told = signoff.get("date") if isinstance(signoff, dict) else None
        return str(told or one.data.get("date") or ""), one.path

    return sorted(documents, key=day)
