"""Who decided, and what waits for whom: as the demonstration's pages show it, counted by hand."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup

from brandpilot.pages.clusters import clusters
from brandpilot.pages.queue import queue
from support.house import ROOT
from support.sites import demo_tree, edition_of

DEMO = ROOT / "tests" / "trees" / "demo"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_tree(tmp_path_factory) / "build" / "site"


def page(site: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((site / name).read_text("utf-8"), "lxml")


def test_a_record_says_which_office_decided_by_whom_and_in_which_request(site: Path) -> None:
    file = DEMO / "submissions/fujian/shili-teaware/2019-recommendation.yaml"
    told = yaml.safe_load(file.read_text("utf-8"))
    shown = page(site, "c/shili-teaware.html").select_one("#记录-2019-recommendation .decided")
    assert shown is not None
    text = " ".join(shown.get_text(" ").split())
    proof = told["proof"]
    for wanted in (
        told["office"],
        proof["approvals"][0]["login"],
        f"合并请求第{proof['pull']['number']}号",
    ):
        assert wanted in text
    full = page(site, "c/shili-teaware/decisions.html").get_text()
    for wanted in (
        proof["head"],
        proof["merge"]["commit"],
        proof["roster"],
        proof["evidence_sha256"],
    ):
        assert wanted in full


def test_a_merge_that_broke_a_rule_says_which_and_that_it_counts_for_nothing(site: Path) -> None:
    shown = page(site, "c/shili-sanitaryware.html").select("#记录-2021-recommendation .irregular")
    assert [re.findall("G[0-9]{3}", one.get_text()) for one in shown] == [["G801", "G802"]]
    assert "合并不合规，不作数" in shown[0].get_text()


@pytest.mark.parametrize("day", ["2019-05-16", "2020-02-14", "2021-07-10", "2024-06-30"])
def test_the_queue_tells_every_open_duty_as_written_by_hand(day: str) -> None:
    with (DEMO / "obligations.csv").open(encoding="utf-8", newline="") as lines:
        by_hand = [row for row in csv.DictReader(lines) if row["as_of"] == day]
    edition = edition_of(DEMO, date.fromisoformat(day))
    names = edition.codelists["units"]
    by_dossier = {one.dossier.id: one for one in clusters(edition.register, names, edition.as_of)}
    turns = queue(edition, by_dossier)
    told = [
        (turn.actor, one.cluster.dossier.id if one.cluster else "", one.duty, one.due)
        for turn in turns
        for one in turn.waiting
    ]
    duties = {code: duty.name for code, duty in edition.table.duties.items()}
    wanted = [
        (row["actor"], row["dossier"], duties[row["duty"]], row["due"] or None) for row in by_hand
    ]
    spelled = [(a, d, duty, due.text if due else None) for a, d, duty, due in told]
    assert sorted(spelled, key=str) == sorted(wanted, key=str)
    assert {turn.actor: turn.overdue.value for turn in turns} == {
        turn.actor: sum(row["status"] == "overdue" for row in by_hand if row["actor"] == turn.actor)
        for turn in turns
    }


def test_its_page_has_a_row_for_each(site: Path) -> None:
    shown = page(site, "queue.html")
    rows = shown.select("table.queue tbody tr")
    counted = [int(str(one["value"])) for one in shown.select('data[data-derived^="waiting:"]')]
    assert sum(counted) == len(rows) > 0
    assert all(len(row.find_all(["th", "td"])) == 7 for row in rows)
