"""`publish` writes the open data, in every format, without the site around it."""

import argparse
from contextlib import nullcontext
from pathlib import Path

from brandpilot.cli import asked, progress
from brandpilot.cli.asked import UsageError
from brandpilot.cli.editing import edition_on, previous_of
from brandpilot.cli.past import commit_at, tree_at


def add(words: asked.Words) -> None:
    """Add this command's words."""
    publish = words.add_parser("publish", help="生成公开数据（不生成网站）")
    publish.add_argument(
        "--out", type=Path, required=True, metavar="文件夹", help="写到这个文件夹，须尚不存在"
    )
    asked.add_as_of(publish)
    publish.add_argument(
        "--at", metavar="提交", help="按当时已知的材料：一个提交，或者日期（那一天结束时）"
    )
    publish.add_argument(
        "--previous", type=Path, metavar="文件夹", help="数据的上一个版本，据此确定版本号"
    )
    publish.set_defaults(run=_publish)


def _publish(arguments: argparse.Namespace) -> int:
    from brandpilot.build import BuildError, publish_data  # noqa: PLC0415 – `check` must not pay for what it does not use
    from brandpilot.evaluate import compute  # noqa: PLC0415 – as above

    root, as_of = asked.root(arguments), arguments.as_of or asked.today()
    out: Path = arguments.out.absolute()
    if out.exists():
        message = f"{arguments.out} 已经存在；公布的数据要写到新的文件夹。"
        raise UsageError(message)
    at = commit_at(root, arguments.at) if arguments.at else ""
    with tree_at(root, at) if at else nullcontext() as tree:
        edition = edition_on(root, as_of, tree, at)
    computed = compute(edition.source, edition.plan)
    try:
        with progress.bar("写出数据表") as advance:
            published = publish_data(edition, computed, out, previous_of(arguments), advance)
    except BuildError as error:
        raise UsageError(str(error)) from None
    rows = sum(len(made) for made in computed.frames.values())
    print(
        f"公开数据已生成：{out}\n"
        f"版本 {published.version}，{len(computed.frames)} 张表，{rows} 行，"
        f"{len(published.files)} 个文件，全部读回核对相符。"
    )
    return 0
