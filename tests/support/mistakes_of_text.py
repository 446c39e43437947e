"""Mistakes in what a text says or is made of (C501–C701)."""

from brandpilot.findings import NodePath
from support.draft import TEXTS, Draft, earns


@earns("C501")
def mobile_number(draft: Draft) -> NodePath:
    """The mobile number of the official in charge stands in a text."""
    numbers = "13800138000", "139 0013 9000", "138-0013-8000", "+86 13900139000", "手机13800138000"
    return draft.write(f"（{draft.random.choice(numbers)}）")


@earns("C502")
def identity_number(draft: Draft) -> NodePath:
    """The identity number of a person stands in a text."""
    return draft.write(draft.random.choice(("35042719900307851X", "350583198506120048")))


@earns("C503")
def mail_address(draft: Draft) -> NodePath:
    """A private mail address stands in a text."""
    return draft.write("，来信请寄shili.office@example.org。")


@earns("C504")
def card_number(draft: Draft) -> NodePath:
    """The number of a bank card stands in a text."""
    return draft.write(draft.random.choice(("账号6222021234567890128", "4111 1111 1111 1111")))


@earns("C505")
def private_words(draft: Draft) -> NodePath:
    """Where somebody lives stands in a text."""
    return draft.write("家庭住址：示例路7号。")


@earns("C601")
def fullwidth_digits(draft: Draft) -> NodePath:
    """Digits were typed with the input method set to full width."""
    return draft.write(draft.random.choice(("２０１７年", "占３％", "ＩＳＯ")))


@earns("C602")
def invisible_character(draft: Draft) -> NodePath:
    """A character that cannot be seen came along from a web page."""
    return draft.write(draft.random.choice("\u200b\u00ad\u2060\u202e") + "。")


@earns("C603")
def private_use_character(draft: Draft) -> NodePath:
    """A character that only the writer's machine can show, or none at all."""
    return draft.write(draft.random.choice("\ue000\U000f0000\U000e0fff") + "。")


@earns("C604")
def blank_at_the_end(draft: Draft) -> NodePath:
    """A blank was typed before or after the text."""
    node = draft.pick(*TEXTS)
    text = draft.get(node)
    return draft.put(node, draft.random.choice((f"{text} ", f"\u3000\u3000{text}", f" {text}")))


@earns("C605")
def radical_from_a_pdf(draft: Draft) -> NodePath:
    """Text was copied from a PDF that holds radicals in place of characters."""
    return draft.write(draft.random.choice("⽅⾦⼈⼯") + "面。")


@earns("C606")
def nothing_but_blanks(draft: Draft) -> NodePath:
    """A box was filled with the space bar."""
    return draft.put(draft.pick(*TEXTS), draft.random.choice((" ", "\u3000\u3000", "\n")))


@earns("C701")
def longer_than_called(draft: Draft) -> NodePath:
    """A text is longer than the call allows."""
    node = draft.pick("plan/tasks/*/goal", read=[("call",)])
    return draft.put(node, "做好各项工作，" * 43)
