"""Words to functions to exit code.

0 nothing to mend; 1 something to mend, or a draw or an evaluation that differs from its record;
2 our own failure, or words that make no sense.
"""

import argparse
import io
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

from brandpilot.cli import (
    checking,
    drawing,
    evaluating,
    forms,
    gating,
    harvesting,
    owners,
    publishing,
    reminding,
    rollup,
    ruling,
    site,
    status,
    verifying,
    worksheet,
)
from brandpilot.cli.asked import UsageError
from brandpilot.cli.parser import Parser
from brandpilot.git import GitError
from brandpilot.messages import visible

COMMANDS = (
    checking,
    forms,
    status,
    worksheet,
    rollup,
    drawing,
    evaluating,
    site,
    publishing,
    owners,
    gating,
    harvesting,
    verifying,
    reminding,
    ruling,
)
"""Modules that add words, in the order in which the help names them."""

_LONGEST_SENTENCE = 1000


def main(words: Sequence[str] | None = None) -> int:
    """Run one command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = _parser().parse_args(words)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except (UsageError, GitError) as error:
        print(f"brandpilot：{visible(str(error), _LONGEST_SENTENCE)}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 – the one place where our own failures are told
        return _own_failure(error)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="brandpilot",
        description="产业集群区域品牌建设试点：检查申报材料，生成公开网站。",
        epilog="退出码：0 没有须改正的问题，1 有须改正的问题，或抽取、评价结果与记录不一致，2 程序或用法有误。",
    )
    parser.add_argument(
        "--root", type=Path, metavar="文件夹", help="材料所在的文件夹（默认：当前文件夹或其上级）"
    )
    words = parser.add_subparsers(
        title="命令", required=True, metavar="命令", help="各命令加 --help 有说明"
    )
    for commands in COMMANDS:
        commands.add(words)
    return parser


def _own_failure(error: Exception) -> int:
    """Keep the traceback in a file for the maintainers; a person gets a sentence."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="brandpilot-", suffix=".log", delete=False
    ) as log:
        traceback.print_exception(error, file=log)
    print(
        f"brandpilot：程序出了故障，与所查的材料无关（{type(error).__name__}）。"
        f"详情已存入 {log.name}，请把它交给维护人员。",
        file=sys.stderr,
    )
    return 2
