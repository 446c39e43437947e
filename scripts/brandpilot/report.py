"""Findings as a person or a machine wants them: text, JSON, GitHub annotations, SARIF."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import groupby
from urllib.parse import quote

from brandpilot.encode import json_file
from brandpilot.findings import Finding, Json
from brandpilot.messages import SEVERITIES, Entry, catalogue, tell, visible
from brandpilot.privacy import mask

_WORDS = {
    "zh": {
        "at": "第 {line} 行第 {column} 列",
        "fix": "怎样改",
        "basis": "依据",
        "none": "检查了 {files} 份材料，没有发现问题。",
        "sum": "检查了 {files} 份材料：须改正 {error} 处，请核对 {warning} 处。",
        "more": "每一条的详细说明：brandpilot explain 编号",
        "colon": "：",
        "gap": "",
        "own basis": "该栏目的依据",
        "not shown": "另有 {more} 处没有标出，全部问题见任务摘要。",
    },
    "en": {
        "at": "line {line}, column {column}",
        "fix": "How to mend it",
        "basis": "Basis",
        "none": "Checked {files} file(s): nothing found.",
        "sum": "Checked {files} file(s): {error} to mend, {warning} to check.",
        "more": "More about each: brandpilot explain CODE",
        "colon": ": ",
        "gap": " ",
        "own basis": "the basis of the field itself",
        "not shown": "{more} more are not shown here; the job's summary tells all of them.",
    },
}
_SARIF_LEVEL = {"error": "error", "warning": "warning", "note": "note"}
_LONGEST_PATH = 4096
_WORST = ("error", "warning", "note")
_SHOWN = 10
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_text(findings: Sequence[Finding], files: int, language: str = "zh") -> str:
    """Tell everything to a person, file by file; `files` is how many were looked at."""
    words = _WORDS[language]
    if not findings:
        return words["none"].format(files=files) + "\n"
    blocks = []
    for path, own in groupby(findings, key=lambda finding: finding.path):
        lines = [visible(path, _LONGEST_PATH)]
        for finding in own:
            told = tell(finding, language)
            place = words["at"].format(line=finding.line, column=finding.column)
            lines += [
                "",
                f"  {place}  [{told.code} {SEVERITIES[language][told.severity]}] {told.title}",
                f"    {told.message}",
                f"    {words['fix']}{words['colon']}{told.fix}",
                f"    {words['basis']}{words['colon']}{told.basis}",
            ]
        blocks.append("\n".join(lines) + "\n")
    counts = Counter(tell(finding).severity for finding in findings)
    total = words["sum"].format(files=files, error=counts["error"], warning=counts["warning"])
    return "\n".join([*blocks, total, words["more"]]) + "\n"


def as_json(findings: Sequence[Finding], _files: int, language: str = "zh") -> str:
    """Give a list of objects: path, pointer, code, severity, line, column, message, fix, basis."""
    rows = [_row(finding, tell(finding, language)) for finding in findings]
    return json_file(rows)


def as_github(findings: Sequence[Finding], _files: int, language: str = "zh") -> str:
    """Give GitHub's workflow commands; what a file says cannot start a command of its own.

    GitHub shows ten to a step: the worst come first, and a last line says how many more there are.
    """
    worst = sorted(findings, key=lambda one: _WORST.index(tell(one).severity))
    shown = worst if len(worst) <= _SHOWN else worst[: _SHOWN - 1]
    lines = [_annotation(finding, tell(finding, language), language) for finding in shown]
    if more := len(worst) - len(shown):
        lines.append(f"::notice::{_WORDS[language]['not shown'].format(more=more)}\n")
    return "".join(lines)


def as_sarif(findings: Sequence[Finding], _files: int, language: str = "zh") -> str:
    """Give SARIF 2.1.0 (OASIS), columns counted in characters."""
    entries = catalogue(language)
    codes = sorted({finding.code for finding in findings})
    run = {
        "tool": {
            "driver": {
                "name": "brandpilot",
                "rules": [_sarif_rule(_without_gaps(entries[code], language)) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _sarif_result(finding, tell(finding, language), codes, _WORDS[language]["gap"])
            for finding in findings
        ],
    }
    report = {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_file(report)


FORMATS: dict[str, Callable[[Sequence[Finding], int, str], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}


def explain(entry: Entry, language: str = "zh") -> str:
    """Tell about one code; the gaps of its sentences are shown as ……."""
    words, shown = _WORDS[language], _without_gaps(entry, language)
    return (
        f"{shown.code}  {shown.title}  [{SEVERITIES[language][shown.severity]}]\n\n{shown.message}\n\n"
        f"{words['fix']}{words['colon']}{shown.fix}\n{words['basis']}{words['colon']}{shown.basis}\n"
    )


def _without_gaps(entry: Entry, language: str) -> Entry:
    """Fill an entry for a reader who has no finding before him."""
    gaps = defaultdict(lambda: "……", basis=_WORDS[language]["own basis"])
    filled = (text.format_map(gaps) for text in (entry.message, entry.fix, entry.basis))
    return Entry(entry.code, entry.severity, entry.title, *filled)


def _row(finding: Finding, told: Entry) -> dict[str, Json]:
    return {
        "path": finding.path,
        "pointer": mask(finding.pointer),
        "code": told.code,
        "severity": told.severity,
        "line": finding.line,
        "column": finding.column,
        "message": told.message,
        "fix": told.fix,
        "basis": told.basis,
    }


def _annotation(finding: Finding, told: Entry, language: str) -> str:
    level = {"error": "error", "warning": "warning", "note": "notice"}[told.severity]
    place = {
        "file": visible(finding.path, _LONGEST_PATH),
        "line": finding.line,
        "col": finding.column,
    }
    place["title"] = f"{told.code} {told.title}"
    settings = ",".join(f"{key}={_property(str(value))}" for key, value in place.items())
    words = _WORDS[language]
    basis = f"{words['basis']}{words['colon']}{told.basis}"
    text = words["gap"].join((told.message, told.fix, basis))
    return f"::{level} {settings}::{_data(text)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _sarif_rule(entry: Entry) -> dict[str, Json]:
    return {
        "id": entry.code,
        "shortDescription": {"text": entry.title},
        "fullDescription": {"text": entry.message},
        "help": {"text": entry.fix},
        "defaultConfiguration": {"level": _SARIF_LEVEL[entry.severity]},
    }


def _sarif_result(finding: Finding, told: Entry, codes: Sequence[str], gap: str) -> dict[str, Json]:
    region = {"startLine": finding.line, "startColumn": finding.column}
    where = {
        "artifactLocation": {"uri": quote(finding.path, errors="surrogateescape")},
        "region": region,
    }
    return {
        "ruleId": told.code,
        "ruleIndex": codes.index(told.code),
        "level": _SARIF_LEVEL[told.severity],
        "message": {"text": f"{told.message}{gap}{told.fix}"},
        "locations": [{"physicalLocation": where}],
        "properties": {
            "pointer": mask(finding.pointer),
            "basis": told.basis,
        },
    }
