"""The only place that spells the name of a folder or a file of the repository."""

import re
from dataclasses import dataclass
from pathlib import Path

SUBMISSIONS = "submissions"
NOTICES = "docs/notices"
SCHEMAS = "schemas"
LIFECYCLE = "schemas/lifecycle.yaml"
CODELISTS = "schemas/codelists"
TABLES = "schemas/tables.toml"
"""The published tables."""
COMMON_SCHEMAS = "schemas/common"
DOCS = "docs"
STAGED_DOCS = "build/docs"
SITE = "build/site"
MKDOCS_CONFIG = "mkdocs.yml"
LICENSE = "LICENSE-DATA"
"""The terms under which the data may be used."""
SCHEMES = "schemas/schemes"
"""Weights for a composite score of the annual evaluation, a file for each version."""
DEMO = "DEMO"
"""A tree with a file of this name is a demonstration: its site says on every page that it is made up."""

UNPLACED = "_unplaced"
"""Folder of imported history whose recommending unit no source names."""
UNDATED = "undated"
"""Stands for the year in the name of a designation whose batch no source names."""

MINISTRY = "miit"
"""Folder of the ministry's notices: it alone announces what it will designate, and designates."""

EXPERTS = "_experts"
"""Folder of the experts: who may be drawn, and who was, a file per year."""
YEARLY = {"_supervision": "supervision", "_closed": "closed"}
"""Folders of a unit that hold a file per year, and the kind of record that it is."""
EXPERT_PANEL = "expert-panel"
"""Kind of record that lies there."""
NOTICE = "notice"
"""Kind of record of an official document."""
REVIEWERS = ".github/reviewers.yml"
"""Who may decide what, from when to when."""
ROSTER = "reviewers"
"""Kind of record that it is."""
RULESET = ".github/rulesets/main.json"
"""The rules of the main branch."""
CODEOWNERS = ".github/CODEOWNERS"
"""Generated from the roster."""
DECISION = "decision"
"""Kind of record that says by which merge another file was decided on; it lies beside that file."""
RECOMMENDATION = "recommendation"
"""Kind of record that says the same of an application."""
CLOSED = "closed"
"""Kind of record of the requests closed without a merge."""
_BY_THE_HARVEST = (RECOMMENDATION, DECISION, CLOSED)
"""Kinds that come of merges and are decided on by nobody."""
_OUTSIDE_DOSSIERS = frozenset((*YEARLY.values(), EXPERT_PANEL, NOTICE, ROSTER))
_NAMED_OTHERWISE = _OUTSIDE_DOSSIERS | {DECISION}

_MAY_BE_UNDATED = ("designation",)

SUBMISSIONS_README = "submissions/README.md"
MAX_BYTES = 256 * 1024

_ID = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_RECORD = re.compile(
    rf"{SUBMISSIONS}/(?P<unit>{_ID}|{UNPLACED})/(?P<cluster>{_ID})/"
    rf"(?P<year>(?:19|20)[0-9]{{2}}|{UNDATED})-(?P<kind>[a-z]+(?:-[a-z]+)*)(?:-(?P<number>[2-9]|[1-9][0-9]))?\.yaml",
    re.ASCII,
)
_YEARLY = re.compile(
    rf"{SUBMISSIONS}/(?P<home>(?P<unit>{_ID})/(?P<folder>{'|'.join(YEARLY)})|{EXPERTS})/"
    r"(?P<year>(?:19|20)[0-9]{2})\.yaml",
    re.ASCII,
)
_NOTICE = re.compile(
    rf"{NOTICES}/(?P<notice>{_ID}/(?P<year>(?:19|20)[0-9]{{2}})-[a-z0-9]+(?:-[a-z0-9]+)*)\.md",
    re.ASCII,
)
_DECISION = re.compile(
    r"(?P<decided>.+)\.decision(?:-(?P<number>[2-9]|[1-9][0-9]))?\.yaml", re.ASCII
)
_ID_ONLY = re.compile(_ID, re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """What a record's path says about it; `year` is None for an undated designation.

    `dossier` is the home of the file: `fujian/anxi-tea`, the id of a notice (`fujian/2017-734`),
    a folder of yearly files (`fujian/_supervision`, `_experts`), or '' for the roster. Of a
    decision, home and year are those of the file that was decided on, whose path is `decides`.
    """

    kind: str
    dossier: str
    year: int | None
    number: int = 1
    decides: str = ""

    @property
    def unit(self) -> str:
        """Slug of the recommending unit, or of the issuer of a notice."""
        return self.dossier.partition("/")[0]

    @property
    def is_in_dossier(self) -> bool:
        """Tell whether the record is a step of one cluster, and no notice and no yearly file."""
        decided = place_of(self.decides) if self.decides else None
        return decided.is_in_dossier if decided else self.kind not in _OUTSIDE_DOSSIERS


def place_of(path: str) -> Place | None:
    """Read the place out of a POSIX path relative to the root; None where nothing may lie."""
    if found := _RECORD.fullmatch(path):
        is_undated = found["year"] == UNDATED and found["kind"] not in _MAY_BE_UNDATED
        if is_undated or found["kind"] in _NAMED_OTHERWISE:
            return None
        year = None if found["year"] == UNDATED else int(found["year"])
        dossier = f"{found['unit']}/{found['cluster']}"
        return Place(found["kind"], dossier, year, int(found["number"] or 1))
    if found := _YEARLY.fullmatch(path):
        kind = YEARLY[found["folder"]] if found["folder"] else EXPERT_PANEL
        return Place(kind, found["home"], int(found["year"]))
    if found := _NOTICE.fullmatch(path):
        return Place(NOTICE, found["notice"], int(found["year"]))
    return Place(ROSTER, "", None) if path == REVIEWERS else _place_of_decision(path)


def _place_of_decision(path: str) -> Place | None:
    """Read the place of a decision off the file beside which it lies."""
    found = _DECISION.fullmatch(path)
    if found is None:
        return None
    decided, number = found["decided"], int(found["number"] or 1)
    suffix = ".md" if decided.startswith(f"{NOTICES}/") else ".yaml"
    place = place_of(decided + suffix)
    if place is None or place.kind in (*_BY_THE_HARVEST, ROSTER):
        return None
    return Place(DECISION, place.dossier, place.year, number, decided + suffix)


def is_permanent_id(name: str) -> bool:
    """Tell whether a folder may bear this name: lower-case ASCII words joined by hyphens."""
    return _ID_ONLY.fullmatch(name) is not None


def record_path(dossier: str, year: int | None, kind: str, number: int = 1) -> str:
    """Spell the path where a record of a dossier lies."""
    suffix = f"-{number}" if number > 1 else ""
    return f"{SUBMISSIONS}/{dossier}/{year or UNDATED}-{kind}{suffix}.yaml"


def decision_path(decided: str, number: int = 1) -> str:
    """Spell the path of what says how a file was decided on, given the path of that file."""
    suffix = f"-{number}" if number > 1 else ""
    return f"{decided.rpartition('.')[0]}.decision{suffix}.yaml"


def recommendation_path(dossier: str, year: int | None, number: int = 1) -> str:
    """Spell the path of what says how an application was decided on, given where that lies."""
    return record_path(dossier, year, RECOMMENDATION, number)


def pattern_of(kind: str, dossier: str, unit: str, year: str) -> str:
    """Spell where a record of a kind goes; any part may be a word that stands for it."""
    if kind == NOTICE:
        return f"{NOTICES}/{unit}/{year}-编号.md"
    if kind == EXPERT_PANEL:
        return f"{SUBMISSIONS}/{EXPERTS}/{year}.yaml"
    if kind == ROSTER:
        return REVIEWERS
    if kind == DECISION:
        return f"{SUBMISSIONS}/{dossier}/{year}-种类.decision.yaml"
    folder = next((name for name, one in YEARLY.items() if one == kind), None)
    if folder:
        return f"{SUBMISSIONS}/{unit}/{folder}/{year}.yaml"
    return f"{SUBMISSIONS}/{dossier}/{year}-{kind}.yaml"


def path_in_dossier(dossier: str, file: str) -> str:
    """Spell the path of a file of a dossier, given its name."""
    return f"{SUBMISSIONS}/{dossier}/{file}"


def panel_path(year: int) -> str:
    """Spell the path of a year's panel of experts."""
    return f"{SUBMISSIONS}/{EXPERTS}/{year}.yaml"


def notice_path(notice: str) -> str:
    """Spell the path of a notice, given its id."""
    return f"{NOTICES}/{notice}.md"


def schema_path(schema: str) -> str:
    """Spell the path of a form, given its name such as `application/2017`."""
    return f"{SCHEMAS}/{schema}.schema.json"


def find_root(start: Path) -> Path | None:
    """Find the nearest folder, from `start` upwards, that holds submissions and schemas."""
    for folder in (start, *start.parents):
        if (folder / SUBMISSIONS).is_dir() and (folder / SCHEMAS).is_dir():
            return folder
    return None
