"""Calls beside what is filed under them: the same for every step, the unit's own, none too easy."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from brandpilot.checks import CROSS_CHECKS, Facts
from brandpilot.findings import Json
from support.house import law
from support.rules import across, facts, filed, noticed
from support.spelling import to_yaml

NATIONAL, PROVINCIAL = "miit/2017-433", "fujian/2017-734"
NOTICES = (
    noticed(NATIONAL, kind="call"),
    noticed(PROVINCIAL, kind="call", implements=NATIONAL),
)


def application(call: str, number: str = "", unit: str = "fujian") -> Facts:
    return filed(unit, "a", number=number, more=f"call: {call}\n")


def step(kind: str, call: str) -> Facts:
    return facts(f"submissions/fujian/a/2017-{kind}.yaml", f"schema: {kind}/1\ncall: {call}\n")


class TestSameCall:
    @pytest.mark.parametrize("kind", ["recommendation", "paper-unit"])
    @pytest.mark.parametrize(
        ("of_filing", "of_step", "found"),
        [(PROVINCIAL, PROVINCIAL, 0), (PROVINCIAL, NATIONAL, 1), (NATIONAL, PROVINCIAL, 1)],
    )
    def test_a_unit_goes_by_the_call_of_the_application(
        self, kind: str, of_filing: str, of_step: str, found: int
    ) -> None:
        files = application(of_filing), step(kind, of_step)
        place = f"fujian/a/2017-{kind}.yaml /call"
        assert across("X115", *NOTICES, *files) == [place] * found

    @pytest.mark.parametrize("kind", ["paper-ministry", "expert-review"])
    @pytest.mark.parametrize(
        ("of_filing", "of_step", "found"),
        [(PROVINCIAL, NATIONAL, 0), (NATIONAL, NATIONAL, 0), (NATIONAL, PROVINCIAL, 1)],
    )
    def test_the_ministry_may_go_by_the_superior_call(
        self, kind: str, of_filing: str, of_step: str, found: int
    ) -> None:
        files = application(of_filing), step(kind, of_step)
        assert len(across("X115", *NOTICES, *files)) == found

    def test_the_last_application_of_the_year_counts(self) -> None:
        files = application(NATIONAL), application(PROVINCIAL, number="-2")
        assert across("X115", *NOTICES, *files, step("recommendation", PROVINCIAL)) == []

    def test_without_an_application_or_a_call_nothing_is_said(self) -> None:
        assert across("X115", *NOTICES, step("recommendation", NATIONAL)) == []
        files = application("null"), step("recommendation", NATIONAL)
        assert across("X115", *NOTICES, *files) == []
        files = application(NATIONAL), step("recommendation", "null")
        assert across("X115", *NOTICES, *files) == []


def under(rule: str, calls: Mapping[str, Mapping[str, Json]], *files: Facts) -> list[str]:
    """Run a rule under some calls; give the fields and values of what it finds."""
    in_force = replace(law(), calls=calls)
    (check,) = (check for check in CROSS_CHECKS if check.code == rule)
    found = check.rule([*NOTICES, *files], in_force)
    return [f"{file.path} {node[-1]} {values.get('found')}" for file, node, values in found]


class TestOwnCall:
    CALLS: Mapping[str, Mapping[str, Json]] = {
        NATIONAL: {"year": 2017, "issuer": "miit"},
        PROVINCIAL: {"year": 2017, "issuer": "fujian"},
    }

    def test_where_the_unit_has_issued_one_that_is_filed_under(self) -> None:
        path = "submissions/fujian/a/2017-application.yaml"
        assert under("X116", self.CALLS, application(NATIONAL)) == [f"{path} call {NATIONAL}"]
        assert under("X116", self.CALLS, application(PROVINCIAL)) == []
        assert under("X116", self.CALLS, application(NATIONAL, unit="hubei")) == []

    @pytest.mark.parametrize(("year", "found"), [(2017, 1), (None, 1), (2016, 0)])
    def test_one_of_another_year_is_for_others(self, year: int | None, found: int) -> None:
        calls = {**self.CALLS, PROVINCIAL: {"year": year, "issuer": "fujian"}}
        assert len(under("X116", calls, application(NATIONAL))) == found


def call(superior: str | None, key: str, value: Json) -> Facts:
    data = {"schema": "notice/1", "kind": "call", "implements": superior, "call": {key: value}}
    return facts(f"docs/notices/{PROVINCIAL}.md", f"---\n{to_yaml(data)}---\n")


class TestEasier:
    @pytest.mark.parametrize(
        ("key", "national", "provincial", "easier"),
        [
            ("opinion_date", "2017-08-31", "2017-08-31", False),
            ("opinion_date", "2017-08-31", "2017-09-01", True),
            ("opinion_date", "2017-08-31", "2017-08-15", False),
            ("opinion_date", None, "2017-09-01", False),
            ("paper_date", "2017-09-05", "2017-09-06", True),
            ("paper_copies", 2, 1, True),
            ("paper_copies", 2, 5, False),
            ("quota", {"min": 1, "max": 3}, {"min": 1, "max": 4}, True),
            ("quota", {"min": 1, "max": 3}, {"min": 1, "max": 2}, False),
            ("quota", {"min": 1, "max": 3}, None, False),
            ("quota", None, {"min": 1, "max": 3}, False),
            ("notice_working_days", 5, 3, True),
            ("notice_working_days", 5, 7, False),
            ("hearing_working_days", 10, 9, True),
            ("demonstration_reports", 3, 1, True),
            ("ranking", True, False, False),
        ],
    )
    def test_a_call_may_be_stricter_than_the_one_it_carries_out(
        self, key: str, national: Json, provincial: Json, *, easier: bool
    ) -> None:
        found = under("X117", {NATIONAL: {key: national}}, call(NATIONAL, key, provincial))
        place = f"docs/notices/{PROVINCIAL}.md {key} "
        assert [one.startswith(place) for one in found] == [True] * easier

    def test_one_that_carries_out_none_is_compared_with_none(self) -> None:
        calls: Mapping[str, Mapping[str, Json]] = {NATIONAL: {"paper_copies": 2}}
        assert under("X117", calls, call(None, "paper_copies", 1)) == []
        assert under("X117", calls, call("miit/2017-1", "paper_copies", 1)) == []
        assert len(under("X117", calls, call(NATIONAL, "paper_copies", 1))) == 1
