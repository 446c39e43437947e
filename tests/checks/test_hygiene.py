"""Characters one by one: what is seen is what is there."""

import pytest

from brandpilot.checks import hygiene
from support.house import VALID, document, inspected, law
from support.rules import at, hits, in_text, subject
from support.spelling import to_yaml


class TestHygiene:
    @pytest.mark.parametrize(
        ("text", "found", "wanted"),
        [
            ("２０１７年", "２０１７", "2017"),
            ("占３５．６％。", "３５．６％", "35.6%"),
            ("ＩＳＯ认证", "ＩＳＯ", "ISO"),
        ],
    )
    def test_full_width_letters_and_digits(self, text: str, found: str, wanted: str) -> None:
        (told,) = in_text(hygiene.fullwidth, text)
        assert (told["found"], told["wanted"]) == (found, wanted)

    def test_full_width_punctuation_is_chinese(self) -> None:
        assert in_text(hygiene.fullwidth, "（甲）：乙，丙；丁！戊？己～庚／辛") == []

    @pytest.mark.parametrize(
        "character",
        "\0\x08\x0b\x1f\x7f\x85\x9f\xad\u034f\u061c\u115f\u1160\u180e\u200b\u200d\u200f\u2028\u202e\u2060\u2066"
        "\u2800\u3164\ufe0f\ufeff\uffa0\ufff9\U000e0001\U000e0041\U000e0100",
        ids=lambda character: f"U+{ord(character):04X}",
    )
    def test_what_cannot_be_seen_is_found(self, character: str) -> None:
        found = in_text(hygiene.invisible, f"示例{character}县")
        assert [(told["number"], told["place"]) for told in found] == [
            (f"U+{ord(character):04X}", 3)
        ]

    @pytest.mark.parametrize(
        "text", ["一行\n又一行\n", "甲\u3000乙", "甲 乙", "café", "👍", "A\u0301"]
    )
    def test_what_can_be_seen_is_left_alone(self, text: str) -> None:
        assert in_text(hygiene.invisible, text) == []
        assert in_text(hygiene.private_use, text) == []

    @pytest.mark.parametrize(
        "character",
        ["\ue000", "\uf8ff", "\U000f0000", "\U0010fffd", "\ufffe", "\ufdd0", "\u0378", "\ufffd"],
        ids=lambda character: f"U+{ord(character):04X}",
    )
    def test_what_another_machine_cannot_show_is_found(self, character: str) -> None:
        found = in_text(hygiene.private_use, f"示例{character}县")
        assert [(told["number"], told["place"]) for told in found] == [
            (f"U+{ord(character):04X}", 3)
        ]

    @pytest.mark.parametrize("character", ["㐂", "𠀀", "𬺓", "鿿", "〇", "々", "㎡", "℃"])
    def test_rare_characters_are_characters(self, character: str) -> None:
        assert in_text(hygiene.private_use, character) == []
        assert in_text(hygiene.lookalike, character) == []

    @pytest.mark.parametrize(
        ("text", "passes"),
        [
            ("示例", True),
            ("示例\n", True),
            ("示例\n示例\n\n", True),
            (" 示例", False),
            ("示例 ", False),
            ("示例\u3000\n", False),
            ("\t示例", False),
            ("\n示例", False),
        ],
    )
    def test_blanks_around_a_text(self, text: str, *, passes: bool) -> None:
        assert (in_text(hygiene.outer_space, text) == []) is passes

    def test_blanks_in_prose_are_markdown(self) -> None:
        page = subject(
            {"schema": "x"}, path="docs/notices/fujian/2017-1.md", prose="    code\nline  \n\n"
        )
        assert list(hygiene.outer_space(page, law())) == []

    @pytest.mark.parametrize(
        ("found", "wanted"),
        [("⾦", "金"), ("⼈", "人"), ("\uf900", "豈"), ("⺟", "母"), ("\U0002f800", "丽")],
    )
    def test_a_radical_is_told_with_its_character(self, found: str, wanted: str) -> None:
        (told,) = in_text(hygiene.lookalike, f"示例{found}")
        assert (told["found"], told["wanted"]) == (found, wanted)

    def test_what_is_told_to_be_wrong_is_never_what_is_wanted(self) -> None:
        for number in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)):
            for told in in_text(hygiene.lookalike, chr(number)):
                assert told["found"] != told["wanted"]

    @pytest.mark.parametrize(
        ("text", "passes"),
        [("汉" * 10, True), ("汉" * 11, False), ("abc " * 10, True), ("12345，6789", True)],
    )
    def test_a_text_is_as_long_as_the_call_allows(self, text: str, *, passes: bool) -> None:
        call = {"text_limits": [{"pointer": "/plan/tasks/*/goal", "max": 10}]}
        data = {"plan": {"tasks": [{"goal": "短"}, {"goal": text}, None]}}
        found = at(hits(hygiene.within_limit, data, call))
        assert found == ([] if passes else ["/plan/tasks/1/goal"])
        assert hits(hygiene.within_limit, data, {"text_limits": None}) == []

    def test_a_limit_on_what_is_no_text_says_nothing(self) -> None:
        call = {
            "text_limits": [{"pointer": "/plan/tasks", "max": 0}, {"pointer": "/none/*", "max": 0}]
        }
        assert hits(hygiene.within_limit, {"plan": {"tasks": [{}]}}, call) == []


@pytest.mark.parametrize("text", ["\n", "\n\n", " ", "\u3000", "\t\n"])
def test_a_box_of_blanks_is_not_filled(text: str) -> None:
    data = document("x.yaml", (VALID / "fujian-2017-application.yaml").read_bytes()).data
    data["cluster"]["products"] = text
    found = inspected(to_yaml(data)).findings
    assert [(f.code, f.pointer) for f in found] == [("C606", "/cluster/products")]
