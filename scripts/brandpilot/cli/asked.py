"""What every command asks of its words and of the place and time where it runs."""

import argparse
import os
import subprocess
from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path
from typing import TypeAlias
from zoneinfo import ZoneInfo

from brandpilot.layout import SCHEMAS, find_root

Words: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 – it has no public name
"""Where a module of commands adds its words."""

SHANGHAI = ZoneInfo("Asia/Shanghai")
_SOURCE_TREE = Path(__file__).resolve().parents[3]


class UsageError(Exception):
    """What was asked cannot be done; the text is for the person who asked."""


def add_as_of(parser: argparse.ArgumentParser) -> None:
    """Let a command be asked about another day than today."""
    parser.add_argument(
        "--as-of", type=day, metavar="日期", help="到这一天为止（默认：北京时间今天）"
    )


def add_format(
    parser: argparse.ArgumentParser, formats: Collection[str] = ("text", "json"), note: str = ""
) -> None:
    """Let a command answer in other formats than text; `note` is added to the help."""
    parser.add_argument(
        "--format", choices=tuple(formats), default="text", help=f"输出格式（默认：text）{note}"
    )


def root(arguments: argparse.Namespace) -> Path:
    """Give the tree that a command works on: the one named, or the nearest from here upwards."""
    if arguments.root is not None:
        named: Path = arguments.root.resolve()
        if not named.is_dir():
            message = f"没有文件夹 {arguments.root}。"
            raise UsageError(message)
        return named
    found = find_root(Path.cwd())
    if found is None:
        message = "当前文件夹及其上级都没有 submissions 和 schemas；请用 --root 指明。"
        raise UsageError(message)
    return found


def schemas(tree: Path) -> Path:
    """Give the tree whose forms are in force: its own, or this checkout's where it has none."""
    return tree if (tree / SCHEMAS).is_dir() else _SOURCE_TREE


def source_tree() -> Path:
    """Give the tree that this program was installed from, whose forms it judges by."""
    return _SOURCE_TREE


def today() -> str:
    """Give the day in Shanghai, as YYYY-MM-DD."""
    return datetime.now(SHANGHAI).date().isoformat()


def day(word: str) -> str:
    """Read the day behind an option such as `--today`, for argparse to tell what is none."""
    try:
        return date.fromisoformat(word).isoformat()
    except ValueError:
        message = f"「{word}」不是日期，应写成 2017-08-25 的样子"
        raise argparse.ArgumentTypeError(message) from None


def processes() -> int:
    """Give the number of processes that may share the work."""
    return min(2, len(os.sched_getaffinity(0)))


def commit(tree: Path) -> tuple[str, str]:
    """Give the commit that a tree stands at, and its day in Shanghai; empty where there is none."""
    command = ["git", "-C", str(tree), "show", "--no-patch", "--no-show-signature"]
    command += ["--format=%H %cI", "HEAD"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 – fixed words
    except OSError:
        return "", ""
    if done.returncode != 0:
        return "", ""
    name, _, moment = done.stdout.strip().partition(" ")
    return name, datetime.fromisoformat(moment).astimezone(SHANGHAI).date().isoformat()
