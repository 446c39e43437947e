"""The review by experts: scores by the call's rubric, and a result that they give."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import count
from math import floor
from statistics import median

from brandpilot.checks.rule import Hit, Law, Subject
from brandpilot.findings import Json, NodePath

_NONE = "—"
_FEWEST_TO_TRIM = 3
"""Of fewer totals none is left out: nothing, or one expert's opinion alone, would remain."""
_SCORED = "scored"


def _mean(totals: Sequence[Fraction]) -> Fraction:
    return sum(totals, Fraction()) / len(totals)


def _trimmed_mean(totals: Sequence[Fraction]) -> Fraction:
    """Leave out one highest and one lowest of three totals or more."""
    return _mean(sorted(totals)[1:-1] if len(totals) >= _FEWEST_TO_TRIM else totals)


_AGGREGATIONS: Mapping[str, Callable[[Sequence[Fraction]], Fraction]] = {
    "mean": _mean,
    "trimmed_mean": _trimmed_mean,
    "median": median,
}


def scored_by_rubric(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C831: an expert's scores are not exactly for the criteria of the call."""
    titles = {one["criterion"]: one["title"] for one in _rubric(subject)}
    for node, row in _scored(subject):
        items = row.get("items") or ()
        found: list[str] = [item["criterion"] for item in items if item and item.get("criterion")]
        missing = [title for criterion, title in titles.items() if criterion not in found]
        extra = [criterion for criterion in found if criterion not in titles]
        if titles and len(found) == len(items) and (missing or extra):
            told = {"missing": "、".join(missing) or _NONE, "extra": "、".join(extra) or _NONE}
            yield (*node, "items"), {"expert": row.get("expert", ""), **told}


def score_within_maximum(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C832: a score above the most that its criterion gives."""
    rubric = {one["criterion"]: one for one in _rubric(subject)}
    for node, item in subject.each("scores/*/items/*"):
        score, criterion = item.get("score"), rubric.get(item.get("criterion"))
        if score is not None and criterion and score > criterion["max"]:
            told = {"name": criterion["title"], "limit": criterion["max"]}
            yield (*node, "score"), {"found": score, **told}


def aggregate_as_called(subject: Subject, law: Law) -> Iterator[Hit]:
    """C833: a result that the call's way of reckoning does not give, rounded half up."""
    review, found = subject.call.get("expert_review"), _result(subject, "aggregate")
    totals = _totals(subject)
    reckon = _AGGREGATIONS.get(review["aggregation"]) if review else None
    if not (review and reckon and totals) or found is None:
        return
    unit = 10 ** review["decimals"]
    wanted = Fraction(floor(reckon(totals) * unit + Fraction(1, 2)), unit)
    if _exact(found) != wanted:
        told = {"found": found, "wanted": _spelled(wanted, review["decimals"])}
        way = law.codelists["aggregations"].names[review["aggregation"]]
        yield ("result", "aggregate"), {**told, "way": way}


def figures_of_scores(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C834: a spread or a number of experts that the scores do not give."""
    totals = _totals(subject)
    if totals is None:
        return
    spread = max(totals) - min(totals) if totals else Fraction()
    for key, wanted in (("spread", spread), ("scored", Fraction(len(totals)))):
        found = _result(subject, key)
        if found is not None and _exact(found) != wanted:
            node = ("result", key)
            told = {"found": found, "wanted": _spelled(wanted, _places(wanted))}
            yield node, {"field": subject.title(node), **told}


def enough_scored(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C835: fewer experts scored than the call wants for a cluster."""
    wanted = (subject.call.get("expert_review") or {}).get("per_cluster")
    rows = subject.data.get("scores")
    if wanted and rows and None not in rows and all(row.get("status") for row in rows):
        found = len(list(_scored(subject)))
        if found < wanted:
            yield ("scores",), {"found": found, "wanted": wanted}


def _rubric(subject: Subject) -> Sequence[Mapping[str, Json]]:
    rubric: Sequence[Mapping[str, Json]] = (subject.call.get("expert_review") or {}).get(
        "rubric", ()
    )
    return rubric


def _scored(subject: Subject) -> Iterator[tuple[NodePath, Json]]:
    return ((node, row) for node, row in subject.each("scores/*") if row.get("status") == _SCORED)


def _totals(subject: Subject) -> list[Fraction] | None:
    """Give the total of each expert who scored, exactly; None where a score is not known."""
    rows = subject.data.get("scores")
    if rows is None or None in rows or not all(row.get("status") for row in rows):
        return None
    totals = []
    for _, row in _scored(subject):
        items = row.get("items")
        if not items or any(item is None or item.get("score") is None for item in items):
            return None
        totals.append(sum((_exact(item["score"]) for item in items), Fraction()))
    return totals


def _result(subject: Subject, key: str) -> Json:
    return (subject.data.get("result") or {}).get(key)


def _exact(value: float) -> Fraction:
    """Take a number as it is written, not as a computer stores it: 0.1 is a tenth."""
    return Fraction(str(value))


def _places(value: Fraction) -> int:
    """Give the decimals that a sum or difference of written numbers has."""
    return next(places for places in count() if (value * 10**places).denominator == 1)


def _spelled(value: Fraction, places: int) -> str:
    whole, rest = divmod(int(value * 10**places), 10**places)
    return f"{whole}.{rest:0{places}}" if places else str(whole)
