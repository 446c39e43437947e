"""Personal data in a text: found, and never repeated by whoever tells of it.

What enters a Git history can never be taken out again, and what a public log repeats is
published a second time.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK = "10X98765432"
_CARD_LENGTHS = range(15, 20)
_SHOWN_BEFORE, _SHOWN_AFTER = 3, 2


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of personal data: what it looks like, and what its check character proves."""

    pattern: re.Pattern[str]
    holds: Callable[[str], bool] = bool

    def find(self, text: str) -> Iterator[str]:
        """Yield each occurrence in a text; full-width forms must have been made plain before."""
        for found in self.pattern.finditer(text):
            if self.holds(found[0]):
                yield found[0]


def _is_identity(found: str) -> bool:
    """GB 11643-1999."""
    weighted = sum(int(digit) * weight for digit, weight in zip(found, _ID_WEIGHTS, strict=False))
    return _ID_CHECK[weighted % 11] == found[-1].upper()


def _is_card(found: str) -> bool:
    """ISO/IEC 7812-1, and no identity number that happens to pass."""
    digits = [int(character) for character in found if character.isdigit()]
    doubled = [sum(divmod(digit * 2, 10)) for digit in digits[-2::-2]]
    is_card = len(digits) in _CARD_LENGTHS and (sum(doubled) + sum(digits[::-2])) % 10 == 0
    return is_card and not any(IDENTITY.find(found))


MOBILE = Kind(
    re.compile(
        r"(?<![0-9])(?<![0-9][A-Za-z.])(?:\+?86[- ]?)?1[3-9][0-9](?:[- ]?[0-9]{4}){2}(?![0-9A-Za-z])"
    )
)
IDENTITY = Kind(
    re.compile(
        r"(?<![0-9A-Za-z])[1-9][0-9]{5}(?:19|20)[0-9]{2}[01][0-9][0-3][0-9]{4}[0-9Xx](?![0-9A-Za-z])"
    ),
    _is_identity,
)
MAIL = Kind(re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+"))
CARD = Kind(
    re.compile(
        r"(?<![0-9A-Za-z.])[3-6][0-9]{3}(?:[- ]?[0-9]{4}){2,3}[- ]?[0-9]{1,4}(?![0-9A-Za-z])"
    ),
    _is_card,
)
LABEL = Kind(
    re.compile(
        "身份证号|家庭(?:住址|地址|电话)|(?:个人|私人|本人)(?:手机|电话|邮箱|账号|住址)"
        "|户籍地址|银行卡号|手机号"
    )
)
"""Words that announce private data."""

NUMBERS: Mapping[str, Kind] = {
    "mobile": MOBILE,
    "identity": IDENTITY,
    "mail": MAIL,
    "card": CARD,
}


def mask(text: str) -> str:
    """Make every number and address in a text unusable, leaving enough of it to be found."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    hidden = plain
    for kind in NUMBERS.values():
        for found in kind.find(plain):
            hidden = hidden.replace(found, masked(found))
    return text if hidden == plain else hidden


def masked(found: str) -> str:
    """Show the ends of a number, and a word as it is."""
    if not found.isascii():
        return found
    hidden = max(len(found) - _SHOWN_BEFORE - _SHOWN_AFTER, 1)
    return found[:_SHOWN_BEFORE] + "*" * hidden + found[-_SHOWN_AFTER:]
