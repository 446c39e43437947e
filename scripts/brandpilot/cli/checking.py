"""`check` tells everything that is wrong with filings; `explain` tells what a code means."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from brandpilot import report
from brandpilot.cli import asked, progress
from brandpilot.cli.asked import UsageError
from brandpilot.inspection import inspect, inspect_one, read_law
from brandpilot.layout import DOCS, NOTICES, REVIEWERS, SUBMISSIONS
from brandpilot.load.tree import read
from brandpilot.messages import LANGUAGES, catalogue, is_error


def add(words: asked.Words) -> None:
    """Add these commands' words."""
    check = words.add_parser("check", help="检查材料，一次列出全部问题")
    check.add_argument(
        "paths", nargs="*", type=Path, metavar="文件", help="只看这些文件或文件夹（默认：全部）"
    )
    asked.add_format(check, report.FORMATS)
    check.add_argument("--lang", choices=LANGUAGES, default="zh", help="语言（默认：zh 中文）")
    check.add_argument(
        "--today", type=asked.day, metavar="日期", help="按这一天检查（默认：北京时间今天）"
    )
    check.add_argument(
        "--rules", type=Path, metavar="文件夹", help="格式和码表取自另一个文件夹，不用材料自带的"
    )
    check.set_defaults(run=_check)

    explain = words.add_parser("explain", help="说明一个检查编号")
    explain.add_argument("code", metavar="编号", help="检查编号，例如 C201")
    explain.add_argument("--lang", choices=LANGUAGES, default="zh", help="语言（默认：zh 中文）")
    explain.set_defaults(run=_explain)


def _check(arguments: argparse.Namespace) -> int:
    root = asked.root(arguments)
    today = arguments.today or asked.today()
    law = read_law(root, asked.schemas(arguments.rules or root), today)
    inside, drafts = _chosen(root, arguments.paths)
    looked = [inspect_one(str(draft), _read_draft(draft), law) for draft in drafts]
    findings = [finding for file in looked for finding in file.findings]
    files = len(drafts)
    if inside or not arguments.paths:
        with progress.bar("检查") as advance:
            inspection = inspect(root, law, processes=asked.processes(), progress=advance)
        wanted = [finding for finding in inspection.findings if _is_below(finding.path, inside)]
        findings.extend(wanted)
        files += sum(_is_below(file.path, inside) for file in inspection.files)
    write = report.FORMATS[arguments.format]
    sys.stdout.write(write(sorted(findings), files, arguments.lang))
    return int(any(is_error(finding) for finding in findings))


def _explain(arguments: argparse.Namespace) -> int:
    entry = catalogue(arguments.lang).get(arguments.code.upper())
    if entry is None:
        message = f"没有编号 {arguments.code}；全部编号见网站「检查规则」。"
        raise UsageError(message)
    sys.stdout.write(report.explain(entry, arguments.lang))
    return 0


def _chosen(root: Path, paths: Sequence[Path]) -> tuple[list[PurePosixPath], list[Path]]:
    """Part the paths that were named into those inside the tree and drafts outside of it."""
    inside, drafts = [], []
    for path in paths:
        if not os.path.lexists(path):
            message = f"没有文件 {path}。"
            raise UsageError(message)
        full = path.parent.resolve() / path.name if path.name not in ("", "..") else path.resolve()
        if any(
            full.is_relative_to(home) or (home.is_relative_to(full) and full.is_relative_to(root))
            for home in _homes(root)
        ):
            inside.append(PurePosixPath(os.path.relpath(full, root)))
        elif full.is_dir() or full.is_relative_to(root / DOCS):
            message = f"{path} 里没有可以检查的材料；材料放在 {SUBMISSIONS} 和 {NOTICES}。"
            raise UsageError(message)
        else:
            drafts.append(path)
    return inside, drafts


def _homes(root: Path) -> tuple[Path, ...]:
    return root / SUBMISSIONS, root / NOTICES, root / REVIEWERS


def _is_below(path: str, chosen: Sequence[PurePosixPath]) -> bool:
    return not chosen or any(PurePosixPath(path).is_relative_to(folder) for folder in chosen)


def _read_draft(path: Path) -> bytes:
    """Read a file from anywhere: a draft may be a link, but no pipe and no device."""
    raw = read(Path.cwd(), str(path.resolve()))
    if not isinstance(raw, bytes):
        message = f"{path} 读不出来，或者不是普通文件。"
        raise UsageError(message)
    return raw
