"""Whose approval counted when something was merged, by what Git holds of then."""

from collections.abc import Iterator

from brandpilot.forge.kinds import Kind, authority_of, dossiers, kind_of, paths_of
from brandpilot.forge.proof.claims import Claim
from brandpilot.forge.proof.line import Landing
from brandpilot.forge.proof.view import View
from brandpilot.forge.reviewing import accounts_in, applicant_of, latest_accounts
from brandpilot.git.objects import Entry
from brandpilot.layout import SUBMISSIONS, place_of
from brandpilot.load import Document, load
from brandpilot.moments import day_of
from brandpilot.roster import MINISTRY_DECIDES, Eligible, Roster


def eligible(view: View, claim: Claim, landing: Landing, moment: str) -> Eligible:
    """Give whose approval counted at a moment, by the roster of then. Raises GitError."""
    paths = paths_of(landing.changes)
    authority = authority_of(kind_of(paths), paths)
    if authority is None:
        return Eligible("", {})
    homes = dossiers(paths)
    dossier = next(iter(homes)) if len(homes) == 1 else None
    roster, _ = view.line.roster(landing.base)
    author = claim.proof["pull"]["author"]["id"]
    if landing.end.hash not in view.filers:
        view.filers[landing.end.hash] = _filers(view, landing, roster, authority)
    filers = {*view.filers[landing.end.hash], *([author] if author else [])}
    return roster.eligible(authority, day_of(moment), dossier=dossier, filers=tuple(filers))


def _filers(view: View, landing: Landing, roster: Roster, authority: str) -> frozenset[int]:
    """Give for whom the App filed, and those accounts of the organizer that could matter here.

    An account that no file spells is in none: most files need not be read for that.
    """
    applicant = applicant_of(landing.own)
    found = frozenset((applicant,) if applicant else ())
    paths = paths_of(landing.changes)
    if kind_of(paths) not in (Kind.FILING, Kind.UNIT):
        return found
    homes = {at.dossier for at in map(place_of, paths) if at and at.is_in_dossier}
    before = dict(_before(view, landing, homes))
    after = dict(_after(view, landing))
    spelled = [str(one).encode() for one in _reviewers(roster, authority, MINISTRY_DECIDES)]
    raws = (*before.values(), *after.values())
    if not any(one in raw for one in spelled for raw in raws):
        return found
    declared = (accounts_in(one.data) for one in _read(after))
    return found.union(latest_accounts(_read(before)), *declared)


def _reviewers(roster: Roster, *authorities: str) -> Iterator[int]:
    rows = (roster.authorities.get(one) for one in authorities)
    yield from (one.id for row in rows if row for one in row.reviewers)


def _before(view: View, landing: Landing, homes: set[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of dossiers as they were on main."""
    for home in sorted(homes):
        for path, entry in view.line.trees.files(landing.base.tree, f"{SUBMISSIONS}/{home}"):
            yield path, _bytes(view, entry)


def _after(view: View, landing: Landing) -> Iterator[tuple[str, bytes]]:
    """Yield the files that a request changed, as it brought them."""
    head = view.seen.repository.commit(landing.head)
    for path in paths_of(landing.changes):
        if entry := view.line.trees.at(head.tree, path):
            yield path, _bytes(view, entry)


def _bytes(view: View, entry: Entry) -> bytes:
    return view.seen.repository.blob(entry.blob) if entry.is_file else b""


def _read(raws: dict[str, bytes]) -> list[Document]:
    read = (load(path, raw) for path, raw in raws.items())
    return [one for one in read if isinstance(one, Document)]
