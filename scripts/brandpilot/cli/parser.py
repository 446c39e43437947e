"""argparse that speaks Chinese: headings, help, and what is wrong with the words of a command."""

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

from rich.cells import cell_len

from brandpilot.messages import visible

_TOLD = (
    ("the following arguments are required: (.+)", "缺少「{0}」"),
    ("unrecognized arguments: (.+)", "没有「{0}」这样的选项或参数"),
    (r"argument (.+?): invalid choice: (.*) \(choose from (.+)\)", "「{0}」不能写 {1}；可选：{2}"),
    ("argument (.+?): invalid int value: (.*)", "「{0}」应写整数，写的是 {1}"),
    ("argument (.+?): expected one argument", "「{0}」后面缺少内容"),
    ("argument (.+?): (.+)", "「{0}」：{1}"),
)
"""What argparse says of wrong words, and how it is told; anything else is told as it stands."""


class Parser(argparse.ArgumentParser):
    """Reads the words of a command; `help` is offered in Chinese."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 – argparse's own settings
        super().__init__(**{**settings, "add_help": False, "formatter_class": _Help})
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, then how the command is used; exit with 2."""
        print(f"{self.prog}：{_told(message)}。", file=sys.stderr)
        self.print_usage(sys.stderr)
        sys.exit(2)


class _Help(argparse.HelpFormatter):
    """Heads the usage in Chinese, and sets columns by what they take on the screen."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def add_argument(self, action: argparse.Action) -> None:
        super().add_argument(action)
        self._action_max_length += self._surplus(action)

    def _format_action(self, action: argparse.Action) -> str:
        shown = self._format_action_invocation(action)
        text = super()._format_action(action)
        return text.replace(shown + " " * self._surplus(action), shown, 1)

    def _surplus(self, action: argparse.Action) -> int:
        """Give the columns that an option takes beyond its number of characters."""
        shown = self._format_action_invocation(action)
        return cell_len(shown) - len(shown)


def _told(message: str) -> str:
    for pattern, sentence in _TOLD:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            words = (group.replace("'", "").replace(", ", "、") for group in found.groups())
            return visible(sentence.format(*words))
    return visible(message)
