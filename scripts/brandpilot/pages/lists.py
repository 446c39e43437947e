"""The register as pages by batch, industry, state and year: it can be read so without a script."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from brandpilot.evaluate import Computed
from brandpilot.pages.clusters import Cluster
from brandpilot.pages.edition import Edition
from brandpilot.pages.facts import Derived
from brandpilot.tables import rows_of

_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Listing:
    """All clusters that share one thing; `code` is that thing as an address spells it."""

    kind: str
    code: str
    name: str
    clusters: tuple[Cluster, ...]

    @property
    def page(self) -> str:
        """Address of its page, without a suffix."""
        return f"l/{self.kind}-{self.code}"

    @property
    def number(self) -> Derived:
        """How many clusters it holds."""
        return Derived(f"list:{self.kind}:{self.code}", len(self.clusters))


def lists(
    edition: Edition, computed: Computed, ready: Sequence[Cluster]
) -> tuple[tuple[str, tuple[Listing, ...]], ...]:
    """Give the listings by kind: (what it is called, its listings in their order)."""
    industries = {
        str(row["dossier_id"]): str(row["industry_code"] or _UNKNOWN)
        for row in rows_of(computed.frames["clusters"])
    }
    names = edition.codelists["industries"].names
    states = {code: at for at, code in enumerate(edition.table.states)}
    return (
        (
            "按试点批次",
            _grouped("batch", ready, _batch, lambda code: f"第{code}批试点", "批次未查到的集群"),
        ),
        (
            "按行业（GB/T 4754）",
            _grouped(
                "industry",
                ready,
                lambda one: industries.get(one.dossier.id, _UNKNOWN),
                lambda code: names.get(code, code),
                "行业代码未查到的集群",
            ),
        ),
        (
            "按试点核定年份",
            _grouped("year", ready, _year, lambda code: f"{code}年核定的试点", "年份未查到的集群"),
        ),
        (
            "按现状",
            tuple(sorted(_by_state(ready), key=lambda one: states.get(one.code, len(states)))),
        ),
    )


def _by_state(ready: Sequence[Cluster]) -> Iterator[Listing]:
    groups: dict[str, list[Cluster]] = {}
    for one in ready:
        groups.setdefault(one.state.code, []).append(one)
    for code, own in groups.items():
        yield Listing("state", code.replace("_", "-"), own[0].state.label, tuple(own))


def _grouped(
    kind: str,
    ready: Sequence[Cluster],
    code_of: Callable[[Cluster], str],
    named: Callable[[str], str],
    unknown: str,
) -> tuple[Listing, ...]:
    """Group clusters by a code; those without one come last."""
    groups: dict[str, list[Cluster]] = {}
    for one in ready:
        groups.setdefault(code_of(one), []).append(one)
    last: Mapping[str, bool] = {code: code == _UNKNOWN for code in groups}
    ordered = sorted(groups, key=lambda code: (last[code], len(code), code))
    return tuple(
        Listing(kind, code, unknown if last[code] else named(code), tuple(groups[code]))
        for code in ordered
    )


def _batch(one: Cluster) -> str:
    return one.batch.text if one.batch else _UNKNOWN


def _year(one: Cluster) -> str:
    return one.year.text[:4] if one.year else _UNKNOWN
