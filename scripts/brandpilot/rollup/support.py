"""What pilots were given, by whom and how (指南五(三))."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from brandpilot import amounts
from brandpilot.records import Register


@dataclass(frozen=True, slots=True)
class Supported:
    """What one giver gave a pilot in one way in a year, in `times` records.

    `amount_cny10k` is the sum of what is known, None where no record names an amount; `unnamed` are
    the records that name none.
    """

    dossier: str
    year: int
    giver: str
    department: str
    kind: str
    times: int
    amount_cny10k: Decimal | None
    unnamed: int


def support(register: Register, as_of: date, year: int | None = None) -> tuple[Supported, ...]:
    """Tell what was given until the end of a day, in all years or in one."""
    groups: dict[tuple[str, int, str, str, str], list[float | None]] = defaultdict(list)
    for dossier in register.dossiers:
        for record in dossier.of_kind("support"):
            day = record.date or ""
            if day and day <= as_of.isoformat() and year in (None, int(day[:4])):
                giver, department, kind = map(record.get, ("giver", "department", "kind"))
                group = (dossier.id, int(day[:4]), giver, department, kind)
                groups[group].append(record.get("amount_cny10k"))
    return tuple(
        Supported(*group, len(given), _sum(given), given.count(None))
        for group, given in sorted(groups.items())
    )


def _sum(given: Sequence[float | None]) -> Decimal | None:
    known = [amount for amount in given if amount is not None]
    return amounts.add(known) if known else None
