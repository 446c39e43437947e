"""What a rule across files is, and what it may look at."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from brandpilot.checks.facts import Facts
from brandpilot.checks.rule import Law
from brandpilot.findings import NodePath

CrossHit: TypeAlias = tuple[Facts, NodePath, Mapping[str, object]]
"""The file, the field in it, and the values that fill the rule's sentence."""
CrossRule: TypeAlias = Callable[[Sequence[Facts], Law], Iterable[CrossHit]]


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """One rule across files: one code, one sentence, one function over every file's facts."""

    code: str
    rule: CrossRule


def of_kind(facts: Iterable[Facts], *kinds: str) -> Iterator[Facts]:
    """Give the files of some kinds, in their order."""
    return (file for file in facts if file.place.kind in kinds)
