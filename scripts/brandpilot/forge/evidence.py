"""What the forge says of one pull request, reduced to what a decision rests on.

It is kept beside the records' history, so nothing is in it that changes by itself (counts, times
of update) and no address of anyone: the same pull request gives the same bytes later on.
"""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Person:
    """An account: `id` is its number for ever, `login` its name of now; a deleted one has no id."""

    login: str
    id: int | None


GHOST = Person("ghost", None)
"""Stands for an account that was deleted: nobody can say any more who that was."""


@dataclass(frozen=True, slots=True)
class Review:
    """A review: `state` is APPROVED, CHANGES_REQUESTED, COMMENTED or DISMISSED.

    `commit` is the head that was looked at, `at` the server's time (RFC 3339, UTC).
    """

    id: int
    by: Person
    state: str
    commit: str
    at: str
    body: str


@dataclass(frozen=True, slots=True)
class Status:
    """A commit status on the head: `state` is success, pending, failure or error."""

    context: str
    state: str
    by: Person
    at: str


@dataclass(frozen=True, slots=True)
class Pull:
    """A pull request. Times are the server's (RFC 3339, UTC); commits are 40 hex digits.

    `files` is the number of changed files that the forge counts. `merge_commit` is None until it
    is merged; `is_mergeable` is None while the forge has not looked yet. `head_repository` is
    `owner/name` of the fork, None where it was deleted.
    """

    number: int
    url: str
    author: Person
    base: str
    head: str
    head_repository: str | None
    opened_at: str
    files: int
    labels: tuple[str, ...] = ()
    is_draft: bool = False
    is_mergeable: bool | None = None
    closed_at: str | None = None
    merged_at: str | None = None
    merge_commit: str | None = None
    merged_by: Person | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether it is neither merged nor closed."""
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the forge says of one pull request; reviews and statuses oldest first."""

    pull: Pull
    reviews: tuple[Review, ...] = ()
    statuses: tuple[Status, ...] = ()

    def bytes(self) -> bytes:
        """Spell it as canonical JSON in UTF-8, ending in a line feed: what is hashed and kept."""
        told = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return told.encode("utf-8", "backslashreplace") + b"\n"

    @property
    def sha256(self) -> str:
        """Hex digest of `bytes`."""
        return sha256(self.bytes()).hexdigest()


def read_evidence(raw: bytes) -> Evidence:
    """Read what `Evidence.bytes` wrote. Raises ValueError, KeyError or TypeError for anything else."""
    told = json.loads(raw)
    pull = told["pull"]
    people = {key: _person(pull[key]) for key in ("author", "merged_by")}
    return Evidence(
        Pull(**{**pull, **people, "labels": tuple(pull["labels"])}),
        tuple(Review(**{**one, "by": _person(one["by"])}) for one in told["reviews"]),
        tuple(Status(**{**one, "by": _person(one["by"])}) for one in told["statuses"]),
    )


def _person(told: dict[str, str | int | None] | None) -> Person | None:
    return Person(**told) if told else None  # type: ignore[arg-type]
