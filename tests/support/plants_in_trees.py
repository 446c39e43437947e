"""Mistakes that need more of the real tree than one record's text: places, and other records."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from brandpilot.layout import NOTICES, SUBMISSIONS
from support.amend import amend, line_of
from support.planting import (
    CALL,
    DATED,
    DEMONSTRATION,
    DESIGNATION,
    FIGURES,
    LEAF,
    NUMBERED,
    OUTCOME,
    Earned,
    Plant,
    Planting,
    put,
    real,
)

RECORDS = (DESIGNATION, DEMONSTRATION, FIGURES)


def a_pipe(tree: Path, path: str) -> list[Earned]:
    (tree / path).unlink()
    os.mkfifo(tree / path)
    return [(path, "F001", "", 1)]


def a_link(tree: Path, path: str) -> list[Earned]:
    (tree / path).rename(tree / "elsewhere")
    (tree / path).symlink_to(tree / "elsewhere")
    return [(path, "F002", "", 1)]


def lies_at(code: str, name: str) -> Planting:
    """Plant a copy of a record at another place, told from the folder of its unit or issuer."""

    def plant(tree: Path, path: str) -> list[Earned]:
        top, own = (SUBMISSIONS, 2) if path.startswith(SUBMISSIONS) else (NOTICES, 3)
        place = "/".join([top, name.format(unit=path.split("/")[own - 1])])
        (tree / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(tree / path, tree / place)
        return [(place, code, "", 1)]

    return plant


def a_date_to_come(tree: Path, path: str) -> list[Earned]:
    """Move a record to the year 2026, dated later than the day of the inspection.

    It names no document any more, for that bears the true date.
    """
    later = path.replace("/2014-", "/2026-")
    text = (tree / path).read_text(encoding="utf-8")
    (tree / path).rename(tree / later)
    changes = [("/date", "date: 2026-01-02\n"), ("/document", "document: null\n")]
    (tree / later).write_text(amend(path, text, changes), encoding="utf-8")
    return [(later, "C208", "/date", line_of(path, text, "/date"))]


def an_opinion_too_early(tree: Path, path: str) -> list[Earned]:
    text = (tree / path).read_text(encoding="utf-8")
    dates = [("/call/online_date", "  online_date: 2017-08-25\n")]
    dates += [("/call/opinion_date", "  opinion_date: 2017-08-24\n")]
    (tree / path).write_text(amend(path, text, dates), encoding="utf-8")
    return [(path, "C210", "/call/opinion_date", line_of(path, text, "/call/opinion_date"))]


def a_cluster_in_two_units(tree: Path, path: str) -> list[Earned]:
    """Copy a record to another unit: every record of both folders is told of."""
    _, unit, cluster, name = path.split("/")
    copy = f"{SUBMISSIONS}/xizang/{cluster}/{name}"
    text = (tree / path).read_text(encoding="utf-8")
    (tree / copy).parent.mkdir(parents=True)
    (tree / copy).write_text(
        text.replace(f"dossier: {unit}/", "dossier: xizang/"), encoding="utf-8"
    )
    told = [str(file.relative_to(tree)) for file in (tree / path).parent.iterdir()]
    texts = {one: (tree / one).read_text(encoding="utf-8") for one in sorted([*told, copy])}
    return [(one, "X102", "/dossier", line_of(one, texts[one], "/dossier")) for one in texts]


def a_number_of_another(tree: Path, path: str) -> list[Earned]:
    """Give a notice the number of the first one that has a number."""
    first = min(file for file in real()[NUMBERED])
    number = next(
        line
        for line in (tree / first).read_text("utf-8").splitlines()
        if line.startswith("number:")
    )
    (told,) = put("X107", "/number", number)(tree, path)
    return [told]


def a_count_too_small(tree: Path, path: str) -> list[Earned]:
    """Let a notice designate one fewer than name it: the last of them is one too many."""
    notice = path.removeprefix(f"{NOTICES}/").removesuffix(".md")
    named = [
        record
        for record in real()[DESIGNATION]
        if f"\ndocument: {notice}\n" in (tree / record).read_text("utf-8")
    ]
    put("X108", "/designation/count", f"count: {len(named) - 1}")(tree, path)
    text = (tree / named[-1]).read_text("utf-8")
    return [(named[-1], "X108", "/document", line_of(named[-1], text, "/document"))]


def its_own_superior(tree: Path, path: str) -> list[Earned]:
    notice = path.removeprefix(f"{NOTICES}/").removesuffix(".md")
    return put("X112", "/implements", f"implements: {notice}")(tree, path)


def a_second_without_a_first(tree: Path, path: str) -> list[Earned]:
    second = path.replace(".yaml", "-2.yaml")
    (tree / path).rename(tree / second)
    return [(second, "X113", "", 1)]


def in_the_tree() -> Iterator[Plant]:
    for kind in (*RECORDS, LEAF):
        yield Plant("F001", kind, a_pipe)
        yield Plant("F002", kind, a_link)
    for kind in RECORDS:
        yield Plant("F003", kind, lies_at("F003", "{unit}/2016-designation.yaml"))
        yield Plant("F003", kind, lies_at("F003", "{unit}/shili-ceramics/2016-designation.yml"))
        undated = "{unit}/shili-ceramics/undated-demonstration.yaml"
        yield Plant("F003", kind, lies_at("F003", undated))
        yield Plant("F004", kind, lies_at("F004", "atlantis/shili-ceramics/2016-designation.yaml"))
        yield Plant("F005", kind, lies_at("F005", "{unit}/Shili_Ceramics/2016-designation.yaml"))
        yield Plant("X102", kind, a_cluster_in_two_units)
        yield Plant("X113", kind, a_second_without_a_first)
    yield Plant("F003", LEAF, lies_at("F003", "{unit}/notice.md"))
    yield Plant("F004", LEAF, lies_at("F004", "atlantis/2018-1.md"))
    yield Plant("F005", LEAF, lies_at("F005", "{unit}/Old_Notices/2018-1.md"))
    yield Plant("C208", DATED, a_date_to_come)
    yield Plant("C210", CALL, an_opinion_too_early)
    yield Plant("X107", OUTCOME, a_number_of_another)
    yield Plant("X108", OUTCOME, a_count_too_small)
    yield Plant("X112", LEAF, its_own_superior)
