"""The draw of experts: what is recorded is what seed, register, declarations and terms give."""

from collections import Counter
from collections.abc import Iterator, Sequence

from brandpilot.checks.rule import Hit, Law, Subject, each
from brandpilot.findings import Json, NodePath
from brandpilot.panel import Round, last_round, rounds, terms_of
from brandpilot.schema import EACH

_SEATS = "draws/*/assignments/*/experts/*"
_NOBODY = "—"


def as_drawn(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C811: experts for a cluster that the draw does not give; nothing is said without terms."""
    terms = terms_of(subject.call)
    if terms is None:
        return
    for drawn in _drawn(subject):
        assigned = drawn.redraw(terms).assigned
        for node, row in _rows(subject, drawn):
            found, wanted = row["experts"], assigned[row["dossier"]]
            if set(found) != set(wanted):
                told = {"found": _named(found), "wanted": _named(wanted)}
                at = {"year": subject.data.get("year", ""), "round": drawn.number}
                yield node, {"dossier": row["dossier"], **told, **at}


def in_register(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C812: somebody declares or is assigned who is not in the register."""
    register = subject.data.get("experts")
    known = {one.get("id") for one in register or () if one}
    if not register or None in register or None in known:
        return
    for path in ("declarations/*/expert", _SEATS):
        for node, expert in subject.each(path):
            if expert not in known:
                yield node, {"found": expert}


def not_after_declaring(subject: Subject, law: Law) -> Iterator[Hit]:
    """C813: somebody assigned to a cluster from which they had stood back before that day."""
    declared: dict[tuple[Json, Json], tuple[str, str]] = {}
    for _, one in subject.each("declarations/*"):
        if all(map(one.get, ("expert", "dossier", "date", "kind"))):
            key, made = (one["expert"], one["dossier"]), (one["date"], one["kind"])
            declared[key] = min(made, declared.get(key, made))
    names = law.codelists["declaration-kinds"].names
    for node, expert in subject.each(_SEATS):
        drawn, row = _of_seat(subject, node)
        since, kind = declared.get((expert, row.get("dossier")), ("", ""))
        if since and since < (drawn.get("date") or ""):
            told = {"kind": names.get(kind, kind), "since": since}
            yield node, {"found": expert, "dossier": row["dossier"], **told}


def register_first(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C814: a declaration or a draw that is dated before the register."""
    since = subject.data.get("date")
    for path in ("declarations/*/date", "draws/*/date"):
        for node, day in subject.each(path):
            if since and day < since:
                yield node, {"field": subject.title(node), "found": day, "since": since}


def from_another_region(subject: Subject, law: Law) -> Iterator[Hit]:
    """C815: an expert of the cluster's own region where the call wants them from others."""
    terms = terms_of(subject.call)
    if terms is None or not terms.other_region:
        return
    regions = {one.get("id"): one.get("region") for _, one in subject.each("experts/*")}
    names = law.codelists["units"].names
    for node, expert in subject.each(_SEATS):
        _, row = _of_seat(subject, node)
        region, dossier = regions.get(expert), row.get("dossier") or ""
        if region and region == dossier.partition("/")[0]:
            yield node, {"found": expert, "dossier": dossier, "region": names.get(region, region)}


def within_workload(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C816: an expert with more clusters than the call allows to one."""
    terms = terms_of(subject.call)
    if terms is None or terms.workload is None:
        return
    for node, drawn in subject.each("draws/*"):
        seats = Counter(expert for _, expert in each(drawn, ("assignments", EACH, "experts", EACH)))
        for expert, found in seats.items():
            if found > terms.workload:
                told = {"round": drawn.get("round", ""), "limit": terms.workload}
                yield (*node, "assignments"), {"expert": expert, "found": found, **told}


def enough_experts(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C817: a cluster for which the register does not give as many experts as the call wants."""
    terms = terms_of(subject.call)
    last = last_round(subject.data, is_drawn=True)
    if terms is None or last is None or last.seed is None:
        return
    short = last.redraw(terms).short
    for node, row in _rows(subject, last):
        if row["dossier"] in short:
            found = terms.per_cluster - short[row["dossier"]]
            yield node, {"dossier": row["dossier"], "found": found, "wanted": terms.per_cluster}


def rounds_in_order(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C818: rounds that are not numbered 1, 2, 3 … , each on a later day than the one before."""
    before = ""
    for place, (node, drawn) in enumerate(subject.each("draws/*"), 1):
        number, day = drawn.get("round"), drawn.get("date")
        if (number and number != place) or (day and day <= before):
            told = {"found": number or _NOBODY, "date": day or _NOBODY}
            yield node, {**told, "wanted": place, "before": before or _NOBODY}
        before = max(before, day or "")


def seed_used_once(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C819: a round with the seed of an earlier one, so known before its register was closed."""
    first: dict[str, int] = {}
    for place, (node, drawn) in enumerate(subject.each("draws/*"), 1):
        seed = drawn.get("seed")
        if seed is not None and first.setdefault(seed, place) != place:
            yield (*node, "seed"), {"found": seed, "first": first[seed]}


def declared_of_a_cluster(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C820: a declaration about a cluster that no round names, so that it binds nobody."""
    named = {dossier for _, dossier in subject.each("draws/*/assignments/*/dossier")}
    for node, dossier in subject.each("declarations/*/dossier"):
        if named and dossier not in named:
            yield node, {"found": dossier}


def _drawn(subject: Subject) -> Iterator[Round]:
    """Yield the rounds that were drawn from a seed and can be drawn again."""
    return (one for one in rounds(subject.data) if one.is_drawn and one.seed is not None)


def _rows(subject: Subject, drawn: Round) -> Iterator[tuple[NodePath, Json]]:
    """Yield place and contents of each cluster's row in a round."""
    for row, one in enumerate(subject.data["draws"][drawn.place]["assignments"]):
        yield ("draws", drawn.place, "assignments", row), one


def _of_seat(subject: Subject, node: NodePath) -> tuple[Json, Json]:
    """Give the round and the cluster's row in which a seat stands."""
    drawn = subject.data["draws"][node[1]]
    return drawn, drawn["assignments"][node[3]]


def _named(experts: Sequence[str]) -> str:
    return "、".join(sorted(experts)) or _NOBODY
