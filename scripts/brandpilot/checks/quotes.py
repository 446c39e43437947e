"""What corrections and revised plans quote of earlier records, and whether it stands there."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from brandpilot.checks.amendments import AMENDMENTS, in_order, with_amended
from brandpilot.checks.cross import CrossHit
from brandpilot.checks.facts import Facts
from brandpilot.checks.rule import Law
from brandpilot.findings import Json

_NO_BOX = "—"
"""Stands for the content of a box that a record has no place for."""


def quoted(facts: Iterable[Facts]) -> dict[str, set[str]]:
    """Give, by path, the pointers that are quoted of each record: only these need a second look."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for files in _by_dossier(facts):
        for file, path in with_amended(files, files):
            wanted[path].update(pointer for _, pointer, _, _ in _changes(file))
    return dict(wanted)


def look_up(data: Json, pointers: Iterable[str]) -> dict[str, Json]:
    """Give the values at some pointers of a record; a box that was left out holds null.

    What the record has no place for, such as the ninth of eight rows, is not among them.
    """
    ways = {pointer: pointer.split("/")[1:] for pointer in pointers}
    return {pointer: value for pointer, way in ways.items() for value in _at(data, way)}


def as_it_stands(facts: Sequence[Facts], law: Law) -> Iterator[CrossHit]:
    """X206: a value quoted that is not the record's, as amended so far.

    Nothing is said of a dossier with an amendment that cannot be read, and of a record that
    nobody has looked into (`Facts.quoted`).
    """
    for files in _by_dossier(facts):
        amendments = in_order(files, law.table)
        if any(not file.get("date") or not file.get("changes") for file in amendments):
            continue
        records = {file.path: file for file in files}
        amended = {file.path: records[path] for file, path in with_amended(amendments, files)}
        now: dict[str, dict[str, Json]] = {}
        for file in amendments:
            record = amended.get(file.path)
            if record is not None and record.quoted is not None:
                stands = now.setdefault(record.path, dict(record.quoted))
                yield from _misquoted(file, record, stands, law)


def is_same(one: Json, other: Json) -> bool:
    """Tell whether two values are one; true is not 1, but 1.0 is."""
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def spelled(value: Json) -> str:
    """Spell a value as it would stand in a file."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _misquoted(file: Facts, record: Facts, stands: dict[str, Json], law: Law) -> Iterator[CrossHit]:
    """Compare each quotation with what stands, then let the new value stand."""
    form = law.forms.get(record.schema)
    for index, pointer, old, new in _changes(file):
        is_there = pointer in stands
        value = stands.get(pointer)
        box = form.title_at(pointer) if form else pointer
        # A box that the form does not have is told by itself (C822).
        if box and not isinstance(value, list | dict) and not (is_there and is_same(value, old)):
            told = {"record": record.path.rpartition("/")[2], "box": box}
            told |= {"found": spelled(old), "wanted": spelled(value) if is_there else _NO_BOX}
            yield file, ("changes", index, "old"), told
        stands[pointer] = new


def _changes(file: Facts) -> Iterator[tuple[int, str, Json, Json]]:
    """Yield (row, pointer, old, new) of each change of which all three are sound."""
    for index, change in enumerate(file.get("changes") or ()):
        if change and "pointer" in change and "old" in change and "new" in change:
            yield index, change["pointer"], change["old"], change["new"]


def _by_dossier(facts: Iterable[Facts]) -> Iterable[list[Facts]]:
    """Group the files of each dossier that has an amendment."""
    dossiers: dict[str, list[Facts]] = defaultdict(list)
    for file in facts:
        if file.place.is_in_dossier:
            dossiers[file.home].append(file)
    return [files for files in dossiers.values() if any(file.kind in AMENDMENTS for file in files)]


def _at(data: Json, way: Sequence[str]) -> tuple[Json, ...]:
    """Give the value at the end of a way, alone, or nothing."""
    if not way:
        return (data,)
    part, rest = way[0], way[1:]
    if isinstance(data, Mapping):
        if part in data:
            return _at(data[part], rest)
        return () if rest else (None,)
    if isinstance(data, list) and part.isdecimal() and int(part) < len(data):
        return _at(data[int(part)], rest)
    return ()
