"""Facts about clusters become the records of their dossiers."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from brandpilot.findings import Json
from brandpilot.history.facts import Facts, Row, number, sources, text
from brandpilot.layout import record_path

_NAMED = {"name": "cluster_name", "industry": "industry"}
_PLACED = ("province", "city", "county")


def records(facts: Facts) -> Iterator[tuple[str, dict[str, Json]]]:
    """Yield path and values of every record; keys stand in the order of the form."""
    documents = {row["batch"]: row["notice"] for row in facts.batches}
    for row in facts.pilots:
        document = documents.get(row["batch"])
        yield _outcome("designation", row, document)
    for row in facts.demonstrations:
        yield _outcome("demonstration", row, None)
    yield from _press_figures(facts.outcomes)


def _outcome(kind: str, row: Row, document: str | None) -> tuple[str, dict[str, Json]]:
    """Give a designation or a demonstration; `document` is the id of the batch's notice."""
    year = int(row["year"]) if row["year"] else None
    return record_path(row["dossier"], year, kind), {
        "schema": f"{kind}/1",
        "dossier": row["dossier"],
        "origin": "imported",
        "date": text(row["date"]),
        "batch": number(row["batch"]),
        "document": document,
        "number": text(row["doc_number"]),
        "cluster": _cluster(row),
        "organizer": text(row["organizer"]),
        "note": text(row["note"]),
        "sources": sources(row),
    }


def _cluster(row: Row) -> Mapping[str, str | None]:
    named = {key: text(row[column]) for key, column in _NAMED.items()}
    return named | {column: text(row[column]) for column in _PLACED}


def _press_figures(outcomes: tuple[Row, ...]) -> Iterator[tuple[str, dict[str, Json]]]:
    """Gather what the press printed about one cluster and year into one record."""
    in_order = sorted(outcomes, key=_dossier_and_year)
    for (dossier, year), rows in groupby(in_order, _dossier_and_year):
        yield (
            record_path(dossier, year, "press-figures"),
            {
                "schema": "press-figures/1",
                "dossier": dossier,
                "year": year,
                "figures": [_figure(row) for row in rows],
            },
        )


def _dossier_and_year(row: Row) -> tuple[str, int]:
    return row["dossier"], int(row["year"])


def _figure(row: Row) -> dict[str, Json]:
    source = {"url": row["source_url"], "title": None, "confidence": row["confidence"]}
    return {
        "name": row["indicator"],
        "value": number(row["value"]),
        "unit": row["unit"],
        "note": text(row["quote_hint"]),
        "source": source,
    }
