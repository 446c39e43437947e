"""The board of a call: every unit, and how far it is."""

from datetime import date

import pytest

from brandpilot.course import Rules
from brandpilot.findings import Finding, Json
from brandpilot.load import Document
from brandpilot.records import register
from brandpilot.rollup import Standing, board
from support.house import law
from support.registers import filed, notice, recommended, supervised

UNITS = tuple(law().codelists["units"])
NATIONAL, OWN, NEXT = "miit/2017-433", "fujian/2017-734", "miit/2018-1"


def call(id_: str, implements: str | None = None, **settings: Json) -> Document:
    told = {"quota": None, "opinion_date": None, **settings}
    issuer, _, rest = id_.partition("/")
    boxes = {"kind": "call", "issuer": issuer, "implements": implements, "call": told}
    return notice(id_, f"{rest[:4]}-06-01", **boxes)


CALLS = (
    call(NATIONAL),
    call(OWN, NATIONAL, opinion_date="2017-08-31", quota={"min": 2, "max": 3}),
    call(NEXT),
)


def applied(dossier: str, day: str = "2017-08-20", under: str = OWN) -> Document:
    return filed("application", day, dossier=dossier, call=under)


def stand(
    *files: Document,
    as_of: str = "2017-09-30",
    under: str = NATIONAL,
    calls: tuple[Document, ...] = CALLS,
    errors: tuple[Finding, ...] = (),
) -> dict[str, Standing]:
    settings = {
        OWN: {"opinion_date": "2017-08-31", "paper_copies": 3},
        NATIONAL: {},
        NEXT: {},
    }
    rules = Rules(law().table, settings, law().calendar)
    content = register([*calls, *files], errors, rules)
    rows = board(content, UNITS, under, date.fromisoformat(as_of))
    assert tuple(row.unit for row in rows) == UNITS
    return {row.unit: row for row in rows}


def counts(row: Standing) -> tuple[int, ...]:
    return row.filed, row.recommended, row.paper_unit, row.paper_ministry, row.overdue


def test_every_unit_has_a_row_even_where_nobody_filed() -> None:
    rows = stand()
    assert len(rows) == 37
    assert {counts(row) for row in rows.values()} == {(0, 0, 0, 0, 0)}
    assert {row.supervision for row in rows.values()} == {None}


def test_each_step_is_counted_on_its_day() -> None:
    tea, silk = applied("fujian/shili-tea"), applied("fujian/shili-silk")
    files = (
        *(tea, silk, recommended(tea, "2017-08-28")),
        filed("paper-unit", "2017-09-04"),
        filed("paper-ministry", "2017-09-20"),
    )
    assert counts(stand(*files, as_of="2017-08-19")["fujian"]) == (0, 0, 0, 0, 0)
    assert counts(stand(*files, as_of="2017-08-28")["fujian"]) == (2, 1, 0, 0, 0)
    assert counts(stand(*files, as_of="2017-09-04")["fujian"]) == (2, 1, 1, 0, 1)
    assert counts(stand(*files)["fujian"]) == (2, 1, 1, 1, 1)
    assert counts(stand(*files)["zhejiang"]) == (0, 0, 0, 0, 0)


def test_a_recommendation_that_no_longer_stands_is_not_counted() -> None:
    tea = applied("fujian/shili-tea")
    files = tea, recommended(tea, "2017-08-28")
    void = filed("correction", "2017-09-10", voids_recommendation=True)
    gone = filed("status-change-unit", "2017-09-10", change="retraction")
    assert counts(stand(*files, void)["fujian"]) == (1, 0, 0, 0, 1)
    assert counts(stand(*files, gone)["fujian"]) == (1, 0, 0, 0, 0)
    assert counts(stand(*files, void, as_of="2017-09-09")["fujian"])[1] == 1


def test_a_recommendation_of_another_text_never_stood() -> None:
    tea = applied("fujian/shili-tea")
    named = {"file": "2017-application.yaml", "sha256": "0" * 64}
    changed = filed("recommendation", "2017-08-28", application=named)
    assert counts(stand(tea, changed)["fujian"]) == (1, 0, 0, 0, 1)


def test_a_call_is_its_own_and_what_carries_it_out_and_no_other() -> None:
    files = applied("fujian/shili-tea"), applied("fujian/shili-silk", "2018-08-20", NEXT)
    assert stand(*files, as_of="2018-12-31")["fujian"].filed == 1
    assert stand(*files, as_of="2018-12-31", under=NEXT)["fujian"].filed == 1
    assert stand(*files, as_of="2018-12-31", under=OWN)["fujian"].filed == 1


def test_who_files_again_under_a_later_call_keeps_what_was_reached() -> None:
    tea = applied("fujian/shili-tea")
    gone = filed("status-change-unit", "2017-09-10", change="retraction")
    again = filed("application", "2018-08-20", dossier="fujian/shili-tea", call=NEXT)
    files = tea, gone, again
    assert counts(stand(*files, as_of="2018-12-31")["fujian"]) == (1, 0, 0, 0, 0)
    assert counts(stand(*files, as_of="2018-12-31", under=NEXT)["fujian"]) == (1, 0, 0, 0, 0)


def test_a_cluster_counts_where_it_filed_whoever_has_it_now() -> None:
    tea = applied("fujian/shili-tea")
    chosen = filed("designation", "2017-12-05", origin="decided")
    moved = filed("status-change-ministry", "2018-06-01", change="transfer", to_unit="xiamen")
    files = tea, recommended(tea, "2017-08-28"), chosen, moved
    rows = stand(*files, as_of="2018-12-31")
    assert (rows["fujian"].filed, rows["xiamen"].filed) == (1, 0)
    assert (rows["fujian"].recommended, rows["xiamen"].recommended) == (1, 0)


@pytest.mark.parametrize(
    ("under", "national", "fujian", "zhejiang"),
    [
        (NATIONAL, None, (2, 3), None),
        (NATIONAL, {"min": 4, "max": 4}, (2, 3), (4, 4)),
        (OWN, {"min": 4, "max": 4}, (2, 3), None),
    ],
)
def test_a_quota_is_the_units_own_or_everybodys(
    under: str, national: Json, fujian: Json, zhejiang: Json
) -> None:
    calls = (call(NATIONAL, quota=national), *CALLS[1:])
    rows = stand(under=under, calls=calls)
    assert (rows["fujian"].quota, rows["zhejiang"].quota) == (fujian, zhejiang)


def test_what_could_not_be_counted_is_told() -> None:
    tea = applied("fujian/shili-tea")
    rows = stand(tea, errors=(Finding(tea.path, 1, 1, "C304"),))
    assert (rows["fujian"].filed, rows["fujian"].in_doubt) == (0, 1)


def test_last_years_supervision_is_told_by_its_day_or_owed() -> None:
    tea = applied("fujian/shili-tea")
    chosen = filed("designation", "2017-12-05", origin="decided")
    files = tea, recommended(tea, "2017-08-28"), chosen
    report = supervised("fujian", 2018, "2019-01-20")
    for as_of, told in (("2019-01-19", ""), ("2019-01-20", "2019-01-20"), ("2017-12-31", None)):
        assert stand(*files, report, as_of=as_of)["fujian"].supervision == told
    assert stand(*files, report, as_of="2019-06-30")["zhejiang"].supervision is None
