"""Charts hold the numbers of their table, and what changed in a dossier is told commit by commit."""

import math
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown  # type: ignore[import-untyped]

from brandpilot.evaluate import compute
from brandpilot.pages import render
from brandpilot.pages.charts import HEIGHT, WIDTH, scale
from brandpilot.pages.charts import chart as chart_of
from support.publications import edition

BLANK = dict.fromkeys(("baseline", "target", "actual", "restated"))


def row(year: int, **cells: Any) -> dict[str, Any]:
    return {**BLANK, "year": year, "indicator_code": "x", "name": "甲", "unit": "%", **cells}


@cache
def pages() -> dict[str, str]:
    made = edition("demo")
    return render(made, {}, compute(made.source, made.plan))


def html(page: str) -> BeautifulSoup:
    body = pages()[page].split("\n---\n", 1)[1]
    extensions = ["attr_list", "md_in_html", "tables", "toc"]
    return BeautifulSoup(markdown(body, extensions=extensions), "lxml")


VALUES = st.one_of(st.none(), st.floats(-1e6, 1e6).map(lambda one: round(one, 2)))
ROWS = st.lists(
    st.builds(
        lambda year, baseline, target, actual: row(
            year, baseline=baseline, target=target, actual=actual
        ),
        st.integers(2000, 2030),
        VALUES,
        VALUES,
        VALUES,
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda one: one["year"],
)


@given(ROWS)
def test_every_value_has_its_point_within_the_picture_higher_for_more(
    rows: list[dict[str, Any]],
) -> None:
    chart = chart_of("x", rows)
    points = [point for line in chart.lines for point in line.points]
    values = [one[column] for one in rows for column in ("baseline", "target", "actual")]
    assert len(points) == sum(value is not None for value in values)
    for point in points:
        assert 0 <= point.x <= WIDTH
        assert 0 <= point.y <= HEIGHT
    ordered = sorted(points, key=lambda point: float(point.value))
    heights = [point.y for point in ordered]
    assert all(one >= other - 0.1 for one, other in pairwise(heights))
    assert 2 <= len(chart.ticks) <= 7


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ([58.8, 92.4], (50, 100, 10)),
        ([12.7, 15.1], (12, 16, 1)),
        ([35.4, 43.8], (35, 45, 2.5)),
        ([5, 5], (4, 6, 0.5)),
        ([-3, 4], (-4, 4, 2)),
        ([0.001, 0.002], (0.001, 0.002, 0.00025)),
        ([], (0, 1, 0.25)),
    ],
)
def test_an_axis_has_round_numbers_and_holds_all_values(
    values: list[float], wanted: tuple[float, float, float]
) -> None:
    found = scale(values)
    assert all(math.isclose(one, other) for one, other in zip(found, wanted, strict=True)), found


def test_a_value_is_shown_as_restated_and_the_first_report_beside_it() -> None:
    chart = chart_of("x", [row(2020, actual=41.3, restated=41.7, target=41.6)])
    (actual,) = next(line.points for line in chart.lines if line.kind == "actual")
    (reported,) = chart.reported
    assert (actual.value, reported.value) == ("41.7", "41.3")
    assert chart.rows == ((2020, "", "41.6", "41.7", "41.3"),)
    assert chart.told == "2020年目标值41.6，2020年实际值41.7"


def test_a_chart_without_a_value_says_that_nothing_was_reported() -> None:
    chart = chart_of("x", [row(2020)])
    assert (chart.told, [line.points for line in chart.lines]) == ("", [(), (), ()])


def test_the_page_draws_a_mark_for_every_number_of_its_tables() -> None:
    page = html("c/shili-bamboo/indicators.md")
    figures = page.select("figure.chart")
    assert len(figures) == len(page.select("table")) == 5
    for figure, table in zip(figures, page.select("table"), strict=True):
        marks = len(figure.select("circle")) + len(figure.select("rect"))
        assert marks == sum(bool(cell.select_one(".none")) is False for cell in table.select("td"))
        described = figure.select_one("svg desc")
        assert described
        assert "同样的数字见下面的表" in described.get_text()
    ids = [str(one["id"]) for one in page.select("[id]")]
    assert len(ids) == len(set(ids))


def test_the_numbers_are_those_of_the_reports() -> None:
    """Own brand sales share of bamboo, read off its files."""
    page = html("c/shili-bamboo/indicators.md")
    table = page.select("table")[2]
    told = {
        str(line.select_one("th").get_text()): [cell.get_text() for cell in line.select("td")]  # type: ignore[union-attr]
        for line in table.select("tbody tr")
    }
    assert told == {
        "2016年": ["35.4", "—", "—", "—"],
        "2017年": ["36.8", "—", "—", "—"],
        "2018年": ["38.2", "—", "—", "—"],
        "2020年": ["—", "40.4", "39.8", "—"],
        "2021年": ["—", "41.6", "41.7", "41.3"],
        "2022年": ["—", "42.7", "42.3", "—"],
        "2023年": ["—", "43.8", "—", "—"],
    }


def test_a_cluster_leads_to_its_charts_its_changes_and_its_unit() -> None:
    page = html("c/shili-bamboo.md")
    links = {str(one["href"]) for one in page.select("p.beside a, p.crumb a")}
    assert links == {
        "../register.html",
        "../u/fujian.html",
        "../c/shili-bamboo/indicators.html",
        "../c/shili-bamboo/changes.html",
    }
    assert html("c/shili-fireworks.md").select("p.beside") == []
    assert "c/shili-fireworks/indicators.md" not in pages()


def test_changes_are_told_by_commit_with_numbers_masked() -> None:
    page = html("c/shili-bamboo/changes.md")
    assert [one.get_text() for one in page.select("h2")] == [
        "2020年7月1日 10:00",
        "2020年6月16日 10:00",
    ]
    rows = [[cell.get_text() for cell in line.select("th, td")] for line in page.select("tbody tr")]
    assert rows == [
        [
            "2019-application.yaml",
            "组织实施单位 › 办公电话",
            "0591-1234567 或 138******78",
            "0591-1234567",
        ],
        ["2019-application.yaml", "新增文件", "—", "—"],
    ]
    assert "提出人未查到" in page.get_text()
