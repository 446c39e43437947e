"""`rollup` adds up over dossiers: supervision by unit, support by pilot, the board of a call."""

import argparse
import re
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from decimal import Decimal

from brandpilot import amounts, lifecycle
from brandpilot.checks import Law
from brandpilot.cli import asked
from brandpilot.cli.answers import aligned
from brandpilot.cli.reading import read_on_day, require_call
from brandpilot.encode import json_file
from brandpilot.findings import Json
from brandpilot.messages import visible
from brandpilot.records import Register
from brandpilot.rollup import Standing, Supervised, Supported, board, supervision, support

_UNSET, _NOT_TOLD, _NOT_OVER, _NOT_OWED = "通知未规定", "未报送", "年度未结束", "无须填报"
_YEAR = re.compile("(?:19|20)[0-9]{2}", re.ASCII)
_SUPERVISED = (
    "推荐单位",
    "试点",
    "填报日期",
    "检查次数",
    "有问题的试点",
    "报科技司",
    "没有写到的试点",
)
_SUPPORTED = ("卷宗", "集群", "年度", "给予单位", "单位类别", "扶持方式", "项数", "金额（万元）")
_STANDING = (
    "推荐单位",
    "申报",
    "推荐",
    "名额",
    "单位收讫",
    "部收讫",
    "意见逾期",
    "有疑义",
    "监督管理",
)


def add(words: asked.Words) -> None:
    """Add this command's words."""
    rollup = words.add_parser("rollup", help="汇总监督管理、扶持和各推荐单位的办理情况")
    tables = rollup.add_subparsers(
        title="汇总表", required=True, metavar="汇总表", help="各表加 --help 有说明"
    )
    _table(tables, "supervision", "各推荐单位一年的监督管理", _supervision, year="默认：上一年")
    _table(tables, "support", "各试点得到的扶持", _support, year="默认：全部年度")
    stands = _table(tables, "board", "各推荐单位在一次申报中的办理情况", _board)
    stands.add_argument(
        "--call", required=True, metavar="通知", help="申报通知，例如 miit/2017-433"
    )


_Answer = Callable[[Register, Law, date, argparse.Namespace], str]


def _table(
    tables: asked.Words, name: str, help_: str, answer: _Answer, year: str = ""
) -> argparse.ArgumentParser:
    table = tables.add_parser(name, help=help_)
    if year:
        table.add_argument("--year", type=_year, metavar="年度", help=f"年度（{year}）")
    asked.add_as_of(table)
    asked.add_format(table)
    table.set_defaults(run=_rollup, answer=answer)
    return table


def _year(word: str) -> int:
    if not _YEAR.fullmatch(word):
        message = f"「{word}」不是年份，应写成 2018 的样子"
        raise argparse.ArgumentTypeError(message)
    return int(word)


def _rollup(arguments: argparse.Namespace) -> int:
    law, content, as_of = read_on_day(arguments)
    answer: _Answer = arguments.answer
    sys.stdout.write(answer(content, law, as_of, arguments))
    return 0


def _supervision(content: Register, law: Law, as_of: date, arguments: argparse.Namespace) -> str:
    year = as_of.year - 1 if arguments.year is None else arguments.year
    rows = supervision(content, tuple(law.codelists["units"]), year, as_of)
    if arguments.format == "json":
        return json_file([asdict(row) for row in rows])
    units = law.codelists["units"].names
    head = (
        f"截至 {as_of}，{year} 年监督管理，有试点或者有记录的推荐单位 {len(rows)} 个"
        "（历史资料中的试点不计）"
    )
    nothing = _NOT_TOLD if year < as_of.year else _NOT_OVER
    return _told(head, _SUPERVISED, [_supervised(row, units[row.unit], nothing) for row in rows])


def _supervised(row: Supervised, unit: str, nothing: str) -> tuple[str, ...]:
    if row.date is None:
        return unit, str(len(row.pilots)), nothing, "", "", "", ""
    return (
        unit,
        str(len(row.pilots)),
        row.date,
        str(row.visits),
        str(row.problems),
        row.reported_date or _NOT_TOLD,
        "、".join(map(visible, row.missing or ())),
    )


def _support(content: Register, law: Law, as_of: date, arguments: argparse.Namespace) -> str:
    rows = support(content, as_of, arguments.year)
    if arguments.format == "json":
        return json_file([asdict(row) | {"amount_cny10k": _number(row)} for row in rows])
    names = {one.id: lifecycle.name(one, as_of) for one in content.dossiers}
    total = sum((row.amount_cny10k or Decimal(0) for row in rows), Decimal(0))
    times = sum(row.times for row in rows)
    of_year = f"，{arguments.year} 年" if arguments.year else ""
    head = f"截至 {as_of}{of_year}，扶持 {times} 项，已填金额合计 {total:f} 万元"
    return _told(head, _SUPPORTED, [_supported(row, names[row.dossier], law) for row in rows])


def _supported(row: Supported, name: str, law: Law) -> tuple[str, ...]:
    unnamed = f"{row.unnamed} 项未填" if row.unnamed else ""
    known = "" if row.amount_cny10k is None else f"{row.amount_cny10k:f}"
    return (
        visible(row.dossier),
        visible(name),
        str(row.year),
        visible(row.giver),
        law.codelists["support-departments"].names[row.department],
        law.codelists["support-kinds"].names[row.kind],
        str(row.times),
        "，".join(filter(None, (known, unnamed))),
    )


def _number(row: Supported) -> Json:
    return None if row.amount_cny10k is None else amounts.as_number(row.amount_cny10k)


def _board(content: Register, law: Law, as_of: date, arguments: argparse.Namespace) -> str:
    require_call(content, arguments.call)
    rows = board(content, law.codelists["units"].names, arguments.call, as_of)
    if arguments.format == "json":
        return json_file([_standing_row(row) for row in rows])
    filed, recommended = (
        sum(getattr(row, name) for row in rows) for name in ("filed", "recommended")
    )
    head = f"截至 {as_of}，{arguments.call}：申报 {filed} 个，推荐 {recommended} 个"
    units = law.codelists["units"].names
    columns = (*_STANDING[:-1], f"{as_of.year - 1} 年{_STANDING[-1]}")
    return _told(head, columns, [_standing(row, units[row.unit]) for row in rows])


def _standing(row: Standing, unit: str) -> tuple[str, ...]:
    counts = (row.paper_unit, row.paper_ministry, row.overdue, row.in_doubt)
    quota = "—".join(map(str, dict.fromkeys(row.quota))) if row.quota else _UNSET
    supervised = _NOT_OWED if row.supervision is None else row.supervision or _NOT_TOLD
    return (
        *(unit, str(row.filed), str(row.recommended), quota),
        *(*map(str, counts), supervised),
    )


def _standing_row(row: Standing) -> dict[str, Json]:
    quota = dict(zip(("min", "max"), row.quota, strict=True)) if row.quota else None
    return asdict(row) | {"quota": quota}


def _told(head: str, columns: tuple[str, ...], lines: list[tuple[str, ...]]) -> str:
    return f"{head}：\n\n{aligned([columns, *lines])}" if lines else f"{head}。\n"
