"""What a pilot is evaluated by: one criterion, one function, one clause.

How each is judged, in words, stands in the codelist `evaluation-criteria`. Unknown is a verdict of
its own, never zero.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import TypeAlias

from brandpilot.evaluate.compared import Compared
from brandpilot.evaluate.pilots import Pilot, Result
from brandpilot.tables import Missing

MET, NOT_MET, UNKNOWN = "met", "not_met", "unknown"
NOT_SET, NOT_APPLICABLE = "not_set", "not_applicable"
NAMED = ("value_added_rate", "own_brand_sales_share", "new_product_rate")
"""The three indicators that must improve against the baseline (陕西2015)."""

_ON_PLAN = ("done", "on_track")


Criterion: TypeAlias = Callable[[Pilot], Result]


def report_on_time(pilot: Pilot) -> Result:
    """指南四(五): judged by the day on which the report was received, else by its seal."""
    if pilot.is_history:
        return Result(UNKNOWN, "history")
    if pilot.due is Missing.NOT_APPLICABLE:
        return Result(NOT_APPLICABLE, "not_owed")
    if not isinstance(pilot.due, date):
        return Result(NOT_SET, "no_due_date" if pilot.report else "no_report")
    if pilot.report is None:
        is_due = pilot.due < pilot.as_of
        return Result(NOT_MET, "no_report") if is_due else Result(UNKNOWN, "not_due")
    came = str(pilot.report["received_date"] or pilot.report["date"])
    return Result(MET) if came <= pilot.due.isoformat() else Result(NOT_MET, "late")


def tasks_on_plan(pilot: Pilot) -> Result:
    """指南四(四): every task done, or on plan by the report."""
    if pilot.report is None:
        return _unreported(pilot)
    count = sum(task["status_code"] in _ON_PLAN for task in pilot.tasks)
    is_met = count == len(pilot.tasks)
    return Result(*(MET, "") if is_met else (NOT_MET, "behind"), count, len(pilot.tasks), 0)


def measures_done(pilot: Pilot) -> Result:
    """指南四(四): how many measures are carried out; no document says how many are enough."""
    if pilot.report is None:
        return _unreported(pilot)
    statuses = [status for status in pilot.measures.values() if status != NOT_APPLICABLE]
    return Result(NOT_SET, "no_threshold", statuses.count("done"), len(statuses), 0)


def indicators_improved(pilot: Pilot) -> Result:
    """陕西2015: the three named indicators above their baseline; no threshold."""
    if pilot.report is None:
        return _unreported(pilot)
    known = {one.code: one for one in pilot.indicators}
    own = [known.get(code) for code in NAMED]
    return _all_of([one.is_improved if one else None for one in own], "not_improved", _gap(own))


def targets_met(pilot: Pilot) -> Result:
    """指南四(四): every indicator with a target for the year meets it."""
    if pilot.report is None:
        return _unreported(pilot)
    planned = [one for one in pilot.indicators if one.target is not None]
    if not planned:
        return Result(NOT_APPLICABLE, "no_target")
    undecided = [one for one in planned if one.is_on_target is None]
    return _all_of([one.is_on_target for one in planned], "below_target", _gap(undecided))


def evaluation_held(pilot: Pilot) -> Result:
    """指南三(七): an evaluation of the year was held."""
    if pilot.evaluation is None:
        return _unreported(pilot)
    return Result(MET) if pilot.evaluation["held"] else Result(NOT_MET, "not_held")


def evaluation_followed(pilot: Pilot) -> Result:
    """指南三(七): measures of improvement follow from the evaluation."""
    if pilot.evaluation is None:
        return _unreported(pilot)
    if not pilot.evaluation["held"]:
        return Result(NOT_APPLICABLE, "not_held")
    return Result(MET) if pilot.evaluation["measures"] else Result(NOT_MET, "no_measures")


def no_incidents(pilot: Pilot) -> Result:
    """指南三(五): no accident reported; what follows from one, no document says."""
    if pilot.report is None:
        return _unreported(pilot)
    count = int(str(pilot.report["incident_count"]))
    return Result(NOT_MET, "incident", count) if count else Result(MET, "", 0)


def ready_strategy(pilot: Pilot) -> Result:
    """陕西2015: the strategy is published, by the report of the year."""
    return _done(pilot, "strategy_rollout")


def ready_policies(pilot: Pilot) -> Result:
    """陕西2015: policies and money are delivered: the measure carried out, support on record."""
    result = _done(pilot, "brand_policy")
    if result.verdict == MET and not pilot.support:
        result = Result(NOT_MET, "no_support")
    return result if pilot.report is None else Result(result.verdict, result.note, pilot.support)


def ready_evaluation(pilot: Pilot) -> Result:
    """陕西2015: evaluation and reputation monitoring run, and lead to improvements."""
    for result in (evaluation_held(pilot), evaluation_followed(pilot)):
        if result.verdict != MET:
            return result
    return _done(pilot, "opinion_monitoring")


def ready_activities(pilot: Pilot) -> Result:
    """陕西2015: activities with an outcome are reported; how effective, the ministry judges."""
    if pilot.report is None:
        return _unreported(pilot)
    if not pilot.activities:
        return Result(NOT_MET, "no_activity", 0)
    return Result(MET, "", pilot.activities)


CRITERIA: Mapping[str, Criterion] = {
    "report_on_time": report_on_time,
    "tasks_on_plan": tasks_on_plan,
    "measures_done": measures_done,
    "indicators_improved": indicators_improved,
    "targets_met": targets_met,
    "evaluation_held": evaluation_held,
    "evaluation_followed": evaluation_followed,
    "no_incidents": no_incidents,
    "ready_strategy": ready_strategy,
    "ready_policies": ready_policies,
    "ready_evaluation": ready_evaluation,
    "ready_indicators": indicators_improved,
    "ready_activities": ready_activities,
}
"""In the order of the codelist `evaluation-criteria`."""


def _unreported(pilot: Pilot) -> Result:
    return Result(UNKNOWN, "history" if pilot.is_history else "no_report")


def _done(pilot: Pilot, measure: str) -> Result:
    if pilot.report is None:
        return _unreported(pilot)
    status = pilot.measures.get(measure, NOT_APPLICABLE)
    return Result(MET) if status == "done" else Result(NOT_MET, "not_done")


def _all_of(verdicts: Collection[bool | None], missed: str, gap: str) -> Result:
    """Judge by all of several: one missed decides; else one unknown leaves it unknown."""
    told = list(verdicts)
    counts = (told.count(True), len(told), told.count(None))
    if False in told:
        return Result(NOT_MET, missed, *counts)
    return Result(UNKNOWN, gap, *counts) if None in told else Result(MET, "", *counts)


def _gap(own: Collection[Compared | None]) -> str:
    """Say what is missing of some indicators: the baseline, where the year's value is known."""
    known = [one for one in own if one is not None and one.actual is not None]
    return "missing_baseline" if any(one.baseline is None for one in known) else "missing_actual"
