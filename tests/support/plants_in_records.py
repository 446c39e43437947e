"""Mistakes to plant into one real record, code by code."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from brandpilot.layout import MAX_BYTES, place_of
from support.amend import amend
from support.planting import (
    CALL,
    CALL_BELOW,
    CALL_WITH_DAY,
    CALL_WITH_FORM,
    DATED,
    DEMONSTRATION,
    DESIGNATION,
    FIGURES,
    LEAF,
    LONE,
    NUMBERED_RECORD,
    OUTCOME,
    TEXT,
    Earned,
    Plant,
    Planting,
    put,
    rewrite,
    take_out,
)

DECISIONS = (DESIGNATION, DEMONSTRATION)
RECORDS = (*DECISIONS, FIGURES)
IMPORTED = (*DECISIONS, LEAF)
"""Kinds whose records list their sources."""
FIRST_FIELD = {**dict.fromkeys(RECORDS, "\ndossier:"), LEAF: "\nkind:"}
SOURCE = {**dict.fromkeys(IMPORTED, "/sources/0"), FIGURES: "/figures/0/source"}


def says(code: str, value: str, *, whole: bool = False) -> Iterator[Plant]:
    """Put a value into a text of every kind of record; a finding about the whole has no pointer."""
    for kind, place in TEXT.items():
        key = place.rpartition("/")[2]
        yield Plant(code, kind, put(code, place, f"{key}:{value}", "" if whole else place))


def sets(code: str, place: str, value: str, *kinds: str) -> Iterator[Plant]:
    """Put a value into a field of records of some kinds."""
    key = place.rpartition("/")[2]
    for kind in kinds:
        yield Plant(code, kind, put(code, place, f"{key}: {value}"))


def becomes(
    code: str, change: Callable[[str], str | bytes], *kinds: str, on: int = 0
) -> Iterator[Plant]:
    """Change the whole text of records of some kinds, or of every kind."""
    for kind in kinds or TEXT:
        yield Plant(code, kind, rewrite(code, "", lambda _path, text: change(text), on))


def inserts(code: str, line: str, pointer: str = "") -> Iterator[Plant]:
    """Put a line between the first two fields of every kind of record."""
    for kind, field in FIRST_FIELD.items():
        change = partial(_insert, field, line)
        yield Plant(code, kind, rewrite(code, pointer, change))


def _insert(field: str, line: str, _path: str, text: str) -> str:
    return text.replace(field, f"\n{line}{field}", 1)


def one_line_below(planting: Planting) -> Planting:
    """The finding stands on the second line of what is planted."""

    def plant(tree: Path, path: str) -> list[Earned]:
        ((where, code, pointer, line),) = planting(tree, path)
        return [(where, code, pointer, line + 1)]

    return plant


def unreadable() -> Iterator[Plant]:
    yield from becomes("F006", lambda _text: "", on=1)
    yield from becomes("F007", lambda text: text + "# \n" * (MAX_BYTES // 3), on=1)
    yield from becomes("F008", lambda text: text.encode("gb18030"))
    yield from becomes("F009", lambda text: text.encode("utf-16"))
    yield from becomes("F010", lambda text: text.encode() + b"\xff\xff")
    yield from says("F011", " 示例\x07", whole=True)
    yield from says("F012", " 示例\u202e", whole=True)
    yield from says("F013", " 示例\u2028", whole=True)
    yield from becomes("F014", lambda text: text.replace("schema: ", "schema：", 1))
    yield from inserts("F015", "\torganizer: 示例\n")
    yield from inserts("F016", "schema: 示例\n", "/schema")
    yield from says("F017", " &a 示例")
    yield from inserts("F018", "<<: null\n")
    yield from says("F019", " ! 示例")
    yield from becomes("F020", lambda text: text + "---\n", *RECORDS)
    yield from says("F021", " [示例,\n      示例]")
    for plant in says("F022", ' "示例\n示例"'):
        yield Plant(plant.code, plant.kind, one_line_below(plant.planting))
    yield from becomes("F024", lambda _text: "- 示例\n", *RECORDS)
    yield from becomes("F025", lambda text: f"%YAML 1.2\n---\n{text}", *RECORDS, on=1)
    yield from inserts("F026", "'': 示例\n")
    yield from says("F027", " |示例", whole=True)
    yield from says("F028", "示例", whole=True)
    yield from says("F029", ' "示例" 示例', whole=True)
    yield from says("F030", " 示例: 示例", whole=True)
    yield from inserts("F031", "- 示例\n")
    yield from says("F032", ' "D:\\示例"', whole=True)
    yield from says("F033", " @示例", whole=True)
    yield from inserts("F034", "示例\n")
    yield from becomes("F035", lambda text: text.removeprefix("---\n"), LEAF)
    yield from says("F036", ' "示例"#示例')
    yield from inserts("F037", "\u3000organizer: 示例\n")
    for plant in says("F038", "\n      -示例"):
        yield Plant(plant.code, plant.kind, one_line_below(plant.planting))
    yield from says("F039", " #示例", whole=True)
    yield from says("F039", " 示例 #示例", whole=True)
    for kind, place in TEXT.items():
        deep, key = 20 - place.count("/"), place.rpartition("/")[2]
        value = f"{key}: {'[' * (deep + 1)}{']' * (deep + 1)}"
        yield Plant("F023", kind, put("F023", place, value, place + "/0" * deep))


def denying_its_place() -> Iterator[Plant]:
    yield from sets("F040", "/schema", "demonstration/1", DESIGNATION)
    yield from sets("F040", "/schema", "designation/1", DEMONSTRATION, FIGURES, LEAF)
    yield from sets("F041", "/dossier", "hunan/shili-ceramics", *RECORDS)
    yield from sets("F042", "/date", "2013-01-01", LONE, DEMONSTRATION, LEAF)
    yield Plant("F042", DATED, rewrite("F042", "/date", _another_date_of_its_own))
    yield from sets("F042", "/year", "2011", FIGURES)
    yield from sets("F043", "/issuer", "xizang", LEAF)


def _another_date_of_its_own(path: str, text: str) -> str:
    """No document bears another date, for none is named."""
    changes = [("/date", "date: 2013-01-01\n"), ("/document", "document: null\n")]
    return amend(path, text, changes)


def unlike_the_form() -> Iterator[Plant]:
    yield from sets("S001", "/schema", "designation/9", DESIGNATION)
    yield from sets("S001", "/schema", "notice/9", LEAF)
    for kind, place in TEXT.items():
        key = place.rpartition("/")[2]
        yield Plant("S101", kind, take_out("S101", place))
        yield Plant("S102", kind, put("S102", place, f"{key}s: 示例", f"{place}s"))
    yield from inserts("S103", "fax: 0731-0000000\n", "/fax")
    yield from sets("S104", "/dossier", "", *RECORDS)
    yield from sets("S104", "/title", "", LEAF)
    yield from sets("S105", "/batch", "第三批", *DECISIONS)
    yield from sets("S105", "/figures/0/value", "86家", FIGURES)
    yield from sets("S105", "/designation/count", "22家", OUTCOME)
    yield from says("S106", " 2016")
    yield from sets("S107", "/sources", "https://www.example.org/", *IMPORTED)
    yield from sets("S107", "/figures", "86家", FIGURES)
    yield from sets("S108", "/cluster", "示例区陶瓷产业集群", *DECISIONS)
    yield from sets("S108", "/figures/0/source", "示例日报", FIGURES)
    yield from sets("S108", "/designation", "22家", OUTCOME)
    yield from says("S109", " [示例]")
    for kind, source in SOURCE.items():
        yield from sets("S110", f"{source}/url", "示例日报", kind)
    yield from sets("S111", "/date", "2014-02-30", DATED)
    yield from sets("S111", "/published_date", "2018-02-30", LEAF)
    yield from says("S112", ' ""')
    yield from says("S113", " " + "示例" * 101)
    yield from sets("S114", "/batch", "0", *DECISIONS)
    yield from sets("S114", "/designation/count", "0", OUTCOME)
    yield from sets("S115", "/call/year", "2999", CALL)
    yield from sets("S116", "/sources", "[]", *IMPORTED)
    yield from sets("S116", "/figures", "[]", FIGURES)
    yield from sets("S118", "/call/base_years", "[2014, 2014, 2015]", CALL)
    yield from sets("S120", "/call", "null", CALL)
    for kind in IMPORTED:
        yield Plant("S120", kind, take_out("S120", "/sources"))
    yield from sets("S122", "/batch", "2.5", *DECISIONS)
    yield from sets("S122", "/designation/count", "22.5", OUTCOME)
    yield from sets("S123", "/call/ranking", "是", CALL)
    yield from sets("S124", "/kind", "funding", CALL, OUTCOME)


def against_a_rule() -> Iterator[Plant]:
    for kind, source in SOURCE.items():
        yield from sets("C102", f"{source}/confidence", "certain", kind)
    yield from sets("C102", "/origin", "rumoured", *IMPORTED)
    for day in ("13-45", "02-30", "13"):
        yield Plant("C211", LEAF, rewrite("C211", "/date", partial(_a_day_of_its_year, day)))
    for setting in ("quota", "period_years"):
        place, upside_down = f"/call/{setting}", f"{setting}:\n    min: 3\n    max: 1"
        yield Plant("C212", CALL, put("C212", place, upside_down, on=place))
    limit = "text_limits:\n    - pointer: /plan/tasks/0/goal\n      max: 100"
    limits = put("C213", "/call/text_limits", limit, "/call/text_limits/0/pointer")
    yield Plant("C213", CALL_WITH_FORM, one_line_below(limits))
    yield from sets("C214", "/call/form", "application/2016", CALL)
    for day in ("02-29", "02-30", "13-01"):
        yield from sets("C215", "/call/annual_report_due", day, CALL_WITH_DAY)
    yield from sets("X117", "/call/paper_copies", "1", CALL_BELOW)
    yield from says("C501", " 联系电话138 0000 0000")
    yield from says("C502", " 经办人350427190001011011")
    yield from says("C503", " 信箱shili@example.org")
    yield from says("C504", " 专户6222 0000 0000 0000 004")
    yield from says("C505", " 家庭住址略")
    yield from inserts("C501", "# 经办人13800000000\n")
    yield from inserts("C502", "# 经办人350427190001011011\n")
    yield from inserts("C503", "# 信箱shili@example.org\n")
    yield from inserts("C504", "# 专户6222000000000000004\n")
    yield from becomes("C501", lambda text: f"{text}\n联系电话13800000000。\n", LEAF)
    yield from says("C601", " 示例２０１６")
    yield from says("C602", " 示例\u200b示例")
    yield from says("C603", " 示例\ue863")
    yield from says("C604", ' " 示例"')
    yield from says("C605", " 示例\u2f2f")
    yield from says("C606", ' "\u3000"')
    yield from sets("X105", "/document", "miit/2099-1", *DECISIONS)
    yield from sets("X105", "/document", "miit/2017-433", LONE, DEMONSTRATION)
    yield from sets("X106", "/implements", "miit/2099-1", LEAF)
    yield from sets("X114", "/date", "2014-09-16", DATED)
    yield from sets("X114", "/batch", "9", DATED, NUMBERED_RECORD)
    yield from sets("X114", "/number", "示部科函〔2016〕1号", NUMBERED_RECORD)


def _a_day_of_its_year(month_and_day: str, path: str, text: str) -> str:
    """A date that no calendar has, in the year that the file's name bears."""
    place = place_of(path)
    assert place is not None
    return amend(path, text, [("/date", f"date: {place.year}-{month_and_day}\n")])
