"""The HTTP server before the world: routes, pages, limits, faults on demand, and Git over HTTP."""

import base64
import hashlib
import json
import os
import re
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from standin.api import OPERATIONS, Asked, RefusalError
from standin.description import Operation, complete
from standin.world import Repository, User, World

_GIT = re.compile(r"/(?P<repository>[^/]+/[^/]+)\.git(?P<rest>/.*)")
_LIMIT = 5000


@dataclass
class Exchange:
    """One request and its answer, as they went over the line."""

    method: str
    path: str
    template: str
    words: Mapping[str, str]
    headers: Mapping[str, str]
    sent: bytes
    status: int
    received: bytes
    answered: Mapping[str, str]


@dataclass
class Fault:
    """What goes wrong: from the `first` matching request on, `times` of them.

    `kind` is a status, `half` (an answer cut off), `odd` (no JSON), `dropped` (a closed line) or
    `lost` (done, but the line closed before the answer).
    """

    path: str
    kind: int | str
    times: int = 1
    first: int = 1
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    seen: int = 0

    def strikes(self, method: str, path: str) -> bool:
        if method != self.method or not re.search(self.path, path):
            return False
        self.seen += 1
        return self.first <= self.seen < self.first + self.times


class Server(ThreadingHTTPServer):
    """Answers for a world on a port of its own; keeps what went over the line."""

    daemon_threads = True

    def __init__(self, world: World) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.world = world
        self.traffic: list[Exchange] = []
        self.faults: list[Fault] = []
        self.remaining = _LIMIT
        self.lock = threading.RLock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


@contextmanager
def serve(world: World) -> Iterator[Server]:
    with Server(world) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()


@cache
def operations() -> tuple[Operation, ...]:
    return tuple(Operation(method, path) for method, path in OPERATIONS)


class Handler(BaseHTTPRequestHandler):
    disable_nagle_algorithm = True
    wbufsize = -1  # an answer goes out in one piece
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self._answer()

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET  # noqa: N815 – so http.server names them

    def log_message(self, *_: Any) -> None:
        pass

    def date_time_string(self, timestamp: float | None = None) -> str:  # noqa: ARG002
        return super().date_time_string(self.server.world.now.timestamp())

    def _answer(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.headers.get("Transfer-Encoding") == "chunked":
            sent = b"".join(self._chunks())
        if found := _GIT.fullmatch(urlsplit(self.path).path):
            self._git(found["repository"], found["rest"], sent)
            return
        with self.server.lock:
            self._api(sent)

    def _chunks(self) -> Iterator[bytes]:
        while size := int(self.rfile.readline(), 16):
            yield self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()

    def _api(self, sent: bytes) -> None:
        parts = urlsplit(self.path)
        path, words = unquote(parts.path), dict(parse_qsl(parts.query))
        fault = next((one for one in self.server.faults if one.strikes(self.command, path)), None)
        if fault and fault.kind != "lost":
            self._fail(fault)
            return
        found = ((one, one.match(self.command, path)) for one in operations())
        operation, gaps = next(((o, g) for o, g in found if g is not None), (None, {}))
        if operation is None:
            self._write(404, {"message": "Not Found", "documentation_url": ""})
            return
        authorization = self.headers.get("Authorization", "")
        body = json.loads(sent) if sent else None
        asked = Asked(
            self.server.world, self._user(authorization), gaps, words, body, authorization
        )
        try:
            status, told = OPERATIONS[operation.method, operation.template](asked)
        except RefusalError as refusal:
            status, told = refusal.status, {"message": refusal.message, "documentation_url": ""}
        schema = operation.schema(status)
        told = complete(told, schema) if schema is not None and told is not None else told
        if fault:
            self._hang_up()
            return
        status, received, headers = self._write(status, told)
        kept = dict(self.headers.items())
        self.server.traffic.append(
            Exchange(
                self.command, path, operation.template, words, kept, sent, status, received, headers
            )
        )

    def _user(self, authorization: str) -> User | None:
        _, _, token = authorization.partition(" ")
        return self.server.world.tokens.get(token)

    def _write(self, status: int, told: Any) -> tuple[int, bytes, Mapping[str, str]]:
        raw = b"" if told is None else json.dumps(told).encode()
        tag = f'"{hashlib.sha256(raw).hexdigest()}"'
        self.server.remaining -= 1
        if self.server.remaining < 0:
            status, raw = 403, b'{"message": "API rate limit exceeded"}'
        if status == 200 and self.headers.get("If-None-Match") == tag:
            status, raw = 304, b""
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "ETag": tag,
            "X-RateLimit-Limit": str(_LIMIT),
            "X-RateLimit-Remaining": str(max(self.server.remaining, 0)),
            "X-RateLimit-Reset": str(int(self.server.world.now.timestamp())),
        }
        if self.server.remaining < 0:
            self.server.remaining = _LIMIT
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)
        return status, raw, headers

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.close()

    def _fail(self, fault: Fault) -> None:
        if fault.kind == "dropped":
            self._hang_up()
            return
        raw = b'{"half": [1, 2' if fault.kind == "half" else b"<html>unicorn</html>"
        self.send_response(fault.kind if isinstance(fault.kind, int) else 200)
        for key, value in fault.headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(raw) + 40 * (fault.kind == "half")))
        # Said aloud: a client that would use the line again finds it closed, sooner or later.
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(raw)

    def _git(self, name: str, rest: str, sent: bytes) -> None:
        """Let Git itself speak (git-http-backend); who may push is asked here."""
        repository = self.server.world.repositories.get(name)
        user = self._basic()
        is_push = "git-receive-pack" in self.path
        if repository is None or repository.is_deleted:
            self._plain(404, [], b"")
        elif is_push and (user is None or user.id not in repository.writers):
            status = 401 if user is None else 403
            self._plain(status, [("WWW-Authenticate", 'Basic realm="git"')], b"")
        else:
            self._backend(repository, rest, sent, user)

    def _basic(self) -> User | None:
        scheme, _, word = self.headers.get("Authorization", "").partition(" ")
        if scheme != "Basic":
            return self.server.world.tokens.get(word)
        _, _, token = base64.b64decode(word).decode().partition(":")
        return self.server.world.tokens.get(token)

    def _backend(self, one: Repository, rest: str, sent: bytes, user: User | None) -> None:
        env = {
            **os.environ,
            "GIT_PROJECT_ROOT": str(one.folder),
            "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": rest,
            "QUERY_STRING": urlsplit(self.path).query,
            "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(sent)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            "REMOTE_USER": user.login if user else "",
        }
        done = subprocess.run(
            ["git", "http-backend"], input=sent, capture_output=True, env=env, check=True
        )
        head, _, body = done.stdout.partition(b"\r\n\r\n")
        headers = [line.split(": ", 1) for line in head.decode().split("\r\n")]
        status = next((int(value[:3]) for key, value in headers if key == "Status"), 200)
        if "git-receive-pack" in self.path:
            with self.server.lock:  # before the answer: who has pushed finds the request moved
                self.server.world.pushed(one)
        self._plain(status, [(k, v) for k, v in headers if k != "Status"], body)

    def _plain(self, status: int, headers: list[Any], body: bytes) -> None:
        self.send_response(status)
        for key, value in headers:
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
