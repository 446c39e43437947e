"""One cluster as the pages show it: what it is called, where it stands, what is not known."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from brandpilot.codelists import Codelist
from brandpilot.layout import is_permanent_id
from brandpilot.lifecycle import State, state
from brandpilot.lifecycle import unit as unit_on
from brandpilot.pages.facts import Fact, sheet, when
from brandpilot.records import Dossier, Record, Register

UNPLACED_UNIT = "推荐单位未查到"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A dossier made ready for pages; `page` is its address without a suffix, '' where it has none.

    `unit` is the name of the recommending unit that it belongs to now.
    """

    dossier: Dossier
    page: str
    state: State
    unit: str

    @property
    def records(self) -> tuple[Record, ...]:
        """What happened, oldest first; press figures are no event and stand apart."""
        return tuple(record for record in self.dossier.records if record.kind != "press-figures")

    @property
    def press_figures(self) -> tuple[Record, ...]:
        """Figures of the press, oldest year first."""
        return self.dossier.of_kind("press-figures")

    @property
    def designation(self) -> Record | None:
        """The record that made the cluster a pilot."""
        return _last(self.dossier.of_kind("designation"))

    @property
    def demonstration(self) -> Record | None:
        """The record that made the cluster a demonstration zone."""
        return _last(self.dossier.of_kind("demonstration"))

    @property
    def is_decided(self) -> bool:
        """Tell whether the cluster was ever named a pilot or a demonstration zone."""
        return bool(self.designation or self.demonstration)

    @property
    def name(self) -> Fact | None:
        """The newest name that a record bears; None where none bears one."""
        return self._newest(("new_name",), ("cluster", "name"))

    @property
    def organizer(self) -> Fact | None:
        """Who carries the pilot out, by the newest record that says so."""
        return self._newest(("organizer", "name"), ("organizer",))

    @property
    def industry(self) -> Fact | None:
        """The industry as printed."""
        return self._newest(("cluster", "industry"))

    @property
    def industries(self) -> tuple[Fact, ...]:
        """Codes of the industries that the newest filing names (GB/T 4754)."""
        filing = _last(self.dossier.of_kind("application"))
        return sheet(filing).at("cluster", "industries").items() if filing else ()

    @property
    def place(self) -> tuple[Fact, ...]:
        """Province, city and county as far as known, all from one record."""
        for record in reversed(self._counting):
            parts = [sheet(record).at("cluster", part) for part in ("province", "city", "county")]
            if any(parts):
                return tuple(part for part in parts if part)
        return ()

    @property
    def divisions(self) -> tuple[Fact, ...]:
        """Codes of the divisions that the newest filing names (GB/T 2260)."""
        filing = _last(self.dossier.of_kind("application"))
        return sheet(filing).at("cluster", "division_codes").items() if filing else ()

    @property
    def title(self) -> tuple[tuple[Fact, ...], ...]:
        """The name, or what stands for it: organizer (else place) and industry."""
        if self.name:
            return ((self.name,),)
        owner = (self.organizer,) if self.organizer else self.place
        industry = (self.industry,) if self.industry else ()
        return tuple(part for part in (owner, industry) if part)

    @property
    def plain_title(self) -> str:
        """The title as text; the dossier's id where nothing else is known."""
        parts = ("".join(fact.text for fact in part) for part in self.title)
        return " · ".join(parts) or self.dossier.id

    @property
    def year(self) -> Fact | None:
        """Year in which the cluster became a pilot."""
        return _year(self.designation)

    @property
    def demonstration_year(self) -> Fact | None:
        """Year in which the cluster became a demonstration zone."""
        return _year(self.demonstration)

    @property
    def batch(self) -> Fact | None:
        """Batch in which the cluster became a pilot."""
        batch = sheet(self.designation).at("batch") if self.designation else None
        return batch or None

    @property
    def _counting(self) -> tuple[Record, ...]:
        """Those that tell what the cluster is: what a merge brought that broke a rule does not."""
        counts = frozenset(record.path for record in self.dossier.counting)
        return tuple(record for record in self.records if record.path in counts)

    def _newest(self, *nodes: tuple[str, ...]) -> Fact | None:
        records = reversed(self._counting)
        facts = (sheet(record).at(*node) for record in records for node in nodes)
        return next((fact for fact in facts if isinstance(fact.value, str)), None)


def clusters(register: Register, units: Codelist, as_of: date) -> tuple[Cluster, ...]:
    """Make all dossiers ready, in the order of the list of units."""
    order = {unit: place for place, unit in enumerate(units)}
    pages = _pages(register)
    made = (
        Cluster(
            dossier,
            pages[dossier.id],
            state(dossier, as_of),
            units.names.get(unit_on(dossier, as_of), UNPLACED_UNIT),
        )
        for dossier in register.dossiers
    )
    return tuple(
        sorted(made, key=lambda one: (order.get(one.dossier.unit, len(order)), one.dossier.id))
    )


def _pages(register: Register) -> dict[str, str]:
    """Give each dossier its permanent address; where an id is not unique its unit tells which."""
    shared = Counter(dossier.cluster for dossier in register.dossiers)
    return {dossier.id: _page(dossier, shared[dossier.cluster]) for dossier in register.dossiers}


def _page(dossier: Dossier, namesakes: int) -> str:
    if not is_permanent_id(dossier.cluster) or not is_permanent_id(dossier.unit.lstrip("_")):
        return ""
    return f"c/{dossier.cluster}" + (f"--{dossier.unit}" if namesakes > 1 else "")


def _last(records: tuple[Record, ...]) -> Record | None:
    return records[-1] if records else None


def _year(record: Record | None) -> Fact | None:
    fact = when(record) if record else None
    return fact or None
