"""GitHub: the only module that touches the network, or knows its clock and its secrets.

Calls: evidence 3 (request, reviews, statuses; more where a list is longer than 100), a list of
requests 1 for each 100, paths 1 for each 100, every other question 1.
"""

import base64
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, urlsplit

import requests
from github3 import GitHub as Login
from github3.exceptions import GitHubError, GitHubException, TransportError
from github3.session import GitHubSession

from brandpilot.forge.answers import odd, pull_of, reviews_of, statuses_of
from brandpilot.forge.evidence import Evidence, Pull
from brandpilot.forge.protocol import AbsentError, ForgeError
from brandpilot.moments import spelled

GATE = "gate"
_VERSION = "2022-11-28"
"""2026-03-10 took `merge_commit_sha` out of the answers."""
_PAGE = 100
_ATTEMPTS = 6
_LONGEST_WAIT = 3700
"""Seconds: a primary limit is lifted within the hour."""
_TOKEN_LASTS = 3000
_LARGEST = 20 * 1024 * 1024
_PASSING = frozenset((429, 500, 502, 503, 504))
_MOVED = frozenset((301, 302, 307, 308))
_LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))
_STATUS_LENGTH = 140

Wait = Callable[[float], None]


class GitHub:
    """One repository on GitHub, as `brandpilot.forge.protocol.Forge` asks for it.

    `own` is the id of the account whose comments and issues are ours: a mark that somebody else
    wrote is not. `wait` waits some seconds; whoever shows progress does so there.
    """

    def __init__(
        self, session: requests.Session, repository: str, own: int | None, wait: Wait = time.sleep
    ) -> None:
        self._session = session
        self._base = f"repos/{quote(repository, safe='/')}"
        self._own = own
        self._wait = wait
        self._renew: Callable[[], None] = lambda: None
        self._date = ""

    @classmethod
    def connect(cls, own: int | None, wait: Wait = time.sleep) -> "GitHub":
        """Connect as the environment says, as in Actions. Raises ForgeError where it says too little.

        GITHUB_REPOSITORY names the repository, GITHUB_API_URL the server. BRANDPILOT_APP_ID and
        BRANDPILOT_APP_KEY (PEM) speak as the App, else GITHUB_TOKEN.
        """
        repository = os.environ.get("GITHUB_REPOSITORY", "")
        if repository.count("/") != 1:
            message = "请用环境变量 GITHUB_REPOSITORY 写明仓库，例如 example/brandpilot。"
            raise ForgeError(message)
        session = GitHubSession(default_connect_timeout=10, default_read_timeout=30)
        session.base_url = _server(os.environ.get("GITHUB_API_URL") or "https://api.github.com")
        session.headers["X-GitHub-Api-Version"] = _VERSION
        forge = cls(session, repository, own, wait)
        app, key = os.environ.get("BRANDPILOT_APP_ID"), os.environ.get("BRANDPILOT_APP_KEY")
        if app and key:
            forge._as_app(app, key.encode())
        elif token := os.environ.get("GITHUB_TOKEN"):
            Login(session=session).login(token=token)
        return forge

    def now(self) -> str:
        """Give the server's time by its last answer; this machine's where it has not answered yet."""
        told = parsedate_to_datetime(self._date) if self._date else datetime.now(UTC)
        return spelled(told)

    def evidence(self, number: int) -> Evidence:
        """Give all that is known of a request, at three calls."""
        pull = pull_of(self._get(f"pulls/{number}"))
        reviews = reviews_of(self._pages(f"pulls/{number}/reviews"))
        statuses = statuses_of(self._pages(f"commits/{pull.head}/statuses"), GATE)
        return Evidence(pull, reviews, statuses)

    def pulls(self, *, base: str, state: str) -> Iterator[Pull]:
        """Yield requests, oldest first."""
        words = {"state": state, "base": base, "sort": "created", "direction": "asc"}
        yield from map(pull_of, self._pages("pulls", words))

    def paths(self, number: int) -> tuple[str, ...]:
        """Give the paths that a request changes, former names too."""
        names: list[str] = []
        for one in self._pages(f"pulls/{number}/files"):
            names += [str(one[key]) for key in ("filename", "previous_filename") if one.get(key)]
        return tuple(names)

    def owner_errors(self, ref: str) -> tuple[str, ...]:
        """Give what GitHub finds wrong with CODEOWNERS."""
        told = self._get("codeowners/errors", {"ref": ref}, absent=True)
        return tuple(str(one["kind"]) for one in (told or {}).get("errors", ()))

    def file(self, ref: str, path: str) -> bytes | None:
        """Read a file at a commit, at most 1 MiB."""
        told = self._get(f"contents/{quote(path)}", {"ref": ref}, absent=True)
        if not isinstance(told, dict) or told.get("encoding") != "base64":
            return None
        return base64.b64decode(told["content"])

    def set_status(self, commit: str, state: str, description: str, url: str | None = None) -> None:
        """Set our status on a commit."""
        told = {"state": state, "context": GATE, "description": description[:_STATUS_LENGTH]}
        self._send("POST", f"statuses/{commit}", {**told, **({"target_url": url} if url else {})})

    def comment(self, number: int, mark: str, body: str) -> None:
        """Write our comment on a request, or edit it where it stands."""
        for one in self._pages(f"issues/{number}/comments"):
            if self._is_ours(one) and str(one["body"] or "").startswith(mark):
                if one["body"] != body:
                    self._send("PATCH", f"issues/comments/{one['id']}", {"body": body})
                return
        self._send("POST", f"issues/{number}/comments", {"body": body})

    def propose(self, branch: str, title: str, body: str, files: Mapping[str, bytes]) -> int:
        """Put files on our branch, on top of main, and give the number of its request."""
        tip = str(self._get("git/ref/heads/main")["object"]["sha"])
        tree = self._tree(str(self._get(f"git/commits/{tip}")["tree"]["sha"]), files)
        commit = {"message": title, "tree": tree, "parents": [tip]}
        head = str(self._send("POST", "git/commits", commit)["sha"])
        known = self._get(f"git/ref/heads/{branch}", absent=True)
        if known is None:
            self._send("POST", "git/refs", {"ref": f"refs/heads/{branch}", "sha": head})
        else:
            self._send("PATCH", f"git/refs/heads/{branch}", {"sha": head, "force": True})
        owner = self._base.split("/")[1]
        for one in self._pages("pulls", {"state": "open", "head": f"{owner}:{branch}"}):
            self._send("PATCH", f"pulls/{one['number']}", {"title": title, "body": body})
            return int(one["number"])
        told = {"title": title, "body": body, "head": branch, "base": "main"}
        return int(self._send("POST", "pulls", told)["number"])

    def merge(self, number: int, head: str) -> str:
        """Merge a request by a merge commit, if its head is still this one."""
        told = {"sha": head, "merge_method": "merge"}
        return str(self._send("PUT", f"pulls/{number}/merge", told)["sha"])

    def notify(self, mark: str, title: str, body: str | None) -> None:
        """Keep one open issue that begins with a mark; without a body close it."""
        for one in self._pages("issues", {"state": "open"}):
            if self._is_ours(one) and str(one["body"] or "").startswith(mark):
                told = {"state": "closed"} if body is None else {"title": title, "body": body}
                if body is None or (one["title"], one["body"]) != (title, body):
                    self._send("PATCH", f"issues/{one['number']}", told)
                return
        if body is not None:
            self._send("POST", "issues", {"title": title, "body": body})

    def settings(self, path: str) -> Any:  # noqa: ANN401 – a plain answer
        """Read a setting of the repository; None where there is none."""
        return self._get(path, absent=True)

    def set_settings(self, method: str, path: str, told: Mapping[str, Any]) -> None:
        """Change a setting of the repository."""
        self._send(method, path, told)

    def _tree(self, base: str, files: Mapping[str, bytes]) -> str:
        entries = []
        for path, content in sorted(files.items()):
            blob = {"content": base64.b64encode(content).decode("ascii"), "encoding": "base64"}
            hash_ = self._send("POST", "git/blobs", blob)["sha"]
            entries.append({"path": path, "mode": "100644", "type": "blob", "sha": hash_})
        return str(self._send("POST", "git/trees", {"base_tree": base, "tree": entries})["sha"])

    def _is_ours(self, told: Mapping[str, Any]) -> bool:
        author = told.get("user") or {}
        return self._own is not None and author.get("id") == self._own

    def _pages(self, path: str, words: Mapping[str, str] | None = None) -> Iterator[Any]:
        """Yield every item of a list, page by page, until one is not full."""
        for page in range(1, _LARGEST):
            told = self._get(path, {**(words or {}), "per_page": str(_PAGE), "page": str(page)})
            if not isinstance(told, list):
                raise odd(path)
            yield from told
            if len(told) < _PAGE:
                return

    def _get(
        self, path: str, words: Mapping[str, str] | None = None, *, absent: bool = False
    ) -> Any:  # noqa: ANN401 – a plain answer
        """Ask, again where the fault will pass; None for what is not there, if that may be."""
        fault = ForgeError("连不上 GitHub，请稍后再试。")
        for attempt in range(_ATTEMPTS):
            self._renew()
            try:
                answer = self._ask("GET", self._url(path), params=words)
                if absent and answer.status_code == requests.codes.not_found:
                    return None
                if answer.ok:
                    return answer.json()
                fault = _refused(answer)
                pause = _pause(answer, attempt)
            except (requests.RequestException, TransportError, json.JSONDecodeError):
                pause = 2.0**attempt
            if pause is None:
                raise fault
            self._wait(pause)
        raise fault

    def _send(self, method: str, path: str, told: Mapping[str, Any]) -> Any:  # noqa: ANN401 – a plain answer
        """Change something, once: what has perhaps been done is not done again unseen."""
        self._renew()
        try:
            answer = self._ask(method, self._url(path), data=json.dumps(told))
            if not answer.ok:
                raise _refused(answer)
            return answer.json() if answer.content else None
        except (requests.RequestException, TransportError, json.JSONDecodeError):
            message = "写入 GitHub 时连接中断，是否写入尚不清楚；请重新执行，已经写入的不会重复。"
            raise ForgeError(message) from None

    def _ask(self, method: str, url: str, **given: Any) -> requests.Response:  # noqa: ANN401
        """Send one request; a repository that was renamed is followed, but to no other server."""
        answer = self._session.request(method, url, allow_redirects=False, **given)
        if method == "GET" and answer.status_code in _MOVED:
            moved = answer.headers.get("Location", "")
            if urlsplit(moved)[:2] == urlsplit(url)[:2]:
                answer = self._session.request(method, moved, allow_redirects=False)
        self._date = answer.headers.get("Date", self._date)
        if len(answer.content) > _LARGEST:
            raise odd(method)
        return answer

    def _url(self, path: str) -> str:
        base: str = self._session.base_url  # type: ignore[attr-defined]
        return (
            f"{base}/{path.removeprefix('/')}"
            if path.startswith("/")
            else f"{base}/{self._base}/{path}"
        )

    def _as_app(self, app: str, key: bytes) -> None:
        """Speak as the App, and renew its token before it ends."""
        login, until = Login(session=self._session), [0.0]

        def renew() -> None:
            if time.monotonic() < until[0]:
                return
            try:
                login.login_as_app(key, app)
                found = self._ask("GET", self._url("installation"))
                login.login_as_app_installation(key, app, found.json()["id"])
            except (GitHubError, GitHubException, requests.RequestException, ValueError, KeyError):
                message = "不能以 App 的身份登录；请核对 BRANDPILOT_APP_ID、BRANDPILOT_APP_KEY 和安装范围。"
                raise ForgeError(message) from None
            until[0] = time.monotonic() + _TOKEN_LASTS

        self._renew = renew


def _server(url: str) -> str:
    """Accept a server's address: a token goes over no open line."""
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        return url.rstrip("/")
    message = "GITHUB_API_URL 须以 https:// 开头。"
    raise ForgeError(message)


def _pause(answer: requests.Response, attempt: int) -> float | None:
    """Give the seconds after which a question may be asked again; None where that makes no sense."""
    said = answer.headers.get("Retry-After", "")
    if said.isdecimal():
        return min(float(said), _LONGEST_WAIT)
    limited = answer.status_code in (requests.codes.forbidden, requests.codes.too_many_requests)
    if limited and answer.headers.get("X-RateLimit-Remaining") == "0":
        reset, now = answer.headers.get("X-RateLimit-Reset", ""), answer.headers.get("Date", "")
        if reset.isdecimal():
            passed = int(reset) - parsedate_to_datetime(now).timestamp() if now else 60.0
            return min(max(passed, 0.0) + 1, _LONGEST_WAIT)
    return 2.0**attempt if answer.status_code in _PASSING else None


def _refused(answer: requests.Response) -> ForgeError:
    """Say why GitHub refused, by its number alone: its words may repeat what nobody should see."""
    words = {
        401: "身份没有通过",
        403: "没有权限",
        404: "没有找到",
        405: "现在不能合并",
        409: "内容已经变动",
        422: "内容不被接受",
    }
    why = words.get(answer.status_code, "暂时故障")
    is_absent = answer.status_code == requests.codes.not_found
    error = AbsentError if is_absent else ForgeError
    return error(f"GitHub 没有接受请求（{answer.status_code} {why}）。")
