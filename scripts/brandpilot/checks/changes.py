"""Records that change what earlier ones say: their dates, their authors, what they put for what."""

from collections import Counter
from collections.abc import Iterator

from brandpilot.checks.quotes import is_same, spelled
from brandpilot.checks.rule import Hit, Law, Subject
from brandpilot.findings import Json, NodePath
from brandpilot.layout import path_in_dossier, place_of
from brandpilot.schema import Form

_REPLACEMENTS = ("changes/*", "indicators/*/restatements/*")
_NO_DAY = "—"
_IDENTITY = frozenset(("schema", "dossier", "unit", "call", "year", "application"))
"""Boxes of the first level that say which record it is, and which application was recommended."""
_PLANNED_IN = "application"
"""Kind of record whose plan a revision revises."""


def term_after_decision(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C218: a term for rectification that is over on the day it is set."""
    decided = subject.data.get("date")
    for node, term in subject.each("term_date"):
        if decided and term <= decided:
            yield node, {"found": term, "decided": decided}


def heard_before_decision(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C219: a hearing whose days are not in their order: told, heard, decided."""
    decided = subject.data.get("date")
    for node, heard in subject.each("heard"):
        told, listened = heard.get("notified_date"), heard.get("heard_date")
        days = [day for day in (told, listened, decided) if day]
        if days != sorted(days):
            late = told and decided and told > decided
            at = "notified_date" if late or not listened else "heard_date"
            spelled_days = {"told": told, "heard": listened, "decided": decided}
            yield (*node, at), {name: day or _NO_DAY for name, day in spelled_days.items()}


def accepted_before_effect(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C226: a revised plan that took effect before it was accepted (指南四(四))."""
    effective = subject.data.get("date")
    for node, accepted in subject.each("accepted_date"):
        if effective and accepted > effective:
            yield node, {"found": accepted, "effective": effective}


def changes_something(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C309: a new value that is the old one; a blank row does not say yet of what."""
    for path in _REPLACEMENTS:
        for node, item in subject.each(path):
            is_whole = {"old", "new"} <= item.keys() and (item.get("pointer") or item.get("year"))
            if is_whole and is_same(item["old"], item["new"]):
                yield (*node, "new"), {"found": spelled(item["new"])}


def own_to_make(subject: Subject, law: Law) -> Iterator[Hit]:
    """C821: a choice of the list that is not for those who file this record."""
    lists = dict(subject.form.annotated("x-codelist"))
    for path, wanted in subject.form.annotated("x-only"):
        codelist = law.codelists[lists[path]]
        own = codelist.only(wanted)
        for node, code in subject.each("/".join(map(str, path))):
            if code in codelist and code not in own:
                known = "、".join(f"{one}（{codelist.names[one]}）" for one in own)
                yield (
                    node,
                    {"found": codelist.names[code], "form": _titled(subject.form), "known": known},
                )


def box_exists(subject: Subject, law: Law) -> Iterator[Hit]:
    """C822: a box that the form of the record in question does not have, or that is none by itself."""
    forms = _amended(subject, law)
    for node, pointer in subject.each("changes/*/pointer"):
        if forms and not any(_box(form, pointer) for form in forms):
            yield node, {"found": pointer, "form": "、".join(map(_titled, forms))}


def dossier_once(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C823: one pilot in two rows of a year's supervision."""
    pilots = list(subject.each("pilots/*/dossier"))
    counts = Counter(dossier for _, dossier in pilots)
    for dossier, times in counts.items():
        if times > 1:
            last = [node for node, other in pilots if other == dossier][-1]
            yield last, {"found": dossier, "times": times}


def new_value_fits(subject: Subject, law: Law) -> Iterator[Hit]:
    """C824: a new value that its box does not take."""
    forms = _amended(subject, law)
    for node, item in subject.each("changes/*"):
        if "new" not in item or not item.get("pointer"):
            continue
        boxes = [(form, box) for form in forms if (box := _box(form, item["pointer"]))]
        if boxes and not any(_takes(form, box, item["new"], law) for form, box in boxes):
            form, box = boxes[-1]
            yield (*node, "new"), {"box": form.title(box), "found": spelled(item["new"])}


def leaves_what_it_is(subject: Subject, law: Law) -> Iterator[Hit]:
    """C825: a correction of what says which record it is, or of what a decision rests on."""
    form = next(reversed(_amended(subject, law)), None)
    for node, pointer in subject.each("changes/*/pointer"):
        box = tuple(pointer.split("/")[1:])
        if form and box[0] in _IDENTITY:
            yield node, {"box": form.title(box)}


def _titled(form: Form) -> str:
    return str(form.schema["title"])


def _amended(subject: Subject, law: Law) -> list[Form]:
    """Give the versions of the form of the record that is amended; none where it is unknown."""
    kind: str | None = _PLANNED_IN
    if "record" in subject.form.schema["properties"]:
        named = path_in_dossier(subject.data.get("dossier") or "", subject.data.get("record") or "")
        place = place_of(named)
        kind = place.kind if place else None
    return [form for _, form in sorted(law.forms.items()) if form.kind == kind]


def _box(form: Form, pointer: str) -> NodePath | None:
    """Find the box of a form that takes one value and that a pointer names."""
    node: NodePath = ()
    schema = form.schema
    for part in pointer.split("/")[1:]:
        step: str | int = int(part) if "items" in schema and part.isdecimal() else part
        node = (*node, step)
        *_, schema = (form.schema, *form.at(node))
        if len(list(form.at(node))) < len(node):
            return None
    return None if schema.keys() & {"properties", "items"} else node


def _takes(form: Form, box: NodePath, value: Json, law: Law) -> bool:
    *_, schema = form.at(box)
    codes = law.codelists[schema["x-codelist"]] if "x-codelist" in schema else (value,)
    return form.takes(box, value) and (value is None or value in codes)
