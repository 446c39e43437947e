"""What this repository holds in force, as tests ask for it, and small trees of their own."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from brandpilot.checks import Law
from brandpilot.findings import Finding
from brandpilot.inspection import Inspected, inspect_one, read_law
from brandpilot.load import Document, load

ROOT = Path(__file__).parents[2]
TODAY = "2026-01-01"
VALID = ROOT / "tests" / "examples" / "valid"
APPLICATION = "submissions/fujian/shili-rattan/2017-application.yaml"


@cache
def law() -> Law:
    """Read the forms, codelists and calls of this repository, once."""
    return read_law(ROOT, ROOT, TODAY)


def document(path: str, text: str | bytes) -> Document:
    """Read a text that must be readable."""
    read = load(path, text.encode() if isinstance(text, str) else text)
    assert isinstance(read, Document), read
    return read


def inspected(text: str | bytes, path: str = APPLICATION, under: Law | None = None) -> Inspected:
    """Inspect one text as if it lay at `path`."""
    raw = text.encode() if isinstance(text, str) else text
    return inspect_one(path, raw, under or law(), keep=True)


def codes(findings: tuple[Finding, ...] | list[Finding]) -> list[str]:
    """Give the codes of findings, in their order."""
    return [finding.code for finding in findings]


def plant_tree(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a root, folders and all."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
    return root
