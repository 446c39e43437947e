"""What a rule of the proof is: one code, one sentence, one function."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from brandpilot.findings import Finding, NodePath, finding
from brandpilot.forge.proof.claims import Claim
from brandpilot.forge.proof.line import Landing
from brandpilot.forge.proof.view import View
from brandpilot.git import GitError

MergeHit: TypeAlias = tuple[NodePath, Mapping[str, object]]
"""Where in a record what it says is not so, and the values that fill the sentence."""
ClaimHit: TypeAlias = tuple[Claim, NodePath, Mapping[str, object]]
"""The same, with the record."""
LineHit: TypeAlias = tuple[str, Mapping[str, object]]
"""The path on main that it is about, '' for none, and the values that fill the sentence."""


@dataclass(frozen=True, slots=True)
class MergeRule:
    """Looks at a claim and at the merge that it names, where main has that merge."""

    code: str
    rule: Callable[[View, Claim, Landing], Iterable[MergeHit]]

    def findings(self, view: View) -> Iterator[Finding]:
        """Look at every claim; what cannot be read is noted, and proves nothing."""
        for claim in view.claims:
            landing = view.landing(claim)
            if landing and not landing.is_read:
                view.unreadable.add(claim.path)
                continue
            try:
                hits = tuple(self.rule(view, claim, landing)) if landing else ()
            except GitError as error:
                view.line.note(error)
                view.unreadable.add(claim.path)
                continue
            yield from (claim.finding(self.code, node, values) for node, values in hits)


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """Looks at all claims together."""

    code: str
    rule: Callable[[View], Iterable[ClaimHit]]

    def findings(self, view: View) -> Iterator[Finding]:
        """Look at the claims."""
        yield from (one.finding(self.code, node, told) for one, node, told in self.rule(view))


@dataclass(frozen=True, slots=True)
class LineRule:
    """Looks at main as a whole."""

    code: str
    rule: Callable[[View], Iterable[LineHit]]

    def findings(self, view: View) -> Iterator[Finding]:
        """Look at main."""
        yield from (finding(path, (1, 1), self.code, **told) for path, told in self.rule(view))


ProofRule: TypeAlias = MergeRule | ClaimRule | LineRule
