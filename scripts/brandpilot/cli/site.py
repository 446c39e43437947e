"""`build` makes the public site; `serve` shows it while it is being worked on."""

import argparse
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from brandpilot.cli import asked
from brandpilot.cli.asked import UsageError
from brandpilot.inspection import inspect, read_law
from brandpilot.layout import DEMO
from brandpilot.messages import catalogue
from brandpilot.records import register, until

if TYPE_CHECKING:
    from brandpilot.pages import Edition

_LOCAL_SITE = "http://127.0.0.1:8000/"


def add(words: asked.Words) -> None:
    """Add these commands' words."""
    build = words.add_parser("build", help="生成网站")
    build.add_argument(
        "--as-of", type=asked.day, metavar="日期", help="按这一天生成（默认：北京时间今天）"
    )
    build.set_defaults(run=_build)

    serve = words.add_parser("serve", help="在本机查看网站，改动后自动更新")
    serve.add_argument(
        "--port", type=int, default=8000, metavar="端口", help="网站的端口（默认：8000）"
    )
    serve.set_defaults(run=_serve)


def _build(arguments: argparse.Namespace) -> int:
    from brandpilot.build import BuildError, build  # noqa: PLC0415 – `check` must not pay for what it does not use

    root = asked.root(arguments)
    try:
        site = build(root, _edition(root, arguments.as_of or asked.today()))
    except BuildError as error:
        message = f"网站没有生成，原有的网站未改动：{error}"
        raise UsageError(message) from None
    print(f"网站已生成：{site}")
    return 0


def _serve(arguments: argparse.Namespace) -> int:
    from brandpilot.serve import serve  # noqa: PLC0415 – as above

    root = asked.root(arguments)
    serve(root, arguments.port, lambda: _edition(root, asked.today()))
    return 0


def _edition(root: Path, as_of: str) -> "Edition":
    """Read a tree as it is to be published on a day; files with errors are left out and named.

    What is dated later than that day is not there yet. Only a date beyond the commit's own day is
    a mistake, so that the bytes still follow from commit and day alone.
    """
    from brandpilot.pages import Edition  # noqa: PLC0415 – as above

    commit, committed = asked.commit(root)
    law = read_law(root, asked.schemas(root), max(as_of, committed))
    inspection = inspect(root, law, keep=True)
    day = date.fromisoformat(as_of)
    documents, errors = until(inspection.documents, inspection.errors, day)
    if errors:
        print(
            f"有 {len(errors)} 处须改正，所涉材料不公布，在网站上标为「有疑义」。"
            "详见 brandpilot check。",
            file=sys.stderr,
        )
    return Edition(
        register(documents, errors, law.rules),
        catalogue(),
        law.forms,
        law.codelists,
        law.table,
        day,
        commit,
        os.environ.get("SITE_URL", _LOCAL_SITE),
        (root / DEMO).is_file(),
    )
