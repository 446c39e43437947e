"""The worksheet of a unit: its filings under one call, side by side."""

from datetime import date

import pytest

from brandpilot.course import Rules
from brandpilot.findings import Finding, Json
from brandpilot.layout import record_path
from brandpilot.load import Document
from brandpilot.records import register
from brandpilot.worksheet import Filing, Worksheet, worksheet
from support.house import APPLICATION, VALID, document, law
from support.registers import filed, notice, recommended
from support.spelling import to_yaml

NATIONAL, OWN, NEXT = "miit/2017-433", "fujian/2017-734", "miit/2018-1"
NAMED = law().codelists["indicators"].where("named", "yes")
DOSSIER = "fujian/shili-rattan"
RATTAN = document(APPLICATION, (VALID / "fujian-2017-application.yaml").read_bytes())


def call(id_: str, implements: str | None = None) -> Document:
    boxes = {"issuer": id_.partition("/")[0], "call": {"year": int(id_.partition("/")[2][:4])}}
    return notice(
        id_, f"{id_.partition('/')[2][:4]}-06-01", kind="call", implements=implements, **boxes
    )


CALLS = (call(NATIONAL), call(OWN, NATIONAL), call(NEXT))


def laid_out(
    *files: Document,
    unit: str = "fujian",
    under: str = OWN,
    as_of: str = "2017-09-30",
    errors: tuple[Finding, ...] = (),
) -> Worksheet:
    rules = Rules(law().table, {NATIONAL: {}, OWN: {}, NEXT: {}}, law().calendar)
    content = register([*CALLS, *files], errors, rules)
    return worksheet(content, unit, under, NAMED, date.fromisoformat(as_of))


def one(*files: Document, as_of: str = "2017-09-30", errors: tuple[Finding, ...] = ()) -> Filing:
    (row,) = laid_out(*files, as_of=as_of, errors=errors).filings
    return row


def opinion(day: str = "2017-08-30", of: Document = RATTAN, **boxes: Json) -> Document:
    """Make a recommendation of a filing as it stands."""
    assert of.place is not None
    named = {"file": of.path.rpartition("/")[2], "sha256": of.sha256}
    told = {"rank": 2, "opinion": "同意推荐。", "call": OWN, "application": named, **boxes}
    return filed("recommendation", day, 2017, of.place.dossier, **told)


def closed(year: int = 2017, under: str = OWN, unit: str = "fujian", **reasons: int) -> Document:
    rows = [{"reason": reason, "count": count} for reason, count in reasons.items()]
    told = {"unit": unit, "call": under, "date": f"{year}-09-01", "reasons": rows}
    path = f"submissions/{unit}/_closed/{year}.yaml"
    return document(path, to_yaml({"schema": "closed/1", "year": year, **told}))


class TestFiling:
    def test_it_tells_what_a_reviewer_compares(self) -> None:
        assert one(RATTAN, opinion()) == Filing(
            dossier=DOSSIER,
            name="示例县藤编产业集群",
            organizer="示例县人民政府",
            industries=("21", "20", "24"),
            is_base=True,
            accidents=0,
            share_pct=35,
            latest={
                "value_added_rate": 25.6,
                "own_brand_sales_share": 36.2,
                "new_product_rate": 15.1,
            },
            funds_cny10k=1260,
            state="recommended",
            state_name="已推荐",
            rank=2,
            opinion="同意推荐。",
            findings=0,
        )

    def test_funds_are_added_up_as_they_are_written(self) -> None:
        tasks = [{"funds_cny10k": amount} for amount in (0.1, 0.2, 1e15)]
        assert (
            one(filed("application", "2017-08-18", plan={"tasks": tasks[:2]})).funds_cny10k == 0.3
        )
        whole = one(filed("application", "2017-08-18", plan={"tasks": tasks[2:]})).funds_cny10k
        assert repr(whole) == "1000000000000000"

    def test_accidents_are_counted_by_kind_and_year(self) -> None:
        years = [{"status": status} for status in ("occurred", "none", "occurred")]
        kinds = [
            {"kind": "environment", "years": years},
            {"kind": "reputation", "years": years[:1]},
        ]
        assert (
            one(filed("application", "2017-08-18", eligibility={"accidents": kinds})).accidents == 3
        )

    def test_the_last_base_year_counts_wherever_it_stands(self) -> None:
        values = [
            {"year": 2016, "value": 3},
            {"year": 2014, "value": 1},
            {"year": 2015, "value": 2},
        ]
        rows = [
            {"indicator": "value_added_rate", "values": values},
            {"indicator": "awareness", "values": values},
        ]
        assert one(filed("application", "2017-08-18", indicators=rows)).latest == {
            "value_added_rate": 3,
            "own_brand_sales_share": None,
            "new_product_rate": None,
        }

    def test_of_a_cluster_that_is_no_base_it_says_so(self) -> None:
        bare = filed("application", "2017-08-18", cluster={"demonstration_base": None})
        assert one(bare).is_base is False


class TestRecommendation:
    def test_before_it_is_given_there_is_none(self) -> None:
        row = one(RATTAN, opinion(), as_of="2017-08-29")
        assert (row.state, row.rank, row.opinion) == ("applied", None, None)

    def test_of_another_application_it_does_not_stand(self) -> None:
        row = one(
            RATTAN, opinion(application={"file": "2017-application.yaml", "sha256": "0" * 64})
        )
        assert (row.state, row.rank, row.opinion) == ("recommendation_void", None, None)

    @pytest.mark.parametrize(
        ("kind", "box", "state"),
        [
            ("correction", {"voids_recommendation": True}, "recommendation_void"),
            ("status-change-unit", {"change": "retraction"}, "retracted"),
        ],
    )
    def test_what_was_taken_back_does_not_stand(
        self, kind: str, box: dict[str, Json], state: str
    ) -> None:
        undone = filed(kind, "2017-09-04", 2017, DOSSIER, **box)
        row = one(RATTAN, opinion(), undone)
        assert (row.state, row.rank) == (state, None)
        assert one(RATTAN, opinion(), undone, as_of="2017-09-03").rank == 2

    def test_the_newest_counts(self) -> None:
        void = filed("correction", "2017-09-04", 2017, DOSSIER, voids_recommendation=True)
        again = opinion("2017-09-05", rank=1)
        path = record_path(DOSSIER, 2017, "recommendation", 2)
        second = document(path, to_yaml(again.data))
        assert one(RATTAN, opinion(), void, second).rank == 1


class TestSheet:
    def test_it_holds_the_unit_and_the_call_that_are_asked_for(self) -> None:
        tea = filed("application", "2017-08-20", dossier="fujian/tea", call=NATIONAL)
        silk = filed("application", "2017-08-20", dossier="hebei/silk", call=NATIONAL)
        later = filed("application", "2018-08-20", dossier="fujian/later", call=NEXT)

        def ids(unit: str, under: str, as_of: str = "2018-12-31") -> list[str]:
            sheet = laid_out(RATTAN, tea, silk, later, unit=unit, under=under, as_of=as_of)
            return [row.dossier for row in sheet.filings]

        assert ids("fujian", OWN) == [DOSSIER]
        assert ids("fujian", NATIONAL) == [DOSSIER, "fujian/tea"]
        assert ids("hebei", NATIONAL) == ["hebei/silk"]
        assert ids("fujian", NEXT) == ["fujian/later"]
        assert ids("fujian", NEXT, "2018-08-19") == []
        assert ids("xiamen", NATIONAL) == []

    def test_who_filed_again_is_seen_under_both_calls(self) -> None:
        again = filed("application", "2018-08-20", dossier=DOSSIER, call=NEXT)
        for under, rank in ((OWN, 2), (NEXT, None)):
            sheet = laid_out(RATTAN, opinion(), again, under=under, as_of="2018-12-31")
            (row,) = sheet.filings
            assert (row.state, row.rank) == ("applied", rank)

    def test_a_filing_stays_with_the_unit_with_which_it_was_filed(self) -> None:
        moved = filed(
            "status-change-ministry",
            "2018-05-01",
            None,
            DOSSIER,
            change="transfer",
            to_unit="xiamen",
        )
        assert laid_out(RATTAN, moved, as_of="2018-12-31").filings[0].dossier == DOSSIER
        assert laid_out(RATTAN, moved, unit="xiamen", as_of="2018-12-31").filings == ()

    def test_a_filing_that_cannot_be_counted_is_listed_with_its_findings(self) -> None:
        errors = tuple(Finding(APPLICATION, line, 1, "S104") for line in (3, 4))
        row = one(RATTAN, errors=errors)
        assert (row.dossier, row.state, row.findings) == (DOSSIER, "in_doubt", 2)
        told = (
            row.organizer,
            row.is_base,
            row.accidents,
            row.share_pct,
            row.funds_cny10k,
            row.rank,
        )
        assert told == (None,) * 6
        assert set(row.latest.values()) == {None}
        assert laid_out(RATTAN, errors=errors, under=NEXT).filings == ()
        assert laid_out(RATTAN, errors=errors, unit="hebei").filings == ()

    def test_a_finding_about_another_record_makes_no_filing(self) -> None:
        elsewhere = Finding(record_path(DOSSIER, 2017, "paper-unit"), 1, 1, "S104")
        assert laid_out(errors=(elsewhere,)).filings == ()
        assert one(RATTAN, errors=(elsewhere,)).findings == 1


class TestClosed:
    def test_reasons_are_added_up_over_the_calls_that_carry_one_out(self) -> None:
        files = closed(late=1, incomplete=2), closed(2018, NATIONAL, late=3)
        assert laid_out(*files, as_of="2018-12-31").closed == {"late": 1, "incomplete": 2}
        both = laid_out(*files, under=NATIONAL, as_of="2018-12-31").closed
        assert both == {"late": 4, "incomplete": 2}

    def test_nothing_on_record_is_not_nothing_closed(self) -> None:
        assert laid_out().closed is None
        assert laid_out(closed()).closed == {}
        assert laid_out(closed(late=1), as_of="2017-08-31").closed is None
        assert laid_out(closed(late=1), under=NEXT).closed is None
        assert laid_out(closed(late=1), unit="hebei").closed is None


def test_the_helper_and_the_real_recommendation_agree() -> None:
    plain = recommended(RATTAN, "2017-08-30")
    assert plain.data["application"] == opinion().data["application"]
