"""What came by a merge that broke a rule counts nowhere: no duty, sum, name, unit or page rests on it."""

from datetime import date

import pytest

from brandpilot.lifecycle import name, state, unit
from brandpilot.load import Document
from brandpilot.obligations import obligations
from brandpilot.pages.clusters import Cluster
from brandpilot.records import Register, until
from brandpilot.rollup import supervision, support
from support.house import document, law
from support.registers import (
    DOSSIER,
    filed,
    held,
    public_notice,
    recommended,
    supervised,
    told,
    undoing,
)

APPLICATION = filed(
    "application", "2017-08-20", plan={"end_date": "2020-08-31"}, cluster={"name": "示例茶叶集群"}
)
PILOT = (
    APPLICATION,
    recommended(APPLICATION, "2017-08-28"),
    filed("paper-ministry", "2017-09-12"),
    filed("designation", "2017-12-05", origin="decided"),
)
DAY = date(2019, 6, 30)
REPORT = filed("annual-report", "2018-12-01", year=2018)
SUPERVISED = supervised("fujian", 2018, "2018-12-20")
GIVEN = document(
    f"submissions/{DOSSIER}/2018-support.yaml",
    "schema: support/1\ndate: 2018-10-26\ngiver: 示例\ndepartment: finance\nkind: subsidy\namount_cny10k: 80\n",
)
RENAMED = filed("status-change-unit", "2018-11-01", change="renaming", new_name="示例新茶集群")
MOVED = filed("status-change-ministry", "2018-11-02", change="transfer", to_unit="xiamen")


def both(file: Document) -> tuple[Register, Register]:
    """Fold a pilot with a file, and with the same file that does not count."""
    return held(*PILOT, file), held(*PILOT, file, undoing(file))


def shown(content: Register) -> Cluster:
    (dossier,) = content.dossiers
    return Cluster(dossier, "page", state(dossier, DAY), "示例")


@pytest.mark.parametrize(
    ("file", "duty"), [(REPORT, "annual_report-2018"), (SUPERVISED, "supervision-2018")]
)
def test_no_duty_is_fulfilled_by_it(file: Document, duty: str) -> None:
    counts, void = both(file)
    assert (duty in told(counts, "2019-06-30"), duty in told(void, "2019-06-30")) == (False, True)


def test_no_objection_to_its_notice_is_open() -> None:
    shows = public_notice("2017-10-01", "2017-10-20", ("2017-10-02", None, None))
    owed = [
        {one.duty for one in obligations(content, date(2017, 10, 10))} for content in both(shows)
    ]
    assert ["objection" in duties for duties in owed] == [True, False]


def test_nothing_adds_up_with_it() -> None:
    rows = [list(support(content, DAY, None)) for content in both(GIVEN)]
    assert [len(one) for one in rows] == [1, 0]
    days = [
        [row.date for row in supervision(content, tuple(law().codelists["units"]), 2018, DAY)]
        for content in both(SUPERVISED)
    ]
    assert days == [["2018-12-20"], [None]]


def test_no_name_and_no_unit_comes_of_it() -> None:
    names = [name(content.dossiers[0], DAY) for content in both(RENAMED)]
    assert names == ["示例新茶集群", "示例茶叶集群"]
    assert [unit(content.dossiers[0], DAY) for content in both(MOVED)] == ["xiamen", "fujian"]


def test_its_page_says_nothing_that_rests_on_it() -> None:
    assert [shown(content).plain_title for content in both(RENAMED)] == [
        "示例新茶集群",
        "示例茶叶集群",
    ]
    counts, void = held(*PILOT), held(*PILOT, undoing(PILOT[-1]))
    assert [shown(content).is_decided for content in (counts, void)] == [True, False]
    assert len(shown(void).records) == len(PILOT)


def test_the_decision_goes_with_its_file_on_a_day_gone_by() -> None:
    files = (*PILOT, REPORT, undoing(REPORT, "2019-03-01"))
    for day, wanted in ((date(2019, 1, 1), files), (date(2018, 11, 30), PILOT)):
        kept, _ = until(files, (), day)
        assert [one.path for one in kept] == [one.path for one in wanted]
