"""Changes, corrections and revisions by themselves: days, authors, boxes, values."""

import pytest

from brandpilot.checks import changes
from brandpilot.checks.rule import Rule
from brandpilot.findings import Json, pointer
from support.house import law
from support.rules import Hits, at, subject


def found(rule: Rule, form: str, data: Json) -> Hits:
    """Run one rule on a record of a form."""
    path = f"submissions/fujian/shili-rattan/2018-{form}.yaml"
    examined = subject(data, path=path, form=law().forms[f"{form}/1"])
    return [(pointer(node), dict(values)) for node, values in rule(examined, law())]


@pytest.mark.parametrize(
    ("decided", "term", "passes"),
    [
        ("2018-03-20", "2018-03-21", True),
        ("2018-03-20", "2018-03-20", False),
        ("2018-03-20", "2017-12-31", False),
        (None, "2017-12-31", True),
        ("2018-03-20", None, True),
    ],
)
def test_a_term_ends_after_it_is_set(decided: Json, term: Json, *, passes: bool) -> None:
    for form in ("status-change-unit", "status-change-ministry"):
        hits = found(changes.term_after_decision, form, {"date": decided, "term_date": term})
        assert at(hits) == ([] if passes else ["/term_date"])


@pytest.mark.parametrize(
    ("told", "heard", "decided", "where"),
    [
        ("2018-10-18", "2018-10-29", "2018-11-15", None),
        ("2018-10-18", "2018-10-18", "2018-10-18", None),
        ("2018-10-18", None, "2018-11-15", None),
        ("2018-10-18", "2018-10-17", "2018-11-15", "heard_date"),
        ("2018-10-18", "2018-11-16", "2018-11-15", "heard_date"),
        ("2018-11-16", None, "2018-11-15", "notified_date"),
        ("2018-11-16", "2018-11-17", "2018-11-15", "notified_date"),
        ("2018-10-18", "2018-10-17", None, "heard_date"),
        (None, "2018-11-16", "2018-11-15", "heard_date"),
        (None, None, "2018-11-15", None),
    ],
)
def test_notice_then_hearing_then_decision(
    told: Json, heard: Json, decided: Json, where: str | None
) -> None:
    data = {"date": decided, "heard": {"notified_date": told, "heard_date": heard}}
    hits = found(changes.heard_before_decision, "status-change-ministry", data)
    assert at(hits) == ([f"/heard/{where}"] if where else [])
    assert all(None not in values.values() for _, values in hits)


def test_nobody_was_heard_where_nobody_is_accused() -> None:
    data = {"date": "2018-11-15", "heard": None}
    assert found(changes.heard_before_decision, "status-change-ministry", data) == []


@pytest.mark.parametrize(
    ("accepted", "passes"), [("2019-05-31", True), ("2019-06-01", True), ("2019-06-02", False)]
)
def test_a_plan_is_revised_once_it_is_accepted(accepted: str, *, passes: bool) -> None:
    data = {"date": "2019-06-01", "accepted_date": accepted}
    hits = found(changes.accepted_before_effect, "plan-revision", data)
    assert at(hits) == ([] if passes else ["/accepted_date"])
    assert found(changes.accepted_before_effect, "plan-revision", {"accepted_date": accepted}) == []


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("甲", "甲", True),
        ("甲", "乙", False),
        (42, 42.0, True),
        (42, "42", False),
        (1, True, False),
        (0, False, False),
        (True, True, True),
        (None, None, True),
        (None, 0, False),
    ],
)
def test_a_change_changes_something(old: Json, new: Json, *, same: bool) -> None:
    row = {"pointer": "/plan/goal", "old": old, "new": new}
    blank = {"pointer": None, "old": old, "new": new}
    data = {"changes": [None, row, {"pointer": "/plan/goal", "old": old}, blank]}
    for form in ("correction", "plan-revision"):
        hits = found(changes.changes_something, form, data)
        assert at(hits) == (["/changes/1/new"] if same else [])


def test_a_restated_figure_is_another_figure() -> None:
    stated = [{"year": 2017, "old": 25.6, "new": new} for new in (25.6, 25.8)]
    data = {"indicators": [{"restatements": []}, {"restatements": stated}]}
    hits = found(changes.changes_something, "annual-report", data)
    assert hits == [("/indicators/1/restatements/0/new", {"found": "25.6"})]


@pytest.mark.parametrize(
    ("form", "theirs"),
    [
        ("status-change-unit", {"suspension", "resumption", "removal", "merger", "transfer"}),
        ("status-change-ministry", {"retraction", "withdrawal", "renaming", "organizer"}),
    ],
)
def test_a_change_is_made_by_whose_it_is(form: str, theirs: set[str]) -> None:
    theirs = theirs | ({"model_experience"} if form == "status-change-unit" else set())
    told = {
        code
        for code in law().codelists["status-changes"]
        if found(changes.own_to_make, form, {"change": code})
    }
    assert told == theirs
    assert found(changes.own_to_make, form, {"change": "动态"}) == []
    assert found(changes.own_to_make, form, {}) == []


def test_what_is_open_to_the_unit_is_told() -> None:
    ((_, values),) = found(changes.own_to_make, "status-change-unit", {"change": "removal"})
    assert values["found"] == "取消试点"
    assert str(values["known"]).startswith("retraction（撤回申报）、rectification（要求整改）")


def test_every_event_of_the_table_has_its_change_and_its_actor() -> None:
    events = [code.partition(":") for code in law().table.events]
    told = {(kind, change) for kind, _, change in events if kind.startswith("status-change-")}
    listed = {
        (f"status-change-{actor}", row["code"])
        for row in law().codelists["status-changes"].rows
        for actor in ("unit", "ministry")
        if row["actor"] in (actor, "both")
    }
    assert told == listed


def rows(*pointers: str, new: Json = "新") -> Json:
    changed = [{"pointer": pointer, "old": "旧", "new": new} for pointer in pointers]
    return {
        "dossier": "fujian/shili-rattan",
        "record": "2017-application.yaml",
        "changes": changed,
    }


@pytest.mark.parametrize(
    ("pointer_", "is_box"),
    [
        ("/plan/end_date", True),
        ("/plan/tasks/0/goal", True),
        ("/plan/tasks/12/measures/3/what", True),
        ("/organizer/accounts/0/login", True),
        ("/plan/tasks/0", False),
        ("/plan/tasks", False),
        ("/plan", False),
        ("/plan/tasks/goal", False),
        ("/plan/tasks/first/goal", False),
        ("/plan/end_date/day", False),
        ("/plan/0", False),
        ("/plan/end", False),
    ],
)
def test_a_pointer_names_a_box_of_the_record(pointer_: str, *, is_box: bool) -> None:
    wanted = [] if is_box else ["/changes/0/pointer"]
    assert at(found(changes.box_exists, "correction", rows(pointer_))) == wanted
    assert at(found(changes.box_exists, "plan-revision", rows(pointer_))) == wanted


@pytest.mark.parametrize(
    ("record", "pointer_", "is_fixed"),
    [
        ("2017-recommendation.yaml", "/application/sha256", True),
        ("2017-recommendation.yaml", "/unit", True),
        ("2017-recommendation.yaml", "/opinion", False),
        ("2017-application.yaml", "/call", True),
        ("2017-application.yaml", "/dossier", True),
        ("2017-application.yaml", "/signoff/date", False),
        ("2018-annual-report.yaml", "/year", True),
        ("2018-annual-report.yaml", "/indicators/0/actual", False),
        ("2017-visit.yaml", "/call", False),
    ],
)
def test_what_says_which_record_it_is_stays(record: str, pointer_: str, *, is_fixed: bool) -> None:
    data = {**rows(pointer_, new=1), "record": record}
    wanted = ["/changes/0/pointer"] if is_fixed else []
    assert at(found(changes.leaves_what_it_is, "correction", data)) == wanted


def test_of_a_record_of_no_known_form_nothing_is_said() -> None:
    for record in ("2017-visit.yaml", "application.yaml", None):
        data = {**rows("/no/such/box", new=1), "record": record}
        assert found(changes.box_exists, "correction", data) == []
        assert found(changes.new_value_fits, "correction", data) == []


@pytest.mark.parametrize(
    ("pointer_", "new", "fits"),
    [
        ("/plan/end_date", "2021-03-31", True),
        ("/plan/end_date", "2021-02-29", False),
        ("/plan/end_date", "2021-3-31", False),
        ("/plan/end_date", 2021, False),
        ("/plan/end_date", None, False),
        ("/plan/goal", "做到", True),
        ("/plan/tasks/0/funds_cny10k", 12.5, True),
        ("/plan/tasks/0/funds_cny10k", -1, False),
        ("/plan/tasks/0/funds_cny10k", True, False),
        ("/plan/tasks/0/task", "strategy", True),
        ("/plan/tasks/0/task", "战略", False),
        ("/groundwork/0/since_date", None, True),
        ("/organizer/postcode", 365500, False),
        ("/no/such/box", 1, True),
    ],
)
def test_a_new_value_is_one_that_its_box_takes(pointer_: str, new: Json, *, fits: bool) -> None:
    hits = found(changes.new_value_fits, "correction", rows(pointer_, new=new))
    assert at(hits) == ([] if fits else ["/changes/0/new"])


def test_a_value_that_does_not_fit_is_spelled_as_in_a_file() -> None:
    data = rows("/plan/tasks/1/funds_cny10k", new=True)
    ((_, values),) = found(changes.new_value_fits, "plan-revision", data)
    assert values == {"box": "试点工作方案 › 七项任务 第 2 项 › 任务经费（万元）", "found": "true"}
    unsound = {"changes": [None, {"pointer": "/plan/goal"}, {"new": 1}]}
    assert found(changes.new_value_fits, "plan-revision", unsound) == []


def test_a_pilot_stands_in_one_row() -> None:
    dossiers = ["fujian/a", "fujian/b", None, "fujian/a", "fujian/a"]
    data = {"pilots": [{"dossier": dossier} for dossier in dossiers]}
    hits = found(changes.dossier_once, "supervision", data)
    assert hits == [("/pilots/4/dossier", {"found": "fujian/a", "times": 3})]
    assert found(changes.dossier_once, "supervision", {"pilots": data["pilots"][:3]}) == []
