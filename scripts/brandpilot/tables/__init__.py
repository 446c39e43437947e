"""Dossiers become tables: one function a table, its columns declared in `schemas/tables.toml`."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

import pandas as pd

from brandpilot.tables.columns import MISSING, Column, Missing, Plan, Table, read_plan
from brandpilot.tables.figures import indicators
from brandpilot.tables.filing import (
    applications,
    expert_reviews,
    milestones,
    paper_receipts,
    plan_tasks,
    recommendations,
)
from brandpilot.tables.frame import BrokenTableError, Cell, Row, frame, rows_of
from brandpilot.tables.identity import (
    cluster_divisions,
    cluster_industries,
    clusters,
    pilot_years_of,
)
from brandpilot.tables.official import calls, notices, objections, public_notices, units
from brandpilot.tables.outcome import corrections, designations, status_changes
from brandpilot.tables.oversight import closed_requests, denominators, supervision, support
from brandpilot.tables.reporting import (
    activities,
    demonstration_conditions,
    evaluations,
    incidents,
    measures,
    reports,
    tasks,
)
from brandpilot.tables.source import Source
from brandpilot.tables.traces import changes, decisions, press_figures, records, sources

__all__ = [
    "MISSING",
    "TABLES",
    "BrokenTableError",
    "Cell",
    "Column",
    "Frames",
    "Missing",
    "Plan",
    "Row",
    "Source",
    "Table",
    "frame",
    "make",
    "read_plan",
    "rows_of",
]

Frames: TypeAlias = Mapping[str, pd.DataFrame]
"""Tables by name, in the order of their plan."""

TABLES: Mapping[str, Callable[[Source], Iterator[Row]]] = {
    "clusters": clusters,
    "cluster_industries": cluster_industries,
    "cluster_divisions": cluster_divisions,
    "records": records,
    "decisions": decisions,
    "applications": applications,
    "plan_tasks": plan_tasks,
    "milestones": milestones,
    "recommendations": recommendations,
    "paper_receipts": paper_receipts,
    "expert_reviews": expert_reviews,
    "designations": designations,
    "pilot_years": pilot_years_of,
    "reports": reports,
    "evaluations": evaluations,
    "indicators": indicators,
    "tasks": tasks,
    "measures": measures,
    "incidents": incidents,
    "activities": activities,
    "demonstration_conditions": demonstration_conditions,
    "support": support,
    "supervision": supervision,
    "status_changes": status_changes,
    "corrections": corrections,
    "notices": notices,
    "calls": calls,
    "public_notices": public_notices,
    "objections": objections,
    "units": units,
    "denominators": denominators,
    "closed_requests": closed_requests,
    "press_figures": press_figures,
    "sources": sources,
    "changes": changes,
}
"""What each table is made by; the annual evaluation makes those that are left."""


def make(source: Source, plan: Plan) -> dict[str, pd.DataFrame]:
    """Make every table but those of the annual evaluation. Raises BrokenTableError."""
    return {name: frame(plan.tables[name], rows(source)) for name, rows in TABLES.items()}
