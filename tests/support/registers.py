"""Small registers of records that no door has seen: just the boxes that the course of a dossier reads."""

from collections.abc import Iterable
from datetime import date

from brandpilot.course import Rules
from brandpilot.findings import Json
from brandpilot.layout import UNDATED, decision_path
from brandpilot.load import Document
from brandpilot.obligations import Obligation, obligations
from brandpilot.records import Register, register
from support.house import document, law
from support.spelling import to_yaml

DOSSIER = "fujian/shili-tea"
CALL = "fujian/2017-734"


def filed(
    kind: str, day: str, of_year: int | None = None, dossier: str = DOSSIER, **boxes: Json
) -> Document:
    """Make a record of a dossier; the year of its name is that of its day unless told otherwise.

    One without a day (history) is undated.
    """
    path = f"submissions/{dossier}/{of_year or day[:4] or UNDATED}-{kind}.yaml"
    own: dict[str, Json] = {"date": day or None, **boxes}
    if kind == "application":
        own = {"call": CALL, "signoff": {"date": day}, **boxes}
    return document(path, to_yaml({"schema": f"{kind}/1", "dossier": dossier, **own}))


def recommended(application: Document, day: str) -> Document:
    """Make the recommendation of an application as it stands."""
    assert application.place is not None
    named = {"file": application.path.rpartition("/")[2], "sha256": application.sha256}
    year, dossier = application.place.year, application.place.dossier
    return filed("recommendation", day, year, dossier, application=named)


def undoing(file: Document, day: str = "2024-01-01") -> Document:
    """Make the decision that says of a file that its merge broke a rule."""
    data = {
        "schema": "decision/1",
        "date": day,
        "record": {"file": file.path.rpartition("/")[2], "sha256": file.sha256},
        "proof": {"verdicts": [{"rule": "G801", "verdict": "fail"}]},
    }
    return document(decision_path(file.path), to_yaml(data))


def supervised(unit: str, year: int, day: str) -> Document:
    """Make a unit's file on what it supervised in a year."""
    path = f"submissions/{unit}/_supervision/{year}.yaml"
    return document(path, to_yaml({"schema": "supervision/1", "year": year, "date": day}))


def notice(id_: str, day: str, **boxes: Json) -> Document:
    """Make a notice."""
    page = to_yaml({"schema": "notice/1", "date": day, **boxes})
    return document(f"docs/notices/{id_}.md", f"---\n{page}---\n")


def public_notice(
    first: str,
    last: str,
    *objections: tuple[str, str | None, str | None],
    dossiers: Iterable[str] = (DOSSIER,),
    of: str = "miit",
) -> Document:
    """Make a public notice of clusters; objections are (received, closed, dossier)."""
    keys = ("received_date", "closed_date", "dossier")
    told = {
        "start_date": first,
        "end_date": last,
        "clusters": [{"dossier": one, "name": "示例"} for one in dossiers],
        "objections": [dict(zip(keys, one, strict=True)) for one in objections],
    }
    return notice(f"{of}/{first[:4]}-gs", first, kind="public-notice", public_notice=told)


def rules(**settings: Json) -> Rules:
    """Give the table and the calendar in force, and one call with these settings."""
    return Rules(law().table, {CALL: settings}, law().calendar)


def held(*files: Document, **settings: Json) -> Register:
    """Fold files under one call into a register."""
    return register(files, (), rules(**settings))


def owed(content: Register, as_of: str) -> tuple[Obligation, ...]:
    """Tell what is owed on a day."""
    return obligations(content, date.fromisoformat(as_of))


def told(content: Register, as_of: str) -> list[str]:
    """Tell it shortly: `duty[-year] [due]`."""
    return [
        one.duty + (f"-{one.year}" if one.year else "") + (f" {one.due}" if one.due else "")
        for one in owed(content, as_of)
    ]
