"""What one file cannot show: rules over the small facts that each file leaves behind."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import eq

from brandpilot.calls import chain
from brandpilot.checks.cross import CrossHit, of_kind
from brandpilot.checks.facts import Facts
from brandpilot.checks.rule import Law
from brandpilot.course import effective_day, is_by_ministry
from brandpilot.days import is_after, is_same
from brandpilot.findings import Json
from brandpilot.layout import UNPLACED

_COMMON_WORDS = re.compile(
    "产业集群|产业集聚区|特色产业|产业园区|产业园|产业|集群|集聚区|省|市|县|区|镇"
)
_DESIGNATED = ("designation", "demonstration")
_CHANGED = ("status-change-unit", "status-change-ministry")
_SHORTEST_NEAR_NAME = 4
"""Below this length one character more or less makes another name."""


def call_exists(facts: Sequence[Facts], law: Law) -> Iterator[CrossHit]:
    """X101: a record or notice that names a call which is not published here (指南四(一))."""
    kinds = {file.place.dossier: file.get("kind") for file in of_kind(facts, "notice")}
    for file in facts:
        for field, call in _calls_named(file):
            if call not in law.calls and kinds.get(call, "") not in (None, "call"):
                yield file, field, {"found": call}


def cluster_once(facts: Sequence[Facts], _law: Law) -> Iterator[CrossHit]:
    """X102: one cluster id in the folders of two units: ids are unique nationwide."""
    homes: dict[str, set[str]] = defaultdict(set)
    for file in facts:
        if file.place.is_in_dossier:
            homes[file.place.dossier.partition("/")[2]].add(file.place.dossier)
    for file in facts:
        dossier = file.place.dossier
        others = homes.get(dossier.partition("/")[2], set()) - {dossier}
        if file.place.is_in_dossier and others:
            yield file, ("dossier",), {"found": dossier, "other": "、".join(sorted(others))}


def filed_once(facts: Sequence[Facts], _law: Law) -> Iterator[CrossHit]:
    """X103: one cluster, or nearly the same name, filed in two folders in one year."""
    seen: dict[tuple[int | None, str], Facts] = {}
    for file in of_kind(facts, "application"):
        name = file.get("cluster", "name")
        earlier = None
        for key in _near_names(name) if name else ():
            found = seen.setdefault((file.place.year, key), file)
            if found.place.dossier != file.place.dossier:
                earlier = earlier or found
        if earlier is not None:
            told = {"found": name, "other": earlier.path, "name": earlier.get("cluster", "name")}
            yield file, ("cluster", "name"), told


def credit_code_once(facts: Sequence[Facts], _law: Law) -> Iterator[CrossHit]:
    """X104: one credit code for two organizers of different names."""
    seen: dict[str, Facts] = {}
    for file in of_kind(facts, "application"):
        code, name = file.get("organizer", "credit_code"), file.get("organizer", "name")
        if code and name:
            first = seen.setdefault(code, file)
            if first.get("organizer", "name") != name:
                told = {"found": code, "other": first.path, "name": first.get("organizer", "name")}
                yield file, ("organizer", "credit_code"), told


def document_exists(facts: Sequence[Facts], _law: Law) -> Iterator[CrossHit]:
    """X105: a decision whose document is not there, or by which nobody designates (指南四(三))."""
    notices = {file.home: file for file in of_kind(facts, "notice")}
    for file in of_kind(facts, *_DESIGNATED, *_CHANGED):
        document = file.get("document")
        notice = notices.get(document)
        if document and (notice is None or (file.kind in _DESIGNATED and not _designates(notice))):
            yield file, ("document",), {"found": document}


def superior_exists(facts: Sequence[Facts], _law: Law) -> Iterator[CrossHit]:
    """X106: a notice that carries out another which is not there."""
    ids = {file.place.dossier for file in of_kind(facts, "notice")}
    for file in of_kind(facts, "notice"):
        superior = file.get("implements")
        if superior and superior not in ids:
            yield file, ("implements",), {"found": superior}


def number_once(facts: Sequence[Facts], _law: Law) -> Iterator[CrossHit]:
    """X107: one document number on two notice pages."""
    seen: dict[str, Facts] = {}
    for file in of_kind(facts, "notice"):
        if number := file.get("number"):
            first = seen.setdefault(number, file)
            if first is not file:
                yield file, ("number",), {"found": number, "other": first.path}


def batch_not_overfull(facts: Sequence[Facts], _law: Law) -> Iterator[CrossHit]:
    """X108: more designations under a notice than it says that it designates (指南四(三))."""
    counts = {
        file.place.dossier: file.get("designation", "count") for file in of_kind(facts, "notice")
    }
    members: dict[str, list[Facts]] = defaultdict(list)
    for file in of_kind(facts, "designation"):
        if document := file.get("document"):
            members[document].append(file)
    for document, files in members.items():
        limit = counts.get(document)
        for file in files[limit:] if limit is not None else ():
            yield file, ("document",), {"found": len(files), "limit": limit, "document": document}


def filed_in_year_of_call(facts: Sequence[Facts], law: Law) -> Iterator[CrossHit]:
    """X109: a record under a call whose file name bears another year than the call."""
    for file, call in _under_a_call(facts, law):
        year = call.get("year")
        if year and file.place.year != year:
            yield file, ("call",), {"found": file.place.year, "wanted": year}


def called_by_own_unit(facts: Sequence[Facts], law: Law) -> Iterator[CrossHit]:
    """X110: a record of one unit under the call of another (指南四(一))."""
    names = law.codelists["units"].names
    for file, call in _under_a_call(facts, law):
        issuer, unit = str(call.get("issuer")), file.place.unit
        if issuer in names and unit in names and issuer != unit:
            yield file, ("call",), {"found": names[issuer], "wanted": names[unit]}


def form_as_called(facts: Sequence[Facts], law: Law) -> Iterator[CrossHit]:
    """X111: an application on another version of the form than its call sets."""
    for file, call in _under_a_call(of_kind(facts, "application"), law):
        form = call.get("form")
        if form in law.forms and form != file.schema:
            yield file, ("schema",), {"found": file.schema, "wanted": form}


def chain_without_circle(facts: Sequence[Facts], _law: Law) -> Iterator[CrossHit]:
    """X112: notices that carry each other out in a circle."""
    notices = {file.place.dossier: file for file in of_kind(facts, "notice")}
    superiors = {id_: {"implements": file.get("implements")} for id_, file in notices.items()}
    for id_, file in notices.items():
        *_, last = chain(id_, superiors)
        if superiors[last]["implements"] == id_:
            yield file, ("implements",), {"found": file.get("implements")}


def numbers_follow(facts: Sequence[Facts], _law: Law) -> Iterator[CrossHit]:
    """X113: a second record of a kind and year, or a second decision on a file, without the first."""
    taken = {file.place for file in facts}
    for file in facts:
        before = file.place.number - 1
        if before and replace(file.place, number=before) not in taken:
            yield file, (), {"found": file.place.number, "wanted": before}


def as_in_its_document(facts: Sequence[Facts], _law: Law) -> Iterator[CrossHit]:
    """X114: a designation whose batch, number or date is not that of the notice it names."""
    notices = {
        file.place.dossier: file
        for file in of_kind(facts, "notice")
        if file.get("kind") == "designation"
    }
    for file in of_kind(facts, "designation"):
        notice = notices.get(file.get("document"))
        for field in (("batch",), ("number",), ("date",)) if notice else ():
            own, its = file.get(*field), notice.get(*field) if notice else None
            agrees = is_same if field == ("date",) else eq
            if own and its and not agrees(own, its):
                told = {"found": own, "wanted": its, "document": file.get("document")}
                yield file, field, told


def id_kept(facts: Sequence[Facts], _law: Law) -> Iterator[CrossHit]:
    """X118: a cluster of the name of an earlier one that files under another id of its own."""
    earliest: dict[tuple[str, str], Facts] = {}
    files = sorted(of_kind(facts, *_DESIGNATED, "application"), key=_when_known)
    for file in files:
        if name := file.get("cluster", "name"):
            earliest.setdefault((file.place.unit, _core(name)), file)
    for file in of_kind(facts, "application"):
        name = file.get("cluster", "name")
        for unit in (file.place.unit, UNPLACED) if name else ():
            other = earliest.get((unit, _core(name)))
            if other and other.home != file.home and _is_before(other, file):
                yield file, ("cluster", "name"), {"found": name, "other": other.home}


def imported_before_filing(facts: Sequence[Facts], _law: Law) -> Iterator[CrossHit]:
    """X119: history that is dated after its cluster filed, or was decided upon, in this system."""
    began: dict[str, str] = {}
    for file in of_kind(facts, "application", *_DESIGNATED):
        day = effective_day(file)
        if day and (file.kind == "application" or file.get("origin") == "decided"):
            began[file.home] = min(day, began.get(file.home, day))
    for file in of_kind(facts, *_DESIGNATED):
        day, since = effective_day(file) or str(file.year or ""), began.get(file.home)
        if file.get("origin") == "imported" and since and is_after(day, since):
            yield file, ("origin",), {"found": day, "since": since}


def _designates(notice: Facts) -> bool:
    """Tell whether a notice is one by which the ministry designates, as far as it is known."""
    return is_by_ministry(notice) and notice.get("kind") in (None, "designation")


def _when_known(file: Facts) -> tuple[int, bool]:
    return file.year or 0, file.kind not in _DESIGNATED


def _is_before(other: Facts, file: Facts) -> bool:
    """Tell whether a cluster was known by another id; two filings of one year are another rule's."""
    years = other.year or 0, file.year or 0
    return years[0] < years[1] or (years[0] == years[1] and other.kind in _DESIGNATED)


def _core(name: str) -> str:
    return _COMMON_WORDS.sub("", name) or name


def _under_a_call(facts: Iterable[Facts], law: Law) -> Iterator[tuple[Facts, Mapping[str, Json]]]:
    """Yield each record that names a call which there is, with the call's settings."""
    for file in facts:
        call = None if file.kind == "notice" else law.calls.get(file.get("call"))
        if call is not None:
            yield file, call


def _calls_named(file: Facts) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield (field, call) of every field in which a record or a notice names a call."""
    named: tuple[tuple[tuple[str, ...], Json], ...]
    if file.kind != "notice":
        named = ((("call",), file.get("call")),)
    else:
        noticed = (file.get("public_notice") or {}).get("call")
        concluded = file.get("designation", "call")
        named = ((("public_notice", "call"), noticed), (("designation", "call"), concluded))
    return ((field, call) for field, call in named if call)


def _near_names(name: str) -> Iterator[str]:
    """Yield keys of which two names share one when they differ by common words or one character."""
    core = _core(name)
    yield core
    for index in range(len(core) if len(core) >= _SHORTEST_NEAR_NAME else 0):
        yield core[:index] + core[index + 1 :]
