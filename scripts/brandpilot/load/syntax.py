"""The YAML parser's complaint, told as the mistake that a person most likely made."""

import re

import yaml

from brandpilot.findings import Finding, finding

_FULLWIDTH_KEY = re.compile(r"^[ -]*[\"']?\w{1,30}[\"']?(：)")
_GLUED_KEY = re.compile(r"^[ -]*([a-z][a-z0-9_]*):(?!//)\S", re.ASCII)

_GLUED_DASH = re.compile(r"^ *(-)[^\s-]")
_MISTYPED = ((_FULLWIDTH_KEY, "F014"), (_GLUED_KEY, "F028"), (_GLUED_DASH, "F038"))
_BRACKET_VALUE = re.compile(r"^[ -]*[^:]*: +([\[{])")

_BY_CONTEXT = (
    ("scanning an anchor", "F017"),
    ("scanning an alias", "F017"),
    ("scanning a tag", "F019"),
    ("parsing a tag", "F019"),
    ("scanning a directive", "F025"),
)
"""What libyaml 0.2.5 was reading when it gave up: the mistake lies where that began."""

_BY_PROBLEM = (
    ("could not find expected ':'", "F034"),
    ("mapping values are not allowed", "F030"),
    ("block sequence entries are not allowed", "F031"),
    ("did not find expected '-' indicator", "F031"),
    ("did not find expected key", "F031"),
    ("found a tab character", "F015"),
    ("found unexpected end of stream", "F029"),
    ("found unexpected document indicator", "F029"),
    ("escape", "F032"),
    ("hexdecimal", "F032"),
    ("expected <document start>", "F020"),
    ("did not find expected ',' or", "F021"),
    ("found undefined tag handle", "F019"),
)
"""Words in its complaints, in the order in which they are looked for."""
_WHERE_IT_BEGAN = (
    "could not find expected ':'",
    "did not find expected ',' or",
    "found unexpected",
)


def explain_syntax(path: str, text: str, error: yaml.YAMLError) -> Finding:
    """Give one finding for the place where the text cannot be read further."""
    problem = str(getattr(error, "problem", "") or error)
    context = str(getattr(error, "context", ""))
    began = getattr(error, "context_mark", None)
    mark = getattr(error, "problem_mark", None)
    by_context = next((code for words, code in _BY_CONTEXT if words in context), None)
    if began and (by_context or problem.startswith(_WHERE_IT_BEGAN)):
        mark = began
    lines = text.split("\n")
    number = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column if mark else 0
    if number and not lines[number]:  # the complaint is about the end: show the last line
        number -= 1
        column = max(len(lines[number]) - 1, 0)
    if by_context:
        return finding(path, (number + 1, column + 1), by_context)
    return (
        _mistyped_key(path, lines, (number, column), problem)
        or _mistyped_value(path, lines[number], (number, column), problem)
        or finding(path, (number + 1, column + 1), _code_of(problem))
    )


def _code_of(problem: str) -> str:
    return next((code for words, code in _BY_PROBLEM if words in problem), "F027")


def _mistyped_value(path: str, line: str, at: tuple[int, int], problem: str) -> Finding | None:
    """Look at the characters before the complaint: what a person took for text is a sign to YAML."""
    number, column = at
    place, before = (number + 1, column + 1), line[:column].strip()
    if problem.startswith("found character that cannot start any token"):
        if (character := line[column : column + 1]) == "\t":
            return finding(path, place, "F015")
        return finding(path, place, "F033", character=character)
    if not problem.startswith("did not find expected key"):
        return None
    if bracket := _BRACKET_VALUE.match(line):
        return finding(path, (number + 1, bracket.start(1) + 1), "F033", character=bracket[1])
    if before:
        return finding(path, place, "F029")
    return finding(path, place, "F026") if line[column : column + 1] == ":" else None


def _mistyped_key(path: str, lines: list[str], at: tuple[int, int], problem: str) -> Finding | None:
    """Look for a colon or dash that is none on the line of the complaint, or on the one above it.

    The line above is to blame only where its text ran on into a key: then the first colon of
    the line is the one complained of.
    """
    number, column = at
    ran_on = problem.startswith("mapping values") and ":" not in lines[number][:column]
    for line in (number, number - 1) if number and ran_on else (number,):
        for pattern, code in _MISTYPED:
            if found := pattern.match(lines[line]):
                return finding(path, (line + 1, found.start(1) + 1), code)
    return None
