"""One session: which server and repository, by the environment; who speaks, by token or as the App."""

import logging
import os
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from github3 import GitHub as Login
from github3.exceptions import GitHubError
from github3.session import AppInstallationTokenAuth, GitHubSession

from brandpilot.forge.answers import field
from brandpilot.forge.github.faults import (
    Answer,
    pause_before_asking,
    refused,
    unreachable,
    unreadable,
)
from brandpilot.forge.github.line import Limits, Line, Wait
from brandpilot.forge.protocol import AbsentError, ForgeError

logging.getLogger("github3").addHandler(logging.NullHandler())
"""What it warns of in English is told in Chinese here."""

_GITHUB = "https://api.github.com"
_VERSION = "2022-11-28"
"""2026-03-10 took `merge_commit_sha` out of the answers."""
_LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))
_REPOSITORY = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}/[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")
_TOKEN = re.compile(r"[!-~]{1,2000}")
_APP = re.compile(r"[0-9]{1,15}")
_WORD_LASTS = 300
"""Seconds for the App's signed word: GitHub takes ten minutes at most, by its own clock."""
_MARGIN = timedelta(minutes=10)
"""A token is renewed so long before its end: what has begun ends in time."""


def line_of_environment(wait: Wait, limits: Limits) -> tuple[Line, bool]:
    """Give the line that the environment tells of, and whether the App speaks. Raises ForgeError.

    GITHUB_REPOSITORY names the repository, GITHUB_API_URL the server. BRANDPILOT_APP_ID and
    BRANDPILOT_APP_KEY (PEM) speak as the App, else GITHUB_TOKEN, else nobody in particular.
    """
    repository = os.environ.get("GITHUB_REPOSITORY", "")
    if not _REPOSITORY.fullmatch(repository):
        message = "请用环境变量 GITHUB_REPOSITORY 写明仓库，例如 example/brandpilot。"
        raise ForgeError(message)
    session = GitHubSession()
    session.base_url, is_here = _server(os.environ.get("GITHUB_API_URL") or _GITHUB)
    session.trust_env = not is_here  # no proxy stands between this machine and itself
    session.get_redirect_target = lambda _: None  # only `Line` follows, and it looks where to
    session.headers["X-GitHub-Api-Version"] = _VERSION
    made = Line(session, repository, wait, limits)
    app, key = (os.environ.get(f"BRANDPILOT_APP_{name}", "").strip() for name in ("ID", "KEY"))
    token = os.environ.get("GITHUB_TOKEN", "").strip()
    if bool(app) != bool(key):
        message = "BRANDPILOT_APP_ID 和 BRANDPILOT_APP_KEY 须同时写明。"
        raise ForgeError(message)
    if app:
        if not _APP.fullmatch(app):
            message = "BRANDPILOT_APP_ID 应是 App 的数字编号。"
            raise ForgeError(message)
        made.log_in = _as_app(made, session, app, key.encode())
    elif token:
        if not _TOKEN.fullmatch(token):
            message = "GITHUB_TOKEN 的写法不对：其中有空格、汉字或换行。"
            raise ForgeError(message)
        Login(session=session).login(token=token)
    return made, bool(app)


def _server(url: str) -> tuple[str, bool]:
    """Accept a server's address, and tell whether it is this machine: a token goes over no open line."""
    with suppress(ValueError):
        parts = urlsplit(url)
        is_here = parts.hostname in _LOOPBACK
        is_plain = not (parts.username or parts.password or parts.query or parts.fragment)
        is_safe = parts.scheme == "https" or (parts.scheme == "http" and is_here)
        if is_safe and is_plain and parts.hostname and parts.port != 0:
            return url.rstrip("/"), is_here
    message = "GITHUB_API_URL 须是 https:// 开头的网址，不带用户名和参数。"
    raise ForgeError(message)


def _as_app(line: Line, session: Any, app: str, key: bytes) -> Callable[[], None]:  # noqa: ANN401 – github3's
    """Give what speaks as the App's installation here, and renews its token before it ends."""
    login = Login(session=session)

    def word() -> None:
        login.login_as_app(key, app, expire_in=_WORD_LASTS)

    def log_in() -> None:
        if _lasts(session.auth):
            return
        try:
            id_ = field(line.get_as("installation", word), int, "id")
            _take(line, lambda: login.login_as_app_installation(key, app, id_, _WORD_LASTS))
            _must_last(session.auth)
        except AbsentError:
            message = "App 没有安装到 GITHUB_REPOSITORY 所写的仓库。"
            raise ForgeError(message) from None
        except ForgeError:
            raise
        except Exception:  # noqa: BLE001 – a key is broken in many ways; what is said may repeat it
            message = "不能以 App 的身份登录；请核对 BRANDPILOT_APP_ID 和 BRANDPILOT_APP_KEY。"
            raise ForgeError(message) from None

    return log_in


def _lasts(held: object) -> bool:
    if not isinstance(held, AppInstallationTokenAuth):
        return False
    return bool(held.expires_at - datetime.now(UTC) > _MARGIN)


def _must_last(held: object) -> None:
    """Refuse what is no token, as after an answer that led elsewhere."""
    if not _lasts(held):
        raise unreadable()


def _take(line: Line, take: Callable[[], None]) -> None:
    """Take a token, again where the fault will pass: one more does no harm."""
    patience = line.patience
    while True:
        pause: float | None = 2.0**patience.attempt
        try:
            take()
        except GitHubError as error:
            got = error.response
            answer = Answer(got.status_code, got.headers, got.content)
            fault = unreadable()
            if not answer.is_fine:
                fault, pause = refused(answer), pause_before_asking(answer, patience.attempt)
        except OSError:
            fault = unreachable()
        else:
            return
        patience.bear(pause, fault)
