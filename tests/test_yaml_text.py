"""What the writer of YAML puts down is what the strict door reads back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brandpilot.findings import Json
from brandpilot.load import Document, load
from brandpilot.yaml_text import to_yaml

PLAIN = [
    "安溪铁观音",
    "2017-08-08",
    "12:30",
    "no",
    "0755",
    "=",
    "http://example.org/a?b=1#c",
    "a #"[:1],
]
QUOTED = [
    "",
    "~",
    "null",
    "true",
    "350003",
    "-1",
    "1e3",
    "%",
    "- a",
    "a: b",
    "a:",
    "a #b",
    " a",
    "a ",
]


@pytest.mark.parametrize("text", PLAIN)
def test_text_that_the_dialect_reads_as_text_stays_plain(text: str) -> None:
    assert to_yaml({"key": text}) == f"key: {text}\n"


@pytest.mark.parametrize("text", QUOTED)
def test_text_that_would_be_something_else_is_quoted(text: str) -> None:
    assert to_yaml({"key": text}) == f'key: "{text}"\n'


def test_line_breaks_of_some_parsers_are_escaped() -> None:
    assert to_yaml({"key": "一\u2028二\x85"}) == 'key: "一\\u2028二\\u0085"\n'


# Any text but what no file may hold, even escaped: controls, surrogates, bidi overrides.
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Cn"]))
WHOLE, BROKEN = (
    st.integers(-(2**53) + 1, 2**53 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
)
SCALAR: st.SearchStrategy[Json] = st.one_of(st.none(), st.booleans(), WHOLE, BROKEN, TEXT)
KEY = st.from_regex(r"[a-z]{3,8}_x", fullmatch=True)
VALUE = st.recursive(
    SCALAR,
    lambda inner: (
        st.dictionaries(KEY, inner, min_size=1, max_size=4)
        | st.lists(inner.filter(lambda item: not isinstance(item, list)), max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(KEY, VALUE, min_size=1, max_size=5))
def test_what_is_written_is_read_back(record: dict[str, Json]) -> None:
    document = load("submissions/fujian/anxi-tea/2017-designation.yaml", to_yaml(record).encode())
    assert isinstance(document, Document), document
    assert document.data == record
