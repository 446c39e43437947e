"""Facts about official documents become the front matter of notices."""

from collections.abc import Iterator, Mapping

from brandpilot.findings import Json
from brandpilot.history.facts import Facts, Row, number, several, sources, text
from brandpilot.layout import notice_path

_MAY_BE_ABSENT = frozenset(("annual_report_due",))
"""Settings that stand in a notice only where the extra facts make them."""


def notices(facts: Facts) -> Iterator[tuple[str, dict[str, Json], str]]:
    """Yield path, front matter and prose of every notice. Raises ValueError, KeyError."""
    for row in facts.calls:
        extra = facts.extras[row["notice"]]
        known = _front(row, extra["kind"], row["issuer"], text(row["notice_date"]))
        if extra["kind"] == "call":
            known["call"] = _call(row, facts.wording, extra.get("call", {}))
        yield _page(row, known, extra, facts)
    for row in facts.batches:
        extra = facts.extras[row["notice"]]
        known = _front(row, extra["kind"], facts.wording["ministry"], text(row["signed_date"]))
        known["published_date"] = text(row["published_date"])
        known["designation"] = {
            "batch": number(row["batch"]),
            "count": number(row["count"]),
            "organizers_named": several(row["lead_organizer_named"]),
        }
        yield _page(row, known, extra, facts)


def _page(
    row: Row, known: dict[str, Json], extra: Mapping[str, Json], facts: Facts
) -> tuple[str, dict[str, Json], str]:
    id_ = row["notice"]
    return notice_path(id_), completed(known, extra), facts.bodies[id_]


def completed(known: dict[str, Json], extra: Mapping[str, Json]) -> dict[str, Json]:
    """Fill in what the columns leave open; nothing known is replaced.

    Raises ValueError when a column and the extra settings contradict each other, KeyError when
    the form has no such field.
    """
    whole = dict(known)
    for key, value in extra.items():
        if isinstance(value, dict) and isinstance(known[key], dict):
            whole[key] = completed(known[key], value)
        elif known[key] in (None, [], value):
            whole[key] = value
        else:
            message = f"{key}: {known[key]} or {value}?"
            raise ValueError(message)
    return whole


def _front(row: Row, kind: str, issuer_name: str, date: str | None) -> dict[str, Json]:
    """Give the front matter, in the order of the form, as far as the columns know it."""
    return {
        "schema": "notice/1",
        "kind": kind,
        "issuer": row["notice"].partition("/")[0],
        "issuer_name": issuer_name,
        "number": text(row["doc_number"]),
        "title": None,
        "date": date,
        "published_date": None,
        "implements": None,
        "forwards": None,
        "links": [],
        "origin": "imported",
        "sources": sources(row),
        "call": None,
        "designation": None,
    }


def _call(row: Row, wording: Mapping[str, str], extra: Mapping[str, Json]) -> dict[str, Json]:
    year = row["notice_date"].partition("-")[0]
    steps = [
        wording[step].format(step=row[step]) for step in ("city_step", "province_step") if row[step]
    ]
    return {
        "year": int(year),
        "addressees": None,
        "form": None,
        "online_date": text(row["online_deadline"]),
        "opinion_date": None,
        "paper_date": text(row["paper_deadline"]),
        "annual_report": text(row["annual_report"]),
        **dict.fromkeys(_MAY_BE_ABSENT & extra.keys()),
        "paper_copies": number(row["paper_copies"]),
        "electronic_copies": number(row["electronic_copies"]),
        "copies_by": None,
        "chain": steps,
        "quota": None,
        "ranking": None,
        "site_visit": None,
        "period_years": None,
        "notice_working_days": None,
        "base_years": None,
        "required_indicators": None,
        "text_limits": [],
        "disclosure": None,
        "contact_office": None,
    }
