"""The settings of a call: the province's over the ministry's, and unset stays unset (通知未规定)."""

from collections.abc import Iterator, Mapping

from brandpilot.findings import Json

_UNSET: tuple[Json, ...] = (None, [])


def chain(notice: str, notices: Mapping[str, Mapping[str, Json]]) -> Iterator[str]:
    """Yield a notice's id and those of the superior notices that it carries out, nearest first."""
    seen: set[str] = set()
    at: str | None = notice
    while at is not None and at in notices and at not in seen:
        seen.add(at)
        yield at
        at = notices[at].get("implements")


def family(call: str, notices: Mapping[str, Mapping[str, Json]]) -> frozenset[str]:
    """Give the ids of a call and of all calls that carry it out, directly or through others."""
    calls = (id_ for id_, data in notices.items() if data.get("kind") == "call")
    return frozenset(id_ for id_ in calls if call in chain(id_, notices))


def effective_calls(notices: Mapping[str, Mapping[str, Json]]) -> dict[str, dict[str, Json]]:
    """Give every call's settings by notice id; a setting left open is taken from the superior call.

    A setting that no notice of the chain makes is None.
    """
    calls = {}
    for notice, data in notices.items():
        if data.get("kind") == "call":
            settings: dict[str, Json] = {}
            for id_ in chain(notice, notices):
                for key, value in (notices[id_].get("call") or {}).items():
                    if settings.get(key) in _UNSET:
                        settings[key] = value
            calls[notice] = {**settings, "issuer": data.get("issuer")}
    return calls
