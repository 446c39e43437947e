"""What to make of a refusal: the sentence for a person, and whether waiting helps."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from brandpilot.forge.protocol import AbsentError, ForgeError

PASSING = frozenset((500, 502, 503, 504))
"""What will pass by itself, mostly within seconds."""
MOVED = frozenset((301, 302, 303, 307, 308))
_MINUTE = 60.0
"""GitHub asks for at least as much where it limits and does not say how long."""
_LIMITED = frozenset((HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS))
_SAID = b"rate limit"
_BEGINNING = 2000
_WORDS: Mapping[int, str] = {
    401: "身份没有通过，请核对 App 或者 GITHUB_TOKEN",
    403: "没有权限",
    404: "没有找到，或者没有权限",
    405: "现在不能合并",
    409: "内容已经变动",
    410: "已经删除，或者没有启用",
    422: "内容不被接受",
    429: "查询过于频繁",
}


class UnclearError(ForgeError):
    """Something was sent and no answer came: nobody knows yet whether it was done."""

    def __init__(self) -> None:
        super().__init__(
            "写入 GitHub 时连接中断，是否写入尚不清楚；请重新执行，已经写入的不会重复。"
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that came whole: `headers` by name in any case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_fine(self) -> bool:
        """Tell whether what was asked was done."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    @property
    def at(self) -> float | None:
        """Seconds since 1970 by the server's clock; None where it does not say."""
        try:
            return parsedate_to_datetime(self.headers["Date"]).timestamp()
        except (KeyError, TypeError, ValueError, OverflowError):
            return None


def unreachable() -> ForgeError:
    """Say that no answer came."""
    return ForgeError("连不上 GitHub，或者回答中断；请稍后再试。")


def unreadable() -> ForgeError:
    """Say that an answer is none of GitHub's."""
    return ForgeError(
        "GitHub 的回答读不懂，可能是暂时故障，也可能 GITHUB_API_URL 不对；请核对后再试。"
    )


def too_large() -> ForgeError:
    """Say that an answer is larger than any that makes sense."""
    return ForgeError("GitHub 的回答大得不合常理，没有读完；请核对 GITHUB_API_URL。")


def led_away() -> ForgeError:
    """Say that an answer leads to another server, where nobody goes with a token."""
    return ForgeError("GitHub 把查询转到了别处，没有照办；请核对 GITHUB_API_URL。")


def renamed() -> ForgeError:
    """Say that a repository bears another name now: what is written is sent to no other address."""
    return ForgeError("仓库已经改名或迁移；请把 GITHUB_REPOSITORY 改成现在的名称，再执行一次。")


def refused(answer: Answer) -> ForgeError:
    """Say why GitHub refused, by its number alone: its words may repeat what nobody should see."""
    why = "查询过于频繁" if _is_limited(answer) else _WORDS.get(answer.status, "暂时故障")
    error = AbsentError if answer.status == HTTPStatus.NOT_FOUND else ForgeError
    return error(f"GitHub 没有接受请求（{answer.status} {why}）。")


def pause_before_asking(answer: Answer, attempt: int) -> float | None:
    """Give the seconds after which a question may be asked again; None where that makes no sense."""
    pause = pause_of_limit(answer, attempt)
    if pause is None and answer.status in PASSING:
        told = _told_seconds(answer)
        return 2.0**attempt if told is None else told
    return pause


def pause_of_limit(answer: Answer, attempt: int) -> float | None:
    """Give the seconds until a limit is lifted; None where nothing was limited.

    What was limited was certainly not done.
    """
    if not _is_limited(answer):
        return None
    told = _told_seconds(answer)
    if told is not None:
        return told
    reset = answer.headers.get("X-RateLimit-Reset", "")
    if _is_used_up(answer) and reset.isascii() and reset.isdecimal():
        now = answer.at
        return max(int(reset[:15]) - (time.time() if now is None else now), 0.0) + 1
    return _MINUTE * 2.0**attempt


def _is_limited(answer: Answer) -> bool:
    if answer.status not in _LIMITED:
        return False
    return (
        answer.status == HTTPStatus.TOO_MANY_REQUESTS
        or _told_seconds(answer) is not None
        or _is_used_up(answer)
        or _SAID in answer.body[:_BEGINNING].lower()
    )


def _is_used_up(answer: Answer) -> bool:
    return answer.headers.get("X-RateLimit-Remaining") == "0"


def _told_seconds(answer: Answer) -> float | None:
    told = answer.headers.get("Retry-After", "")
    return float(told[:15]) if told.isascii() and told.isdecimal() else None
