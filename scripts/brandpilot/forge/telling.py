"""A plan as people read it: the comment on the request, the status, the terminal, JSON."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from brandpilot.codelists import Codelist
from brandpilot.encode import comment, json_file
from brandpilot.findings import Finding
from brandpilot.forge.plan import APP, REVIEWER, Plan
from brandpilot.forge.rules import FAIL, PASS, PERSON, Judged
from brandpilot.messages import catalogue, tell, visible

MARK = "<!-- brandpilot:gate -->"
"""The first line of our comment, by which it is found again."""
_MOST_FINDINGS = 60
_LONGEST = 65_000
"""GitHub takes 65,536 characters."""
_LONGEST_STATUS = 140
_LONGEST_PATH = 300


@dataclass(frozen=True, slots=True)
class Told:
    """One finding, filled in."""

    code: str
    severity: str
    title: str
    message: str
    fix: str
    basis: str
    line: int = 0
    column: int = 0


def as_comment(plan: Plan, codelists: Mapping[str, Codelist], now: str) -> str:
    """Write the comment; `now` is the time in Shanghai that it bears. Foreign text can do nothing in it.

    Where it grows too long, fewer of the material's findings are told.
    """
    text = ""
    for most in (_MOST_FINDINGS, _MOST_FINDINGS // 3, 0):
        text = _render("comment.md.jinja", plan, codelists, now=now, most=most)
        if len(text) <= _LONGEST:
            break
    return text[:_LONGEST]


def as_text(plan: Plan, codelists: Mapping[str, Codelist]) -> str:
    """Write it for a terminal, with every finding."""
    return _render("plan.txt.jinja", plan, codelists, now="", most=len(plan.findings))


def as_json(plan: Plan, _codelists: Mapping[str, Codelist]) -> str:
    """Write it for a program: state, turn, due, and of each rule its verdict and findings."""
    told = {
        "pull": plan.number,
        "head": plan.head,
        "kind": plan.kind,
        "dossier": plan.dossier,
        "state": plan.state,
        "turn": plan.turn,
        "due": plan.due,
        "days_left": plan.days_left,
        "checks": [
            {"code": one.code, "verdict": one.verdict, "findings": list(map(_row, one.findings))}
            for one in plan.checks
        ],
        "findings": list(map(_row, plan.findings)),
    }
    return json_file(told)


def status(plan: Plan) -> str:
    """Say it in one line of at most 140 characters."""
    codes = " ".join(one.code for one in plan.of(FAIL, PERSON))
    text = f"{_headline(plan)} {codes}".strip()
    return text if len(text) <= _LONGEST_STATUS else text[: _LONGEST_STATUS - 1] + "…"


def rendered(template: str, **values: Any) -> str:  # noqa: ANN401 – what the template shows
    """Fill a template of the forge's; foreign text goes through its filter `text`."""
    return _templates().get_template(template).render(values)


def _render(
    name: str, plan: Plan, codelists: Mapping[str, Codelist], *, now: str, most: int
) -> str:
    shown = sorted(plan.findings)[:most]
    names = codelists["authorities"].names
    values: dict[str, Any] = {
        "mark": MARK,
        "plan": plan,
        "kind": codelists["request-kinds"].names[plan.kind],
        "headline": _headline(plan),
        "due": _due(plan),
        "failed": _told(plan.of(FAIL)),
        "waiting": _told(plan.of(PERSON)),
        "remarks": _told(one for one in plan.of(PASS) if one.findings),
        "passed": [catalogue()[one.code] for one in plan.of(PASS)],
        "findings": [
            (visible(path, _LONGEST_PATH), list(map(_filled, own)))
            for path, own in groupby(shown, key=lambda one: one.path)
        ],
        "total": len(plan.findings),
        "more": len(plan.findings) - len(shown),
        "offices": [
            (names.get(one.authority, one.authority), one.accounts, one.is_substitute)
            for one in plan.offices
        ],
        "is_reviewers_turn": plan.turn == REVIEWER,
        "now": now,
    }
    return rendered(name, **values)


def _headline(plan: Plan) -> str:
    return str(_words()["headlines"][f"{plan.state}-{plan.turn}"])


def _due(plan: Plan) -> str:
    if plan.due is None or plan.days_left is None or plan.turn == APP:
        return ""
    words, days = _words()["due"], plan.days_left
    left = words["left"] if days > 0 else words["today"] if days == 0 else words["over"]
    return str(words[plan.turn].format(due=plan.due) + left.format(days=abs(days)))


def _told(judged: Iterable[Judged]) -> list[Told]:
    return [_filled(found) for one in judged for found in one.findings]


def _filled(found: Finding) -> Told:
    entry = tell(found)
    path = f"{visible(found.path, _LONGEST_PATH)}：" if found.path and found.code[0] == "G" else ""
    return Told(
        entry.code,
        entry.severity,
        entry.title,
        path + entry.message,
        entry.fix,
        entry.basis,
        found.line,
        found.column,
    )


def _row(found: Finding) -> dict[str, Any]:
    told = _filled(found)
    return {
        "path": found.path,
        "pointer": found.pointer,
        "line": found.line,
        "column": found.column,
        "code": told.code,
        "severity": told.severity,
        "message": told.message,
        "fix": told.fix,
        "basis": told.basis,
    }


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    text = (resources.files("brandpilot.forge") / "words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        # A comment is Markdown, no HTML: what others wrote goes through the filter below.
        autoescape=False,  # noqa: S701
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["text"] = comment
    return environment
