"""What `verify` answers: to a person who was not there, and to a machine."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime

from brandpilot.cli.answers import aligned
from brandpilot.encode import json_file
from brandpilot.findings import Finding
from brandpilot.forge.proof import DIFFERS, DOUBTFUL, MISSING, NOT_ASKED, PROVED, Proof, Proven
from brandpilot.layout import REVIEWERS
from brandpilot.messages import SEVERITIES, tell, visible
from brandpilot.moments import day_of, spelled

_LONGEST_PATH = 300
_COLUMNS = ("办理记录", "合并请求", "合并日期", "批准人", "办理结果", "Git", "凭据", "GitHub")
_STATES: Mapping[str, str] = {
    PROVED: "证实",
    DOUBTFUL: "存疑",
    DIFFERS: "不符",
    MISSING: "缺",
    NOT_ASKED: "未查",
}
_STATEMENTS: Mapping[str, str] = {
    "record": "记录写出后未改",
    "merge": "合并在主分支",
    "head": "审查的提交",
    "bytes": "文件内容",
    "roster": "名册",
    "entitled": "批准人和合并人有权",
}


def as_text(proof: Proof) -> str:
    """Tell a person: a line for each record, what is amiss, what is proved by what."""
    return "\n".join(_lines(proof)) + "\n"


def as_json(proof: Proof) -> str:
    """Give an object: tip, begun, since, rosters, summary, records, findings."""
    told = {
        "tip": proof.tip,
        "begun": proof.begun,
        "since": _since(proof) if proof.begun else None,
        "rosters": list(proof.rosters),
        "summary": {**_numbers(proof), "merges": proof.merges},
        "records": [
            {
                "path": one.path,
                "pull": one.number,
                "merge": one.merge,
                "head": one.head,
                "date": one.date,
                "office": one.office,
                "approvals": [{"login": who, "authority": code} for who, code in one.approvals],
                "irregular": one.is_irregular,
                "sound": one.is_sound,
                "git": dict(one.git),
                "evidence": one.evidence,
                "online": one.online,
            }
            for one in proof.records
        ],
        "findings": [_row(found) for found in proof.findings],
    }
    return json_file(told)


FORMATS: Mapping[str, Callable[[Proof], str]] = {"text": as_text, "json": as_json}


def _lines(proof: Proof) -> Iterator[str]:
    yield f"核验到提交 {proof.tip}。"
    if proof.begun is None and not proof.findings:
        yield "名册还没有登记审查人，没有经合并作出的决定。"
    elif proof.begun:
        yield f"从 {_since(proof)} 名册启用（提交 {proof.begun[:12]}）起，主分支上的合并 {proof.merges} 次。"
    if proof.records:
        yield ""
        yield aligned([_COLUMNS, *map(_line, proof.records)]).rstrip("\n")
    for found in proof.findings:
        told = tell(found)
        yield ""
        yield f"{_where(found)}[{told.code} {SEVERITIES['zh'][told.severity]}] {told.title}"
        yield f"  {told.message}"
        yield f"  怎样办：{told.fix}"
    if proof.records:
        yield ""
        yield from _summary(proof)


def _summary(proof: Proof) -> Iterator[str]:
    numbers = _numbers(proof)
    yield (
        f"办理记录 {numbers['records']} 份：由 Git 证实 {numbers['git']} 份，"
        f"另有凭据证实 {numbers['evidence']} 份，GitHub 查实 {numbers['online']} 份。"
    )
    yield f"由 Git 证实的：{'、'.join(_STATEMENTS.values())}（按记录所写的人和日期）。"
    if max(numbers["evidence"], numbers["online"]) < numbers["records"]:
        yield (
            "只有程序的记载、未经证实的：何人提出、批准和合并，何时批准，意见和排序。"
            "加 --evidence 用公布的凭据核对，加 --online 向 GitHub 查询。"
        )
    if proof.rosters:
        yield (
            f"名册启用以后改过 {len(proof.rosters)} 次，改名册没有办理记录；请用 "
            f"git log --first-parent {proof.tip[:12]} -- {REVIEWERS} 逐次核对。"
        )
    yield f"整个历史如被重写，仓库本身看不出来；请把 {proof.tip} 与网站或者他人公布的提交核对。"


def _numbers(proof: Proof) -> dict[str, int]:
    return {
        "records": len(proof.records),
        "git": sum(all(one.git.values()) for one in proof.records),
        "evidence": sum(one.evidence == PROVED for one in proof.records),
        "online": sum(one.online == PROVED for one in proof.records),
    }


def _line(one: Proven) -> tuple[str, ...]:
    against = [name for key, name in _STATEMENTS.items() if not one.git[key]]
    return (
        visible(one.path, _LONGEST_PATH),
        str(one.number),
        one.date,
        "、".join(login for login, _ in one.approvals) or "无",
        "不合规，不作数" if one.is_irregular else "作数",
        "未证实：" + "、".join(against) if against else _STATES[PROVED],
        _STATES[one.evidence],
        _STATES[one.online],
    )


def _where(found: Finding) -> str:
    return f"{visible(found.path, _LONGEST_PATH)}  " if found.path else ""


def _row(found: Finding) -> dict[str, str]:
    told = tell(found)
    return {
        "path": found.path,
        "pointer": found.pointer,
        "code": told.code,
        "severity": told.severity,
        "message": told.message,
        "fix": told.fix,
        "basis": told.basis,
    }


def _since(proof: Proof) -> str:
    return day_of(spelled(datetime.fromtimestamp(proof.since, UTC)))
