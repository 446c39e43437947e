"""The site on this machine only, rebuilt when a file changes; what is served is what was built."""

import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from brandpilot.build import BuildError, build
from brandpilot.layout import DOCS, MKDOCS_CONFIG, SCHEMAS, SITE, SUBMISSIONS
from brandpilot.pages import Edition

HOST = "127.0.0.1"
_SCRIPTS = "scripts"
_WATCHED = (DOCS, SUBMISSIONS, SCHEMAS, _SCRIPTS, MKDOCS_CONFIG)
_PASSED_OVER = frozenset(("__pycache__", "node_modules"))
_PAUSE = 0.5
"""Seconds between two looks at the files."""

_PORTS = 10
"""How many ports are tried, from the wanted one upwards."""

_RELOAD_PATH = "/-/reload.js"
_RELOAD_TAG = f'<script src="{_RELOAD_PATH}" defer></script></body>'.encode()
_RELOAD = b"""\
(() => {
  let seen = "";
  setInterval(async () => {
    const answer = await fetch("/build-info.json", { cache: "no-store" }).catch(() => null);
    if (!answer?.ok) return;
    const now = await answer.text();
    if (seen && seen !== now) location.reload();
    seen = now;
  }, 1000);
})();
"""

_Snapshot = dict[Path, tuple[int, int]]


def serve(root: Path, port: int, make: Callable[[], Edition]) -> None:
    """Build, serve and watch until Ctrl-C. `make` reads the tree anew. Raises OSError, BuildError.

    A failing rebuild is told and leaves the site as it was. When a program changes, this process
    starts itself again.
    """
    try:
        build(root, make())
        _serve(root, port, make)
    except KeyboardInterrupt:
        _tell("已结束。")


def _serve(root: Path, port: int, make: Callable[[], Edition]) -> None:
    builds = [1]
    with _server(root, port, builds) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            _tell(f"网站在 http://{HOST}:{server.server_port}/ ，按 Ctrl-C 结束。")
            _watch(root, make, builds)
        finally:
            server.shutdown()


def _watch(root: Path, make: Callable[[], Edition], builds: list[int]) -> None:
    pause = threading.Event()
    before = snapshot(root)
    while not pause.wait(_PAUSE):
        now = snapshot(root)
        if now == before:
            continue
        if any(path.suffix == ".py" for path, _ in now.items() ^ before.items()):
            os.execv(sys.executable, sys.orig_argv)  # noqa: S606 - this very command again
        before = now
        try:
            build(root, make())
        except (BuildError, OSError, ValueError, KeyError) as error:
            _tell(f"没有更新，网站仍是改动以前的：{error}")
        else:
            builds[0] += 1
            _tell("已更新。")


def snapshot(root: Path) -> _Snapshot:
    """Give time and size of every file that a build reads."""
    return {
        path: (state.st_mtime_ns, state.st_size)
        for name in _WATCHED
        for path, state in _files(root / name)
    }


def _files(place: Path) -> Iterator[tuple[Path, os.stat_result]]:
    try:
        if place.is_dir():
            for entry in place.iterdir():
                if entry.name not in _PASSED_OVER:
                    yield from _files(entry)
        else:
            yield place, place.stat()
    except OSError:
        return  # gone between two looks


def _server(root: Path, port: int, builds: list[int]) -> ThreadingHTTPServer:
    handler = partial(_Handler, folder=root / SITE, builds=builds)
    for tried in range(port, port + _PORTS - 1):
        try:
            return ThreadingHTTPServer((HOST, tried), handler)
        except OSError:
            _tell(f"端口 {tried} 已被占用。")
    return ThreadingHTTPServer((HOST, port + _PORTS - 1), handler)


class _Handler(SimpleHTTPRequestHandler):
    """Files as they were built; only on the way out a page gets the script that reloads it."""

    def __init__(self, *request: Any, folder: Path, builds: list[int]) -> None:  # noqa: ANN401
        self._folder, self._builds = folder, builds
        super().__init__(*request, directory=str(folder))

    def do_GET(self) -> None:
        """Answer one request."""
        path = self.path.partition("?")[0]
        file = Path(self.translate_path(path + "index.html" if path.endswith("/") else path))
        if path == _RELOAD_PATH:
            self._send(_RELOAD, "text/javascript")
        elif path == "/build-info.json":
            info = json.loads(file.read_text(encoding="utf-8"))
            self._send(json.dumps({**info, "build": self._builds[0]}).encode(), "application/json")
        elif file.suffix == ".html" and file.is_file():
            page = file.read_bytes().replace(b"</body>", _RELOAD_TAG)
            self._send(page, "text/html; charset=utf-8")
        else:
            super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page where there is none."""
        missing = self._folder / "404.html"
        if code == HTTPStatus.NOT_FOUND and missing.is_file():
            self._send(missing.read_bytes(), "text/html; charset=utf-8", HTTPStatus.NOT_FOUND)
        else:
            super().send_error(code, message, explain)

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""

    def _send(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)


def _tell(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()
