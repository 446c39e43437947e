"""Recommendations (推荐意见) against the call: whose clusters, by when, how many, in what order."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import inf

from brandpilot.checks.cross import CrossHit, of_kind
from brandpilot.checks.facts import Facts
from brandpilot.checks.proofs import has_failed
from brandpilot.checks.rule import Hit, Law, Subject
from brandpilot.layout import path_in_dossier


def of_its_own_unit(subject: Subject, law: Law) -> Iterator[Hit]:
    """C801: a recommendation of another unit's cluster (指南四(二))."""
    unit, place = str(subject.data.get("unit")), subject.place
    names = law.codelists["units"].names
    if place and unit in names and unit != place.unit:
        yield ("unit",), {"found": names[unit], "wanted": names.get(place.unit, place.unit)}


def in_time(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C802: a recommendation after the last day that the call sets; that day counts to its end."""
    if has_failed(subject):
        return
    day, limit = subject.data.get("date"), subject.call.get("opinion_date")
    if day and limit and day > limit:
        yield ("date",), {"found": day, "limit": limit}


def ranked_as_called(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C803: no rank where the call wants one, or a rank where it wants none."""
    ranking, data = subject.call.get("ranking"), subject.data
    if has_failed(subject):
        return
    if ranking is not None and "rank" in data and ranking == (data["rank"] is None):
        found = "null" if ranking else data["rank"]
        yield ("rank",), {"found": found, "ranking": str(ranking).lower()}


def rank_once(facts: Sequence[Facts], law: Law) -> Iterator[CrossHit]:
    """X201: two recommendations of one unit under one call with one rank; neither stands till mended."""
    for files in _recommended(facts):
        ranked: dict[int, list[Facts]] = defaultdict(list)
        for file in files:
            if rank := file.get("rank"):
                ranked[rank].append(file)
        for rank, alike in ranked.items():
            for file in alike if len(alike) > 1 else ():
                other = next(one for one in alike if one is not file)
                told = {"unit": _unit(file, law), "found": rank, "other": other.path}
                yield file, ("rank",), told


def within_quota(facts: Sequence[Facts], law: Law) -> Iterator[CrossHit]:
    """X202: more recommendations of one unit than the call allows: those that rank last."""
    for files in _recommended(facts):
        limit = (law.calls.get(files[0].get("call"), {}).get("quota") or {}).get("max")
        by_rank = sorted(files, key=lambda file: file.get("rank") or inf)
        for file in by_rank[limit:] if limit else ():
            told = {"unit": _unit(file, law), "found": len(files), "limit": limit}
            yield file, ("call",), told


def _unit(file: Facts, law: Law) -> str:
    unit: str = file.get("unit") or file.place.unit
    return law.codelists["units"].names.get(unit, unit)


def _recommended(facts: Sequence[Facts]) -> Iterator[list[Facts]]:
    """Yield the recommendations of one unit under one call, by date: of each dossier its last.

    What has become void or was taken back since stands no longer, and makes room for another.
    """
    hashes = {file.path: file.sha256 for file in of_kind(facts, "application")}
    ended = _ended(facts)
    last: dict[tuple[str, str, str], Facts] = {}
    for file in sorted(of_kind(facts, "recommendation"), key=_order):
        if call := file.get("call"):
            last[file.get("unit") or file.place.unit, call, file.home] = file
    groups: dict[tuple[str, str], list[Facts]] = defaultdict(list)
    for (unit, call, home), file in sorted(last.items(), key=lambda item: _order(item[1])):
        filing = path_in_dossier(home, file.get("application", "file") or "")
        is_changed = hashes.get(filing, "") not in ("", file.get("application", "sha256"))
        if not is_changed and ended.get(home, "") < (file.get("date") or ""):
            groups[unit, call].append(file)
    yield from groups.values()


def _ended(facts: Sequence[Facts]) -> dict[str, str]:
    """Give the last day on which a dossier's recommendation was voided or its filing retracted."""
    days: dict[str, str] = defaultdict(str)
    for file in of_kind(facts, "correction", "status-change-unit"):
        if file.get("voids_recommendation") or file.get("change") == "retraction":
            days[file.home] = max(days[file.home], file.get("date") or "")
    return days


def _order(file: Facts) -> tuple[str, int, str]:
    return file.get("date") or "", file.number, file.path
