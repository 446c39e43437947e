"""Whole trees of invented applications: valid, all different, the same for the same seed."""

import copy
import random
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from bench.agree import FILED, Filing, agree, counties
from bench.draw import Draw
from bench.names import MOST, place_and_product
from bench.rows import to_yaml
from brandpilot.checks import Law
from brandpilot.findings import Json
from brandpilot.layout import record_path

Application: TypeAlias = dict[str, Json]
Fault: TypeAlias = Callable[[Application], object]

FORM = f"application/{FILED}"
_ROWS = {"indicators": 5, "targets": 3, "firms": 3, "sources": 2}
_HEADER = "# 示例：单位、企业、号码和数字都是程序随机编造的，只用来测量速度。\n"

FORM_FAULTS: Mapping[str, Fault] = {
    "缺栏目": lambda data: data["organizer"].pop("address"),
    "多栏目": lambda data: data["cluster"].update(popularity="高"),
    "数写成文字": lambda data: data["influence"]["economy"].update(share_pct="三成"),
    "空文字": lambda data: data["plan"].update(goal=""),
    "没有这一天": lambda data: data["signoff"].update(date="2017-02-30"),
}
"""What the form alone forbids: every validator must refuse each of these."""

_OTHER_FAULTS: tuple[Fault, ...] = (
    lambda data: data["cluster"].update(park_kind="unknown"),
    lambda data: data["organizer"].update(office="联系电话13800000000"),
    lambda data: data["plan"]["tasks"][0]["measures"].pop(),
    lambda data: data["plan"]["funds"].update(total_cny10k=1),
    lambda data: data["indicators"][0]["values"][0].update(year=2010),
)
"""What only our own checks see."""


def applications(numbers: range, seed: int, law: Law) -> Iterator[tuple[str, Application]]:
    """Yield path and data of the applications of these numbers, under the calls of `law`."""
    if numbers.stop > MOST:
        message = f"at most {MOST} different names"
        raise ValueError(message)
    units = law.codelists["units"]
    homes = {row["code"]: counties(row, units, law.codelists["divisions"]) for row in units.rows}
    calls = {
        settings["issuer"]: notice
        for notice, settings in law.calls.items()
        if settings["form"] == FORM and settings["year"] == FILED
    }
    for number in numbers:
        luck = random.Random(f"{seed}/{number}")  # noqa: S311 – nothing is kept secret
        unit = units.rows[number % len(units.rows)]["code"]
        divisions = tuple(luck.sample(homes[unit], min(1, len(homes[unit]))))
        call = calls.get(unit) or calls["miit"]
        filing = Filing(number, unit, f"shili-{number:05d}", call, divisions)
        yield record_path(filing.dossier, FILED, "application"), _data(filing, luck, law)


def text_of(data: Application) -> str:
    """Give the file of an application."""
    return _HEADER + to_yaml(data)


def with_fault(data: Application, fault: Fault) -> Application:
    """Copy an application with one fault."""
    bad = copy.deepcopy(data)
    fault(bad)
    return bad


def spoilt(data: Application) -> Application:
    """Copy an application with ten faults: five against the form, five against the checks."""
    for fault in (*FORM_FAULTS.values(), *_OTHER_FAULTS):
        data = with_fault(data, fault)
    return data


def unfinished(data: Application) -> Application:
    """Copy an application with only three of its seven tasks: about 10 KB instead of 14."""
    return with_fault(data, lambda bad: bad["plan"].update(tasks=bad["plan"]["tasks"][:3]))


def _data(filing: Filing, luck: random.Random, law: Law) -> Application:
    place, product = place_and_product(filing.number)
    words = {"示例": f"示例{place}", "藤编": product}
    draw = Draw(luck, law.codelists, words, filing.number * 8, _ROWS)
    form = law.forms[FORM]
    data: Application = draw.value(form.schema)
    agree(data, filing, draw, form)
    return data
