"""What describes the data: catalogue, schema.org, API, feeds, citation, cards; and the pages' examples."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml
from bs4 import BeautifulSoup
from icalendar import Calendar
from openapi_spec_validator import validate
from pyshacl import validate as conforms

from brandpilot.obligations import obligations
from publish.opened import by_json, described
from support.house import ROOT
from support.publications import edition, published
from support.sites import demo_tree, real_tree

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "http://127.0.0.1:8000/"


@pytest.fixture(scope="session", params=["real", "demo"])
def out(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(tmp_path_factory, request.param)


def read(out: Path, path: str) -> Any:
    return json.loads((out / path).read_text("utf-8"))


def test_the_package_tells_who_what_when_and_on_which_terms(out: Path) -> None:
    package = read(out, "datapackage.json")
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    for key in ("name", "id", "title", "description", "homepage", "created", "keywords"):
        assert package[key], key
    assert package["version"] == "1.0.0"
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert [one["name"] for one in package["resources"]] == list(described(out))
    assert any("〔" in one["title"] for one in package["sources"])


def test_every_column_bears_title_type_and_its_unit(out: Path) -> None:
    for table, schema in described(out).items():
        for field in schema["fields"]:
            assert re.search("[\u4e00-\u9fff]", field["title"]), (table, field)
            assert field["description"].isascii() or "(" in field["description"], (table, field)
            assert re.fullmatch("[a-z][a-z0-9_]*", field["name"])
    units = {field["name"]: field["description"] for field in described(out)["reports"]["fields"]}
    assert units["spent_cny10k"] == "Spent (万元)"


def test_a_code_bears_its_names(out: Path) -> None:
    fields = {field["name"]: field for field in described(out)["tasks"]["fields"]}
    assert fields["status_code"]["categories"] == [
        {"value": "done", "label": "已完成"},
        {"value": "on_track", "label": "按计划推进"},
        {"value": "behind", "label": "滞后"},
        {"value": "not_started", "label": "未开始"},
    ]
    assert fields["status_code"]["constraints"]["enum"] == [
        "done",
        "on_track",
        "behind",
        "not_started",
    ]


def test_the_official_shapes_find_nothing_where_they_are_at_hand(out: Path) -> None:
    """SEMIC's own shapes of DCAT-AP 3.0.1 lie beside the checkout, or not at all."""
    found = sorted(ROOT.parent.glob("*/standards/dcat-ap-3.0.1-shapes.ttl"))
    for shapes in found:
        assert_conforms(out / "catalog.jsonld", shapes)


def assert_conforms(catalog: Path, shapes: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        is_conforming, _, told = conforms(
            catalog.read_text("utf-8"),
            shacl_graph=shapes.read_text("utf-8"),
            data_graph_format="json-ld",
            shacl_graph_format="turtle",
        )
    assert is_conforming, told


def test_every_format_of_every_table_is_in_the_catalogue(out: Path) -> None:
    catalog = read(out, "catalog.jsonld")
    paths = {
        one["dcat:downloadURL"]["@id"].removeprefix(SITE)
        for dataset in catalog["dcat:dataset"]
        for one in dataset["dcat:distribution"]
    }
    suffixes = ("csv", "excel.csv", "xlsx", "json", "parquet")
    assert paths == {f"data/{table}.{suffix}" for table in described(out) for suffix in suffixes}
    assert all((out / path).is_file() for path in paths)


def test_the_description_of_the_api_is_openapi(out: Path) -> None:
    validate(read(out, "api/v1/openapi.json"))


def test_the_api_leads_from_its_entrance_to_every_cluster(out: Path) -> None:
    index = read(out, "api/v1/index.json")
    assert [one["name"] for one in index["tables"]] == list(described(out))
    for table in index["tables"]:
        assert table["rows"] == len(by_json(out, table["name"]))
        assert all((out / path).is_file() for path in table["files"].values())
    assert (out / index["archive"]).is_file()
    clusters = read(out, "api/v1/clusters.json")["clusters"]
    assert len(clusters) == len(by_json(out, "clusters"))
    for cluster in clusters:
        dossier = read(out, cluster["url"])
        assert dossier["cluster"]["dossier_id"] == cluster["dossier_id"]
        assert len(dossier["tables"]["records"]) == cluster["record_count"]
    for year in index["evaluations"]:
        assert read(out, f"api/v1/evaluations/{year}.json")["evaluation"] == year


def test_a_unit_tells_its_clusters_and_its_numbers(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    fujian = read(published(tmp_path_factory, "demo"), "api/v1/units/fujian.json")
    names = [one["dossier_id"] for one in fujian["clusters"]]
    # One of Xiamen was moved to Fujian in the end; its folder was not.
    assert "xiamen/shili-fitness" in names
    assert {row["call_id"] for row in fujian["denominators"]} == {
        "miit/2019-1",
        "miit/2021-1",
        "miit/2023-1",
    }


def test_the_feed_tells_what_happened_newest_first(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    feed = ET.parse(published(tmp_path_factory, "demo") / "feed.xml").getroot()  # noqa: S314 – our own
    days = [str(entry.findtext(f"{ATOM}updated")) for entry in feed.iter(f"{ATOM}entry")]
    assert days == sorted(days, reverse=True)
    assert len(days) == 100
    first = next(feed.iter(f"{ATOM}entry"))
    assert (
        first.findtext(f"{ATOM}title")
        == "产业集群区域品牌建设试点年度总结：示例丁市运动鞋服产业集群"
    )
    link = first.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"{SITE}c/shili-sportswear.html"


def test_a_cluster_without_a_name_is_called_by_organizer_and_industry(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    feed = (published(tmp_path_factory, "real") / "feed.xml").read_text("utf-8")
    assert "试点核定：江西省萍乡市湘东产业园管理委员会 · 工业陶瓷" in feed
    assert "/xiangdong-industrial-ceramics</title>" not in feed


def test_the_feed_of_changes_tells_old_and_new(tmp_path_factory: pytest.TempPathFactory) -> None:
    feed = ET.parse(published(tmp_path_factory, "demo") / "changes.xml").getroot()  # noqa: S314 – our own
    told = [
        (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}summary"))
        for entry in feed.iter(f"{ATOM}entry")
    ]
    assert told == [
        (
            "示例甲县竹木家居产业集群：变更 1 处",
            "2019-application.yaml 组织实施单位 › 办公电话：0591-1234567 或 138******78 → 0591-1234567",
        ),
        ("示例甲县竹木家居产业集群：变更 1 处", "2019-application.yaml：新增"),
    ]


def test_the_calendar_holds_what_is_due(tmp_path_factory: pytest.TempPathFactory) -> None:
    for name in ("real", "demo"):
        raw = (published(tmp_path_factory, name) / "deadlines.ics").read_bytes()
        events = Calendar.from_ical(raw).walk("VEVENT")
        due = {str(one["uid"]): str(one.decoded("dtstart")) for one in events}
        assert len(due) == len(events)
        made = edition(name)
        owed = [one for one in obligations(made.register, made.as_of) if one.due]
        assert sorted(due.values()) == sorted(str(one.due) for one in owed)


def test_the_citation_is_yaml_with_what_the_format_asks_for(out: Path) -> None:
    cited = yaml.safe_load((out / "CITATION.cff").read_text("utf-8"))
    assert {"cff-version", "message", "title", "authors", "version", "license"} <= set(cited)
    assert cited["type"] == "dataset"
    assert cited["date-released"] == read(out, "datapackage.json")["created"][:10]


def test_the_cards_have_the_items_of_the_resource_directory(out: Path) -> None:
    text = (out / "data/resource-directory.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == [
        *("名称", "代码", "提供方", "摘要", "格式", "信息项", "开放属性", "更新周期", "发布日期"),
    ]
    assert len(rows) == len(described(out))
    assert len({row["代码"] for row in rows}) == len(rows)


@pytest.mark.parametrize("tree", [real_tree, demo_tree])
def test_the_page_bears_the_description_for_search_engines(
    tree: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    site = tree(tmp_path_factory) / "build/site"
    page = BeautifulSoup((site / "data.html").read_text("utf-8"), "lxml")
    (script,) = page.select('script[type="application/ld+json"]')
    told = json.loads(script.get_text())
    assert told["@context"] == "https://schema.org/"
    assert told["@type"] == "Dataset"
    assert told["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert re.fullmatch(r"[0-9]{4}/[0-9]{4}-[0-9]{2}-[0-9]{2}", told["temporalCoverage"])
    assert told["spatialCoverage"] == {
        "name": "中华人民共和国",
        "identifier": "CN",
        "@type": "Country",
    }
    units = {one["propertyID"]: one["unitText"] for one in told["variableMeasured"]}
    assert units["support.amount_cny10k"] == "万元"
    for one in told["distribution"]:
        file = site / one["contentUrl"].removeprefix(SITE)
        assert one["contentSize"] == f"{file.stat().st_size} B"
        assert len(one["sha256"]) == 64
    assert not BeautifulSoup((site / "index.html").read_text("utf-8"), "lxml").select(
        'script[type="application/ld+json"]'
    )


BLOCKS = re.findall(
    r"^```(python|sh)\n(.*?)^```",
    (ROOT / "docs/use-data.md").read_text("utf-8"),
    re.MULTILINE | re.DOTALL,
)
PYTHON = [code for language, code in BLOCKS if language == "python"]
SHELL = [code for language, code in BLOCKS if language == "sh" and "brandpilot" not in code]


@pytest.mark.parametrize("code", PYTHON, ids=["pandas-csv", "pandas-parquet", "duckdb"])
def test_the_examples_of_the_page_run_as_they_stand(code: str, out: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=out,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) > 2


@pytest.mark.parametrize("code", SHELL, ids=["sums", "frictionless"])
def test_the_checks_of_the_page_run_as_they_stand(code: str, out: Path) -> None:
    own = Path(sys.executable).parent
    path = f"{own}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-ec", code],
        cwd=out,
        env={**os.environ, "PATH": path},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode()
    assert shutil.which("frictionless", path=path)


def test_the_page_of_the_year_counts_what_the_table_counts(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    site = demo_tree(tmp_path_factory) / "build/site"
    rows = by_json(site, "evaluation_rollups")
    looked_at = 0
    for file in sorted(site.glob("evaluation/20*.html")):
        page = BeautifulSoup(file.read_text("utf-8"), "lxml")
        for mark in page.select('[data-derived^="evaluation:"]'):
            _, year, criterion, *rest = str(mark["data-derived"]).split(":")
            own = [
                row
                for row in rows
                if (row["year"], row["group_kind"]) == (int(year), "all")
                and row["criterion_code"] == criterion
            ]
            if own and rest:
                assert mark["value"] == str(own[0][rest[0]])
                looked_at += 1
    assert looked_at == 13 * 5 * 9
