"""What merged requests decided, as records: a pure function of Git and of what the forge says."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from brandpilot.findings import Json
from brandpilot.forge.case import Case
from brandpilot.forge.evidence import Evidence, Person, Review
from brandpilot.forge.kinds import ON_RECORDS, authority_of, kind_of_path, paths_of
from brandpilot.forge.reviewing import (
    CHANGES_REQUESTED,
    counted_with_authority,
    deciding,
    said,
)
from brandpilot.forge.rules import PASS, judge
from brandpilot.forge.seen import Seen, frozen
from brandpilot.git.repository import Change, Commit, Repository
from brandpilot.inspection import inspect_one
from brandpilot.layout import (
    RECOMMENDATION,
    SUBMISSIONS,
    decision_path,
    place_of,
    recommendation_path,
)
from brandpilot.load import Document
from brandpilot.messages import is_error
from brandpilot.moments import day_of
from brandpilot.roster import Roster
from brandpilot.yaml_text import to_yaml

GATE = "gate"
_PARENTS = 2
_APPLICATION = "application"
_HIGHEST = 99
_ONE_MOMENT = 5
"""Seconds that the forge may take to write the commits of a rebase."""
NO_ROSTER = "0" * 40
"""Stands for the roster of a commit that has none, as Git writes a file that is not there."""
_UNFIT = "G507"


class NotHereError(Exception):
    """A merge that this clone does not hold: it is older than the forge's answer."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge on main: the commit before it, its own commits, and what it changed, by Git."""

    commit: Commit
    base: str
    head: str
    commits: tuple[Commit, ...]
    changes: tuple[Change, ...]


def harvest(
    merged: Iterable[Evidence], seen: Seen, held: Collection[str], ends: Collection[str]
) -> dict[str, bytes]:
    """Give the records of merged requests, by path, in the order of their merges.

    `held` are the paths that main's tip holds already, `ends` the merge commits of all requests,
    at which a rebased one ends. Raises NotHereError where Git does not hold a merge.
    """
    found: dict[str, bytes] = {}
    for evidence in sorted(merged, key=lambda one: (one.pull.merged_at or "", one.pull.number)):
        case, merge, roster = merged_case(evidence, seen, ends)
        found.update(_records(case, merge, roster, seen.repository, {*held, *found}))
    return found


def merge_of(evidence_merge: str | None, seen: Seen, ends: Collection[str]) -> Merge:
    """Tell what came onto main by a request, given the commit that the forge calls its merge."""
    repository = seen.repository
    if not evidence_merge or not repository.has(evidence_merge):
        raise NotHereError(evidence_merge)
    commit = repository.commit(evidence_merge)
    if len(commit.parents) == _PARENTS:
        base, head = commit.parents
        start, commits = seen.apart(base, head)
        own = tuple(map(repository.commit, commits))
        return Merge(commit, base, head, own, seen.changes(start or base, head))
    own = tuple(reversed(list(line_of(commit, repository, ends))))
    base = own[0].parents[0] if own[0].parents else own[0].hash
    return Merge(commit, base, commit.hash, own, seen.changes(base, commit.hash))


def merged_case(
    evidence: Evidence, seen: Seen, ends: Collection[str]
) -> tuple[Case, Merge, str | None]:
    """Look at a merged request as it stood when it was merged; also the hash of the roster of then."""
    repository, pull = seen.repository, evidence.pull
    now = pull.merged_at or pull.opened_at
    merge = merge_of(pull.merge_commit, seen, ends)
    roster, blob = seen.roster(merge.base)
    law = seen.law(merge.base, day_of(now))
    paths = paths_of(merge.changes)
    homes = {place.dossier for path in paths if (place := place_of(path)) and place.is_in_dossier}
    before = seen.documents(merge.base, [*(f"{SUBMISSIONS}/{one}" for one in homes), *paths])
    after = seen.documents(merge.head, paths)
    raw = ((one.path, one.after.blob) for one in merge.changes if one.after and place_of(one.path))
    inspected = (inspect_one(path, repository.blob(hash_), law) for path, hash_ in raw)
    case = Case(
        evidence,
        merge.changes,
        before,
        after,
        tuple(found for one in inspected for found in one.findings if is_error(found)),
        roster,
        law,
        now,
        first_seen(evidence, roster) or now,
        merge.commits,
        returned(evidence.reviews, seen, paths),
        frozen=frozen(before),
        merge=merge.commit,
        merged_files={path: seen.trees.at(merge.commit.tree, path) for path in paths},
    )
    return case, merge, blob


def first_seen(evidence: Evidence, roster: Roster) -> str | None:
    """Give the time of the App's first status on the head; None where it set none."""
    own = (one.at for one in evidence.statuses if one.context == GATE and roster.is_app(one.by.id))
    return min(own, default=None)


def returned(
    reviews: Sequence[Review], seen: Seen, paths: Collection[str]
) -> dict[int, Mapping[str, Document]]:
    """Give the files of a request as they were when it was returned, by review; only what Git still has."""
    asked = (one for one in reviews if one.state == CHANGES_REQUESTED)
    held = (one for one in asked if seen.repository.has(one.commit))
    return {one.id: seen.documents(one.commit, paths) for one in held}


def line_of(commit: Commit, repository: Repository, ends: Collection[str]) -> Iterator[Commit]:
    """Yield a squashed or rebased request's commits, newest first.

    A rebase writes all of them at one moment; what is older, a merge, or another request's last is
    none of them.
    """
    last = commit.seconds
    yield commit
    while commit.parents:
        commit = repository.commit(commit.parents[0])
        is_own = len(commit.parents) == 1 and last - commit.seconds <= _ONE_MOMENT
        if not is_own or commit.hash in ends:
            return
        yield commit


def _records(
    case: Case, merge: Merge, roster: str | None, repository: Repository, held: set[str]
) -> Iterator[tuple[str, bytes]]:
    """Yield a record for each file that a merge decided on."""
    own = [one for one in merge.changes if kind_of_path(one.path) in ON_RECORDS]
    if not own:
        return
    proof = _proof(case, merge, roster or NO_ROSTER)
    taken = set(held)
    for change in own:
        raw = repository.blob((change.after or change.before).blob)  # type: ignore[union-attr]
        path, record = _record(case, change, sha256(raw).hexdigest(), proof, taken)
        taken.add(path)
        yield path, to_yaml(record).encode()


def _record(
    case: Case, change: Change, digest: str, proof: Json, taken: set[str]
) -> tuple[str, dict[str, Json]]:
    review = deciding(case)
    is_fit = {"rule": _UNFIT, "verdict": "pass"} in proof["verdicts"]
    told = said(review.body) if review and is_fit else None
    speaking = next((who for one, who in counted_with_authority(case) if one is review), None)
    authority = speaking or authority_of(kind_of_path(change.path), [change.path]) or ""
    listed = case.roster.authorities.get(authority)
    common = {
        "date": day_of(case.now),
        "opinion": _clean(told.opinion) if told else None,
        "office": listed.office if listed else None,
        "proof": proof,
    }
    place, document = place_of(change.path), case.after.get(change.path)
    call = document.data.get("call") if document else None
    form = case.law.forms[f"{RECOMMENDATION}/1"]
    if place and place.kind == _APPLICATION and form.takes(("call",), call):
        paths = (
            recommendation_path(place.dossier, place.year, number) for number in range(1, _HIGHEST)
        )
        name = change.path.rpartition("/")[2]
        return _free(paths, taken), {
            "schema": f"{RECOMMENDATION}/1",
            "dossier": place.dossier,
            "unit": place.unit,
            "call": call,
            "date": common["date"],
            "application": {"file": name, "sha256": digest, "commit": proof["head"]},
            "opinion": common["opinion"],
            "rank": told.place if told else None,
            "site_visit": _clean(told.site_visit) if told else None,
            "office": common["office"],
            "proof": proof,
        }
    paths = (decision_path(change.path, number) for number in range(1, _HIGHEST))
    return _free(paths, taken), {
        "schema": "decision/1",
        "authority": authority,
        "date": common["date"],
        "record": {"file": change.path.rpartition("/")[2], "sha256": digest},
        **{key: common[key] for key in ("opinion", "office", "proof")},
    }


def _proof(case: Case, merge: Merge, roster: str) -> dict[str, Json]:
    pull = case.pull
    is_whole = len(merge.commit.parents) == _PARENTS
    return {
        "pull": {
            "number": pull.number,
            "url": pull.url,
            "author": _person(pull.author),
            "opened_at": pull.opened_at,
            "first_seen_at": case.first_seen,
        },
        "head": merge.head,
        "merge": {
            "commit": merge.commit.hash,
            "at": case.now,
            "by": _person(pull.merged_by or Person("ghost", None)),
            "method": "merge" if is_whole else "other",
        },
        "approvals": [
            {
                "login": review.by.login,
                "id": review.by.id,
                "authority": authority,
                "at": review.at,
                "review": review.id,
            }
            for review, authority in counted_with_authority(case)
        ],
        "roster": roster,
        "evidence_sha256": case.evidence.sha256,
        "verdicts": [
            {"rule": one.code, "verdict": "pass" if one.verdict == PASS else "fail"}
            for one in judge(case)
        ],
    }


def _person(person: Person) -> dict[str, Json]:
    return {"login": person.login, "id": person.id}


def _clean(text: str) -> str | None:
    return text or None


def _free(paths: Iterable[str], taken: Collection[str]) -> str:
    return next(path for path in paths if path not in taken)
