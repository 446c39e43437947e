"""What the courses of dossiers come to as findings: where they stand, and when nothing is said."""

from brandpilot.checks import Facts, examine_across
from brandpilot.findings import Finding
from support.house import law
from support.rules import facts, filed, noticed

AT = "submissions/fujian/tea/"
SIGNED = "signoff: {date: 2018-04-02}\n"
FILED = filed("fujian", "tea", year=2018, more=SIGNED)


def record(name: str, **fields: object) -> Facts:
    lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
    kind = name.removeprefix("2018-").removesuffix("-2")
    return facts(f"{AT}{name}.yaml", f"schema: {kind}/1\ndossier: fujian/tea\n{lines}")


def found(*files: Facts) -> list[Finding]:
    told = examine_across(sorted(files, key=lambda file: file.path), law())
    return [one for one in told if one.code[0] == "L"]


def places(*files: Facts) -> list[str]:
    return [f"{one.code} {one.path.removeprefix(AT)} {one.pointer}" for one in found(*files)]


REPORT = record("2018-annual-report", date="2018-12-01", year=2018)
DESIGNATION = record("2018-designation", date="2018-08-01", origin="decided")


def test_an_event_out_of_order_is_told_at_its_day() -> None:
    again = filed("fujian", "tea", year=2018, number="-2", more="signoff: {date: 2018-04-09}\n")
    assert places(FILED, REPORT) == ["L101 2018-annual-report.yaml /date"]
    assert places(FILED, again) == ["L111 2018-application-2.yaml /call"]
    merged = record("2018-status-change-ministry", date="2018-06-01", change="merger")
    late = filed("fujian", "tea", year=2018, more=SIGNED.replace("04-02", "10-02"))
    made = record("2018-designation", date="2018-01-05", origin="imported")
    assert places(made, merged, late) == ["L101 2018-application.yaml /signoff/date"]


def test_it_is_told_what_and_where_the_dossier_stands() -> None:
    (told,) = found(FILED, REPORT)
    assert dict(told.values) == {
        "event": "年度总结",
        "state": "已申报",
        "since": "2018-04-02",
        "basis": "指南四(五)",
    }
    (first,) = found(REPORT)
    assert dict(first.values)["since"] == ""


def test_a_notice_is_told_at_the_row_that_names_the_cluster() -> None:
    rows = "[{dossier: fujian/silk}, {dossier: fujian/tea}]"
    shown = f"{{start_date: 2018-07-02, end_date: 2018-07-06, clusters: {rows}, objections: []}}"
    notice = noticed("miit/2018-8", kind="public-notice", date="2018-07-02", public_notice=shown)
    assert places(FILED, notice) == ["L101 docs/notices/miit/2018-8.md /public_notice/clusters/1"]


def test_of_a_dossier_with_a_record_that_cannot_be_placed_nothing_is_said() -> None:
    for vague in (
        record("2018-designation", date="2018-08-01"),
        record("2018-status-change-unit", date="2018-06-01", change="party"),
        record("2018-expert-review"),
    ):
        assert places(FILED, REPORT, vague) == []
    assert places(REPORT, record("2018-press-figures")) != []


def test_of_what_may_rest_on_a_notice_that_cannot_be_read_nothing_is_said() -> None:
    dark = noticed("miit/2018-8", kind="public-notice", origin="decided", date="2018-07-02")
    assert len(places(FILED, DESIGNATION, REPORT)) == 2
    assert places(FILED, DESIGNATION, REPORT, dark) == []
    of_a_unit = noticed("hebei/2018-8", kind="public-notice", origin="decided", date="2018-07-02")
    assert len(places(FILED, DESIGNATION, REPORT, of_a_unit)) == 2
    early = record("2018-annual-report", date="2018-05-01", year=2018)
    assert places(FILED, early, DESIGNATION, dark) == ["L101 2018-annual-report.yaml /date"]
