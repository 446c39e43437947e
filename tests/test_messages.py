"""The catalogue says the same in both languages, and what others wrote is shown safely."""

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from string import Formatter

import pytest

from brandpilot.findings import Finding
from brandpilot.messages import LANGUAGES, NO_CLAUSE, SEVERITIES, catalogue, tell, visible

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "scripts" / "brandpilot" / "messages"
WORDS: dict[str, dict[str, dict[str, str]]] = {
    language: tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))
    for language in LANGUAGES
}
ZH, EN = WORDS["zh"], WORDS["en"]
SPOKEN = ("title", "message", "fix")
FILLED = ("message", "fix", "basis")
OPENINGS = {"zh": "", "en": r"[A-Z]"}
ENDINGS = {"zh": r"(。|？|[^：:]\{\w+\})", "en": r"[.?]"}


def gaps(entry: dict[str, str], keys: Iterable[str] = FILLED) -> set[str]:
    """The names of the gaps in an entry's sentences, as `format_map` reads them."""
    parsed = (part for key in keys for part in Formatter().parse(entry.get(key, "")))
    return {
        name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")
        for _, name, spec, conversion in parsed
        if name is not None
    }


def clauses() -> set[str]:
    """The codes of the clauses that a rule may rest on."""
    text = (ROOT / "schemas" / "codelists" / "clauses.csv").read_text("utf-8")
    return {row["code"] for row in csv.DictReader(text.splitlines())}


def test_both_languages_have_the_same_codes_in_the_same_order() -> None:
    assert list(EN) == list(ZH)
    assert list(ZH) != []
    assert [code for code in ZH if not re.fullmatch("[A-Z][0-9]{3}", code)] == []


def test_severity_and_basis_stand_in_one_language_only() -> None:
    assert {tuple(sorted(entry)) for entry in EN.values()} == {tuple(sorted(SPOKEN))}
    assert {frozenset(entry) for entry in ZH.values()} == {
        frozenset(("severity", "basis", *SPOKEN))
    }


def test_severity_is_one_of_three() -> None:
    assert {entry["severity"] for entry in ZH.values()} <= SEVERITIES["zh"].keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_gap_is_a_plain_name(language: str) -> None:
    odd = {code: sorted(gaps(entry)) for code, entry in WORDS[language].items()}
    assert {
        code: names for code, names in odd.items() if not all(map(str.isidentifier, names))
    } == {}


def test_english_fills_no_gap_that_chinese_does_not() -> None:
    assert {code: extra for code in EN if (extra := gaps(EN[code]) - gaps(ZH[code]))} == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ZH)
def test_every_sentence_can_be_filled(code: str, language: str) -> None:
    values = tuple((name, f"⟨{name}⟩") for name in sorted(gaps(ZH[code])))
    told = tell(Finding("a.yaml", 1, 1, code, values=values), language)
    filled = told.message + told.fix + told.basis
    assert not set(filled) & set("{}")
    assert {name for name, _ in values if f"⟨{name}⟩" in filled} == gaps(
        WORDS[language][code], ("message", "fix")
    ) | gaps(ZH[code], ("basis",))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_title_is_a_heading(language: str) -> None:
    bad = [
        code
        for code, entry in WORDS[language].items()
        if gaps(entry, ("title",))
        or set("{}。") & set(entry["title"])
        or entry["title"].endswith(".")
        or not re.match(OPENINGS[language], entry["title"])
    ]
    assert bad == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["message", "fix"])
def test_a_sentence_ends_as_one(key: str, language: str) -> None:
    ending = re.compile(ENDINGS[language] + r"\Z")
    bad = [code for code, entry in WORDS[language].items() if not ending.search(entry[key])]
    assert bad == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", SPOKEN)
def test_nothing_is_empty_or_untidy(key: str, language: str) -> None:
    bad = [
        code
        for code, entry in WORDS[language].items()
        if not entry[key] or entry[key] != " ".join(entry[key].split())
    ]
    assert bad == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["title", "message"])
def test_no_two_codes_say_the_same(key: str, language: str) -> None:
    """Two mistakes may have one remedy, but not one name or one sentence."""
    times = Counter(entry[key] for entry in WORDS[language].values())
    repeated = {
        text: [code for code, entry in WORDS[language].items() if entry[key] == text]
        for text, count in times.items()
        if count > 1
    }
    assert repeated == {}


def test_every_basis_exists() -> None:
    known = clauses() | {*NO_CLAUSE, "{basis}"}
    assert {code: entry["basis"] for code, entry in ZH.items() if entry["basis"] not in known} == {}


def test_only_findings_about_a_field_take_its_basis() -> None:
    """A file that cannot be read has no field, and rules across files pass no basis on."""
    users = [code for code, entry in ZH.items() if "basis" in gaps(entry)]
    assert [code for code in users if code[0] in "FX"] == []
    assert [code for code in EN if code not in users and "basis" in gaps(EN[code])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_joins_words_with_severity_and_basis(language: str) -> None:
    entries = catalogue(language)
    assert list(entries) == sorted(ZH)
    for code, entry in entries.items():
        words = WORDS[language][code]
        assert (entry.code, entry.title, entry.message, entry.fix) == (
            code,
            *(words[key] for key in SPOKEN),
        )
        assert (entry.severity, entry.basis) == (ZH[code]["severity"], ZH[code]["basis"])


def test_what_fills_a_gap_is_made_visible() -> None:
    values = (("key", "甲\n::error::\u202e"), ("first", "3"))
    told = tell(Finding("a.yaml", 4, 1, "F016", values=values), "en")
    assert told.message == "“甲⏎::error::\\u202e” is already given on line 3."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        # What can be seen stays, beyond the Basic Multilingual Plane too.
        ("", ""),
        ("安溪铁观音 2017", "安溪铁观音 2017"),
        ("喆镕𠮷　é~", "喆镕𠮷　é~"),
        ("{field} %s \\n", "{field} %s \\n"),
        # Line ends: one reader's newline is another's text.
        ("甲\n乙", "甲⏎乙"),
        ("甲\r\n乙", "甲\\u000d⏎乙"),
        ("\x0b\x0c\x85\u2028\u2029", "\\u000b\\u000c\\u0085\\u2028\\u2029"),
        # Controls, and what a terminal would obey.
        ("\x00\t\x1f", "\\u0000\\u0009\\u001f"),
        ("\x1b[31m红", "\\u001b[31m红"),
        ("\x7f\x80\x9f", "\\u007f\\u0080\\u009f"),
        # Reading direction.
        ("\u061c\u200e\u200f", "\\u061c\\u200e\\u200f"),
        ("\u202a\u202b\u202c\u202d\u202e", "\\u202a\\u202b\\u202c\\u202d\\u202e"),
        ("\u2066\u2067\u2068\u2069", "\\u2066\\u2067\\u2068\\u2069"),
        # Nothing wide.
        ("\u00ad\u180e", "\\u00ad\\u180e"),
        ("\u200b\u200c\u200d", "\\u200b\\u200c\\u200d"),
        ("\u2060\u2064\ufeff", "\\u2060\\u2064\\ufeff"),
        ("\U000e0001\U000e0041", "\\U000e0001\\U000e0041"),
        # No character at all: halves of pairs (bytes that were no UTF-8), private use, specials.
        ("\ud800\udbff\udc80\udfff", "\\ud800\\udbff\\udc80\\udfff"),
        ("\ue000\uf8ff\U000f0000\U0010ffff", "\\ue000\\uf8ff\\U000f0000\\U0010ffff"),
        ("\ufff9\ufffd\ufffe\uffff", "\\ufff9�\\ufffe\\uffff"),
        # The neighbours of what is spelled out.
        (" \x7e\u2010\u2027", " \x7e\u2010\u2027"),
        # Blanks of other kinds than the plain and the Chinese one.
        ("\xa0\u202f\u3000\u2800\u3164\ufe0f", "\\u00a0\\u202f\u3000\\u2800\\u3164\\ufe0f"),
        # Length, counted as shown.
        ("汉" * 120, "汉" * 120),
        ("汉" * 121, "汉" * 119 + "…"),
        ("\n" * 121, "⏎" * 119 + "…"),
        ("\u200b" * 20, "\\u200b" * 20),
        ("\u200b" * 21, "\\u200b" * 19 + "\\u200…"),
    ],
)
def test_foreign_text_is_shown_safely(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert len(visible(text)) <= 120
    visible(text).encode("utf-8")


def test_the_limit_can_be_set() -> None:
    assert visible("一二三四", 4) == "一二三四"
    assert visible("一二三四五", 4) == "一二三…"
