"""The examples of the case law: how they are written down, and how they are judged.

An example says in comment lines at its top what is found in it:

    # expect: C201 /plan/end_date 57:3      code, pointer (none outside of the data), line:column
    # path: submissions/fujian/…/2017-application.yaml     where it lies; told from its contents
    # beside: fujian-2017-application.yaml  a valid example that lies in the tree with it (or its base)
    # base: fujian-2017-application.yaml    the valid example that it is, but for the lines below
    # at: /plan/end_date                    a place in the base; the lines below stand there instead

Line and column are those of the file that is judged: of the base with its changed lines, where
there is a base. What stands in its own bytes (another encoding, say) has its comment lines in a
file beside it that ends in `.expect`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from brandpilot.checks import Facts, Law, examine_across
from brandpilot.findings import Finding
from brandpilot.inspection import inspect_one
from brandpilot.layout import EXPERT_PANEL, EXPERTS, SUBMISSIONS, YEARLY, record_path
from brandpilot.privacy import mask
from support.amend import amend
from support.house import ROOT, VALID

INVALID = ROOT / "tests" / "examples" / "invalid"

_COURSE = "L"
"""Letter of the findings about the order of a dossier's records."""
_HEADER = re.compile(r"# (expect|path|beside|base): (.*)")
_AT = re.compile(r"^# at: (.*)\n", re.MULTILINE)
_KIND = re.compile(r"^schema: ([a-z-]+)/", re.MULTILINE)
_DOSSIER = re.compile(r"^dossier: (\S+)$", re.MULTILINE)
_UNIT = re.compile(r"^unit: (\S+)$", re.MULTILINE)
_YEARS = tuple(
    re.compile(rf"^{before}([0-9]{{4}})", re.MULTILINE)
    for before in ("year: ", "call: [a-z]+/", 'date: "?')
)
"""The year that a record speaks of; else that of the call; else that of the day."""


@dataclass(frozen=True, slots=True)
class Example:
    """One file of the case law: the bytes that are judged, and the findings that it must earn."""

    file: Path
    path: str
    raw: bytes
    expected: tuple[str, ...]
    beside: tuple[str, ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """The codes that it is an example of."""
        return frozenset(told.partition(" ")[0] for told in self.expected)


def read_examples(folder: Path) -> tuple[Example, ...]:
    """Read every example of a folder, in order of file name."""
    files = sorted(file for file in folder.iterdir() if file.suffix in (".yaml", ".md"))
    return tuple(read_example(file) for file in files)


def read_example(file: Path) -> Example:
    """Read one example; one with a base is built from it."""
    header = headers(_told_by(file).read_text(encoding="utf-8"))
    raw = file.read_bytes()
    text = raw.decode("utf-8", "replace")
    beside = header.get("beside", ())
    if base := header.get("base"):
        sound = (VALID / base[0]).read_text(encoding="utf-8")
        text = built(file.suffix, text, sound)
        raw = text.encode()
        beside = beside or headers(sound).get("beside", ())
    path = header.get("path", [_place(file, text)])[0]
    return Example(file, path, raw, tuple(sorted(header.get("expect", ()))), tuple(beside))


def built(suffix: str, patch: str, base: str) -> str:
    """Build a file from a valid one and the places that a patch changes."""
    _, *parts = _AT.split(patch)
    return amend(f"base{suffix}", base, zip(parts[::2], parts[1::2], strict=True))


def judge_example(example: Example, law: Law, notices: Sequence[Facts]) -> tuple[Finding, ...]:
    """Judge an example as if it lay alone beside this repository's notices and what it names.

    Of what should have come before it in its dossier nothing is asked where it names nothing.
    """
    inspected = inspect_one(example.path, example.raw, law)
    others = (read_example(VALID / name) for name in example.beside)
    there = (inspect_one(other.path, other.raw, law).facts for other in others)
    facts = [*notices, *filter(None, (inspected.facts, *there))]
    ordered = sorted(facts, key=lambda file: file.path)
    across = [
        found
        for found in examine_across(ordered, law)
        if found.path == example.path and (example.beside or found.code[0] != _COURSE)
    ]
    return tuple(sorted({*inspected.findings, *across}))


def spelled(finding: Finding) -> str:
    """Spell a finding as an example expects it: as it is told, so with no private number."""
    words = (finding.code, mask(finding.pointer), f"{finding.line}:{finding.column}")
    return " ".join(word for word in words if word)


def move(example: Example, found: Sequence[Finding]) -> Example:
    """Write new lines and columns into an example; what is found and where stays as it is.

    A blessing follows a base whose lines have moved: it can never admit another finding.
    """
    told = tuple(sorted(spelled(finding) for finding in found))
    assert _unplaced(told) == _unplaced(example.expected)
    file = _told_by(example.file)
    text = file.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("# expect: ")]
    at = next(i for i, line in enumerate(text.splitlines()) if line.startswith("# expect: "))
    lines[at:at] = [f"# expect: {line}\n" for line in told]
    file.write_text("".join(lines), encoding="utf-8")
    return replace(example, expected=told)


def _unplaced(told: Sequence[str]) -> list[str]:
    return sorted(line.rpartition(" ")[0] for line in told)


def _told_by(file: Path) -> Path:
    beside = file.with_suffix(".expect")
    return beside if beside.exists() else file


def headers(text: str) -> Mapping[str, list[str]]:
    """Read the comment lines at the top; a page has them inside of its front matter."""
    headers: dict[str, list[str]] = {}
    for line in text.removeprefix("---\n").splitlines():
        if not line.startswith("#"):
            break
        if found := _HEADER.fullmatch(line):
            headers.setdefault(found[1], []).append(found[2])
    return headers


def _place(file: Path, text: str) -> str:
    """Tell where a record lies from what it says; one that does not say it is a draft."""
    kind, dossier, unit = (found.search(text) for found in (_KIND, _DOSSIER, _UNIT))
    year = next((int(found[1]) for years in _YEARS if (found := years.search(text))), None)
    if kind and dossier:
        return record_path(dossier[1], year, kind[1])
    folders = {of: f"{unit[1]}/{folder}" for folder, of in YEARLY.items()} if unit else {}
    folder = {**folders, EXPERT_PANEL: EXPERTS}.get(kind[1]) if kind else None
    return f"{SUBMISSIONS}/{folder}/{year}.yaml" if folder else file.name
