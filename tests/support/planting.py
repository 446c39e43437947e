"""Plant a mistake into a copy of the real tree, and say what that tree must earn for it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path

from brandpilot.inspection import inspect
from brandpilot.layout import NOTICES, REVIEWERS, SUBMISSIONS, place_of
from support.amend import amend, line_of
from support.house import ROOT, law

Earned = tuple[str, str, str, int]
"""Path, code, pointer and line of a finding."""
Planting = Callable[[Path, str], list[Earned]]
"""Plants into the record of a tree that it is given; says what the whole tree must then earn."""

DESIGNATION, DEMONSTRATION, FIGURES = "designation", "demonstration", "press-figures"
CALL, OUTCOME, LEAF = "call", "notice of a designation", "notice that no record names"
CALL_WITH_FORM, NUMBERED = "call that sets a form", "notice with a number"
CALL_WITH_DAY = "call that sets a day for reports"
CALL_BELOW = "call that carries out another, of so many copies"
DATED, LONE = "designation of 2014", "designation that names no document"
NUMBERED_RECORD = "designation that bears its document's number"
TEXT = {
    DESIGNATION: "/organizer",
    DEMONSTRATION: "/organizer",
    FIGURES: "/figures/0/note",
    LEAF: "/title",
}
"""A text that every record of a kind has."""


@dataclass(frozen=True, slots=True)
class Plant:
    """A mistake that earns a code in records of one kind."""

    code: str
    kind: str
    planting: Planting

    def __str__(self) -> str:
        return f"{self.code} in a {self.kind}"


@cache
def real() -> dict[str, tuple[str, ...]]:
    """The real records by kind, in order of path; notices by what they are to others."""
    documents = inspect(ROOT, law(), keep=True).documents
    named = {one.data.get(key) for one in documents for key in ("document", "implements")}
    kinds: dict[str, list[str]] = {}
    for document in documents:
        place, data = place_of(document.path), document.data
        assert place is not None
        is_notice = place.kind == "notice"
        is_designation = place.kind == DESIGNATION
        roles = {
            place.kind: not is_notice,
            LEAF: is_notice and place.dossier not in named,
            CALL: is_notice and data["call"] is not None,
            CALL_WITH_FORM: is_notice and bool((data["call"] or {}).get("form")),
            CALL_WITH_DAY: is_notice and bool((data["call"] or {}).get("annual_report_due")),
            CALL_BELOW: is_notice
            and (data["call"] or {}).get("paper_copies") is not None
            and (law().calls.get(data["implements"], {}).get("paper_copies") or 0) > 1,
            OUTCOME: is_notice and data["designation"] is not None,
            NUMBERED: is_notice and data["number"] is not None,
            DATED: is_designation and str(data["date"]).startswith("2014"),
            LONE: is_designation and data["document"] is None,
            NUMBERED_RECORD: is_designation and data["number"] is not None,
        }
        for kind in (kind for kind, holds in roles.items() if holds):
            kinds.setdefault(kind, []).append(document.path)
    return {kind: tuple(paths) for kind, paths in kinds.items()}


def copy_tree(into: Path) -> Path:
    """Copy the real records, notices and roster; forms and codelists stay this repository's."""
    for folder in (SUBMISSIONS, NOTICES):
        shutil.copytree(ROOT / folder, into / folder)
    (into / REVIEWERS).parent.mkdir()
    shutil.copyfile(ROOT / REVIEWERS, into / REVIEWERS)
    return into


def earned(tree: Path) -> list[Earned]:
    """Inspect a whole tree."""
    found = inspect(tree, law()).findings
    return [(one.path, one.code, one.pointer, one.line) for one in found]


def rewrite(
    code: str, pointer: str, change: Callable[[str, str], str | bytes], on: str | int = 0
) -> Planting:
    """Plant by changing a record's text, given its path and the text.

    The finding stands on the first line that differs, or on the line `on`: a number, or the
    pointer of a node of the sound record.
    """

    def plant(tree: Path, path: str) -> list[Earned]:
        before = (tree / path).read_text(encoding="utf-8")
        after = change(path, before)
        raw = after.encode() if isinstance(after, str) else after
        (tree / path).write_bytes(raw)
        line = line_of(path, before, on) if isinstance(on, str) else on
        return [(path, code, pointer, line or _first_difference(before.encode(), raw))]

    return plant


def put(
    code: str, place: str, lines: str, pointer: str | None = None, on: str | int = 0
) -> Planting:
    """Plant by putting other lines, from the key on, in the place of a node."""

    def change(path: str, text: str) -> str:
        key = place.rpartition("/")[2]
        old = text.splitlines()[line_of(path, text, place) - 1]
        before, _, _ = old.partition(f"{key}:")
        return amend(path, text, [(place, f"{before}{lines}\n")])

    return rewrite(code, place if pointer is None else pointer, change, on)


def take_out(code: str, place: str) -> Planting:
    """Plant by taking a field out; the fields that it stood among earn the finding."""
    around = place.rpartition("/")[0]
    return rewrite(
        code, around, lambda path, text: amend(path, text, [(place, "")]), around or "/schema"
    )


def _first_difference(before: bytes, after: bytes) -> int:
    lines = zip_longest(before.split(b"\n"), after.split(b"\n"))
    return next(number for number, (old, new) in enumerate(lines, 1) if old != new)
