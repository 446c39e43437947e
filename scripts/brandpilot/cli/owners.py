"""`codeowners` writes whose review each folder asks for, or tells whether that is up to date."""

import argparse
import os
import tempfile
from pathlib import Path

from brandpilot.cli import asked
from brandpilot.cli.reading import read_roster_of
from brandpilot.codeowners import codeowners
from brandpilot.layout import CODEOWNERS


def add(words: asked.Words) -> None:
    """Add this command's words."""
    parser = words.add_parser("codeowners", help="核对 CODEOWNERS 与审查人名册，或重新生成")
    parser.add_argument("--write", action="store_true", help=f"重新生成 {CODEOWNERS}")
    parser.set_defaults(run=_codeowners)


def _codeowners(arguments: argparse.Namespace) -> int:
    root = asked.root(arguments)
    wanted = codeowners(read_roster_of(root)).encode()
    file = root / CODEOWNERS
    if file.is_file() and file.read_bytes() == wanted:
        print(f"{CODEOWNERS} 与审查人名册一致。")
        return 0
    if not arguments.write:
        print(f"{CODEOWNERS} 与审查人名册不一致；请执行 brandpilot codeowners --write 后提交。")
        return 1
    _replace(file, wanted)
    print(f"已生成 {CODEOWNERS}。")
    return 0


def _replace(file: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as fresh:
        fresh.write(content)
    os.chmod(fresh.name, 0o644)  # noqa: PTH101 – as a file of a checkout
    Path(fresh.name).replace(file)
