"""The register by batch, industry, state and year: every cluster once in each, as the table says."""

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from publish.opened import by_json
from support.sites import demo_tree, real_tree


@pytest.fixture(scope="session", params=[real_tree, demo_tree], ids=["real", "demo"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree: Path = request.param(tmp_path_factory)
    return tree / "build/site"


def code_of(kind: str, row: dict[str, Any]) -> str:
    value = {
        "batch": row["batch"],
        "industry": row["industry_code"],
        "year": (row["designated_date"] or "")[:4],
        "state": row["state_code"].replace("_", "-"),
    }[kind]
    return str(value or "unknown")


@pytest.mark.parametrize("kind", ["batch", "industry", "year", "state"])
def test_every_cluster_is_in_the_list_that_the_table_puts_it_in(site: Path, kind: str) -> None:
    wanted: dict[str, set[str]] = {}
    for row in by_json(site, "clusters"):
        wanted.setdefault(code_of(kind, row), set()).add(row["dossier_id"].split("/")[1])
    found = {}
    for file in sorted((site / "l").glob(f"{kind}-*.html")):
        page = BeautifulSoup(file.read_text("utf-8"), "lxml")
        rows = page.select("tbody th a")
        counted = page.select_one("p.summary data")
        assert counted
        assert counted["value"] == str(len(rows))
        links = {str(one["href"]).removeprefix("../c/").removesuffix(".html") for one in rows}
        found[file.stem.removeprefix(f"{kind}-")] = links
    assert found == wanted


def test_the_index_leads_to_every_list_and_the_register_to_the_index(site: Path) -> None:
    index = BeautifulSoup((site / "l/index.html").read_text("utf-8"), "lxml")
    links = {str(one["href"]).removeprefix("../l/") for one in index.select("ul.index a")}
    assert links == {file.name for file in (site / "l").glob("*-*.html")}
    register = BeautifulSoup((site / "register.html").read_text("utf-8"), "lxml")
    assert register.select_one('article a[href="l/index.html"]')
