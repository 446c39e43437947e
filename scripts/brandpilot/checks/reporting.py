"""One annual report: its days, and statements of it that contradict each other."""

from collections.abc import Iterator

from brandpilot.checks.rule import Hit, Law, Subject

_SHARES = {"done": 100, "not_started": 0}
"""What a task that is over, or not begun, has reached (%); any other is below 100."""
_CONTRARY = {"not_started": "done", "done": "planned"}
"""By status of a task: the status that none of its measures can have."""


def within_year(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C216: an incident, an activity or an evaluation beyond the year that is reported (指南四(五)).

    An evaluation of the year may be held after it, up to the seal.
    """
    year, sealed = _year(subject), subject.data.get("date")
    if year is None or sealed is None or sealed < f"{year}-01-01":
        return
    first, last = f"{year}-01-01", min(f"{year}-12-31", sealed)
    ends = {"incidents/*/date": last, "activities/*/date": last, "evaluation/date": sealed}
    for path, end in ends.items():
        for node, day in subject.each(path):
            if not first <= day <= end:
                yield (
                    node,
                    {"field": subject.title(node), "found": day, "first": first, "last": end},
                )


def sealed_in_time(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C217: a report dated before the year that it reports began; within it, it may be."""
    year = _year(subject)
    for node, day in subject.each("date"):
        if year is not None and day < f"{year}-01-01":
            yield node, {"field": subject.title(node), "found": day, "year": year}


def year_reported_once(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C227: a second report on one year: what the first says is corrected, and stays on record."""
    number = subject.place.number if subject.place else 1
    if number > 1:
        yield ("year",), {"found": number, "year": subject.place.year if subject.place else ""}


def share_as_status(subject: Subject, law: Law) -> Iterator[Hit]:
    """C308: a share done that contradicts the status of its task."""
    names = law.codelists["task-status"].names
    for node, task in subject.each("tasks/*"):
        status, share = task.get("status"), task.get("share_done_pct")
        if status not in names or share is None:
            continue
        if share != _SHARES[status] if status in _SHARES else share == _SHARES["done"]:
            place = (*node, "share_done_pct")
            yield (
                place,
                {"field": subject.title(place), "found": share, "status": names[status]},
            )


def measure_as_task(subject: Subject, law: Law) -> Iterator[Hit]:
    """C311: a measure carried out in a task not begun, or still to come in a task that is done."""
    names, of_tasks = law.codelists["measure-status"].names, law.codelists["task-status"].names
    for node, task in subject.each("tasks/*"):
        contrary = _CONTRARY.get(task.get("status") or "")
        for index, item in enumerate(task.get("measures") or ()):
            if contrary and item and item.get("status") == contrary:
                place = (*node, "measures", index, "status")
                told = {"found": names[contrary], "task": of_tasks[task["status"]]}
                yield place, {"field": subject.title(place), **told}


def evaluation_improves(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C312: an evaluation was held, and no measure of improvement follows from it (指南三(七))."""
    for node, told in subject.each("evaluation"):
        if told.get("held") and "measures" in told and told["measures"] is None:
            yield (*node, "measures"), {}


def incident_declared(subject: Subject, law: Law) -> Iterator[Hit]:
    """C313: a grave accident during the pilot; what follows from it, no document says."""
    names = law.codelists["accident-kinds"].names
    for node, item in subject.each("incidents/*"):
        kind = item.get("kind")
        if kind in names:
            yield (*node, "kind"), {"kind": names[kind], "date": item.get("date") or ""}


def _year(subject: Subject) -> int | None:
    year = subject.data.get("year")
    return None if year is None else int(year)
