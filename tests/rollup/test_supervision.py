"""What units recorded of a year's supervision, and what nobody recorded."""

from datetime import date

import pytest

from brandpilot.findings import Json
from brandpilot.load import Document
from brandpilot.rollup import Supervised, supervision
from support.house import document, law
from support.registers import filed, held, recommended
from support.spelling import to_yaml

UNITS = tuple(law().codelists["units"])
TEA, SILK = "fujian/shili-tea", "fujian/shili-silk"


def pilot(dossier: str, day: str = "2017-12-05") -> tuple[Document, ...]:
    application = filed(
        "application", "2017-08-20", dossier=dossier, plan={"end_date": "2020-08-31"}
    )
    opinion = recommended(application, "2017-08-28")
    return application, opinion, filed("designation", day, dossier=dossier, origin="decided")


def row(dossier: str, visits: int = 0, problems: str | None = None) -> Json:
    return {"dossier": dossier, "visits": visits, "problems": problems, "action": None}


def report(unit: str, day: str, *rows: Json, told: str | None = None, year: int = 2018) -> Document:
    data = {"schema": "supervision/1", "unit": unit, "year": year, "date": day}
    text = to_yaml({**data, "reported_date": told, "pilots": list(rows)})
    return document(f"submissions/{unit}/_supervision/{year}.yaml", text)


def rolled(*files: Document, year: int = 2018, as_of: str = "2019-06-30") -> list[Supervised]:
    return list(supervision(held(*files), UNITS, year, date.fromisoformat(as_of)))


def test_what_is_recorded_adds_up() -> None:
    rows = row(TEA, 2, "没有设立机构"), row(SILK, 3)
    files = *pilot(TEA), *pilot(SILK), report("fujian", "2018-12-20", *rows, told="2018-12-25")
    assert rolled(*files) == [
        Supervised("fujian", 2018, (SILK, TEA), "2018-12-20", "2018-12-25", 5, 1, ())
    ]


def test_what_is_not_recorded_is_not_known() -> None:
    (only,) = rolled(*pilot(TEA))
    assert only == Supervised("fujian", 2018, (TEA,))
    assert (only.date, only.visits, only.problems, only.missing) == (None, None, None, None)


def test_a_pilot_that_the_record_leaves_out_is_named() -> None:
    (only,) = rolled(*pilot(TEA), *pilot(SILK), report("fujian", "2018-12-20", row(TEA)))
    assert (only.missing, only.visits, only.problems) == ((SILK,), 0, 0)


def test_before_there_was_any_year_there_is_nothing() -> None:
    assert rolled(*pilot(TEA), year=0, as_of="0001-01-01") == []


def test_a_record_without_a_pilot_is_shown_too() -> None:
    (only,) = rolled(report("fujian", "2018-12-20"))
    assert (only.pilots, only.date, only.visits, only.missing) == ((), "2018-12-20", 0, ())


def test_units_stand_in_the_order_of_their_list_and_idle_ones_not_at_all() -> None:
    files = *pilot("zhejiang/shili-silk"), *pilot(TEA), *pilot("hebei/shili-glass")
    assert [one.unit for one in rolled(*files)] == ["hebei", "zhejiang", "fujian"]
    assert rolled() == []


@pytest.mark.parametrize(
    ("as_of", "day", "told"),
    [
        ("2018-12-19", None, None),
        ("2018-12-20", "2018-12-20", None),
        ("2018-12-24", "2018-12-20", None),
        ("2018-12-25", "2018-12-20", "2018-12-25"),
    ],
)
def test_only_what_is_dated_until_then_is_told(
    as_of: str, day: str | None, told: str | None
) -> None:
    files = *pilot(TEA), report("fujian", "2018-12-20", row(TEA), told="2018-12-25")
    (only,) = rolled(*files, as_of=as_of)
    assert (only.date, only.reported_date) == (day, told)


@pytest.mark.parametrize(
    ("year", "is_pilot"), [(2016, False), (2017, True), (2020, True), (2021, False)]
)
def test_a_pilot_on_some_day_of_the_year_counts(year: int, *, is_pilot: bool) -> None:
    found = rolled(*pilot(TEA), year=year, as_of="2022-01-01")
    assert [one.pilots for one in found] == ([(TEA,)] if is_pilot else [])


def test_a_pilot_designated_later_than_the_day_does_not_count_yet() -> None:
    assert rolled(*pilot(TEA, "2018-07-01"), as_of="2018-06-30") == []
    assert len(rolled(*pilot(TEA, "2018-07-01"), as_of="2018-07-01")) == 1


def test_after_a_transfer_within_the_year_both_units_had_it() -> None:
    moved = filed("status-change-ministry", "2018-06-01", change="transfer", to_unit="xiamen")
    files = *pilot(TEA), moved
    assert [one.unit for one in rolled(*files)] == ["fujian", "xiamen"]
    assert [one.unit for one in rolled(*files, year=2019, as_of="2020-01-01")] == ["xiamen"]


def test_history_is_nobodys_duty_here() -> None:
    assert rolled(filed("designation", "2017-12-05", origin="imported")) == []


def test_another_years_record_is_not_this_years() -> None:
    (only,) = rolled(*pilot(TEA), report("fujian", "2019-01-20", row(TEA), year=2019))
    assert only.date is None
