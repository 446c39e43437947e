"""When: the call's own days, judged by the server's time and never by a commit's."""

from collections.abc import Iterator

from brandpilot.forge.case import Case
from brandpilot.forge.reviewing import counted, last_return
from brandpilot.forge.rules.rule import Hit
from brandpilot.moments import day_of


def filed_in_time(case: Case) -> Iterator[Hit]:
    """G301: an application that came after the last day for filing (通知二).

    What was returned for correction may come until the last day for the unit's opinion.
    """
    limit = case.call.get("online_date")
    if case.application is None or not limit:
        return
    returned = last_return(case)
    if returned and day_of(case.pull.opened_at) <= limit:
        last = case.call.get("opinion_date") or "9999-12-31"
    else:
        last = limit
    if day_of(case.first_seen) > last:
        yield "", {"found": day_of(case.first_seen), "limit": last}


def decided_in_time(case: Case) -> Iterator[Hit]:
    """G302: an opinion after the last day that the call sets for it (通知二)."""
    limit = case.call.get("opinion_date")
    if case.application is None or not limit:
        return
    day = day_of(case.now)
    approvals = [day_of(one.at) for one in counted(case)]
    found = max((*approvals, day)) if approvals else day
    if found > limit:
        yield "", {"found": found, "limit": limit}
