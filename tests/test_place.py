"""What a file says of itself against the place where it lies."""

import pytest

from brandpilot.load.place import disagreements
from support.house import document

CLUSTER = "submissions/fujian/anxi-tea"


def told(path: str, text: str) -> list[str]:
    """Give code and pointer of what the file denies, with the schema that its place wants."""
    found = disagreements(document(path, text))
    return [f"{one.code} {one.pointer}" for one in found]


@pytest.mark.parametrize("folder", ["_supervision", "_closed"])
def test_a_yearly_file_lies_with_its_unit_and_bears_its_year(folder: str) -> None:
    path = f"submissions/fujian/{folder}/2018.yaml"
    assert told(path, "unit: fujian\nyear: 2018\ndate: 2019-01-15\n") == []
    assert told(path, "unit: xiamen\nyear: 2017\n") == ["F041 /unit", "F042 /year"]
    assert told(path, "schema: application/2017\n") == ["F040 /schema"]


def test_the_experts_lie_with_no_unit() -> None:
    path = "submissions/_experts/2018.yaml"
    assert told(path, "year: 2018\ndate: 2019-01-15\n") == []
    assert told(path, "year: 2017\nunit: xiamen\n") == ["F042 /year"]


def test_a_recommendation_of_another_unit_is_no_matter_of_its_place() -> None:
    path = f"{CLUSTER}/2017-recommendation.yaml"
    assert told(path, "dossier: fujian/anxi-tea\nunit: xiamen\n") == []
    assert told(path, "dossier: fujian/another\nunit: fujian\n") == ["F041 /dossier"]


@pytest.mark.parametrize(
    "kind",
    [
        "recommendation",
        "paper-unit",
        "paper-ministry",
        "expert-review",
        "demonstration-application",
    ],
)
def test_what_is_filed_under_a_call_may_be_done_in_the_next_year(kind: str) -> None:
    assert told(f"{CLUSTER}/2017-{kind}.yaml", "date: 2018-01-03\n") == []


@pytest.mark.parametrize("kind", ["annual-report", "press-figures"])
def test_a_report_bears_the_year_that_it_reports(kind: str) -> None:
    path = f"{CLUSTER}/2018-{kind}.yaml"
    assert told(path, "year: 2018\ndate: 2019-01-15\n") == []
    assert told(path, "year: 2019\ndate: 2018-12-31\n") == ["F042 /year"]


@pytest.mark.parametrize("kind", ["designation", "status-change-unit", "support", "correction"])
def test_everything_else_bears_the_year_in_which_it_happened(kind: str) -> None:
    path = f"{CLUSTER}/2018-{kind}.yaml"
    assert told(path, "date: 2018-12-31\n") == []
    assert told(path, "date: 2019-01-01\n") == ["F042 /date"]


@pytest.mark.parametrize(
    ("path", "file"),
    [
        (f"{CLUSTER}/2018-annual-report.decision.yaml", "2018-annual-report.yaml"),
        (f"{CLUSTER}/2018-support-2.decision-3.yaml", "2018-support-2.yaml"),
        ("submissions/fujian/_supervision/2018.decision.yaml", "2018.yaml"),
        ("docs/notices/fujian/2017-734.decision.yaml", "2017-734.md"),
    ],
)
def test_a_decision_names_the_file_beside_it_and_may_come_in_a_later_year(
    path: str, file: str
) -> None:
    own = f"schema: decision/1\ndate: 2020-01-02\nrecord: {{file: {file}}}\n"
    assert told(path, own) == []
    assert told(path, own.replace(file, "2019-other.yaml")) == ["F044 /record/file"]
    assert told(path, "schema: annual-report/1\n") == ["F040 /schema"]
    for text in ("record: null\n", "record: {file: [1]}\n", "date: 1999-01-01\n"):
        assert told(path, text) == []


def test_of_what_is_no_year_nothing_is_said() -> None:
    for value in ("null", "[2019]", "去年", "20190101", "true"):
        assert told(f"{CLUSTER}/2018-support.yaml", f"date: {value}\n") == []


def test_a_draft_lies_nowhere() -> None:
    assert told("draft.yaml", "dossier: fujian/another\ndate: 2019-01-01\n") == []
