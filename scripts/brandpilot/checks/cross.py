"""What a rule across files is, and what it may look at."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from brandpilot.calls import chain
from brandpilot.checks.facts import Facts
from brandpilot.checks.rule import Law
from brandpilot.findings import Json, NodePath

CrossHit: TypeAlias = tuple[Facts, NodePath, Mapping[str, object]]
"""The file, the field in it, and the values that fill the rule's sentence."""
CrossRule: TypeAlias = Callable[[Sequence[Facts], Law], Iterable[CrossHit]]


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """One rule across files: one code, one sentence, one function over the facts of files.

    These are all files where it `sees_all`; else only those that count, since what a merge brought
    that broke a rule neither breaks another one nor helps to keep it.
    """

    code: str
    rule: CrossRule
    sees_all: bool = False


def of_kind(facts: Iterable[Facts], *kinds: str) -> Iterator[Facts]:
    """Give the files of some kinds, in their order."""
    return (file for file in facts if file.place.kind in kinds)


def last_filings(facts: Iterable[Facts]) -> Mapping[tuple[str, int | None], Facts]:
    """Give, by dossier and year, the application that took the place of those before it."""
    filings = sorted(of_kind(facts, "application"), key=lambda file: file.number)
    return {(file.home, file.year): file for file in filings}


def superiors(facts: Iterable[Facts]) -> Mapping[str, Mapping[str, Json]]:
    """Give of each notice which one it carries out, as `is_under` wants it."""
    notices = of_kind(facts, "notice")
    return {notice.home: {"implements": notice.get("implements")} for notice in notices}


def is_under(named: str | None, call: str | None, above: Mapping[str, Mapping[str, Json]]) -> bool:
    """Tell whether a call that a record names is a certain one, or one that carries it out."""
    if named is None or call is None:
        return False
    return named == call or call in chain(named, above)
