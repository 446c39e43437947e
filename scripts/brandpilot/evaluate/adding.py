"""Results added up by unit, industry and batch, and pilots beside their peers."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import quantiles

from brandpilot.evaluate.criteria import CRITERIA
from brandpilot.evaluate.pilots import Pilot, Results
from brandpilot.tables import Missing, Row

ALL = "all"
_VERDICTS = ("met", "not_met", "unknown", "not_set", "not_applicable")


def rollups(year: int, evaluated: Sequence[tuple[Pilot, Results]]) -> Iterator[Row]:
    """Count the verdicts of each criterion over all pilots, and by unit, industry and batch."""
    groups: dict[tuple[str, str], list[Results]] = defaultdict(list)
    for pilot, results in evaluated:
        for kind, group in _groups(pilot):
            groups[kind, group].append(results)
    for (kind, group), own in groups.items():
        for criterion in CRITERIA:
            counts = Counter(results[criterion].verdict for results in own)
            yield {
                "year": year,
                "group_kind": kind,
                "group_id": group,
                "criterion_code": criterion,
                "pilots": len(own),
                **{verdict: counts[verdict] for verdict in _VERDICTS},
            }


def peers(year: int, pilots: Sequence[Pilot], indicators: Sequence[str]) -> Iterator[Row]:
    """Give, by industry, the quartiles of each listed indicator's change against the baseline.

    Computed by linear interpolation (Hyndman and Fan's type 7). `n` is how many pilots they rest on.
    """
    industries: dict[str, list[Pilot]] = defaultdict(list)
    for pilot in pilots:
        if pilot.industry != Missing.NOT_FOUND:
            industries[pilot.industry].append(pilot)
    for industry, own in industries.items():
        for code in indicators:
            compared = [one for pilot in own for one in pilot.indicators if one.code == code]
            changes = [Decimal(str(one.change)) for one in compared if one.change is not None]
            if compared:
                lower, middle, upper = _quartiles(changes)
                yield {
                    "year": year,
                    "industry_code": industry,
                    "indicator_code": code,
                    "pilots": len(own),
                    "n": len(changes),
                    "lower_quartile": lower,
                    "median": middle,
                    "upper_quartile": upper,
                }


def _groups(pilot: Pilot) -> Iterator[tuple[str, str]]:
    yield ALL, ALL
    yield "unit", pilot.unit
    yield "industry", pilot.industry
    yield "batch", pilot.batch


def _quartiles(values: Sequence[Decimal]) -> tuple[float | None, float | None, float | None]:
    if not values:
        return None, None, None
    if len(values) == 1:
        only = float(values[0])
        return only, only, only
    lower, middle, upper = quantiles(values, n=4, method="inclusive")
    return float(lower), float(middle), float(upper)
