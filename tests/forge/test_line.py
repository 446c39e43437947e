"""What may happen between here and GitHub: borne where that is safe, told in a sentence, never for ever."""

from collections.abc import Callable
from typing import Any

import pytest

from brandpilot.forge.github import GitHub
from brandpilot.forge.github.line import Limits
from brandpilot.forge.protocol import AbsentError, Forge, ForgeError
from forge.answered import PULL
from forge.doubles import BODY, FINE, RESET, SECRET, Double, Says, double

QUICK = Limits(connect=1, piece=0.1, whole=0.15, size=1000)
LIMIT = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(RESET + 90)}


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def connect(monkeypatch: pytest.MonkeyPatch, waits: list[float]) -> Callable[[Double], GitHub]:
    for name in ("BRANDPILOT_APP_ID", "BRANDPILOT_APP_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GITHUB_REPOSITORY", "example/brandpilot")
    monkeypatch.setenv("GITHUB_TOKEN", SECRET)

    def connected(server: Double, limits: Limits = QUICK) -> GitHub:
        monkeypatch.setenv("GITHUB_API_URL", server.url)
        return GitHub.connect(None, waits.append, limits)

    return connected


def ask(forge: Forge) -> tuple[Any, ...]:
    return tuple(forge.pulls(base="main", state="open"))


def fault(call: Callable[[], object]) -> str:
    """Give the sentence with which something failed; it repeats nothing that was secret."""
    with pytest.raises(ForgeError) as caught:
        call()
    told = str(caught.value)
    assert told.endswith("。")
    assert SECRET not in told
    assert BODY not in told
    return told


@pytest.mark.parametrize(
    ("says", "pause"),
    [
        (Says(500, BODY), 1),
        (Says(502, b"<html>"), 1),
        (Says(503, BODY, {"Retry-After": "7"}), 7),
        (Says(504), 1),
        (Says(429), 60),
        (Says(429, BODY, {"Retry-After": "30"}), 30),
        (Says(403, BODY, {"Retry-After": "30"}), 30),
        (Says(403, BODY, LIMIT), 91),
        (Says(403, {"message": "You have exceeded a secondary rate limit."}), 60),
        (Says(403, BODY, {**LIMIT, "X-RateLimit-Reset": "soon"}), 60),
        (Says(told=b'[{"number": 1, "ti'), 1),
        (Says(told=[{}], odd="cut"), 1),
        (Says(odd="chunks"), 1),
        (Says(odd="closed"), 1),
        (Says(odd="silent"), 1),
        (Says(told=b"[", odd="drip"), 1),
        (Says(told=b"<html>unicorn</html>"), 1),
        (Says(told=b"[" * 900), 1),
        (Says(told=b'{"a": "\xff"}'), 1),
    ],
    ids=lambda one: (one.odd or f"{one.status}-{one.raw[:8]!r}") if isinstance(one, Says) else "",
)
def test_what_will_pass_is_asked_again_after_a_while(
    says: Says, pause: float, connect: Callable[[Double], GitHub], waits: list[float]
) -> None:
    with double(says, FINE) as server:
        assert ask(connect(server)) == ()
        assert (server.methods, waits) == (["GET", "GET"], [pause])


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (Says(401, BODY), "401 身份没有通过"),
        (Says(403, BODY), "403 没有权限"),
        (Says(403, BODY, {"Retry-After": "20000"}), "403 查询过于频繁"),
        (Says(410, BODY), "410 "),
        (Says(418, BODY), "418 "),
        (Says(told={"message": BODY}), "列表的回答读不懂"),
        (Says(told=[{"message": BODY}]), "合并请求的回答读不懂"),
        (Says(told=["x" * 2000]), "大得不合常理"),
    ],
)
def test_what_will_not_pass_is_told_at_once(
    says: Says, words: str, connect: Callable[[Double], GitHub], waits: list[float]
) -> None:
    with double(says) as server:
        assert words in fault(lambda: ask(connect(server)))
        assert (server.methods, waits) == (["GET"], [])


def test_what_is_not_there_is_told_as_such(connect: Callable[[Double], GitHub]) -> None:
    with double(Says(404, {"message": BODY})) as server:
        forge = connect(server)
        assert "404 没有找到" in fault(lambda: forge.evidence(1))
        with pytest.raises(AbsentError):
            forge.evidence(1)
        assert forge.file("main", "a.yaml") is None
        assert forge.owner_errors("main") == ()
        assert forge.settings("rulesets/1") is None


@pytest.mark.parametrize(
    ("says", "words", "pauses"),
    [
        (Says(502, BODY), "502 暂时故障", [1, 2, 4, 8, 16]),
        (Says(429, BODY), "429 查询过于频繁", [60, 120, 240, 480, 960]),
        (Says(403, BODY, {"Retry-After": "4000"}), "403 查询过于频繁", [4000, 4000]),
        (Says(told=b"<html>" + BODY.encode()), "回答读不懂", [1, 2, 4, 8, 16]),
        (Says(odd="closed"), "连不上", [1, 2, 4, 8, 16]),
    ],
)
def test_nothing_is_waited_for_for_ever(
    says: Says,
    words: str,
    pauses: list[float],
    connect: Callable[[Double], GitHub],
    waits: list[float],
) -> None:
    with double(says) as server:
        assert words in fault(lambda: ask(connect(server)))
        assert waits == pauses


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"encoding": "base64", "content": "YQ==\n"}, b"a"),
        ({"encoding": "none", "content": ""}, None),
        ([{"name": "of-a-folder"}], None),
    ],
)
def test_a_file_is_read_where_it_is_one(
    told: object, found: bytes | None, connect: Callable[[Double], GitHub]
) -> None:
    with double(Says(told=told)) as server:
        assert connect(server).file("main", "a") == found


@pytest.mark.parametrize("content", ["Y", "é", None, [BODY]])
def test_a_file_that_is_no_file_is_told(
    content: object, connect: Callable[[Double], GitHub]
) -> None:
    with double(Says(told={"encoding": "base64", "content": content})) as server:
        forge = connect(server)
        assert "读不懂" in fault(lambda: forge.file("main", "a"))


def test_another_request_than_was_asked_for_is_told(connect: Callable[[Double], GitHub]) -> None:
    with double(Says(told=PULL)) as server:
        forge = connect(server)
        assert "合并请求的回答读不懂" in fault(lambda: forge.evidence(PULL["number"] + 1))


def test_nobody_is_there(connect: Callable[[Double], GitHub], waits: list[float]) -> None:
    with double(FINE) as server:
        forge = connect(server)
    server.server_close()
    assert "连不上" in fault(lambda: ask(forge))
    assert len(waits) == 5


class TestRedirects:
    def test_a_renamed_repository_is_followed_with_its_page(
        self, connect: Callable[[Double], GitHub]
    ) -> None:
        moved = Says(301, BODY, {"Location": "/repositories/1/pulls?page=9"})
        with double(moved, FINE) as server:
            assert ask(connect(server)) == ()
            before, after = server.heard
        assert after.path == before.path.replace("/repos/example/brandpilot", "/repositories/1")
        assert after.headers["Authorization"] == before.headers["Authorization"]

    def test_no_token_goes_to_another_server(
        self, connect: Callable[[Double], GitHub], waits: list[float]
    ) -> None:
        with double(FINE) as other:
            port = other.server_address[1]
            for place in (
                f"{other.url}/repos/example/brandpilot/pulls",
                f"http://localhost:{port}/x",
                f"//127.0.0.1:{port}/x",
                "https://evil.invalid/x",
                "http://[",
            ):
                with double(Says(302, BODY, {"Location": place})) as server:
                    fault(lambda: ask(connect(server)))
            assert other.heard == []
        assert len(waits) == 5  # the one that is no address

    def test_one_that_leads_round_in_circles_ends(
        self, connect: Callable[[Double], GitHub]
    ) -> None:
        with double(Says(307, BODY, {"Location": "/again"})) as server:
            assert "转到了别处" in fault(lambda: ask(connect(server)))
            assert len(server.heard) == 5

    def test_nothing_is_written_to_another_address(
        self, connect: Callable[[Double], GitHub]
    ) -> None:
        moved = Says(307, BODY, {"Location": "/repositories/1/rulesets"})
        with double(moved) as server:
            forge = connect(server)
            assert "改名" in fault(lambda: forge.set_settings("POST", "rulesets", {}))
            assert server.methods == ["POST"]


class TestWriting:
    @pytest.mark.parametrize(
        "says",
        [Says(502), Says(odd="closed"), Says(odd="silent"), Says(told=b"<html>"), Says(odd="cut")],
        ids=lambda one: one.odd or one.status,
    )
    def test_what_was_perhaps_done_is_not_done_again_unseen(
        self, says: Says, connect: Callable[[Double], GitHub], waits: list[float]
    ) -> None:
        with double(says) as server:
            forge = connect(server)
            told = fault(lambda: forge.set_settings("POST", "rulesets", {"a": BODY}))
            assert "是否写入尚不清楚" in told
            assert (server.methods, waits) == (["POST"], [])

    def test_what_was_limited_was_not_done_and_is_sent_again(
        self, connect: Callable[[Double], GitHub], waits: list[float]
    ) -> None:
        limited = Says(403, {"message": "secondary rate limit"}, {"Retry-After": "5"})
        with double(limited, limited, Says(204, b"")) as server:
            connect(server).set_settings("PUT", "rulesets/1", {})
            assert (server.methods, waits) == (["PUT"] * 3, [5, 5])

    @pytest.mark.parametrize(("status", "words"), [(405, "不能合并"), (409, "变动"), (422, "接受")])
    def test_what_is_refused_is_told(
        self, status: int, words: str, connect: Callable[[Double], GitHub]
    ) -> None:
        with double(Says(status, {"message": BODY})) as server:
            forge = connect(server)
            assert words in fault(lambda: forge.set_settings("PUT", "x", {}))


def test_one_line_carries_everything_with_the_same_headers(
    connect: Callable[[Double], GitHub],
) -> None:
    with double(FINE) as server:
        forge = connect(server)
        for _ in range(5):
            ask(forge)
        forge.set_settings("PUT", "x", {})
        assert (len(server.heard), server.lines) == (6, 1)
        for heard in server.heard:
            assert heard.headers["Authorization"] == f"token {SECRET}"
            assert heard.headers["X-GitHub-Api-Version"] == "2022-11-28"
            assert heard.headers["Accept"] == "application/vnd.github.v3.full+json"


def test_the_clock_is_the_servers(connect: Callable[[Double], GitHub]) -> None:
    with double(FINE, Says(told=[], headers={"Date": "yesterday"})) as server:
        forge = connect(server)
        assert forge.now()[:2] == "20"
        ask(forge)
        assert forge.now() == "2017-08-20T02:00:00Z"
        ask(forge)
        assert forge.now() == "2017-08-20T02:00:00Z"


def test_a_list_goes_on_while_there_is_more(connect: Callable[[Double], GitHub]) -> None:
    """By the server's links where it gives them, else by whether a page is full."""
    names = [
        [{"filename": f"{page}-{row}"} for row in range(size)] for page, size in ((1, 3), (2, 2))
    ]
    first = Says(told=names[0], headers={"Link": '<http://x/?page=2>; rel="next"'})
    last = Says(told=names[1], headers={"Link": '<http://x/?page=1>; rel="prev"'})
    with double(first, last) as server:
        assert connect(server).paths(1) == ("1-0", "1-1", "1-2", "2-0", "2-1")
        assert [one.path[-15:] for one in server.heard] == [
            "per_page=100&page=1"[-15:],
            "per_page=100&page=2"[-15:],
        ]


def test_a_list_without_end_ends(connect: Callable[[Double], GitHub]) -> None:
    more = Says(told=[], headers={"Link": '<http://x/>; rel="next"'})
    with double(more) as server:
        assert "大得不合常理" in fault(lambda: ask(connect(server)))
        assert len(server.heard) == 1000
