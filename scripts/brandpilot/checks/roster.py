"""The roster of reviewers (审查人名册): who may decide must be beyond doubt on every day."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from brandpilot.checks.cross import CrossHit, of_kind
from brandpilot.checks.facts import Facts
from brandpilot.checks.rule import Hit, Law, Subject
from brandpilot.findings import Json, NodePath

FEWEST = 2
"""Reviewers of a unit that has any: nobody approves what he proposed himself."""
_LISTS = ("reviewers", "desks")
_LAST_DAY = "9999-12-31"


@dataclass(frozen=True, slots=True)
class _Named:
    """An account where the roster names it; both days are part of its term."""

    node: NodePath
    authority: str
    role: str
    login: str
    id: int
    start: str
    until: str

    def overlaps(self, other: "_Named") -> bool:
        return self.start <= other.until and other.start <= self.until


def enough_reviewers(subject: Subject, law: Law) -> Iterator[Hit]:
    """R101: fewer than two reviewers, today or from a day to come, where there is one at all."""
    for node, row in subject.each("authorities/*"):
        own = [one for one in _named(subject) if one.node[:2] == node and one.role == "reviewers"]
        for day in _turning_days(own, law.today):
            serving = {one.id for one in own if one.start <= day <= one.until}
            if 0 < len(serving) < FEWEST:
                unit = law.codelists["authorities"].names.get(row.get("authority"), "")
                yield (*node, "reviewers"), {"unit": unit, "day": day, "limit": FEWEST}
                break


def one_role(subject: Subject, law: Law) -> Iterator[Hit]:
    """R102: one account in two roles at once: of two offices, or a reviewer who also files."""
    names = law.codelists["authorities"].names
    app = (subject.data.get("app") or {}).get("id")
    for earlier, later in _pairs(subject):
        if (earlier.authority, earlier.role) != (later.authority, later.role):
            told = {"login": later.login, "other": names.get(earlier.authority, earlier.authority)}
            yield later.node, told
    for one in _named(subject):
        if one.id == app:
            yield one.node, {"login": one.login, "other": "App"}


def listed_once(subject: Subject, _law: Law) -> Iterator[Hit]:
    """R103: one account twice in a list, with terms that overlap."""
    for earlier, later in _pairs(subject):
        if (earlier.authority, earlier.role) == (later.authority, later.role):
            yield later.node, {"login": later.login}


def term_in_order(subject: Subject, _law: Law) -> Iterator[Hit]:
    """R104: a term that ends before it begins."""
    for one in _named(subject):
        if one.until < one.start:
            yield (*one.node, "until"), {"start": one.start, "until": one.until}


def one_number_one_name(subject: Subject, _law: Law) -> Iterator[Hit]:
    """R105: one id under two logins, or one login under two ids; letters' case makes no difference."""
    by_id: dict[int, str] = {}
    by_login: dict[str, int] = {}
    for one in _named(subject):
        login = one.login.lower()
        if by_id.setdefault(one.id, login) != login or by_login.setdefault(login, one.id) != one.id:
            yield one.node, {"login": one.login, "id": one.id}


def recused_is_reviewer(subject: Subject, _law: Law) -> Iterator[Hit]:
    """R106: a recusal of an account that is no reviewer."""
    known = {one.id for one in _named(subject) if one.role == "reviewers"}
    for node, id_ in subject.each("recusals/*/id"):
        if id_ not in known:
            yield node, {"id": id_}


def every_authority_once(subject: Subject, law: Law) -> Iterator[Hit]:
    """R107: an authority that is missing, or has two groups."""
    rows = subject.data.get("authorities")
    if not rows or not all(row and row.get("authority") for row in rows):
        return
    named = [row["authority"] for row in rows]
    names = law.codelists["authorities"].names
    for at, code in enumerate(named):
        if code in named[:at]:
            yield ("authorities", at, "authority"), {"unit": names.get(code, code), "times": "两次"}
    missing = [name for code, name in names.items() if code not in named]
    if missing:
        yield ("authorities",), {"unit": "、".join(missing), "times": "没有"}


def office_mail(subject: Subject, law: Law) -> Iterator[Hit]:
    """R108: a domain under which anybody can have an address, or one below it."""
    free = law.codelists["free-mail"].names
    for node, domain in subject.each("authorities/*/mail_domains/*"):
        if any(domain == one or domain.endswith(f".{one}") for one in free):
            yield node, {"found": domain}


def office_named(subject: Subject, law: Law) -> Iterator[Hit]:
    """R109: reviewers for whom no office is named: a decision shows the office, not the person."""
    for node, row in subject.each("authorities/*"):
        if row.get("reviewers") and "office" in row and row["office"] is None:
            unit = law.codelists["authorities"].names.get(row.get("authority"), "")
            yield (*node, "office"), {"unit": unit}


def recused_from_what_is_there(facts: Sequence[Facts], _law: Law) -> Iterator[CrossHit]:
    """R110: a recusal from a dossier that there is not."""
    homes = {file.home for file in facts if file.place.is_in_dossier}
    for file in of_kind(facts, "reviewers"):
        for at, dossier in enumerate(file.get("recusals", "*", "dossier") or ()):
            if dossier and dossier not in homes:
                yield file, ("recusals", at, "dossier"), {"found": dossier}


def _named(subject: Subject) -> Iterator[_Named]:
    """Yield every account whose row is sound, in the order of the file."""
    for node, row in subject.each("authorities/*"):
        for role in _LISTS:
            for at, one in enumerate(row.get(role) or ()):
                if _is_sound(one):
                    yield _Named(
                        (*node, role, at),
                        str(row.get("authority")),
                        role,
                        one["login"],
                        one["id"],
                        one["from"],
                        one.get("until") or _LAST_DAY,
                    )


def _is_sound(one: Mapping[str, Json] | None) -> bool:
    if one is None or "until" not in one:
        return False
    return all(one.get(key) for key in ("login", "id", "from"))


def _pairs(subject: Subject) -> Iterator[tuple[_Named, _Named]]:
    """Yield two places at which one account is named for terms that overlap."""
    by_id: dict[int, list[_Named]] = defaultdict(list)
    for one in _named(subject):
        yield from ((earlier, one) for earlier in by_id[one.id] if earlier.overlaps(one))
        by_id[one.id].append(one)


def _turning_days(own: Sequence[_Named], today: str) -> list[str]:
    """Give today and each later day on which somebody begins, or no longer serves."""
    begins = (one.start for one in own)
    ends = (_next(one.until) for one in own if one.until != _LAST_DAY)
    return sorted({today, *(day for day in (*begins, *ends) if day > today)})


def _next(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
