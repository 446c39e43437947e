"""`gate` tells what stands between a request and its merge; with --post it says so on the forge."""

import argparse
import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from brandpilot import git
from brandpilot.cli import asked, progress
from brandpilot.cli.asked import SHANGHAI, UsageError
from brandpilot.forge import telling
from brandpilot.forge.closed import closed_counts
from brandpilot.forge.evidence import Evidence
from brandpilot.forge.gather import open_case
from brandpilot.forge.github import GitHub
from brandpilot.forge.harvest import harvest
from brandpilot.forge.kinds import Kind, kind_of, paths_of
from brandpilot.forge.plan import SUCCESS, Plan, plan
from brandpilot.forge.protocol import ForgeError
from brandpilot.forge.rules.scope import MAIN
from brandpilot.forge.seen import Seen
from brandpilot.forge.walk import walk
from brandpilot.git.repository import Repository
from brandpilot.moments import day_of
from brandpilot.roster import Roster

_FORMATS = {"text": telling.as_text, "json": telling.as_json}
EVIDENCE = "build/evidence"


def add(words: asked.Words) -> None:
    """Add this command's words."""
    gate = words.add_parser("gate", help="说明一个合并请求还差什么、轮到谁办理")
    which = gate.add_mutually_exclusive_group(required=True)
    which.add_argument("--pull", type=int, metavar="编号", help="哪一个合并请求")
    which.add_argument("--all", action="store_true", help="全部未办结的合并请求")
    gate.add_argument(
        "--head", metavar="提交", help="只在合并请求现在的提交是这一个时办理（供 comment.yml 使用）"
    )
    gate.add_argument("--post", action="store_true", help="把结论写到 GitHub 上")
    asked.add_format(gate, (*_FORMATS, "markdown"))
    gate.set_defaults(run=_gate)


def _gate(arguments: argparse.Namespace) -> int:
    root = asked.root(arguments)
    with Repository(root) as repository, progress.waiting() as wait:
        seen = Seen(repository, asked.schemas(root))
        base = main_tip(repository)
        roster = seen.roster(base)[0]
        forge = GitHub.connect(roster.app.id if roster.app else None, wait)
        done = [_one(number, forge, seen, base, arguments) for number in _numbers(arguments, forge)]
    return max(done, default=0)


def main_tip(repository: Repository) -> str:
    """Give the tip of main as the forge has it, else as it is here."""
    for name in (f"refs/remotes/origin/{MAIN}", f"refs/heads/{MAIN}"):
        if found := repository.lookup(name):
            return found
    message = f"这里没有 {MAIN} 分支；请完整克隆仓库后再试。"
    raise UsageError(message)


def _numbers(arguments: argparse.Namespace, forge: GitHub) -> Iterator[int]:
    if arguments.all:
        yield from (one.number for one in forge.pulls(base=MAIN, state="open"))
    else:
        yield arguments.pull


def _one(number: int, forge: GitHub, seen: Seen, base: str, arguments: argparse.Namespace) -> int:
    """Judge one request; where all are asked for, the trouble of one stops no other."""
    try:
        evidence = forge.evidence(number)
        if not evidence.pull.is_open:
            print(f"合并请求 {number} 已经办结。", file=sys.stderr)
            return 0
        if arguments.head not in (None, evidence.pull.head):
            print(f"合并请求 {number} 已有新的提交，这次不办理。", file=sys.stderr)
            return 0
        _fetch(evidence, seen.repository)
        now, expected = forge.now(), _expected(evidence, forge, seen, base)
        case = open_case(evidence, forge, seen, base, now, expected)
        judged, codelists = plan(case), case.law.codelists
        comment = telling.as_comment(judged, codelists, _clock(now))
        if arguments.post:
            _post(judged, forge, case.roster, comment)
    except (ForgeError, git.GitError) as error:
        if not arguments.all:
            raise UsageError(str(error)) from None
        print(f"合并请求 {number}：{error}", file=sys.stderr)
        return 2
    is_markdown = arguments.format == "markdown"
    sys.stdout.write(comment if is_markdown else _FORMATS[arguments.format](judged, codelists))
    # Posted, the verdict stands on the forge; the exit code then tells only whether we failed.
    return int(judged.state != SUCCESS and not arguments.post)


def _fetch(evidence: Evidence, repository: Repository) -> None:
    """Bring the request's commits here, as data; what is judged is the head that the forge names."""
    pull = evidence.pull
    if not repository.has(pull.head):
        ref = f"+refs/pull/{pull.number}/head:refs/brandpilot/pull/{pull.number}"
        git.run(repository.folder, "fetch", "--quiet", "--no-tags", "origin", ref)
    if not repository.has(pull.head):
        message = f"取不到合并请求 {pull.number} 的提交 {pull.head[:12]}，可能刚有新的提交；请再执行一次。"
        raise ForgeError(message)


def _expected(evidence: Evidence, forge: GitHub, seen: Seen, base: str) -> dict[str, bytes] | None:
    """Harvest anew what a request of records should hold; None for other requests."""
    repository, head = seen.repository, evidence.pull.head
    start = repository.merge_base(base, head) or base
    if kind_of(paths_of(repository.changes(start, head))) is not Kind.RECORD:
        return None
    found = walk(forge, seen, base, repository.folder / EVIDENCE)
    law = seen.law(base, day_of(forge.now()))
    counts = closed_counts(found.closed, forge, law)
    return {**harvest(found.merged, seen, found.held, found.ends), **counts}


def _post(judged: Plan, forge: GitHub, roster: Roster, comment: str) -> None:
    """Say it on the forge; what the App wrote itself and proved, it also merges, that head and no other."""
    forge.set_status(judged.head, judged.state, telling.status(judged))
    forge.comment(judged.number, telling.MARK, comment)
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(comment)
    if judged.kind is Kind.RECORD and judged.state == SUCCESS and roster.app:
        forge.merge(judged.number, judged.head)


def _clock(now: str) -> str:
    return datetime.fromisoformat(now).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
