"""What a report or a demonstration application carries over from the records before it."""

from collections.abc import Iterator, Mapping, Sequence

from brandpilot.checks.cross import CrossHit
from brandpilot.checks.facts import Facts
from brandpilot.checks.figures import FIGURES, Compared, Reported, unpack
from brandpilot.checks.known import DEMONSTRATION, REPORT, Known, each_with_known
from brandpilot.checks.numbers import plain
from brandpilot.checks.rule import Law
from brandpilot.findings import Json


def last_as_reported(facts: Sequence[Facts], law: Law) -> Iterator[CrossHit]:
    """X214: a last value that is not what was reported last, and no restatement says why."""
    for report, known in each_with_known(facts, law.table, REPORT):
        for index, code, cells in _rows(report):
            row, last = Reported(*cells), known.last(code)
            if last is None or row.last_value == last[1]:
                continue
            year, value, other = last
            if [year, value, row.last_value] not in row.restatements:
                told = {"wanted": plain(value), "year": plain(year), "other": other}
                yield _hit(report, index, "last_value", row.last_value, told, law)


def target_as_planned(facts: Sequence[Facts], law: Law) -> Iterator[CrossHit]:
    """X215: a target that is not the plan's for the year reported (指南四(四))."""
    for report, known in each_with_known(facts, law.table, REPORT):
        year = report.year or 0
        for index, code, cells in _rows(report) if known.filed else ():
            found, wanted = Reported(*cells).target, known.targets.get(code, {}).get(year)
            if found != wanted:
                told = {"wanted": _spelled(wanted), "year": year}
                yield _hit(report, index, "target", found, told, law)


def indicator_kept(facts: Sequence[Facts], law: Law) -> Iterator[CrossHit]:
    """X216: an indicator of the application, or of its plan's targets, that is left out."""
    for file, known in each_with_known(facts, law.table, REPORT, DEMONSTRATION):
        names = {**known.names, **law.codelists["indicators"].names}
        given = {code for code, _ in unpack(file.get(*FIGURES))[0]}
        for code in dict.fromkeys((*known.base, *known.targets)) if None not in given else ():
            if code not in given:
                yield file, ("indicators",), {"missing": names.get(code, code), "code": code}


def compared_as_reported(facts: Sequence[Facts], law: Law) -> Iterator[CrossHit]:
    """X217: a base value or a latest value that earlier records tell otherwise (指南四(六))."""
    for file, known in each_with_known(facts, law.table, DEMONSTRATION):
        for index, code, cells in _rows(file):
            row = Compared(*cells)
            for differs in (_base_differs, _latest_differs):
                for column, wanted, other in differs(code, row, known):
                    told = {"wanted": wanted, "other": other}
                    yield _hit(file, index, column, getattr(row, column), told, law)


_Differs = Iterator[tuple[str, str, str]]
"""A column, what would agree, and the path of the record that says so."""


def _base_differs(code: str, row: Compared, known: Known) -> _Differs:
    points = known.base.get(code)
    if not points:
        return
    based = known.based(code, row.baseline_year)
    if based is None:
        yield "baseline_year", "、".join(map(plain, sorted(points))), known.filed
    elif row.baseline != based[0]:
        yield "baseline", plain(based[0]), based[1]


def _latest_differs(code: str, row: Compared, known: Known) -> _Differs:
    for report, rows in known.reports[-1:]:
        year, value = report.year or 0, rows[code].actual if code in rows else None
        if value is not None and row.latest_year < year:
            yield "latest_year", plain(year), report.path
        elif value is not None and row.latest_year == year and row.latest != value:
            yield "latest", plain(value), report.path


def _rows(file: Facts) -> Iterator[tuple[int, str, Json]]:
    """Yield (index, indicator, cells) of each row that is whole."""
    for index, (code, cells) in enumerate(unpack(file.get(*FIGURES))[0]):
        if code and cells:
            yield index, code, cells


def _hit(
    file: Facts, index: int, column: str, found: float | None, told: Mapping[str, object], law: Law
) -> CrossHit:
    node = ("indicators", index, column)
    title = law.forms[file.schema].title(node)
    return file, node, {"field": title, "found": _spelled(found), **told}


def _spelled(value: float | None) -> str:
    return "null" if value is None else plain(value)
