"""What the README says of the commands is what the commands say of themselves."""

import re

import pytest

from brandpilot.cli import main
from support.house import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
ROWS = dict[str, str]()
for name, row in re.findall(r"^\| `brandpilot ([a-z]+)(.*)\|$", README, re.MULTILINE):
    ROWS[name] = ROWS.get(name, "") + row


def helped(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with pytest.raises(SystemExit):
        main([*words, "--help"])
    return capsys.readouterr().out


def test_it_names_every_command_in_the_order_of_the_help(
    capsys: pytest.CaptureFixture[str],
) -> None:
    commands = re.findall(r"^    ([a-z]+) ", helped(capsys), re.MULTILINE)
    assert list(ROWS) == commands


@pytest.mark.parametrize("command", sorted(ROWS.keys() - {"rollup"}))
def test_it_names_every_option(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    options = set(re.findall(r"--[a-z-]+", helped(capsys, command))) - {"--help", "--out"}
    assert options == set(re.findall(r"--[a-z-]+", ROWS[command])) - {"--out"}


@pytest.mark.parametrize("table", ["supervision", "support", "board"])
def test_it_names_every_option_of_a_rollup(table: str, capsys: pytest.CaptureFixture[str]) -> None:
    options = set(re.findall(r"--[a-z-]+", helped(capsys, "rollup", table))) - {"--help"}
    assert table in ROWS["rollup"]
    assert options <= set(re.findall(r"--[a-z-]+", ROWS["rollup"]))


def test_it_says_what_the_exit_codes_mean(capsys: pytest.CaptureFixture[str]) -> None:
    said = re.search("退出码：0[^。]*。", README)
    assert said
    assert "".join(said[0].split()) in "".join(helped(capsys).split())
