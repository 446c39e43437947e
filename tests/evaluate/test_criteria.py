"""What a pilot is evaluated by, case by case: unknown is a verdict of its own, never zero."""

import ast
import csv
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from brandpilot.evaluate import criteria
from brandpilot.evaluate.compared import Compared
from brandpilot.evaluate.criteria import CRITERIA, NAMED
from brandpilot.evaluate.pilots import Pilot, Result
from brandpilot.tables import Missing
from support.house import ROOT

REPORT: dict[str, Any] = {"received_date": "2021-11-20", "date": "2021-11-18", "incident_count": 0}
TASKS = tuple({"status_code": code} for code in ("done", "on_track", "on_track"))
MEASURES = {"strategy_rollout": "done", "brand_policy": "done", "opinion_monitoring": "done"}


def figure(
    code: str, actual: float | None, baseline: float | None = 20, target: float | None = 25
) -> Compared:
    year = None if baseline is None else 2019
    figures = (year, baseline, target, actual)
    return Compared(code, code, "%", True, *figures, is_restated=False)  # noqa: FBT003 – listed


GOOD = Pilot(
    dossier="fujian/x",
    year=2021,
    as_of=date(2022, 6, 1),
    unit="fujian",
    industry="19",
    batch="5",
    is_history=False,
    due=date(2021, 11, 30),
    report=REPORT,
    evaluation={"held": True, "measures": "改进"},
    tasks=TASKS,
    measures=MEASURES,
    indicators=tuple(figure(code, 26) for code in NAMED),
    activities=2,
    support=1,
)
SILENT = replace(GOOD, report=None, evaluation=None, tasks=(), measures={}, indicators=())
HISTORY = replace(SILENT, is_history=True, due=Missing.NOT_FOUND)


def named(*actual: float | None) -> tuple[Compared, ...]:
    return tuple(figure(code, value) for code, value in zip(NAMED, actual, strict=True))


CASES = [
    ("report_on_time", GOOD, Result("met")),
    (
        "report_on_time",
        replace(GOOD, report={**REPORT, "received_date": "2021-11-30"}),
        Result("met"),
    ),
    (
        "report_on_time",
        replace(GOOD, report={**REPORT, "received_date": "2021-12-01"}),
        Result("not_met", "late"),
    ),
    # Without a server's day the seal's counts.
    ("report_on_time", replace(GOOD, report={**REPORT, "received_date": None}), Result("met")),
    (
        "report_on_time",
        replace(GOOD, report={"received_date": None, "date": "2021-12-01"}),
        Result("not_met", "late"),
    ),
    ("report_on_time", SILENT, Result("not_met", "no_report")),
    ("report_on_time", replace(SILENT, as_of=date(2021, 11, 30)), Result("unknown", "not_due")),
    (
        "report_on_time",
        replace(SILENT, due=Missing.NOT_APPLICABLE),
        Result("not_applicable", "not_owed"),
    ),
    ("report_on_time", replace(GOOD, due=Missing.NOT_SET), Result("not_set", "no_due_date")),
    ("report_on_time", replace(SILENT, due=Missing.NOT_SET), Result("not_set", "no_report")),
    ("report_on_time", HISTORY, Result("unknown", "history")),
    ("tasks_on_plan", GOOD, Result("met", "", 3, 3, 0)),
    (
        "tasks_on_plan",
        replace(GOOD, tasks=(*TASKS, {"status_code": "behind"})),
        Result("not_met", "behind", 3, 4, 0),
    ),
    (
        "tasks_on_plan",
        replace(GOOD, tasks=({"status_code": "not_started"},)),
        Result("not_met", "behind", 0, 1, 0),
    ),
    ("tasks_on_plan", SILENT, Result("unknown", "no_report")),
    ("tasks_on_plan", HISTORY, Result("unknown", "history")),
    ("measures_done", GOOD, Result("not_set", "no_threshold", 3, 3, 0)),
    (
        "measures_done",
        replace(GOOD, measures={"a": "done", "b": "planned", "c": "not_applicable"}),
        Result("not_set", "no_threshold", 1, 2, 0),
    ),
    ("measures_done", SILENT, Result("unknown", "no_report")),
    ("indicators_improved", GOOD, Result("met", "", 3, 3, 0)),
    # Not a hair's breadth is asked for, but the same is no improvement.
    (
        "indicators_improved",
        replace(GOOD, indicators=named(20.1, 20.1, 20.1)),
        Result("met", "", 3, 3, 0),
    ),
    (
        "indicators_improved",
        replace(GOOD, indicators=named(26, 20, 26)),
        Result("not_met", "not_improved", 2, 3, 0),
    ),
    (
        "indicators_improved",
        replace(GOOD, indicators=named(26, None, 26)),
        Result("unknown", "missing_actual", 2, 3, 1),
    ),
    (
        "indicators_improved",
        replace(GOOD, indicators=named(19, None, 26)),
        Result("not_met", "not_improved", 1, 3, 1),
    ),
    (
        "indicators_improved",
        replace(GOOD, indicators=(*named(26, 26, 26)[:2], figure(NAMED[2], 26, None))),
        Result("unknown", "missing_baseline", 2, 3, 1),
    ),
    (
        "indicators_improved",
        replace(GOOD, indicators=named(26, 26, 26)[:2]),
        Result("unknown", "missing_actual", 2, 3, 1),
    ),
    ("indicators_improved", SILENT, Result("unknown", "no_report")),
    ("targets_met", GOOD, Result("met", "", 3, 3, 0)),
    (
        "targets_met",
        replace(GOOD, indicators=named(25, 24.9, 26)),
        Result("not_met", "below_target", 2, 3, 0),
    ),
    (
        "targets_met",
        replace(GOOD, indicators=named(25, None, 26)),
        Result("unknown", "missing_actual", 2, 3, 1),
    ),
    (
        "targets_met",
        replace(GOOD, indicators=tuple(replace(one, target=None) for one in GOOD.indicators)),
        Result("not_applicable", "no_target"),
    ),
    ("targets_met", SILENT, Result("unknown", "no_report")),
    (
        "targets_met",
        replace(GOOD, indicators=(replace(figure("x", 12, None, 10), is_listed=False),)),
        Result("unknown", "missing_baseline", 0, 1, 1),
    ),
    ("evaluation_held", GOOD, Result("met")),
    ("evaluation_held", replace(GOOD, evaluation={"held": False}), Result("not_met", "not_held")),
    ("evaluation_held", SILENT, Result("unknown", "no_report")),
    ("evaluation_followed", GOOD, Result("met")),
    (
        "evaluation_followed",
        replace(GOOD, evaluation={"held": True, "measures": None}),
        Result("not_met", "no_measures"),
    ),
    (
        "evaluation_followed",
        replace(GOOD, evaluation={"held": False}),
        Result("not_applicable", "not_held"),
    ),
    ("evaluation_followed", SILENT, Result("unknown", "no_report")),
    ("no_incidents", GOOD, Result("met", "", 0)),
    (
        "no_incidents",
        replace(GOOD, report={**REPORT, "incident_count": 2}),
        Result("not_met", "incident", 2),
    ),
    ("no_incidents", SILENT, Result("unknown", "no_report")),
    ("ready_strategy", GOOD, Result("met")),
    (
        "ready_strategy",
        replace(GOOD, measures={"strategy_rollout": "planned"}),
        Result("not_met", "not_done"),
    ),
    ("ready_strategy", replace(GOOD, measures={}), Result("not_met", "not_done")),
    ("ready_strategy", SILENT, Result("unknown", "no_report")),
    ("ready_policies", GOOD, Result("met", "", 1)),
    ("ready_policies", replace(GOOD, support=0), Result("not_met", "no_support", 0)),
    (
        "ready_policies",
        replace(GOOD, measures={"brand_policy": "planned"}),
        Result("not_met", "not_done", 1),
    ),
    ("ready_policies", SILENT, Result("unknown", "no_report")),
    ("ready_evaluation", GOOD, Result("met")),
    ("ready_evaluation", replace(GOOD, evaluation={"held": False}), Result("not_met", "not_held")),
    (
        "ready_evaluation",
        replace(GOOD, evaluation={"held": True, "measures": None}),
        Result("not_met", "no_measures"),
    ),
    (
        "ready_evaluation",
        replace(GOOD, measures={"opinion_monitoring": "planned"}),
        Result("not_met", "not_done"),
    ),
    ("ready_evaluation", SILENT, Result("unknown", "no_report")),
    (
        "ready_indicators",
        replace(GOOD, indicators=named(26, 20, 26)),
        Result("not_met", "not_improved", 2, 3, 0),
    ),
    ("ready_activities", GOOD, Result("met", "", 2)),
    ("ready_activities", replace(GOOD, activities=0), Result("not_met", "no_activity", 0)),
    ("ready_activities", SILENT, Result("unknown", "no_report")),
    # The day after the last day is the first on which a report is missing.
    (
        "report_on_time",
        replace(SILENT, as_of=date(2021, 12, 1)),
        Result("not_met", "no_report"),
    ),
    # A report that came early need not wait for its day; nor is a late one late without a day.
    ("report_on_time", replace(GOOD, as_of=date(2021, 11, 21)), Result("met")),
    (
        "report_on_time",
        replace(GOOD, due=Missing.NOT_SET, report={**REPORT, "received_date": "2023-01-01"}),
        Result("not_set", "no_due_date"),
    ),
    (
        "report_on_time",
        replace(GOOD, due=Missing.NOT_APPLICABLE),
        Result("not_applicable", "not_owed"),
    ),
    # Nothing done of what applies is a zero; nothing that applies is not one of them.
    (
        "measures_done",
        replace(GOOD, measures={"a": "planned", "b": "planned"}),
        Result("not_set", "no_threshold", 0, 2, 0),
    ),
    (
        "measures_done",
        replace(GOOD, measures={"a": "not_applicable"}),
        Result("not_set", "no_threshold", 0, 0, 0),
    ),
    # Without any value there is nothing to be above: unknown, not zero of three.
    (
        "indicators_improved",
        replace(GOOD, indicators=()),
        Result("unknown", "missing_actual", 0, 3, 3),
    ),
    # Others than the three are not asked about.
    (
        "indicators_improved",
        replace(GOOD, indicators=(*GOOD.indicators, figure("premium", 19))),
        Result("met", "", 3, 3, 0),
    ),
    # A value of zero is a value.
    (
        "indicators_improved",
        replace(GOOD, indicators=named(26, 0, 26)),
        Result("not_met", "not_improved", 2, 3, 0),
    ),
    # Where both are missing somewhere, the baseline is what nobody can make up for.
    (
        "indicators_improved",
        replace(GOOD, indicators=(*named(26, None, 26)[:2], figure(NAMED[2], 26, None))),
        Result("unknown", "missing_baseline", 1, 3, 2),
    ),
    # A target below the baseline of 20 is met from below.
    (
        "targets_met",
        replace(GOOD, indicators=(figure("premium", 18, target=18), figure("x", 17, target=18))),
        Result("met", "", 2, 2, 0),
    ),
    (
        "targets_met",
        replace(GOOD, indicators=(figure("premium", 19, target=18),)),
        Result("not_met", "below_target", 0, 1, 0),
    ),
    # What has no target takes no part; one missed decides, whatever is unknown.
    (
        "targets_met",
        replace(GOOD, indicators=(figure("x", 1, target=None), figure("y", 25))),
        Result("met", "", 1, 1, 0),
    ),
    (
        "targets_met",
        replace(GOOD, indicators=named(24, None, 26)),
        Result("not_met", "below_target", 1, 3, 1),
    ),
    ("targets_met", replace(GOOD, indicators=()), Result("not_applicable", "no_target")),
    ("ready_indicators", GOOD, Result("met", "", 3, 3, 0)),
    (
        "ready_indicators",
        replace(GOOD, indicators=named(26, None, 26)),
        Result("unknown", "missing_actual", 2, 3, 1),
    ),
    # The measure comes before the support, holding before following, both before monitoring.
    (
        "ready_policies",
        replace(GOOD, measures={"brand_policy": "not_applicable"}, support=0),
        Result("not_met", "not_done", 0),
    ),
    (
        "ready_evaluation",
        replace(GOOD, evaluation={"held": True, "measures": None}, measures={}),
        Result("not_met", "no_measures"),
    ),
    # Support and activities of earlier years do not speak for a year without a report.
    ("ready_policies", replace(SILENT, support=3), Result("unknown", "no_report")),
    ("ready_activities", replace(SILENT, activities=3), Result("unknown", "no_report")),
]


@pytest.mark.parametrize(("code", "pilot", "wanted"), CASES)
def test_each_criterion_judges_as_it_says(code: str, pilot: Pilot, wanted: Result) -> None:
    assert CRITERIA[code](pilot) == wanted


@pytest.mark.parametrize("code", CRITERIA)
def test_of_history_nothing_is_judged(code: str) -> None:
    assert CRITERIA[code](HISTORY) == Result("unknown", "history")


@pytest.mark.parametrize("code", [code for code in CRITERIA if code != "report_on_time"])
def test_without_a_report_nothing_is_known_and_nothing_counted(code: str) -> None:
    assert CRITERIA[code](SILENT) == Result("unknown", "no_report")


def codes(name: str) -> list[dict[str, str]]:
    text = (ROOT / f"schemas/codelists/{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_every_criterion_is_in_the_list_in_its_order_and_begins_with_its_clause() -> None:
    rows = codes("evaluation-criteria")
    assert [row["code"] for row in rows] == list(CRITERIA)
    for row in rows:
        doc = CRITERIA[row["code"]].__doc__
        assert doc
        assert doc.startswith(f"{row['basis']}: "), row


def test_every_code_of_a_verdict_and_a_note_is_met_above() -> None:
    assert {row["code"] for row in codes("evaluation-verdicts")} == {
        one.verdict for _, _, one in CASES
    }
    noted = {one.note for _, _, one in CASES} - {""}
    assert {row["code"] for row in codes("evaluation-notes")} == noted


def test_the_program_names_the_listed_verdicts_and_notes_alone() -> None:
    known = {row["code"] for row in codes("evaluation-notes")}
    verdicts = {row["code"] for row in codes("evaluation-verdicts")}
    tree = ast.parse(Path(criteria.__file__).read_text("utf-8"))
    given = set[str]()
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            if call.func.id in ("Result", "_all_of"):
                given |= _texts(*(one for one in call.args if not isinstance(one, ast.Call)))
        elif isinstance(call, ast.FunctionDef) and call.name == "_gap":
            given |= _texts(*call.body[1:])
    assert given - {""} == known
    assert {getattr(criteria, name) for name in VERDICTS} == verdicts


VERDICTS = ("MET", "NOT_MET", "UNKNOWN", "NOT_SET", "NOT_APPLICABLE")


def _texts(*nodes: ast.AST) -> set[str]:
    told = (one.value for node in nodes for one in ast.walk(node) if isinstance(one, ast.Constant))
    return {text for text in told if isinstance(text, str)}


def test_the_three_named_indicators_are_those_of_the_list() -> None:
    assert tuple(row["code"] for row in codes("indicators") if row["named"] == "yes") == NAMED
