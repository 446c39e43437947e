"""How values appear on a page: each figure, date and text carries the place where it is written.

The functions here are the filters of the templates. What they give is HTML that is safe in
Markdown; `tests/pages` compares every mark with its record.
"""

import json
import re
from collections.abc import Callable, Mapping
from urllib.parse import quote, urlsplit

from brandpilot import encode
from brandpilot.calls import effective_calls
from brandpilot.codelists import Codelist
from brandpilot.findings import Json
from brandpilot.layout import SUBMISSIONS
from brandpilot.pages.facts import Derived, Fact
from brandpilot.records import Register
from brandpilot.schema import Form

UNKNOWN = "未查到"
NOTICE_PAGES = "notices"
"""Folder of the pages of notices."""

_DAY = re.compile("[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?|[0-9]{2}-[0-9]{2}", re.ASCII)
_YEAR = 4
"""Digits of a year; a day of every year has none."""


def fact(value: Fact, missing: str = UNKNOWN) -> str:
    """Show a value as it is written: a number as `<data>`, text as `<span>`."""
    if value.value is None or value.value == []:
        return f'<span class="unknown"{_mark(value)}>{missing}</span>'
    if isinstance(value.value, bool):
        return _data("true" if value.value else "false", "是" if value.value else "否", value)
    if isinstance(value.value, int | float):
        return _data(json.dumps(value.value), json.dumps(value.value), value)
    return f'<span class="fact"{_mark(value)}>{encode.html(value.text)}</span>'


def when(value: Fact | Derived, missing: str = UNKNOWN) -> str:
    """Show a date, a month or a year as 2017年8月25日, a day of every year as 11月30日."""
    if isinstance(value, Derived):
        return _reckoned(value)
    found = _DAY.fullmatch(value.text)
    if found is None:
        return fact(value, missing)
    shown = f'<time class="fact" datetime="{value.text}"{_mark(value)}>{chinese_day(value.text)}'
    return shown + "</time>"


def _reckoned(day: Derived) -> str:
    name, shown = encode.attribute(day.name), encode.html(day.text)
    if _DAY.fullmatch(day.text):
        shown = chinese_day(day.text)
    mark = f'datetime="{encode.attribute(day.text)}" data-derived="{name}"'
    return f'<time class="count" {mark}>{shown}</time>'


def chinese_day(day: str) -> str:
    """Spell `2017-08-25`, `2017-08`, `2017` or `11-30` in Chinese."""
    parts = day.split("-")
    words = "年月日" if len(parts[0]) == _YEAR else "月日"
    return "".join(f"{int(part)}{word}" for part, word in zip(parts, words, strict=False))


def coded(codelists: Mapping[str, Codelist]) -> Callable[[Fact, str], str]:
    """Make the filter that shows a code by its name in a codelist."""

    def show(value: Fact, codelist: str) -> str:
        if not value:
            return fact(value)
        names = codelists[codelist].names
        return _data(value.text, names.get(value.text, value.text), value)

    return show


def form(forms: Mapping[str, Form]) -> Callable[[Fact], str]:
    """Make the filter that shows a form by its title."""

    def show(value: Fact) -> str:
        if value.text not in forms:
            return fact(value)
        return _data(value.text, str(forms[value.text].schema["title"]), value)

    return show


def notice(register: Register) -> Callable[[Fact, str], str]:
    """Make the filter that shows a notice's id behind a link that bears its title."""

    def show(value: Fact, base: str) -> str:
        named = register.notice(value.text)
        if named is None:
            return fact(value)
        page = url(f"{base}{NOTICE_PAGES}/{named.id}.html")
        title = fact(Fact(named.data["title"], named.path, ("title",)))
        return f'<a href="{page}">{title}</a> <span class="pointer">{fact(value)}</span>'

    return show


def criterion(register: Register) -> Callable[[Fact], str]:
    """Make the filter that shows what a review is scored by: its title in the call, then its code."""
    calls = effective_calls({one.id: one.data for one in register.notices})
    records = (record for one in register.dossiers for record in one.records)
    titles = {
        record.path: _rubric(calls.get(record.get("call"), {}))
        for record in records
        if record.kind == "expert-review"
    }

    def show(value: Fact) -> str:
        title = titles.get(value.path, {}).get(value.text)
        if title is None:
            return fact(value)
        return f'{encode.html(title)} <span class="pointer">{fact(value)}</span>'

    return show


def _rubric(call: Mapping[str, Json]) -> dict[str, str]:
    rows = (call.get("expert_review") or {}).get("rubric") or ()
    return {row["criterion"]: row["title"] for row in rows}


def source(value: Fact) -> str:
    """Show an address as a link that bears its host's name; what is no http(s) address as text."""
    if not value:
        return fact(value)
    url = encode.link(value.text)
    if not url:
        return fact(value)
    host = encode.html(urlsplit(value.text).hostname or "")
    return f'<a class="fact source" href="{url}" rel="noopener nofollow"{_mark(value)}>{host}</a>'


def count(number: Derived) -> str:
    """Show a number that was counted from the records."""
    name = encode.attribute(number.name)
    return f'<data class="count" value="{number.value}" data-derived="{name}">{number.value}</data>'


def path(value: str) -> str:
    """Show the path of a file of the repository."""
    return f'<code class="path" data-path="{encode.attribute(value)}">{encode.html(value)}</code>'


def url(address: str) -> str:
    """Encode a link within the site, made by ourselves; Chinese anchors are percent-encoded."""
    page, hash_, anchor = address.partition("#")
    return encode.attribute(quote(page) + hash_ + quote(anchor, safe="()"))


def clause(code: str, clauses: Mapping[str, str], base: str) -> str:
    """Show a clause as a link to where it is told; a basis that is no clause as plain text."""
    shown = encode.html(code)
    if code not in clauses:
        return f'<span class="clause">{shown}</span>'
    return f'<a class="clause" href="{url(base + clauses[code])}">{shown}</a>'


def _data(value: str, shown: str, fact: Fact) -> str:
    return (
        f'<data class="fact" value="{encode.attribute(value)}"{_mark(fact)}>'
        f"{encode.html(shown)}</data>"
    )


def _mark(fact: Fact) -> str:
    """Name the place, from the records' folder on: it stands hundreds of times on a page."""
    place = fact.place.removeprefix(f"{SUBMISSIONS}/")
    return f' data-fact="{encode.attribute(place)}"'
