"""What a table should count, counted straight off the register and not by way of the tables."""

from collections import Counter
from collections.abc import Mapping

from brandpilot.records import Register

_OF_A_KIND = {
    "applications": ("application",),
    "recommendations": ("recommendation",),
    "paper_receipts": ("paper-unit", "paper-ministry"),
    "expert_reviews": ("expert-review",),
    "designations": ("designation", "demonstration"),
    "reports": ("annual-report",),
    "evaluations": ("annual-report",),
    "support": ("support",),
    "status_changes": ("status-change-unit", "status-change-ministry"),
}
_ROWS = {
    "plan_tasks": ("application", ("plan", "tasks")),
    "tasks": ("annual-report", ("tasks",)),
    "incidents": ("annual-report", ("incidents",)),
    "activities": ("annual-report", ("activities",)),
    "press_figures": ("press-figures", ("figures",)),
    "demonstration_conditions": ("demonstration-application", ("conditions",)),
}
"""Tables that hold a row for each item of a list in one kind of record."""


def counted(register: Register, units: int) -> dict[str, int]:
    """Give, by table, how many rows there must be; `units` is the number of recommending units."""
    counting = [record for dossier in register.dossiers for record in dossier.counting]
    kinds = Counter(record.kind for record in counting)
    found = {table: sum(kinds[kind] for kind in own) for table, own in _OF_A_KIND.items()}
    for table, (kind, field) in _ROWS.items():
        lists = (record.get(*field) for record in counting if record.kind == kind)
        found[table] = sum(len(own) for own in lists)
    decisions = [one for own in register.decisions.values() for one in own]
    return found | {
        "clusters": len(register.dossiers),
        "records": sum(len(dossier.records) for dossier in register.dossiers),
        "decisions": sum(record.kind == "decision" for record in decisions),
        "notices": len(register.notices),
        "units": units,
        "supervision": _items(register, "supervision", "pilots"),
        "closed_requests": _items(register, "closed", "reasons"),
    }


def _items(register: Register, kind: str, field: str) -> int:
    return sum(len(one.data[field]) for one in register.yearly if one.kind == kind)


def differing(wanted: Mapping[str, int], found: Mapping[str, int]) -> list[str]:
    """Say in sentences which tables hold another number of rows."""
    return [
        f"{table}：应有 {count} 行，实有 {found.get(table, 0)} 行"
        for table, count in wanted.items()
        if found.get(table, 0) != count
    ]
