"""`worksheet` lays one unit's filings of one call side by side, for those who examine them."""

import argparse
import sys
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal

from brandpilot.checks import Law
from brandpilot.cli import asked
from brandpilot.cli.answers import aligned
from brandpilot.cli.asked import UsageError
from brandpilot.cli.reading import read_on_day, require_call
from brandpilot.encode import json_file
from brandpilot.messages import visible
from brandpilot.worksheet import Filing, Worksheet, worksheet

_LONGEST_OPINION = 500
"""Characters of an opinion that are shown; the whole stands in its file."""
_WHO = ("卷宗", "集群", "组织实施单位", "产业")
_BEFORE = ("卷宗", "示范基地", "事故", "占地区工业比重（%）")
_AFTER = ("任务经费（万元）", "状态", "排序", "检查发现")
_PRIORITY = "示范基地指国家新型工业化产业示范基地，优先支持，不是申报条件。"


def add(words: asked.Words) -> None:
    """Add this command's words."""
    sheet = words.add_parser("worksheet", help="把一个推荐单位在一次申报中的申报书并列比较")
    sheet.add_argument("--unit", required=True, metavar="推荐单位", help="推荐单位，例如 fujian")
    sheet.add_argument(
        "--call", required=True, metavar="通知", help="申报通知，例如 fujian/2017-734"
    )
    asked.add_as_of(sheet)
    asked.add_format(sheet)
    sheet.set_defaults(run=_worksheet)


def _worksheet(arguments: argparse.Namespace) -> int:
    law, content, as_of = read_on_day(arguments)
    unit, call = arguments.unit, arguments.call
    if unit not in law.codelists["units"]:
        message = f"没有推荐单位「{unit}」；代号见码表 units，例如 fujian。"
        raise UsageError(message)
    require_call(content, call)
    named = law.codelists["indicators"].where("named", "yes")
    sheet = worksheet(content, unit, call, named, as_of)
    if arguments.format == "json":
        told = {"unit": unit, "call": call, "as_of": as_of.isoformat(), **asdict(sheet)}
        sys.stdout.write(json_file(told))
    else:
        head = f"截至 {as_of}，{law.codelists['units'].names[unit]} {visible(call)}"
        sys.stdout.write(_as_text(head, sheet, law))
    return 0


def _as_text(head: str, sheet: Worksheet, law: Law) -> str:
    text = f"{head}：申报 {len(sheet.filings)} 个。\n"
    if sheet.filings:
        names = law.codelists["indicators"]
        units = {row["code"]: row["unit"] for row in names.rows}
        shown = (f"{names.names[code]}（{units[code]}）" for code in sheet.filings[0].latest)
        who = [_WHO, *(_who(one, law) for one in sheet.filings)]
        what = [(*_BEFORE, *shown, *_AFTER), *(_what(one) for one in sheet.filings)]
        text += f"\n{aligned(who)}\n{aligned(what)}\n{_opinions(sheet)}{_PRIORITY}\n"
    return text + _closed(sheet.closed, law.codelists["closing-reasons"].names)


def _who(one: Filing, law: Law) -> tuple[str, ...]:
    industries = law.codelists["industries"].names
    return (
        visible(one.dossier),
        visible(one.name),
        visible(one.organizer or ""),
        "；".join(visible(industries.get(code, code)) for code in one.industries),
    )


def _what(one: Filing) -> tuple[str, ...]:
    return (
        visible(one.dossier),
        "" if one.is_base is None else "是" if one.is_base else "否",
        *map(_number, (one.accidents, one.share_pct, *one.latest.values(), one.funds_cny10k)),
        one.state_name,
        _number(one.rank),
        str(one.findings),
    )


def _opinions(sheet: Worksheet) -> str:
    told = [
        (visible(one.dossier), visible(one.opinion, _LONGEST_OPINION))
        for one in sheet.filings
        if one.opinion
    ]
    return f"{aligned([('卷宗', '推荐意见'), *told])}\n" if told else ""


def _number(value: float | None) -> str:
    """Spell a number without a point that says nothing: 1260, 35.5."""
    return "" if value is None else f"{Decimal(str(value)).normalize():f}"


def _closed(closed: Mapping[str, int] | None, names: Mapping[str, str]) -> str:
    if closed is None:
        return "未推荐：没有统计。\n"
    told = "，".join(f"{names[code]} {closed[code]} 件" for code in names if code in closed)
    return f"未推荐：{told or '0 件'}。\n"
