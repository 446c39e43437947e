"""One way to count how long a text is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brandpilot.wordcount import count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \n\t\u3000", 0),
        ("示例县", 3),
        ("示例，县。", 5),
        ("2017年", 5),
        ("17.4%", 5),
        ("brand", 1),
        ("brand pilot", 2),
        ("brand-pilot", 3),
        ("ISO9001认证", 7),
        ("A股B股", 4),
        ("示例 县\n人民 政府", 7),
        ("５Ｇ", 2),
        ("café", 2),
        ("😀", 1),
        ("“引号”", 4),
        ("……", 2),
    ],
)
def test_characters_signs_and_digits_count_one_each_and_latin_words_one(
    text: str, words: int
) -> None:
    assert count_words(text) == words


@given(st.text(), st.text())
def test_a_line_break_between_two_texts_adds_nothing(one: str, other: str) -> None:
    assert count_words(f"{one}\n{other}") == count_words(one) + count_words(other)
