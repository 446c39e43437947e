"""Who speaks to which server, by the environment; and nothing of it in any message."""

from datetime import UTC, datetime, timedelta

import pytest

from brandpilot.forge.github import GitHub
from brandpilot.forge.protocol import ForgeError
from forge.doubles import BODY, FINE, SECRET, Double, Says, double
from standin.stage import _key as app_key

APP = 900080001
HERE = Says(told={"id": 77})


def token(**left: float) -> Says:
    end = (datetime.now(UTC) + timedelta(**left)).isoformat()
    return Says(201, {"token": "ghs_of_the_installation", "expires_at": end})


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BRANDPILOT_APP_ID", "BRANDPILOT_APP_KEY", "GITHUB_TOKEN", "GITHUB_API_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GITHUB_REPOSITORY", "example/brandpilot")


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def as_app(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("BRANDPILOT_APP_ID", "901")
    monkeypatch.setenv("BRANDPILOT_APP_KEY", app_key()[0])
    return monkeypatch


def asked(
    server: Double, monkeypatch: pytest.MonkeyPatch, waits: list[float], times: int = 1
) -> list[tuple[str, str]]:
    """Connect and ask; give what was asked for, and how whoever asked was called."""
    monkeypatch.setenv("GITHUB_API_URL", server.url)
    forge = GitHub.connect(APP, waits.append)
    for _ in range(times):
        tuple(forge.pulls(base="main", state="open"))
    schemes = [one.headers.get("Authorization", "").split()[0:1] for one in server.heard]
    places = [one.path.partition("?")[0].rpartition("/")[2] for one in server.heard]
    return [(place, "".join(scheme)) for place, scheme in zip(places, schemes, strict=True)]


def sentence() -> str:
    with pytest.raises(ForgeError) as caught:
        GitHub.connect(APP, lambda _: None).evidence(1)
    told = str(caught.value)
    assert told.endswith("。")
    assert SECRET not in told
    assert BODY not in told
    return told


class TestAsApp:
    def test_its_token_is_taken_once(self, as_app: pytest.MonkeyPatch, waits: list[float]) -> None:
        with double(HERE, token(hours=1), FINE) as server:
            assert asked(server, as_app, waits, times=3) == [
                ("installation", "Bearer"),
                ("access_tokens", "Bearer"),
                *[("pulls", "token")] * 3,
            ]
            assert server.heard[1].path == "/app/installations/77/access_tokens"
            assert server.heard[4].headers["Authorization"] == "token ghs_of_the_installation"

    def test_it_is_renewed_before_it_ends(
        self, as_app: pytest.MonkeyPatch, waits: list[float]
    ) -> None:
        with double(HERE, token(minutes=10.005), FINE, HERE, token(hours=1), FINE) as server:
            as_app.setenv("GITHUB_API_URL", server.url)
            forge = GitHub.connect(APP, waits.append)
            tuple(forge.pulls(base="main", state="open"))
            as_app.setattr("brandpilot.forge.github.session._MARGIN", timedelta(minutes=11))
            tuple(forge.pulls(base="main", state="open"))
            assert [one.method for one in server.heard] == ["GET", "POST", "GET"] * 2

    def test_what_passes_while_it_logs_in_is_borne(
        self, as_app: pytest.MonkeyPatch, waits: list[float]
    ) -> None:
        limited = Says(403, BODY, {"Retry-After": "9"})
        answers = (Says(502), HERE, Says(502), limited, Says(odd="closed"), token(hours=1), FINE)
        with double(*answers) as server:
            asked(server, as_app, waits)
            assert (len(server.heard), waits) == (7, [1, 1, 9, 4])

    @pytest.mark.parametrize(
        ("answers", "words"),
        [
            ([Says(404, BODY)], "App 没有安装到"),
            ([Says(401, BODY)], "401 身份没有通过"),
            ([Says(told={"id": "1/../2"})], "读不懂"),
            ([HERE, Says(401, BODY)], "401 身份没有通过"),
            ([HERE, Says(201, {"token": BODY})], "不能以 App 的身份登录"),
            ([HERE, Says(201, {"token": BODY, "expires_at": BODY})], "不能以 App 的身份登录"),
            ([HERE, Says(201, BODY.encode())], "读不懂"),
            ([HERE, token(hours=-1)], "读不懂"),
            ([HERE, Says(307, BODY, {"Location": "http://localhost:1/"})], "不能以 App 的身份登录"),
        ],
    )
    def test_what_does_not_pass_is_told(
        self, answers: list[Says], words: str, as_app: pytest.MonkeyPatch
    ) -> None:
        with double(*answers) as server:
            as_app.setenv("GITHUB_API_URL", server.url)
            assert words in sentence()

    @pytest.mark.parametrize(
        "key", [SECRET, f"-----BEGIN RSA PRIVATE KEY-----\n{SECRET}\n-----END RSA PRIVATE KEY-----"]
    )
    def test_a_broken_key_is_told_and_not_repeated(
        self, key: str, as_app: pytest.MonkeyPatch
    ) -> None:
        as_app.setenv("BRANDPILOT_APP_KEY", key)
        assert "请核对 BRANDPILOT_APP_ID 和 BRANDPILOT_APP_KEY" in sentence()

    def test_the_roster_must_know_it(self, as_app: pytest.MonkeyPatch) -> None:
        as_app.setenv("GITHUB_TOKEN", SECRET)
        with pytest.raises(ForgeError, match="审查人名册还没有写明 App"):
            GitHub.connect(None)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        *[
            ("GITHUB_API_URL", value, "GITHUB_API_URL 须是 https://")
            for value in (
                "http://api.github.com",
                "http://127.0.0.1.evil.invalid",
                f"https://x:{SECRET}@api.github.com",
                f"https://api.github.com/?{SECRET}",
                "https://api.github.com/#x",
                "https://",
                "http://[::1",
                "https://api.github.com:x",
                "ftp://127.0.0.1",
                "api.github.com",
            )
        ],
        *[
            ("GITHUB_REPOSITORY", value, "GITHUB_REPOSITORY 写明仓库")
            for value in (
                "",
                "example",
                "a/b/c",
                "../x",
                "example/..",
                "示例/仓库",
                "a/b?c",
                "a/b\n",
            )
        ],
        *[
            ("GITHUB_TOKEN", f"{SECRET}{value}x", "GITHUB_TOKEN 的写法不对")
            for value in (" ", "\n", "密")
        ],
        ("BRANDPILOT_APP_ID", "901", "须同时写明"),
        ("BRANDPILOT_APP_KEY", SECRET, "须同时写明"),
    ],
)
def test_what_the_environment_gets_wrong_is_told_before_anything_is_sent(
    name: str, value: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert words in sentence()


def test_the_number_of_the_app_is_a_number(as_app: pytest.MonkeyPatch) -> None:
    as_app.setenv("BRANDPILOT_APP_ID", "Iv1.abc")
    assert "数字编号" in sentence()


def test_without_a_token_one_may_read_what_is_public(
    monkeypatch: pytest.MonkeyPatch, waits: list[float]
) -> None:
    with double(FINE) as server:
        assert asked(server, monkeypatch, waits) == [("pulls", "")]


def test_a_proxy_never_stands_before_this_machine(
    monkeypatch: pytest.MonkeyPatch, waits: list[float]
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    with double(FINE) as server:
        assert asked(server, monkeypatch, waits) == [("pulls", "")]


def test_who_a_token_belongs_to_must_be_known_before_anything_is_edited_in_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", SECRET)
    theirs = Says(told=[{"id": 1, "user": {"id": 5}, "body": "<!-- x -->"}])
    with double(theirs, Says(403, BODY)) as server:
        monkeypatch.setenv("GITHUB_API_URL", server.url)
        with pytest.raises(ForgeError, match="无从辨认"):
            GitHub.connect(APP).comment(1, "<!-- x -->", "<!-- x -->")
        assert server.methods == ["GET", "GET"]
