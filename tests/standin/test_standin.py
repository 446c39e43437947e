"""The stand-in does what GitHub does: refusals, pages, merges as Git's own, renames, deleted accounts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from standin.honest import assert_honest, faults
from standin.server import Fault
from standin.stage import APPLICATION, Stage, filing, stage


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Stage]:
    with stage(tmp_path) as raised:
        yield raised
        assert_honest(raised.server.traffic)


def proposed(there: Stage) -> int:
    return there["shili-county-office"].proposes({APPLICATION: filing()})


def test_it_refuses_as_github_refuses(there: Stage) -> None:
    number = proposed(there)
    organizer, reviewer = there["shili-county-office"], there["shili-fujian-1"]
    pulls = f"pulls/{number}"
    assert organizer.asks("POST", f"{pulls}/reviews", event="APPROVE").status_code == 422
    assert organizer.asks("PUT", f"{pulls}/merge").status_code == 403
    assert reviewer.asks("PUT", f"{pulls}/merge").status_code == 405
    assert reviewer.asks("PUT", f"{pulls}/merge", merge_method="squash").status_code == 405
    there.world.required_status = None
    assert reviewer.asks("PUT", f"{pulls}/merge", sha="0" * 40).status_code == 409
    assert (
        organizer.asks("POST", "pulls", title="x", head="nobody:x", base="main").status_code == 422
    )
    assert reviewer.asks("GET", "pulls/99").status_code == 404
    head = there.world.pulls[number].head
    assert organizer.asks("POST", f"statuses/{head}", state="success").status_code == 403
    long = {"state": "success", "description": "x" * 141}
    assert reviewer.asks("POST", f"statuses/{head}", **long).status_code == 422


def test_a_merge_is_what_git_makes_of_it(there: Stage) -> None:
    number = proposed(there)
    there.world.required_status = None
    tip, head = there.origin.tip("main"), there.world.pulls[number].head
    merged = there["shili-fujian-1"].merges(number)
    assert there.origin.git("rev-parse", f"{merged}^1", f"{merged}^2").split() == [tip, head]
    assert there.origin.git("rev-parse", f"{merged}^{{tree}}") == there.origin.git(
        "merge-tree", "--write-tree", str(tip), head
    )
    assert there.origin.git("rev-parse", f"refs/pull/{number}/head") == head


def test_a_push_moves_the_request_and_takes_approvals_with_it(there: Stage) -> None:
    number = proposed(there)
    there["shili-fujian-1"].approves(number)
    assert [one.state for one in there.world.pulls[number].reviews] == ["APPROVED"]
    commit = there["shili-county-office"].pushes({APPLICATION: filing() + b"\n"})
    assert there.world.pulls[number].head == commit
    assert [one.state for one in there.world.pulls[number].reviews] == ["DISMISSED"]


def test_only_who_may_write_can_push_to_main(there: Stage) -> None:
    with pytest.raises(AssertionError):
        there["shili-stranger"].pushes({"x": "x"}, "main", into_origin=True)
    assert there["shili-maintainer-1"].pushes({"x": "x"}, "side", into_origin=True)


def test_lists_come_in_pages_and_a_tag_saves_the_answer(there: Stage) -> None:
    number = proposed(there)
    reviewer = there["shili-fujian-1"]
    for _ in range(35):
        reviewer.reviews(number, "COMMENT", "x")
    path = f"pulls/{number}/reviews"
    pages = [len(reviewer.must("GET", f"{path}?page={page}")) for page in (1, 2, 3)]
    assert pages == [30, 5, 0]
    assert len(reviewer.must("GET", f"{path}?per_page=100")) == 35
    answer = reviewer.asks("GET", path)
    url = f"{there.server.url}/repos/{there.origin.full_name}/{path}"
    again = requests.get(url, headers={"If-None-Match": answer.headers["ETag"]}, timeout=20)
    assert (again.status_code, again.content) == (304, b"")


def test_a_renamed_file_is_one_entry_with_two_names(there: Stage) -> None:
    there.commits({APPLICATION: filing()})
    moved = APPLICATION.replace("2017-application", "2017-application-2")
    number = there["shili-county-office"].proposes({APPLICATION: None, moved: filing()})
    (one,) = there["shili-fujian-1"].must("GET", f"pulls/{number}/files")
    assert (one["status"], one["filename"], one["previous_filename"]) == (
        "renamed",
        moved,
        APPLICATION,
    )


def test_a_deleted_account_is_null_and_a_renamed_one_keeps_its_number(there: Stage) -> None:
    number = proposed(there)
    there["shili-fujian-1"].approves(number)
    there.world.rename(there.world.users["shili-fujian-1"], "another-name")
    (told,) = there["shili-fujian-2"].must("GET", f"pulls/{number}/reviews")
    assert (told["user"]["login"], told["user"]["id"]) == ("another-name", 900010001)
    there.world.users["another-name"].is_deleted = True
    (told,) = there["shili-fujian-2"].must("GET", f"pulls/{number}/reviews")
    assert told["user"] is None


def test_faults_come_when_they_are_told_to(there: Stage) -> None:
    there.server.faults = [Fault("/pulls$", 502, times=2, first=2)]
    reviewer = there["shili-fujian-1"]
    assert [reviewer.asks("GET", "pulls").status_code for _ in range(4)] == [200, 502, 502, 200]


def test_what_is_not_as_github_describes_it_is_told(there: Stage) -> None:
    proposed(there)
    exchange = there.server.traffic[-1]
    broken = exchange.received.replace(b'"number": 1', b'"number": "one"')
    assert broken != exchange.received
    exchange.received = broken
    found = list(faults([exchange]))
    assert len(found) == 1
    assert found[0].startswith("POST /repos/{owner}/{repo}/pulls 201")
    there.server.traffic.clear()
