"""The rules of the main branch as they should be, compared with what the forge has."""

from collections.abc import Iterator, Mapping
from typing import Any

from brandpilot.roster import App

GATE = "gate"
APPROVAL = "first_time_contributors"
"""Who needs leave before a workflow runs on his request: whoever has never had one merged here."""
_ABSENT = "（没有）"


def wanted(told: Mapping[str, Any], app: App) -> dict[str, Any]:
    """Fill the App's number into a ruleset: it alone bypasses, and only its `gate` counts."""
    rules = [
        {**rule, "parameters": _pinned(rule["parameters"], app)} if "parameters" in rule else rule
        for rule in told["rules"]
    ]
    actors = [{**one, "actor_id": app.app_id} for one in told["bypass_actors"]]
    return {**told, "bypass_actors": actors, "rules": rules}


def _pinned(parameters: Mapping[str, Any], app: App) -> dict[str, Any]:
    checks = parameters.get("required_status_checks")
    if checks is None:
        return dict(parameters)
    pinned = [
        {**one, "integration_id": app.app_id} if one["context"] == GATE else one for one in checks
    ]
    return {**parameters, "required_status_checks": pinned}


def differences(should: Any, found: Any, at: str = "") -> Iterator[tuple[str, str, str]]:  # noqa: ANN401 – any JSON
    """Yield (place, wanted, found) wherever the forge has other than what is wanted.

    What the forge adds of its own (numbers, times, defaults) is no difference; in lists it is.
    """
    if isinstance(should, dict) and isinstance(found, dict):
        for key, one in should.items():
            yield from differences(one, found.get(key), f"{at}/{key}")
    elif isinstance(should, list) and isinstance(found, list):
        left, right = _by_name(should), _by_name(found)
        for name in sorted(left.keys() | right.keys()):
            if name not in left:
                yield f"{at}/{name}", _ABSENT, _shown(right[name])
            else:
                yield from differences(left[name], right.get(name), f"{at}/{name}")
    elif should != found:
        yield at, _shown(should), _ABSENT if found is None else _shown(found)


def _by_name(rows: list[Any]) -> dict[str, Any]:
    """Give the rows of a list by what names them: their order says nothing."""
    keys = ("type", "context", "actor_type")
    return {
        next((str(row[key]) for key in keys if key in row), repr(row))
        if isinstance(row, dict)
        else str(row): row
        for row in rows
    }


def _shown(value: Any) -> str:  # noqa: ANN401 – any JSON
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
