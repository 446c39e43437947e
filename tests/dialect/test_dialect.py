"""One YAML dialect: Python and the browser read the same tables to the same values.

scalars.json says what plain scalars mean, accepted.json what structures hold, refused.json
what neither side lets in.
"""

import json
import subprocess
from pathlib import Path
from typing import Any, TypedDict

import pytest

from brandpilot.load import Document, load
from brandpilot.load.dialect import resolve

HERE = Path(__file__).parent
TYPES = {"null": type(None), "bool": bool, "int": int, "float": float, "text": str}


class Case(TypedDict):
    """`text` is the scalar as written, repeated where the table says so."""

    text: str
    kind: str
    value: Any
    why: str


def read_json(table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((HERE / table).read_text(encoding="utf-8"))
    return rows


def read_scalars() -> list[Case]:
    """Read the table of plain scalars; the value of a text is the text itself."""
    cases = []
    for row in read_json("scalars.json"):
        text = row["scalar"] * row.get("repeat", 1)
        value = text if row["kind"] == "text" else row["value"]
        cases.append(Case(text=text, kind=row["kind"], value=value, why=row["why"]))
    return cases


def name(case: Case) -> str:
    return case["text"][:30].encode("unicode_escape").decode() or "empty"


ACCEPTED, REFUSED = read_json("accepted.json"), read_json("refused.json")
CASES = read_scalars()
# Text is text as a key too; what is no text as a value must become text as a key.
KEYS = [case for case in CASES if case["kind"] != "text" and case["text"]]


def python_reads(text: str) -> dict[str, Any]:
    document = load("any.yaml", text.encode())
    assert isinstance(document, Document), document
    return document.data


def browser_reads(texts: list[str]) -> list[Any]:
    """Start Node once for all texts; a refusal comes back as its reason."""
    read = subprocess.run(
        ["node", str(HERE / "read.mjs")],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    answers = json.loads(read.stdout)
    return [dict(answer) if isinstance(answer, list) else answer for answer in answers]


@pytest.mark.parametrize("case", CASES, ids=name)
def test_python_reads_the_value(case: Case) -> None:
    for value in (resolve(case["text"]), python_reads(f"v: {case['text']}\n")["v"]):
        # Python tells 1 from 1.0 and from True.
        assert type(value) is TYPES[case["kind"]], case["why"]
        assert value == case["value"], case["why"]


@pytest.mark.parametrize("case", KEYS, ids=name)
def test_python_reads_the_key_as_text(case: Case) -> None:
    assert python_reads(f"{case['text']}: 1\n") == {case["text"]: 1}


def test_the_browser_reads_the_value() -> None:
    answers = browser_reads([f"v: {case['text']}\n" for case in CASES])
    # JSON's text tells a number from a truth value, not 1 from 1.0: nor does a browser.
    different = [
        (case["text"][:30], case["why"], answer)
        for case, answer in zip(CASES, answers, strict=True)
        if answer != {"v": case["value"]}
        or isinstance(answer["v"], bool) is not (case["kind"] == "bool")
    ]
    assert different == []


def test_the_browser_reads_the_key_as_text() -> None:
    texts = [case["text"] for case in KEYS]
    assert browser_reads([f"{text}: 1\n" for text in texts]) == [{text: 1} for text in texts]


@pytest.mark.parametrize("row", ACCEPTED, ids=lambda row: row["why"])
def test_python_accepts(row: dict[str, Any]) -> None:
    assert python_reads(row["text"]) == row["value"]


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row["why"])
def test_python_refuses(row: dict[str, Any]) -> None:
    findings = load("any.yaml", row["text"].encode())
    assert isinstance(findings, list)
    assert findings


def test_the_browser_accepts() -> None:
    answers = browser_reads([row["text"] for row in ACCEPTED])
    assert answers == [row["value"] for row in ACCEPTED]


def test_the_browser_refuses() -> None:
    answers = browser_reads([row["text"] for row in REFUSED])
    let_in = [
        (row["why"], a) for row, a in zip(REFUSED, answers, strict=True) if type(a) is not str
    ]
    assert let_in == []


def test_the_table_is_wide_enough() -> None:
    assert len(CASES) >= 176
    assert {case["kind"] for case in CASES} == set(TYPES)
    assert len({case["text"] for case in CASES}) == len(CASES)
