"""Obligations as rows: mappings for JSON, CSV, and the words for time left."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date

from brandpilot import encode
from brandpilot.findings import Json
from brandpilot.obligations import Obligation

COLUMNS = ("as_of", *(field.name for field in fields(Obligation)))
"""`due` and `days` are empty where no date is set, `year` where the duty is about no year."""


def rows(owed: Sequence[Obligation], as_of: date) -> list[dict[str, Json]]:
    """Give a mapping for each obligation; days are texts, what is not known is None."""
    return [_row(one, as_of) for one in owed]


def as_csv(owed: Sequence[Obligation], as_of: date) -> str:
    """Give a CSV file: a line of names, then a line for each obligation, in their order."""
    return encode.spreadsheet([COLUMNS, *(list(row.values()) for row in rows(owed, as_of))])


def days_left(one: Obligation) -> str:
    """Say how much time is left, in words."""
    match one.days:
        case None:
            return "通知未规定"
        case 0:
            return "今天到期"
        case days if days < 0:
            return f"逾期{-days}天"
        case days:
            return f"还有{days}天"


def _row(one: Obligation, as_of: date) -> dict[str, Json]:
    due = one.due.isoformat() if one.due else None
    return {"as_of": as_of.isoformat(), **asdict(one), "due": due}
