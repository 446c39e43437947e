"""Whatever stands in a file, it gets a verdict: findings that can be told, at places inside of it."""

import re
from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brandpilot.checks import Facts, examine_across
from brandpilot.findings import Finding, Json
from brandpilot.load import load
from brandpilot.messages import LANGUAGES, tell
from support.disturbing import BYTE_WAYS, disturb_box, disturb_data, disturb_lines, leaves
from support.examples import read_examples
from support.house import ROOT, VALID, document, inspected, law
from support.spelling import to_yaml

FILES = 2_000
BATCHES = 40
FOLDERS = "submissions", "docs/notices"
UNFILLED = re.compile(r"\{[a-z]+\}")


@cache
def real() -> tuple[tuple[str, bytes], ...]:
    """Read every real record and notice, with the place where it lies."""
    files = (file for folder in FOLDERS for file in sorted((ROOT / folder).rglob("*/*")))
    return tuple(
        (str(file.relative_to(ROOT)), file.read_bytes())
        for file in files
        if file.suffix in (".yaml", ".md")
    )


@cache
def examples() -> tuple[tuple[str, bytes], ...]:
    """Read a valid example of every kind, with the place where it would lie."""
    return tuple((example.path, example.raw) for example in read_examples(VALID))


@cache
def bases() -> tuple[tuple[str, bytes], ...]:
    return real() + examples()


@cache
def pool() -> tuple[Json, ...]:
    """Give every value that stands in an example."""
    made = range(len(real()), len(bases()))
    return tuple(value for index in made for value in leaves(read_base(index)))


@cache
def read_base(index: int) -> dict[str, Any]:
    path, raw = bases()[index]
    return document(path, raw).data


def disturbed(index: int, random: Random) -> bytes:
    """Write a record with some of its nodes changed, each text in one of YAML's ways."""
    data = deepcopy(read_base(index))
    is_likely = random.random() < 0.5
    for _ in range(random.randint(1, 9)):
        if data and is_likely:
            disturb_box(data, random, pool())
        elif data:
            disturb_data(data, random)
    text = to_yaml(data, random).encode() if data else b"{}\n"
    return b"---\n" + text + b"---\nprose\n" if bases()[index][0].endswith(".md") else text


def drawn(seed: int) -> tuple[str, bytes]:
    """Draw a place and what lies there."""
    random = Random(seed)  # noqa: S311 – a seed that can be repeated
    first = len(real()) if random.random() < 0.6 else 0
    index = random.randrange(first, len(bases()))
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
    for finding in examine_across([facts[path] for path in sorted(facts)], law()):
        assert finding.path in facts
        assert all(tell(finding, language).message for language in LANGUAGES)


def test_the_fuzz_changes_sound_files_of_every_kind() -> None:
    found = {(path, f.code) for path, raw in bases() for f in inspected(raw, path).findings}
    assert {code for _, code in found} <= {"C313", "C404"}
    assert len(real()) >= 50
    kinds = {str(read_base(index)["schema"]) for index in range(len(real()), len(bases()))}
    assert kinds == law().forms.keys()


def test_the_fuzz_is_wide() -> None:
    files = [drawn(seed) for seed in range(FILES // 4)]
    codes = {found.code for path, raw in files for found in inspected(raw, path).findings}
    assert len(codes) >= 70


def test_a_long_list_of_unlike_items_is_not_compared_each_with_each() -> None:
    data = document("rattan.yaml", (VALID / "fujian-2017-application.yaml").read_bytes()).data
    data["cluster"]["industries"] = [None, *(f"x{number}" for number in range(12_000))]
    found = inspected(to_yaml(data)).findings
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
    _, sound = random.choice([base for base in bases() if base[0].endswith(".yaml")])
    raw = disturb_lines(sound.replace(b"\r", b""), random).replace(b"\r\n", b"\n")
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
