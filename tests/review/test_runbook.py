"""The runbook for maintainers, tried: each chapter played on the stand-in with its own commands."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from review.attacks import approved, filed, generated, received
from review.playing import APPROVAL, bitten, gate, harvested, remarks, run
from standin.honest import assert_honest
from standin.stage import APPLICATION, OWNERS, PEOPLE, ROSTER, VALID, Stage, filing, roster, stage

MOBILE = "13800138000"
FIRST, SECOND = "shili-fujian-1", "shili-fujian-2"


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Stage]:
    with stage(tmp_path) as raised:
        yield raised
        assert_honest(raised.server.traffic)


def comment(there: Stage, number: int) -> str:
    (own,) = [one for one in there.world.comments.values() if one.number == number]
    return own.body


def test_private_data_was_pushed(there: Stage) -> None:
    leaked = filing(**{"office: 县经济和信息化局产业发展科": f"office: 产业科 {MOBILE}"})
    number = filed(there, leaked)
    plan = gate(there, number)
    assert {one["code"] for one in plan["findings"]} == {"C501"}
    assert MOBILE not in comment(there, number) + str(plan)
    # The proposer pushes by force what never held it; the request is closed.
    base = there.origin.tip("main")
    there["shili-county-office"].pushes({APPLICATION: filing()}, onto=base)
    assert bitten(gate(there, number)) == {"G501"}
    assert MOBILE not in there.origin.git("log", "-p", f"refs/pull/{number}/head")
    there["shili-maintainer-1"].closes(number)
    # Main never had it.
    root = there.checkout()
    first = subprocess.run(
        ["git", "-C", root, "rev-list", "--max-parents=0", "origin/main"],
        capture_output=True, check=True, text=True,
    ).stdout.strip()  # fmt: skip
    told = subprocess.run(
        ["git", "-C", root, "log", "--oneline", "origin/main", "--not", first, "--", APPLICATION],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    assert told.stdout == ""
    assert run(there, "check")[0] == 0


def test_a_new_year(there: Stage) -> None:
    there.at("2018-05-02 10:00")
    path = "docs/notices/fujian/2018-100.md"
    text = (VALID / "hunan-2018-call.md").read_text("utf-8").replace("hunan", "fujian")
    text = "\n".join(line for line in text.splitlines() if not line.startswith("# ")) + "\n"
    number = there[FIRST].proposes({path: text.replace("湖南", "福建")}, "call")
    there[SECOND].approves(number, "同意")
    plan = gate(there, number)
    assert (plan["kind"], plan["state"]) == ("unit", "success"), plan["findings"]
    there[SECOND].merges(number)
    assert list(harvested(there)) == ["docs/notices/fujian/2018-100.decision.yaml"]
    assert run(there, "check")[0] == 0


def test_the_key_of_the_app_is_lost(there: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    number = approved(there, filed(there))
    old = there.key
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    public = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    there.world.apps["901"] = there.app, public
    code, _ = run(there, "gate", "--pull", str(number), "--post")
    told = capsys.readouterr().err
    assert code == 2
    assert told.startswith("brandpilot：GitHub 没有接受请求（401"), told
    there.key = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    ).decode()
    assert there.key != old
    assert gate(there, number)["state"] == "success"
    there[FIRST].merges(number)
    assert len(harvested(there)) == 1
    assert run(there, "verify", "--online")[0] == 0


def test_an_office_changes_its_reviewers(there: Stage) -> None:
    there.at("2017-08-21 10:00")
    there.world.user("shili-fujian-3", id_=900010003)
    there.origin.writers.add(900010003)
    new = roster(until={FIRST: "2017-08-27"}).replace(
        f"      - login: {SECOND}\n",
        "      - login: shili-fujian-3\n        id: 900010003\n        from: 2017-08-28\n"
        f"        until: null\n        acting: false\n      - login: {SECOND}\n",
    )
    number = there[FIRST].proposes({ROSTER: new, OWNERS: generated(new)}, "roster")
    assert bitten(gate(there, number)) == {"G515"}
    there["shili-maintainer-1"].approves(number, "同意")
    assert bitten(gate(there, number)) == {"G515"}
    there["shili-ministry-1"].approves(number, "同意")
    assert gate(there, number)["state"] == "success"
    there["shili-ministry-1"].merges(number)
    # From that day on the one who left no longer counts, and the new one does.
    request = filed(there)
    there.at("2017-08-28 10:00")
    there[FIRST].approves(request, APPROVAL)
    plan = gate(there, request)
    assert (bitten(plan), remarks(plan)) == ({"G501"}, {"G510"})
    there[SECOND].approves(request, APPROVAL)
    assert gate(there, request)["state"] == "success"


def test_a_merge_that_broke_a_rule_is_done_again(there: Stage) -> None:
    number = approved(there, filed(there))
    there.world.required_status, there.world.allowed_methods = None, ["merge", "squash"]
    there[FIRST].merges(number, "squash")
    (record,) = harvested(there).values()
    assert record["proof"]["merge"]["method"] == "other"
    # Filed again with a small change, in the same dossier: the second recommendation counts.
    there.world.required_status, there.world.allowed_methods = ("gate", there.app.id), ["merge"]
    there.at("2017-08-25 10:00")
    again = filing(**{"  copies: 3": "  copies: 4"})
    second = there["shili-county-office"].proposes({APPLICATION: again}, "again")
    approved(there, received(there, second))
    assert gate(there, second)["state"] == "success"
    there[FIRST].merges(second)
    assert sorted(harvested(there)) == [
        "submissions/fujian/shili-rattan/2017-recommendation-2.yaml",
        "submissions/fujian/shili-rattan/2017-recommendation.yaml",
    ]
    assert "已推荐" in run(there, "status", "fujian/shili-rattan", "--as-of", "2017-09-01")[1]
    assert PEOPLE[FIRST] == 900010001
