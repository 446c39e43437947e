"""What is counted from all records: coverage, and what was decided when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from brandpilot.pages.clusters import Cluster
from brandpilot.pages.facts import Derived, Fact, sheet, when
from brandpilot.records import Notice, Record, Register


@dataclass(frozen=True, slots=True)
class Decision:
    """Clusters that were named pilots or demonstration zones in one batch.

    `announced` is how many the document names, unknown where no document is held; `known` is
    how many of them have a record here.
    """

    kind: str
    batch: Fact
    day: Fact
    notice: Notice | None
    announced: Fact | None
    known: Derived
    clusters: tuple[Cluster, ...]

    @property
    def is_placed(self) -> bool:
        """Tell whether a source names the batch; demonstration zones need not have come in one."""
        return bool(self.batch) or self.kind == "demonstration"


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers for the front page and the register."""

    clusters: Derived
    designated: Derived
    announced: Derived
    demonstrations: Derived
    units: Derived
    units_all: Derived
    figures: Derived
    notices: Derived
    decisions: tuple[Decision, ...]
    undated: Decision | None


def tally(register: Register, clusters: Sequence[Cluster], units: int) -> Tally:
    """Count; `units` is the number of all recommending units."""
    decisions = _decisions(register, clusters)
    figures = sum(len(r.data["figures"]) for one in clusters for r in one.press_figures)
    counting = filter(register.counts, register.notices)
    counts = (n.data["designation"]["count"] for n in counting if n.data["designation"])
    return Tally(
        clusters=Derived("clusters", len(clusters)),
        designated=Derived("designated", sum(one.designation is not None for one in clusters)),
        announced=Derived("announced", sum(counts)),
        demonstrations=Derived(
            "demonstrations", sum(one.demonstration is not None for one in clusters)
        ),
        units=Derived("units", len({d.unit for d in register.dossiers if d.is_placed})),
        units_all=Derived("units-all", units),
        figures=Derived("figures", figures),
        notices=Derived("notices", len(register.notices)),
        decisions=tuple(one for one in decisions if one.is_placed),
        undated=next((one for one in decisions if not one.is_placed), None),
    )


def _decisions(register: Register, clusters: Iterable[Cluster]) -> list[Decision]:
    made = [
        (record, one)
        for one in clusters
        for record in (one.designation, one.demonstration)
        if record is not None
    ]
    made.sort(key=lambda pair: _key(pair[0]))
    decisions = []
    for (kind, batch), group in groupby(made, key=lambda pair: _key(pair[0])):
        pairs = list(group)
        decisions.append(_decision(register, kind, batch, pairs))
    decisions.sort(key=lambda one: (one.day.text, one.kind), reverse=True)
    return decisions


def _key(record: Record) -> tuple[str, int]:
    return record.kind, record.data["batch"] or 0


def _decision(
    register: Register, kind: str, batch: int, pairs: Sequence[tuple[Record, Cluster]]
) -> Decision:
    notice = _notice(register, kind, batch, pairs)
    record = next((record for record, _ in pairs if record.date), pairs[0][0])
    day = when(record)
    if notice is not None:
        own = sheet(notice)
        day = own.at("date") or own.at("published_date") or day
    announced = sheet(notice).at("designation", "count") if notice else None
    known = Derived(f"{kind}:{batch}", len(pairs))
    return Decision(
        kind,
        sheet(record).at("batch"),
        day,
        notice,
        announced,
        known,
        tuple(cluster for _, cluster in pairs),
    )


def _notice(
    register: Register, kind: str, batch: int, pairs: Sequence[tuple[Record, Cluster]]
) -> Notice | None:
    """Find the document of a batch of pilots; one of demonstration zones is named by its records."""
    if kind != "designation":
        ids = (record.data.get("document") for record, _ in pairs)
        return next((notice for id_ in ids if id_ and (notice := register.notice(id_))), None)
    named = (n for n in register.notices if n.data["designation"])
    return next((n for n in named if n.data["designation"]["batch"] == batch), None)
