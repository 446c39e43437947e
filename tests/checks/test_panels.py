"""Panels beside what was recommended, applied for and reviewed."""

from copy import deepcopy
from dataclasses import replace

import pytest

from brandpilot.checks import Facts, panels
from brandpilot.findings import Json
from support.house import VALID, document, law
from support.rules import across, facts, filed, noticed
from support.spelling import to_yaml

CALL = "miit/2017-433"
PROVINCIAL = "fujian/2017-734"
RATTAN, PIPELINE, LUGGAGE = "fujian/shili-rattan", "hebei/shili-pipeline", "hubei/shili-luggage"
CLUSTERS = (RATTAN, PIPELINE, LUGGAGE)
NOTICES = (
    noticed(CALL, kind="call"),
    noticed(PROVINCIAL, kind="call", implements=CALL),
    noticed("hunan/2017-1", kind="call", implements="miit/2014-102"),
)


def model(kind: str) -> Json:
    (file,) = VALID.glob(f"*-2017-{kind}.yaml")
    return deepcopy(document(file.name, file.read_bytes()).data)


@pytest.fixture
def panel() -> Json:
    """The model panel, to be changed at will."""
    return model("expert-panel")


@pytest.fixture
def review() -> Json:
    """The model review, to be changed at will."""
    return model("expert-review")


def of_panel(data: Json, year: int = 2017) -> Facts:
    return facts(f"submissions/_experts/{year}.yaml", to_yaml(data))


def of_review(data: Json, year: int = 2017) -> Facts:
    return facts(f"submissions/{RATTAN}/{year}-expert-review.yaml", to_yaml(data))


def recommended(*dossiers: str, call: str = CALL, day: str = "2017-08-30") -> list[Facts]:
    """Give the facts of applications, and of recommendations that stand."""
    made = []
    for dossier in dossiers:
        unit, _, cluster = dossier.partition("/")
        file = filed(unit, cluster, more=f"call: {call}\nsignoff: {{date: 2017-08-20}}\n")
        named = f"application: {{file: 2017-application.yaml, sha256: {file.sha256}}}\n"
        text = f"schema: recommendation/1\ndossier: {dossier}\ncall: {call}\ndate: {day}\n{named}"
        made += [file, facts(f"submissions/{dossier}/2017-recommendation.yaml", text)]
    return made


def opinion(dossier: str, text: str) -> Facts:
    return facts(f"submissions/{dossier}/2017-recommendation.yaml", f"dossier: {dossier}\n{text}")


class TestClusters:
    """X211."""

    WRONG = ("_experts/2017.yaml /draws/1/assignments",)

    def test_all_that_were_recommended_are_drawn_for_and_no_others(self, panel: Json) -> None:
        filed_all = recommended(*CLUSTERS)
        assert across("X211", of_panel(panel), *filed_all, *NOTICES) == []
        one_more = recommended("hunan/shili-ceramics")
        found = across("X211", of_panel(panel), *filed_all, *one_more, *NOTICES)
        assert found == list(self.WRONG)
        one_less = recommended(*CLUSTERS[:2])
        assert across("X211", of_panel(panel), *one_less, *NOTICES) == list(self.WRONG)

    def test_a_provincial_call_that_carries_it_out_counts(self, panel: Json) -> None:
        others = recommended(*CLUSTERS[1:])
        own = recommended(RATTAN, call=PROVINCIAL)
        assert across("X211", of_panel(panel), *own, *others, *NOTICES) == []
        elsewhere = recommended("hunan/shili-ceramics", call="hunan/2017-1")
        assert across("X211", of_panel(panel), *own, *others, *elsewhere, *NOTICES) == []

    def test_where_no_recommendation_is_on_record_nothing_is_said(self, panel: Json) -> None:
        assert across("X211", of_panel(panel), *NOTICES) == []
        elsewhere = recommended("hunan/shili-ceramics", call="hunan/2017-1")
        assert across("X211", of_panel(panel), *elsewhere, *NOTICES) == []

    def test_only_the_last_round_must_name_them_all(self, panel: Json) -> None:
        del panel["draws"][0]["assignments"][2]
        assert across("X211", of_panel(panel), *recommended(*CLUSTERS), *NOTICES) == []
        for row in panel["draws"][1]["assignments"]:
            row["experts"] = []  # announced, not drawn yet: it should name them all the same
        assert across("X211", of_panel(panel), *recommended(*CLUSTERS), *NOTICES) == []
        del panel["draws"][1]["assignments"][2]
        found = across("X211", of_panel(panel), *recommended(*CLUSTERS), *NOTICES)
        assert found == list(self.WRONG)

    def test_a_cluster_that_was_not_to_be_reviewed_that_day_may_be_left_out(
        self, panel: Json
    ) -> None:
        late = recommended("hunan/shili-ceramics", day="2017-09-29")
        gone = recommended("hunan/shili-lanterns")
        change = "schema: status-change-unit/1\nchange: retraction\ndate: 2017-09-01\n"
        retracted = facts("submissions/hunan/shili-lanterns/2017-status-change-unit.yaml", change)
        on_record = (of_panel(panel), *recommended(*CLUSTERS), *NOTICES)
        assert across("X211", *on_record, *late) == []
        assert across("X211", *on_record, *gone) == list(self.WRONG)
        assert across("X211", *on_record, *gone, retracted) == []

    def test_a_cluster_of_which_something_cannot_be_read_is_passed_over(self, panel: Json) -> None:
        on_record = (of_panel(panel), *recommended(*CLUSTERS[:2]), *NOTICES)
        assert across("X211", *on_record, opinion(LUGGAGE, "rank: 1\n")) == []
        unplaced = opinion("hunan/shili-ceramics", f"call: {CALL}\n")
        luggage = recommended(LUGGAGE)
        assert across("X211", *on_record, *luggage, unplaced) == []

    @pytest.mark.parametrize("key", ["draws", "experts", "call"])
    def test_of_a_panel_not_fully_known_nothing_is_said(self, panel: Json, key: str) -> None:
        del panel["draws"][1]["assignments"][0]
        on_record = (*recommended(*CLUSTERS), *NOTICES)
        assert across("X211", of_panel(panel), *on_record) == list(self.WRONG)
        del panel[key]
        assert across("X211", of_panel(panel), *on_record) == []


class TestReview:
    """X212 and X218."""

    WRONG = ("fujian/shili-rattan/2017-expert-review.yaml /scores",)

    def test_those_drawn_score_or_stand_back_and_nobody_else(
        self, panel: Json, review: Json
    ) -> None:
        assert across("X212", of_panel(panel), of_review(review), *NOTICES) == []
        review["scores"][3] |= {"status": "scored"}  # drawn in the first round only
        assert across("X212", of_panel(panel), of_review(review), *NOTICES) == list(self.WRONG)
        del review["scores"][2:]
        assert across("X212", of_panel(panel), of_review(review), *NOTICES) == list(self.WRONG)

    @pytest.mark.parametrize("status", ["recused", "abstained"])
    def test_whoever_stood_back_is_accounted_for(
        self, panel: Json, review: Json, status: str
    ) -> None:
        review["scores"][0]["status"] = status
        assert across("X212", of_panel(panel), of_review(review), *NOTICES) == []
        assert across("X218", of_panel(panel), of_review(review), *NOTICES) == [
            "fujian/shili-rattan/2017-expert-review.yaml /scores/0/expert"
        ]
        kind = {"recused": "recuse", "abstained": "abstain"}[status]
        said = {"expert": "E002", "dossier": RATTAN, "kind": kind, "date": "2017-10-17"}
        panel["declarations"].append({**said, "reason": "示例"})
        assert across("X218", of_panel(panel), of_review(review), *NOTICES) == []

    def test_a_cluster_that_was_not_drawn_for_is_reviewed_by_nobody(
        self, panel: Json, review: Json
    ) -> None:
        del panel["draws"][1]["assignments"][0]
        assert across("X212", of_panel(panel), of_review(review), *NOTICES) == list(self.WRONG)

    def test_a_declaration_about_another_cluster_is_none(self, panel: Json, review: Json) -> None:
        panel["declarations"][2]["dossier"] = LUGGAGE
        assert across("X218", of_panel(panel), of_review(review), *NOTICES) == [
            "fujian/shili-rattan/2017-expert-review.yaml /scores/3/expert"
        ]

    def test_the_review_may_name_the_provincial_call(self, panel: Json, review: Json) -> None:
        del review["scores"][0]
        review["call"] = PROVINCIAL
        assert across("X212", of_panel(panel), of_review(review), *NOTICES) == list(self.WRONG)

    def test_another_year_or_another_call_has_another_panel(
        self, panel: Json, review: Json
    ) -> None:
        del review["scores"][0]
        review["scores"][-1]["status"] = "recused"
        elsewhere = {**review, "call": "hunan/2017-1"}
        for code in ("X212", "X218"):
            assert across(code, of_panel(panel), of_review(review), *NOTICES) != []
            assert across(code, of_panel(panel, 2018), of_review(review), *NOTICES) == []
            assert across(code, of_panel(panel), of_review(review, 2018), *NOTICES) == []
            assert across(code, of_panel(panel), of_review(elsewhere), *NOTICES) == []
            assert across(code, of_review(review), *NOTICES) == []

    def test_before_anything_is_drawn_nobody_can_be_asked_for(
        self, panel: Json, review: Json
    ) -> None:
        del review["scores"][0]
        for drawn in panel["draws"]:
            for row in drawn["assignments"]:
                row["experts"] = []
        assert across("X212", of_panel(panel), of_review(review), *NOTICES) == []

    @pytest.mark.parametrize("key", ["expert", "status"])
    def test_of_rows_not_fully_known_nothing_is_said(
        self, panel: Json, review: Json, key: str
    ) -> None:
        review["scores"][0][key] = None
        assert across("X212", of_panel(panel), of_review(review), *NOTICES) == []
        assert across("X218", of_panel(panel), of_review(review), *NOTICES) == []
        del review["scores"]
        assert across("X218", of_panel(panel), of_review(review), *NOTICES) == []


class TestInterest:
    """X213."""

    WRONG = ("_experts/2017.yaml /draws/1/assignments/0/experts/1",)

    @staticmethod
    def applied(call: str = PROVINCIAL) -> Facts:
        firms = "influence: {firms: [{name: 示例藤艺股份有限公司}, {name: 示例藤椅厂}, {}]}\n"
        organizer = "organizer: {name: 示例县人民政府}\n"
        return filed("fujian", "shili-rattan", more=f"call: {call}\n{organizer}{firms}")

    @pytest.mark.parametrize(
        ("employer", "interested"),
        [
            ("示例藤艺股份有限公司", True),
            ("示例藤椅厂", True),
            ("示例县人民政府", True),
            ("示例藤艺股份有限公司研究院", False),
            ("示例工业设计学院", False),
        ],
    )
    def test_nobody_judges_an_employer(
        self, panel: Json, employer: str, *, interested: bool
    ) -> None:
        panel["experts"][4]["employer"] = employer
        found = across("X213", of_panel(panel), self.applied(), *NOTICES)
        assert found == list(self.WRONG) * interested

    def test_a_recusal_on_record_is_enough_an_abstention_is_not(self, panel: Json) -> None:
        panel["experts"][4]["employer"] = "示例藤椅厂"
        said = {"expert": "E005", "dossier": RATTAN, "date": "2017-09-29", "reason": "示例"}
        for kind, found in (("abstain", list(self.WRONG)), ("recuse", [])):
            told = {**panel, "declarations": [*panel["declarations"], {**said, "kind": kind}]}
            assert across("X213", of_panel(told), self.applied(), *NOTICES) == found

    def test_of_an_application_under_another_call_nothing_is_asked(self, panel: Json) -> None:
        panel["experts"][4]["employer"] = "示例藤椅厂"
        assert across("X213", of_panel(panel), self.applied("hunan/2017-1"), *NOTICES) == []

    def test_it_is_told_of_the_last_round_that_was_drawn(self, panel: Json) -> None:
        panel["experts"][4]["employer"] = "示例藤椅厂"
        announced = {**deepcopy(panel["draws"][1]), "round": 3, "date": "2017-10-09", "seed": None}
        for row in announced["assignments"]:
            row["experts"] = []
        panel["draws"].append(announced)
        assert across("X213", of_panel(panel), self.applied(), *NOTICES) == list(self.WRONG)
        del panel["draws"][1:]  # E005 judged something else in the first round
        assert across("X213", of_panel(panel), self.applied(), *NOTICES) == []


class TestStoodBack:
    """X221."""

    @pytest.mark.parametrize(
        ("day", "kind", "found"),
        [("2017-10-17", "recuse", 1), ("2017-10-18", "abstain", 1), ("2017-10-19", "recuse", 0)],
    )
    def test_whoever_stood_back_by_the_day_of_the_review_scores_nothing(
        self, panel: Json, review: Json, day: str, kind: str, found: int
    ) -> None:
        made = {"expert": "E005", "dossier": RATTAN, "kind": kind, "date": day}
        panel["declarations"].append(made)
        place = f"{RATTAN}/2017-expert-review.yaml /scores/1/expert"
        assert across("X221", *NOTICES, of_panel(panel), of_review(review)) == [place] * found

    def test_elsewhere_or_without_a_score_it_says_nothing(self, panel: Json, review: Json) -> None:
        panel["declarations"] += [
            {"expert": "E005", "dossier": PIPELINE, "kind": "recuse", "date": "2017-10-01"},
            {"expert": "E006", "dossier": RATTAN, "kind": "recuse", "date": None},
        ]
        assert across("X221", *NOTICES, of_panel(panel), of_review(review)) == []


class TestDrawFirst:
    """X220."""

    @staticmethod
    def found(*files: Facts, **settings: Json) -> list[dict[str, object]]:
        in_force = replace(law(), calls={CALL: {"expert_review": {"per_cluster": 3}, **settings}})
        hits = panels.reviewed_after_the_draw([*NOTICES, *files], in_force)
        return [dict(values) for _, _, values in hits]

    @pytest.mark.parametrize(
        ("day", "is_late"), [("2017-09-20", True), ("2017-09-21", False), ("2017-10-18", False)]
    )
    def test_a_review_comes_after_the_first_draw_for_its_cluster(
        self, panel: Json, review: Json, day: str, *, is_late: bool
    ) -> None:
        review["date"] = day
        told = [{"found": day, "first": "2017-09-21"}]
        assert self.found(of_panel(panel), of_review(review)) == (told if is_late else [])

    def test_without_a_draw_there_is_no_first(self, panel: Json, review: Json) -> None:
        told = [{"found": "2017-10-18", "first": "—"}]
        assert self.found(of_review(review)) == told
        assert self.found(of_review(review), expert_review=None) == []
        assert self.found(of_panel({**panel, "call": "hunan/2017-1"}), of_review(review)) == told
        for one in panel["draws"]:
            one["assignments"] = one["assignments"][1:]
        assert self.found(of_panel(panel), of_review(review)) == told

    def test_of_a_panel_that_cannot_be_read_nothing_is_said(
        self, panel: Json, review: Json
    ) -> None:
        del review["date"]
        assert self.found(of_panel(panel), of_review(review)) == []
        review["date"] = "2017-10-18"
        panel["draws"][1]["date"] = None
        assert self.found(of_panel(panel), of_review(review)) == []
        del panel["draws"]
        assert self.found(of_panel(panel), of_review(review)) == []
