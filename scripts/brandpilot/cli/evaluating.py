"""`evaluate` computes the evaluation of a year, and proves one that was published."""

import argparse
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from brandpilot.cli import asked
from brandpilot.cli.answers import aligned
from brandpilot.cli.asked import UsageError
from brandpilot.cli.editing import edition_on
from brandpilot.messages import visible

if TYPE_CHECKING:
    from brandpilot.evaluate import Computed, Evaluation, Scheme
    from brandpilot.pages import Edition

_LONGEST = 2_000
"""Characters of a sentence that tells a difference."""
_YEAR = re.compile("(?:19|20)[0-9]{2}", re.ASCII)
_VERDICTS = ("met", "not_met", "unknown", "not_set", "not_applicable")


def add(words: asked.Words) -> None:
    """Add this command's words."""
    evaluate = words.add_parser("evaluate", help="推算一年的年度评价，或者核对已公布的")
    evaluate.add_argument("year", type=_year, metavar="年度", help="评价哪一年")
    asked.add_as_of(evaluate)
    asked.add_format(evaluate)
    evaluate.add_argument(
        "--scheme", type=Path, metavar="文件", help="评分方案；没有方案就没有综合评分"
    )
    evaluate.add_argument(
        "--verify", type=Path, metavar="文件", help="重新推算，与公布的文件逐字节比较"
    )
    evaluate.set_defaults(run=_evaluate)


def _year(word: str) -> int:
    if not _YEAR.fullmatch(word):
        message = f"「{word}」不是年份，应写成 2018 的样子"
        raise argparse.ArgumentTypeError(message)
    return int(word)


def _evaluate(arguments: argparse.Namespace) -> int:
    from brandpilot.evaluate import compute, differences, document  # noqa: PLC0415 – `check` must not pay for what it does not use

    root, scheme = asked.root(arguments), _scheme(arguments)
    published = _read(arguments.verify) if arguments.verify else None
    as_of = arguments.as_of or (asked.today() if published is None else _day_of(published))
    edition = edition_on(root, as_of)
    computed = compute(edition.source, edition.plan)
    own = next((one for one in computed.evaluations if one.year == arguments.year), None)
    if own is None:
        years = "、".join(str(one.year) for one in computed.evaluations)
        message = f"{arguments.year} 年没有试点；有试点的年度：{years or '没有'}。"
        raise UsageError(message)
    made = document(own, computed.frames, edition.codelists, edition.as_of, scheme)
    if published is not None:
        told = differences(published, made)
        same = "一致：重新推算的结果与公布的文件逐字节相同。"
        print("\n".join(visible(one, _LONGEST) for one in told) or same)
        return 1 if told else 0
    if arguments.format == "json":
        sys.stdout.write(made.decode("utf-8"))
    else:
        sys.stdout.write(_told(own, computed, edition, scheme))
    return 0


def _told(
    own: "Evaluation", computed: "Computed", edition: "Edition", scheme: "Scheme | None"
) -> str:
    names = edition.codelists["evaluation-verdicts"].names
    counts = {
        code: [results[code].verdict for _, results in own.pilots]
        for code in edition.codelists["evaluation-criteria"]
    }
    criteria = edition.codelists["evaluation-criteria"].rows
    lines = [
        (row["name"], *(str(counts[row["code"]].count(one)) for one in _VERDICTS), row["basis"])
        for row in criteria
    ]
    head = (
        f"{own.year} 年年度评价，截至 {edition.as_of}：试点 {len(own.pilots)} 个，"
        f"年度总结 {sum(bool(pilot.report) for pilot, _ in own.pilots)} 份。未知不算零。"
    )
    table = aligned([("评价事项", *(names[one] for one in _VERDICTS), "依据"), *lines])
    return f"{head}\n\n{table}{_scored(own, computed, scheme)}"


def _scored(own: "Evaluation", computed: "Computed", scheme: "Scheme | None") -> str:
    if scheme is None:
        return ""
    from brandpilot.evaluate import score  # noqa: PLC0415 – as above

    clusters = computed.frames["clusters"]
    names = dict(zip(clusters["dossier_id"].tolist(), clusters["name"].tolist(), strict=True))
    lines = []
    for pilot, results in own.pilots:
        found = score(scheme, results)
        told = "没有可以评分的事项" if found.least is None else f"{found.least:g}"
        if found.least != found.most:
            told += f"—{found.most:g}"
        lines.append((visible(pilot.dossier), visible(str(names[pilot.dossier])), told))
    official = "" if scheme.is_official else "非官方，"
    head = f"评分方案：{scheme.title}（{scheme.name}，{official}{scheme.note}）"
    return f"\n{visible(head)}\n\n{aligned([('卷宗', '集群', '得分'), *lines])}"


def _scheme(arguments: argparse.Namespace) -> "Scheme | None":
    if arguments.scheme is None:
        return None
    from brandpilot.evaluate import SchemeError, read_scheme  # noqa: PLC0415 – as above

    try:
        return read_scheme(_read(arguments.scheme))
    except SchemeError as error:
        raise UsageError(str(error)) from None


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        message = f"读不出 {file}（{error.strerror}）。"
        raise UsageError(message) from None


def _day_of(published: bytes) -> str:
    try:
        told = json.loads(published)
        return asked.day(str(told["as_of"]))
    except (ValueError, KeyError, TypeError, RecursionError, argparse.ArgumentTypeError):
        message = "要核对的文件不是公布的年度评价，读不出截止日期。"
        raise UsageError(message) from None
