"""Publications that tests look at: of the real tree and of the demonstration, each made once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from brandpilot.build import publish_data
from brandpilot.changes import Change
from brandpilot.evaluate import Computed, compute
from brandpilot.pages import Edition
from support.sites import AS_OF, DEMO_DAY, DEMO_TREE, ROOT, built_once, edition_of

TREES = {"real": (ROOT, AS_OF), "demo": (DEMO_TREE, DEMO_DAY)}
CHANGES = (
    Change(
        "c" * 40,
        "2020-06-16T02:00:00Z",
        "submissions/fujian/shili-bamboo/2019-application.yaml",
        1,
        "added",
    ),
    Change(
        "d" * 40,
        "2020-07-01T02:00:00Z",
        "submissions/fujian/shili-bamboo/2019-application.yaml",
        1,
        "changed",
        "/organizer/landline",
        "0591-1234567 或 13812345678",
        "0591-1234567",
    ),
)
"""What Git might tell of the demonstration; a mobile number among it."""


def edition(name: str) -> Edition:
    tree, day = TREES[name]
    return with_changes(edition_of(tree, day), CHANGES if name == "demo" else ())


def with_changes(made: Edition, changes: Sequence[Change]) -> Edition:
    return replace(made, changes=tuple(changes))


def computed(name: str) -> Computed:
    made = edition(name)
    return compute(made.source, made.plan)


def published(factory: pytest.TempPathFactory, name: str) -> Path:
    """Give the folder of a publication; it must not be changed."""

    def make(folder: Path) -> None:
        made = edition(name)
        publish_data(made, compute(made.source, made.plan), folder / "out")

    return built_once(factory, f"published-{name}", make) / "out"


def of_day(day: date) -> Edition:
    """The demonstration as it was on a day."""
    return edition_of(DEMO_TREE, day)
