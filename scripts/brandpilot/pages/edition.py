"""What one edition of the site is made of, and nothing else: no clock, no environment, no folder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from brandpilot.changes import Change
from brandpilot.codelists import Codelist
from brandpilot.course import Table
from brandpilot.findings import Json
from brandpilot.messages import Entry
from brandpilot.records import Register
from brandpilot.schema import Form
from brandpilot.tables import Plan, Source


@dataclass(frozen=True, slots=True)
class Edition:
    """Content of a build; its bytes are a function of these values and of the hand-written pages.

    `plan` declares the published tables. `commit` is the Git commit of the tree, '' where there is
    none; `site_url` ends in `/`, or is '' where the site's public address is not known. A
    demonstration `is_demo`: all of it is made up, and every page says so. `changes` are those that
    Git tells, newest first.
    """

    register: Register
    catalogue: Mapping[str, Entry]
    forms: Mapping[str, Form]
    codelists: Mapping[str, Codelist]
    table: Table
    plan: Plan
    as_of: date
    commit: str
    site_url: str
    is_demo: bool = False
    changes: Sequence[Change] = ()

    @property
    def source(self) -> Source:
        """What the published tables are made from."""
        return Source(self.register, self.forms, self.codelists, self.as_of, self.changes)


@dataclass(frozen=True, slots=True)
class Offered:
    """What is offered for download: version, (bytes, SHA-256) by path, the description, the report."""

    version: str
    files: Mapping[str, tuple[int, str]]
    described: Mapping[str, Json]
    report: Mapping[str, Json]
