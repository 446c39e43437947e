"""A record of a decision as a claim: which request, by whom, on which bytes; Git is asked whether so."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from brandpilot.findings import Finding, Json, NodePath, finding
from brandpilot.forge.seen import Seen
from brandpilot.layout import DECISION, RECOMMENDATION, path_in_dossier, place_of
from brandpilot.moments import day_of

_FAIL = "fail"


@dataclass(frozen=True)
class Claim:
    """What a record says, as it was first written.

    `written` is the step of main that brought it, -1 for one that lay there before anybody could
    decide. `decided` is the path of the file that was decided on, `sha256` what its bytes hashed to.
    """

    path: str
    written: int
    raw: bytes
    data: Mapping[str, Json]
    decided: str
    sha256: str

    @property
    def proof(self) -> Mapping[str, Json]:
        """What the harvest recorded of the request."""
        found: Mapping[str, Json] = self.data["proof"]
        return found

    @property
    def number(self) -> int:
        """The number of the request."""
        return int(self.proof["pull"]["number"])

    @property
    def merge(self) -> str:
        """The commit by which it came onto main."""
        return str(self.proof["merge"]["commit"])

    @property
    def head(self) -> str:
        """The commit that was approved."""
        return str(self.proof["head"])

    @cached_property
    def verdicts(self) -> Mapping[str, str]:
        """What became of each rule of the gate, by its own account."""
        return {one["rule"]: one["verdict"] for one in self.proof["verdicts"]}

    @cached_property
    def failed(self) -> frozenset[str]:
        """The rules that the merge broke, by its own account."""
        return frozenset(rule for rule, verdict in self.verdicts.items() if verdict == _FAIL)

    @property
    def is_irregular(self) -> bool:
        """Tell whether it says itself that it counts for nothing."""
        return bool(self.failed)

    def finding(self, code: str, node: NodePath, values: Mapping[str, object]) -> Finding:
        """Make a finding about this record."""
        return finding(self.path, (1, 1), code, node, **values)


def is_claim(path: str) -> bool:
    """Tell by its path whether a file is a record of a decision."""
    place = place_of(path)
    return place is not None and place.kind in (RECOMMENDATION, DECISION)


def read_claim(seen: Seen, path: str, raw: bytes, written: int) -> Claim | None:
    """Read a record; None for one that is not in its form. One without a proof claims nothing."""
    document = seen.sound(path, raw)
    place = place_of(path)
    if document is None or place is None:
        return None
    data = document.data
    is_decision = place.kind == DECISION
    told = data["record"] if is_decision else data["application"]
    decided = place.decides if is_decision else path_in_dossier(place.dossier, told["file"])
    return (
        Claim(path, written, raw, data, decided, str(told["sha256"])) if _has_days(data) else None
    )


def _has_days(data: Mapping[str, Json]) -> bool:
    """Tell whether the times of a proof are times: 30 February fits the form."""
    proof = data.get("proof")
    if not proof:
        return True
    try:
        days = [day_of(one["at"]) for one in (proof["merge"], *proof["approvals"])]
    except ValueError:
        return False
    return bool(days)
