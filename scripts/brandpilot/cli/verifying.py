"""`verify` proves, offline and from Git alone, that the records of decisions are what they say."""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from brandpilot.cli import asked, progress
from brandpilot.cli.asked import UsageError
from brandpilot.encode import json_file
from brandpilot.forge.evidence import Evidence, read_evidence
from brandpilot.forge.proof import Proof, prove
from brandpilot.forge.protocol import ForgeError
from brandpilot.forge.seen import Seen
from brandpilot.git.repository import Repository
from brandpilot.messages import SEVERITIES, is_error, tell, visible

_LONGEST_PATH = 300


def add(words: asked.Words) -> None:
    """Add this command's words."""
    parser = words.add_parser("verify", help="核验办理记录：何人、何时、按哪份名册批准了哪份文件")
    parser.add_argument("--at", default="HEAD", metavar="提交", help="核验到哪个提交（默认：HEAD）")
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--evidence", type=Path, nargs="+", metavar="文件", help="发布的凭据，文件或文件夹"
    )
    source.add_argument("--online", action="store_true", help="凭据改向 GitHub 查询")
    asked.add_format(parser)
    parser.set_defaults(run=_verify)


def _verify(arguments: argparse.Namespace) -> int:
    folder = arguments.root or Path.cwd()
    with Repository(folder) as repository, progress.waiting() as wait:
        if repository.is_shallow():
            message = "这里只取了最近的历史（浅克隆），核验不了；请先执行 git fetch --unshallow。"
            raise UsageError(message)
        seen = Seen(repository, asked.source_tree())
        tip = repository.resolve(arguments.at)
        proof = prove(seen, tip)
        if arguments.evidence or arguments.online:
            kept = _online(proof, seen, wait) if arguments.online else _read(arguments.evidence)
            proof = prove(seen, tip, kept)
    sys.stdout.write(_FORMATS[arguments.format](proof))
    return int(any(map(is_error, proof.findings)))


def _read(places: list[Path]) -> dict[int, Evidence]:
    """Read evidence: one request to a line, in files and in all files of folders."""
    found: dict[int, Evidence] = {}
    for place in places:
        files = sorted(place.glob("*.json*")) if place.is_dir() else [place]
        for file in files:
            try:
                for line in file.read_bytes().splitlines():
                    one = read_evidence(line)
                    found[one.pull.number] = one
            except (OSError, ValueError, KeyError, TypeError):
                message = f"{file} 读不出来，或者不是凭据。"
                raise UsageError(message) from None
    return found


def _online(proof: Proof, seen: Seen, wait: Callable[[float], None]) -> dict[int, Evidence]:
    from brandpilot.forge.github import GitHub  # noqa: PLC0415 – needed by those who ask it only

    try:
        app = seen.roster(proof.tip)[0].app
        forge = GitHub.connect(app.id if app else None, wait)
        return {one.number: forge.evidence(one.number) for one in proof.records}
    except ForgeError as error:
        raise UsageError(str(error)) from None


def _as_text(proof: Proof) -> str:
    return "\n".join(_lines(proof)) + "\n"


def _lines(proof: Proof) -> Iterator[str]:
    if proof.begun is None:
        yield f"核验到提交 {proof.tip}。"
        yield "名册还没有登记审查人，没有经合并作出的决定，不须核验。"
        return
    for one in proof.records:
        state = (
            "有问题"
            if not one.is_sound
            else "属实，但合并不合规，不作数"
            if one.is_irregular
            else "属实"
        )
        source = "Git 和凭据" if one.evidence else "Git"
        yield f"{one.path}  合并请求 {one.number}  {state}（据{source}）"
    for found in proof.findings:
        told = tell(found)
        yield ""
        yield f"{visible(found.path, _LONGEST_PATH)}  [{told.code} {SEVERITIES['zh'][told.severity]}] {told.title}"
        yield f"  {told.message}"
        yield f"  怎样办：{told.fix}"
    sound = sum(one.is_sound for one in proof.records)
    with_evidence = sum(one.evidence for one in proof.records)
    yield ""
    yield f"办理记录 {len(proof.records)} 份，属实 {sound} 份，其中另有凭据证明的 {with_evidence} 份；主分支上的合并 {proof.merges} 次。"
    yield "Git 证明：文件内容、合并的提交、审查的提交、当时的名册，以及名册列出的人当时有权。"
    if with_evidence < len(proof.records):
        yield "没有凭据的，批准这一事实出自程序的记载；取得凭据后加 --evidence，或者加 --online 再核验。"
    yield f"核验到提交 {proof.tip}。与网站公布的提交一致的，历史没有被改写。"


def _as_json(proof: Proof) -> str:
    rows = [
        {
            "path": one.path,
            "pull": one.number,
            "irregular": one.is_irregular,
            "sound": one.is_sound,
            "evidence": one.evidence,
        }
        for one in proof.records
    ]
    found = [
        {"path": one.path, "pointer": one.pointer, "code": one.code, "message": tell(one).message}
        for one in proof.findings
    ]
    told = {"tip": proof.tip, "begun": proof.begun, "merges": proof.merges}
    return json_file({**told, "records": rows, "findings": found})


_FORMATS = {"text": _as_text, "json": _as_json}
