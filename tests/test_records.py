"""Clean documents become dossiers; a bad file is shown as a doubt and hides nothing else."""

from datetime import date

import pytest

from brandpilot.findings import Finding
from brandpilot.inspection import inspect
from brandpilot.layout import REVIEWERS
from brandpilot.lifecycle import awaits_record
from brandpilot.load import Document
from brandpilot.records import Notice, Record, Register, register
from support.house import ROOT, document, law

KINDS = {
    "application": "schema: application/2017\nsignoff: {date: 2017-08-18}\n",
    "designation": "schema: designation/1\ndate: 2017-12-05\n",
    "undated": "schema: designation/1\ndate: null\n",
    "demonstration": "schema: demonstration/1\ndate: 2017-12-05\n",
    "press-figures": "schema: press-figures/1\nyear: 2016\n",
}
AT_FUJIAN = "submissions/fujian/tea/"


def record(path: str, kind: str) -> Document:
    return document(path, KINDS[kind])


def folded(*documents: Document, errors: tuple[Finding, ...] = ()) -> Register:
    return register(documents, errors, law().rules)


@pytest.mark.parametrize(
    ("kind", "date"),
    [
        ("application", "2017-08-18"),
        ("designation", "2017-12-05"),
        ("undated", None),
        ("press-figures", None),
    ],
)
def test_a_record_takes_effect_on_its_own_date(kind: str, date: str | None) -> None:
    name = {"undated": "undated-designation"}.get(kind, f"2017-{kind}")
    (dossier,) = folded(record(f"{AT_FUJIAN}{name}.yaml", kind)).dossiers
    assert [own.date for own in dossier.records] == [date]


def test_a_dossier_holds_its_records_oldest_first() -> None:
    named = {
        "2017-demonstration": "demonstration",
        "2017-designation": "designation",
        "2017-designation-2": "designation",
        "2017-application": "application",
        "2016-press-figures": "press-figures",
        "undated-designation": "undated",
    }
    files = [record(f"{AT_FUJIAN}{name}.yaml", kind) for name, kind in named.items()]
    (dossier,) = folded(*files).dossiers
    assert [own.path.removeprefix(AT_FUJIAN).removesuffix(".yaml") for own in dossier.records] == [
        "undated-designation",
        "2016-press-figures",
        "2017-application",
        "2017-designation",
        "2017-designation-2",
        "2017-demonstration",
    ]
    assert folded(*reversed(files)).dossiers == (dossier,)


def test_a_dossier_knows_where_it_is() -> None:
    files = (
        record("submissions/_unplaced/x/undated-designation.yaml", "undated"),
        record(AT_FUJIAN + "2017-designation.yaml", "designation"),
        record(AT_FUJIAN + "2017-application.yaml", "application"),
    )
    nowhere, tea = folded(*files).dossiers
    assert (nowhere.unit, nowhere.cluster, nowhere.is_placed) == ("_unplaced", "x", False)
    assert (tea.unit, tea.cluster, tea.is_placed) == ("fujian", "tea", True)
    assert [own.year for own in tea.of_kind("designation")] == [2017]
    assert tea.of_kind("demonstration") == ()


def test_notices_are_found_by_their_id() -> None:
    page = "---\nschema: notice/1\n---\n\n本通知。\n"
    pages = [
        document(f"docs/notices/{id_}.md", page) for id_ in ("miit/2017-433", "fujian/2017-734")
    ]
    content = folded(*pages)
    assert [notice.id for notice in content.notices] == ["fujian/2017-734", "miit/2017-433"]
    found = content.notice("miit/2017-433")
    assert found is not None
    assert (found.body, found.path) == ("\n本通知。\n", "docs/notices/miit/2017-433.md")
    assert content.notice("miit/1999-1") is None


def test_a_draft_belongs_to_no_dossier() -> None:
    assert folded(record("draft.yaml", "designation")) == Register((), ())


def test_a_file_with_errors_is_a_doubt_and_the_others_stay() -> None:
    good, bad = AT_FUJIAN + "2016-designation.yaml", AT_FUJIAN + "2017-designation.yaml"
    error = Finding(bad, 3, 1, "S103")
    files = record(good, "designation"), record(bad, "designation")
    (dossier,) = folded(*files, errors=(error,)).dossiers
    assert [own.path for own in dossier.records] == [good]
    assert dossier.findings == (error,)


def test_a_notice_out_of_order_for_one_cluster_stays_for_the_others() -> None:
    path = "docs/notices/miit/2018-8.md"
    page = document(path, "---\nschema: notice/1\n---\n\n公示。\n")
    refused, other = Finding(path, 9, 5, "L101"), Finding(path, 3, 1, "C208")
    assert [one.path for one in folded(page, errors=(refused,)).notices] == [path]
    assert folded(page, errors=(refused,)).doubts == (refused,)
    assert folded(page, errors=(refused, other)).notices == ()


def test_a_record_out_of_order_is_left_out_but_a_void_recommendation_stays() -> None:
    path = AT_FUJIAN + "2017-recommendation.yaml"
    text = "schema: recommendation/1\ndate: 2017-08-30\n"
    for code, kept in (("L101", 0), ("L112", 0), ("L102", 1)):
        error = Finding(path, 1, 1, code)
        (dossier,) = folded(document(path, text), errors=(error,)).dossiers
        assert (len(dossier.records), dossier.findings) == (kept, (error,))


def test_a_dossier_of_which_nothing_can_be_read_is_still_shown() -> None:
    error = Finding(AT_FUJIAN + "2017-application.yaml", 1, 1, "F008")
    (dossier,) = folded(errors=(error,)).dossiers
    assert (dossier.id, dossier.records, dossier.findings) == ("fujian/tea", (), (error,))


@pytest.mark.parametrize(
    "path",
    [
        "submissions/stray.yaml",
        "submissions/fujian/stray.yaml",
        "submissions/fujian/Tea/2017-application.yaml",
        "submissions/fujian/tea/more/2017-application.yaml",
        "submissions/<b>nowhere</b>/tea/2017-application.yaml",
        "docs/notices/fujian/2017-734.md",
    ],
)
def test_a_stray_file_makes_no_dossier(path: str) -> None:
    assert folded(errors=(Finding(path, 1, 1, "F003"),)).dossiers == ()


class TestDecisions:
    """By which merge a file came, and what of it does not count."""

    REPORT = document(
        AT_FUJIAN + "2018-annual-report.yaml", "schema: annual-report/1\nyear: 2018\n"
    )
    FILED = record(AT_FUJIAN + "2017-application.yaml", "application")

    @staticmethod
    def ruled(verdict: str) -> str:
        return f"date: 2019-01-20\nproof: {{verdicts: [{{rule: G501, verdict: {verdict}}}]}}\n"

    def decision(
        self, on: Document, number: str = "", verdict: str = "pass", sha: str = ""
    ) -> Document:
        path = f"{on.path.rpartition('.')[0]}.decision{number}.yaml"
        named = f"record: {{file: x, sha256: '{sha or on.sha256}'}}\n"
        return document(path, f"schema: decision/1\n{named}{self.ruled(verdict)}")

    def recommendation(self, number: str = "", verdict: str = "pass", sha: str = "") -> Document:
        path = f"{AT_FUJIAN}2017-recommendation{number}.yaml"
        name = self.FILED.path.rpartition("/")[2]
        named = f"application: {{file: {name}, sha256: '{sha or self.FILED.sha256}'}}\n"
        return document(path, f"schema: recommendation/1\n{named}{self.ruled(verdict)}")

    def test_they_stand_apart_from_what_they_decided(self) -> None:
        notice = document("docs/notices/fujian/2017-1.md", "---\nschema: notice/1\n---\n")
        yearly = document("submissions/fujian/_supervision/2018.yaml", "schema: supervision/1\n")
        files = (self.REPORT, notice, yearly)
        content = folded(*files, *map(self.decision, files))
        (dossier,) = content.dossiers
        kept: list[Record | Notice] = [*dossier.records, *content.notices, *content.yearly]
        assert {one.path for one in kept} == {one.path for one in files}
        for one in kept:
            decided = content.decision_of(one)
            assert decided is not None
            assert decided.path.rpartition(".decision")[0] == one.path.rpartition(".")[0]

    def test_the_last_one_on_these_bytes_is_told(self) -> None:
        other = self.decision(self.REPORT, "-3", sha="0" * 64)
        both = self.decision(self.REPORT), self.decision(self.REPORT, "-2")
        content = folded(self.REPORT, other, *both)
        ((report,),) = (dossier.records for dossier in content.dossiers)
        found = content.decision_of(report)
        assert found is not None
        assert found.path == both[1].path
        lone = folded(self.REPORT, other)
        assert lone.decision_of(lone.dossiers[0].records[0]) is None
        assert [one.number for one in content.decisions[self.REPORT.path]] == [1, 2, 3]

    def test_of_an_application_it_is_the_recommendation(self) -> None:
        content = folded(self.FILED, self.recommendation(), self.recommendation("-2"))
        filed, first, second = content.dossiers[0].records
        assert content.decision_of(filed) == second
        assert content.decision_of(first) is None

    def test_what_does_not_count_stays_on_record(self) -> None:
        bad = self.decision(self.REPORT, verdict="fail")
        content = folded(self.REPORT, self.FILED, self.recommendation(verdict="fail"), bad)
        (dossier,) = content.dossiers
        assert [one.kind for one in dossier.counting] == ["application"]
        assert len(dossier.records) == len(dossier.counting) + 2
        assert dossier.of_kind("annual-report") == ()
        assert [content.counts(one) for one in dossier.records] == [
            one.kind == "application" for one in dossier.records
        ]

    def test_nor_do_a_unit_s_file_and_a_notice(self) -> None:
        notice = document("docs/notices/fujian/2017-1.md", "---\nschema: notice/1\n---\n")
        yearly = document("submissions/fujian/_supervision/2018.yaml", "schema: supervision/1\n")
        bad = [self.decision(one, verdict="fail") for one in (notice, yearly)]
        assert folded(notice, yearly).notice_data.keys() == {"fujian/2017-1"}
        content = folded(notice, yearly, *bad)
        assert [one.id for one in content.notices] == ["fujian/2017-1"]
        assert (content.notice_data, content.yearly) == ({}, ())

    def test_a_merge_awaits_its_record_until_it_is_written(self) -> None:
        for opinions, waits in (
            ((), True),
            ((self.recommendation(),), False),
            ((self.recommendation(verdict="fail"),), False),
            ((self.recommendation(verdict="fail", sha="0" * 64),), True),
        ):
            (dossier,) = folded(self.FILED, *opinions).dossiers
            found = awaits_record(dossier, date(2019, 2, 1))
            assert (found is not None and found.path == self.FILED.path) is waits
        error = Finding(AT_FUJIAN + "2017-recommendation.yaml", 1, 1, "X201")
        (dossier,) = folded(self.FILED, self.recommendation(), errors=(error,)).dossiers
        assert awaits_record(dossier, date(2019, 2, 1)) is None


def test_the_register_of_this_repository_holds_every_file() -> None:
    inspection = inspect(ROOT, law(), keep=True)
    content = register(inspection.documents, inspection.errors, law().rules)
    held = {own.path for dossier in content.dossiers for own in dossier.records}
    held |= {notice.path for notice in content.notices} | {REVIEWERS}
    assert held == {file.path for file in inspection.files}
    assert all(dossier.findings == () for dossier in content.dossiers)
