"""The local server: it watches, rebuilds, reloads pages, survives a failure and ends on Ctrl-C."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from brandpilot import serve as serving
from brandpilot.serve import snapshot

SERVER = """
import sys
from pathlib import Path
from brandpilot import serve

def build(root, text):
    if text == "fail":
        raise ValueError("不能用")
    site = root / "build/site"
    site.mkdir(parents=True, exist_ok=True)
    (site / "index.html").write_text(f"<body>{text}</body>", encoding="utf-8")
    (site / "404.html").write_text("<body>没有</body>", encoding="utf-8")
    (site / "a.css").write_text("a{}", encoding="utf-8")
    (site / "build-info.json").write_text('{"commit": "c", "as_of": "d"}', encoding="utf-8")

serve.build = build
root = Path(sys.argv[1])
serve.serve(root, int(sys.argv[2]), lambda: (root / "docs/about.md").read_text("utf-8"))
"""
"""The server with a builder that writes one page."""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "scripts").mkdir()
    (tmp_path / "docs/about.md").write_text("one", encoding="utf-8")
    return tmp_path


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
        return number


@pytest.fixture
def server(tree: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    words = [sys.executable, "-c", SERVER, str(tree), str(port)]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as started:
        until(lambda: body(port, "index.html") != "")
        yield started
        if started.poll() is None:
            started.kill()


def body(port: int, path: str, posted: bytes | None = None) -> str:
    try:
        with urlopen(f"http://127.0.0.1:{port}/{path}", posted) as answer:
            text: str = answer.read().decode()
            return text
    except HTTPError as error:
        return f"{error.code} {error.read().decode()}"
    except (URLError, ConnectionError):
        return ""


def until(true: Callable[[], bool]) -> None:
    for _ in range(200):
        if true():
            return
        time.sleep(0.05)
    pytest.fail("it did not happen within ten seconds")


def number(port: int) -> int:
    info = body(port, "build-info.json")
    return int(json.loads(info)["build"]) if info else 0


def change(tree: Path, text: str) -> None:
    (tree / "docs/about.md").write_text(text, encoding="utf-8")


def test_serve(tree: Path, port: int, server: subprocess.Popen[str]) -> None:
    assert body(port, "") == body(port, "index.html")
    assert body(port, "index.html").startswith('<body>one<script src="/-/reload.js"')
    assert "location.reload()" in body(port, "-/reload.js")
    assert body(port, "a.css") == "a{}"
    assert body(port, "nowhere.html") == "404 <body>没有</body>"
    assert body(port, "../docs/about.md").startswith("404")
    assert body(port, "index.html", b"form").startswith("501")
    assert "reload" not in (tree / "build/site/index.html").read_text("utf-8")
    assert number(port) == 1

    change(tree, "zwei")
    until(lambda: number(port) == 2)
    assert "zwei" in body(port, "index.html")

    change(tree, "fail")
    time.sleep(1.2)
    assert "zwei" in body(port, "index.html")
    assert number(port) == 2

    change(tree, "drei!")
    until(lambda: number(port) == 3)

    server.send_signal(signal.SIGINT)
    _, told = server.communicate(timeout=10)
    assert server.returncode == 0
    assert f"http://127.0.0.1:{port}/" in told
    assert "没有更新，网站仍是改动以前的：不能用" in told
    assert told.endswith("已结束。\n")


def test_a_changed_program_starts_the_server_again(
    tree: Path, port: int, server: subprocess.Popen[str]
) -> None:
    change(tree, "zwei")
    until(lambda: number(port) == 2)
    (tree / "scripts/new.py").write_text("", encoding="utf-8")
    until(lambda: number(port) == 1)
    assert "zwei" in body(port, "index.html")
    server.send_signal(signal.SIGINT)
    assert server.wait(10) == 0


def test_a_port_in_use_is_passed_over(tree: Path, port: int) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", port))
        taken.listen()
        words = [sys.executable, "-c", SERVER, str(tree), str(port)]
        with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as started:
            assert started.stderr is not None
            assert started.stderr.readline() == f"端口 {port} 已被占用。\n"
            assert "网站在 http://127.0.0.1:" in started.stderr.readline()
            started.send_signal(signal.SIGINT)
            assert started.wait(10) == 0


def test_when_no_port_is_free_the_last_one_is_told(
    tree: Path, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "_PORTS", 1)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        with pytest.raises(OSError, match="in use"):
            serving._server(tree, port, [1])


def test_what_is_watched(tree: Path) -> None:
    (tree / "scripts/web/node_modules").mkdir(parents=True)
    (tree / "scripts/web/node_modules/x.js").touch()
    (tree / "scripts/__pycache__").mkdir()
    (tree / "scripts/__pycache__/x.pyc").touch()
    (tree / "submissions").mkdir()
    (tree / "submissions/gone.yaml").symlink_to("nowhere")
    (tree / "mkdocs.yml").touch()
    assert [path.relative_to(tree).as_posix() for path in snapshot(tree)] == [
        *("docs/about.md", "mkdocs.yml"),
    ]
