"""A bar for whoever waits before a terminal, and for nobody else."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_SLOW = 2.0
"""Seconds after which a person wants to see that something moves."""


@contextmanager
def bar(doing: str) -> Iterator[Callable[[int, int], None]]:
    """Give what takes (done, all); a bar appears once it has taken longer than one waits unasked."""
    if not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    from rich.console import Console  # noqa: PLC0415 – only a terminal has use for it
    from rich.progress import Progress  # noqa: PLC0415 – as above

    console = Console(stderr=True)
    with Progress(console=console, transient=True) as shown:
        task = shown.add_task(doing, visible=False)

        def advance(done: int, total: int) -> None:
            elapsed = shown.tasks[0].elapsed or 0
            shown.update(task, completed=done, total=total, visible=elapsed > _SLOW)

        yield advance


@contextmanager
def waiting() -> Iterator[Callable[[float], None]]:
    """Give what waits some seconds; a long wait says how long, so that nobody takes it for the end."""

    def wait(seconds: float) -> None:
        if seconds > _SLOW:
            print(f"GitHub 要求稍候，{seconds:.0f} 秒后继续……", file=sys.stderr, flush=True)
        time.sleep(seconds)

    yield wait
