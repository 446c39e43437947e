"""A public notice: its days are counted, its objections are in order, its clusters exist."""

from dataclasses import replace

import pytest

from brandpilot.checks import public_notice
from brandpilot.checks.rule import Law, Rule
from brandpilot.findings import Json, pointer
from support.house import law
from support.rules import across, filed, hits, noticed, subject

PAGE = "docs/notices/miit/2017-901.md"
CALL = "miit/2017-433"
OBJECTIONS = "/public_notice/objections"


def under(days: int | None) -> Law:
    """The law of this repository, with a call that sets the length of a public notice."""
    return replace(law(), calls={CALL: {"notice_working_days": days}})


def told(rule: Rule, days: int | None = 5, **boxes: Json) -> list[tuple[str, dict[str, object]]]:
    data = {"public_notice": {"call": CALL, **boxes}}
    found = rule(subject(data, path=PAGE), under(days))
    return [(pointer(node), dict(values)) for node, values in found]


def places(rule: Rule, **boxes: Json) -> list[str]:
    return [place for place, _ in told(rule, **boxes)]


class TestDays:
    @pytest.mark.parametrize(
        ("day", "start", "end", "wrong"),
        [
            ("2017-11-20", "2017-11-20", "2017-11-20", []),
            ("2017-11-17", "2017-11-20", "2017-11-19", ["/public_notice/end_date"]),
            ("2017-11-21", "2017-11-20", "2017-11-24", ["/public_notice/start_date"]),
            ("2017-11", "2017-11-01", "2017-11-24", []),
            ("2017-12", "2017-11-20", "2017-11-24", ["/public_notice/start_date"]),
            (None, "2017-11-20", "2017-11-24", []),
            ("2017-11-17", None, "2017-11-10", []),
        ],
    )
    def test_they_follow_each_other(
        self, day: str | None, start: str | None, end: str, wrong: list[str]
    ) -> None:
        notice = {"start_date": start, "end_date": end}
        data = {"date": day, "public_notice": notice}
        found = hits(public_notice.days_in_order, data, path=PAGE)
        assert [place for place, _ in found] == wrong

    def test_a_notice_of_another_kind_has_none(self) -> None:
        for data in ({"date": "2017-11-17"}, {"date": "2017-11-17", "public_notice": None}):
            for rule in (
                public_notice.days_in_order,
                public_notice.as_long_as_called,
                public_notice.calendar_knows,
                public_notice.objection_in_order,
                public_notice.objections_numbered,
                public_notice.cluster_once,
            ):
                assert hits(rule, data, path=PAGE) == []

    @pytest.mark.parametrize(
        ("start", "end", "found", "last"),
        [
            ("2022-04-26", "2022-05-05", None, ""),  # five, as a real notice of that year counted
            ("2022-04-26", "2022-05-04", 4, "2022-05-05"),
            ("2017-09-29", "2017-10-10", 4, "2017-10-11"),
            ("2017-11-20", "2017-11-24", None, ""),
            ("2017-11-20", "2017-11-20", 1, "2017-11-24"),
            ("2017-11-25", "2017-11-26", 0, "2017-12-01"),
        ],
    )
    def test_both_ends_count_and_holidays_do_not(
        self, start: str, end: str, found: int | None, last: str
    ) -> None:
        hit = told(public_notice.as_long_as_called, start_date=start, end_date=end)
        values = {"start": start, "end": end, "found": found, "wanted": 5, "last": last}
        assert hit == ([] if found is None else [("/public_notice/end_date", values)])
        assert told(public_notice.calendar_knows, start_date=start, end_date=end) == []

    @pytest.mark.parametrize("days", [None, 1])
    def test_where_the_call_sets_none_or_few_nothing_is_said(self, days: int | None) -> None:
        boxes = {"start_date": "2017-11-20", "end_date": "2017-11-20"}
        assert told(public_notice.as_long_as_called, days, **boxes) == []
        assert told(public_notice.calendar_knows, days, **boxes) == []

    @pytest.mark.parametrize(
        ("start", "end", "place", "year"),
        [
            ("2098-12-29", "2099-01-09", "start_date", 2098),
            ("2012-12-31", "2013-01-09", "start_date", 2012),
            ("2026-12-30", "2027-01-09", "end_date", 2027),
            ("2026-12-30", "2026-12-31", "end_date", 2027),  # it would have to last into 2027
        ],
    )
    def test_a_year_that_the_calendar_does_not_know_is_named(
        self, start: str, end: str, place: str, year: int
    ) -> None:
        boxes = {"start_date": start, "end_date": end}
        known = replace(law().calendar, years=frozenset(range(2013, 2027)))
        in_force = replace(under(5), calendar=known)
        data = {"public_notice": {"call": CALL, **boxes}}
        seen = subject(data, path=PAGE)
        assert list(public_notice.calendar_knows(seen, in_force)) == [
            (("public_notice", place), {"year": year})
        ]
        assert list(public_notice.as_long_as_called(seen, in_force)) == []


class TestObjections:
    @pytest.mark.parametrize(
        ("received", "closed", "outcome", "wrong"),
        [
            ("2017-11-20", "2017-11-20", "upheld", []),
            ("2017-11-20", None, None, []),
            ("2017-11-30", "2017-12-01", "withdrawn", []),
            ("2017-11-19", None, None, ["received_date"]),
            ("2017-11-22", "2017-11-21", "upheld", ["closed_date"]),
            ("2017-11-22", "2017-11-22", None, ["outcome"]),
            ("2017-11-22", None, "upheld", ["outcome"]),
            ("2017-11-19", "2017-11-18", None, ["received_date", "closed_date", "outcome"]),
            (None, "2017-11-18", "upheld", []),
        ],
    )
    def test_they_come_and_close_in_order(
        self, received: str | None, closed: str | None, outcome: str | None, wrong: list[str]
    ) -> None:
        one = {"received_date": received, "closed_date": closed, "outcome": outcome}
        boxes = {"start_date": "2017-11-20", "objections": [{"number": 1, **one}]}
        found = places(public_notice.objection_in_order, **boxes)
        assert found == [f"{OBJECTIONS}/0/{field}" for field in wrong]

    def test_of_a_box_that_is_amiss_nothing_is_said(self) -> None:
        halves: list[Json] = [{"outcome": "upheld"}, {"closed_date": "2017-11-21"}, {}, None]
        assert places(public_notice.objection_in_order, objections=halves) == []

    @pytest.mark.parametrize(
        ("numbers", "wrong"),
        [
            ([], []),
            ([1, 2, 3], []),
            ([2, 3], [(0, 2, 1)]),
            ([1, 1, 2], [(1, 1, 2)]),
            ([1, 3, 4], [(1, 3, 2)]),
            ([2, 1], [(0, 2, 1), (1, 1, 3)]),
        ],
    )
    def test_their_numbers_rise_one_by_one(
        self, numbers: list[int], wrong: list[tuple[int, int, int]]
    ) -> None:
        rows: list[Json] = [{"number": number} for number in numbers]
        assert told(public_notice.objections_numbered, objections=rows) == [
            (f"{OBJECTIONS}/{at}/number", {"found": found, "wanted": wanted})
            for at, found, wanted in wrong
        ]

    def test_a_number_that_is_amiss_breaks_no_other(self) -> None:
        rows: list[Json] = [{"number": 1}, {}, {"number": 3}]
        assert told(public_notice.objections_numbered, objections=rows) == []


class TestClusters:
    def test_each_is_listed_once(self) -> None:
        rows: list[Json] = [{"dossier": f"fujian/{name}"} for name in "abaca"]
        found = told(public_notice.cluster_once, clusters=[*rows, {}, None])
        assert found == [
            (f"/public_notice/clusters/{at}/dossier", {"found": "fujian/a", "first": 1})
            for at in (2, 4)
        ]

    def test_each_has_a_dossier(self) -> None:
        rows = "[{dossier: fujian/a}, {dossier: fujian/b}, {dossier: null}, {dossier: miit/2017-9}]"
        notice = noticed("miit/2017-9", public_notice=f"{{clusters: {rows}}}")
        assert across("X208", notice, filed("fujian", "a"), noticed("miit/2017-8")) == [
            "docs/notices/miit/2017-9.md /public_notice/clusters/1",
            "docs/notices/miit/2017-9.md /public_notice/clusters/3",
        ]

    @pytest.mark.parametrize(
        ("call", "found"),
        [
            ("miit/2017-433", []),
            ("fujian/2017-734", [1]),
            ("hebei/2017-74", [0]),
            ("miit/2099-1", []),
            ("null", []),
        ],
    )
    def test_each_has_filed_under_the_call_of_the_notice(self, call: str, found: list[int]) -> None:
        calls = [
            noticed("miit/2017-433", kind="call"),
            noticed("fujian/2017-734", kind="call", implements="miit/2017-433"),
            noticed("hebei/2017-74", kind="call", implements="miit/2017-433"),
        ]
        rows = "[{dossier: fujian/a}, {dossier: hebei/b}, {dossier: fujian/nobody}, {name: x}]"
        notice = noticed("miit/2017-9", public_notice=f"{{call: {call}, clusters: {rows}}}")
        files = [
            filed("fujian", "a", more="call: fujian/2017-734\n"),
            filed("hebei", "b", more="call: hebei/2017-74\n"),
        ]
        place = "docs/notices/miit/2017-9.md /public_notice/clusters"
        assert across("X219", *calls, notice, *files) == [f"{place}/{at}" for at in found]

    def test_one_filing_of_several_is_enough_and_one_unknown_says_nothing(self) -> None:
        call = noticed("miit/2017-433", kind="call")
        told_of = "{call: miit/2017-433, clusters: [{dossier: fujian/a}]}"
        notice = noticed("miit/2017-9", public_notice=told_of)
        other = filed("fujian", "a", year=2016, more="call: miit/2016-1\n")
        assert len(across("X219", call, notice, other)) == 1
        for more in ("call: miit/2017-433\n", ""):
            assert across("X219", call, notice, other, filed("fujian", "a", more=more)) == []
