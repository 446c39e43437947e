"""Obligations as values: their order, their words, and how they go out."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from icalendar import Calendar

from brandpilot.findings import Json
from brandpilot.load import Document
from brandpilot.obligations import DUTIES, SUPERVISION, Obligation, obligations
from brandpilot.obligations.deadlines import Words, as_calendar
from brandpilot.obligations.formats import COLUMNS, as_csv, days_left, rows
from brandpilot.records import Register
from support.house import law
from support.registers import DOSSIER, filed, held, owed, recommended, supervised

AS_OF = date(2019, 12, 1)
WORDS = Words(law().table, law().codelists["units"].names, {DOSSIER: "示例县茶叶产业集群"})
ONE = Obligation(
    "fujian", DOSSIER, "organizer", "annual_report", 2018, AS_OF, "due", 0, "指南四(五)"
)
SETTINGS: dict[str, Json] = {"annual_report_due": "11-30", "opinion_date": "2017-08-31"}


def pilot(dossier: str, designated: str) -> Iterator[Document]:
    application = filed("application", "2017-08-20", dossier=dossier)
    yield application
    yield recommended(application, "2017-08-28")
    yield filed("designation", designated, dossier=dossier, origin="decided")


@pytest.fixture(scope="module")
def content() -> Register:
    return held(
        *pilot("hebei/shili-silk", "2018-12-05"),
        *pilot(DOSSIER, "2017-12-05"),
        filed("application", "2017-08-20", dossier="fujian/shili-rattan"),
        supervised("fujian", 2017, "2018-01-31"),
        **SETTINGS,
    )


def test_what_is_due_comes_first_by_date_then_what_has_no_date(content: Register) -> None:
    found = [
        (one.unit, one.dossier, one.actor, one.duty, one.year, one.due, one.status, one.days)
        for one in owed(content, "2019-11-28")
    ]
    report = "organizer", "annual_report"
    assert found == [
        (
            "fujian",
            "fujian/shili-rattan",
            "unit",
            "opinion",
            None,
            date(2017, 8, 31),
            "overdue",
            -819,
        ),
        ("fujian", DOSSIER, *report, 2018, date(2018, 11, 30), "overdue", -363),
        ("fujian", DOSSIER, *report, 2019, date(2019, 11, 30), "due", 2),
        ("hebei", "hebei/shili-silk", *report, 2019, date(2019, 11, 30), "due", 2),
        ("fujian", "", "unit", "supervision", 2018, None, "open", None),
        ("hebei", "", "unit", "supervision", 2018, None, "open", None),
    ]


@pytest.mark.parametrize(
    ("as_of", "days", "status", "words"),
    [
        ("2019-11-29", 1, "due", "还有1天"),
        ("2019-11-30", 0, "due", "今天到期"),
        ("2019-12-01", -1, "overdue", "逾期1天"),
    ],
)
def test_the_day_itself_is_not_yet_over(
    content: Register, as_of: str, days: int, status: str, words: str
) -> None:
    (one,) = (one for one in owed(content, as_of) if (one.unit, one.year) == ("hebei", 2019))
    assert (one.days, one.status, days_left(one)) == (days, status, words)


def test_without_a_date_there_is_no_time_left_to_tell() -> None:
    assert days_left(replace(ONE, due=None, days=None, status="open")) == "通知未规定"


def test_the_order_does_not_depend_on_that_of_the_files(content: Register) -> None:
    turned = replace(content, dossiers=content.dossiers[::-1], notices=content.notices[::-1])
    assert obligations(turned, AS_OF) == obligations(content, AS_OF)


def test_nothing_is_owed_where_nothing_is_filed() -> None:
    assert owed(held(), "2019-12-01") == ()


def test_the_table_names_exactly_the_duties_that_can_arise() -> None:
    duties = law().table.duties
    assert list(duties) == [*DUTIES, SUPERVISION]
    assert {duty.actor for duty in duties.values()} <= {"organizer", "unit", "ministry"}
    assert {duty.clause for duty in duties.values()} <= set(law().codelists["clauses"])


class TestRows:
    def test_the_columns_of_the_file(self, content: Register) -> None:
        text = as_csv(owed(content, "2019-12-01"), AS_OF)
        assert text.startswith(
            "as_of,unit,dossier,actor,duty,year,due,status,days,clause\n"
            "2019-12-01,fujian,fujian/shili-rattan,unit,opinion,,2017-08-31,overdue,-822,指南四(二)\n"
        )
        assert text.endswith("2019-12-01,hebei,,unit,supervision,2018,,open,,指南五(一)\n")
        assert "\r" not in text

    def test_csv_and_json_say_the_same(self, content: Register) -> None:
        found = rows(owed(content, "2019-12-01"), AS_OF)
        back = list(csv.DictReader(StringIO(as_csv(owed(content, "2019-12-01"), AS_OF))))
        assert [tuple(row) for row in back] == [COLUMNS] * len(found)
        assert back == [
            {key: "" if value is None else str(value) for key, value in row.items()}
            for row in json.loads(json.dumps(found))
        ]

    def test_no_line_but_that_of_names_where_nothing_is_owed(self) -> None:
        assert as_csv((), AS_OF) == ",".join(COLUMNS) + "\n"


class TestCalendar:
    def written(self, *owed_: Obligation, words: Words = WORDS) -> bytes:
        return as_calendar(owed_, AS_OF, words)

    def test_every_date_is_an_event_of_one_day(self, content: Register) -> None:
        raw = as_calendar(owed(content, "2019-12-01"), AS_OF, WORDS)
        calendar = Calendar.from_ical(raw)
        assert [str(calendar[key]) for key in ("VERSION", "METHOD", "CALSCALE")] == [
            "2.0",
            "PUBLISH",
            "GREGORIAN",
        ]
        events = calendar.walk("VEVENT")
        assert [event.decoded("DTSTART") for event in events] == [
            date(2017, 8, 31),
            date(2018, 11, 30),
            date(2019, 11, 30),
            date(2019, 11, 30),
        ]
        assert {event.decoded("DTSTAMP") for event in events} == {datetime(2019, 12, 1, tzinfo=UTC)}
        assert len({str(event["UID"]) for event in events}) == len(events)

    def test_an_event_says_who_what_about_whom_and_why(self) -> None:
        (event,) = Calendar.from_ical(self.written(ONE)).walk("VEVENT")
        assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (AS_OF, date(2019, 12, 2))
        assert b"\r\nDTEND;VALUE=DATE:20191202\r\n" in self.written(ONE)
        assert str(event["UID"]) == "fujian/shili-tea/annual_report/2018@brandpilot"
        assert str(event["SUMMARY"]) == "报送年度总结（2018年）：示例县茶叶产业集群"
        assert str(event["DESCRIPTION"]).splitlines() == [
            "由谁办理：组织实施单位",
            "推荐单位：福建省",
            "卷宗：fujian/shili-tea",
            "依据：指南四(五)",
            "截至2019-12-01：今天到期",
        ]
        assert "\r\nCATEGORIES:组织实施单位,福建省\r\n".encode() in self.written(ONE)

    def test_what_has_no_date_is_no_event(self) -> None:
        assert b"VEVENT" not in self.written(replace(ONE, due=None, days=None, status="open"))

    def test_a_cluster_without_a_name_is_named_by_its_dossier(self) -> None:
        raw = self.written(ONE, words=replace(WORDS, clusters={}))
        (event,) = Calendar.from_ical(raw).walk("VEVENT")
        assert str(event["SUMMARY"]).endswith("：fujian/shili-tea")

    def test_the_last_day_there_is_has_no_day_after(self) -> None:
        raw = self.written(replace(ONE, due=date.max))
        assert b"DTSTART;VALUE=DATE:99991231" in raw
        assert b"DTEND" not in raw

    def test_an_event_keeps_its_name_when_its_date_or_unit_changes(self) -> None:
        moved = replace(ONE, due=date(2020, 1, 1), unit="xiamen", days=31)
        names = [
            str(Calendar.from_ical(self.written(one)).walk("VEVENT")[0]["UID"])
            for one in (ONE, moved)
        ]
        assert names[0] == names[1]

    @pytest.mark.parametrize(
        "name",
        [
            "名\r\nBEGIN:VEVENT\r\nUID:x",
            "名\nEND:VCALENDAR",
            "名\\n;,:\"'",
            "名" * 400,
            "🏭" * 100,
            "a" * 74 + "名",
            "名\u2028\x85\x0b\x00\ud800",
            "",
        ],
    )
    def test_a_name_stays_a_name(self, name: str) -> None:
        raw = self.written(ONE, words=replace(WORDS, clusters={DOSSIER: name}))
        assert b"\n" not in raw.replace(b"\r\n", b"")
        lines = raw.split(b"\r\n")
        assert [lines.count(one) for one in (b"BEGIN:VEVENT", b"END:VCALENDAR")] == [1, 1]
        assert max(map(len, lines)) <= 75
        assert all(line.decode("utf-8") or not line for line in lines)  # no sign is cut in two
        (event,) = Calendar.from_ical(raw).walk("VEVENT")
        if name.isprintable() and name:
            assert str(event["SUMMARY"]) == f"报送年度总结（2018年）：{name}"

    def test_the_same_obligations_give_the_same_bytes(self) -> None:
        assert self.written(ONE, ONE) == self.written(ONE, ONE)
