"""Who approved, what of it counts, and what the approval has to say."""

from collections.abc import Iterator

from brandpilot.forge.case import Case
from brandpilot.forge.evidence import Review
from brandpilot.forge.kinds import Kind
from brandpilot.forge.reviewing import (
    APPROVED,
    DISMISSED,
    authorities,
    counted,
    counted_with_authority,
    deciding,
    eligible,
    filers,
    latest,
    returns,
    said,
    unknown_sections,
)
from brandpilot.forge.rules.rule import Hit
from brandpilot.glyphs import is_seen
from brandpilot.moments import day_of
from brandpilot.privacy import mask
from brandpilot.roster import Account

_OPINION, _SITE_VISIT = "opinion", "site_visit"
_WHOLE_LINE = "\n"
_SHORT = 12


def approved(case: Case) -> Iterator[Hit]:
    """G501: no approval that counts, by an office that has reviewers."""
    for authority in authorities(case)[:1] if case.kind is not Kind.ROSTER else ():
        if not counted(case) and case.roster.reviewers(authority, day_of(case.now)):
            allowed = eligible(case, case.now)
            yield "", {"unit": _office(case, allowed.authority), "found": len(allowed.accounts)}


def approved_as_it_is(case: Case) -> Iterator[Hit]:
    """G502: an approval of an older commit, by somebody whose approval would count."""
    for review in _approvals(case):
        if review.commit != case.pull.head and _may(case, review) and not counted(case):
            told = {"commit": review.commit[:_SHORT], "head": case.pull.head[:_SHORT]}
            yield "", {"login": review.by.login, **told}


def not_returned(case: Case) -> Iterator[Hit]:
    """G503: a request for changes that stands."""
    for review in returns(case):
        yield "", {"login": review.by.login, "sections": said(review.body).sections or "全部"}


def opinion_given(case: Case) -> Iterator[Hit]:
    """G504: a recommendation without an opinion, or with two (指南四(二))."""
    review = _deciding_on_filing(case)
    told = said(review.body) if review else None
    if review and told and (not told.opinion or told.twice):
        yield "", {"login": review.by.login}


def ranked_as_called(case: Case) -> Iterator[Hit]:
    """G505: no rank where the call wants one, or one where it wants none."""
    ranking = case.call.get("ranking")
    if ranking is not None and (review := _deciding_on_filing(case)):
        told = said(review.body)
        if ranking != (told.place is not None) or (told.rank and told.place is None):
            yield "", {"found": told.rank or "没有写", "ranking": str(ranking).lower()}


def visited_as_called(case: Case) -> Iterator[Hit]:
    """G506: nothing about a site visit where the call sets one."""
    asked = case.call.get(_SITE_VISIT)
    if asked and (review := _deciding_on_filing(case)) and not said(review.body).site_visit:
        yield "", {"asked": asked}


def fit_to_publish(case: Case) -> Iterator[Hit]:
    """G507: an opinion that cannot be published: private, unreadable or too long."""
    review, form = deciding(case), case.law.forms.get("recommendation/1")
    if review is None or form is None:
        return
    told = said(review.body)
    for key, text in ((_OPINION, told.opinion), (_SITE_VISIT, told.site_visit)):
        is_odd = any(not is_seen(one) for one in text.replace(_WHOLE_LINE, ""))
        if text and (mask(text) != text or is_odd or not form.takes((key,), text)):
            yield "", {"field": form.title((key,))}


def not_ones_own(case: Case) -> Iterator[Hit]:
    """G508: an approval by who filed, or by the organizer's own account."""
    yield from (_of(one) for one in _approvals(case) if one.by.id in filers(case))


def of_the_authority(case: Case) -> Iterator[Hit]:
    """G509: an approval by somebody who is no reviewer of the office that decides."""
    for review in _approvals(case):
        is_known = review.by.id in filers(case) or _listed(case, review)
        if not is_known and not _is_namesake(case, review):
            yield _of(review)


def in_term(case: Case) -> Iterator[Hit]:
    """G510: an approval before or after the reviewer's term."""
    for review in _approvals(case):
        terms = _listed(case, review)
        if terms and not any(one.serves(day_of(review.at)) for one in terms):
            yield _of(review)


def not_recused(case: Case) -> Iterator[Hit]:
    """G511: an approval by somebody who stands back from this dossier."""
    recused = case.roster.recused(case.dossier)
    yield from (_of(one) for one in _approvals(case) if one.by.id in recused)


def by_number(case: Case) -> Iterator[Hit]:
    """G512: a login of the roster with another number: a name that somebody took over."""
    yield from (_of(one) for one in _approvals(case) if _is_namesake(case, one))


def not_taken_back(case: Case) -> Iterator[Hit]:
    """G513: an approval that was dismissed, or that its author replaced."""
    last = latest(case.reviews)
    for review in case.reviews:
        was_approval = review.state in (APPROVED, DISMISSED)
        if was_approval and review.by.id is not None and last[review.by.id].state != APPROVED:
            yield _of(review)


def office_has_reviewers(case: Case) -> Iterator[Hit]:
    """G514: an office that nobody can decide for yet."""
    for authority in authorities(case):
        if not case.roster.reviewers(authority, day_of(case.now)):
            yield "", {"unit": _office(case, authority)}


def approved_by_both(case: Case) -> Iterator[Hit]:
    """G515: a roster without the approval of a maintainer and of the ministry."""
    spoken = {authority for _, authority in counted_with_authority(case)}
    for authority in authorities(case):
        if authority not in spoken and case.roster.reviewers(authority, day_of(case.now)):
            yield "", {"unit": _office(case, authority)}


def sections_known(case: Case) -> Iterator[Hit]:
    """G516: a return that names a section which the form does not have."""
    document = next((case.after[path] for path in case.paths if path in case.after), None)
    form = case.law.forms.get(document.schema) if document else None
    for review in returns(case) if form else ():
        if form and (odd := unknown_sections(said(review.body).sections, form)):
            known = "、".join(box["title"] for box in form.schema["properties"].values())
            yield "", {"login": review.by.login, "found": "、".join(odd), "known": known}


def _deciding_on_filing(case: Case) -> Review | None:
    return deciding(case) if case.application is not None else None


def _approvals(case: Case) -> Iterator[Review]:
    """Yield the approvals that are their authors' last word, also those that do not count."""
    yield from (one for one in latest(case.reviews).values() if one.state == APPROVED)


def _may(case: Case, review: Review) -> bool:
    return any(
        review.by.id in eligible(case, review.at, authority).accounts
        for authority in authorities(case)
    )


def _listed(case: Case, review: Review) -> tuple[Account, ...]:
    """Give the terms of a reviewer at the offices that decide, the ministry's where it stands in."""
    offices = {*authorities(case), eligible(case, review.at).authority}
    rows = (case.roster.authorities.get(one) for one in offices)
    return tuple(one for row in rows if row for one in row.reviewers if one.id == review.by.id)


def _is_namesake(case: Case, review: Review) -> bool:
    listed = [
        one
        for row in case.roster.authorities.values()
        for one in row.reviewers
        if one.login.lower() == review.by.login.lower()
    ]
    return bool(listed) and all(one.id != review.by.id for one in listed)


def _office(case: Case, authority: str) -> str:
    return case.law.codelists["authorities"].names.get(authority, authority)


def _of(review: Review) -> Hit:
    return "", {"login": review.by.login}
