"""The YAML parser's complaint, told as the mistake that a person most likely made."""

import re

import yaml

from brandpilot.findings import Finding, finding

_FULLWIDTH_KEY = re.compile(r"^[ -]*[\"']?\w{1,30}[\"']?(：)")
_GLUED_KEY = re.compile(r"^[ -]*([a-z][a-z0-9_]*):(?!//)\S", re.ASCII)

_CODES = (
    ("mapping values are not allowed", "F030"),
    ("block sequence entries are not allowed", "F031"),
    ("did not find expected '-' indicator", "F031"),
    ("did not find expected key", "F031"),
    ("found a tab character", "F015"),
    ("found unexpected end of stream", "F029"),
    ("found unexpected document indicator", "F029"),
    ("escape", "F032"),
    ("hexdecimal", "F032"),
    ("did not find expected alphabetic or numeric character", "F017"),
    ("expected <document start>", "F020"),
    ("did not find expected ',' or", "F021"),
    ("tag", "F019"),
)
"""Words in the complaints of libyaml 0.2.5, in the order in which they are looked for."""


def explain_syntax(path: str, text: str, error: yaml.YAMLError) -> Finding:
    """Give one finding for the place where the text cannot be read further."""
    problem = str(getattr(error, "problem", "") or error)
    mark = getattr(error, "problem_mark", None)
    if problem.startswith(("could not find expected ':'", "found unexpected")):
        mark = getattr(error, "context_mark", None) or mark
    lines = text.split("\n")
    number = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column if mark else 0
    line = lines[number]
    if hint := _mistyped_key(path, lines, number):
        return hint
    if problem.startswith("found character that cannot start any token"):
        if (character := line[column : column + 1]) == "\t":
            return finding(path, (number + 1, column + 1), "F015")
        return finding(path, (number + 1, column + 1), "F033", character=character)
    if problem.startswith("could not find expected ':'"):
        return finding(path, (number + 1, column + 1), "F034")
    if problem.startswith("did not find expected key") and line[:column].strip():
        return finding(path, (number + 1, column + 1), "F029")
    code = next((code for words, code in _CODES if words in problem), "F027")
    return finding(path, (number + 1, column + 1), code)


def _mistyped_key(path: str, lines: list[str], number: int) -> Finding | None:
    """Look at the line of the complaint and the one above it for a colon that is no colon."""
    for at in (number, number - 1):
        if at < 0:
            continue
        if found := _FULLWIDTH_KEY.match(lines[at]):
            return finding(path, (at + 1, found.start(1) + 1), "F014")
        if found := _GLUED_KEY.match(lines[at]):
            return finding(path, (at + 1, found.start(1) + 1), "F028")
    return None
