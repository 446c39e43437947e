"""The harvest, killed at every point and started again, and before accounts that come and go."""

import os
import signal
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import yaml

from brandpilot.cli import main
from brandpilot.forge.github.line import Line
from review.attacks import approved, filed, received
from review.playing import bitten, failed, gate, harvested, records, run
from standin.honest import assert_honest
from standin.stage import APPLICATION, RECOMMENDATION, VALID, Stage, filing, stage

FIRST, SECOND = "shili-fujian-1", "shili-fujian-2"
ORGANIZER = "shili-county-office"
CALL = "docs/notices/fujian/2018-{number}.md"
CALLS, FILES = 1 + 1 + 2 * 3, 2 + 2 + 1
"""Of two requests: who the App is, the list, and three each; records, evidence, all evidence in one file."""
CLOSED = "submissions/fujian/_closed/2017.yaml"


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Stage]:
    with stage(tmp_path) as raised:
        yield raised
        assert_honest(raised.server.traffic)


def call(number: int) -> bytes:
    text = (VALID / "hunan-2018-call.md").read_text("utf-8")
    text = "\n".join(line for line in text.splitlines() if not line.startswith("# ")) + "\n"
    text = text.replace("hunan", "fujian").replace("湖南", "福建")
    return text.replace("〔2018〕1号", f"〔2018〕{number}号").encode()


def merged_call(there: Stage, number: int, by: str = SECOND) -> int:
    """Merge a unit's call that its desk proposed."""
    there.at("2018-05-02 10:00")
    path = CALL.format(number=number)
    request = received(
        there, there["shili-desk-fujian"].proposes({path: call(number)}, f"call-{number}")
    )
    there[by].approves(request, "同意")
    plan = gate(there, request)
    assert plan["state"] == "success", plan["findings"]
    there[by].merges(request)
    return request


def merged_filing(there: Stage) -> int:
    number = approved(there, filed(there))
    assert gate(there, number)["state"] == "success"
    there[FIRST].merges(number)
    return number


def written(root: Path) -> dict[str, bytes]:
    """Give what a harvest wrote: records, evidence, and anything that it left lying."""
    folders = ("submissions", "docs", "build")
    files = [one for name in folders for one in (root / name).rglob("*") if one.is_file()]
    return {str(one.relative_to(root)): one.read_bytes() for one in files}


class TestKilled:
    """Each request and each step of a write is a point; a process that is killed there says nothing more."""

    @pytest.fixture
    def root(self, there: Stage) -> Path:
        merged_filing(there)
        merged_call(there, 101)
        there.world.users[FIRST].is_deleted = True
        there.world.rename(there.world.users[SECOND], "shili-fujian-9")
        return there.checkout()

    def test_a_harvest_that_was_killed_ends_as_one_that_was_not(
        self, there: Stage, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for key, value in there.environment().items():
            monkeypatch.setenv(key, value)
        before = written(root)
        harvest_until(root, 0)
        whole = written(root)
        assert len(whole) - len(before) == FILES
        points = 0
        while True:
            for name in whole.keys() - before.keys():
                (root / name).unlink(missing_ok=True)
            points += 1
            if not harvest_until(root, points):
                break
            harvest_until(root, 0)
            assert written(root) == whole, points
        assert points == CALLS + 2 * FILES + 1  # the first that is never reached


def harvest_until(root: Path, last: int) -> bool:
    """Harvest in a process that is killed at a point (0 for none); tell whether it was."""
    child = get_context("fork").Process(target=_harvest, args=(root, last))
    child.start()
    child.join()
    assert child.exitcode in (0, -signal.SIGKILL)
    return child.exitcode != 0


def _harvest(root: Path, last: int) -> None:
    left = [last]

    def dying(step: Callable[..., Any], *words: Any, **told: Any) -> Any:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return step(*words, **told)

    def at(home: Any, name: str) -> Any:
        step = getattr(home, name)
        return patch.object(home, name, lambda *words, **told: dying(step, *words, **told))

    with at(Line, "_ask"), at(os, "chmod"), at(Path, "replace"):
        code = main(["--root", str(root), "harvest"])
    os._exit(code)


class TestAccounts:
    def test_a_deleted_reviewer_has_approved_nothing_and_the_others_stay(
        self, there: Stage
    ) -> None:
        merged_filing(there)
        merged_call(there, 101)
        there.world.users[FIRST].is_deleted = True
        told = harvested(there)
        assert told[RECOMMENDATION]["proof"]["approvals"] == []
        assert told[RECOMMENDATION]["proof"]["merge"]["by"] == {"login": "ghost", "id": None}
        assert {"G501", "G803"} <= failed(told[RECOMMENDATION])
        (other,) = (one for path, one in told.items() if path != RECOMMENDATION)
        assert [one["login"] for one in other["proof"]["approvals"]] == [SECOND]

    def test_a_new_login_is_the_same_person_by_number(self, there: Stage) -> None:
        merged_filing(there)
        there.world.rename(there.world.users[FIRST], "shili-fujian-9")
        # Somebody else takes the old one, and approves nothing by it.
        there.world.user(FIRST, id_=900099999)
        proof = harvested(there)[RECOMMENDATION]["proof"]
        assert [(one["login"], one["id"]) for one in proof["approvals"]] == [
            ("shili-fujian-9", 900010001)
        ]
        assert "fail" not in {one["verdict"] for one in proof["verdicts"]}


class TestLater:
    def test_a_request_opened_before_and_merged_after_a_walk_is_on_record_with_the_next(
        self, there: Stage
    ) -> None:
        early = approved(there, filed(there))
        later = there.world.now
        merged_call(there, 101)
        assert len(harvested(there)) == 1
        there.world.now = later
        plan = gate(there, early)
        assert plan["state"] == "success", (bitten(plan), plan["findings"])
        there[FIRST].merges(early)
        before = len(there.server.traffic)
        assert sorted(harvested(there)) == [
            CALL.format(number=101)[:-3] + ".decision.yaml",
            RECOMMENDATION,
        ]
        asked = [one.path for one in there.server.traffic[before:] if one.path.endswith("/reviews")]
        assert {path.split("/")[-2] for path in asked} >= {str(early)}
        assert run(there, "verify")[0] == 0

    def test_a_record_that_was_taken_away_comes_back_the_same(self, there: Stage) -> None:
        merged_filing(there)
        first = harvested(there)
        raw = there.origin.git("show", f"main:{RECOMMENDATION}")
        there.commits({RECOMMENDATION: None})
        assert records(there) == {}
        assert harvested(there) == first
        assert there.origin.git("show", f"main:{RECOMMENDATION}") == raw


def test_requests_closed_without_a_merge_are_counted_once(there: Stage) -> None:
    for at, label in enumerate(("withdrawn", "not-a-reason", "withdrawn")):
        changes = {"示例县府前路1号": f"示例县府前路{at + 2}号"}
        number = there[ORGANIZER].proposes({APPLICATION: filing(**changes)}, f"work-{at}")
        there[FIRST].must("POST", f"issues/{number}/labels", labels=[label])
        there[FIRST].closes(number)
    number = there[ORGANIZER].proposes({"README.md": "x\n"}, "software")
    there[FIRST].closes(number)
    harvested(there)
    raw = there.origin.git("show", f"main:{CLOSED}")
    told = yaml.safe_load(raw)
    assert (told["unit"], told["year"]) == ("fujian", 2017)
    assert told["reasons"] == [{"reason": "other", "count": 1}, {"reason": "withdrawn", "count": 2}]
    assert ORGANIZER not in raw
    assert "写出 0 份记录" in run(there, "harvest", "--post")[1]
    assert there.origin.git("show", f"main:{CLOSED}") == raw
