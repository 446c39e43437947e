"""Personal data: what enters a Git history can never be taken out again."""

import re
from collections.abc import Callable, Iterator

from brandpilot.checks.rule import Hit, Law, Subject

_MOBILE = re.compile(
    r"(?<![0-9A-Za-z.])(?:\+?86[- ]?)?1[3-9][0-9](?:[- ]?[0-9]{4}){2}(?![0-9A-Za-z])"
)
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9][0-9]{5}(?:19|20)[0-9]{2}[01][0-9][0-3][0-9]{4}[0-9Xx](?![0-9A-Za-z])"
)
_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")
_CARD = re.compile(
    r"(?<![0-9A-Za-z.])[3-6][0-9]{3}(?:[- ]?[0-9]{4}){2,3}[- ]?[0-9]{1,4}(?![0-9A-Za-z])"
)
_LABEL = re.compile(
    "身份证号|家庭(?:住址|地址|电话)|(?:个人|私人|本人)(?:手机|电话|邮箱|账号|住址)|户籍地址|银行卡号|手机号"
)
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CARD_LENGTHS = range(15, 20)


def mobile_number(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C501: a mobile number."""
    return _search(subject, _MOBILE)


def identity_number(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C502: a resident's identity number (GB 11643-1999, check character verified)."""
    return _search(subject, _IDENTITY, _is_identity)


def mail_address(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C503: an e-mail address; offices are reached by landline."""
    return _search(subject, _MAIL)


def card_number(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C504: a bank card's number (ISO/IEC 7812-1, check digit verified)."""
    return _search(subject, _CARD, _is_card)


def private_label(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C505: words that announce private data, such as a home address."""
    return _search(subject, _LABEL)


def _search(
    subject: Subject, pattern: re.Pattern[str], accept: Callable[[str], bool] = bool
) -> Iterator[Hit]:
    """Search every text as it would be read; a code may look like a number of another kind."""
    if not pattern.search(subject.folded):
        return
    for text in subject.texts:
        if text.is_code:
            continue
        for hit in pattern.finditer(text.folded):
            if accept(hit[0]):
                yield text.node, {"field": subject.title(text.node), "found": _masked(hit[0])}
                break


def _masked(found: str) -> str:
    """Show enough to find it and not enough to leak it into a public log."""
    if not found.isascii():
        return found
    return found[:3] + "*" * max(len(found) - 5, 1) + found[-2:]


def _is_identity(found: str) -> bool:
    weighted = sum(int(digit) * weight for digit, weight in zip(found, _ID_WEIGHTS, strict=False))
    return "10X98765432"[weighted % 11] == found[-1].upper()


def _is_card(found: str) -> bool:
    digits = [int(character) for character in found if character.isdigit()]
    doubled = [sum(divmod(digit * 2, 10)) for digit in digits[-2::-2]]
    return len(digits) in _CARD_LENGTHS and (sum(doubled) + sum(digits[::-2])) % 10 == 0
