"""What a request touches: one matter at a time, whole files, nothing that others write."""

from collections.abc import Iterator

from brandpilot.forge.case import Case
from brandpilot.forge.kinds import APPLICANTS, Kind, dossiers, is_record, kind_of_path, places
from brandpilot.forge.rules.rule import Hit
from brandpilot.layout import CODEOWNERS, REVIEWERS, place_of

MAIN = "main"
MOST_FILES = 300
"""As many as can still be looked through; the forge itself lists no more than 3,000."""
_PLAIN = "100644"
_SHOWN = 5


def one_matter(case: Case) -> Iterator[Hit]:
    """G101: a request that mixes kinds: who should approve it could not be told."""
    if case.kind is Kind.MIXED:
        by_kind: dict[Kind, list[str]] = {}
        for path in case.paths:
            by_kind.setdefault(kind_of_path(path), []).append(path)
        for kind, paths in sorted(by_kind.items()):
            shown = "、".join(paths[:_SHOWN]) + ("等" if len(paths) > _SHOWN else "")
            named = case.law.codelists["request-kinds"].names[kind]
            yield paths[0], {"kind": named, "files": len(paths), "paths": shown}


def one_dossier(case: Case) -> Iterator[Hit]:
    """G102: a filing of several dossiers, or what several units decide on."""
    if case.kind is Kind.FILING and len(found := dossiers(case.paths)) > 1:
        yield "", {"found": "、".join(sorted(found))}
    elif case.kind is Kind.UNIT and case.authority is None:
        units = {place.unit for place in places(case.paths)}
        yield "", {"found": "、".join(sorted(units))}


def all_files_seen(case: Case) -> Iterator[Hit]:
    """G103: other files than the forge counts, or more than anybody looks through."""
    is_huge = len(case.changes) > MOST_FILES and case.kind is not Kind.RECORD
    if case.pull.files != len(case.changes) or is_huge:
        yield "", {"found": len(case.changes), "told": case.pull.files, "limit": MOST_FILES}


def nothing_removed(case: Case) -> Iterator[Hit]:
    """G104: a record that is taken away or renamed: what was filed stays."""
    for change in case.changes:
        if change.after is None and place_of(change.path):
            yield change.path, {}


def nothing_frozen(case: Case) -> Iterator[Hit]:
    """G105: a change of a file on which a decision stands."""
    for change in case.changes:
        if change.path in case.frozen and change.before != change.after:
            yield change.path, {}


def written_by_the_app(case: Case) -> Iterator[Hit]:
    """G106: records of decisions that somebody else than the App wrote."""
    if not case.roster.is_app(case.pull.author.id):
        yield from ((path, {}) for path in case.paths)


def as_harvested(case: Case) -> Iterator[Hit]:
    """G107: records of decisions that are not what a fresh harvest gives, byte for byte."""
    expected = case.expected or {}
    for path in case.paths:
        if case.found.get(path) is None or case.found.get(path) != expected.get(path):
            yield path, {}


def no_draft(case: Case) -> Iterator[Hit]:
    """G108: a draft."""
    if case.pull.is_draft:
        yield "", {}


def into_main(case: Case) -> Iterator[Hit]:
    """G109: a request into another branch than main: nothing is decided there."""
    if case.pull.base != MAIN:
        yield "", {"found": case.pull.base}


def no_conflict(case: Case) -> Iterator[Hit]:
    """G110: a request that no longer fits onto main."""
    if case.pull.is_mergeable is False:
        yield "", {}


def plain_files(case: Case) -> Iterator[Hit]:
    """G111: a link, a program or another repository where a record should be."""
    for change in case.changes:
        if change.after and change.after.mode != _PLAIN and _should_be_plain(change.path):
            yield change.path, {}


def owners_as_listed(case: Case) -> Iterator[Hit]:
    """G112: CODEOWNERS that is not what the roster gives."""
    if case.owners is not None and case.owners != case.owners_found:
        yield CODEOWNERS, {}


def files_of_applicants(case: Case) -> Iterator[str]:
    """Yield the changed paths that the organizer files."""
    yield from (one for one in case.paths if (at := place_of(one)) and at.kind in APPLICANTS)


def _should_be_plain(path: str) -> bool:
    return is_record(path) or place_of(path) is not None or path in (REVIEWERS, CODEOWNERS)
