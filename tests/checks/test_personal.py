"""Numbers and words of persons, however they are written, and numbers that only look so."""

import pytest

from brandpilot.checks import personal
from support.house import inspected, law
from support.rules import TEXT, in_text, subject


class TestPersonal:
    @pytest.mark.parametrize(
        "text",
        [
            "13800138000",
            "电话13800138000",
            "电话：138 0013 8000。",
            "138-0013-8000",
            "(+86)13800138000",
            "+8613800138000",
            "86-138-0013-8000",
            "１３８００１３８０００",
            "①③８００138000",
            "手机13800138000转张科长",
            "Tel.13800138000",
            "TEL13800138000",
            "QQ/微信13800138000",
            "19912345678",
        ],
    )
    def test_a_mobile_number_is_found_however_it_is_written(self, text: str) -> None:
        assert len(in_text(personal.mobile_number, text)) == 1

    @pytest.mark.parametrize(
        "text",
        [
            "12800138000",
            "1380013800",
            "138001380001",
            "2138001380002",
            "0.13800138000",
            "3.13800138000",
            "0595-12345678",
            "ZL201380013800.0",
            "a13800138000b",
            "91350427MA13800138",
            "138 001 380",
            "产值1380万元、0013件、8000人",
        ],
    )
    def test_other_numbers_are_no_mobile_numbers(self, text: str) -> None:
        assert in_text(personal.mobile_number, text) == []

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("11010519491231002X", True),
            ("11010519491231002x", True),
            ("１１０１０５１９４９１２３１００２Ｘ", True),
            ("证号：350583198506120048。", True),
            ("110105194912310021", False),
            ("110105189912310021", False),
            ("1101051949123100", False),
            ("911010519491231002X", False),
            ("11010519491231002X1", False),
        ],
    )
    def test_an_identity_number_has_its_check_character(self, text: str, *, found: bool) -> None:
        assert (in_text(personal.identity_number, text) != []) is found

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("zhang.san@example.com", True),
            ("zhang＠example.com", True),
            ("a_b+c@mail.example.com.cn。", True),
            ("微博@示例县", False),
            ("a@b", False),
            ("@example.com", False),
            ("单价@10.5", False),
        ],
    )
    def test_a_mail_address(self, text: str, *, found: bool) -> None:
        assert (in_text(personal.mail_address, text) != []) is found

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("6222021234567890128", True),
            ("6222 0212 3456 7890 128", True),
            ("6222-0212-3456-7890-128", True),
            ("4111111111111111", True),
            ("371449635398431", True),
            ("６２２２０２１２３４５６７８９０１２８", True),
            ("6222021234567890129", False),
            ("4111111111111112", False),
            ("41111111111111", False),
            ("16222021234567890128", False),
            ("62220212345678901281", False),
            ("x4111111111111111", False),
            ("0.4111111111111111", False),
        ],
    )
    def test_a_card_number_has_its_check_digit(self, text: str, *, found: bool) -> None:
        assert (in_text(personal.card_number, text) != []) is found

    def test_any_single_wrong_digit_breaks_the_check_of_a_card(self) -> None:
        card = "4111111111111111"
        for index, digit in enumerate(card):
            other = str((int(digit) + 1) % 10)
            wrong = card[:index] + other + card[index + 1 :]
            if wrong[0] in "3456":
                assert in_text(personal.card_number, wrong) == []

    @pytest.mark.parametrize("text", ["家庭住址：示例路", "个人邮箱", "户籍地址见附件", "银行卡号"])
    def test_words_that_announce_what_is_private(self, text: str) -> None:
        assert len(in_text(personal.private_label, text)) == 1

    @pytest.mark.parametrize("text", ["办公地址", "手机产业", "个人消费者", "家庭用瓷"])
    def test_words_that_only_look_so(self, text: str) -> None:
        assert in_text(personal.private_label, text) == []

    def test_a_number_is_not_repeated_in_the_report(self) -> None:
        for rule, text in (
            (personal.mobile_number, "13800138000"),
            (personal.identity_number, "11010519491231002X"),
            (personal.mail_address, "zhangsan@example.com"),
            (personal.card_number, "4111111111111111"),
            (personal.mail_address, "a@b.c"),
        ):
            (told,) = in_text(rule, text)
            assert text not in str(told["found"])
            assert "*" in str(told["found"])

    def test_a_code_may_look_like_an_identity_number(self) -> None:
        coded = subject({"code": "11010519491231002X"}, form=TEXT)
        assert list(personal.identity_number(coded, law())) == []

    def test_one_finding_to_a_text(self) -> None:
        assert len(in_text(personal.mobile_number, "13800138000、13900139000")) == 1

    def test_it_is_found_wherever_it_stands(self) -> None:
        page = "---\nschema: notice/1\n# 电话13800138000\n备注13900139000: 1\nissuer: fujian\n---\n\n一\n\n电话13800138000\n"
        found = inspected(page, "docs/notices/fujian/2017-1.md").findings
        assert [f.line for f in found if f.code == "C501"] == [3, 4, 10]

    @pytest.mark.parametrize(
        "number", ["13800138000", "-13800138000", "13800138000.0", "1.3800138e10"]
    )
    def test_it_is_found_where_a_number_is_asked_for(self, number: str) -> None:
        text = f"schema: support/1\namount_cny10k: {number}\n"
        found = inspected(text, "submissions/fujian/x/2018-support.yaml").findings
        assert [f.pointer for f in found if f.code == "C501"] == ["/amount_cny10k"]
