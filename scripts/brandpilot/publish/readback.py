"""Everything is read back before it counts: by readers that did not write it.

Each check gives sentences that say what is wrong; none where all is well. The report is published.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from brandpilot.findings import Json
from brandpilot.publish.issue import SUMS
from brandpilot.publish.looking import CHECKS, CheckOf, Written

_MOST_TOLD = 20
"""Sentences of one check that the report keeps."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check and what it found."""

    code: str
    title: str
    told: Sequence[str]


def read_back(written: Written) -> tuple[Check, ...]:
    """Run every check; one that cannot even read what was written tells that."""
    return tuple(
        Check(code, title, tuple(_run(check, written))) for code, (title, check) in CHECKS.items()
    )


def report(written: Written, checks: Sequence[Check]) -> dict[str, Json]:
    """Give the report as published."""
    issue = written.issue
    return {
        "title": f"{issue.title}：质量报告",
        "version": issue.version,
        "as_of": issue.as_of.isoformat(),
        "commit": issue.commit or None,
        "passed": not any(check.told for check in checks),
        "sums_sha256": sha256((written.root / SUMS).read_bytes()).hexdigest(),
        "files": len(written.files),
        "tables": [
            {
                "name": name,
                "rows": len(made),
                "columns": len(made.columns),
                "missing": {
                    str(column): int(made[column].isna().sum())
                    for column in made.columns
                    if made[column].isna().any() and not str(column).endswith("_missing")
                },
            }
            for name, made in issue.frames.items()
        ],
        "checks": [
            {
                "code": check.code,
                "title": check.title,
                "passed": not check.told,
                "found": list(check.told[:_MOST_TOLD]),
                "found_count": len(check.told),
            }
            for check in checks
        ],
    }


def _run(check: CheckOf, written: Written) -> list[str]:
    try:
        return list(check(written))
    except Exception as error:  # noqa: BLE001 – whatever a reader trips over, the file is at fault
        return [f"读不出来：{type(error).__name__}：{error}"]
