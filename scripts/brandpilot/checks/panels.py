"""Panels of experts beside what was recommended, applied for and reviewed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from brandpilot.checks.course import placed
from brandpilot.checks.cross import CrossHit, is_under, of_kind, superiors
from brandpilot.checks.facts import Facts
from brandpilot.checks.rule import Law
from brandpilot.course import courses
from brandpilot.findings import Json
from brandpilot.layout import EXPERT_PANEL
from brandpilot.panel import Round, last_round, rounds
from brandpilot.schema import EACH

_AWAITING = frozenset(("recommended", "reviewed"))
"""States of a cluster that is to be reviewed, or was while rounds went on."""
_DECLARED_AS = {"recused": "recuse", "abstained": "abstain"}
_SCORED = "scored"
_RECUSED = "recuse"
_NONE = "—"


def clusters_as_recommended(facts: Sequence[Facts], law: Law) -> Iterator[CrossHit]:
    """X211: the clusters of the last round are not those recommended under its call (指南四(三)).

    Nothing is said where no recommendation under that call is on record.
    """
    above = superiors(facts)
    opinions = list(of_kind(facts, "recommendation"))
    unknown = {file.home for file in opinions if not file.get("call")}
    for panel, last in _last_rounds(facts):
        under = (
            file.home for file in opinions if is_under(file.get("call"), panel.get("call"), above)
        )
        recommended = set(under)
        awaiting = _awaiting(facts, law, recommended, date.fromisoformat(last.date))
        missing = awaiting - last.recorded.keys()
        extra = last.recorded.keys() - recommended - unknown
        if recommended and (missing or extra):
            told = {"missing": _listed(missing), "extra": _listed(extra)}
            yield panel, ("draws", last.place, "assignments"), {"round": last.number, **told}


def reviewed_by_those_drawn(facts: Sequence[Facts], _law: Law) -> Iterator[CrossHit]:
    """X212: a review by other experts than those drawn, or one of them not accounted for."""
    for review, _, drawn in _reviews(facts):
        listed = _listed_in(review)
        if drawn is None or any(None in one for one in listed):
            continue
        assigned = set(drawn.recorded.get(review.home, ()))
        missing = assigned - {expert for expert, _ in listed}
        extra = {expert for expert, status in listed if status == _SCORED} - assigned
        if missing or extra:
            told = {"missing": _listed(missing), "extra": _listed(extra)}
            yield review, ("scores",), {"round": drawn.number, **told}


def nobody_of_its_own(facts: Sequence[Facts], _law: Law) -> Iterator[CrossHit]:
    """X213: an expert who is employed by the cluster's organizer or one of its leading firms."""
    above = superiors(facts)
    applications = list(of_kind(facts, "application"))
    for panel, last in _last_rounds(facts, is_drawn=True):
        employers = {one.id: one.employer for one in last.experts}
        declared = panel.get("declarations")
        recused = {(one["expert"], one["dossier"]) for one in declared if one["kind"] == _RECUSED}
        interested = {
            (file.home, name)
            for file in applications
            if is_under(file.get("call"), panel.get("call"), above)
            for name in _names_in(file)
        }
        for row, one in enumerate(panel.get("draws")[last.place]["assignments"]):
            dossier = one["dossier"]
            for seat, expert in enumerate(one["experts"]):
                employer = employers.get(expert)
                if (dossier, employer) in interested and (expert, dossier) not in recused:
                    node = ("draws", last.place, "assignments", row, "experts", seat)
                    yield panel, node, {"found": expert, "dossier": dossier, "employer": employer}


def stood_back_on_record(facts: Sequence[Facts], law: Law) -> Iterator[CrossHit]:
    """X218: an expert who stood back in a review, but has declared nothing of it in the panel."""
    names = law.codelists["declaration-kinds"].names
    for review, panel, _ in _reviews(facts):
        declared = {
            (one.get("expert"), one.get("kind"))
            for one in panel.get("declarations") or ()
            if one and one.get("dossier") == review.home
        }
        for row, (expert, status) in enumerate(_listed_in(review)):
            kind = _DECLARED_AS.get(status)
            if kind and expert and (expert, kind) not in declared:
                yield review, ("scores", row, "expert"), {"found": expert, "kind": names[kind]}


def reviewed_after_the_draw(facts: Sequence[Facts], law: Law) -> Iterator[CrossHit]:
    """X220: a review before whose day no experts were drawn, where the call wants some."""
    above = superiors(facts)
    panels = {
        one.year: (one.get("call"), _drawn_first(one)) for one in of_kind(facts, EXPERT_PANEL)
    }
    for review in of_kind(facts, "expert-review"):
        call, day = review.get("call"), review.get("date")
        if not day or not law.calls.get(call or "", {}).get("expert_review"):
            continue
        of_panel, days = panels.get(review.year, ("", {}))
        if of_panel is not None and not is_under(call, of_panel, above):
            days = {}
        first = days.get(review.home) if days is not None else day
        if first is None or first > day:
            yield review, ("date",), {"found": day, "first": first or _NONE}


def scored_after_standing_back(facts: Sequence[Facts], law: Law) -> Iterator[CrossHit]:
    """X221: an expert who had stood back on record by the day of the review, and scored."""
    names = law.codelists["declaration-kinds"].names
    for review, panel, _ in _reviews(facts):
        declared = {
            one.get("expert"): (one["date"], one.get("kind"))
            for one in panel.get("declarations") or ()
            if one and one.get("dossier") == review.home and one.get("date")
        }
        for row, (expert, status) in enumerate(_listed_in(review)):
            since, kind = declared.get(expert, ("", None)) if status == _SCORED else ("", None)
            if since and since <= (review.get("date") or ""):
                told = {"since": since, "kind": names.get(kind or "", "")}
                yield review, ("scores", row, "expert"), {"found": expert, **told}


def _drawn_first(panel: Facts) -> Mapping[str, str] | None:
    """Give the day on which experts were first drawn, by cluster; None where not all can be read."""
    kept = {key: panel.get(key) for key in ("experts", "declarations", "draws")}
    made = list(rounds(kept))
    if kept["draws"] is None or len(made) < len(kept["draws"]):
        return None
    days: dict[str, str] = {}
    for one in made:
        for dossier in (dossier for dossier, seated in one.recorded.items() if seated):
            days[dossier] = min(one.date, days.get(dossier, one.date))
    return days


def _last_rounds(
    facts: Sequence[Facts], *, is_drawn: bool = False
) -> Iterator[tuple[Facts, Round]]:
    """Yield each panel that has a round, with its last, or the last that was drawn."""
    for panel in of_kind(facts, EXPERT_PANEL):
        last = _last_round(panel, is_drawn=is_drawn)
        if last is not None and panel.get("call"):
            yield panel, last


def _last_round(panel: Facts, *, is_drawn: bool) -> Round | None:
    kept = {key: panel.get(key) for key in ("experts", "declarations", "draws")}
    return last_round(kept, is_drawn=is_drawn)


def _reviews(facts: Sequence[Facts]) -> Iterator[tuple[Facts, Facts, Round | None]]:
    """Yield each review that its year's panel is for, with the panel and its last round drawn."""
    above = superiors(facts)
    panels = {
        panel.year: (panel, _last_round(panel, is_drawn=True))
        for panel in of_kind(facts, EXPERT_PANEL)
        if panel.get("call")
    }
    for review in of_kind(facts, "expert-review"):
        panel, drawn = panels.get(review.year, (None, None))
        if panel and is_under(review.get("call"), panel.get("call"), above):
            yield review, panel, drawn


def _listed_in(review: Facts) -> list[tuple[Json, Json]]:
    """Give (expert, status) of each row of a review."""
    experts = review.get("scores", EACH, "expert") or ()
    return list(zip(experts, review.get("scores", EACH, "status") or (), strict=True))


def _names_in(application: Facts) -> Iterator[Json]:
    """Yield the organizer and the leading firms of an application."""
    firms = application.get("influence", "firms", EACH, "name") or ()
    return (name for name in (application.get("organizer", "name"), *firms) if name)


def _awaiting(facts: Iterable[Facts], law: Law, dossiers: set[str], day: date) -> set[str]:
    """Give those of some dossiers that are to be reviewed as a day ends, as far as it is known."""
    steps = placed((file for file in facts if file.home in dossiers), law)
    notices = list(of_kind(facts, "notice"))
    found = courses(steps, notices, law.rules)
    return {dossier for dossier, course in found.items() if course.at(day).state in _AWAITING}


def _listed(names: Iterable[str]) -> str:
    return "、".join(sorted(names)) or _NONE
