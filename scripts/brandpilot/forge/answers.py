"""GitHub's answers, plain dictionaries, turned into evidence; of anything odd a ForgeError.

What is put into addresses, Git commands or records later on is held to its form here: commits,
moments, accounts, the address of a request.
"""

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from brandpilot.findings import Json
from brandpilot.forge.evidence import GHOST, Person, Pull, Review, Status
from brandpilot.forge.protocol import ForgeError
from brandpilot.moments import seconds_of

_PENDING = "PENDING"
_PULL, _STATUS = "合并请求", "提交状态"
_COMMIT = re.compile(r"[0-9a-f]{40}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,53}(?:\[bot\])?")
_URL = re.compile(r"https?://[A-Za-z0-9._~:/%-]{1,400}")
_REPOSITORY = re.compile(r"[A-Za-z0-9_.-]{1,100}/[A-Za-z0-9_.-]{1,100}")
_LARGEST_ID = 10**15
_BROKEN = (AttributeError, KeyError, TypeError, ValueError, OverflowError)

T = TypeVar("T")


def pull_of(told: Json) -> Pull:
    """Read a pull request, from a list or from a single look."""
    try:
        merged_at, closed_at = told.get("merged_at"), told.get("closed_at")
        is_told_by_whom = bool(merged_at) and "merged_by" in told
        return Pull(
            _id(told["number"]),
            _formed(_URL, told["html_url"]),
            person_of(told["user"]),
            _kind(str, told["base"]["ref"]),
            commit_of(told["head"]["sha"]),
            _formed(_REPOSITORY, fork["full_name"]) if (fork := told["head"].get("repo")) else None,
            _moment(told["created_at"]),
            _kind(int, told.get("changed_files", 0)),
            tuple(sorted(_kind(str, one["name"]) for one in told.get("labels") or ())),
            bool(told.get("draft")),
            {True: True, False: False}.get(told.get("mergeable")),
            _moment(closed_at) if closed_at else None,
            _moment(merged_at) if merged_at else None,
            # An open request has one too: of a merge that was only tried.
            commit_of(told["merge_commit_sha"]) if merged_at else None,
            person_of(told["merged_by"]) if is_told_by_whom else None,
        )
    except _BROKEN as error:
        raise odd(_PULL) from error


def reviews_of(told: Iterable[Json]) -> tuple[Review, ...]:
    """Read reviews, oldest first; one that is not submitted yet, or cannot be read, is left out."""
    found = [review for one in told if (review := _review(one))]
    return tuple(sorted(found, key=lambda one: (one.at, one.id)))


def _review(told: Json) -> Review | None:
    try:
        if told["state"] == _PENDING:
            return None
        return Review(
            _id(told["id"]),
            person_of(told["user"]),
            _kind(str, told["state"]),
            commit_of(told["commit_id"]) if told["commit_id"] else "",
            _moment(told["submitted_at"]),
            _kind(str, told["body"] or ""),
        )
    except _BROKEN:
        return None  # one broken review must not hide the others; it never counts


def statuses_of(told: Iterable[Json], context: str) -> tuple[Status, ...]:
    """Read the statuses of one context, oldest first."""
    try:
        found = [
            Status(
                context,
                _kind(str, one["state"]),
                person_of(one["creator"]),
                _moment(one["created_at"]),
            )
            for one in told
            if one["context"] == context
        ]
    except _BROKEN as error:
        raise odd(_STATUS) from error
    # The forge lists the newest first, and two of one second in that order.
    return tuple(sorted(reversed(found), key=lambda one: one.at))  # noqa: C414 – a stable sort


def person_of(told: Mapping[str, Json] | None) -> Person:
    """Read an account; a deleted one arrives as null. Raises ValueError for what is none."""
    return Person(_formed(_LOGIN, told["login"]), _id(told["id"])) if told else GHOST


def commit_of(told: Json) -> str:
    """Read the hash of a commit. Raises ValueError for what is none."""
    return _formed(_COMMIT, told)


def field(told: Json, kind: type[T], *keys: str) -> T:
    """Give what stands in an answer under some keys, one within the other. Raises ForgeError."""
    try:
        for key in keys:
            told = told[key]
        return _kind(kind, told)
    except _BROKEN as error:
        raise _odd_at(keys) from error


def hash_at(told: Json, *keys: str) -> str:
    """Give the hash that stands in an answer under some keys. Raises ForgeError."""
    found = field(told, str, *keys)
    if not _COMMIT.fullmatch(found):
        raise _odd_at(keys)
    return found


def text_of(told: Json, key: str) -> str:
    """Give a text that we wrote as we wrote it, less blanks at its end; '' where there is none.

    The forge may end its lines otherwise.
    """
    found = told.get(key) if isinstance(told, dict) else None
    return found.replace("\r\n", "\n").rstrip() if isinstance(found, str) else ""


def odd(what: str) -> ForgeError:
    """Say that an answer makes no sense."""
    return ForgeError(f"GitHub 关于{what}的回答读不懂，可能是暂时故障；请稍后再试。")


def _odd_at(keys: Iterable[str]) -> ForgeError:
    return odd(f" {'.'.join(keys)} ")


def _kind(kind: type[T], told: Json) -> T:
    if not isinstance(told, kind) or (isinstance(told, bool) and kind is not bool):
        raise TypeError
    return told


def _id(told: Json) -> int:
    found = _kind(int, told)
    if not 0 < found < _LARGEST_ID:
        raise ValueError
    return found


def _formed(pattern: re.Pattern[str], told: Json) -> str:
    if not pattern.fullmatch(_kind(str, told)):
        raise ValueError
    return str(told)


def _moment(told: Json) -> str:
    found = _formed(_MOMENT, told)
    seconds_of(found)  # raises ValueError for a day that there is not
    return found
