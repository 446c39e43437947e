"""Codes that a list or arithmetic verifies: credit codes, divisions, indicators."""

from itertools import pairwise

import pytest

from brandpilot.checks import identity
from brandpilot.findings import Json
from support.house import law
from support.rules import Hits, at, hits


class TestCreditCode:
    """GB 32100-2015; the weights are written out here as the standard lists them."""

    ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)

    def check_character(self, body: str) -> str:
        weighted = zip(body, self.WEIGHTS, strict=True)
        remainder = sum(self.ALPHABET.index(c) * weight for c, weight in weighted) % 31
        return self.ALPHABET[31 - remainder if remainder else 0]

    @staticmethod
    def judged(code: str) -> Hits:
        return hits(identity.credit_code, {"organizer": {"credit_code": code}})

    def test_the_example_of_the_standard_passes(self) -> None:
        assert self.judged("91350100M000100Y43") == []

    @pytest.mark.parametrize(
        "body", ["N2350427MF0000001", "Y0350427M00000001", "A1350427MA0000001", "11350427M00000000"]
    )
    def test_only_one_last_character_passes(self, body: str) -> None:
        wanted = self.check_character(body)
        for last in self.ALPHABET:
            found = self.judged(body + last)
            told = {"found": body + last, "last": last, "wanted": wanted}
            assert found == ([] if last == wanted else [("/organizer/credit_code", told)])

    def test_two_neighbours_swapped_are_found(self) -> None:
        code = "91350100M000100Y43"
        for index, (one, other) in enumerate(pairwise(code)):
            if one != other:
                assert self.judged(code[:index] + other + one + code[index + 2 :])

    def test_firms_have_codes_too_or_none(self) -> None:
        firms = [{"credit_code": "91350100M000100Y44"}, {"credit_code": None}, {}, None]
        assert at(hits(identity.credit_code, {"influence": {"firms": firms}})) == [
            "/influence/firms/0/credit_code"
        ]


class TestDivisions:
    @staticmethod
    def of_year(code: str, year: int, unit: str = "fujian") -> list[str]:
        path = f"submissions/{unit}/x/{year}-application.yaml"
        data = {"cluster": {"division_codes": [code]}}
        return at(hits(identity.division_of_its_year, data, path=path))

    @pytest.mark.parametrize(
        ("code", "year", "passes"),
        [
            ("350403", 2017, True),
            ("350403", 2022, True),
            ("350403", 2023, False),
            ("350404", 2020, False),
            ("350404", 2021, True),
            ("350404", 2026, True),
            ("350182", 2017, True),
            ("350182", 2018, False),
            ("999999", 2017, False),
        ],
    )
    def test_a_code_is_judged_by_the_year_of_the_filing(
        self, code: str, year: int, *, passes: bool
    ) -> None:
        assert (self.of_year(code, year) == []) is passes

    def test_a_code_that_came_back_is_valid_in_each_of_its_periods(self) -> None:
        rows = law().codelists["divisions"].rows
        periods: dict[str, list[tuple[int, int]]] = {}
        for row in rows:
            period = int(row["from_year"]), int(row["until_year"] or 2100)
            periods.setdefault(row["code"], []).append(period)
        twice = {code: sorted(own) for code, own in periods.items() if len(own) > 1}
        gaps = {
            code: own
            for code, own in twice.items()
            if own[0][1] + 1 < own[1][0] and own[0][0] > 1900
        }
        assert twice
        for code, ((_, end), (begin, _), *_) in gaps.items():
            assert self.of_year(code, end) == []
            assert self.of_year(code, begin) == []
            assert self.of_year(code, end + 1) != []

    def test_a_draft_is_judged_by_the_year_of_its_call(self) -> None:
        data = {"cluster": {"division_codes": ["350404"]}}
        rule = identity.division_of_its_year
        assert at(hits(rule, data, {"year": 2017}, "draft.yaml")) == ["/cluster/division_codes/0"]
        assert hits(rule, data, {"year": 2021}, "draft.yaml") == []
        assert hits(rule, data, {}, "draft.yaml") == []

    @pytest.mark.parametrize(
        ("code", "unit", "folder"),
        [
            ("350427", "fujian", None),
            ("350203", "xiamen", None),
            ("350203", "fujian", "xiamen"),
            ("350427", "xiamen", "fujian"),
            ("210202", "liaoning", "dalian"),
            ("440305", "guangdong", "shenzhen"),
            ("650102", "xpcc", None),
            ("650102", "_unplaced", None),
            ("990000", "fujian", None),
        ],
    )
    def test_a_separately_planned_city_recommends_for_itself(
        self, code: str, unit: str, folder: str | None
    ) -> None:
        path = f"submissions/{unit}/x/2017-application.yaml"
        found = hits(
            identity.division_of_its_unit, {"cluster": {"division_codes": [code]}}, path=path
        )
        assert [told["folder"] for _, told in found] == ([folder] if folder else [])

    def test_a_draft_has_no_unit(self) -> None:
        data = {"cluster": {"division_codes": ["110101"]}}
        assert hits(identity.division_of_its_unit, data, path="draft.yaml") == []


class TestIndicators:
    @pytest.mark.parametrize(
        ("row", "found"),
        [
            ({"indicator": "own_x", "name": None}, ["/indicators/0/name"]),
            ({"indicator": "own_x", "name": "自设"}, []),
            ({"indicator": "awareness", "name": None}, []),
            ({"indicator": "own_x"}, []),
            ({"name": None}, []),
        ],
    )
    def test_an_own_one_bears_a_name(self, row: Json, found: list[str]) -> None:
        assert at(hits(identity.indicator_named, {"indicators": [row]})) == found

    @pytest.mark.parametrize(
        ("row", "found"),
        [
            ({"indicator": "premium", "method": None}, ["/indicators/0/method"]),
            ({"indicator": "own_x", "method": None, "name": "自设"}, ["/indicators/0/method"]),
            ({"indicator": "own_x"}, []),  # a box that is not there is the form's
            ({"indicator": "premium", "method": "抽样。"}, []),
            ({"indicator": "value_added_rate", "method": None}, []),
        ],
    )
    def test_an_aim_says_how_it_is_measured(self, row: Json, found: list[str]) -> None:
        assert at(hits(identity.brand_aim_method, {"indicators": [row]})) == found

    @pytest.mark.parametrize(
        ("code", "unit", "found"),
        [
            ("cluster_output", "亿元", []),
            ("cluster_output", "万元", ["/indicators/0/unit"]),
            ("value_added_rate", "百分比", ["/indicators/0/unit"]),
            ("awareness", "分", []),
            ("own_x", "分", []),
        ],
    )
    def test_a_named_one_keeps_its_unit(self, code: str, unit: str, found: list[str]) -> None:
        row = {"indicator": code, "unit": unit}
        assert at(hits(identity.indicator_unit, {"indicators": [row]})) == found
