"""Before publication a course is folded from facts, after it from records: one course it must be."""

import json
from pathlib import Path
from typing import Any

import pytest

from brandpilot.checks.course import placed
from brandpilot.checks.facts import Facts
from brandpilot.course import VOIDED, Course, courses, is_legible, is_placeable, undone
from brandpilot.findings import Finding
from brandpilot.inspection import inspect, read_law
from brandpilot.layout import NOTICES, SUBMISSIONS
from brandpilot.records import register
from support.house import ROOT, TODAY, law
from support.steps import (
    HOME,
    Paper,
    application,
    change,
    dated,
    designation,
    imported,
    notice,
    objection,
    public_notice,
    report,
)
from support.trees import EXPECTED, grow

TREES = ROOT / "tests" / "trees"
STORIES = sorted(file.parent for file in TREES.glob(f"*/{EXPECTED}"))
OF_FORM, OF_COURSE = "FS", "L"
"""Letters of the findings that leave facts without what the record says, and of refusals."""


def told(course: Course) -> list[tuple[Any, ...]]:
    return [
        (
            taken.event.day,
            taken.event.name,
            taken.event.file.path,
            taken.after.state,
            taken.after.since,
            taken.refusal,
        )
        for taken in course.taken()
    ]


def letters(id_: str, findings: tuple[Finding, ...]) -> set[str]:
    """Tell what kinds of finding a dossier, or any notice, has."""
    homes = (f"{SUBMISSIONS}/{id_}/", f"{NOTICES}/")
    return {one.code[0] for one in findings if one.path.startswith(homes)}


def stays(event: tuple[Any, ...]) -> bool:
    """Tell whether the file of an event is published."""
    _, _, path, _, _, refusal = event
    return refusal is None or refusal.code == VOIDED or path.startswith(NOTICES)


def compared(root: Path) -> int:
    """Fold every sound dossier of a tree both ways; give how many there were."""
    in_force = read_law(root, root if (root / "schemas").is_dir() else ROOT, TODAY)
    inspection = inspect(root, in_force, keep=True)
    facts = [file.facts for file in inspection.files if file.facts is not None]
    notices = [one for one in facts if one.kind == "notice"]
    before = courses(placed(facts, in_force), notices, in_force.rules, undone(facts))
    documents, rules = inspection.documents, in_force.rules
    after = {one.id: one.course for one in register(documents, (), rules).dossiers}
    shown = {one.id: one.course for one in register(documents, inspection.errors, rules).dossiers}
    sound = [id_ for id_ in after if letters(id_, inspection.findings).isdisjoint(OF_FORM)]
    for id_ in sound:
        assert told(before[id_]) == told(after[id_])
        if letters(id_, inspection.errors) <= set(OF_COURSE):
            # Records that were refused are not shown: without them it comes to the same.
            assert told(shown[id_]) == [one for one in told(before[id_]) if stays(one)]
    return len(sound)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_facts_and_records_tell_the_same_course(story: Path, tmp_path: Path) -> None:
    codes = [row["code"] for row in json.loads((story / EXPECTED).read_text(encoding="utf-8"))]
    is_about_courses = any(code.startswith(OF_COURSE) for code in codes)
    assert compared(grow(story, tmp_path)) >= is_about_courses


def test_so_they_do_in_this_repository() -> None:
    assert compared(ROOT) == len(list((ROOT / SUBMISSIONS).glob("*/*/")))


def test_the_demonstration_is_compared_whole(tmp_path: Path) -> None:
    assert compared(grow(TREES / "demo", tmp_path)) >= 15


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        (application("2018-04-02"), True),
        (Paper("application", {}, 2018), False),
        (designation("2018-04-02"), True),
        (dated("designation", "2018-04-02"), False),
        (dated("designation", "2018-04-02", origin="示例"), False),
        (imported("designation", None), True),
        (imported("demonstration", None, 2016), True),
        (report("2018-12-01", 2018), True),
        (Paper("annual-report", {"year": 2018}, 2018), False),
        (change("2018-12-01", "removal"), True),
        (change("2018-12-01", "removal", "unit"), False),
        (dated("status-change-unit", "2018-12-01"), False),
        (dated("correction", "2018-12-01"), False),
        (dated("correction", "2018-12-01", voids_recommendation=False), True),
        (Paper("press-figures", {}, 2018), True),
    ],
)
def test_a_record_has_a_place_if_it_says_what_it_is_and_when(
    paper: Paper, *, expected: bool
) -> None:
    assert is_placeable(paper, law().table) is expected


WHOLE = public_notice("2018-07-02", "2018-07-06", objection("2018-07-03"))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, True),
        ({"objections": []}, True),
        ({"start_date": None}, False),
        ({"end_date": None}, False),
        ({"clusters": None}, False),
        ({"clusters": [None]}, False),
        ({"clusters": [{"dossier": HOME}, {"name": "示例"}]}, False),
        ({"objections": None}, False),
        ({"objections": [None]}, False),
        ({"objections": [{"received_date": "2018-07-03"}]}, False),
        ({"objections": [{"closed_date": None}]}, False),
    ],
)
def test_a_notice_is_legible_if_nothing_of_its_list_is_lost(
    changed: dict[str, Any], *, expected: bool
) -> None:
    data = {**WHOLE.data, "public_notice": {**WHOLE.data["public_notice"], **changed}}
    assert is_legible(Paper("notice", data, 2018)) is expected


@pytest.mark.parametrize(
    ("told_", "expected"),
    [
        ({"kind": "call"}, True),
        ({"kind": None}, False),
        ({"kind": "public-notice", "origin": "imported"}, True),
        ({"kind": "public-notice", "origin": "decided"}, False),
    ],
)
def test_a_notice_without_a_list_is_legible_where_it_needs_none(
    told_: dict[str, Any], *, expected: bool
) -> None:
    assert is_legible(notice("miit/2018-8", "2018-07-02", **told_)) is expected


def test_what_could_not_be_read_is_not_legible(tmp_path: Path) -> None:
    tree = grow(TREES / "notices-that-cannot-be-read", tmp_path)
    files = inspect(tree, read_law(tree, ROOT, TODAY)).files
    unread = [
        file.facts
        for file in files
        if isinstance(file.facts, Facts) and file.facts.kind == "notice"
    ]
    assert not all(map(is_legible, unread))
