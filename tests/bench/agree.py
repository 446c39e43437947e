"""What must agree in a filing: its codes, years, dates, sums and shares.

A form says what each box takes, not how two boxes go together; that is said here once, for
fields that the checks compare.
"""

import hashlib
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bench.draw import Draw, Row
from brandpilot.codelists import Codelist
from brandpilot.findings import Json
from brandpilot.schema import Form

FILED = 2017
_BASE_YEARS = (2014, 2015, 2016)
_TARGET_YEARS = (2018, 2019, 2020)
_OWN = "export_delivery"
"""Code of an indicator that is the filer's own."""
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True, slots=True)
class Filing:
    """Who files: `number` tells it from all others, `divisions` are codes of its county."""

    number: int
    unit: str
    cluster: str
    call: str
    divisions: tuple[str, ...]

    @property
    def dossier(self) -> str:
        """Give the id, `<unit>/<cluster>`."""
        return f"{self.unit}/{self.cluster}"


def agree(data: dict[str, Json], filing: Filing, draw: Draw, form: Form) -> None:
    """Make the boxes of a drawn filing agree with each other."""
    data["dossier"], data["call"] = filing.dossier, filing.call
    _codes(data, filing)
    _past(data)
    _economy(data["influence"], draw.luck)
    _indicators(data, draw, form)
    _plan(data["plan"], draw.luck)


def credit_code(kind: str, division: str, serial: int) -> str:
    """Spell a unified social credit code that nobody bears (GB 32100-2015)."""
    body = f"{kind}{division}M{serial:08d}"
    weighted = sum(_ALPHABET.index(sign) * 3**place for place, sign in enumerate(body))
    return body + _ALPHABET[-weighted % 31]


def _codes(data: dict[str, Json], filing: Filing) -> None:
    data["cluster"]["division_codes"] = list(filing.divisions)
    home = next(iter(filing.divisions), "000000")
    bearers = [("11", data["organizer"]), *(("91", firm) for firm in data["influence"]["firms"])]
    for row, (kind, bearer) in enumerate(bearers):
        if bearer["credit_code"] is not None:
            bearer["credit_code"] = credit_code(kind, home, filing.number * 100 + row)
    for row, attachment in enumerate(data["attachments"]):
        name = f"{filing.dossier} {row}"
        attachment["sha256"] = hashlib.sha256(name.encode()).hexdigest()


def _past(data: dict[str, Json]) -> None:
    for accident in data["eligibility"]["accidents"]:
        accident["years"] = [
            {"year": year, "status": "none", "account": None} for year in _BASE_YEARS
        ]
    for item in data["groundwork"]:
        if not item["done"]:
            item["since_date"] = item["evidence"] = None


def _economy(influence: dict[str, Json], luck: random.Random) -> None:
    economy, firms = influence["economy"], influence["firms"]
    whole, share = economy["local_output_cny100m"], luck.uniform(0.2, 0.6)
    economy["cluster_output_cny100m"] = part = round(whole * share, 1)
    economy["share_pct"] = round(part / whole * 100, 1)
    economy["year"] = FILED - 1
    for place, firm in enumerate(firms, start=2):
        firm["output_cny100m"], firm["year"] = round(part / place**2, 1), FILED - 1


def _indicators(data: dict[str, Json], draw: Draw, form: Form) -> None:
    known = draw.codelists["indicators"]
    named, others = known.where("named", "yes"), known.where("named", "no")
    codes = [*named, *draw.luck.sample(others, len(data["indicators"]) - len(named) - 1), _OWN]
    (row,) = (schema for path, schema in form.fields if path == ("indicators", "*"))
    for item, code in zip(data["indicators"], codes, strict=True):
        unit = next((entry["unit"] for entry in known.rows if entry["code"] == code), "")
        item["indicator"], item["unit"] = code, unit or "亿元"
        if code == _OWN:
            item["name"] = draw.filled(row["properties"]["name"], "name", Row())
        else:
            item["name"] = None
        if not unit:
            item["method"] = draw.filled(row["properties"]["method"], "method", Row())
    start = {code: draw.luck.uniform(5, 30) for code in codes}
    for item in data["indicators"]:
        item["values"] = _series(_BASE_YEARS, start[item["indicator"]], draw.luck)
    for item, code in zip(data["plan"]["targets"], codes, strict=False):
        item["indicator"] = code
        item["values"] = _series(_TARGET_YEARS, start[code] * 1.5, draw.luck)


def _series(years: tuple[int, ...], first: float, luck: random.Random) -> list[Json]:
    step = luck.uniform(0.3, 2)
    return [
        {"year": year, "value": round(first + step * index, 1)} for index, year in enumerate(years)
    ]


def _plan(plan: dict[str, Json], luck: random.Random) -> None:
    start = date(FILED, luck.randint(9, 12), 1)
    end = start.replace(year=FILED + 3) - timedelta(days=1)
    plan["start_date"], plan["end_date"] = start.isoformat(), end.isoformat()
    for task in plan["tasks"]:
        days = sorted(luck.sample(range((end - start).days), len(task["milestones"])))
        for milestone, day in zip(task["milestones"], days, strict=True):
            milestone["by_date"] = (start + timedelta(days=day)).isoformat()
    total = sum(task["funds_cny10k"] for task in plan["tasks"])
    sources = plan["funds"]["sources"]
    plan["funds"]["total_cny10k"] = total
    for source in sources:
        source["amount_cny10k"] = total // len(sources)
    sources[0]["amount_cny10k"] += total - sum(source["amount_cny10k"] for source in sources)


def counties(unit: Mapping[str, str], units: Codelist, divisions: Codelist) -> tuple[str, ...]:
    """Give the county codes in use in the year of filing that file with a recommending unit."""
    if not unit["division"]:
        return ()
    cities = {row["division"][:4] for row in units.rows if row["parent"]}
    own = unit["division"][:4] if unit["parent"] else unit["division"][:2]
    return tuple(
        row["code"]
        for row in divisions.rows
        if row["code"].startswith(own)
        and not row["code"].endswith("00")
        and (unit["parent"] or row["code"][:4] not in cities)
        and int(row["from_year"]) <= FILED <= int(row["until_year"] or FILED)
    )
