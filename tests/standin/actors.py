"""People with an account: what they do in a browser or with Git, told so that tests read as stories."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import requests

from standin.server import Server
from standin.world import Repository, User


class Actor:
    """Somebody with an account, who forks, pushes over HTTP, opens requests, reviews and merges."""

    def __init__(self, server: Server, user: User, origin: Repository, folder: Path) -> None:
        self.server, self.user, self.origin = server, user, origin
        self._clone = folder / f"clone-{user.id}"
        self._token = next(t for t, one in server.world.tokens.items() if one is user)
        self.mail = user.mail

    def asks(self, method: str, path: str, **body: Any) -> requests.Response:
        """Send one request to the repository's part of the interface."""
        url = f"{self.server.url}/repos/{self.origin.full_name}/{path}"
        headers = {"Authorization": f"token {self._token}"}
        return requests.request(method, url, json=body or None, headers=headers, timeout=20)

    def must(self, method: str, path: str, **body: Any) -> Any:
        """Send one request that succeeds; give the answer."""
        answer = self.asks(method, path, **body)
        assert answer.ok, (answer.status_code, answer.text)
        return answer.json() if answer.content else None

    def pushes(  # noqa: PLR0913 – what a commit may be told
        self,
        files: Mapping[str, bytes | str | None],
        branch: str = "work",
        *,
        onto: str | None = None,
        message: str = "填报",
        when: str = "",
        modes: Mapping[str, str] | None = None,
        into_origin: bool = False,
    ) -> str:
        """Commit files (None takes one away) on a branch of the own fork, and push it over HTTP.

        The commit goes on top of the branch, or of `onto`; a first one on top of main.
        """
        home = self.origin if into_origin else self.server.world.fork(self.origin, self.user)
        if not self._clone.exists():
            self._git("init", "--quiet", "--bare", str(self._clone), inside=False)
        for one in (self.origin, home):
            refs = f"+refs/heads/*:refs/remotes/{one.owner.login}/*"
            self._git("fetch", "--quiet", str(one.folder), refs)
        own = f"refs/remotes/{home.owner.login}/{branch}"
        above = (
            onto or self._hash(own) or self._hash(f"refs/remotes/{self.origin.owner.login}/main")
        )
        commit = self._commit(files, above or "", message, when, modes or {})
        url = self.server.url.replace("http://", f"http://x:{self._token}@")
        self._git(
            "push",
            "--quiet",
            "--force",
            f"{url}/{home.full_name}.git",
            f"{commit}:refs/heads/{branch}",
        )
        return commit

    def opens(self, title: str = "报送材料", branch: str = "work", **told: Any) -> int:
        """Open a request for a branch of the own fork, or of the repository itself; its number."""
        owner = (
            self.user.login
            if f"{self.user.login}/{self.origin.name}" in self.server.world.repositories
            else self.origin.owner.login
        )
        body = {"title": title, "base": "main", "head": f"{owner}:{branch}", **told}
        return int(self.must("POST", "pulls", **body)["number"])

    def proposes(
        self, files: Mapping[str, bytes | str | None], branch: str = "work", **how: Any
    ) -> int:
        """Push files and open a request for them."""
        self.pushes(files, branch, **how)
        return self.opens(branch=branch)

    def reviews(self, number: int, event: str, body: str = "", commit: str | None = None) -> int:
        """Review a request: APPROVE, REQUEST_CHANGES or COMMENT; the review's id."""
        told = {"event": event, "body": body, **({"commit_id": commit} if commit else {})}
        return int(self.must("POST", f"pulls/{number}/reviews", **told)["id"])

    def approves(self, number: int, body: str = "推荐意见：材料齐全，同意推荐。") -> int:
        return self.reviews(number, "APPROVE", body)

    def returns(self, number: int, body: str) -> int:
        return self.reviews(number, "REQUEST_CHANGES", body)

    def merges(self, number: int, method: str = "merge") -> str:
        """Merge a request; the commit."""
        return str(self.must("PUT", f"pulls/{number}/merge", merge_method=method)["sha"])

    def closes(self, number: int) -> None:
        self.must("PATCH", f"pulls/{number}", state="closed")

    def _commit(
        self,
        files: Mapping[str, bytes | str | None],
        above: str,
        message: str,
        when: str,
        modes: Mapping[str, str],
    ) -> str:
        index = {"GIT_INDEX_FILE": str(self._clone / "index-of-test")}
        self._git("read-tree", above, env=index)
        for path, content in files.items():
            if content is None:
                gone = f"0 {'0' * 40}\t{path}\n".encode()
                self._git("update-index", "--index-info", given=gone, env=index)
                continue
            raw = content.encode() if isinstance(content, str) else content
            blob = self._git("hash-object", "-w", "--stdin", given=raw)
            about = f"{(modes or {}).get(path, '100644')},{blob},{path}"
            self._git("update-index", "--add", "--cacheinfo", about, env=index)
        tree = self._git("write-tree", env=index)
        date = when or f"{int(self.server.world.now.timestamp())} +0000"
        who = {
            f"GIT_{role}_{key}": value
            for role in ("AUTHOR", "COMMITTER")
            for key, value in (("NAME", self.user.login), ("EMAIL", self.mail), ("DATE", date))
        }
        return self._git("commit-tree", tree, "-p", above, given=message.encode(), env=who)

    def _hash(self, ref: str) -> str | None:
        return self._git("for-each-ref", "--format=%(objectname)", ref) or None

    def _git(
        self,
        *words: str,
        given: bytes = b"",
        env: Mapping[str, str] | None = None,
        inside: bool = True,
    ) -> str:
        plain = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        where = ["-C", str(self._clone)] if inside else []
        done = subprocess.run(
            ["git", *where, *words],
            input=given,
            capture_output=True,
            check=False,
            env={**kept, **plain, **(env or {})},
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode().strip()
