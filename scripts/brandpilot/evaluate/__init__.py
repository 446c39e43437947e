"""The published tables become the annual evaluation: every verdict has its clause and its inputs.

Everything is computed from the tables alone, so that whoever holds the published files can compute
it again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from brandpilot.codelists import Codelist
from brandpilot.evaluate.adding import ALL, peers, rollups
from brandpilot.evaluate.compared import Compared
from brandpilot.evaluate.criteria import CRITERIA, NAMED, UNKNOWN
from brandpilot.evaluate.pilots import Pilot, Result, Results, pilots
from brandpilot.evaluate.scheme import Scheme, SchemeError, Score, read_scheme, score
from brandpilot.evaluate.yearfile import Evaluation, differences, document, inputs
from brandpilot.tables import Frames, Missing, Plan, Row, Source, frame, make

__all__ = [
    "ALL",
    "CRITERIA",
    "EVALUATIONS",
    "NAMED",
    "UNKNOWN",
    "Computed",
    "Evaluation",
    "Pilot",
    "Result",
    "Scheme",
    "SchemeError",
    "Score",
    "compute",
    "differences",
    "document",
    "evaluate",
    "inputs",
    "read_scheme",
    "score",
    "tabulated",
]

EVALUATIONS = (
    "evaluation_results",
    "evaluation_indicators",
    "evaluation_rollups",
    "evaluation_peers",
)
"""The tables that are made here."""


@dataclass(frozen=True, slots=True)
class Computed:
    """Everything that is published of a day: all tables by name, in their plan's order, all years."""

    plan: Plan
    frames: Frames
    evaluations: tuple[Evaluation, ...]


def compute(source: Source, plan: Plan) -> Computed:
    """Make every table of a plan. Raises BrokenTableError."""
    frames = make(source, plan)
    evaluations = evaluate(frames, source.as_of)
    frames |= tabulated(evaluations, plan, source.codelists)
    return Computed(plan, {name: frames[name] for name in plan.tables}, evaluations)


def evaluate(frames: Frames, as_of: date) -> tuple[Evaluation, ...]:
    """Evaluate every year that had a pilot, oldest first, by what is known at the end of a day."""
    return tuple(
        Evaluation(
            year,
            tuple((one, {code: judge(one) for code, judge in CRITERIA.items()}) for one in own),
        )
        for year, own in pilots(frames, as_of).items()
    )


def tabulated(
    evaluations: Sequence[Evaluation], plan: Plan, codelists: Mapping[str, Codelist]
) -> dict[str, pd.DataFrame]:
    """Put evaluations into their published tables."""
    indicators = tuple(codelists["indicators"])
    bases = {row["code"]: row["basis"] for row in codelists["evaluation-criteria"].rows}
    rows: dict[str, list[Row]] = {name: [] for name in EVALUATIONS}
    for one in evaluations:
        own = [pilot for pilot, _ in one.pilots]
        for pilot, results in one.pilots:
            rows["evaluation_results"].extend(_results(pilot, results, bases))
            rows["evaluation_indicators"].extend(_indicators(pilot))
        rows["evaluation_rollups"].extend(rollups(one.year, one.pilots))
        rows["evaluation_peers"].extend(peers(one.year, own, indicators))
    return {name: frame(plan.tables[name], own) for name, own in rows.items()}


def _results(pilot: Pilot, results: Results, bases: Mapping[str, str]) -> Iterator[Row]:
    why = Missing.NOT_FOUND if pilot.is_history else Missing.NOT_REPORTED
    for code, result in results.items():
        unknown = why if result.verdict == UNKNOWN else Missing.NOT_APPLICABLE
        yield {
            "dossier_id": pilot.dossier,
            "year": pilot.year,
            "criterion_code": code,
            "verdict_code": result.verdict,
            "count": unknown if result.count is None else result.count,
            "of": unknown if result.of is None else result.of,
            "unknown": Missing.NOT_APPLICABLE if result.unknown is None else result.unknown,
            "note_code": result.note or Missing.NOT_APPLICABLE,
            "basis": bases[code],
        }


def _indicators(pilot: Pilot) -> Iterator[Row]:
    for one in pilot.indicators:
        yield {
            "dossier_id": pilot.dossier,
            "year": pilot.year,
            "indicator_code": one.code,
            "name": one.name,
            "unit": one.unit,
            "baseline_year": one.baseline_year,
            "baseline": one.baseline,
            "target": one.target,
            "actual": one.actual,
            "is_restated": one.is_restated,
            "change": one.change,
            "improved_code": _improved(one),
            "target_code": "not_applicable" if one.target is None else _VERDICTS[one.is_on_target],
        }


def _improved(one: Compared) -> str:
    """Only of the named ones a document says that they must improve."""
    return _VERDICTS[one.is_improved] if one.code in NAMED else "not_set"


_VERDICTS: Mapping[bool | None, str] = {True: "met", False: "not_met", None: UNKNOWN}
