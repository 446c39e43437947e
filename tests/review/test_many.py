"""Two thousand merged requests in one walk, over a line that fails in every way, at three calls each."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from brandpilot.forge.github import GitHub
from brandpilot.forge.harvest import harvest
from brandpilot.forge.seen import Seen
from brandpilot.forge.walk import walk
from brandpilot.git.repository import Repository
from review.many import FILE, many_merged
from standin.honest import assert_honest
from standin.server import Fault
from standin.stage import ROOT, Stage, stage

COUNT = 2000
LEFT = 700
"""Calls before the limit of the hour is used up."""
FAULTS = [
    Fault(r"/pulls$", 502, times=2),
    Fault(r"/pulls$", "half", first=8),
    Fault(r"/pulls/\d+$", 429, first=100, headers={"Retry-After": "0"}),
    Fault(r"/pulls/\d+$", "dropped", first=900),
    Fault(r"/reviews$", "odd", first=1500),
    Fault(r"/reviews$", 403, first=700, times=3, headers={"Retry-After": "3"}),
    Fault(r"/statuses$", 503, first=1999, times=2),
]
LIMITS = 2
"""Times that the limit is met: after 700 calls, and after 5,000 more."""
WAITED = [*(1, 2), 1, 0, 1, 1, *(3, 3, 3), *(1, 2), *([1] * LIMITS)]
"""Seconds that each fault asks for, or that one without a word is given, and the limit."""


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Stage]:
    with stage(tmp_path) as raised:
        yield raised


def test_two_thousand_requests_are_on_record_whatever_the_line_does(
    there: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many_merged(there, COUNT)
    there.server.faults, there.server.remaining = [replace(one) for one in FAULTS], LEFT
    for key, value in there.environment().items():
        monkeypatch.setenv(key, value)
    waited, shown = list[float](), list[tuple[int, int]]()
    forge = GitHub.connect(there.app.id, waited.append)
    with Repository(there.checkout()) as repository:
        seen = Seen(repository, ROOT)
        tip = repository.resolve("HEAD")
        found = walk(
            forge, seen, tip, tmp_path / "kept", lambda done, all_: shown.append((done, all_))
        )
        records = harvest(found.merged, seen, found.held, found.ends)

    files = {FILE.format(number=one) for one in range(1, COUNT + 1)}
    assert set(records) == {one.replace(".yaml", ".decision.yaml") for one in files}
    assert not any(b"verdict: fail" in one for one in records.values())
    assert found.unread == {}
    assert shown == [(done, COUNT) for done in range(COUNT + 1)]
    assert sorted(waited) == sorted(WAITED)
    assert {one.name for one in (tmp_path / "kept").iterdir()} == {
        f"{one}.json" for one in range(1, COUNT + 1)
    }
    # What was answered: the App's login, the list by hundreds and its end, three for a request.
    fine = [one for one in there.server.traffic if b"rate limit" not in one.received]
    limited = len(there.server.traffic) - len(fine)
    assert limited == LIMITS
    calls = Counter(one.template.rpartition("}/")[2] for one in fine)
    assert calls == Counter(
        {
            "installation": 1,
            "access_tokens": 1,
            "pulls": COUNT // 100 + 1,
            "pulls/{pull_number}": COUNT,
            "reviews": COUNT,
            "statuses": COUNT,
        }
    )
    assert_honest(there.server.traffic[:50] + there.server.traffic[-50:])
