"""Everything that went over the line, held against GitHub's official description."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import quote

from openapi_core import Config, OpenAPI
from openapi_core.testing import MockRequest, MockResponse

from standin.api import OPERATIONS
from standin.description import cut
from standin.server import Exchange

EXCEPTIONS: Mapping[tuple[str, str, int], str] = {
    ("GET", "/repos/{owner}/{repo}/installation", 401): (
        "The description names no refusal here; GitHub answers 401 to a key that it does not know."
    ),
    (
        "POST",
        "/repos/{owner}/{repo}/statuses/{sha}",
        403,
    ): "Who may not write is refused everywhere.",
    ("POST", "/repos/{owner}/{repo}/statuses/{sha}", 422): "So is a text that is too long.",
}
"""(method, path template, status): why an exchange need not fit the description."""
ANYWHERE: Mapping[int, str] = {
    304: "What has not changed is not sent again (RFC 9110), which the description takes for granted.",
    403: "The primary limit of requests is answered so by every operation.",
    429: "The secondary limit likewise.",
}
"""Answers to any question that the description names for few."""
_HOST = "https://api.github.com"


@cache
def description() -> OpenAPI:
    wanted: dict[str, set[str]] = {}
    for method, path in OPERATIONS:
        wanted.setdefault(path, set()).add(method)
    # The description is GitHub's: whether it is a sound one is not asked here.
    unasked = Config(spec_validator_cls=None)  # type: ignore[arg-type]
    return OpenAPI.from_dict(cut(wanted), config=unasked)


def faults(traffic: Sequence[Exchange]) -> Iterator[str]:
    """Yield what does not fit, each exchange of a kind and shape once."""
    seen = set[str]()
    for one in traffic:
        key = repr(
            (
                one.method,
                one.template,
                one.status,
                _shape(one.sent),
                _shape(one.received),
                sorted(one.words),
            )
        )
        is_known = (one.method, one.template, one.status) in EXCEPTIONS
        if key in seen or is_known or (one.method == "GET" and one.status in ANYWHERE):
            continue
        seen.add(key)
        yield from _faults(one)


def assert_honest(traffic: Sequence[Exchange]) -> None:
    assert list(faults(traffic)) == []


def _faults(one: Exchange) -> Iterator[str]:
    request = MockRequest(
        _HOST,
        one.method.lower(),
        _path(one),
        args=dict(one.words),
        headers={"Content-Type": "application/json"},
        data=one.sent or None,
        content_type="application/json",
    )
    response = MockResponse(
        one.received,
        status_code=one.status,
        content_type="application/json",
        headers=dict(one.answered),
    )
    for validate, words in (
        (description().validate_request, (request,)),
        (description().validate_response, (request, response)),
    ):
        try:
            validate(*words)
        except Exception as error:  # noqa: BLE001 – whatever it objects to is told
            why = getattr(error.__cause__, "schema_errors", None) or [error.__cause__ or error]
            yield f"{one.method} {one.template} {one.status}: {[str(w)[:300] for w in list(why)[:3]]}"


def _path(one: Exchange) -> str:
    """Spell a path so that one parameter is one part of it: OpenAPI 3.0 knows no slashes in one."""
    parts = one.template.split("/")
    if parts[-1] in ("{path}", "{ref}"):
        fixed, rest = (
            "/".join(one.path.split("/")[: len(parts) - 1]),
            one.path.split("/")[len(parts) - 1 :],
        )
        return f"{fixed}/{quote('/'.join(rest), safe='')}"
    return one.path


def _shape(raw: bytes) -> Any:
    return _kind(json.loads(raw)) if raw else None


def _kind(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _kind(one) for key, one in sorted(value.items())}
    if isinstance(value, list):
        return [_kind(value[0])] if value else []
    return type(value).__name__
