"""GitHub: the only place that touches the network, or knows its clock and its secrets.

Calls: evidence 3 (request, reviews, statuses; more where a list is longer than 100); a list of
requests, and the paths of one, 1 for each 100; a status 2, a comment 1 for each 100 comments and 1
to write; a merge 2; a proposal 9 at most, keeping files 5; all reminders 1 for each 100 open issues
and 1 for each that changes; every other question 1. Speaking as the App costs 2 an hour.
"""

import base64
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from brandpilot.findings import Json
from brandpilot.forge.answers import field, hash_at, odd, pull_of, reviews_of, statuses_of, text_of
from brandpilot.forge.evidence import Evidence, Pull
from brandpilot.forge.github.line import Limits, Line, Wait
from brandpilot.forge.github.proposing import keep, propose
from brandpilot.forge.github.session import line_of_environment
from brandpilot.forge.protocol import AbsentError, ForgeError
from brandpilot.moments import spelled

__all__ = ["GATE", "GitHub"]

GATE = "gate"
_STATUS_LENGTH = 140
_PULL, _FILE = "合并请求", "文件"
_NO_PARTS = frozenset(("", ".", ".."))


class GitHub:
    """One repository on GitHub, as `brandpilot.forge.protocol.Forge` asks for it.

    `own` is the id of the account that speaks; None for whoever a token belongs to, who is asked
    for when it matters. What is edited in place is ours alone: a mark that somebody else wrote is
    not.
    """

    def __init__(self, line: Line, own: int | None) -> None:
        self._line, self._own = line, own
        self._issues: dict[int, Json] | None = None

    @classmethod
    def connect(
        cls, app: int | None, wait: Wait = time.sleep, limits: Limits | None = None
    ) -> "GitHub":
        """Connect as the environment says, as in Actions. Raises ForgeError where it says too little.

        `app` is the id of the App's account. `wait` waits some seconds; whoever shows progress
        does so there.
        """
        line, is_app = line_of_environment(wait, limits or Limits())
        if is_app and app is None:
            message = "审查人名册还没有写明 App；请先填写 app 一栏。"
            raise ForgeError(message)
        return cls(line, app if is_app else None)

    def now(self) -> str:
        """Give the server's time by its last answer; this machine's where it has not answered yet."""
        at = self._line.at
        return spelled(datetime.now(UTC) if at is None else datetime.fromtimestamp(at, UTC))

    def evidence(self, number: int) -> Evidence:
        """Give all that is known of a request, at three calls."""
        pull = pull_of(self._line.get(f"pulls/{number}"))
        if pull.number != number:
            raise odd(_PULL)
        reviews = reviews_of(self._line.pages(f"pulls/{number}/reviews"))
        statuses = statuses_of(self._line.pages(f"commits/{pull.head}/statuses"), GATE)
        return Evidence(pull, reviews, statuses)

    def pulls(self, *, base: str, state: str) -> Iterator[Pull]:
        """Yield requests, oldest first, each once.

        The list is read to its end first: what is merged meanwhile would move the rest up a page.
        """
        words = {"state": state, "base": base, "sort": "created", "direction": "asc"}
        found = {one.number: one for one in map(pull_of, self._line.pages("pulls", words))}
        yield from (found[number] for number in sorted(found))

    def paths(self, number: int) -> tuple[str, ...]:
        """Give the paths that a request changes, former names too; GitHub tells 3,000 files at most."""
        names: list[str] = []
        for one in self._line.pages(f"pulls/{number}/files"):
            names.append(field(one, str, "filename"))
            if one.get("previous_filename"):
                names.append(field(one, str, "previous_filename"))
        return tuple(names)

    def owner_errors(self, ref: str) -> tuple[str, ...]:
        """Give what GitHub finds wrong with CODEOWNERS; nothing where there is none."""
        try:
            told = self._line.get("codeowners/errors", {"ref": ref})
        except AbsentError:
            return ()
        return tuple(field(one, str, "kind") for one in field(told, list, "errors"))

    def file(self, ref: str, path: str) -> bytes | None:
        """Read a file at a commit, at most 1 MiB; None for what is none, or larger."""
        if not _NO_PARTS.isdisjoint(path.split("/")):
            return None  # such a path would lead to another question
        try:
            told = self._line.get(f"contents/{quote(path)}", {"ref": ref})
        except AbsentError:
            return None
        if not isinstance(told, dict) or told.get("encoding") != "base64":
            return None
        try:
            return base64.b64decode(field(told, str, "content"))
        except ValueError:
            raise odd(_FILE) from None

    def set_status(self, commit: str, state: str, description: str, url: str | None = None) -> None:
        """Set our status on a commit; nothing is set where the newest is ours and says the same.

        GitHub takes a thousand for one commit, which a request that is looked at every half hour
        would reach within three weeks.
        """
        told = {"state": state, "context": GATE, "description": _short(description)}
        wanted = {**told, **({"target_url": url} if url else {})}
        self._line.settle(lambda: self._set_status(commit, wanted))

    def comment(self, number: int, mark: str, body: str) -> None:
        """Write our comment on a request, or edit it where it stands."""
        self._line.settle(lambda: self._comment(number, mark, body))

    def propose(self, branch: str, title: str, body: str, files: Mapping[str, bytes]) -> int:
        """Put files on our branch, on top of main, and give the number of its request."""
        told = {"title": title, "body": body}
        return self._line.settle(lambda: propose(self._line, self._is_ours, branch, told, files))

    def keep(self, branch: str, title: str, files: Mapping[str, bytes]) -> None:
        """Add files to our branch that has a history of its own."""
        self._line.settle(lambda: keep(self._line, branch, title, files))

    def merge(self, number: int, head: str) -> str:
        """Merge a request by a merge commit, if its head is still this one; the commit's hash."""
        return self._line.settle(lambda: self._merge(number, head))

    def notify(self, mark: str, title: str, body: str | None) -> None:
        """Keep one open issue that begins with a mark; without a body close it."""
        self._line.settle(lambda: self._notify(mark, title, body))

    def settings(self, path: str) -> Any:  # noqa: ANN401 – a plain answer
        """Read a setting of the repository; None where there is none."""
        try:
            return self._line.get(path)
        except AbsentError:
            return None

    def set_settings(self, method: str, path: str, told: Mapping[str, Any]) -> None:
        """Change a setting of the repository."""
        self._line.send(method, path, told)

    def _set_status(self, commit: str, wanted: Mapping[str, str]) -> None:
        own = self._line.pages(f"commits/{commit}/statuses")
        newest = next((one for one in own if field(one, str, "context") == GATE), None)
        is_said = newest and all(newest.get(key) == value for key, value in wanted.items())
        if not is_said or not self._is_ours(newest, "creator"):
            self._line.send("POST", f"statuses/{commit}", wanted)

    def _comment(self, number: int, mark: str, body: str) -> None:
        for one in self._line.pages(f"issues/{number}/comments"):
            if self._is_ours(one) and text_of(one, "body").startswith(mark):
                if text_of(one, "body") != body.rstrip():
                    id_ = field(one, int, "id")
                    self._line.send("PATCH", f"issues/comments/{id_}", {"body": body})
                return
        self._line.send("POST", f"issues/{number}/comments", {"body": body})

    def _merge(self, number: int, head: str) -> str:
        pull = pull_of(self._line.get(f"pulls/{number}"))
        if pull.merge_commit and pull.head == head:
            return pull.merge_commit
        told = {"sha": head, "merge_method": "merge"}
        return hash_at(self._line.send("PUT", f"pulls/{number}/merge", told), "sha")

    def _notify(self, mark: str, title: str, body: str | None) -> None:
        if self._issues is None:
            listed = self._line.pages("issues", {"state": "open"})
            own = (one for one in listed if self._is_ours(one) and "pull_request" not in one)
            self._issues = {field(one, int, "number"): one for one in own}
        issues = self._issues
        marked = (at for at, one in issues.items() if text_of(one, "body").startswith(mark))
        number = min(marked, default=None)
        self._issues = None  # what is sent now may be lost half-way: then all is looked at again
        if body is None:
            if number is not None:
                self._line.send("PATCH", f"issues/{number}", {"state": "closed"})
                del issues[number]
        elif number is None:
            made = self._line.send("POST", "issues", {"title": title, "body": body})
            issues[field(made, int, "number")] = made
        elif (issues[number].get("title"), text_of(issues[number], "body")) != (
            title,
            body.rstrip(),
        ):
            told = {"title": title, "body": body}
            issues[number] = self._line.send("PATCH", f"issues/{number}", told)
        self._issues = issues

    def _is_ours(self, told: Json, who: str = "user") -> bool:
        """Tell whether we wrote something; a deleted account arrives as null."""
        author = told.get(who) if isinstance(told, dict) else None
        return isinstance(author, dict) and author.get("id") == self._me()

    def _me(self) -> int:
        if self._own is None:
            try:
                self._own = field(self._line.get("/user"), int, "id")
            except ForgeError:
                message = (
                    "不知道 GITHUB_TOKEN 属于哪个账号，无从辨认自己写的内容；请以 App 的身份执行。"
                )
                raise ForgeError(message) from None
        return self._own


def _short(text: str) -> str:
    """Cut a status to what GitHub takes, counted as UTF-16 to be safe, and no sign in half."""
    units = " ".join(text.split()).encode("utf-16-le", "replace")
    if len(units) <= 2 * _STATUS_LENGTH:
        return units.decode("utf-16-le")
    return units[: 2 * (_STATUS_LENGTH - 1)].decode("utf-16-le", "ignore") + "…"
