"""`remind` tells each office what it owes; with --post in an issue of its own."""

import argparse
import os
import sys

from brandpilot.cli import asked, progress
from brandpilot.cli.asked import UsageError
from brandpilot.cli.reading import read_on_day, read_roster_of
from brandpilot.forge.protocol import ForgeError
from brandpilot.forge.remind import reminders
from brandpilot.obligations import obligations


def add(words: asked.Words) -> None:
    """Add this command's words."""
    parser = words.add_parser("remind", help="提醒各单位应办的事项")
    parser.add_argument("--post", action="store_true", help="写到 GitHub 的议题里，每个单位一个")
    asked.add_as_of(parser)
    parser.set_defaults(run=_remind)


def _remind(arguments: argparse.Namespace) -> int:
    law, content, as_of = read_on_day(arguments)
    site = os.environ.get("SITE_URL", "")
    site = f"{site.rstrip('/')}/" if site else ""
    told = reminders(obligations(content, as_of), content, law, as_of, site)
    due = [f"{one.title}\n\n{one.body}" for one in told if one.body]
    if not arguments.post:
        sys.stdout.write("\n".join(due) or f"截至 {as_of}，没有应办的事项。\n")
        return 0
    from brandpilot.forge.github import GitHub  # noqa: PLC0415 – needed by those who post only

    roster = read_roster_of(asked.root(arguments))
    try:
        with progress.waiting() as wait:
            forge = GitHub.connect(roster.app.id if roster.app else None, wait)
            for one in told:
                forge.notify(one.mark, one.title, one.body)
    except ForgeError as error:
        raise UsageError(str(error)) from None
    print(f"{len(due)} 个单位有应办的事项，提醒已写到 GitHub；其余单位没有，提醒已关闭。")
    return 0
