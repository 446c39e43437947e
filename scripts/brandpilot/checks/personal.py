"""Personal data: nowhere in a file, not in a box that does not exist, not in a comment."""

from collections.abc import Iterator

from brandpilot import privacy
from brandpilot.checks.rule import Hit, Law, Subject


def mobile_number(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C501: a mobile number."""
    return _search(subject, privacy.MOBILE)


def identity_number(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C502: a resident's identity number (GB 11643-1999, check character verified)."""
    return _search(subject, privacy.IDENTITY)


def mail_address(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C503: an e-mail address; offices are reached by landline."""
    return _search(subject, privacy.MAIL)


def card_number(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C504: a bank card's number (ISO/IEC 7812-1, check digit verified)."""
    return _search(subject, privacy.CARD)


def private_label(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C505: words that announce private data, such as a home address.

    A remark in a blank form may say the word in order to forbid the thing.
    """
    hits = _search(subject, privacy.LABEL)
    return (hit for hit in hits if hit[0] not in subject.remarks)


def _search(subject: Subject, kind: privacy.Kind) -> Iterator[Hit]:
    """Search everything that stands in the file, as it would be read, once for each text."""
    if not kind.pattern.search(subject.folded):
        return
    for text in subject.foreign:
        if found := next(kind.find(text.folded), None):
            yield text.node, {"field": subject.title(text.node), "found": privacy.masked(found)}
