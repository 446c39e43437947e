"""Where each clause is told: the heading that bears the clause's code as its anchor."""

import re
from collections.abc import Mapping

_ANCHOR = re.compile(r"^#{1,6} .*\{ #(\S+) \}$", re.MULTILINE)


def anchors(pages: Mapping[str, str], clauses: Mapping[str, str]) -> dict[str, str]:
    """Map each clause to `<page>.html#<clause>`; a clause that no page tells is left out.

    `pages` maps a page's address without suffix to its Markdown, `clauses` each code to its title.
    """
    found = {
        code: f"{page}.html#{code}"
        for page, text in pages.items()
        for code in _ANCHOR.findall(text)
    }
    return {code: address for code, address in found.items() if code in clauses}
