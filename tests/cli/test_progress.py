"""Waiting is told: by a bar that counts down before a terminal, by one line elsewhere."""

import io
from types import SimpleNamespace

import pytest

from brandpilot.cli import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    found: list[float] = []
    monkeypatch.setattr(progress, "time", SimpleNamespace(sleep=found.append))
    return found


def test_a_short_wait_is_not_worth_a_word(
    slept: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with progress.waiting() as wait:
        wait(1.5)
    assert (slept, capsys.readouterr().err) == ([1.5], "")


def test_a_long_one_is_told_in_a_line_where_nobody_watches(
    slept: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with progress.waiting() as wait:
        wait(91)
    assert (slept, capsys.readouterr().err) == ([91], "GitHub 要求稍候，91 秒后继续……\n")


def test_before_a_terminal_a_bar_counts_down_below_the_one_that_stands_there(
    slept: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with progress.waiting() as wait, progress.bar("查询合并请求") as advance:
        advance(1, 2)
        wait(2.75)
        advance(2, 2)
    assert slept == [0.5] * 5 + [0.25]
    assert "GitHub 要求稍候" in terminal.getvalue()
