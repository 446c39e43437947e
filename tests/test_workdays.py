"""Working days are counted as the State Council's notices arrange them, and never guessed."""

import csv
import pickle
import random
import re
import runpy
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brandpilot.codelists import Codelist, read_codelists
from brandpilot.workdays import Calendar, UnknownYearError, calendar

ROOT = Path(__file__).parents[1]
DAY = timedelta(days=1)
FIRST = date(2013, 1, 1)
# Both sources end here; a list added by hand goes further and is compared once they have it too.
LAST = date(2026, 12, 31)

HOLIDAYS = read_codelists(ROOT)["holidays"]
CALENDAR = calendar(HOLIDAYS)

# Public notices that name both ends and the number of working days between them.
PUBLIC_NOTICES = [
    # 山东省2022年特色产业集群公示, across the holiday of May
    ("2022-04-26", "2022-05-05", 5, "https://858852.com/www/2022/0427/65356.html"),
    # 湖北省2024年县域特色产业集群公示
    ("2024-09-04", "2024-09-10", 5, "https://m.tofutees.com/news/info/id/7302.html"),
    # 河南省第一批产业园区集群地标公示
    ("2025-12-01", "2025-12-05", 5, "http://m.bestofkualalumpur.com/xy/hn/1614669.html"),
]


def days(first: date, last: date) -> Iterator[date]:
    """Every day from first to last."""
    return (first + DAY * offset for offset in range((last - first).days + 1))


def interval(text: str) -> Iterator[date]:
    """The days of `2022-05-01` or `2022-04-30/2022-05-04`."""
    first, _, last = text.partition("/")
    return days(date.fromisoformat(first), date.fromisoformat(last or first))


@cache
def arranged() -> dict[date, tuple[str, str]]:
    """Give the kind and the notice of every day that a notice names, later notices last.

    Copied by hand from the texts of the notices; the addresses are those of the State Council.
    """
    found: dict[date, tuple[str, str]] = {}
    text = (ROOT / "tests" / "data" / "holiday-notices.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        for column, kind in (("off", "holiday"), ("worked", "workday")):
            for part in row[column].split():
                found |= dict.fromkeys(interval(part), (kind, row["document"]))
    return found


def is_worked(day: date) -> bool:
    """The second opinion on one day, from the texts of the notices alone."""
    kind, _ = arranged().get(day, ("", ""))
    return kind == "workday" or (not kind and day.isoweekday() <= 5)


def toy(*rows: tuple[str, str]) -> Calendar:
    """A calendar of a list with these days and kinds."""
    cells = tuple({"code": code, "name": "元旦", "kind": kind} for code, kind in rows)
    return calendar(Codelist("holidays", cells, {row["code"]: row["name"] for row in cells}))


@pytest.mark.parametrize(("first", "last", "workdays", "source"), PUBLIC_NOTICES)
def test_a_public_notice_lasts_as_many_working_days_as_it_says(
    first: str, last: str, workdays: int, source: str
) -> None:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    assert CALENDAR.count(begin, end) == workdays, source
    assert CALENDAR.nth(begin, workdays) == end, source


def test_every_day_is_what_the_notices_say() -> None:
    said = {day: is_worked(day) for day in days(FIRST, LAST)}
    assert {day: CALENDAR.is_workday(day) for day in said} == said


def test_every_row_names_the_notice_that_names_the_day() -> None:
    notices = {row["code"]: (row["kind"], row["document"]) for row in HOLIDAYS.rows}
    printed = {day.isoformat(): told for day, told in arranged().items()}
    # Weekends joined to a holiday or inside it are printed by some notices and some lists only.
    assert {
        code
        for code in notices.keys() ^ printed.keys()
        if code <= LAST.isoformat() and date.fromisoformat(code).isoweekday() <= 5
    } == set()
    for code in notices.keys() & printed.keys():
        assert notices[code] == printed[code], code


def test_every_day_is_what_the_package_says() -> None:
    notices = runpy.run_path(str(ROOT / "scripts" / "build_holidays.py"))["NOTICES"]
    assert (min(notices), max(notices)) == (FIRST.year, LAST.year)
    for year in notices:
        for day in days(date(year, 1, 1), date(year, 12, 31)):
            assert CALENDAR.is_workday(day) == chinese_calendar.is_workday(day), day


def test_the_list_is_what_its_script_writes_and_later_years_stay() -> None:
    build = runpy.run_path(str(ROOT / "scripts" / "build_holidays.py"))["build"]
    text = (ROOT / "schemas" / "codelists" / "holidays.csv").read_text("utf-8")
    assert build(text) == text
    later = "2099-12-31,元旦,holiday,国办发明电〔2099〕1号\n2100-01-01,元旦,holiday,国办发明电〔2099〕1号\n"
    assert build(text + later) == text + later


def test_every_row_is_a_day_and_a_weekday_is_worked_without_saying() -> None:
    codes = [row["code"] for row in HOLIDAYS.rows]
    assert codes == sorted(set(codes))
    assert {row["kind"] for row in HOLIDAYS.rows} == {"holiday", "workday"}
    for row in HOLIDAYS.rows:
        day = date.fromisoformat(row["code"])
        assert day.isoformat() == row["code"]
        assert row["kind"] == "holiday" or day.isoweekday() > 5, day
        assert re.fullmatch("国(办)?发明电〔20[0-9]{2}〕[0-9]+号", row["document"]), day


def test_a_list_of_a_year_is_whole() -> None:
    years = sorted(CALENDAR.years)
    assert years == list(range(FIRST.year, years[-1] + 1))
    for year in years:
        named = {row["name"] for row in HOLIDAYS.rows if row["code"].startswith(f"{year}-")}
        assert named >= {"元旦", "春节", "清明节", "劳动节", "端午节", "国庆节"}, year
        assert 240 < CALENDAR.count(date(year, 1, 1), date(year, 12, 31)) < 260


def test_a_thousand_periods_count_as_day_by_day() -> None:
    worked = {day for day in days(FIRST, LAST) if is_worked(day)}
    luck = random.Random(20220505)  # noqa: S311 - the same periods every time
    span = (LAST - FIRST).days
    for _ in range(1000):
        first, last = sorted(FIRST + DAY * luck.randint(0, span) for _ in range(2))
        assert CALENDAR.count(first, last) == sum(day in worked for day in days(first, last))


STARTS = st.dates(FIRST, date(2025, 12, 31))
STEPS = st.integers(1, 200)


@given(STARTS, STEPS)
def test_the_nth_working_day_ends_a_period_of_n(first: date, n: int) -> None:
    last = CALENDAR.nth(first, n)
    assert CALENDAR.is_workday(last)
    assert CALENDAR.count(first, last) == n


@given(STARTS, STEPS)
def test_the_nth_working_day_after_a_day_leaves_the_day_out(day: date, n: int) -> None:
    last = CALENDAR.add(day, n)
    assert last == CALENDAR.nth(day + DAY, n)
    assert last == CALENDAR.nth(day, n + CALENDAR.is_workday(day))


@given(STARTS, st.integers(0, 300), st.integers(0, 300))
def test_two_periods_in_a_row_count_as_one(first: date, length: int, more: int) -> None:
    middle = min(first + DAY * length, LAST - DAY)
    last = min(middle + DAY * (1 + more), LAST)
    counted = CALENDAR.count(first, middle) + CALENDAR.count(middle + DAY, last)
    assert CALENDAR.count(first, last) == counted


def test_both_ends_count() -> None:
    friday, monday = date(2024, 3, 1), date(2024, 3, 4)
    assert CALENDAR.count(friday, friday) == 1
    assert CALENDAR.count(friday, monday) == 2
    assert CALENDAR.nth(friday, 1) == friday
    assert CALENDAR.add(friday, 1) == monday


def test_a_day_of_a_weekend_counts_nothing_unless_it_is_worked() -> None:
    saturday, worked = date(2024, 3, 2), date(2024, 2, 4)
    assert CALENDAR.count(saturday, saturday) == 0
    assert not CALENDAR.is_workday(saturday)
    assert CALENDAR.count(worked, worked) == 1
    assert CALENDAR.is_workday(worked)


def test_a_period_that_ends_before_it_begins_has_no_day() -> None:
    assert CALENDAR.count(date(2024, 3, 4), date(2024, 3, 1)) == 0
    assert CALENDAR.count(date(2024, 3, 4), date(2023, 3, 1)) == 0


@pytest.mark.parametrize("n", [0, -1])
def test_there_is_no_working_day_before_the_first(n: int) -> None:
    for ask in (CALENDAR.nth, CALENDAR.add):
        with pytest.raises(ValueError, match=str(n)):
            ask(date(2024, 3, 1), n)


BEFORE = min(CALENDAR.years) - 1
AFTER = max(CALENDAR.years) + 1


def test_years_of_the_list_are_known_and_no_others() -> None:
    assert not CALENDAR.knows(BEFORE)
    assert all(CALENDAR.knows(year) for year in range(BEFORE + 1, AFTER))
    assert not CALENDAR.knows(AFTER)


@pytest.mark.parametrize("year", [BEFORE, AFTER])
def test_a_year_without_a_list_is_not_guessed(year: int) -> None:
    day = date(year, 6, 1)
    for ask in (
        lambda: CALENDAR.is_workday(day),
        lambda: CALENDAR.count(day, day),
        lambda: CALENDAR.nth(day, 1),
        lambda: CALENDAR.add(day, 1),
    ):
        with pytest.raises(UnknownYearError) as caught:
            ask()
        assert caught.value.year == year


def test_a_period_that_reaches_into_a_year_without_a_list_is_not_counted() -> None:
    new_years_eve = date(AFTER - 1, 12, 31)
    for year, ask in (
        (BEFORE, lambda: CALENDAR.count(date(BEFORE, 12, 31), date(BEFORE + 1, 1, 1))),
        (AFTER, lambda: CALENDAR.count(new_years_eve, date(AFTER + 1, 1, 1))),
        (AFTER, lambda: CALENDAR.nth(new_years_eve, 2)),
        (AFTER, lambda: CALENDAR.add(new_years_eve, 1)),
        (1, lambda: CALENDAR.count(date.min, date.max)),
    ):
        with pytest.raises(UnknownYearError) as caught:
            ask()
        assert caught.value.year == year


def test_a_gap_in_the_list_is_not_stepped_over() -> None:
    gapped = toy(("2020-01-01", "holiday"), ("2022-01-01", "holiday"))
    assert gapped.count(date(2020, 12, 31), date(2020, 12, 31)) == 1
    for ask in (
        lambda: gapped.count(date(2020, 12, 31), date(2022, 1, 4)),
        lambda: gapped.nth(date(2020, 12, 31), 2),
        lambda: gapped.add(date(2020, 12, 31), 1),
    ):
        with pytest.raises(UnknownYearError) as caught:
            ask()
        assert caught.value.year == 2021


def test_an_empty_list_knows_nothing() -> None:
    with pytest.raises(UnknownYearError):
        toy().nth(date(2024, 1, 1), 1)


def test_the_year_survives_the_way_between_processes() -> None:
    assert pickle.loads(pickle.dumps(UnknownYearError(2099))).year == 2099  # noqa: S301


def test_a_moment_is_no_day() -> None:
    with pytest.raises(TypeError):
        CALENDAR.is_workday(datetime(2024, 3, 1))  # noqa: DTZ001 - no zone makes it a day
