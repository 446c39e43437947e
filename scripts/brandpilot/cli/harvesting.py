"""`harvest` writes down what merged requests decided; with --post the App proposes it."""

import argparse
import hashlib
import sys
from collections.abc import Mapping
from pathlib import Path

from brandpilot import git
from brandpilot.cli import asked, progress
from brandpilot.cli.asked import UsageError
from brandpilot.cli.gating import EVIDENCE, main_tip
from brandpilot.forge.closed import closed_counts
from brandpilot.forge.github import GitHub
from brandpilot.forge.harvest import NotHereError, harvest
from brandpilot.forge.protocol import ForgeError
from brandpilot.forge.seen import Seen
from brandpilot.forge.walk import Walk, bundle, keep, sweep, walk
from brandpilot.git.repository import Repository
from brandpilot.moments import day_of

_BRANCH = "brandpilot/records"
_KEPT = "brandpilot/evidence"
"""A branch with a history of its own: one file for each request, which nobody takes away."""
_MOST = 300
"""Records in one request, so that it can still be looked through."""


def add(words: asked.Words) -> None:
    """Add this command's words."""
    parser = words.add_parser("harvest", help="把已经合并的办理结果写成记录")
    parser.add_argument("--post", action="store_true", help="以程序的账号提出合并请求")
    parser.add_argument(
        "--evidence", type=Path, metavar="文件夹", help=f"凭据存放的文件夹（默认：{EVIDENCE}）"
    )
    parser.set_defaults(run=_harvest)


def _harvest(arguments: argparse.Namespace) -> int:
    root = asked.root(arguments)
    folder = arguments.evidence or root / EVIDENCE
    try:
        with Repository(root) as repository, progress.waiting() as wait:
            seen = Seen(repository, asked.schemas(root))
            tip = main_tip(repository)
            roster = seen.roster(tip)[0]
            forge = GitHub.connect(roster.app.id if roster.app else None, wait)
            with progress.bar("查询合并请求") as advance:
                found = walk(forge, seen, tip, folder, advance)
            counts = closed_counts(found.closed, forge, seen.law(tip, day_of(forge.now())))
            records = {**harvest(found.merged, seen, found.held, found.ends), **counts}
            fresh = {path: raw for path, raw in records.items() if _differs(seen, tip, path, raw)}
            _bundle(found, folder)
            _tell(found, fresh)
            if fresh and arguments.post:
                number = _propose(forge, dict(sorted(fresh.items())[:_MOST]), found)
                print(f"已提出合并请求 {number}。")
            elif fresh:
                sweep(*((root / path).parent for path in fresh))
                for path, raw in fresh.items():
                    keep(root / path, raw)
    except (ForgeError, git.GitError) as error:
        raise UsageError(str(error)) from None
    except NotHereError:
        message = "这里的 main 比 GitHub 上的旧；请先执行 git fetch 再试。"
        raise UsageError(message) from None
    return int(bool(found.unread))


def _differs(seen: Seen, tip: str, path: str, raw: bytes) -> bool:
    blob = seen.repository.lookup(f"{tip}:{path}")
    return blob is None or seen.repository.blob(blob) != raw


def _tell(found: Walk, fresh: Mapping[str, bytes]) -> None:
    for number, why in found.unread.items():
        print(f"合并请求 {number}：{why}", file=sys.stderr)
    print(f"查询了 {len(found.merged)} 个尚未记录的合并请求，写出 {len(fresh)} 份记录。")
    for path in fresh:
        print(f"  {path}")


def _bundle(found: Walk, folder: Path) -> None:
    """Keep the evidence of this walk in one file, named by its own digest."""
    content = b"".join(bundle(found.merged))
    if content:
        name = f"evidence-{hashlib.sha256(content).hexdigest()}.jsonl"
        keep(folder / name, content)


def _propose(forge: GitHub, fresh: Mapping[str, bytes], found: Walk) -> int:
    """Keep the evidence for ever before anything rests on it, then propose the records."""
    evidence = {f"{one.pull.number}.json": one.bytes() for one in found.merged}
    if evidence:
        forge.keep(_KEPT, "留存凭据", evidence)
    numbers = "、".join(str(one.pull.number) for one in found.merged)
    body = f"由程序写出，与 GitHub 和 Git 的记录逐字节核对后自动合并。\n\n所记录的合并请求：{numbers or '（未推荐统计）'}\n"
    return forge.propose(_BRANCH, "写出办理记录", body, fresh)
