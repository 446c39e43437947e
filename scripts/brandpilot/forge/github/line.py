"""The line to the server: one request after the other, again where that is safe, never for ever."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import requests
from github3.exceptions import GitHubException
from urllib3.exceptions import HTTPError

from brandpilot.findings import Json
from brandpilot.forge.answers import odd
from brandpilot.forge.github.faults import (
    MOVED,
    PASSING,
    Answer,
    UnclearError,
    led_away,
    pause_before_asking,
    pause_of_limit,
    refused,
    renamed,
    too_large,
    unreachable,
    unreadable,
)
from brandpilot.forge.protocol import ForgeError

_PAGE = 100
"""Rows of a list in one answer, as many as GitHub gives."""
_MOST_PAGES = 1000
_HOPS = 5
_PIECE = 64 * 1024
_LIST = "列表"
_BROKEN = (OSError, HTTPError, GitHubException)
"""Whatever may happen between here and there; what requests raises is an OSError."""
_GARBLED = (ValueError, RecursionError)

Wait = Callable[[float], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds to connect, between two pieces of an answer, for a whole one; its size in bytes.

    One thing is asked `attempts` times at most, and waited for `waits` seconds altogether: a limit
    is lifted within the hour, but others may use it up again meanwhile.
    """

    connect: float = 10.0
    piece: float = 30.0
    whole: float = 120.0
    size: int = 20 * 1024 * 1024
    attempts: int = 6
    waits: float = 3 * 3700.0


class Patience:
    """What is left of the attempts at one thing, and of the time that it may take."""

    def __init__(self, limits: Limits, wait: Wait) -> None:
        self.attempt = 0
        self._most, self._left, self._wait = limits.attempts, limits.waits, wait

    def bear(self, seconds: float | None, fault: ForgeError) -> None:
        """Wait; raise the fault where waiting makes no sense (None), or makes none any more."""
        self.attempt += 1
        if seconds is None or self.attempt >= self._most or seconds > self._left:
            raise fault
        self._left -= seconds
        self._wait(seconds)


class Line:
    """Asks one server about one repository. Paths are the repository's, or begin with a slash.

    `log_in` sees before every request that the session's token still lasts. `wait` waits some
    seconds; whoever shows progress does so there. `at` is the server's clock at its last answer,
    in seconds since 1970.
    """

    def __init__(
        self, session: requests.Session, repository: str, wait: Wait, limits: Limits
    ) -> None:
        self.log_in: Callable[[], None] = lambda: None
        self.at: float | None = None
        self._session, self._repository = session, repository
        self._wait, self._limits = wait, limits

    @property
    def owner(self) -> str:
        """Who owns the repository."""
        return self._repository.partition("/")[0]

    @property
    def patience(self) -> Patience:
        """All attempts and all the time that one thing may take."""
        return Patience(self._limits, self._wait)

    def get(self, path: str, words: Mapping[str, str] | None = None) -> Json:
        """Ask, again where the fault will pass. Raises AbsentError for what is not there."""
        return self._read(path, words, self.log_in)[0]

    def get_as(self, path: str, log_in: Callable[[], None]) -> Json:
        """Ask as somebody else, who logs in before every attempt."""
        return self._read(path, None, log_in)[0]

    def pages(self, path: str, words: Mapping[str, str] | None = None) -> Iterator[Json]:
        """Yield every item of a list; one call for each hundred."""
        for page in range(1, _MOST_PAGES + 1):
            asked = {**(words or {}), "per_page": str(_PAGE), "page": str(page)}
            told, links = self._read(path, asked, self.log_in)
            if not isinstance(told, list):
                raise odd(_LIST)
            yield from told
            if 'rel="next"' not in links if links else len(told) < _PAGE:
                return
        raise too_large()

    def send(self, method: str, path: str, told: Mapping[str, Json]) -> Json:
        """Change something, once; again only after a limit, for then it was certainly not done.

        Raises UnclearError where nobody knows whether it was done: see `settle`.
        """
        body, patience = json.dumps(told), self.patience
        while True:
            self.log_in()
            try:
                answer = self._ask(method, self._url(path), body=body)
                said = json.loads(answer.body) if answer.is_fine and answer.body else None
            except (*_BROKEN, *_GARBLED, ForgeError):
                raise UnclearError from None
            if answer.is_fine:
                return said
            if answer.status in MOVED:
                raise renamed()
            if answer.status in PASSING:
                raise UnclearError
            patience.bear(pause_of_limit(answer, patience.attempt), refused(answer))

    def settle(self, step: Callable[[], T]) -> T:
        """Take a step that looks whether it is done before it does it; again where that is unclear."""
        patience = self.patience
        while True:
            try:
                return step()
            except UnclearError as fault:
                unclear = fault
            patience.bear(2.0**patience.attempt, unclear)

    def _read(
        self, path: str, words: Mapping[str, str] | None, log_in: Callable[[], None]
    ) -> tuple[Json, str]:
        """Give what an answer says, and its links to further pages."""
        patience = self.patience
        while True:
            log_in()
            pause: float | None = 2.0**patience.attempt
            try:
                answer = self._follow(self._url(path), words)
                if answer.is_fine:
                    return json.loads(answer.body), answer.headers.get("Link", "")
                fault, pause = refused(answer), pause_before_asking(answer, patience.attempt)
            except _BROKEN:
                fault = unreachable()
            except _GARBLED:  # also half an answer: what was cut off is no JSON any more
                fault = unreadable()
            patience.bear(pause, fault)

    def _follow(self, url: str, words: Mapping[str, str] | None) -> Answer:
        """Ask; a repository that was renamed is followed, but to no other server."""
        start = urlsplit(url)
        for _ in range(_HOPS):
            answer = self._ask("GET", url, words=words)
            if answer.status not in MOVED:
                return answer
            # The question's own words go along, whether or not the new address repeats them.
            moved = urlsplit(urljoin(url, answer.headers.get("Location", "")))
            if moved[:2] != start[:2]:
                raise led_away()
            url = moved._replace(query="", fragment="").geturl()
        raise led_away()

    def _ask(
        self,
        method: str,
        url: str,
        *,
        words: Mapping[str, str] | None = None,
        body: str | None = None,
    ) -> Answer:
        """Send one request and read its answer whole, in its time and up to its size."""
        limits, begun = self._limits, time.monotonic()
        with self._session.request(
            method,
            url,
            params=words,
            data=body,
            timeout=(limits.connect, limits.piece),
            allow_redirects=False,
            stream=True,
        ) as got:
            read = bytearray()
            # Whatever has come, not whole pieces: who lets single bytes drip keeps nobody waiting.
            while piece := got.raw.read1(_PIECE, decode_content=True):
                read += piece
                if len(read) > limits.size:
                    raise too_large()
                if time.monotonic() - begun > limits.whole:
                    raise requests.Timeout
            answer = Answer(got.status_code, got.headers, bytes(read))
        self.at = answer.at or self.at
        return answer

    def _url(self, path: str) -> str:
        base: str = self._session.base_url  # type: ignore[attr-defined]
        return (
            f"{base}{path}" if path.startswith("/") else f"{base}/repos/{self._repository}/{path}"
        )
