"""What a report or a demonstration application carries over, each with the records before it."""

from collections.abc import Sequence

import pytest

from brandpilot.checks import Facts, examine_across, known
from brandpilot.checks.facts import unread
from brandpilot.checks.figures import Table, unpack
from brandpilot.findings import Json
from support.house import law
from support.rules import across, facts
from support.spelling import to_yaml

HOME = "submissions/fujian/x"


def record(name: str, **data: Json) -> Facts:
    """Give the facts of a record of a dossier, given the name of its file without the suffix."""
    kind = name[5:].removesuffix("-2")
    version = "2017" if kind == "application" else "1"
    return facts(f"{HOME}/{name}.yaml", to_yaml({"schema": f"{kind}/{version}", **data}))


def series(**points: dict[int, float]) -> list[Json]:
    return [
        {
            "indicator": code,
            "name": "自设指标" if code == "own" else None,
            "values": [{"year": year, "value": value} for year, value in years.items()],
        }
        for code, years in points.items()
    ]


def filing(name: str = "2017-application", sealed: str = "2017-08-18", **more: Json) -> Facts:
    """File base values 24, 25, 26 of 2014 to 2016, and targets 27, 28 of 2018 and 2019."""
    indicators = series(premium={2014: 24, 2015: 25, 2016: 26}, own={2016: 1})
    plan = {"targets": series(premium={2018: 27, 2019: 28})}
    return record(
        name, signoff={"date": sealed}, **{"indicators": indicators, "plan": plan, **more}
    )


def reported(
    year: int,
    last: float | None,
    target: float | None,
    actual: float | None,
    restated: list[tuple[int, float, float]] | None = None,
) -> Facts:
    """Report on one year of `premium`, with last value, target and actual value."""
    restatements = [
        {"year": when, "old": old, "new": new, "why": "核实"} for when, old, new in restated or ()
    ]
    row = {"indicator": "premium", "last_value": last, "target": target, "actual": actual}
    own = {"indicator": "own", "last_value": None, "target": None, "actual": None}
    rows = [{**row, "restatements": restatements}]
    rows += [{**own, "last_value": 1, "restatements": []}] if year == 2018 else []
    return record(f"{year}-annual-report", year=year, date=f"{year + 1}-01-11", indicators=rows)


def compared(baseline_year: int, baseline: float, latest_year: int, latest: float) -> Facts:
    """Compare a base value of `premium` with the latest."""
    row = {"indicator": "premium", "baseline_year": baseline_year, "baseline": baseline}
    rows = [{**row, "latest_year": latest_year, "latest": latest}]
    return record("2021-demonstration-application", date="2021-05-20", indicators=rows)


def changed(name: str, day: str, pointer: str, new: Json, of: str = "") -> Facts:
    named = {"record": f"{of}.yaml"} if of else {}
    return record(name, date=day, changes=[None, {"pointer": pointer, "new": new}], **named)


def told(code: str, *files: Facts) -> list[dict[str, str]]:
    found = examine_across(sorted(files, key=lambda file: file.path), law())
    return [dict(finding.values) for finding in found if finding.code == code]


LAST = ["fujian/x/2018-annual-report.yaml /indicators/0/last_value"]
TARGET = ["fujian/x/2018-annual-report.yaml /indicators/0/target"]
BASE_VALUE = "/plan/targets/0/values/0/value"


class TestLastValue:
    @pytest.mark.parametrize(
        ("last", "restated", "found"),
        [
            (26, [], []),
            (26.0, [], []),
            (25, [], LAST),
            (None, [], LAST),
            (25.5, [(2016, 26, 25.5)], []),
            (26, [(2016, 26, 25.5)], []),
            (25.5, [(2015, 26, 25.5)], LAST),
            (25.5, [(2016, 26, 25.4)], LAST),
            (25.5, [(2016, 26.1, 25.5)], LAST),
        ],
    )
    def test_the_first_report_takes_the_last_base_value(
        self, last: float | None, restated: list[tuple[int, float, float]], found: list[str]
    ) -> None:
        assert across("X214", filing(), reported(2018, last, 27, 28, restated)) == found

    @pytest.mark.parametrize(
        ("actual", "last", "found"),
        [(27.5, 27.5, 0), (27.5, 26, 1), (27.5, None, 1), (None, 26, 0), (None, None, 0)],
    )
    def test_a_later_one_takes_what_the_one_before_reported(
        self, actual: float | None, last: float | None, found: int
    ) -> None:
        files = filing(), reported(2018, 26, 27, actual), reported(2019, last, 28, 29)
        assert len(across("X214", *files)) == found

    def test_the_latest_year_before_counts_and_of_a_year_the_first_report(self) -> None:
        earlier = reported(2016, 26, None, 1), reported(2018, 1, 27, 2)
        again = record(
            "2018-annual-report-2",
            year=2018,
            date="2019-02-01",
            indicators=[
                {
                    "indicator": "premium",
                    "last_value": 1,
                    "target": 27,
                    "actual": 3,
                    "restatements": [],
                }
            ],
        )
        assert told("X214", *earlier, again, reported(2020, 2, None, 4)) == []
        assert told("X214", *earlier, again, reported(2020, 3, None, 4)) == [
            {
                "field": "指标完成情况 第 1 项 › 上年值",
                "found": "3",
                "wanted": "2",
                "year": "2018",
                "other": f"{HOME}/2018-annual-report.yaml",
            }
        ]

    def test_without_anything_before_nothing_is_said(self) -> None:
        assert across("X214", reported(2018, 5, None, 6)) == []
        assert (
            across("X214", filing(indicators=series(own={2016: 1})), reported(2018, 5, 27, 6)) == []
        )

    def test_an_application_sealed_later_is_not_what_a_report_rests_on(self) -> None:
        later = filing("2020-application", "2020-08-18", indicators=series(premium={2019: 99}))
        assert across("X214", filing(), later, reported(2018, 26, 27, 28)) == []
        assert across("X214", later, reported(2018, 5, 27, 28)) == []

    def test_a_correction_counts_from_its_day_on(self) -> None:
        way = "/indicators/0/values/2/value"
        early = changed("2018-correction", "2018-05-01", way, 25.5, of="2017-application")
        late = changed("2019-correction", "2019-05-01", way, 25.5, of="2017-application")
        other = changed("2018-correction", "2018-05-01", way, 25.5, of="2016-application")
        assert across("X214", filing(), early, reported(2018, 25.5, 27, 28)) == []
        assert across("X214", filing(), early, reported(2018, 26, 27, 28)) == LAST
        assert across("X214", filing(), late, reported(2018, 26, 27, 28)) == []
        assert across("X214", filing(), other, reported(2018, 26, 27, 28)) == []

    def test_a_corrected_report_counts_as_corrected(self) -> None:
        way = "/indicators/0/actual"
        mended = changed("2019-correction", "2019-05-01", way, 27.4, of="2018-annual-report")
        files = filing(), reported(2018, 26, 27, 27.5), mended
        assert across("X214", *files, reported(2019, 27.4, 28, 29)) == []
        assert len(across("X214", *files, reported(2019, 27.5, 28, 29))) == 1

    @pytest.mark.parametrize(
        ("pointer", "new"),
        [
            ("/indicators/9/values/0/value", 1),
            ("/indicators/0/values/9/value", 1),
            ("/indicators/0/values/x/value", 1),
            ("/indicators/0/values/0/source", 1),
            ("/indicators/0/values/0/value", "二十六"),
        ],
    )
    def test_a_change_that_cannot_be_made_silences_the_dossier(
        self, pointer: str, new: Json
    ) -> None:
        change = changed("2018-correction", "2018-05-01", pointer, new, of="2017-application")
        assert across("X214", filing(), change, reported(2018, 5, 27, 28)) == []

    def test_a_change_of_something_else_silences_nothing(self) -> None:
        change = changed("2018-correction", "2018-05-01", "/office", "x", of="2017-application")
        assert across("X214", filing(), change, reported(2018, 5, 27, 28)) == LAST

    @pytest.mark.parametrize(
        "name",
        ["2017-application-2", "2017-annual-report", "2018-correction", "2018-plan-revision"],
    )
    def test_beside_a_record_that_cannot_be_read_nothing_is_said(self, name: str) -> None:
        dark = unread(f"{HOME}/{name}.yaml")
        assert dark is not None
        assert across("X214", filing(), dark, reported(2018, 5, 27, 28)) == []

    def test_an_application_of_which_some_figure_is_unsound_tells_nothing(self) -> None:
        for indicators in ([None], [*series(premium={2016: 26}), {"values": None}], None):
            broken = filing(indicators=indicators)
            assert across("X214", broken, reported(2018, 5, 27, 28)) == []

    def test_a_row_of_which_some_figure_is_unsound_is_passed_over(self) -> None:
        rows = [None, {"indicator": "premium", "last_value": 5}, {"actual": 4}]
        broken = record("2018-annual-report", year=2018, date="2019-01-11", indicators=rows)
        for code in ("X214", "X215", "X216"):
            assert across(code, filing(), broken) == []
        assert across("X214", filing(), broken, reported(2019, 5, 28, 29)) == []


class TestEffort:
    def test_each_record_is_read_once_for_each_change_of_it(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        read: list[str] = []

        def noted(text: str) -> Sequence[Table]:
            read.append(text)
            return unpack(text)

        monkeypatch.setattr(known, "unpack", noted)
        reports = [reported(year, 26, None, 26) for year in range(1950, 2000)]
        moved = changed("1970-correction", "1970-05-01", "/indicators/0/actual", 1, of="1960")
        files = [filing("1949-application", "1949-10-01"), moved, *reports]
        assert len(list(known.each_with_known(files, law().table, "annual-report"))) == len(reports)
        assert len(read) == len(reports)


class TestTarget:
    @pytest.mark.parametrize(
        ("year", "target", "found"),
        [(2018, 27, 0), (2018, 26, 1), (2018, None, 1), (2017, None, 0), (2017, 26, 1)],
    )
    def test_it_is_the_plans_for_the_year(
        self, year: int, target: float | None, found: int
    ) -> None:
        assert len(across("X215", filing(), reported(year, 26, target, 28))) == found

    def test_a_target_that_the_plan_does_not_set_is_told_as_null(self) -> None:
        (one,) = told("X215", filing(), reported(2017, 26, 26.5, 28))
        assert (one["found"], one["wanted"], one["year"]) == ("26.5", "null", "2017")

    def test_without_an_application_nothing_is_said(self) -> None:
        assert across("X215", reported(2018, 26, 5, 28)) == []

    def test_a_revised_plan_counts_from_its_day_on(self) -> None:
        early = changed("2018-plan-revision", "2018-05-01", BASE_VALUE, 26)
        late = changed("2019-plan-revision", "2019-05-01", BASE_VALUE, 26)
        assert across("X215", filing(), early, reported(2018, 26, 26, 28)) == []
        assert across("X215", filing(), early, reported(2018, 26, 27, 28)) == TARGET
        assert across("X215", filing(), late, reported(2018, 26, 27, 28)) == []

    def test_of_two_revisions_the_later_counts(self) -> None:
        files = [
            changed("2018-plan-revision-2", "2018-04-01", BASE_VALUE, 25),
            changed("2018-plan-revision", "2018-05-01", BASE_VALUE, 26),
        ]
        assert across("X215", filing(), *files, reported(2018, 26, 26, 28)) == []

    def test_on_one_day_the_order_is_that_of_the_table_of_states(self) -> None:
        files = [
            changed("2018-plan-revision", "2018-05-01", BASE_VALUE, 26),
            changed("2018-correction", "2018-05-01", BASE_VALUE, 25, of="2017-application"),
        ]
        assert across("X215", filing(), *files, reported(2018, 26, 25, 28)) == []

    def test_a_revision_leaves_the_plan_of_a_later_application_alone(self) -> None:
        revised = changed("2018-plan-revision", "2018-05-01", BASE_VALUE, 26)
        plan = {"targets": series(premium={2021: 40})}
        again = filing("2020-application", "2020-08-18", plan=plan)
        assert across("X215", filing(), revised, again, reported(2021, 26, 40, 41)) == []

    def test_a_year_of_a_target_may_move(self) -> None:
        moved = changed("2018-plan-revision", "2018-05-01", "/plan/targets/0/values/0/year", 2020)
        assert across("X215", filing(), moved, reported(2018, 26, None, 28)) == []


class TestLeftOut:
    def test_every_indicator_of_base_and_targets_is_reported(self) -> None:
        plan = {"targets": series(awareness={2018: 30})}
        found = told("X216", filing(plan=plan), reported(2019, 26, None, 28))
        assert found == [
            {"missing": "自设指标", "code": "own"},
            {"missing": "知名度", "code": "awareness"},
        ]

    def test_nothing_is_missing_where_nothing_was_filed(self) -> None:
        assert across("X216", reported(2018, 26, 27, 28)) == []
        assert across("X216", filing(), reported(2018, 26, 27, 28)) == []

    def test_a_demonstration_application_is_asked_too(self) -> None:
        assert across("X216", filing(), compared(2016, 26, 2020, 30)) == [
            "fujian/x/2021-demonstration-application.yaml /indicators"
        ]


class TestCompared:
    @pytest.mark.parametrize(
        ("row", "found"),
        [
            ((2016, 26, 2020, 30), []),
            ((2014, 24, 2020, 30), []),
            ((2016, 25, 2020, 30), ["baseline"]),
            ((2013, 26, 2020, 30), ["baseline_year"]),
            ((2016, 26, 2019, 29), []),
            ((2016, 26, 2019, 29.5), ["latest"]),
            ((2016, 26, 2018, 27.5), ["latest_year"]),
            ((2013, 26, 2018, 27.5), ["baseline_year", "latest_year"]),
        ],
    )
    def test_it_says_what_application_and_last_report_say(
        self, row: tuple[int, float, int, float], found: list[str]
    ) -> None:
        reports = reported(2018, 26, 27, 27.5), reported(2019, 27.5, 28, 29)
        places = across("X217", filing(), *reports, compared(*row))
        assert [place.rpartition("/")[2] for place in places] == found

    def test_a_restated_base_value_takes_the_place_of_the_first(self) -> None:
        reports = reported(2018, 25.5, 27, 27.5, [(2016, 26, 25.5)]), reported(2019, 27.5, 28, 29)
        assert across("X217", filing(), *reports, compared(2016, 25.5, 2020, 30)) == []
        (one,) = told("X217", filing(), *reports, compared(2016, 26, 2020, 30))
        assert one["other"] == f"{HOME}/2018-annual-report.yaml"

    def test_without_reports_or_an_application_nothing_is_compared(self) -> None:
        assert across("X217", compared(2016, 1, 2020, 30)) == []
        assert (
            across("X217", filing(indicators=series(own={2016: 1})), compared(2016, 1, 2020, 2))
            == []
        )
        nothing = reported(2019, 26, 28, None)
        assert across("X217", filing(), nothing, compared(2016, 26, 2019, 30)) == []

    def test_a_report_sealed_later_is_not_compared_with(self) -> None:
        assert (
            across("X217", filing(), reported(2021, 30, None, 31), compared(2016, 26, 2020, 3))
            == []
        )

    @pytest.mark.parametrize("gap", ["year", "old", "new"])
    def test_a_restatement_that_is_not_wholly_known_leaves_nothing_to_compare_with(
        self, gap: str
    ) -> None:
        restated = [{"year": 2016, "old": 26, "new": 25.5, gap: None}]
        row = {"indicator": "premium", "last_value": 26, "target": 27, "actual": 27.5}
        rows = [{**row, "restatements": restated}]
        unsure = record("2018-annual-report", year=2018, date="2019-01-11", indicators=rows)
        assert across("X217", filing(), unsure, compared(2016, 26, 2020, 30)) == []
