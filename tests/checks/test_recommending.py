"""Recommendations: of the unit's own clusters, in time, ranked, and no more than the quota."""

from dataclasses import replace
from hashlib import sha256

import pytest

from brandpilot.checks import CROSS_CHECKS, Facts, paper, recommending
from brandpilot.checks.rule import Law, Rule
from brandpilot.findings import Json, pointer
from support.house import document, law
from support.rules import across, facts, subject

CALL = "fujian/2017-734"
FILED = "schema: application/2017\n"
SHA = sha256(FILED.encode()).hexdigest()
OTHER = "0" * 64


def told(
    rule: Rule, data: Json, kind: str = "recommendation", path: str = "", **call: Json
) -> list[tuple[str, dict[str, object]]]:
    """Run a rule on a few boxes of a form."""
    where = path or f"submissions/fujian/a/2017-{kind}.yaml"
    found = rule(subject(data, call, where, law().forms[f"{kind}/1"]), law())
    return [(pointer(node), dict(values)) for node, values in found]


def recommended(
    cluster: str, rank: int | None = None, number: str = "", **fields: str | int
) -> Facts:
    """Give the facts of a recommendation of an application as it was filed."""
    boxes = {"unit": "fujian", "call": CALL, "date": "2017-08-30", "rank": rank or "null", **fields}
    sha = boxes.pop("sha256", SHA)
    lines = "".join(f"{key}: {value}\n" for key, value in boxes.items())
    named = f"application: {{file: 2017-application.yaml, sha256: '{sha}'}}\n"
    unit = boxes.get("folder", "fujian")
    path = f"submissions/{unit}/{cluster}/2017-recommendation{number}.yaml"
    return facts(path, f"schema: recommendation/1\n{lines}{named}")


def application(cluster: str) -> Facts:
    return facts(f"submissions/fujian/{cluster}/2017-application.yaml", FILED)


def found(code: str, *files: Facts, quota: int | None = None) -> list[str]:
    """Run a rule across files under a call with a quota: the clusters that it tells of."""
    call = {"quota": {"min": 1, "max": quota} if quota else None}
    in_force: Law = replace(law(), calls={CALL: call})
    (check,) = (check for check in CROSS_CHECKS if check.code == code)
    ordered = sorted(files, key=lambda file: file.path)
    return [file.home.partition("/")[2] for file, _, _ in check.rule(ordered, in_force)]


class TestOne:
    @pytest.mark.parametrize(("unit", "passes"), [("fujian", True), ("xiamen", False)])
    def test_a_unit_recommends_its_own(self, unit: str, *, passes: bool) -> None:
        values = {"found": "厦门市", "wanted": "福建省"}
        hit = told(recommending.of_its_own_unit, {"unit": unit})
        assert hit == ([] if passes else [("/unit", values)])

    @pytest.mark.parametrize("data", [{}, {"unit": "nowhere"}])
    def test_of_a_unit_that_is_none_the_codelist_tells(self, data: Json) -> None:
        assert told(recommending.of_its_own_unit, data) == []

    def test_a_draft_lies_with_no_unit(self) -> None:
        data = {"unit": "xiamen"}
        assert told(recommending.of_its_own_unit, data, path="draft.yaml") == []

    @pytest.mark.parametrize(
        ("day", "limit", "passes"),
        [
            ("2017-08-31", "2017-08-31", True),
            ("2017-09-01", "2017-08-31", False),
            ("2017-09-01", None, True),
            (None, "2017-08-31", True),
        ],
    )
    def test_the_last_day_counts_to_its_end(
        self, day: str | None, limit: str | None, *, passes: bool
    ) -> None:
        hit = told(recommending.in_time, {"date": day}, opinion_date=limit)
        assert hit == ([] if passes else [("/date", {"found": day, "limit": limit})])

    def test_nothing_is_asked_of_one_whose_merge_broke_a_rule(self) -> None:
        for verdict, codes in (("fail", 0), ("pass", 1)):
            proof = {"verdicts": [{"rule": "G302", "verdict": verdict}]}
            data = {"date": "2017-09-01", "rank": None, "proof": proof}
            assert len(told(recommending.in_time, data, opinion_date="2017-08-31")) == codes
            assert len(told(recommending.ranked_as_called, data, ranking=True)) == codes

    @pytest.mark.parametrize(
        ("ranking", "rank", "passes"),
        [
            (True, 1, True),
            (True, None, False),
            (False, None, True),
            (False, 1, False),
            (None, 1, True),
            (None, None, True),
        ],
    )
    def test_a_rank_is_given_as_the_call_says(
        self, *, ranking: bool | None, rank: int | None, passes: bool
    ) -> None:
        hit = told(recommending.ranked_as_called, {"rank": rank}, ranking=ranking)
        values = {"found": rank or "null", "ranking": str(ranking).lower()}
        assert hit == ([] if passes else [("/rank", values)])
        assert told(recommending.ranked_as_called, {}, ranking=ranking) == []


class TestMany:
    def test_one_rank_for_two_is_told_at_both(self) -> None:
        files = recommended("a", 1), recommended("b", 1, date="2017-08-29"), recommended("c", 2)
        assert found("X201", *files) == ["b", "a"]
        assert found("X201", *files, recommended("d", 1)) == ["b", "a", "d"]

    def test_what_is_taken_back_frees_its_rank(self) -> None:
        files = recommended("a", 1), recommended("b", 1, date="2017-08-29")
        again = recommended("a", 2, number="-2", date="2017-08-31")
        assert found("X201", *files, again) == []

    def test_what_came_by_a_merge_that_broke_a_rule_takes_no_place(self) -> None:
        wrong = recommended("a", 1, proof="{verdicts: [{rule: G801, verdict: fail}]}")
        right = recommended("b", 1, proof="{verdicts: [{rule: G801, verdict: pass}]}")
        assert across("X201", wrong, right) == []
        both = across("X201", recommended("a", 1), right)
        assert [line.split("/")[1] for line in both] == ["a", "b"]

    def test_ranks_of_other_units_and_calls_and_no_ranks_are_no_matter(self) -> None:
        assert found("X201", recommended("a"), recommended("b")) == []
        assert found("X201", recommended("a", 1), recommended("b", 1, call="miit/2017-433")) == []
        assert found("X201", recommended("a", 1), recommended("b", 1, unit="xiamen")) == []

    def test_what_ranks_last_is_beyond_the_quota(self) -> None:
        files = [recommended(name, rank) for name, rank in (("a", 3), ("b", 1), ("c", 2))]
        assert found("X202", *files, quota=3) == []
        assert found("X202", *files, quota=2) == ["a"]
        assert found("X202", *files, quota=1) == ["c", "a"]
        assert found("X202", *files) == []

    def test_without_ranks_the_later_are(self) -> None:
        days = {"a": "2017-08-31", "b": "2017-08-29", "c": "2017-08-30"}
        files = [recommended(name, date=day) for name, day in days.items()]
        assert found("X202", *files, quota=2) == ["a"]
        assert found("X202", *files, recommended("d", 1, date="2017-09-09"), quota=2) == ["c", "a"]

    def test_a_cluster_that_is_recommended_anew_counts_once(self) -> None:
        again = recommended("a", 1, number="-2", date="2017-08-31")
        files = recommended("a", 1), again, recommended("b", 2)
        assert found("X201", *files) == []
        assert found("X202", *files, quota=2) == []

    def test_what_a_changed_application_voided_makes_room(self) -> None:
        void = recommended("a", 1, sha256=OTHER)
        assert found("X202", application("a"), void, recommended("b", 1), quota=1) == []
        assert found("X201", application("a"), void, recommended("b", 1)) == []
        assert found("X202", application("a"), recommended("a", 1), recommended("b", 2), quota=1)

    @pytest.mark.parametrize(
        ("kind", "box"),
        [
            ("correction", "voids_recommendation: true"),
            ("status-change-unit", "change: retraction"),
        ],
    )
    def test_so_does_what_was_taken_back(self, kind: str, box: str) -> None:
        def after(day: str) -> Facts:
            path = f"submissions/fujian/a/2017-{kind}.yaml"
            return facts(path, f"schema: {kind}/1\ndate: {day}\n{box}\n")

        files = recommended("a", 1), recommended("b", 2)
        assert found("X202", *files, after("2017-08-30"), quota=1) == []
        assert found("X202", *files, after("2017-08-29"), quota=1) == ["b"]

    def test_what_cannot_be_read_is_not_counted(self) -> None:
        blank = facts("submissions/fujian/c/2017-recommendation.yaml", "schema: recommendation/1\n")
        assert found("X202", recommended("a", 1), blank, quota=1) == []

    def test_the_unit_and_the_other_file_are_named(self) -> None:
        (check,) = (check for check in CROSS_CHECKS if check.code == "X201")
        told = list(check.rule([recommended("a", 1), recommended("b", 1)], law()))
        for (_, node, values), other in zip(told, ("b", "a"), strict=True):
            path = f"submissions/fujian/{other}/2017-recommendation.yaml"
            assert (node, values) == (("rank",), {"unit": "福建省", "found": 1, "other": path})


class TestPaper:
    @pytest.mark.parametrize(
        ("kind", "copies", "wanted", "passes"),
        [
            ("paper-unit", 3, 3, True),
            ("paper-unit", 2, 3, False),
            ("paper-unit", 1, None, True),
            ("paper-ministry", 2, 3, True),
            ("paper-ministry", 1, 3, False),
            ("paper-ministry", 1, None, False),
        ],
    )
    def test_there_are_enough_copies(
        self, kind: str, copies: int, wanted: int | None, *, passes: bool
    ) -> None:
        hit = told(paper.enough_copies, {"copies": copies}, kind, paper_copies=wanted)
        least = 2 if kind == "paper-ministry" else wanted
        assert hit == ([] if passes else [("/copies", {"found": copies, "wanted": least})])
        assert told(paper.enough_copies, {}, kind, paper_copies=wanted) == []

    @pytest.mark.parametrize(
        ("day", "limit", "passes"),
        [("2017-09-05", "2017-09-05", True), ("2017-09-06", "2017-09-05", False)],
    )
    def test_it_comes_in_time(self, day: str, limit: str, *, passes: bool) -> None:
        hit = told(paper.received_in_time, {"date": day}, "paper-unit", paper_date=limit)
        assert hit == ([] if passes else [("/date", {"found": day, "limit": limit})])
        assert told(paper.received_in_time, {"date": day}, "paper-unit", paper_date=None) == []

    @pytest.mark.parametrize("kind", ["paper-unit", "paper-ministry"])
    @pytest.mark.parametrize(
        ("printed", "comparison", "passes"),
        [
            (SHA, "matches", True),
            (SHA, "differs", False),
            (OTHER, "matches", False),
            (OTHER, "differs", True),
            (OTHER, "null", True),
            ("null", "matches", True),
        ],
    )
    def test_it_is_compared_with_what_was_filed(
        self, kind: str, printed: str, comparison: str, *, passes: bool
    ) -> None:
        own = f"application_sha256: {printed}\ncomparison: {comparison}\n"
        received = facts(
            f"submissions/fujian/a/2017-{kind}.yaml",
            f"schema: {kind}/1\n" + own.replace(OTHER, f"'{OTHER}'"),
        )
        hit = across("X209", application("a"), received)
        assert hit == ([] if passes else [f"fujian/a/2017-{kind}.yaml /comparison"])
        assert across("X209", application("b"), received) == []


def test_the_digest_of_a_filing_is_that_of_its_bytes() -> None:
    assert document("any.yaml", FILED).sha256 == SHA
