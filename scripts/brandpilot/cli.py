"""Words to functions to exit code: 0 nothing to mend, 1 something to mend, 2 our own failure."""

import argparse
import io
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from brandpilot import report
from brandpilot.blank import blank_form
from brandpilot.inspection import inspect, inspect_one, read_law
from brandpilot.layout import DOCS, NOTICES, SCHEMAS, SUBMISSIONS, find_root
from brandpilot.load.tree import read
from brandpilot.messages import LANGUAGES, catalogue, is_error, visible
from brandpilot.records import register

if TYPE_CHECKING:
    from brandpilot.pages import Edition

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_SOURCE_TREE = Path(__file__).resolve().parents[2]
_LOCAL_SITE = "http://127.0.0.1:8000/"
_LONGEST_SENTENCE = 1000
_SLOW = 2.0
"""Seconds after which a person wants to see that something moves."""


class UsageError(Exception):
    """What was asked cannot be done; the text is for the person who asked."""


def main(words: Sequence[str] | None = None) -> int:
    """Run one command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = _parser().parse_args(words)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except UsageError as error:
        print(f"brandpilot：{visible(str(error), _LONGEST_SENTENCE)}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 – the one place where our own failures are told
        return _own_failure(error)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="brandpilot", description="产业集群区域品牌建设试点：检查申报材料，生成公开网站。"
    )
    parser.add_argument(
        "--root", type=Path, metavar="DIR", help="材料所在的文件夹（默认：当前文件夹或其上级）"
    )
    words = parser.add_subparsers(required=True, metavar="命令")

    check = words.add_parser("check", help="检查材料，一次列出全部问题")
    check.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="只看这些文件或文件夹")
    check.add_argument("--format", choices=report.FORMATS, default="text")
    check.add_argument("--lang", choices=LANGUAGES, default="zh")
    check.add_argument(
        "--today", type=_day, metavar="DATE", help="按这一天检查（默认：北京时间今天）"
    )
    check.set_defaults(run=_check)

    explain = words.add_parser("explain", help="说明一个检查编号")
    explain.add_argument("code", metavar="CODE", help="例如 C201")
    explain.add_argument("--lang", choices=LANGUAGES, default="zh")
    explain.set_defaults(run=_explain)

    new = words.add_parser("new", help="生成一份带说明的空白表")
    new.add_argument("kind", metavar="KIND", help="例如 application 或 application/2017")
    new.add_argument("--dossier", default="", metavar="UNIT/CLUSTER", help="例如 fujian/anxi-tea")
    new.add_argument("--call", default="", metavar="NOTICE", help="例如 fujian/2017-734")
    new.add_argument(
        "-o", "--out", type=Path, metavar="FILE", help="写入文件（默认：显示在屏幕上）"
    )
    new.set_defaults(run=_new)

    build = words.add_parser("build", help="生成网站")
    build.add_argument(
        "--as-of", type=_day, metavar="DATE", help="按这一天生成（默认：北京时间今天）"
    )
    build.set_defaults(run=_build)

    serve = words.add_parser("serve", help="在本机查看网站，改动后自动更新")
    serve.add_argument("--port", type=int, default=8000)
    serve.set_defaults(run=_serve)
    return parser


def _check(arguments: argparse.Namespace) -> int:
    root = _root(arguments)
    today = arguments.today or _today()
    law = read_law(root, _schemas(root), today)
    inside, drafts = _chosen(root, arguments.paths)
    looked = [inspect_one(str(draft), _read_draft(draft), law) for draft in drafts]
    findings = [finding for file in looked for finding in file.findings]
    files = len(drafts)
    if inside or not arguments.paths:
        with _progress() as progress:
            inspection = inspect(root, law, processes=_processes(), progress=progress)
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


def _new(arguments: argparse.Namespace) -> int:
    root = _root(arguments)
    law = read_law(root, _schemas(root), _today())
    names = sorted(name for name in law.forms if arguments.kind in (name, name.partition("/")[0]))
    if not names:
        message = f"没有「{arguments.kind}」这种表格；可选：{'、'.join(sorted(law.forms))}。"
        raise UsageError(message)
    known = {"dossier": arguments.dossier, "call": arguments.call}
    text = blank_form(law.forms[names[-1]], law.codelists, known)
    if arguments.out is None:
        sys.stdout.write(text)
    else:
        try:
            with arguments.out.open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            message = f"{arguments.out} 已经存在，没有改动它。"
            raise UsageError(message) from None
        except OSError as error:
            message = f"{arguments.out} 写不进去（{error.strerror}）。"
            raise UsageError(message) from None
        print(f"已生成 {arguments.out}")
    return 0


def _build(arguments: argparse.Namespace) -> int:
    from brandpilot.build import BuildError, build  # noqa: PLC0415 – `check` must not pay for what it does not use

    root = _root(arguments)
    try:
        site = build(root, _edition(root, arguments.as_of or _today()))
    except BuildError as error:
        message = f"网站没有生成，原有的网站未改动：{error}"
        raise UsageError(message) from None
    print(f"网站已生成：{site}")
    return 0


def _serve(arguments: argparse.Namespace) -> int:
    from brandpilot.serve import serve  # noqa: PLC0415 – as above

    root = _root(arguments)
    serve(root, arguments.port, lambda: _edition(root, _today()))
    return 0


def _edition(root: Path, as_of: str) -> "Edition":
    """Read a tree as it is to be published on a day; files with errors are left out and named."""
    from brandpilot.pages import Edition  # noqa: PLC0415 – as above

    law = read_law(root, _schemas(root), as_of)
    inspection = inspect(root, law, keep=True)
    if inspection.errors:
        print(
            f"有 {len(inspection.errors)} 处须改正，所涉材料不公布，在网站上标为「有疑义」。"
            "详见 brandpilot check。",
            file=sys.stderr,
        )
    content = register(inspection.documents, inspection.errors)
    site_url = os.environ.get("SITE_URL", _LOCAL_SITE)
    day = date.fromisoformat(as_of)
    return Edition(content, catalogue(), law.forms, law.codelists, day, _commit(root), site_url)


def _root(arguments: argparse.Namespace) -> Path:
    if arguments.root is not None:
        root: Path = arguments.root.resolve()
        if not root.is_dir():
            message = f"没有文件夹 {arguments.root}。"
            raise UsageError(message)
        return root
    found = find_root(Path.cwd())
    if found is None:
        message = "当前文件夹及其上级都没有 submissions 和 schemas；请用 --root 指明。"
        raise UsageError(message)
    return found


def _schemas(root: Path) -> Path:
    """Give the tree whose forms are in force: its own, or this checkout's where it has none."""
    return root if (root / SCHEMAS).is_dir() else _SOURCE_TREE


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


def _homes(root: Path) -> tuple[Path, Path]:
    return root / SUBMISSIONS, root / NOTICES


def _is_below(path: str, chosen: Sequence[PurePosixPath]) -> bool:
    return not chosen or any(PurePosixPath(path).is_relative_to(folder) for folder in chosen)


def _read_draft(path: Path) -> bytes:
    """Read a file from anywhere: a draft may be a link, but no pipe and no device."""
    raw = read(Path.cwd(), str(path.resolve()))
    if not isinstance(raw, bytes):
        message = f"{path} 读不出来，或者不是普通文件。"
        raise UsageError(message)
    return raw


def _today() -> str:
    return datetime.now(_SHANGHAI).date().isoformat()


def _day(word: str) -> str:
    try:
        return date.fromisoformat(word).isoformat()
    except ValueError:
        message = f"「{word}」不是日期，应写成 2017-08-25 的样子"
        raise argparse.ArgumentTypeError(message) from None


def _processes() -> int:
    return min(2, len(os.sched_getaffinity(0)))


def _commit(root: Path) -> str:
    """Give the commit that the tree stands at; empty where it is no Git checkout."""
    command = ["git", "-C", str(root), "rev-parse", "HEAD"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 – fixed words
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal once a check has taken longer than a person waits unasked."""
    if not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    from rich.console import Console  # noqa: PLC0415 – only a terminal has use for it
    from rich.progress import Progress  # noqa: PLC0415 – as above

    console = Console(stderr=True)
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task("检查", visible=False)

        def advance(done: int, total: int) -> None:
            elapsed = bar.tasks[0].elapsed or 0
            bar.update(task, completed=done, total=total, visible=elapsed > _SLOW)

        yield advance


def _own_failure(error: Exception) -> int:
    """Keep the traceback in a file for the maintainers; a person gets a sentence."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="brandpilot-", suffix=".log", delete=False
    ) as log:
        traceback.print_exception(error, file=log)
    print(
        f"brandpilot：程序出了故障，与所查的材料无关（{type(error).__name__}）。"
        f"详情已存入 {log.name}，请把它交给维护人员。",
        file=sys.stderr,
    )
    return 2
