"""What is owed between an application and the designation, duty by duty."""

import pytest

from brandpilot.findings import Json
from brandpilot.load import Document
from support.registers import (
    CALL,
    filed,
    held,
    notice,
    owed,
    public_notice,
    recommended,
    told,
)

APPLICATION = filed("application", "2017-08-20")
RECOMMENDATION = recommended(APPLICATION, "2017-08-28")
SETTINGS: dict[str, Json] = {
    "opinion_date": "2017-08-31",
    "paper_date": "2017-09-05",
    "paper_copies": 3,
    "expert_review": {"per_cluster": 3},
    "objection_working_days": 10,
}
REVIEW = filed("expert-review", "2017-10-10", call=CALL)
PAPERS = (
    filed("paper-unit", "2017-09-01", call=CALL),
    filed("paper-ministry", "2017-09-12", call=CALL),
)


def duties(*files: Document, as_of: str, **settings: Json) -> list[str]:
    return told(held(*files, **{**SETTINGS, **settings}), as_of)


class TestOpinion:
    def test_the_unit_owes_it_from_the_day_of_the_application(self) -> None:
        assert duties(APPLICATION, RECOMMENDATION, as_of="2017-08-19") == []
        assert duties(APPLICATION, RECOMMENDATION, as_of="2017-08-20") == ["opinion 2017-08-31"]
        assert duties(APPLICATION, RECOMMENDATION, as_of="2017-08-27") == ["opinion 2017-08-31"]
        assert "opinion 2017-08-31" not in duties(APPLICATION, RECOMMENDATION, as_of="2017-08-28")

    def test_it_has_no_date_where_no_call_sets_one(self) -> None:
        assert duties(APPLICATION, as_of="2017-09-30", opinion_date=None) == ["opinion"]
        elsewhere = filed("application", "2017-08-20", call="fujian/2017-9")
        assert duties(elsewhere, as_of="2017-09-30") == ["opinion"]

    def test_it_is_owed_again_where_the_application_was_changed(self) -> None:
        changed = filed("application", "2017-08-20", note="改动")
        assert duties(changed, RECOMMENDATION, as_of="2017-08-30") == ["opinion 2017-08-31"]

    def test_it_is_owed_again_where_a_correction_voids_the_recommendation(self) -> None:
        void = filed("correction", "2017-09-02", voids_recommendation=True)
        files = (APPLICATION, RECOMMENDATION, void)
        assert "opinion 2017-08-31" not in duties(*files, as_of="2017-09-01")
        assert duties(*files, as_of="2017-09-02") == ["opinion 2017-08-31"]

    def test_a_filing_taken_back_is_owed_nothing(self) -> None:
        back = filed("status-change-unit", "2017-08-25", change="retraction")
        assert duties(APPLICATION, back, as_of="2017-08-25") == []

    def test_the_last_application_says_which_call_counts(self) -> None:
        again = filed("application", "2018-08-20", call="fujian/2018-9")
        assert duties(APPLICATION, again, as_of="2018-08-19") == ["opinion 2017-08-31"]
        assert duties(APPLICATION, again, as_of="2018-08-20") == ["opinion"]


class TestPaper:
    def test_the_organizer_owes_the_unit_and_the_unit_the_ministry(self) -> None:
        found = duties(APPLICATION, RECOMMENDATION, as_of="2017-08-28")
        assert found == ["paper_unit 2017-09-05", "expert_review", "paper_ministry"]

    def test_each_is_fulfilled_by_its_own_receipt(self) -> None:
        files = (APPLICATION, RECOMMENDATION, *PAPERS)
        assert duties(*files, as_of="2017-08-31")[0] == "paper_unit 2017-09-05"
        assert duties(*files, as_of="2017-09-01") == ["expert_review", "paper_ministry"]
        assert duties(*files, as_of="2017-09-11") == ["expert_review", "paper_ministry"]
        assert duties(*files, as_of="2017-09-12") == ["expert_review"]

    def test_paper_that_came_with_the_application_is_not_asked_for_again(self) -> None:
        early = filed("paper-unit", "2017-08-21", call=CALL)
        found = duties(APPLICATION, early, RECOMMENDATION, as_of="2017-08-28")
        assert found == ["expert_review", "paper_ministry"]

    def test_paper_of_an_earlier_application_does_not_count(self) -> None:
        again = filed("application", "2018-08-20")
        files = (APPLICATION, RECOMMENDATION, *PAPERS, again, recommended(again, "2018-08-28"))
        found = duties(*files, as_of="2018-08-28")
        assert found == ["paper_unit 2017-09-05", "expert_review", "paper_ministry"]

    def test_the_unit_asks_for_none_where_the_call_sets_no_number(self) -> None:
        found = duties(APPLICATION, RECOMMENDATION, as_of="2017-08-28", paper_copies=None)
        assert found == ["expert_review", "paper_ministry"]

    def test_it_stays_owed_until_the_designation(self) -> None:
        files = (APPLICATION, RECOMMENDATION, REVIEW, public_notice("2017-11-01", "2017-11-07"))
        for day in ("2017-10-10", "2017-11-01", "2017-11-08"):
            assert {"paper_unit 2017-09-05", "paper_ministry"} <= set(duties(*files, as_of=day))
        designation = filed("designation", "2017-12-05", origin="decided")
        assert duties(*files, designation, as_of="2017-12-05") == []


class TestMinistry:
    FILES = (
        APPLICATION,
        RECOMMENDATION,
        *PAPERS,
        REVIEW,
        public_notice("2017-11-01", "2017-11-07"),
    )

    @pytest.mark.parametrize(
        ("as_of", "found"),
        [
            ("2017-10-09", ["expert_review"]),
            ("2017-10-10", ["public_notice"]),
            ("2017-10-31", ["public_notice"]),
            ("2017-11-01", []),
            ("2017-11-07", []),
            ("2017-11-08", ["designation"]),
            ("2099-12-31", ["designation"]),
        ],
    )
    def test_one_step_after_the_other(self, as_of: str, found: list[str]) -> None:
        assert duties(*self.FILES, as_of=as_of) == found

    def test_without_experts_in_the_call_the_notice_comes_next(self) -> None:
        found = duties(APPLICATION, RECOMMENDATION, *PAPERS, as_of="2017-09-20", expert_review=None)
        assert found == ["public_notice"]

    def test_nothing_is_left_once_the_list_without_the_cluster_is_out(self) -> None:
        call = notice(CALL, "2017-08-08")
        over = notice("miit/2017-500", "2017-12-05", designation={"call": CALL})
        assert duties(*self.FILES, call, over, as_of="2017-12-04") == ["designation"]
        assert duties(*self.FILES, call, over, as_of="2017-12-05") == []


class TestObjection:
    FILES = (APPLICATION, RECOMMENDATION, *PAPERS, REVIEW)

    def found(self, *objections: tuple[str, str | None, str | None], as_of: str) -> list[str]:
        told_of = public_notice("2017-11-01", "2017-11-07", *objections)
        return duties(*self.FILES, told_of, as_of=as_of)

    def test_it_stands_from_the_day_it_is_received_until_it_is_closed(self) -> None:
        one = ("2017-11-02", "2017-11-20", "fujian/shili-tea")
        assert self.found(one, as_of="2017-11-01") == []
        assert self.found(one, as_of="2017-11-02") == ["objection 2017-11-16"]
        assert self.found(one, as_of="2017-11-19") == ["objection 2017-11-16"]
        assert self.found(one, as_of="2017-11-20") == ["designation"]

    def test_several_are_one_duty_due_with_the_oldest_that_is_open(self) -> None:
        two = ("2017-11-02", "2017-11-06", None), ("2017-11-03", None, "fujian/shili-tea")
        assert self.found(*two, as_of="2017-11-05") == ["objection 2017-11-16"]
        assert self.found(*two, as_of="2017-11-06") == ["objection 2017-11-17"]
        assert self.found(*reversed(two), as_of="2017-11-05") == ["objection 2017-11-16"]

    def test_one_about_the_whole_list_is_about_each_cluster_on_it(self) -> None:
        dossiers = ("fujian/shili-tea", "hebei/shili-silk")
        other = filed("application", "2017-08-20", dossier="hebei/shili-silk")
        listed = public_notice(
            "2017-11-01", "2017-11-07", ("2017-11-02", None, None), dossiers=dossiers
        )
        content = held(*self.FILES, other, listed, **SETTINGS)
        found = [one.dossier for one in owed(content, "2017-11-07") if one.duty == "objection"]
        assert found == list(dossiers)

    def test_one_about_another_cluster_is_not_about_this(self) -> None:
        assert self.found(("2017-11-02", None, "hebei/shili-silk"), as_of="2017-11-07") == []

    def test_one_to_a_units_own_notice_is_not_the_ministrys_to_close(self) -> None:
        told_of = public_notice("2017-11-01", "2017-11-07", ("2017-11-02", None, None), of="fujian")
        assert duties(*self.FILES, told_of, as_of="2017-11-05") == ["public_notice"]

    def test_it_has_no_date_where_no_call_sets_a_time(self) -> None:
        listed = public_notice("2017-11-01", "2017-11-07", ("2017-11-02", None, None))
        found = duties(*self.FILES, listed, as_of="2017-11-05", objection_working_days=None)
        assert found == ["objection"]

    def test_it_has_no_date_in_a_year_that_nobody_has_arranged(self) -> None:
        listed = public_notice("2047-11-01", "2047-11-07", ("2047-11-02", None, None))
        assert duties(*self.FILES, listed, as_of="2047-11-05") == ["objection"]

    def test_one_that_outlives_the_notice_keeps_the_designation_waiting(self) -> None:
        one = ("2017-11-07", None, None)
        assert self.found(one, as_of="2017-11-08") == ["objection 2017-11-21"]

    def test_a_notice_that_is_not_out_yet_says_nothing(self) -> None:
        early = public_notice("2017-11-01", "2017-11-07", ("2017-10-30", None, None))
        assert duties(*self.FILES, early, as_of="2017-10-31") == ["public_notice"]
