"""What is recorded of a draw, and what the draw gives."""

from collections.abc import Iterator
from copy import deepcopy

import pytest

from brandpilot.checks import experts, plan
from brandpilot.checks.rule import Rule
from brandpilot.findings import Json, pointer
from support.house import VALID, document, law
from support.rules import Hits, at, subject

PANEL = "submissions/_experts/2017.yaml"
FORM = law().forms["expert-panel/1"]
REVIEW = {"per_cluster": 3, "other_region": True, "workload": 2}
RATTAN, PIPELINE, LUGGAGE = range(3)


@pytest.fixture
def panel() -> Json:
    """The model panel, to be changed at will."""
    file = VALID / "miit-2017-expert-panel.yaml"
    return deepcopy(document(file.name, file.read_bytes()).data)


def judged(rule: Rule, data: Json, **review: Json) -> Hits:
    """Run a rule under a call with these terms, or with none where none are given."""
    call = {"expert_review": {**REVIEW, **review} if review else None}
    found = rule(subject(data, call, PANEL, FORM), law())
    return [(pointer(node), dict(values)) for node, values in found]


def as_called(rule: Rule, data: Json) -> Hits:
    return judged(rule, data, **REVIEW)


def seats(data: Json, drawn: int) -> Iterator[Json]:
    return (row["experts"] for row in data["draws"][drawn]["assignments"])


class TestDrawn:
    """C811 and C817."""

    def test_what_the_draw_gives_is_right_in_any_order(self, panel: Json) -> None:
        panel["draws"][0]["assignments"].reverse()
        for one in seats(panel, 0):
            one.reverse()
        assert as_called(experts.as_drawn, panel) == []

    def test_each_cluster_that_differs_is_told_with_both(self, panel: Json) -> None:
        panel["draws"][0]["assignments"][LUGGAGE]["experts"] = ["E007", "E004"]
        ((place, told),) = as_called(experts.as_drawn, panel)[:1]
        assert place == "/draws/0/assignments/2"
        assert told == {
            "year": 2017,
            "round": 1,
            "dossier": "hubei/shili-luggage",
            "found": "E004、E007",
            "wanted": "E004、E005、E007",
        }

    def test_a_later_round_is_judged_by_what_is_recorded_of_the_earlier(self, panel: Json) -> None:
        # E001 for E004: wrong in the first round, then rightly kept in the second, where E004, who
        # sits nowhere now, is the one to take the empty seat.
        for drawn in (0, 1):
            panel["draws"][drawn]["assignments"][LUGGAGE]["experts"] = ["E001", "E005", "E007"]
        panel["draws"][1]["assignments"][RATTAN]["experts"] = ["E002", "E004", "E006"]
        assert at(as_called(experts.as_drawn, panel)) == ["/draws/0/assignments/2"]

    @pytest.mark.parametrize(
        ("box", "value"),
        [
            (("draws", 0, "seed"), "03-12-18-25-29-33-12"),
            (("experts", 4, "region"), "hubei"),
            (("declarations", 0, "expert"), "E005"),
        ],
    )
    def test_whatever_it_is_drawn_from_may_not_change(
        self, panel: Json, box: tuple[str, int, str], value: str
    ) -> None:
        table, row, key = box
        panel[table][row][key] = value
        assert "/draws/0/assignments/2" in at(as_called(experts.as_drawn, panel))

    def test_a_cluster_left_out_of_a_round_changes_the_others(self, panel: Json) -> None:
        del panel["draws"][0]["assignments"][RATTAN]
        assert as_called(experts.as_drawn, panel)

    def test_without_terms_nothing_is_said(self, panel: Json) -> None:
        panel["draws"][0]["assignments"][LUGGAGE]["experts"] = []
        for rule in (experts.as_drawn, experts.enough_experts):
            assert judged(rule, panel) == []

    def test_a_round_without_experts_is_not_drawn_yet(self, panel: Json) -> None:
        for one in seats(panel, 1):
            one.clear()
        for seed in ("05-07-14-20-26-31-08", None):
            panel["draws"][1]["seed"] = seed
            assert as_called(experts.as_drawn, panel) == []
            assert as_called(experts.enough_experts, panel) == []

    def test_a_seed_that_was_objected_to_draws_nothing(self, panel: Json) -> None:
        del panel["draws"][0]["seed"], panel["draws"][1]["seed"]
        assert as_called(experts.as_drawn, panel) == []
        assert as_called(experts.enough_experts, panel) == []

    def test_empty_seats_are_told_of_the_last_round_only(self, panel: Json) -> None:
        found = judged(experts.enough_experts, panel, per_cluster=7, workload=None)
        assert found == [
            (
                "/draws/1/assignments/0",
                {"dossier": "fujian/shili-rattan", "found": 6, "wanted": 7},
            ),
            (
                "/draws/1/assignments/1",
                {"dossier": "hebei/shili-pipeline", "found": 6, "wanted": 7},
            ),
        ]
        assert as_called(experts.enough_experts, panel) == []
        panel["draws"] = []
        assert as_called(experts.enough_experts, panel) == []


class TestPeople:
    """C812, C813, C815 and C816."""

    def test_everybody_named_is_in_the_register(self, panel: Json) -> None:
        assert judged(experts.in_register, panel) == []
        panel["declarations"][2]["expert"] = "E108"
        panel["draws"][0]["assignments"][PIPELINE]["experts"][1] = "E103"
        assert judged(experts.in_register, panel) == [
            ("/declarations/2/expert", {"found": "E108"}),
            ("/draws/0/assignments/1/experts/1", {"found": "E103"}),
        ]

    @pytest.mark.parametrize("register", [[], [None], [{"region": "hunan"}]])
    def test_of_a_register_not_fully_known_nothing_is_said(
        self, panel: Json, register: Json
    ) -> None:
        panel["experts"] = register
        assert judged(experts.in_register, panel) == []
        del panel["experts"]
        assert judged(experts.in_register, panel) == []

    def test_whoever_stood_back_is_not_assigned_any_more(self, panel: Json) -> None:
        panel["draws"][1]["assignments"][RATTAN]["experts"].append("E008")
        ((place, told),) = judged(experts.not_after_declaring, panel)
        assert place == "/draws/1/assignments/0/experts/3"
        assert told == {
            "found": "E008",
            "dossier": "fujian/shili-rattan",
            "kind": "弃权",
            "since": "2017-09-22",
        }

    @pytest.mark.parametrize(("day", "times"), [("2017-09-22", 0), ("2017-09-23", 1)])
    def test_on_the_day_itself_it_may_have_been_after_the_draw(
        self, panel: Json, day: str, times: int
    ) -> None:
        panel["draws"][1]["date"] = day
        panel["draws"][1]["assignments"][RATTAN]["experts"] = ["E008"]
        assert len(judged(experts.not_after_declaring, panel)) == times

    def test_of_two_declarations_the_earlier_counts(self, panel: Json) -> None:
        later = {**panel["declarations"][2], "kind": "recuse", "date": "2017-10-01"}
        panel["declarations"].insert(0, later)
        panel["declarations"].append({**later, "date": None})
        panel["draws"][1]["assignments"][RATTAN]["experts"] = ["E008"]
        ((_, told),) = judged(experts.not_after_declaring, panel)
        assert (told["kind"], told["since"]) == ("弃权", "2017-09-22")

    def test_a_declaration_about_nobody_knows_what_binds_nobody(self, panel: Json) -> None:
        panel["declarations"] = [{"expert": "E008", "kind": "abstain", "date": "2017-09-22"}]
        panel["draws"][1]["assignments"][RATTAN] = {"experts": ["E008"]}
        assert judged(experts.not_after_declaring, panel) == []

    def test_an_expert_from_there_is_told_where_the_call_wants_others(self, panel: Json) -> None:
        panel["draws"][1]["assignments"][RATTAN]["experts"][0] = "E003"
        ((place, told),) = as_called(experts.from_another_region, panel)
        assert place == "/draws/1/assignments/0/experts/0"
        assert told == {"found": "E003", "dossier": "fujian/shili-rattan", "region": "福建省"}
        assert judged(experts.from_another_region, panel, other_region=False) == []
        assert judged(experts.from_another_region, panel) == []

    def test_nobody_has_more_clusters_than_the_call_allows(self, panel: Json) -> None:
        assert as_called(experts.within_workload, panel) == []
        found = judged(experts.within_workload, panel, workload=1)
        assert found == [
            ("/draws/0/assignments", {"expert": "E008", "found": 2, "round": 1, "limit": 1}),
            ("/draws/1/assignments", {"expert": "E005", "found": 2, "round": 2, "limit": 1}),
        ]
        assert judged(experts.within_workload, panel, workload=None) == []
        assert judged(experts.within_workload, panel) == []

    def test_one_number_is_one_person(self, panel: Json) -> None:
        panel["experts"][5]["id"] = "E002"
        ((place, told),) = judged(plan.row_once, panel)
        assert (place, told["first"]) == ("/experts/5/id", 2)

    def test_a_cluster_stands_once_in_a_round(self, panel: Json) -> None:
        panel["draws"][1]["assignments"][LUGGAGE]["dossier"] = "fujian/shili-rattan"
        assert at(judged(plan.row_once, panel)) == ["/draws/1/assignments/2/dossier"]


class TestDays:
    """C814, C818 and C819."""

    @pytest.mark.parametrize(("day", "times"), [("2017-09-11", 0), ("2017-09-10", 1)])
    def test_nothing_is_dated_before_the_register(self, panel: Json, day: str, times: int) -> None:
        panel["declarations"][1]["date"] = day
        panel["draws"][0]["date"] = day
        assert at(judged(experts.register_first, panel)) == [
            *["/declarations/1/date"] * times,
            *["/draws/0/date"] * times,
        ]
        del panel["date"]
        assert judged(experts.register_first, panel) == []

    @pytest.mark.parametrize(
        ("drawn", "wrong"),
        [
            ([(1, "2017-09-21"), (2, "2017-09-22"), (3, "2017-10-01")], []),
            ([(2, "2017-09-21"), (3, "2017-09-22"), (4, "2017-10-01")], [0, 1, 2]),
            ([(1, "2017-09-21"), (3, "2017-09-22"), (2, "2017-10-01")], [1, 2]),
            ([(1, "2017-09-21"), (2, "2017-09-21"), (3, "2017-10-01")], [1]),
            ([(1, "2017-09-21"), (2, "2017-09-30"), (3, "2017-09-22")], [2]),
            ([(1, "2017-09-30"), (2, "2017-09-01"), (3, "2017-09-15")], [1, 2]),
            ([(1, "2017-09-21"), (None, None), (3, "2017-09-21")], [2]),
            ([(1, "2017-09-21"), (None, "2017-09-20"), (3, None)], [1]),
        ],
    )
    def test_rounds_are_numbered_in_order_of_date(
        self, panel: Json, drawn: list[tuple[int | None, str | None]], wrong: list[int]
    ) -> None:
        panel["draws"] = [{"round": number, "date": day} for number, day in drawn]
        assert at(judged(experts.rounds_in_order, panel)) == [f"/draws/{place}" for place in wrong]

    def test_every_round_has_a_seed_of_its_own(self, panel: Json) -> None:
        assert judged(experts.seed_used_once, panel) == []
        first = panel["draws"][0]
        panel["draws"] += [{**first, "seed": None}, {**first, "seed": None}, first, first]
        assert judged(experts.seed_used_once, panel) == [
            (f"/draws/{place}/seed", {"found": first["seed"], "first": 1}) for place in (4, 5)
        ]


class TestDeclarations:
    """C820."""

    def test_a_declaration_is_about_a_cluster_that_is_drawn_for(self, panel: Json) -> None:
        assert judged(experts.declared_of_a_cluster, panel) == []
        del panel["draws"][1]["assignments"][LUGGAGE]  # named in the first round: that is enough
        assert judged(experts.declared_of_a_cluster, panel) == []
        del panel["draws"][0]["assignments"][LUGGAGE]
        assert judged(experts.declared_of_a_cluster, panel) == [
            ("/declarations/0/dossier", {"found": "hubei/shili-luggage"})
        ]
        panel["draws"] = []
        assert judged(experts.declared_of_a_cluster, panel) == []
