"""Records about other records: what they name is there, and says what they quote."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from brandpilot.checks import Facts, look_up, quoted
from brandpilot.checks.facts import unread
from brandpilot.findings import Json
from support.house import document
from support.rules import across, facts, filed, noticed
from support.spelling import to_yaml

HOME = "fujian/rattan"


def made(kind: str, day: str, number: str = "", home: str = HOME, **more: Json) -> Facts:
    """Give the facts of a record of a dossier."""
    path = f"submissions/{home}/{day[:4]}-{kind}{number}.yaml"
    text = to_yaml({"schema": f"{kind}/1", "dossier": home, "date": day, **more})
    return facts(path, text)


def applied(home: str, year: int = 2017, more: str = "") -> Facts:
    unit, _, cluster = home.partition("/")
    return filed(unit, cluster, year=year, more=more)


def dark(path: str) -> Facts:
    """Give the facts of a file of which nothing can be read."""
    found = unread(path)
    assert found is not None
    return found


def supervised(unit: str, year: int, *dossiers: Json) -> Facts:
    text = to_yaml({"schema": "supervision/1", "pilots": [{"dossier": one} for one in dossiers]})
    return facts(f"submissions/{unit}/_supervision/{year}.yaml", text)


def transfer(day: str, unit: str, number: str = "") -> Facts:
    return made("status-change-ministry", day, number, change="transfer", to_unit=unit)


class TestSupervision:
    def test_a_unit_supervises_pilots_that_are_there_and_its_own(self) -> None:
        report = supervised("fujian", 2018, HOME, "fujian/none", None, "zhejiang/silk")
        assert across("X203", applied(HOME), filed("zhejiang", "silk"), report) == [
            "fujian/_supervision/2018.yaml /pilots/1/dossier",
            "fujian/_supervision/2018.yaml /pilots/3/dossier",
        ]

    @pytest.mark.parametrize(
        ("year", "old", "new"),
        [(2017, True, False), (2018, True, True), (2019, False, True), (2022, False, True)],
    )
    def test_a_transfer_moves_the_duty_within_its_year(
        self, year: int, *, old: bool, new: bool
    ) -> None:
        files = applied(HOME), transfer("2018-06-01", "xiamen")
        for unit, is_its in (("fujian", old), ("xiamen", new)):
            assert (across("X203", *files, supervised(unit, year, HOME)) == []) is is_its

    def test_a_change_that_cannot_be_read_may_have_been_a_transfer(self) -> None:
        other = dark(f"submissions/{HOME}/2018-status-change-ministry.yaml")
        report = supervised("xiamen", 2018, HOME)
        assert across("X203", applied(HOME), other, report) == []

    def test_a_report_that_cannot_be_read_names_nobody(self) -> None:
        assert across("X203", dark("submissions/fujian/_supervision/2018.yaml")) == []


class TestCorrections:
    @pytest.mark.parametrize(
        ("record", "passes"),
        [
            ("2017-application.yaml", True),
            ("2016-application.yaml", False),
            ("2017-support.yaml", False),
            (None, True),
        ],
    )
    def test_a_correction_is_of_a_record_of_its_dossier(
        self, record: str | None, *, passes: bool
    ) -> None:
        files = applied(HOME), made("support", "2017-10-01")
        correction = made("correction", "2018-01-01", record=record)
        told = across("X205", *files, correction)
        assert told == ([] if passes else [f"{HOME}/2018-correction.yaml /record"])

    def test_another_dossiers_record_is_not_its_own(self) -> None:
        correction = made("correction", "2018-01-01", record="2017-application.yaml")
        assert len(across("X205", filed("fujian", "tea"), correction)) == 1

    def test_a_record_that_cannot_be_read_is_there(self) -> None:
        correction = made("correction", "2018-01-01", record="2017-application.yaml")
        assert across("X205", dark(f"submissions/{HOME}/2017-application.yaml"), correction) == []


class TestWhereItLeads:
    @pytest.mark.parametrize(
        ("successor", "passes"), [("fujian/tea", True), ("fujian/none", False), (HOME, False)]
    )
    def test_a_merger_leads_into_another_dossier(self, successor: str, *, passes: bool) -> None:
        merger = made("status-change-ministry", "2018-01-01", successor=successor)
        told = across("X207", filed("fujian", "tea"), merger)
        assert told == ([] if passes else [f"{HOME}/2018-status-change-ministry.yaml /successor"])

    def test_a_transfer_leads_to_another_unit_than_the_present_one(self) -> None:
        back = transfer("2019-01-01", "fujian")
        assert across("X207", back) == [f"{HOME}/2019-status-change-ministry.yaml /to_unit"]
        assert across("X207", transfer("2018-01-01", "xiamen"), back) == []
        again = transfer("2018-07-01", "xiamen", "-2")
        assert across("X207", transfer("2018-01-01", "xiamen"), again) == [
            f"{HOME}/2018-status-change-ministry-2.yaml /to_unit"
        ]


def test_the_document_of_a_change_is_there_whatever_it_is() -> None:
    notices = noticed("miit/2018-1", kind="evaluation"), dark("docs/notices/miit/2018-3.md")
    for kind in ("status-change-unit", "status-change-ministry"):
        named = [
            made(kind, "2018-01-01", document=f"miit/2018-{number}", home=f"fujian/x{number}")
            for number in (1, 2, 3)
        ]
        assert across("X105", *notices, *named) == [f"fujian/x2/2018-{kind}.yaml /document"]


def test_the_number_of_a_grant_is_no_notice_of_ours() -> None:
    assert across("X105", made("support", "2018-01-01", document="示财企〔2018〕1号")) == []


APPLICATION = f"submissions/{HOME}/2017-application.yaml"
SEALED = "signoff: {date: 2017-08-18}\n"
END = "/plan/end_date"


def application(found: Mapping[str, Json] | None, year: int = 2017) -> Facts:
    """Give an application that was looked into."""
    seal = f"signoff: {{date: {year}-08-18}}\n"
    return replace(applied(HOME, year=year, more=seal), quoted=found)


def change(old: Json, new: Json, pointer: str = END) -> Json:
    return {"pointer": pointer, "old": old, "new": new}


def corrected(day: str, *changes: Json, number: str = "") -> Facts:
    named = "2017-application.yaml"
    return made("correction", day, number, record=named, changes=list(changes))


def revised(day: str, *changes: Json, number: str = "") -> Facts:
    return made("plan-revision", day, number, changes=list(changes))


class TestQuotations:
    def test_what_is_quoted_stands_there(self) -> None:
        filing = application({END: "2020-09-30", "/plan/goal": "目标"})
        right = corrected("2018-01-01", change("2020-09-30", "2020-10-01"))
        wrong = revised("2018-01-01", change("2020-10-01", "x"), change("目标", "y", "/plan/goal"))
        assert across("X206", filing, right) == []
        assert across("X206", filing, wrong) == [f"{HOME}/2018-plan-revision.yaml /changes/0/old"]

    def test_an_amendment_quotes_what_those_before_it_left(self) -> None:
        chain = (
            application({END: "A"}),
            corrected("2018-01-01", change("A", "B")),
            revised("2018-02-01", change("B", "C")),
            corrected("2018-03-01", change("C", "D"), number="-2"),
        )
        assert across("X206", *chain) == []
        late = corrected("2018-04-01", change("A", "E"), number="-3")
        assert across("X206", *chain, late) == [f"{HOME}/2018-correction-3.yaml /changes/0/old"]

    def test_on_one_day_the_order_is_that_of_the_table_of_states(self) -> None:
        same_day = "2018-01-01"
        files = corrected(same_day, change("B", "C")), revised(same_day, change("A", "B"))
        assert across("X206", application({END: "A"}), *files) == []
        twice = (
            revised(same_day, change("A", "B")),
            revised(same_day, change("B", "C"), number="-2"),
        )
        assert across("X206", application({END: "A"}), *twice) == []

    def test_one_mistake_is_told_once(self) -> None:
        first = corrected("2018-01-01", change("X", "B"))
        then = corrected("2018-02-01", change("B", "C"), number="-2")
        told = across("X206", application({END: "A"}), first, then)
        assert told == [f"{HOME}/2018-correction.yaml /changes/0/old"]

    def test_a_box_that_there_is_not_is_left_to_another_rule(self) -> None:
        nowhere = corrected("2018-01-01", change("X", "B", "/plan/funds_total"))
        assert across("X206", application({"/plan/funds_total": None}), nowhere) == []

    @pytest.mark.parametrize(
        ("stands", "old", "passes"),
        [(600, 600.0, True), (1, True, False), (None, None, True), (None, "", False)],
    )
    def test_values_are_compared_as_values(self, stands: Json, old: Json, *, passes: bool) -> None:
        told = across("X206", application({END: stands}), corrected("2018-01-01", change(old, "B")))
        assert (told == []) is passes

    def test_what_the_record_has_no_place_for_is_told(self) -> None:
        correction = corrected("2018-01-01", change(None, "B"))
        assert len(across("X206", application({}), correction)) == 1

    def test_of_a_table_the_box_is_the_mistake_and_told_elsewhere(self) -> None:
        filing = application({"/plan": {"goal": "x"}, "/tasks": []})
        rows = change("x", "y", "/plan"), change("x", "y", "/tasks")
        assert across("X206", filing, corrected("2018-01-01", *rows)) == []

    def test_of_what_nobody_has_looked_into_nothing_is_said(self) -> None:
        assert across("X206", application(None), corrected("2018-01-01", change("X", "B"))) == []

    @pytest.mark.parametrize("name", ["2018-correction-2", "2018-plan-revision"])
    def test_after_an_amendment_that_cannot_be_read_nothing_is_said(self, name: str) -> None:
        unknown = dark(f"submissions/{HOME}/{name}.yaml")
        late = corrected("2019-01-01", change("X", "B"))
        assert across("X206", application({END: "A"}), unknown, late) == []

    def test_unsound_rows_are_passed_over(self) -> None:
        rows = None, {"pointer": END, "old": "X"}, {"old": "X", "new": "Y"}, change("A", "B")
        assert across("X206", application({END: "A"}), corrected("2018-01-01", *rows)) == []

    def test_a_plan_is_that_of_the_last_application_before(self) -> None:
        filings = application({END: "A"}), application({END: "B"}, 2019)
        for day, old in (("2018-06-01", "A"), ("2019-08-18", "B"), ("2020-01-01", "B")):
            assert across("X206", *filings, revised(day, change(old, "C"))) == []
            wrong = "B" if old == "A" else "A"
            assert len(across("X206", *filings, revised(day, change(wrong, "C")))) == 1

    def test_a_plan_before_any_application_is_none(self) -> None:
        early = revised("2016-01-01", change("X", "B"))
        assert across("X206", application({END: "A"}), early) == []

    def test_an_application_that_cannot_be_read_may_have_been_the_last(self) -> None:
        files = application({END: "A"}), dark(f"submissions/{HOME}/2018-application.yaml")
        assert across("X206", *files, revised("2019-01-01", change("X", "B"))) == []


class TestSecondLook:
    def test_only_what_is_quoted_is_looked_up(self) -> None:
        tea = "fujian/tea"
        files = (
            applied(HOME, more=SEALED),
            applied(tea, more=SEALED),
            corrected("2018-01-01", change("A", "B"), change("x", "y", "/plan/goal")),
            revised("2018-02-01", change("B", "C"), change("1", "2", "/plan/start_date")),
            made("correction", "2018-01-01", home=tea, record="2016-application.yaml"),
        )
        assert quoted(files) == {APPLICATION: {END, "/plan/goal", "/plan/start_date"}}
        assert quoted(files[:2]) == {}

    def test_values_are_found_by_their_way(self) -> None:
        data = document("any.yaml", "a:\n  - b: 1\n    c: null\nd: x\n").data
        there = {"/a/0/b": 1, "/a/0/c": None, "/d": "x", "/a": [{"b": 1, "c": None}]}
        left_out = {"/a/0/e": None, "/f": None}
        nowhere = ("/a/1/b", "/a/1", "/a/b", "/f/0", "/d/e", "/a/0/b/0")
        assert look_up(data, [*there, *left_out, *nowhere]) == {**there, **left_out}
