"""The order of a dossier's records: what the table of states refuses (L101–L113)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from brandpilot.checks.cross import of_kind
from brandpilot.checks.facts import Facts
from brandpilot.checks.rule import Law
from brandpilot.course import (
    Refusal,
    Step,
    Taken,
    courses,
    day_field,
    is_by_ministry,
    is_legible,
    is_placeable,
    undone,
)
from brandpilot.findings import Finding, NodePath, finding

_RESTS_ON_NOTICES = frozenset(("designation", "demonstration"))
"""Nothing is said of these while some notice of the ministry cannot be read to the end."""


def examine_courses(facts: Sequence[Facts], law: Law) -> Iterator[Finding]:
    """Yield a finding for every event that may not happen where its dossier then stands.

    A dossier of which some record cannot be placed is passed over: what follows from that record
    would be told as if it had never been filed. So is what comes after a decision that may rest on
    a notice which cannot be read.
    """
    notices = list(of_kind(facts, "notice"))
    is_dark = not all(map(is_legible, filter(is_by_ministry, notices)))
    by_path = {file.path: file for file in facts}
    irregular = undone(facts)
    for course in courses(placed(facts, law), notices, law.rules, irregular).values():
        for taken in course.taken():
            if taken.refusal is None:
                continue
            if is_dark and taken.event.name in _RESTS_ON_NOTICES:
                break
            yield _finding(taken, taken.refusal, by_path[taken.event.file.path], law)


def placed(facts: Iterable[Facts], law: Law) -> dict[str, list[Step]]:
    """Give the records of each dossier of which every one can be placed in its course."""
    dossiers: dict[str, list[Step]] = defaultdict(list)
    unplaceable = set()
    for file in facts:
        if file.place.is_in_dossier:
            dossiers[file.home].append(file)
            if not is_placeable(file, law.table):
                unplaceable.add(file.home)
    return {id_: steps for id_, steps in dossiers.items() if id_ not in unplaceable}


def _finding(taken: Taken, refusal: Refusal, file: Facts, law: Law) -> Finding:
    event = law.table.events[taken.event.name]
    node: NodePath = refusal.node or taken.event.node or day_field(file.kind)
    told = {
        "event": event.name,
        "state": law.table.states[taken.before.state].name,
        "since": taken.before.since or "",
        "basis": event.clause,
        **refusal.values,
    }
    return finding(file.path, file.marks.get(node, file.marks[()]), refusal.code, node, **told)
