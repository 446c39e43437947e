"""Clean documents become dossiers; a bad file is shown as a doubt and hides nothing else."""

import pytest

from brandpilot.findings import Finding
from brandpilot.inspection import inspect
from brandpilot.load import Document
from brandpilot.records import Register, register
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


def test_the_register_of_this_repository_holds_every_file() -> None:
    inspection = inspect(ROOT, law(), keep=True)
    content = register(inspection.documents, inspection.errors, law().rules)
    held = {own.path for dossier in content.dossiers for own in dossier.records}
    held |= {notice.path for notice in content.notices}
    assert held == {file.path for file in inspection.files}
    assert all(dossier.findings == () for dossier in content.dossiers)
