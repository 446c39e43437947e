"""A tree read once: the law in force and the register of what may be published."""

import argparse
import sys
from datetime import date
from pathlib import Path

from brandpilot.checks import Law
from brandpilot.cli import asked, progress
from brandpilot.cli.asked import UsageError
from brandpilot.inspection import inspect, read_law
from brandpilot.records import Register, register


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
