"""A tree read once: the law in force and the register of what may be published."""

import argparse
import sys
from datetime import date
from pathlib import Path

from brandpilot.checks import Law
from brandpilot.cli import asked, progress
from brandpilot.cli.asked import UsageError
from brandpilot.inspection import inspect, inspect_one, read_law
from brandpilot.layout import REVIEWERS
from brandpilot.load.tree import read
from brandpilot.messages import is_error
from brandpilot.records import Register, register
from brandpilot.roster import Roster, read_roster


def read_on_day(
    arguments: argparse.Namespace, tree: Path | None = None
) -> tuple[Law, Register, date]:
    """Read a command's tree, or `tree` in its stead, for the day that is asked about.

    It is judged by the forms in force now, whenever it is from. What is dated until that day is
    not of the future; nor is what is past by now.
    """
    root, today = asked.root(arguments), asked.today()
    as_of = arguments.as_of or today
    law = read_law(tree or root, asked.schemas(root), max(as_of, today))
    return law, _register(tree or root, law), date.fromisoformat(as_of)


def read_roster_of(root: Path) -> Roster:
    """Read a tree's roster. Raises UsageError where there is none that is sound."""
    raw = read(root, REVIEWERS)
    if not isinstance(raw, bytes):
        message = f"没有 {REVIEWERS}，或者读不出来。"
        raise UsageError(message)
    law = read_law(root, asked.schemas(root), asked.today())
    found = inspect_one(REVIEWERS, raw, law, keep=True)
    if found.document is None or any(map(is_error, found.findings)):
        message = f"{REVIEWERS} 有须改正的问题；请先执行 brandpilot check {REVIEWERS}。"
        raise UsageError(message)
    return read_roster(found.document.data)


def require_call(content: Register, call: str) -> None:
    """Raise UsageError, with those that there are, for what is no call."""
    calls = [notice.id for notice in content.notices if notice.get("kind") == "call"]
    if call not in calls:
        message = f"没有申报通知「{call}」；现有：{'、'.join(calls)}。"
        raise UsageError(message)


def _register(tree: Path, law: Law) -> Register:
    """Read what may be published; say what was left out of it."""
    with progress.bar("读取材料") as advance:
        found = inspect(tree, law, keep=True, processes=asked.processes(), progress=advance)
    if found.errors:
        print(
            f"有 {len(found.errors)} 处须改正，所涉材料未计算在内。详见 brandpilot check。",
            file=sys.stderr,
        )
    return register(found.documents, found.errors, law.rules)
