"""A bar for whoever waits before a terminal; elsewhere only a long wait is told, in one line."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

_STEP = 0.5
_SLOW = 2.0
"""Seconds after which a person wants to see that something moves."""


@contextmanager
def bar(doing: str) -> Iterator[Callable[[int, int], None]]:
    """Give what takes (done, all); a bar appears once it has taken longer than one waits unasked."""
    if not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    from rich.progress import Progress  # noqa: PLC0415 – only a terminal has use for it

    with Progress(console=_console(), transient=True) as shown:
        task = shown.add_task(doing, visible=False)

        def advance(done: int, total: int) -> None:
            elapsed = shown.tasks[0].elapsed or 0
            shown.update(task, completed=done, total=total, visible=elapsed > _SLOW)

        yield advance


@contextmanager
def waiting() -> Iterator[Callable[[float], None]]:
    """Give what waits some seconds; a long wait says how long, so that nobody takes it for the end."""

    def wait(seconds: float) -> None:
        if seconds <= _SLOW:
            time.sleep(seconds)
        elif sys.stderr.isatty():
            _count_down(seconds)
        else:
            print(f"GitHub 要求稍候，{seconds:.0f} 秒后继续……", file=sys.stderr, flush=True)
            time.sleep(seconds)

    yield wait


def _count_down(seconds: float) -> None:
    """Wait some seconds behind a bar that says what is left of them."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=_console(), transient=True) as shown:
        task = shown.add_task("GitHub 要求稍候", total=seconds)
        whole, rest = divmod(seconds, _STEP)
        for step in (*[_STEP] * int(whole), rest):
            time.sleep(step)
            shown.advance(task, step)


@cache
def _console() -> "Console":
    """Give the one console that bars share, so that one may stand below the other."""
    from rich.console import Console  # noqa: PLC0415 – as above

    return Console(stderr=True)
