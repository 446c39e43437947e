"""A panel of experts (`submissions/_experts/<year>.yaml`): its rounds, and what each is drawn from.

A round is drawn from its seed, the register, the clusters that it names, the terms that the call
sets, the declarations made before the day of the draw, and the seats of the round before. All of
that is on record and public before the seed is known, so anyone can draw again and compare.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from brandpilot.drawing import Barred, Draw, Expert, Terms, draw
from brandpilot.findings import Json

_OF_EXPERT = ("id", "region")
_OF_DECLARATION = ("expert", "dossier", "kind", "date")
_OF_ROUND = ("round", "date", "assignments")
_OF_ASSIGNMENT = ("dossier", "experts")

Seats = Mapping[str, tuple[str, ...]]
"""The experts by cluster."""


@dataclass(frozen=True, slots=True)
class Round:
    """One round: where it stands in the file (from 0), what it is drawn from, what is recorded.

    `seed` is None as long as it is not known; `recorded` names the clusters in any case, and
    their experts once they are drawn.
    """

    place: int
    number: int
    date: str
    seed: str | None
    experts: tuple[Expert, ...]
    barred: frozenset[Barred]
    kept: Seats
    recorded: Seats

    @property
    def is_drawn(self) -> bool:
        """Tell whether anybody is assigned."""
        return any(self.recorded.values())

    def redraw(self, terms: Terms) -> Draw:
        """Draw anew. Raises ValueError where the seed is not known."""
        if self.seed is None:
            raise ValueError(self.number)
        return draw(self.seed, self.experts, list(self.recorded), terms, self.barred, self.kept)


def rounds(panel: Mapping[str, Json]) -> Iterator[Round]:
    """Yield the rounds of a panel in the order of the file, as far as everything is known.

    Nothing follows a row that was objected to: what is drawn from a part is no draw.
    """
    register: Json = panel.get("experts")
    declarations: Json = panel.get("declarations")
    if not (_is_whole(register, _OF_EXPERT) and _is_whole(declarations, _OF_DECLARATION)):
        return
    experts = tuple(Expert(one["id"], one["region"], one.get("employer", "")) for one in register)
    kept: Seats = {}
    for place, row in enumerate(panel.get("draws") or ()):
        if not (_is_whole([row], _OF_ROUND) and _is_whole(row["assignments"], _OF_ASSIGNMENT)):
            return
        recorded = {one["dossier"]: tuple(one["experts"]) for one in row["assignments"]}
        if any(None in seated for seated in recorded.values()):
            return
        barred = frozenset(
            Barred(one["expert"], one["dossier"], one["kind"])
            for one in declarations
            if one["date"] < row["date"]
        )
        made = Round(
            place, row["round"], row["date"], row.get("seed"), experts, barred, kept, recorded
        )
        yield made
        kept = recorded if made.is_drawn else kept


def last_round(panel: Mapping[str, Json], *, is_drawn: bool = False) -> Round | None:
    """Give the last round, or the last that was drawn."""
    found = [one for one in rounds(panel) if one.is_drawn or not is_drawn]
    return found[-1] if found else None


def terms_of(call: Mapping[str, Json]) -> Terms | None:
    """Give what a call sets for the draw; None where it sets nothing (通知未规定)."""
    review = call.get("expert_review")
    if not review:
        return None
    return Terms(review["per_cluster"], review["other_region"], review["workload"])


def register_digest(experts: Sequence[Mapping[str, Json]]) -> str:
    """Give the SHA-256 of a register: as JSON in UTF-8, ordered by id, keys sorted, no blanks."""
    rows = sorted(experts, key=lambda one: str(one["id"]))
    text = json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _is_whole(rows: Json, keys: Sequence[str]) -> bool:
    return isinstance(rows, list) and all(
        row is not None and all(row.get(key) is not None for key in keys) for row in rows
    )
