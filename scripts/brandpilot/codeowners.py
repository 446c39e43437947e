"""CODEOWNERS as GitHub reads it, generated from the roster: whose review a file asks for."""

from collections.abc import Iterable, Iterator

from brandpilot.layout import (
    CODEOWNERS,
    EXPERTS,
    MINISTRY,
    NOTICES,
    REVIEWERS,
    SCHEMAS,
    SUBMISSIONS,
)
from brandpilot.roster import MAINTAINERS, MINISTRY_DECIDES, SECRETARIAT, Roster

_HEAD = (
    "# 由 .github/reviewers.yml 生成，不要手工改动；重新生成：brandpilot codeowners --write",
    "# 后面的行优先。名册列出的审查人都在内，任期和回避由 gate 判断。没有审查人的单位，归维护人员。",
)
_BY_MINISTRY = (
    "paper-ministry",
    "expert-review",
    "designation",
    "demonstration",
    "status-change-ministry",
    "press-figures",
)
"""Kinds of record in a dossier that the ministry decides on (指南四(三))."""
_OTHER_OFFICES = frozenset((MINISTRY_DECIDES, SECRETARIAT, MAINTAINERS))


def codeowners(roster: Roster) -> str:
    """Write the file; the same roster gives the same bytes, on any day."""
    return "\n".join((*_HEAD, *_lines(roster))) + "\n"


def _lines(roster: Roster) -> Iterator[str]:
    yield from _owned(roster, ("*", "/scripts/", f"/{SCHEMAS}/", "/.github/"), MAINTAINERS)
    for code in roster.authorities:
        if code not in _OTHER_OFFICES:
            own = (f"/{SUBMISSIONS}/{code}/", f"/{NOTICES}/{code}/")
            yield from _owned(roster, own, code)
    patterns = [f"/{SUBMISSIONS}/*/*/*-{kind}*.yaml" for kind in _BY_MINISTRY]
    patterns += [f"/{SUBMISSIONS}/{EXPERTS}/", f"/{NOTICES}/{MINISTRY}/"]
    yield from _owned(roster, patterns, MINISTRY_DECIDES)
    both = (f"/{REVIEWERS}", f"/{CODEOWNERS}")
    yield from _owned(roster, both, MAINTAINERS, MINISTRY_DECIDES)


def _owned(roster: Roster, patterns: Iterable[str], *authorities: str) -> Iterator[str]:
    """Yield a line for each pattern; none where nobody is listed, so that earlier lines hold."""
    logins = {
        one.login: None
        for code in authorities
        if code in roster.authorities
        for one in roster.authorities[code].reviewers
    }
    owners = " ".join(f"@{login}" for login in logins)
    if owners:
        yield from (f"{pattern} {owners}" for pattern in patterns)
