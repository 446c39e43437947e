"""Servers that do one thing wrong each, on real sockets: what a stand-in that works cannot do."""

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

DATE = "Sun, 20 Aug 2017 02:00:00 GMT"
RESET = 1503194400
"""The same moment in seconds."""
SECRET = "token-that-nobody-may-see"  # noqa: S105 – of a server of this test
BODY = "words-that-nobody-may-see"


@dataclass(frozen=True)
class Says:
    """An answer: `odd` says what is wrong with how it comes.

    `cut` ends before its length, `chunks` before its last chunk, `drip` sends byte by byte without
    an end, `silent` sends nothing, `closed` closes the line at once.
    """

    status: int = 200
    told: Any = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    odd: str = ""

    @property
    def raw(self) -> bytes:
        return self.told if isinstance(self.told, bytes) else json.dumps(self.told).encode()


FINE = Says(told=[])


@dataclass(frozen=True)
class Heard:
    method: str
    path: str
    headers: Mapping[str, str]


class Double(ThreadingHTTPServer):
    """Says the same to every question of a sort, or one thing after the other and then the last."""

    daemon_threads = True

    def __init__(self, says: Sequence[Says]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.says = list(says)
        self.heard: list[Heard] = []
        self.lines = 0
        self.end = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def methods(self) -> list[str]:
        return [one.method for one in self.heard]

    def next(self) -> Says:
        return self.says.pop(0) if len(self.says) > 1 else self.says[0]

    def handle_error(self, *_: Any) -> None:
        """A client that hangs up is what some of these tests are about."""


class _Handler(BaseHTTPRequestHandler):
    disable_nagle_algorithm = True
    protocol_version = "HTTP/1.1"
    server: Double

    def setup(self) -> None:
        super().setup()
        self.server.lines += 1

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.heard.append(Heard(self.command, self.path, dict(self.headers.items())))
        says = self.server.next()
        self.close_connection = bool(says.odd)
        if says.odd == "silent":
            self.server.end.wait(5)
        if says.odd in ("silent", "closed"):
            return
        self.send_response_only(says.status)
        for key, value in {"Date": DATE, **says.headers}.items():
            self.send_header(key, value)
        length = len(says.raw) + 100 * (says.odd in ("cut", "drip"))
        if says.odd == "chunks":
            self.send_header("Transfer-Encoding", "chunked")
        elif says.status != 204:
            self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(b"5\r\n[1, 2\r\n" if says.odd == "chunks" else says.raw)
        while says.odd == "drip" and not self.server.end.wait(0.01):
            self.wfile.write(b" ")

    do_POST = do_PUT = do_PATCH = do_GET  # noqa: N815 – so http.server names them


@contextmanager
def double(*says: Says) -> Iterator[Double]:
    with Double(says) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield server
        finally:
            server.end.set()
            server.shutdown()
