"""What pilots and their units owe: reports, rectification, supervision."""

import pytest

from brandpilot.findings import Json
from brandpilot.load import Document
from support.registers import (
    filed,
    held,
    owed,
    public_notice,
    recommended,
    supervised,
    told,
)

PLAN: dict[str, Json] = {"end_date": "2020-08-31"}
APPLICATION = filed("application", "2017-08-20", plan=PLAN)
PILOT = (
    APPLICATION,
    recommended(APPLICATION, "2017-08-28"),
    filed("paper-ministry", "2017-09-12"),
    filed("designation", "2017-12-05", origin="decided"),
)
SUPERVISED = tuple(supervised("fujian", year, f"{year + 1}-01-01") for year in range(2017, 2021))


def change(what: str, day: str, who: str = "ministry", **boxes: Json) -> Document:
    return filed(f"status-change-{who}", day, change=what, **boxes)


def reported(*years: int) -> tuple[Document, ...]:
    """Reports that are filed on the last day of their year."""
    return tuple(filed("annual-report", f"{year}-12-31", year, year=year) for year in years)


def reports(*files: Document, as_of: str, due: str | None = "11-30") -> list[str]:
    found = told(held(*PILOT, *SUPERVISED, *files, annual_report_due=due), as_of)
    return [one.removeprefix("annual_report-") for one in found]


class TestReportsThatHaveADay:
    @pytest.mark.parametrize(
        ("as_of", "found"),
        [
            ("2017-12-04", ["public_notice"]),
            ("2017-12-05", []),
            ("2017-12-31", []),
            ("2018-01-01", ["2018 2018-11-30"]),
            ("2018-12-31", ["2018 2018-11-30"]),
            ("2019-01-01", ["2018 2018-11-30", "2019 2019-11-30"]),
            ("2020-12-31", ["2018 2018-11-30", "2019 2019-11-30"]),
            ("2029-01-01", ["2018 2018-11-30", "2019 2019-11-30"]),
        ],
    )
    def test_those_whose_day_lies_in_the_period_are_owed(
        self, as_of: str, found: list[str]
    ) -> None:
        assert reports(as_of=as_of) == found

    @pytest.mark.parametrize(
        ("due", "found"),
        [
            ("12-04", ["2018", "2019"]),
            ("12-05", ["2017", "2018", "2019"]),
            ("08-31", ["2018", "2019", "2020"]),
            ("09-01", ["2018", "2019"]),
            ("02-29", ["2018", "2019", "2020"]),
        ],
    )
    def test_the_first_and_the_last_day_of_the_period_count(
        self, due: str, found: list[str]
    ) -> None:
        assert reports(as_of="2021-06-30", due=due) == [
            f"{year} {year}-{'02-28' if due == '02-29' and year != '2020' else due}"
            for year in found
        ]

    def test_the_first_is_owed_from_the_designation_on(self) -> None:
        assert reports(as_of="2017-12-05", due="12-31") == ["2017 2017-12-31"]

    def test_a_report_on_the_year_fulfils_it_from_its_own_day_on(self) -> None:
        files = reported(2018)
        assert reports(*files, as_of="2018-12-30") == ["2018 2018-11-30"]
        assert reports(*files, as_of="2018-12-31") == []
        assert reports(*files, as_of="2019-01-01") == ["2019 2019-11-30"]

    def test_a_report_on_a_later_year_fulfils_no_earlier_one(self) -> None:
        assert reports(*reported(2019), as_of="2020-01-01") == ["2018 2018-11-30"]

    def test_a_plan_that_ends_later_asks_for_more(self) -> None:
        later = filed(
            "plan-revision",
            "2020-06-01",
            changes=[{"pointer": "/plan/end_date", "old": "2020-08-31", "new": "2020-12-31"}],
        )
        owed_before = ["2018 2018-11-30", "2019 2019-11-30"]
        assert reports(later, as_of="2020-05-31") == owed_before
        assert reports(later, as_of="2020-06-01") == [*owed_before, "2020 2020-11-30"]


class TestReportsThatHaveNone:
    @pytest.mark.parametrize(
        ("as_of", "found"),
        [
            ("2017-12-31", []),
            ("2018-01-01", ["2017"]),
            ("2018-12-31", ["2017"]),
            ("2020-12-31", ["2017", "2018", "2019"]),
            ("2021-01-01", ["2017", "2018", "2019", "2020"]),
            ("2029-01-01", ["2017", "2018", "2019", "2020"]),
        ],
    )
    def test_a_year_of_the_period_is_owed_when_it_is_over(
        self, as_of: str, found: list[str]
    ) -> None:
        assert reports(as_of=as_of, due=None) == found

    def test_each_is_fulfilled_by_its_own(self) -> None:
        assert reports(*reported(2017, 2019), as_of="2021-01-01", due=None) == ["2018", "2020"]


class TestWhoReports:
    LATE = ("2018 2018-11-30",)

    @pytest.mark.parametrize(
        ("ends", "others"),
        [
            (change("suspension", "2018-12-10"), LATE),
            (change("rectification", "2018-12-10", term_date=None), (*LATE, "rectification")),
            (change("removal", "2018-12-10"), ()),
            (change("withdrawal", "2018-12-10", "unit"), ()),
            (change("merger", "2018-12-10", successor="fujian/shili-silk"), ()),
            (filed("demonstration-application", "2018-12-10"), ()),
        ],
    )
    def test_a_pilot_does_and_what_is_none_any_more_does_not(
        self, ends: Document, others: tuple[str, ...]
    ) -> None:
        assert reports(ends, as_of="2018-12-09") == list(self.LATE)
        assert reports(ends, as_of="2018-12-10") == list(others)

    def test_history_owes_nothing(self) -> None:
        imported = filed("designation", "2016-04-15", origin="imported")
        for as_of in ("2016-04-15", "2018-01-01", "2019-04-15", "2025-01-01"):
            assert owed(held(imported, annual_report_due="11-30"), as_of) == ()

    def test_a_second_pilot_owes_the_years_of_its_own_period(self) -> None:
        out = change("removal", "2018-06-01")
        again = filed("application", "2019-08-20", plan={"end_date": "2022-08-31"})
        files = (
            out,
            again,
            recommended(again, "2019-08-28"),
            filed("paper-ministry", "2019-09-12"),
            filed("designation", "2019-10-10", origin="decided"),
        )
        assert reports(*files, as_of="2020-01-01") == ["2019 2019-11-30", "2020 2020-11-30"]


class TestRectification:
    @pytest.mark.parametrize("who", ["unit", "ministry"])
    def test_it_stands_until_it_is_done(self, who: str) -> None:
        files = (
            *PILOT,
            *SUPERVISED,
            change("rectification", "2018-03-01", who, term_date="2018-06-30"),
            change("rectified", "2018-07-02", who),
        )
        found = {day: told(held(*files), day) for day in ("2018-02-28", "2018-03-01", "2018-07-01")}
        assert [("rectification 2018-06-30" in one) for one in found.values()] == [
            False,
            True,
            True,
        ]
        assert told(held(*files), "2018-07-02") == ["annual_report-2017"]

    def test_a_pilot_suspended_meanwhile_is_no_longer_asked_for_it(self) -> None:
        rectification = change("rectification", "2018-03-01", "unit", term_date="2018-06-30")
        files = (*PILOT, *SUPERVISED, rectification, change("suspension", "2018-05-01"))
        assert told(held(*files, annual_report_due="11-30"), "2018-05-01") == [
            "annual_report-2018 2018-11-30"
        ]


class TestSupervision:
    def found(self, *files: Document, as_of: str) -> list[tuple[str, int | None]]:
        content = held(*PILOT, *files, annual_report_due="11-30")
        rows = [one for one in owed(content, as_of) if one.duty == "supervision"]
        assert {(one.dossier, one.due, one.actor) for one in rows} <= {("", None, "unit")}
        return [(one.unit, one.year) for one in rows]

    @pytest.mark.parametrize(
        ("as_of", "years"),
        [
            ("2017-12-31", []),
            ("2018-01-01", [2017]),
            ("2020-12-31", [2017, 2018, 2019]),
            ("2021-01-01", [2017, 2018, 2019, 2020]),
            ("2029-01-01", [2017, 2018, 2019, 2020]),
            ("9999-12-31", [2017, 2018, 2019, 2020]),
        ],
    )
    def test_each_year_with_a_pilot_is_owed_when_it_is_over(
        self, as_of: str, years: list[int]
    ) -> None:
        assert self.found(as_of=as_of) == [("fujian", year) for year in years]

    def test_the_file_on_the_year_fulfils_it_from_its_own_day_on(self) -> None:
        file = supervised("fujian", 2017, "2018-03-01")
        assert self.found(file, as_of="2018-02-28") == [("fujian", 2017)]
        assert self.found(file, as_of="2018-03-01") == []
        elsewhere = supervised("hebei", 2017, "2018-03-01")
        assert self.found(elsewhere, as_of="2018-03-01") == [("fujian", 2017)]

    def test_two_pilots_are_one_duty(self) -> None:
        other = filed("application", "2017-08-20", dossier="fujian/shili-silk")
        second = (
            other,
            recommended(other, "2017-08-28"),
            filed("designation", "2017-12-05", dossier="fujian/shili-silk", origin="decided"),
        )
        assert self.found(*second, as_of="2018-01-01") == [("fujian", 2017)]

    def test_a_pilot_that_ended_on_new_year_was_none_in_that_year(self) -> None:
        for day, years in {"2019-01-01": [2017, 2018], "2019-01-02": [2017, 2018, 2019]}.items():
            out = change("removal", day)
            assert self.found(out, as_of="2021-01-01") == [("fujian", year) for year in years]

    def test_a_pilot_that_waits_for_its_fate_is_one(self) -> None:
        files = (
            change("rectification", "2018-02-01", term_date="2018-06-30"),
            change("suspension", "2018-08-01"),
        )
        assert self.found(*files, as_of="2021-01-01") == [
            ("fujian", year) for year in (2017, 2018, 2019, 2020)
        ]

    def test_after_a_transfer_each_unit_answers_for_its_own_years(self) -> None:
        moved = change("transfer", "2019-05-01", to_unit="xiamen")
        assert self.found(moved, as_of="2021-01-01") == [
            *(("fujian", year) for year in (2017, 2018, 2019)),
            *(("xiamen", year) for year in (2019, 2020)),
        ]

    def test_history_is_supervised_by_nobody(self) -> None:
        imported = filed("designation", "2016-04-15", origin="imported")
        demonstration = filed("demonstration", "2018-04-15", origin="imported")
        undated = filed("designation", "", dossier="hebei/shili-silk", origin="imported")
        assert owed(held(imported, demonstration, undated), "2025-01-01") == ()


def test_what_is_owed_after_a_transfer_names_the_new_unit() -> None:
    moved = change("transfer", "2019-05-01", to_unit="xiamen")
    content = held(*PILOT, *SUPERVISED, moved, annual_report_due="11-30")
    for as_of, unit in {"2019-04-30": "fujian", "2019-05-01": "xiamen"}.items():
        found = [(one.unit, one.dossier) for one in owed(content, as_of)]
        assert set(found) == {(unit, "fujian/shili-tea")}


def test_a_notice_of_another_programme_changes_nothing() -> None:
    listed = public_notice("2018-05-01", "2018-05-08", dossiers=["hebei/shili-silk"])
    assert reports(listed, as_of="2018-05-03") == reports(as_of="2018-05-03")
