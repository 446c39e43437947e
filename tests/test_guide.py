"""The hand-written pages: an anchor for every clause, and no link that leads nowhere."""

import csv
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from markdown import markdown  # type: ignore[import-untyped]

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
WHERE = {
    "指南": "guide.md",
    "通知": "notices/fujian/2017-734.md",
    "陕西": "notices/shaanxi/2015-call.md",
}
GENERATED = (
    *("rules.md", "register.md", "queue.md", "data.md", "dictionary.md"),
    "evaluation/index.md",
)
PAGES = [
    *(
        "guide.md",
        "apply.md",
        "review.md",
        "verify-records.md",
        "about.md",
        "glossary.md",
        "drawing.md",
    ),
    *("threat-model.md", "runbook.md", "use-data.md"),
]
PAGES += [file.relative_to(DOCS).as_posix() for file in sorted(DOCS.glob("notices/*/*.md"))]


def rendered(page: str) -> BeautifulSoup:
    """A page as the site's renderer makes it."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return BeautifulSoup(markdown(text, extensions=["attr_list", "tables"]), "lxml")


def anchors(page: str) -> dict[str, str]:
    """Every id on a page and the text of its heading."""
    return {str(tag["id"]): tag.text for tag in rendered(page).select("[id]")}


def clauses() -> list[dict[str, str]]:
    with (ROOT / "schemas/codelists/clauses.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("clause", clauses(), ids=lambda clause: clause["code"])
def test_every_clause_has_its_heading(clause: dict[str, str]) -> None:
    code = clause["code"]
    heading = anchors(WHERE[code[:2]])[code]
    assert heading.removeprefix(f"{code} ") == clause["name"]


@pytest.mark.parametrize("page", PAGES)
def test_every_link_within_the_site_leads_somewhere(page: str) -> None:
    links = [str(tag["href"]) for tag in rendered(page).select("a[href]")]
    for link in (link for link in links if not link.startswith("https://")):
        target, _, anchor = link.partition("#")
        if link in GENERATED:
            continue  # the build itself follows these
        aim = (DOCS / page).parent.joinpath(target).resolve()
        assert aim.is_file(), link
        assert not anchor or anchor in anchors(aim.relative_to(DOCS).as_posix()), link


def test_the_pages_do_link_to_each_other() -> None:
    links = [str(tag["href"]) for tag in rendered("apply.md").select("a[href]")]
    assert "guide.md#指南二(一)" in links
    assert "notices/fujian/2017-734.md#通知二" in links
