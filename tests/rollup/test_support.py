"""What pilots were given: exact sums, and nothing made of what is not known."""

from datetime import date
from decimal import Decimal

import pytest

from brandpilot.findings import Json
from brandpilot.load import Document
from brandpilot.rollup import Supported, support
from support.house import document
from support.registers import DOSSIER, held
from support.spelling import to_yaml

GIVER = "示例省财政厅"


def given(
    day: str, amount: Json, number: str = "", dossier: str = DOSSIER, **boxes: Json
) -> Document:
    data = {"schema": "support/1", "dossier": dossier, "date": day, "giver": GIVER}
    data |= {"department": "finance", "kind": "subsidy", "amount_cny10k": amount, **boxes}
    return document(f"submissions/{dossier}/{day[:4]}-support{number}.yaml", to_yaml(data))


def rolled(*files: Document, as_of: str = "2020-12-31", year: int | None = None) -> list[Supported]:
    return list(support(held(*files), date.fromisoformat(as_of), year))


def numbered(*amounts: Json) -> list[Document]:
    names = ("", *(f"-{number}" for number in range(2, len(amounts) + 1)))
    return [given("2018-10-26", one, name) for one, name in zip(amounts, names, strict=True)]


@pytest.mark.parametrize(
    ("amounts", "wanted"),
    [
        ((0.1, 0.2), "0.3"),
        ((0.1,) * 10, "1.0"),
        ((80.5, 19.5), "100.0"),
        ((80, 20), "100"),
        ((1.005, 0.015), "1.020"),
        ((123456789.01, 0.99), "123456790.00"),
        ((0,), "0"),
    ],
)
def test_amounts_add_up_as_they_are_written(amounts: tuple[Json, ...], wanted: str) -> None:
    (only,) = rolled(*numbered(*amounts))
    assert only.amount_cny10k == Decimal(wanted)
    assert (only.times, only.unnamed) == (len(amounts), 0)


def test_what_names_no_amount_is_counted_and_not_taken_for_nothing() -> None:
    (only,) = rolled(*numbered(None, None))
    assert (only.times, only.amount_cny10k, only.unnamed) == (2, None, 2)
    (only,) = rolled(*numbered(0.5, None))
    assert (only.times, only.amount_cny10k, only.unnamed) == (2, Decimal("0.5"), 1)


def test_each_pilot_year_giver_department_and_kind_is_a_row() -> None:
    files = (
        given("2018-10-26", 1),
        given("2018-11-26", 2, "-2"),
        given("2019-01-01", 4),
        given("2018-10-26", 8, "-3", giver="示例县财政局"),
        given("2018-10-26", 16, "-4", department="industry"),
        given("2018-10-26", 32, "-5", kind="project"),
        given("2018-10-26", 64, dossier="fujian/shili-silk"),
    )
    found = {(one.dossier, one.year, one.giver, one.department, one.kind) for one in rolled(*files)}
    assert len(found) == 6
    assert sorted(int(one.amount_cny10k or 0) for one in rolled(*files)) == [3, 4, 8, 16, 32, 64]
    assert rolled(*reversed(files)) == rolled(*files)


def test_a_day_and_a_year_bound_what_is_told() -> None:
    files = given("2018-10-26", 1), given("2019-10-26", 2)
    assert [one.year for one in rolled(*files)] == [2018, 2019]
    assert [one.year for one in rolled(*files, as_of="2019-10-25")] == [2018]
    assert [one.year for one in rolled(*files, year=2019)] == [2019]
    assert rolled(*files, year=2017) == []
