"""Whatever stands in a file, it gets a verdict: findings that can be told, at places inside of it."""

import re
import string
from collections.abc import Callable, Sequence
from copy import deepcopy
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brandpilot.checks import Facts, examine_across
from brandpilot.findings import Finding, Json
from brandpilot.layout import record_path
from brandpilot.load import load
from brandpilot.messages import LANGUAGES, tell
from support.house import ROOT, VALID, document, inspected, law
from support.spelling import to_yaml

FILES = 2_000
BATCHES = 40
FOLDERS = "submissions", "docs/notices"
UNFILLED = re.compile(r"\{[a-z]+\}")

ODD_CHARACTERS = (
    "\0\t\r\n\x07\x1b\x7f\x85\xa0\xad\u200b\u2028\u202e\u3000\ufeff\ufffd\uffff：，「😀é"
)
ODD_LINES = (
    *(
        "",
        "---",
        "...",
        "%YAML 1.2",
        "%x",
        "#",
        "# 注",
        "- ",
        "-",
        "? a",
        ": b",
        "&a",
        "*a",
        "a: *a",
    ),
    *(
        "a: &a [*a]",
        "<<: *a",
        "!!map",
        "a: !x",
        "a：1",
        "a:1",
        "a: b: c",
        "a: [",
        "a: ]",
        "a: {b",
        "a: }",
    ),
    *(
        "a: 'x",
        'a: "x',
        "a: 'it's'",
        'a: "\\x"',
        "a: |",
        "a: >9",
        "a: |+",
        "\ta: 1",
        "  \t- x",
        "a: @x",
    ),
    *(
        "a: 0755",
        "a: 1e999",
        "a: 2017-02-30",
        "- - - x",
        "- a: 1",
        "  b: 2",
        '"": 1',
        "[a]: 1",
        "a: ~",
    ),
    *(
        "? [a, b]",
        "? |",
        "a: [1, [2, {b: 3}]]",
        "schema: application/2017",
        "schema: designation/1",
    ),
    *(
        "schema: notice/1",
        "schema: [x]",
        "schema: 1",
        "dossier: fujian/x",
        "organizer: {}",
        "plan: x",
    ),
)
ODD_VALUES: tuple[Json, ...] = (
    *(None, True, False, 0, -1, 1, 1.5, 2016.0, 2**53 - 1, 1e308, -1e308, 5e-324, -0.0, 2016, 1949),
    *(
        "",
        " ",
        "\n",
        "x",
        "是",
        "２０１７",
        "2017",
        "2017-02-30",
        "0000-00-00",
        "0001-01-01",
        "9999-12-31",
    ),
    *(
        "文" * 2_001,
        "none",
        "application/2017",
        "fujian/2017-734",
        "350427",
        "%s {field} {0}",
        "\u202e\x1b[31m",
    ),
    *(
        [],
        {},
        [None],
        [[]],
        [{}],
        {"year": 2016},
        {"备注": "x"},
        {"x": {"y": ["z"]}},
        ["x", "x"],
        [1, 1.0, True],
    ),
)
APPLICATION = re.compile(r"[0-9]-application\.yaml$")


@cache
def bases() -> tuple[tuple[str, bytes], ...]:
    """Read every real record and notice, and the valid examples, with the places where they lie."""
    real = [file for folder in FOLDERS for file in sorted((ROOT / folder).rglob("*/*"))]
    files = [
        (str(file.relative_to(ROOT)), file) for file in real if file.suffix in (".yaml", ".md")
    ]
    files += [(place(file), file) for file in sorted(VALID.iterdir()) if file.suffix != ".expect"]
    return tuple((path, file.read_bytes()) for path, file in files)


@cache
def applications() -> tuple[int, ...]:
    return tuple(i for i, (path, _) in enumerate(bases()) if APPLICATION.search(path))


def place(file: Path) -> str:
    """Tell where an example lies in a tree; other kinds than applications are judged as drafts."""
    if not APPLICATION.search(file.name):
        return file.name
    return record_path(document(file.name, file.read_bytes()).data["dossier"], 2017, "application")


@cache
def read_base(index: int) -> dict[str, Any]:
    path, raw = bases()[index]
    return document(path, raw).data


def flip_bytes(raw: bytes, random: Random) -> bytes:
    damaged = bytearray(raw)
    for _ in range(random.randint(1, 8)):
        damaged[random.randrange(len(damaged))] = random.randrange(256)
    return bytes(damaged)


def cut(raw: bytes, random: Random) -> bytes:
    begin, end = sorted(random.randrange(len(raw) + 1) for _ in range(2))
    return random.choice((raw[:end], raw[begin:], raw[:begin] + raw[end:]))


def disturb_lines(raw: bytes, random: Random) -> bytes:
    """Delete, repeat, swap, indent or replace a few lines."""
    lines = raw.decode().split("\n")
    for _ in range(random.randint(1, 4)):
        at, other = random.randrange(len(lines)), random.randrange(len(lines))
        way = random.randrange(6)
        if way == 0 and len(lines) > 1:
            del lines[at]
        elif way == 1:
            lines.insert(other, lines[at])
        elif way == 2:
            lines[at], lines[other] = lines[other], lines[at]
        elif way == 3:
            lines[at] = " " * random.randrange(9) + lines[at].lstrip(" ")
        elif way == 4:
            lines[at] = "\t" + lines[at]
        else:
            lines.insert(at, random.choice(ODD_LINES))
    return "\n".join(lines).encode()


def insert_characters(raw: bytes, random: Random) -> bytes:
    text = raw.decode()
    for _ in range(random.randint(1, 5)):
        at = random.randrange(len(text) + 1)
        drawn = random.choice((random.choice(ODD_CHARACTERS), chr(random.randrange(0xD800))))
        text = text[:at] + drawn + text[at + random.randrange(3) :]
    return text.encode()


def change_punctuation(raw: bytes, random: Random) -> bytes:
    """Do what an input method does: one sign becomes another, once or throughout."""
    text = raw.decode()
    old = random.choice([": ", "- ", '"', "\n", "  ", "#", ":", "null"])
    new = random.choice(
        ["：", ":", "－", "“", "”", "'", "\r\n", "\r", "\u3000", "\t", "＃", "", "{", "["]
    )
    return text.replace(old, new, random.choice((1, 2, -1))).encode()


def encode_otherwise(raw: bytes, random: Random) -> bytes:
    encoding = random.choice(("gb18030", "utf-16", "utf-16-be", "utf-8-sig", "utf-32", "big5"))
    return raw.decode().encode(encoding, "replace")


def invent(_raw: bytes, random: Random) -> bytes:
    """Make up a file of pieces of YAML, right and wrong."""
    lines = []
    for _ in range(random.randint(1, 12)):
        odd = "".join(random.choice(ODD_CHARACTERS + string.printable) for _ in range(5))
        line = random.choice((random.choice(ODD_LINES), random.choice(ODD_LINES), odd))
        lines.append(" " * random.choice((0, 0, 2, 4)) + line)
    return random.choice(("\n", "\n", "\r\n")).join(lines).encode()


def draw_bytes(_raw: bytes, random: Random) -> bytes:
    return random.randbytes(random.randrange(1, 200))


BYTE_WAYS: tuple[Callable[[bytes, Random], bytes], ...] = (
    *(flip_bytes, cut, disturb_lines, insert_characters, change_punctuation, encode_otherwise),
    *(invent, draw_bytes),
)


def nodes(data: Json) -> list[tuple[Json, Any]]:
    """Give (owner, key) of every node of a record."""
    keys = list(data) if isinstance(data, dict) else range(len(data))
    inner = [
        pair for key in keys if isinstance(data[key], dict | list) for pair in nodes(data[key])
    ]
    return [*((data, key) for key in keys), *inner]


def disturb_data(data: Json, random: Random) -> None:
    """Change one node of a record into something else."""
    owner, key = random.choice(nodes(data))
    way = random.randrange(5)
    if way == 0:
        del owner[key]
    elif way == 1 and isinstance(owner, list):
        owner.insert(random.randrange(len(owner) + 1), deepcopy(owner[key]))
    elif way == 1:
        owner[f"{key}s"] = owner.pop(key)
    else:
        owner[key] = deepcopy(random.choice(ODD_VALUES))


def disturbed(index: int, random: Random) -> bytes:
    """Write a record with some of its nodes changed, each text in one of YAML's ways."""
    data = deepcopy(read_base(index))
    for _ in range(random.randint(1, 9)):
        if data:
            disturb_data(data, random)
    text = to_yaml(data, random).encode()
    return b"---\n" + text + b"---\nprose\n" if bases()[index][0].endswith(".md") else text


def drawn(seed: int) -> tuple[str, bytes]:
    """Draw a place and what lies there."""
    random = Random(seed)  # noqa: S311 – a seed that can be repeated
    index = random.choice(applications() if random.random() < 0.3 else range(len(bases())))
    path, raw = bases()[index]
    if random.random() < 0.6:
        return path, disturbed(index, random)
    return path, random.choice(BYTE_WAYS)(raw, random)


def assert_tellable(findings: Sequence[Finding], path: str, raw: bytes) -> None:
    """Hold findings to their order, their place inside the file, and their words."""
    lines = raw.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
    assert list(findings) == sorted(set(findings))
    for finding in findings:
        assert finding.path == path
        assert 1 <= finding.line <= len(lines), finding
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1, finding
        for language in LANGUAGES:
            told = tell(finding, language)
            words = told.title + told.message + told.fix
            assert told.basis
            assert not UNFILLED.search(words.replace("{field}", "")), finding
            assert words.replace("\u3000", "").isprintable(), finding


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_file_gets_a_verdict(batch: int) -> None:
    facts: dict[str, Facts] = {}
    for seed in range(batch, FILES, BATCHES):
        path, raw = drawn(seed)
        verdict = inspected(raw, path)
        assert_tellable(verdict.findings, path, raw)
        if verdict.facts is not None:
            facts[path] = verdict.facts
    for finding in examine_across(list(facts.values()), law()):
        assert finding.path in facts
        assert all(tell(finding, language).message for language in LANGUAGES)


def test_the_fuzz_changes_real_files() -> None:
    found = {(path, f.code) for path, raw in bases() for f in inspected(raw, path).findings}
    assert {code for _, code in found} <= {"C313", "C404"}
    assert len(bases()) >= 60
    assert len(applications()) >= 3


def test_the_fuzz_is_wide() -> None:
    files = [drawn(seed) for seed in range(FILES // 10)]
    codes = {found.code for path, raw in files for found in inspected(raw, path).findings}
    assert len(codes) >= 50


def test_a_long_list_of_unlike_items_is_not_compared_each_with_each() -> None:
    data = deepcopy(read_base(applications()[0]))
    data["cluster"]["industries"] = [None, *(f"x{number}" for number in range(12_000))]
    found = inspected(to_yaml(data), bases()[applications()[0]][0]).findings
    assert len(found) == 12_001


KEYS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=9).filter(
    lambda key: key.strip() and key != "<<" and "：" not in key
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
)
RECORDS = st.dictionaries(
    KEYS,
    st.recursive(
        LEAVES, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=9
    ),
    min_size=1,
)


@given(RECORDS, st.randoms(use_true_random=False))
@settings(max_examples=120, deadline=None)
def test_what_is_written_is_read_again(record: dict[str, Json], style: Random) -> None:
    assert document("any.yaml", to_yaml(record)).data == record
    assert document("any.yaml", to_yaml(record, style)).data == record


@given(st.binary(max_size=120))
@settings(max_examples=300, deadline=None)
def test_any_bytes_get_a_verdict(raw: bytes) -> None:
    found = load("any.yaml", raw)
    if isinstance(found, list):
        assert found
        assert_tellable(found, "any.yaml", raw)


def seen(raw: bytes) -> list[tuple[str, str, int, int, tuple[tuple[str, str], ...]]]:
    found = inspected(raw, "draft.yaml").findings
    return [(f.code, f.pointer, f.line, f.column, f.values) for f in found]


@given(st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_windows_line_ends_and_a_bom_change_nothing(seed: int) -> None:
    random = Random(seed)  # noqa: S311 – a seed that can be repeated
    index = random.randrange(len(bases()) - 3)
    raw = disturb_lines(bases()[index][1].replace(b"\r", b""), random).replace(b"\r\n", b"\n")
    assert seen(b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n")) == seen(raw)


@given(st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_a_comment_above_moves_every_finding_by_one_line(seed: int) -> None:
    random = Random(seed)  # noqa: S311 – a seed that can be repeated
    data = deepcopy(read_base(random.randrange(len(bases()))))
    for _ in range(4):
        if data:
            disturb_data(data, random)
    raw = to_yaml(data).encode() if data else b"{}\n"
    moved = [(code, at, line + 1, *rest) for code, at, line, *rest in seen(raw)]
    assert [tuple(row) for row in moved] == seen("# 说明\n".encode() + raw)
