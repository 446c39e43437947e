"""The state of a dossier on a day, kind by kind."""

from datetime import date
from typing import Any

import pytest

from brandpilot.course import courses
from brandpilot.findings import Finding
from brandpilot.lifecycle import state
from brandpilot.records import Dossier, Record
from support.house import law

STATES = law().table.states
TODAY = date(2025, 11, 23)


def record(kind: str, when: str | int | None, number: int = 1) -> Record:
    day = when if isinstance(when, str) else None
    year = int(day[:4]) if day else when
    assert not isinstance(year, str)
    decided = kind == "application"
    data: dict[str, Any] = {"origin": "decided" if decided else "imported", "date": day}
    data["signoff"] = {"date": day}
    return Record(f"submissions/fujian/x/{kind}.yaml", kind, "fujian/x", year, number, day, data)


def dossier(*records: Record, in_doubt: bool = False) -> Dossier:
    findings = (Finding("submissions/fujian/x/a.yaml", 1, 1, "F001"),) if in_doubt else ()
    course = courses({"fujian/x": records}, (), law().rules)["fujian/x"]
    return Dossier("fujian/x", records, course, findings)


@pytest.mark.parametrize(
    ("records", "as_of", "code", "since"),
    [
        ([("application", "2017-08-20")], TODAY, "applied", "2017-08-20"),
        ([("designation", "2015-04-27")], date(2018, 4, 27), "pilot", "2015-04-27"),
        ([("designation", "2015-04-27")], date(2018, 4, 28), "period_over", "2015-04-27"),
        ([("designation", "2016-02-29")], date(2019, 2, 28), "pilot", "2016-02-29"),
        ([("designation", "2016-02-29")], date(2019, 3, 1), "period_over", "2016-02-29"),
        ([("designation", 2014)], date(2017, 12, 31), "pilot", "2014"),
        ([("designation", 2014)], date(2018, 1, 1), "period_over", "2014"),
        ([("designation", None)], date(2020, 12, 31), "undated", None),
        ([("designation", None)], date(2021, 1, 1), "period_over", None),
        ([("designation", None), ("demonstration", 2016)], TODAY, "demonstration", "2016"),
        ([("demonstration", 2016)], TODAY, "demonstration", "2016"),
        (
            [("application", "2013-01-01"), ("designation", "2014-09-15")],
            date(2014, 9, 14),
            "applied",
            "2013-01-01",
        ),
        ([("designation", 2016), ("demonstration", 2018)], date(2017, 6, 1), "pilot", "2016"),
        ([("press-figures", 2015)], TODAY, "unrecorded", None),
        ([], TODAY, "unrecorded", None),
    ],
)
def test_state(
    records: list[tuple[str, str | int | None]], as_of: date, code: str, since: str | None
) -> None:
    made = [record(kind, when) for kind, when in records]
    found = state(dossier(*made), as_of)
    assert (found.code, found.since) == (code, since)
    assert found.label == STATES[code].name
    assert (found.turn, found.next) == (STATES[code].turn, STATES[code].next)
    assert (found.record in made) == (found.record is not None)


def test_a_dossier_of_which_no_record_is_sound_is_in_doubt() -> None:
    assert state(dossier(in_doubt=True), TODAY).label == "有疑义"


def test_a_doubt_about_one_record_leaves_the_state_that_the_others_give() -> None:
    assert state(dossier(record("demonstration", 2016), in_doubt=True), TODAY).label == "示范区"


def test_the_label_never_says_expired() -> None:
    assert STATES["period_over"].name == "试点期满（未见结论）"
