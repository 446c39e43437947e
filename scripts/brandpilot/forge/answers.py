"""GitHub's answers, plain dictionaries, turned into evidence; of anything odd a ForgeError."""

from collections.abc import Iterable, Mapping

from brandpilot.findings import Json
from brandpilot.forge.evidence import GHOST, Person, Pull, Review, Status
from brandpilot.forge.protocol import ForgeError

_PENDING = "PENDING"
_PULL, _STATUS = "合并请求", "提交状态"


def pull_of(told: Json) -> Pull:
    """Read a pull request, from a list or from a single look."""
    try:
        merger = told.get("merged_by")
        merged_at = told.get("merged_at")
        return Pull(
            int(told["number"]),
            str(told["html_url"]),
            person_of(told["user"]),
            str(told["base"]["ref"]),
            str(told["head"]["sha"]),
            (told["head"].get("repo") or {}).get("full_name"),
            str(told["created_at"]),
            int(told.get("changed_files", 0)),
            tuple(sorted(str(one["name"]) for one in told.get("labels", ()))),
            bool(told.get("draft")),
            told.get("mergeable"),
            told.get("closed_at"),
            merged_at,
            # An open request has one too: of a merge that was only tried.
            told.get("merge_commit_sha") if merged_at else None,
            person_of(merger) if merged_at and "merged_by" in told else None,
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
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
            int(told["id"]),
            person_of(told["user"]),
            str(told["state"]),
            str(told["commit_id"] or ""),
            str(told["submitted_at"]),
            str(told["body"] or ""),
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        return None  # one broken review must not hide the others; it never counts


def statuses_of(told: Iterable[Json], context: str) -> tuple[Status, ...]:
    """Read the statuses of one context, oldest first."""
    try:
        found = [
            Status(context, str(one["state"]), person_of(one["creator"]), str(one["created_at"]))
            for one in told
            if one["context"] == context
        ]
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise odd(_STATUS) from error
    # The forge lists the newest first, and two of one second in that order.
    return tuple(sorted(reversed(found), key=lambda one: one.at))  # noqa: C414 – a stable sort


def person_of(told: Mapping[str, Json] | None) -> Person:
    """Read an account; a deleted one arrives as null."""
    return Person(str(told["login"]), int(told["id"])) if told else GHOST


def odd(what: str) -> ForgeError:
    """Say that an answer makes no sense."""
    return ForgeError(f"GitHub 关于{what}的回答读不懂，可能是暂时故障；请稍后再试。")
