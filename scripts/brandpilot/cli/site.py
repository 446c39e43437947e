"""`build` makes the public site; `serve` shows it while it is being worked on."""

import argparse
from pathlib import Path

from brandpilot.cli import asked
from brandpilot.cli.asked import UsageError
from brandpilot.cli.editing import edition_on, previous_of


def add(words: asked.Words) -> None:
    """Add these commands' words."""
    build = words.add_parser("build", help="生成网站")
    build.add_argument(
        "--as-of", type=asked.day, metavar="日期", help="按这一天生成（默认：北京时间今天）"
    )
    build.add_argument(
        "--previous", type=Path, metavar="文件夹", help="数据的上一个版本，据此确定版本号"
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
        edition = edition_on(root, arguments.as_of or asked.today())
        site = build(root, edition, previous_of(arguments))
    except BuildError as error:
        message = f"网站没有生成，原有的网站未改动：{error}"
        raise UsageError(message) from None
    print(f"网站已生成：{site}")
    return 0


def _serve(arguments: argparse.Namespace) -> int:
    from brandpilot.serve import serve  # noqa: PLC0415 – as above

    root = asked.root(arguments)
    serve(root, arguments.port, lambda: edition_on(root, asked.today()))
    return 0
