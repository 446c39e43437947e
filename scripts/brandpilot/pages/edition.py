"""What one edition of the site is made of, and nothing else: no clock, no environment, no folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from brandpilot.codelists import Codelist
from brandpilot.course import Table
from brandpilot.messages import Entry
from brandpilot.records import Register
from brandpilot.schema import Form


@dataclass(frozen=True, slots=True)
class Edition:
    """Content of a build; its bytes are a function of these values and of the hand-written pages.

    `commit` is the Git commit of the tree, '' where there is none; `site_url` ends in `/`, or is
    '' where the site's public address is not known. A demonstration `is_demo`: all of it is made
    up, and every page says so.
    """

    register: Register
    catalogue: Mapping[str, Entry]
    forms: Mapping[str, Form]
    codelists: Mapping[str, Codelist]
    table: Table
    as_of: date
    commit: str
    site_url: str
    is_demo: bool = False
