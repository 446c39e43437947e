"""What keeps files from the public, told with the name of the file that it is about."""

from collections.abc import Iterable
from dataclasses import dataclass

from brandpilot.findings import Finding
from brandpilot.layout import place_of
from brandpilot.messages import Entry, tell
from brandpilot.pages.edition import Edition
from brandpilot.pages.headlines import kind_name
from brandpilot.records import Record


@dataclass(frozen=True, slots=True)
class Doubt:
    """One finding, what is to be said of it, and the file that it is about.

    `kind` and `file`, which is what the file is called, are '' where nobody knows them. What
    `is_published` has gone wrong later, and stays on its cluster's page.
    """

    found: Finding
    told: Entry
    kind: str
    file: str
    is_published: bool


def doubts(
    findings: Iterable[Finding], edition: Edition, published: Iterable[Record] = ()
) -> tuple[Doubt, ...]:
    """Tell findings in their order; `published` are the records that are shown nevertheless."""
    paths = {record.path for record in published}
    return tuple(
        Doubt(one, tell(one), *_named(one.path, edition), one.path in paths) for one in findings
    )


def _named(path: str, edition: Edition) -> tuple[str, str]:
    place = place_of(path)
    form = next((one for one in edition.forms.values() if place and one.kind == place.kind), None)
    if place is None or form is None:
        return "", ""
    year = f"{place.year}年" if place.year else ""
    number = f"第{place.number}份" if place.number > 1 else ""
    return place.kind, f"{year}{kind_name(form)}{number}"
