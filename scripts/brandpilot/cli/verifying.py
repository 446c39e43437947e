"""`verify` proves, offline and from Git alone, that the records of decisions are what they say."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from brandpilot import git
from brandpilot.cli import asked, progress, proofs
from brandpilot.cli.asked import UsageError
from brandpilot.forge.evidence import Evidence, read_evidence
from brandpilot.forge.proof import Ask, prove
from brandpilot.forge.protocol import AbsentError, ForgeError
from brandpilot.forge.seen import Seen
from brandpilot.git.laying import lay_out
from brandpilot.git.repository import Repository
from brandpilot.layout import SCHEMAS
from brandpilot.messages import is_error

_PARTIAL = r"^(extensions\.partialclone|remote\..*\.promisor)$"


def add(words: asked.Words) -> None:
    """Add this command's words."""
    parser = words.add_parser(
        "verify", help="核验办理记录：何人、何时、按哪份名册批准了哪份文件（可在裸仓库中断网执行）"
    )
    parser.add_argument("--at", default="HEAD", metavar="提交", help="核验到哪个提交（默认：HEAD）")
    parser.add_argument(
        "--evidence",
        type=Path,
        nargs="+",
        metavar="文件",
        help="用公布的凭据核验批准，写文件或者文件夹",
    )
    parser.add_argument("--online", action="store_true", help="再逐项向 GitHub 查询")
    asked.add_format(parser, proofs.FORMATS)
    parser.set_defaults(run=_verify)


def _verify(arguments: argparse.Namespace) -> int:
    folder = arguments.root or Path.cwd()
    if not folder.is_dir():
        message = f"没有文件夹 {folder}。"
        raise UsageError(message)
    kept = _read(arguments.evidence) if arguments.evidence else None
    with Repository(folder) as repository, progress.waiting() as wait:
        _must_be_complete(repository)
        tip = repository.resolve(arguments.at)
        with _forms(repository, tip) as forms, progress.bar("查询合并请求") as advance:
            seen = Seen(repository, forms)
            ask = _asking(seen, tip, wait, advance) if arguments.online else None
            try:
                proof = prove(seen, tip, kept, ask)
            except ForgeError as error:
                raise UsageError(str(error)) from None
    sys.stdout.write(proofs.FORMATS[arguments.format](proof))
    return int(any(map(is_error, proof.findings)))


def _must_be_complete(repository: Repository) -> None:
    if repository.is_shallow():
        message = "这里只取了最近的历史（浅克隆），无法核验；请先执行 git fetch --unshallow。"
        raise UsageError(message)
    if git.run(repository.folder, "config", "--get-regexp", _PARTIAL).stdout:
        message = "这里没有取得全部文件（部分克隆），无法核验；请不加 --filter 重新克隆。"
        raise UsageError(message)


@contextmanager
def _forms(repository: Repository, tip: str) -> Iterator[Path]:
    """Give the tree with this program's own forms; where it was installed without, with the tip's."""
    own = asked.source_tree()
    if (own / SCHEMAS).is_dir():
        yield own
        return
    with tempfile.TemporaryDirectory(prefix="brandpilot-") as folder:
        lay_out(repository, repository.files(tip, SCHEMAS), Path(folder))
        if not (Path(folder) / SCHEMAS).is_dir():
            message = f"提交 {tip[:12]} 里没有 {SCHEMAS}，不是本项目的仓库。"
            raise UsageError(message)
        yield Path(folder)


def _read(places: list[Path]) -> list[Evidence]:
    """Read evidence: one request to a line, in files and in all files of folders."""
    found = []
    for place in places:
        for file in sorted(place.glob("*.json*")) if place.is_dir() else [place]:
            try:
                found += [read_evidence(line) for line in file.read_bytes().splitlines()]
            except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
                message = f"{file} 读不出来，或者不是凭据。"
                raise UsageError(message) from None
    return found


def _asking(
    seen: Seen, tip: str, wait: Callable[[float], None], advance: Callable[[int, int], None]
) -> Ask:
    from brandpilot.forge.github import GitHub  # noqa: PLC0415 – needed by those who ask it only

    def ask(numbers: Sequence[int]) -> dict[int, Evidence | None]:
        app = seen.roster(tip)[0].app
        forge = GitHub.connect(app.id if app else None, wait)
        found: dict[int, Evidence | None] = {}
        for done, number in enumerate(numbers):
            advance(done, len(numbers))
            try:
                found[number] = forge.evidence(number)
            except AbsentError:
                found[number] = None
        return found

    return ask
