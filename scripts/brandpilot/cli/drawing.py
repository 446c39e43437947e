"""`draw` draws a panel's experts again, from what is on record and nothing else."""

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from brandpilot.cli import asked
from brandpilot.cli.asked import UsageError
from brandpilot.drawing import Draw, Terms
from brandpilot.encode import json_file
from brandpilot.findings import Json
from brandpilot.inspection import inspect_one, read_law
from brandpilot.layout import panel_path
from brandpilot.load import Document
from brandpilot.load.tree import read
from brandpilot.messages import visible
from brandpilot.panel import Round, Seats, register_digest, rounds, terms_of

_LONGEST = 200
"""As long as a seed may be: it is shown whole."""
_BARS = ("F", "S", "C5")
"""Findings with which a panel is not drawn from: unreadable, not in its form, or personal data."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """A round drawn again; `drawn` is None as long as its seed is not known."""

    panel: Document
    round: Round
    terms: Terms
    drawn: Draw | None

    @property
    def assigned(self) -> Seats:
        """Experts by cluster, the clusters in the order of the record."""
        given = self.drawn.assigned if self.drawn else {}
        return {dossier: tuple(given.get(dossier, ())) for dossier in self.round.recorded}

    @property
    def differing(self) -> Sequence[str]:
        """The clusters for which others are on record."""
        if self.drawn is None or not self.round.is_drawn:
            return ()
        recorded = self.round.recorded
        return [one for one, seats in self.assigned.items() if set(seats) != set(recorded[one])]


def add(words: asked.Words) -> None:
    """Add this command's words."""
    draw = words.add_parser(
        "draw",
        help="按公布的种子和名册重算专家抽取",
        description="按 submissions/_experts/年度.yaml 公布的种子、名册和声明重算专家抽取，"
        "显示结果，并说明与记录是否一致。种子尚未产生的，显示名册的校验值，供事先公布。",
    )
    draw.add_argument("year", type=int, metavar="年度", help="申报年度，例如 2017")
    draw.add_argument("--round", type=int, metavar="轮次", help="第几轮（默认：最后一轮）")
    asked.add_format(draw, _WRITERS)
    draw.set_defaults(run=_draw)


def _draw(arguments: argparse.Namespace) -> int:
    root = asked.root(arguments)
    answer = _drawn_again(root, arguments.year, arguments.round)
    sys.stdout.write(_WRITERS[arguments.format](answer))
    return int(bool(answer.differing))


def _drawn_again(root: Path, year: int, number: int | None) -> _Answer:
    path = panel_path(year)
    if not os.path.lexists(root / path):
        message = f"没有 {year} 年的专家抽取（{path}）。"
        raise UsageError(message)
    law = read_law(root, asked.schemas(root), asked.today())
    raw = read(root, path)
    read_in = inspect_one(path, raw, law, keep=True) if isinstance(raw, bytes) else None
    panel = read_in.document if read_in else None
    if not (read_in and panel) or any(one.code.startswith(_BARS) for one in read_in.findings):
        message = f"{path} 有须改正的问题，不能据以抽取；请先运行 brandpilot check {path}。"
        raise UsageError(message)
    call = panel.data["call"]
    terms = terms_of(law.calls.get(call, {}))
    if terms is None:
        message = f"申报通知 {call} 没有规定专家评审的人数和范围，不能抽取。"
        raise UsageError(message)
    chosen = _chosen(list(rounds(panel.data)), number)
    return _Answer(panel, chosen, terms, chosen.redraw(terms) if chosen.seed is not None else None)


def _chosen(found: Sequence[Round], number: int | None) -> Round:
    if not found:
        message = "还没有安排抽取：「各轮抽取」（draws）是空的。"
        raise UsageError(message)
    if number is None:
        return found[-1]
    for one in found:
        if one.number == number:
            return one
    message = f"没有第 {number} 轮；已有第 {'、'.join(str(one.number) for one in found)} 轮。"
    raise UsageError(message)


def _as_text(answer: _Answer) -> str:
    """Tell a person, in remarks above lines that may be put into the record as they stand."""
    remarks = (f"# {line}\n" for line in _remarks(answer))
    return "".join((*remarks, *(_block(answer) if answer.drawn else ())))


def _remarks(answer: _Answer) -> Iterator[str]:
    one, terms, data = answer.round, answer.terms, answer.panel.data
    row = data["draws"][one.place]
    seed = "尚未产生" if one.seed is None else visible(one.seed, _LONGEST)
    yield f"{data['year']} 年专家抽取，第 {one.number} 轮，{one.date}"
    yield f"种子来源：{visible(row['seed_from'], _LONGEST)}"
    yield f"种子：{seed}"
    yield f"名册：{len(one.experts)} 人，校验值（SHA-256）{register_digest(data['experts'])}"
    where = "异地评审" if terms.other_region else "不限地区"
    most = "不限" if terms.workload is None else f"至多 {terms.workload} 个集群"
    yield f"条件：{len(one.recorded)} 个集群，每个集群 {terms.per_cluster} 人，{where}，每人{most}"
    kept = sum(map(len, one.kept.values()))
    yield f"抽取日以前的回避和弃权：{len(one.barred)} 项；上一轮席位：{kept} 个"
    yield from _verdict(answer)


def _verdict(answer: _Answer) -> Iterator[str]:
    if answer.drawn is None:
        yield "种子产生以后，填入记录，再运行一次。"
        return
    for dossier, seats in answer.drawn.short.items():
        yield f"可评的专家不够：{dossier} 缺 {seats} 人"
    if not answer.round.is_drawn:
        yield "结果尚未记录。请以下面各行代替记录中的 assignments。"
    elif answer.differing:
        yield f"与记录不一致：{'、'.join(answer.differing)}"
    else:
        yield "与记录一致。"


def _block(answer: _Answer) -> Iterator[str]:
    """Yield the lines of the assignments, indented as they are in the record."""
    _, column = answer.panel.mark(("draws", answer.round.place, "assignments"))
    pad = " " * (column - 1)
    yield f"{pad}assignments:\n"
    for dossier, experts in answer.assigned.items():
        yield f"{pad}  - dossier: {dossier}\n{pad}    experts: [{', '.join(experts)}]\n"


def _as_json(answer: _Answer) -> str:
    """Give all that the round is drawn from, what is drawn, and what is on record."""
    one, data = answer.round, answer.panel.data
    barred = sorted(one.barred, key=lambda bar: (bar.expert, bar.dossier, bar.kind))
    drawn_from = {
        "seed": one.seed,
        "experts": [asdict(expert) for expert in one.experts],
        "dossiers": list(one.recorded),
        "terms": asdict(answer.terms),
        "barred": [asdict(bar) for bar in barred],
        "kept": one.kept,
    }
    is_comparable = answer.drawn is not None and one.is_drawn
    return json_file(
        {
            "year": data["year"],
            "call": data["call"],
            "round": one.number,
            "date": one.date,
            "seed_from": data["draws"][one.place]["seed_from"],
            "register_sha256": register_digest(data["experts"]),
            **drawn_from,
            "assignments": _rows(answer.assigned) if answer.drawn else None,
            "short": answer.drawn.short if answer.drawn else None,
            "recorded": _rows(one.recorded) if one.is_drawn else None,
            "agrees": not answer.differing if is_comparable else None,
        }
    )


def _rows(seats: Seats) -> list[Mapping[str, Json]]:
    return [{"dossier": dossier, "experts": experts} for dossier, experts in seats.items()]


_WRITERS = {"text": _as_text, "json": _as_json}
