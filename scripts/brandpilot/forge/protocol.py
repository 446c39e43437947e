"""What the gate, the harvest and the reminders ask of a forge; GitHub today, others may follow."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from brandpilot.forge.evidence import Evidence, Pull


class ForgeError(Exception):
    """The forge cannot be reached, refuses, or says what makes no sense; the text is for a person."""


class AbsentError(ForgeError):
    """The forge does not have what was asked for."""


class Forge(Protocol):
    """Reads and posts. Every method may raise ForgeError."""

    def now(self) -> str:
        """Give the server's time (RFC 3339, UTC)."""

    def evidence(self, number: int) -> Evidence:
        """Give all that is known of a pull request."""

    def pulls(self, *, base: str, state: str) -> Iterator[Pull]:
        """Yield pull requests (`open`, `closed`), oldest first; what only a single look tells is None.

        These are `is_mergeable` and `merged_by`, and `files`, which is then 0.
        """

    def paths(self, number: int) -> tuple[str, ...]:
        """Give the paths that a pull request changes, former names of renamed files too."""

    def owner_errors(self, ref: str) -> tuple[str, ...]:
        """Give what the forge finds wrong with CODEOWNERS at a commit or branch."""

    def file(self, ref: str, path: str) -> bytes | None:
        """Read a file at a commit or branch, also of a head that no local clone has."""

    def set_status(self, commit: str, state: str, description: str, url: str | None = None) -> None:
        """Set our status (`gate`) on a commit: success, pending or failure, and up to 140 characters."""

    def comment(self, number: int, mark: str, body: str) -> None:
        """Write or edit in place our one comment on a request that begins with a mark."""

    def propose(self, branch: str, title: str, body: str, files: Mapping[str, bytes]) -> int:
        """Put files on a branch of our own, on top of main, and open or renew its request; its number."""

    def keep(self, branch: str, title: str, files: Mapping[str, bytes]) -> None:
        """Add files to a branch of our own with a history of its own, from which nothing is taken."""

    def merge(self, number: int, head: str) -> str:
        """Merge a request by a merge commit if its head is still this one; the commit's hash."""

    def notify(self, mark: str, title: str, body: str | None) -> None:
        """Keep one open issue that begins with a mark; None closes it."""
