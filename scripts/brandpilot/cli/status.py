"""`status` tells where each dossier stands on a day, or who owes what by when."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NoReturn

from brandpilot import lifecycle
from brandpilot.cli import answers, asked
from brandpilot.cli.asked import UsageError
from brandpilot.cli.past import tree_at
from brandpilot.cli.reading import read_on_day
from brandpilot.layout import SUBMISSIONS
from brandpilot.obligations import obligations
from brandpilot.records import Dossier, Register

_NEAR = 5
"""So many near names help; more would hide the one that was meant."""


def add(words: asked.Words) -> None:
    """Add this command's words."""
    status = words.add_parser("status", help="查看各卷宗的状态，或各方应办的事项")
    status.add_argument(
        "dossier", nargs="?", metavar="卷宗", help="只看一个卷宗：推荐单位/集群，或只写集群"
    )
    asked.add_as_of(status)
    status.add_argument(
        "--at",
        metavar="提交或日期",
        help="只看当时已有的材料：某个提交，或某一天结束时（默认：现有的材料）",
    )
    status.add_argument("--obligations", action="store_true", help="谁应办什么，何时到期")
    status.add_argument("--unit", metavar="推荐单位", help="只看一个推荐单位，例如 fujian")
    asked.add_format(status, answers.OWED, "；csv、ics 只用于 --obligations")
    status.set_defaults(run=_status)


def _status(arguments: argparse.Namespace) -> int:
    writers = answers.OWED if arguments.obligations else answers.STATES
    if arguments.format not in writers:
        message = f"--format {arguments.format} 只用于 --obligations。"
        raise UsageError(message)
    if arguments.at is None:
        law, content, as_of = read_on_day(arguments)
    else:
        with tree_at(asked.root(arguments), arguments.at) as tree:
            law, content, as_of = read_on_day(arguments, tree)
    units = law.codelists["units"]
    if arguments.unit is not None and arguments.unit not in units:
        _refuse("推荐单位", arguments.unit, units)
    words = answers.Words(as_of, law.table, units.names)
    sys.stdout.write(_answer(content, words, arguments))
    return 0


def _answer(content: Register, words: answers.Words, arguments: argparse.Namespace) -> str:
    chosen = _chosen(content.dossiers, arguments.dossier)
    unit, format_ = arguments.unit, arguments.format
    if arguments.obligations:
        owed = [one for one in obligations(content, words.as_of) if unit in (None, one.unit)]
        if arguments.dossier is not None:
            ids = {dossier.id for dossier in chosen}
            owed = [one for one in owed if one.dossier in ids]
        return answers.OWED[format_](owed, content, words)
    of_unit = [one for one in chosen if unit in (None, lifecycle.unit(one, words.as_of))]
    if arguments.dossier and format_ == "text" and len(of_unit) == 1:
        (only,) = of_unit
        of_it = [one for one in obligations(content, words.as_of) if one.dossier == only.id]
        return answers.dossier_as_text(only, of_it, words)
    return answers.STATES[format_](of_unit, words)


def _chosen(dossiers: Sequence[Dossier], word: str | None) -> Sequence[Dossier]:
    if word is None:
        return dossiers
    id_ = word.removeprefix(f"{SUBMISSIONS}/").rstrip("/")
    found = [one for one in dossiers if id_ in (one.id, one.cluster)]
    if not found:
        _refuse("卷宗", word, (name for one in dossiers for name in (one.id, one.cluster)))
    return found


def _refuse(what: str, word: str, names: Iterable[str]) -> NoReturn:
    near = get_close_matches(word, list(names), _NEAR)
    hint = f"相近的有：{'、'.join(near)}。" if near else "也没有相近的。"
    message = f"没有{what}「{word}」；{hint}"
    raise UsageError(message)
