"""The annual evaluation, ready for its pages: what is counted, what each pilot came to, by which rule."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from brandpilot.evaluate import ALL, UNKNOWN, Computed, Evaluation, inputs
from brandpilot.pages.clusters import Cluster
from brandpilot.pages.edition import Edition
from brandpilot.pages.facts import Derived
from brandpilot.tables import Cell as Value
from brandpilot.tables import Row, rows_of

_READINESS = "ready_"
_GROUPS = {"unit": "推荐单位", "industry": "行业", "batch": "批次"}
_COUNTED = {"no_incidents": "起", "ready_policies": "项", "ready_activities": "次"}
"""What is counted where it is not counted out of anything."""
_NO_THRESHOLD = "no_threshold"
_VERDICTS = ("met", "not_met", "unknown", "not_set", "not_applicable")


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is judged, in words; `counts` are the verdicts over all pilots, in the codelist's order."""

    code: str
    name: str
    short: str
    how: str
    basis: str
    counts: tuple[Derived, ...]

    @property
    def is_readiness(self) -> bool:
        """Tell whether it is a condition for applying as a demonstration zone."""
        return self.code.startswith(_READINESS)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One verdict in words; `share` such as 5/7, '' where nothing is counted; `note` says why."""

    code: str
    name: str
    share: str
    note: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a pilot's row: what it is about, the verdict, over how many columns it reaches."""

    label: str
    verdict: Verdict
    span: int


@dataclass(frozen=True, slots=True)
class Group:
    """A unit, an industry or a batch: of each criterion (met, judged, unknown)."""

    name: str
    pilots: Derived
    counts: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Year:
    """One year's evaluation; `pilots` are (cluster, verdicts in the order of the criteria)."""

    year: int
    number: Derived
    history: Derived
    reports: Derived
    inputs: Derived
    criteria: tuple[Criterion, ...]
    pilots: tuple[tuple[Cluster, tuple[Verdict, ...]], ...]
    groups: tuple[tuple[str, tuple[Group, ...]], ...]
    peers: tuple[Mapping[str, str], ...]
    indicators: tuple[Mapping[str, object], ...]

    @property
    def page(self) -> str:
        """Address of its page, without a suffix."""
        return f"evaluation/{self.year}"

    @property
    def is_history(self) -> bool:
        """Tell whether all its pilots are history, of which nothing can be told one by one."""
        return self.history.value == self.number.value

    def cells(self, verdicts: Sequence[Verdict], *, readiness: bool) -> tuple[Cell, ...]:
        """Give a pilot's verdicts in one of the two tables; a run of the same unknown is one cell."""
        judged = zip(self.criteria, verdicts, strict=True)
        own = [(one.short, told) for one, told in judged if one.is_readiness == readiness]
        found: list[Cell] = []
        for told, run in groupby(own, key=lambda pair: pair[1]):
            shorts = [short for short, _ in run]
            if told.code == UNKNOWN and len(shorts) > 1:
                found.append(Cell(f"{shorts[0]}等{len(shorts)}项", told, len(shorts)))
            else:
                found.extend(Cell(short, told, 1) for short in shorts)
        return tuple(found)


def yearly(
    computed: Computed, edition: Edition, clusters: Mapping[str, Cluster]
) -> tuple[Year, ...]:
    """Make every year's evaluation ready, the newest first."""
    results = _by_year(computed, "evaluation_results")
    rollups = _by_year(computed, "evaluation_rollups")
    peers = _by_year(computed, "evaluation_peers")
    indicators = _by_year(computed, "evaluation_indicators")
    made = []
    for one in computed.evaluations:
        year = one.year
        made.append(
            Year(
                year,
                Derived(f"evaluation:{year}:pilots", len(one.pilots)),
                Derived(f"evaluation:{year}:history", sum(p.is_history for p, _ in one.pilots)),
                Derived(f"evaluation:{year}:reports", sum(bool(p.report) for p, _ in one.pilots)),
                Derived(f"evaluation:{year}:inputs", len(list(inputs(one, computed.frames)))),
                tuple(_criteria(year, rollups[year], edition)),
                tuple(_pilots(results[year], edition, clusters)),
                tuple(_groups(one, rollups[year], edition)),
                tuple(_peers(peers.get(year, ()), edition)),
                tuple(_indicators(indicators.get(year, ()), edition, clusters)),
            )
        )
    return tuple(reversed(made))


def _by_year(computed: Computed, table: str) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows_of(computed.frames[table]):
        found.setdefault(int(str(row["year"])), []).append(row)
    return found


def _criteria(year: int, rollups: Sequence[Row], edition: Edition) -> Iterator[Criterion]:
    of_all = {row["criterion_code"]: row for row in rollups if row["group_kind"] == ALL}
    for told in edition.codelists["evaluation-criteria"].rows:
        row = of_all[told["code"]]
        code = told["code"]
        counts = tuple(
            Derived(f"evaluation:{year}:{code}:{verdict}", int(str(row[verdict])))
            for verdict in _VERDICTS
        )
        yield Criterion(code, told["name"], told["short"], told["how"], told["basis"], counts)


def _pilots(
    results: Sequence[Row], edition: Edition, clusters: Mapping[str, Cluster]
) -> Iterator[tuple[Cluster, tuple[Verdict, ...]]]:
    order = {code: at for at, code in enumerate(edition.codelists["evaluation-criteria"])}
    for dossier, own in groupby(results, key=lambda row: str(row["dossier_id"])):
        rows = sorted(own, key=lambda row: order[str(row["criterion_code"])])
        yield clusters[dossier], tuple(_verdict(row, edition) for row in rows)


def _verdict(row: Row, edition: Edition) -> Verdict:
    code, note, count = str(row["verdict_code"]), row["note_code"], row["count"]
    notes = edition.codelists["evaluation-notes"].names
    share = ""
    if count is not None:
        unit = _COUNTED.get(str(row["criterion_code"]), "")
        share = f"{count:.0f}{unit}" if row["of"] is None else f"{count:.0f}/{row['of']:.0f}"
    return Verdict(
        code,
        edition.codelists["evaluation-verdicts"].names[code],
        share,
        "" if note in (None, _NO_THRESHOLD) else notes[str(note)],
    )


def _groups(
    one: Evaluation, rollups: Sequence[Row], edition: Edition
) -> Iterator[tuple[str, tuple[Group, ...]]]:
    order = tuple(edition.codelists["evaluation-criteria"])
    for kind, name in _GROUPS.items():
        own = [row for row in rollups if row["group_kind"] == kind]
        groups = []
        for group, rows in groupby(own, key=lambda row: str(row["group_id"])):
            by_code = {str(row["criterion_code"]): row for row in rows}
            pilots = by_code[order[0]]["pilots"]
            groups.append(
                Group(
                    _named(kind, group, edition),
                    Derived(f"evaluation:{one.year}:{kind}:{group}", int(str(pilots))),
                    tuple(_met(by_code[code]) for code in order),
                )
            )
        yield name, tuple(groups)


def _met(row: Row) -> tuple[int, int, int]:
    met, not_met, unknown = (int(str(row[key])) for key in ("met", "not_met", "unknown"))
    return met, met + not_met, unknown


def _named(kind: str, group: str, edition: Edition) -> str:
    if kind == "batch":
        return f"第{group}批" if group.isdecimal() else group
    codelist = {"unit": "units", "industry": "industries"}[kind]
    return edition.codelists[codelist].names.get(group, group)


def _peers(rows: Sequence[Row], edition: Edition) -> Iterator[Mapping[str, str]]:
    for row in rows:
        yield {
            "industry": _named("industry", str(row["industry_code"]), edition),
            "indicator": edition.codelists["indicators"].names[str(row["indicator_code"])],
            "n": f"{row['n']}/{row['pilots']}",
            **{key: _number(row[key]) for key in ("lower_quartile", "median", "upper_quartile")},
        }


def _indicators(
    rows: Sequence[Row], edition: Edition, clusters: Mapping[str, Cluster]
) -> Iterator[Mapping[str, object]]:
    names = edition.codelists["evaluation-verdicts"].names
    for row in rows:
        yield {
            "cluster": clusters[str(row["dossier_id"])],
            "name": row["name"],
            "unit": row["unit"],
            "base": f"{_number(row['baseline'])}（{row['baseline_year']}年）"
            if row["baseline"] is not None
            else "",
            **{key: _number(row[key]) for key in ("target", "actual", "change")},
            "restated": row["is_restated"],
            "improved": (row["improved_code"], names[str(row["improved_code"])]),
            "met": (row["target_code"], names[str(row["target_code"])]),
        }


def _number(value: Value) -> str:
    return "" if value is None else f"{value:.10g}"
