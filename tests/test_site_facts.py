"""Every figure on a page is the record's, and every figure of a record is on a page.

The records are read here with plain PyYAML and counted anew: nothing of the package is used.
"""

import csv
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from support.shown import expected, marks, read_files, resolve, scalars, shown
from support.sites import real_tree

GENERATED = ("index.html", "register.html", "c/*.html", "notices/**/*.html")
NOT_SHOWN = ("schema", "dossier", "origin", "document", "implements", "issuer")
"""Keys of texts that a page shows as a link, a name or a place instead."""


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return real_tree(tmp_path_factory)


@pytest.fixture(scope="session")
def pages(tree: Path) -> dict[str, Tag]:
    """The main text of each page that is made from records."""
    site = tree / "build" / "site"
    files = (file for pattern in GENERATED for file in sorted(site.glob(pattern)))
    return {file.relative_to(site).as_posix(): main_text(file) for file in files}


@pytest.fixture(scope="session")
def records(tree: Path) -> dict[str, Any]:
    return read_files(tree)


def main_text(file: Path) -> Tag:
    article = BeautifulSoup(file.read_text("utf-8"), "lxml").select_one("article")
    assert article is not None
    for anchor in article.select("a.headerlink"):
        anchor.decompose()
    return article


def test_every_mark_shows_what_the_record_says(
    pages: dict[str, Tag], records: dict[str, Any]
) -> None:
    looked_at = 0
    for name, mark, place in marks(pages, "data-fact"):
        assert shown(mark) == expected(resolve(records, place)), (name, place)
        looked_at += 1
    assert looked_at > 1000


def test_every_value_of_a_record_is_on_a_page(
    pages: dict[str, Tag], records: dict[str, Any]
) -> None:
    places = {place for _, _, place in marks(pages, "data-fact")}
    missing = [
        f"{path}#{pointer}"
        for path, record in records.items()
        for pointer, value in scalars(record)
        if value is not None and f"{path}#{pointer}" not in places
    ]
    assert [
        place for place in missing if not place.endswith(tuple(f"#/{n}" for n in NOT_SHOWN))
    ] == []


def test_figures_and_days_of_records_number_what_they_should(records: dict[str, Any]) -> None:
    values = [value for record in records.values() for _, value in scalars(record)]
    assert sum(isinstance(value, int | float) for value in values) > 80
    days = [value for value in values if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value))]
    assert len(days) > 20


def counts(records: dict[str, Any]) -> dict[str, int]:
    """Every number that a page may derive, counted from the files."""
    kinds: dict[str, list[Any]] = {}
    for path, record in records.items():
        kinds.setdefault(record["schema"].split("/")[0], []).append({**record, "path": path})
    notices = kinds["notice"]
    dossiers = {record["dossier"] for kind in kinds if kind != "notice" for record in kinds[kind]}
    units = {dossier.split("/")[0] for dossier in dossiers} - {"_unplaced"}
    with Path("schemas/codelists/units.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    homes = {row["code"]: row["parent"] or row["code"] for row in rows} | {"xpcc": "xinjiang"}
    tiles = Counter(homes.get(dossier.split("/")[0]) for dossier in dossiers)
    found = {
        "clusters": len(dossiers),
        "designated": len({record["dossier"] for record in kinds["designation"]}),
        "announced": sum(n["designation"]["count"] for n in notices if n["designation"]),
        "demonstrations": len({record["dossier"] for record in kinds["demonstration"]}),
        "units": len(units),
        "units-all": len(rows),
        "figures": sum(len(record["figures"]) for record in kinds["press-figures"]),
        "notices": len(notices),
    }
    found |= {f"tile:{home}": tiles[home] for home in homes.values()}
    for kind in ("designation", "demonstration"):
        for record in kinds[kind]:
            name = f"{kind}:{record['batch'] or 0}"
            found[name] = found.get(name, 0) + 1
    for notice in notices:
        id_ = notice["path"].removeprefix("docs/notices/").removesuffix(".md")
        resting = {
            record["dossier"]
            for record in (*kinds["designation"], *kinds["demonstration"])
            if record["document"] == id_
        }
        found[f"rests:{id_}"] = len(resting)
    return found


def test_every_derived_number_is_counted_right(
    pages: dict[str, Tag], records: dict[str, Any]
) -> None:
    counted = counts(records)
    found = list(marks(pages, "data-derived"))
    for name, mark, derived in found:
        # Words in a picture bear no value of their own.
        value = mark.get_text() if mark.name == "text" else mark["value"]
        assert mark.get_text() == value == str(counted[derived]), (name, derived)
    assert {"designated", "announced", "demonstrations"} <= {derived for _, _, derived in found}


def test_the_coverage_is_stated(pages: dict[str, Tag]) -> None:
    for name in ("index.html", "register.html"):
        told = {
            str(mark["data-derived"]): mark.get_text() for mark in pages[name].select("data.count")
        }
        assert (told["designated"], told["announced"], told["demonstrations"]) == ("24", "109", "6")


def test_no_figure_stands_on_a_page_without_its_place(
    pages: dict[str, Tag], records: dict[str, Any], tree: Path
) -> None:
    batches = {str(record["batch"]) for record in records.values() if record.get("batch")}
    for name, page in pages.items():
        rest = BeautifulSoup(str(page), "lxml")
        for code in rest.select("[data-path]"):
            assert code.get_text() == code["data-path"]
            assert (tree / str(code["data-path"])).is_file()
        for option in rest.select("option[value]"):
            assert set(re.findall(r"[0-9]+", option.get_text())) <= batches
        for body in rest.select("[data-body]"):
            written = (tree / str(body["data-body"])).read_text("utf-8").split("\n---\n", 1)[1]
            figures = set(re.findall(r"[0-9]+", body.get_text()))
            assert figures <= set(re.findall(r"[0-9]+", written)), name
        marked = "[data-fact], [data-derived], [data-path], [data-body], option[value], script"
        for mark in rest.select(marked):
            if not mark.decomposed:
                mark.decompose()
        assert re.findall(r".{0,9}[0-9\uff10-\uff19].{0,9}", rest.get_text()) == [], name


def test_there_is_a_page_for_each_dossier_and_notice(
    pages: dict[str, Tag], records: dict[str, Any]
) -> None:
    clusters = {path.split("/")[2] for path in records if path.startswith("submissions/")}
    notices = {path[5:-3] for path in records if path.startswith("docs/")}
    expected = {f"c/{cluster}.html" for cluster in clusters} | {f"{one}.html" for one in notices}
    assert set(pages) == expected | {"index.html", "register.html", "notices/index.html"}
