"""What `status` answers, as people or machines want it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len

from brandpilot.course import Table
from brandpilot.encode import json_file
from brandpilot.findings import Finding, Json
from brandpilot.lifecycle import IN_DOUBT, awaits_record, name, state
from brandpilot.messages import tell, visible
from brandpilot.obligations import Obligation
from brandpilot.obligations.formats import as_csv, days_left, rows
from brandpilot.records import Dossier, Register

_GAP = "  "
_LONGEST_CAUSE = 500
_DOUBT = "（另有疑义）"
_MERGED = "经合并请求报送的，已合并，待记录：推荐意见由程序写出"
_STATE_COLUMNS = ("卷宗", "集群", "状态", "起于", "轮到", "下一步")
_OWED_COLUMNS = ("期限", "时间", "由谁办理", "应办事项", "年度", "推荐单位", "卷宗", "集群", "依据")


@dataclass(frozen=True, slots=True)
class Words:
    """The day that an answer is for, and the Chinese names of states, duties, actors and units."""

    as_of: date
    table: Table
    units: Mapping[str, str]


def states_as_text(dossiers: Sequence[Dossier], words: Words) -> str:
    """Tell a person where dossiers stand, a line each."""
    lines = [_STATE_COLUMNS, *(_state_line(dossier, words) for dossier in dossiers)]
    return _headed(f"共 {len(dossiers)} 个卷宗", lines, words)


def dossier_as_text(dossier: Dossier, owed: Sequence[Obligation], words: Words) -> str:
    """Tell a person all about one dossier: where it stands, what is owed by when, what is in doubt."""
    told = state(dossier, words.as_of)
    event = dossier.course.at(words.as_of).event
    cause = event.file.get("cause") if event else None
    lines = [
        ("集群", visible(name(dossier, words.as_of))),
        ("状态", told.label + (f"，{told.since} 起" if told.since else "")),
        ("依据", visible(event.file.path) if event else ""),
        ("事由", visible(cause or "", _LONGEST_CAUSE)),
        ("说明", _MERGED if awaits_record(dossier, words.as_of) else ""),
        ("轮到", words.table.actors.get(told.turn or "", "")),
        ("下一步", told.next),
        *(("应办", _owed_words(one, words)) for one in owed),
        *(("有疑义", _doubt_words(one)) for one in dossier.findings),
    ]
    shown = [line for line in lines if line[1]]
    return f"截至 {words.as_of}，{visible(dossier.id)}：\n\n{aligned(shown)}"


def _owed_words(one: Obligation, words: Words) -> str:
    duty, actor = words.table.duties[one.duty].name, words.table.actors[one.actor]
    year = f"（{one.year} 年）" if one.year else ""
    due = f"{one.due} 到期，{days_left(one)}" if one.due else f"期限：{days_left(one)}"
    return f"{actor}{duty}{year}，{due}（{one.clause}）"


def _doubt_words(one: Finding) -> str:
    told = tell(one)
    return f"{visible(one.path.rpartition('/')[2])}：{told.code} {told.title}"


def states_as_json(dossiers: Sequence[Dossier], words: Words) -> str:
    """Give a list of objects: dossier, state, since, next."""
    return json_file([_state_row(dossier, words) for dossier in dossiers])


def owed_as_text(owed: Sequence[Obligation], content: Register, words: Words) -> str:
    """Tell a person who owes what, a line each."""
    names = _names(content, words.as_of)
    lines = [_OWED_COLUMNS, *(_owed_line(one, names, words) for one in owed)]
    return _headed(f"应办未办 {len(owed)} 项", lines, words)


def owed_as_json(owed: Sequence[Obligation], _content: Register, words: Words) -> str:
    """Give a list of objects with the columns of the CSV."""
    return json_file(rows(owed, words.as_of))


def owed_as_csv(owed: Sequence[Obligation], _content: Register, words: Words) -> str:
    """Give a CSV file."""
    return as_csv(owed, words.as_of)


def owed_as_ics(owed: Sequence[Obligation], content: Register, words: Words) -> str:
    """Give a calendar of everything that has a date."""
    from brandpilot.obligations import deadlines  # noqa: PLC0415 – only a calendar needs its library

    names = _names(content, words.as_of)
    shown = deadlines.Words(words.table, words.units, names)
    return deadlines.as_calendar(owed, words.as_of, shown).decode("utf-8")


OWED: Mapping[str, Callable[[Sequence[Obligation], Register, Words], str]] = {
    "text": owed_as_text,
    "json": owed_as_json,
    "csv": owed_as_csv,
    "ics": owed_as_ics,
}
STATES: Mapping[str, Callable[[Sequence[Dossier], Words], str]] = {
    "text": states_as_text,
    "json": states_as_json,
}


def aligned(lines: Sequence[Sequence[str]]) -> str:
    """Write lines of equal length as columns; Chinese signs are twice as wide as Latin ones."""
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    return "".join(_padded(line, widths) for line in lines)


def _padded(line: Sequence[str], widths: Sequence[int]) -> str:
    cells = zip(line, widths, strict=True)
    return _GAP.join(cell + " " * (width - cell_len(cell)) for cell, width in cells).rstrip() + "\n"


def _headed(sum_: str, lines: Sequence[Sequence[str]], words: Words) -> str:
    head = f"截至 {words.as_of}，{sum_}"
    return f"{head}。\n" if len(lines) == 1 else f"{head}：\n\n{aligned(lines)}"


def _state_line(dossier: Dossier, words: Words) -> tuple[str, ...]:
    told = state(dossier, words.as_of)
    in_doubt = _DOUBT if dossier.findings and told.code != IN_DOUBT else ""
    return (
        visible(dossier.id),
        visible(name(dossier, words.as_of)),
        told.label + in_doubt,
        told.since or "",
        words.table.actors.get(told.turn or "", ""),
        told.next,
    )


def _state_row(dossier: Dossier, words: Words) -> dict[str, Json]:
    told = state(dossier, words.as_of)
    return {"dossier": dossier.id, "state": told.code, "since": told.since, "next": told.next}


def _owed_line(one: Obligation, names: Mapping[str, str], words: Words) -> tuple[str, ...]:
    return (
        one.due.isoformat() if one.due else "",
        days_left(one),
        words.table.actors[one.actor],
        words.table.duties[one.duty].name,
        str(one.year or ""),
        words.units.get(one.unit, one.unit),
        visible(one.dossier),
        visible(names.get(one.dossier, "")),
        one.clause,
    )


def _names(content: Register, as_of: date) -> dict[str, str]:
    return {dossier.id: name(dossier, as_of) for dossier in content.dossiers}
