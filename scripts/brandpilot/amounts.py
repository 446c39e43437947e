"""Amounts of money (万元), added as they are written: 0.1 and 0.2 make 0.3."""

from collections.abc import Iterable
from decimal import Decimal


def add(amounts: Iterable[float]) -> Decimal:
    """Add amounts; none at all are 0."""
    return sum((Decimal(str(amount)) for amount in amounts), Decimal(0))


def as_number(amount: Decimal) -> float:
    """Give an amount as JSON writes it: 80.5, and 80 without a point."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)
