"""Nothing on main but by requests, no request without its record, no record without its request."""

from collections.abc import Iterator

from brandpilot.forge.kinds import ON_RECORDS, Kind, kind_of, kind_of_path, paths_of
from brandpilot.forge.proof.line import Landing
from brandpilot.forge.proof.rule import ClaimHit, LineHit
from brandpilot.forge.proof.view import View
from brandpilot.git import GitError

_SHORT = 12
_OTHER_BYTES = "G804"


def never_edited(view: View) -> Iterator[LineHit]:
    """R301: a record of a decision that was changed or taken away after it was written."""
    for touch in view.touches:
        if touch.change.before is not None:
            yield touch.change.path, {"commit": _short(view, touch.at)}


def by_request(view: View) -> Iterator[LineHit]:
    """R308: a record that did not come by a request of records, or that names no request."""
    written = {touch.change.path: touch.at for touch in reversed(view.touches)}
    for claim in view.claims:
        if not _is_of_records(view, claim.written):
            yield claim.path, {"commit": _short(view, claim.written)}
    for path in view.unproved:
        yield path, {"commit": _short(view, written[path])}


def in_its_form(view: View) -> Iterator[LineHit]:
    """R316: a record that cannot be read."""
    yield from ((path, {}) for path in view.unread)


def merge_on_main(view: View) -> Iterator[ClaimHit]:
    """R303: a record of a merge that main does not have."""
    for claim in view.claims:
        if claim.written >= 0 and view.landing(claim) is None:
            yield claim, ("proof", "merge", "commit"), {"commit": claim.merge[:_SHORT]}


def one_number_one_merge(view: View) -> Iterator[ClaimHit]:
    """R310: one number for two merges, or two numbers for one."""
    merge_of, number_of = dict[int, str](), dict[str, int]()
    for claim in view.claims:
        is_same = merge_of.setdefault(claim.number, claim.merge) == claim.merge
        if not is_same or number_of.setdefault(claim.merge, claim.number) != claim.number:
            yield claim, ("proof", "pull", "number"), {"number": claim.number}


def recorded_once(view: View) -> Iterator[ClaimHit]:
    """R319: a second record of one merge about one file."""
    first_of = dict[tuple[str, str], str]()
    for claim in view.claims:
        first = first_of.setdefault((claim.merge, claim.decided), claim.path)
        if first != claim.path:
            yield claim, ("proof", "merge", "commit"), {"other": first}


def recorded(view: View) -> Iterator[LineHit]:
    """R306: a merge that decided on a file and has no record, though it or a later one has."""
    yield from _unrecorded(view, is_passed_over=True)


def recorded_soon(view: View) -> Iterator[LineHit]:
    """R313: a merge that decided on a file and is not on record yet."""
    yield from _unrecorded(view, is_passed_over=False)


def by_merges_only(view: View) -> Iterator[LineHit]:
    """R314: a commit on main that no request brought, or a merge that brings nobody's commits."""
    explained = {
        one.hash for landing in view.landings for one in (landing.end, *landing.own) if landing.own
    }
    for step in view.line.steps:
        if step.commit.hash not in explained:
            path = step.changes[0].path if step.changes else ""
            yield path, {"commit": step.commit.hash[:_SHORT]}


def nothing_slipped_in(view: View) -> Iterator[LineHit]:
    """R315: a merge that holds a record, or the roster, otherwise than its request brought it.

    Two requests may have changed the roster in different places, and Git put them together.
    """
    for landing in view.landings:
        try:
            is_known = landing.is_whole and landing.is_read
            yield from _slipped_in(view, landing) if is_known else ()
        except GitError as error:
            view.line.note(error)


def _slipped_in(view: View, landing: Landing) -> Iterator[LineHit]:
    claims = view.claims_of(landing)
    for change in landing.changes:
        kind, claim = kind_of_path(change.path), claims.get(change.path)
        if kind is Kind.SOFTWARE:
            continue
        is_brought = change.path in landing.touched
        is_told = claim is not None and _OTHER_BYTES in claim.failed
        is_joined = kind is Kind.ROSTER or is_told
        if not is_brought or not (
            is_joined or view.entry(landing.head, change.path) == change.after
        ):
            yield change.path, {"commit": landing.end.hash[:_SHORT]}


def objects_whole(view: View) -> Iterator[LineHit]:
    """R322: an object that is not there, or is not what its hash says."""
    yield from (("", {"name": name}) for name in view.line.damaged)


def _unrecorded(view: View, *, is_passed_over: bool) -> Iterator[LineHit]:
    recorded = {claim.merge for claim in view.claims}
    last = max((one.at for one in view.landings if one.end.hash in recorded), default=-1)
    for landing in view.landings:
        claims = view.claims_of(landing)
        for change in landing.changes:
            is_decided = kind_of_path(change.path) in ON_RECORDS
            if is_decided and change.path not in claims and (landing.at <= last) == is_passed_over:
                yield change.path, {"commit": landing.end.hash[:_SHORT]}


def _is_of_records(view: View, at: int) -> bool:
    """Tell whether a step of main is a merge of records of decisions and of nothing else."""
    step = view.line.steps[at] if at >= 0 else None
    return bool(step and step.is_merge and kind_of(paths_of(step.changes)) is Kind.RECORD)


def _short(view: View, at: int) -> str:
    commit = view.line.steps[at].commit if at >= 0 else view.line.first
    return commit.hash[:_SHORT]
