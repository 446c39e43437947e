"""A province's call over the ministry's; what nobody sets stays unset."""

from typing import Any

import pytest

from brandpilot.calls import chain, effective_calls
from brandpilot.findings import Json
from support.house import law


def notice(
    implements: str | None = None, *, kind: str = "call", **settings: Json
) -> dict[str, Any]:
    call = settings if kind == "call" else None
    return {"kind": kind, "issuer": "x", "implements": implements, "call": call}


def test_the_nearest_setting_wins() -> None:
    notices = {
        "miit/1": notice(year=2017, paper_copies=2, ranking=False),
        "fujian/1": notice("miit/1", year=2017, paper_copies=3, ranking=None),
    }
    calls = effective_calls(notices)
    assert calls["fujian/1"] == {"year": 2017, "paper_copies": 3, "ranking": False, "issuer": "x"}
    assert calls["miit/1"]["paper_copies"] == 2


@pytest.mark.parametrize("unset", [None, []])
def test_what_nobody_sets_is_unset(unset: Json) -> None:
    notices = {"miit/1": notice(quota=None), "fujian/1": notice("miit/1", quota=unset)}
    assert not effective_calls(notices)["fujian/1"]["quota"]


@pytest.mark.parametrize("value", [0, False, "", {"min": 1, "max": 3}])
def test_a_setting_that_is_small_is_a_setting(value: Json) -> None:
    notices = {"miit/1": notice(quota=9), "fujian/1": notice("miit/1", quota=value)}
    assert effective_calls(notices)["fujian/1"]["quota"] == value


def test_a_superior_that_is_no_call_is_passed_through() -> None:
    notices = {
        "miit/1": notice(ranking=True),
        "miit/2": notice("miit/1", kind="guideline"),
        "fujian/1": notice("miit/2"),
    }
    assert effective_calls(notices).keys() == {"miit/1", "fujian/1"}
    assert effective_calls(notices)["fujian/1"]["ranking"] is True


def test_a_superior_that_is_not_there_ends_the_chain() -> None:
    assert list(chain("a", {"a": {"implements": "b"}})) == ["a"]
    assert list(chain("b", {})) == []


@pytest.mark.parametrize(
    ("superiors", "expected"),
    [
        ({"a": "a"}, ["a"]),
        ({"a": "b", "b": "a"}, ["a", "b"]),
        ({"a": "b", "b": "c", "c": "b"}, ["a", "b", "c"]),
    ],
)
def test_a_circle_is_gone_through_once(superiors: dict[str, str], expected: list[str]) -> None:
    notices = {own: notice(above) for own, above in superiors.items()}
    assert list(chain("a", notices)) == expected
    assert effective_calls(notices).keys() == notices.keys()


def test_the_calls_of_this_repository() -> None:
    calls = law().calls
    assert calls["fujian/2017-734"]["form"] == "application/2017"
    assert calls["fujian/2017-734"]["issuer"] == "fujian"
    assert calls["fujian/2017-734"]["opinion_date"] == "2017-08-31"
    assert calls["fujian/2017-734"]["quota"] is None
