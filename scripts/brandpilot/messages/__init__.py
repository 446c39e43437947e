"""The catalogue of findings: severity, title, sentence, remedy and basis of every code.

`zh.toml` is the source; `en.toml` says the same in English and holds no severity and no basis.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from brandpilot.findings import Finding
from brandpilot.glyphs import is_seen
from brandpilot.privacy import mask

LANGUAGES = ("zh", "en")
SEVERITIES: Mapping[str, Mapping[str, str]] = {
    "zh": {"error": "须改正", "warning": "请核对", "note": "供参考"},
    "en": {"error": "must be mended", "warning": "please check", "note": "for information"},
}
"""What a severity is called, by language."""
NO_CLAUSE = ("数据质量", "项目规则")
"""The two bases that are not a clause of an official document."""

_LONGEST_QUOTE = 120
_BEYOND_FOUR_DIGITS = 0xFFFF


@dataclass(frozen=True, slots=True)
class Entry:
    """One code as the catalogue holds it; `message`, `fix`, `basis` may have {gaps} to fill."""

    code: str
    severity: str
    title: str
    message: str
    fix: str
    basis: str


@cache
def catalogue(language: str = "zh") -> Mapping[str, Entry]:
    """Read the catalogue in one language, ordered by code."""
    folder = resources.files(__name__)
    source = tomllib.loads((folder / "zh.toml").read_text(encoding="utf-8"))
    words = tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8"))
    fixed = {
        code: {key: entry[key] for key in ("severity", "basis")} for code, entry in source.items()
    }
    return {code: Entry(code, **{**words[code], **fixed[code]}) for code in sorted(source)}


def tell(finding: Finding, language: str = "zh") -> Entry:
    """Fill the catalogue's sentence with what was found, but never with personal data."""
    entry = catalogue(language)[finding.code]
    values = {name: visible(mask(value)) for name, value in finding.values}
    return Entry(
        entry.code,
        entry.severity,
        entry.title,
        entry.message.format_map(values),
        entry.fix.format_map(values),
        entry.basis.format_map(values),
    )


def severity(finding: Finding) -> str:
    """Give `error`, `warning` or `note`."""
    return catalogue()[finding.code].severity


def is_error(finding: Finding) -> bool:
    """Tell whether a finding keeps a file out."""
    return severity(finding) == "error"


def visible(text: str, limit: int = _LONGEST_QUOTE) -> str:
    """Show foreign text safely: what cannot be seen is spelled out, what is long is cut."""
    shown = "".join(map(_spell, text[: limit + 1]))
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def _spell(character: str) -> str:
    if character == "\n":
        return "⏎"
    if is_seen(character) and character != "\t":
        return character
    number = ord(character)
    return f"\\U{number:08x}" if number > _BEYOND_FOUR_DIGITS else f"\\u{number:04x}"
