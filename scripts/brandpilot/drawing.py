"""The draw of experts for clusters (抽取专家), which anyone can repeat with nothing but SHA-256.

Texts are hashed as they are, in UTF-8; digests are compared as hexadecimal text. A name given twice
counts once. An expert's load is the number of seats held, kept ones included.

1. The clusters stand in the order of SHA-256(`seed|dossier`). Each has a list of the experts who
   may judge it, in the order of SHA-256(`seed|dossier|expert`): those in the register, not barred
   from it and, if the terms ask for another region, not registered in the region that its id names
   before the first `/`.
2. Cluster by cluster, down each list, an expert whom an earlier round seated there keeps the seat if
   the cluster has one free (of `per_cluster`) and the expert's load is below `workload`.
3. In turns 1, 2, … `per_cluster`, every cluster, in order, that has fewer seats filled than the
   number of the turn asks for one expert, by steps 4 and 5. Nobody found: the seat stays empty.
4. A queue holds the asking cluster. Until the queue is empty, take the first cluster off and go down
   its list: every expert who does not sit there and was not yet reached in this search is reached
   from it, and the clusters where that expert now sits by step 5 (not by step 2) and that were never
   in this queue join its end, in the order of the clusters.
5. Of the experts reached whose load is below `workload`, the least loaded, and of equals the first
   reached, is seated at the cluster from which they were reached. If that is not the asking cluster,
   the expert through whom it joined the queue gives up the seat there and is likewise seated at the
   cluster from which they were reached, and so on back to the asking cluster.

What is guaranteed, among all seatings that keep the seats of step 2: the most seats are filled that
can be; the empty ones are spread over the clusters as evenly as can be; and the loads are as even as
can be (least maximum, greatest minimum, least sum of squares), so within one if anything permits it.
Loads are always within one where nothing is kept and everybody may judge every cluster. Why: steps
4 and 5 are a cheapest augmenting path when the nth seat of an expert costs n, and step 3 is a greedy
choice in a matroid of seats. Whoever chooses the seed last chooses the draw: fix the register first.
"""

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Expert:
    """A person in the register, by pseudonym; `region` is the slug of the employer's unit.

    The draw does not look at `employer`. An id with two regions is one person who belongs to both.
    """

    id: str
    region: str
    employer: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What the call sets: experts per cluster, from elsewhere or not, most clusters per expert."""

    per_cluster: int
    other_region: bool
    workload: int | None


@dataclass(frozen=True, slots=True)
class Barred:
    """An expert never judges a cluster: `recuse` (回避, interested) or `abstain` (弃权, declines)."""

    expert: str
    dossier: str
    kind: str


@dataclass(frozen=True, slots=True)
class Draw:
    """Experts by cluster, both in the order of the draw; the number of empty seats, where any."""

    assigned: Mapping[str, tuple[str, ...]]
    short: Mapping[str, int]


def draw(
    seed: str,
    experts: Sequence[Expert],
    dossiers: Sequence[str],
    terms: Terms,
    barred: Collection[Barred] = (),
    kept: Mapping[str, Sequence[str]] = {},
) -> Draw:
    """Seat experts at clusters; `kept` is what an earlier round assigned, for these dossiers."""
    lists = _lists(seed, experts, dossiers, terms, barred)
    seating = _Seating(lists, terms.workload)
    for dossier, line in lists.items():
        for expert in line:
            free = len(seating.seats[dossier]) < terms.per_cluster and seating.has_time(expert)
            if free and expert in kept.get(dossier, ()):
                seating.seats[dossier].add(expert)
                seating.load[expert] += 1
    waiting = list(lists)
    for filled in range(terms.per_cluster):
        # Who finds nobody finds nobody later: all whom the search reached stay full.
        waiting = [one for one in waiting if len(seating.seats[one]) > filled or seating.ask(one)]
    assigned = {
        dossier: tuple(expert for expert in line if expert in seating.seats[dossier])
        for dossier, line in lists.items()
    }
    empty = {dossier: terms.per_cluster - len(seated) for dossier, seated in assigned.items()}
    return Draw(assigned, {dossier: seats for dossier, seats in empty.items() if seats > 0})


def _lists(
    seed: str,
    experts: Sequence[Expert],
    dossiers: Sequence[str],
    terms: Terms,
    barred: Collection[Barred],
) -> dict[str, list[str]]:
    """Give the clusters in order, and for each the experts who may judge it in order (step 1)."""

    def digest(*names: str) -> str:
        return sha256("|".join((seed, *names)).encode()).hexdigest()

    never = {(one.expert, one.dossier) for one in barred}
    homes = {(one.id, one.region) for one in experts}
    lists = {}
    for dossier in sorted(set(dossiers), key=digest):
        region = dossier.partition("/")[0]
        able = {
            expert
            for expert, _ in homes
            if (expert, dossier) not in never
            and not (terms.other_region and (expert, region) in homes)
        }
        digests = {expert: digest(dossier, expert) for expert in able}
        lists[dossier] = sorted(able, key=digests.__getitem__)
    return lists


class _Seating:
    """Who sits where while a draw goes on."""

    def __init__(self, lists: Mapping[str, list[str]], workload: int | None) -> None:
        self.lists = lists
        self.workload = workload
        self.rank = {dossier: rank for rank, dossier in enumerate(lists)}
        self.load = {expert: 0 for line in lists.values() for expert in line}
        self.seats: dict[str, set[str]] = {dossier: set() for dossier in lists}
        # The seats that this draw may still move: kept ones are not among them.
        self.movable: dict[str, set[str]] = {expert: set() for expert in self.load}

    def has_time(self, expert: str) -> bool:
        """Say whether an expert may take one cluster more."""
        return self.workload is None or self.load[expert] < self.workload

    def ask(self, asking: str) -> bool:
        """Fill one more seat of a cluster, if that can be (steps 4 and 5)."""
        source: dict[str, str] = {}
        through = {asking: asking}
        least = min(self.load.values(), default=0)
        best = None
        for expert in self._reach(asking, source, through):
            if self.has_time(expert) and (best is None or self.load[expert] < self.load[best]):
                best = expert
                if self.load[best] == least:
                    break  # Nobody reached later can be less loaded.
        if best is None:
            return False
        self.load[best] += 1
        mover = best
        while True:
            dossier = source[mover]
            self.seats[dossier].add(mover)
            self.movable[mover].add(dossier)
            if dossier == asking:
                return True
            mover = through[dossier]
            self.seats[dossier].remove(mover)
            self.movable[mover].remove(dossier)

    def _reach(self, asking: str, source: dict[str, str], through: dict[str, str]) -> Iterator[str]:
        """Give the experts in the order reached; note from which cluster, and who led to that."""
        queue = deque([asking])
        while queue:
            dossier = queue.popleft()
            seated = self.seats[dossier]
            for expert in self.lists[dossier]:
                if expert in source or expert in seated:
                    continue
                source[expert] = dossier
                yield expert
                for other in sorted(self.movable[expert], key=self.rank.__getitem__):
                    if other not in through:
                        through[other] = expert
                        queue.append(other)
