"""What a rule of the gate is, and what becomes of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from brandpilot.findings import Finding, finding
from brandpilot.forge.case import MERGED, OPEN, Case
from brandpilot.forge.kinds import Kind
from brandpilot.messages import severity

Hit: TypeAlias = tuple[str, Mapping[str, object]]
"""The path that it is about ('' for the request itself), and the values that fill the sentence."""
PASS, FAIL, PERSON = "pass", "fail", "needs-a-person"
_VERDICTS = {"error": FAIL, "warning": PERSON, "note": PASS}
_RANK = (PASS, PERSON, FAIL)
BOTH = frozenset((OPEN, MERGED))
EVERY = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class GateRule:
    """One rule: one code, one sentence, one function; for some kinds of request, at some stages.

    The catalogue's severity says what a hit means: error, the request may not be merged so;
    warning, somebody has still to act; note, a remark.
    """

    code: str
    kinds: frozenset[Kind]
    rule: Callable[[Case], Iterable[Hit]]
    stages: frozenset[str] = BOTH

    def applies(self, case: Case) -> bool:
        """Tell whether the rule has anything to say of a case."""
        return case.kind in self.kinds and case.stage in self.stages


@dataclass(frozen=True, slots=True)
class Judged:
    """A rule's verdict on a case; `findings` say why."""

    code: str
    verdict: str
    findings: tuple[Finding, ...] = ()


def judged(rule: GateRule, case: Case) -> Judged:
    """Let a rule look at a case."""
    hits = rule.rule(case)
    found = tuple(sorted({_finding(rule.code, path, values) for path, values in hits}))
    verdicts = [PASS, *(_VERDICTS[severity(one)] for one in found)]
    return Judged(rule.code, max(verdicts, key=_RANK.index), found)


def _finding(code: str, path: str, values: Mapping[str, object]) -> Finding:
    return finding(path, (1, 1), code, **values)
