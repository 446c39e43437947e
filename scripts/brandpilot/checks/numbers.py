"""Figures that contradict each other."""

from collections.abc import Iterator
from itertools import pairwise

from brandpilot.checks.rule import Hit, Law, Subject
from brandpilot.findings import Json, NodePath

_ROUNDING_PCT = 0.5
"""A share given to whole per cents may differ this much from its own parts."""
_ROUNDING_SUM = 0.05
_SLIP = 1_000
"""Neighbouring years do not differ a thousandfold; 万元 written for 亿元 differs ten thousandfold."""


def share_of_economy(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C301: a share that its two parts do not give."""
    for node, economy in subject.each("influence/economy"):
        part, whole = economy.get("cluster_output_cny100m"), economy.get("local_output_cny100m")
        share = economy.get("share_pct")
        if None in (part, whole, share) or not whole or part > whole:
            continue
        if abs(part / whole * 100 - share) > _ROUNDING_PCT:
            values = {"found": plain(share), "wanted": f"{part / whole * 100:.1f}"}
            yield (*node, "share_pct"), {**values, "part": plain(part), "whole": plain(whole)}


def part_within_whole(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C302: a cluster's output above that of the region it lies in."""
    for node, economy in subject.each("influence/economy"):
        part, whole = economy.get("cluster_output_cny100m"), economy.get("local_output_cny100m")
        if part is not None and whole is not None and part > whole:
            yield (*node, "cluster_output_cny100m"), {"found": plain(part), "limit": plain(whole)}


def unit_slip(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C303: a value a thousand times its neighbour's: 万元 and 亿元 mixed up, or a slipped point."""
    for series in _series(subject).values():
        ordered = sorted(series, key=lambda point: (point[0], str(point[1])))
        for (_, _, before), (_, node, value) in pairwise(ordered):
            small, large = sorted((abs(before), abs(value)))
            if small > 0 and large / small >= _SLIP:
                told = {"found": plain(value), "neighbour": plain(before)}
                yield node, {"field": subject.title(node), **told}
                break


def funds_sum(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C304: sources of funds that do not add up to the total."""
    for node, funds in subject.each("plan/funds"):
        amounts = [
            item.get("amount_cny10k") if item else None for item in funds.get("sources") or ()
        ]
        yield from _sum_differs((*node, "total_cny10k"), funds.get("total_cny10k"), amounts)


def task_funds_sum(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C305: funds of the seven tasks that do not add up to the total."""
    tasks = subject.data.get("plan", {}).get("tasks") or ()
    amounts = [task.get("funds_cny10k") if task else None for task in tasks]
    for node, total in subject.each("plan/funds/total_cny10k"):
        yield from _sum_differs(node, total, amounts)


def share_within_limit(subject: Subject, law: Law) -> Iterator[Hit]:
    """C306: a share above the largest value that its indicator can have."""
    limits = {
        row["code"]: float(row["max"]) for row in law.codelists["indicators"].rows if row["max"]
    }
    for code, series in _series(subject).items():
        for _, node, value in series:
            if value > limits.get(code, value):
                yield (
                    node,
                    {
                        "field": subject.title(node),
                        "found": plain(value),
                        "limit": plain(limits[code]),
                    },
                )


def firms_within_cluster(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C307: leading firms that together make more than the whole cluster in the same year."""
    for _, economy in subject.each("influence/economy"):
        whole, year = economy.get("cluster_output_cny100m"), economy.get("year")
        firms = [firm for _, firm in subject.each("influence/firms/*") if firm.get("year") == year]
        total = sum(firm.get("output_cny100m") or 0 for firm in firms)
        if whole is not None and year and total > whole + _ROUNDING_SUM:
            values = {"found": plain(total), "limit": plain(whole), "year": year}
            yield ("influence", "firms"), values


def _series(subject: Subject) -> dict[str, list[tuple[int, NodePath, float]]]:
    """Gather each indicator's values as (year, node, value): base years, targets, what is reported."""
    found: dict[str, list[tuple[int, NodePath, float]]] = {}
    for path in ("indicators/*", "plan/targets/*"):
        for node, item in subject.each(path):
            for year, place, value in (*_points(node, item), *_cells(node, item, subject)):
                if year and value is not None and item.get("indicator"):
                    found.setdefault(item["indicator"], []).append((year, place, value))
    return found


def _points(node: NodePath, item: Json) -> Iterator[tuple[Json, NodePath, Json]]:
    """Yield what an application tells of an indicator year by year."""
    for index, point in enumerate(item.get("values") or ()):
        if point:
            yield point.get("year"), (*node, "values", index, "value"), point.get("value")


def _cells(node: NodePath, item: Json, subject: Subject) -> Iterator[tuple[Json, NodePath, Json]]:
    """Yield what a report or a demonstration application tells of it, in a column for each year."""
    reported = subject.data.get("year")
    years = {
        "last_value": reported and reported - 1,
        "actual": reported,
        "baseline": item.get("baseline_year"),
        "latest": item.get("latest_year"),
    }
    for column, year in years.items():
        yield year, (*node, column), item.get(column)


def _sum_differs(node: NodePath, total: Json, amounts: list[Json]) -> Iterator[Hit]:
    """Compare a total with its parts; where a part is missing nothing can be said."""
    if total is None or not amounts or None in amounts:
        return
    if abs(sum(amounts) - total) > _ROUNDING_SUM:
        yield node, {"found": plain(total), "sum": plain(sum(amounts))}


def plain(number: float) -> str:
    """Spell a number as a person would: no exponent, no trailing zeros, no float dust."""
    return f"{round(number, 6):f}".rstrip("0").rstrip(".") if number % 1 else f"{number:.0f}"
