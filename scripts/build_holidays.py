"""Write schemas/codelists/holidays.csv: the years below from PyPI `chinesecalendar`, others as is.

Next year's list is published in November. It is added to the codelist by hand, from the notice, and
stays as it is here; once a release of the package has it too, the year may join NOTICES.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

from chinese_calendar.constants import Holiday, holidays, workdays

ROOT = Path(__file__).resolve().parent.parent
CODELIST = ROOT / "schemas" / "codelists" / "holidays.csv"
COLUMNS = ("code", "name", "kind", "document")
DECEMBER = 12

# The years that are taken from the package, each with the notice that arranges its holidays. They
# begin in 2013, the year before the first batch.
NOTICES = {
    2013: "国办发明电〔2012〕33号",
    2014: "国办发明电〔2013〕28号",
    2015: "国办发明电〔2014〕28号",
    2016: "国办发明电〔2015〕18号",
    2017: "国办发明电〔2016〕17号",
    2018: "国办发明电〔2017〕12号",
    2019: "国办发明电〔2018〕15号",
    2020: "国办发明电〔2019〕16号",
    2021: "国办发明电〔2020〕27号",
    2022: "国办发明电〔2021〕11号",
    2023: "国办发明电〔2022〕16号",
    2024: "国办发明电〔2023〕7号",
    2025: "国办发明电〔2024〕12号",
    2026: "国办发明电〔2025〕7号",
}
# Notices that changed a year already arranged: first day, last day, number.
CHANGES = (
    ("2015-09-03", "2015-09-06", "国发明电〔2015〕1号"),
    ("2019-04-28", "2019-05-05", "国办发明电〔2019〕3号"),
    ("2020-01-31", "2020-02-02", "国办发明电〔2020〕1号"),
)
FULL_NAMES = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节"}

Row = dict[str, str]


def notice_year(code: str) -> int:
    """The year whose notice arranges the day: what is listed of December belongs to New Year."""
    day = date.fromisoformat(code)
    return day.year + (day.month == DECEMBER)


def document(code: str) -> str:
    """The number of the notice that arranges the day."""
    for first, last, number in CHANGES:
        if first <= code <= last:
            return number
    return NOTICES[notice_year(code)]


def package_rows() -> list[Row]:
    """One row a day that the package lists in the years of NOTICES."""
    rows: list[Row] = []
    for kind, days in (("holiday", holidays), ("workday", workdays)):
        for day, holiday in days.items():
            code = day.isoformat()
            if notice_year(code) in NOTICES:
                name = Holiday(holiday).chinese
                values = (code, FULL_NAMES.get(name, name), kind, document(code))
                rows.append(dict(zip(COLUMNS, values, strict=True)))
    return rows


def build(listed: str) -> str:
    """The codelist's text, given the text that stands there now."""
    kept = [
        row
        for row in csv.DictReader(listed.splitlines())
        if notice_year(row["code"]) not in NOTICES
    ]
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted([*package_rows(), *kept], key=lambda row: row["code"]))
    return text.getvalue()


if __name__ == "__main__":
    CODELIST.write_text(build(CODELIST.read_text(encoding="utf-8")), encoding="utf-8")
