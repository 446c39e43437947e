"""From an organizer's first push to a designation, all of it through the command line."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from brandpilot.cli import main
from review.playing import APPROVAL, bitten, gate, harvested, run
from standin.honest import assert_honest
from standin.stage import APPLICATION, RECOMMENDATION, VALID, Stage, filing, stage

NOTICE = "docs/notices/miit/2017-901.md"
DESIGNATION = "submissions/fujian/shili-rattan/2017-designation.yaml"
DECISION = "submissions/fujian/shili-rattan/2017-designation.decision.yaml"


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Stage]:
    with stage(tmp_path) as raised:
        yield raised
        assert_honest(raised.server.traffic)


def comment(there: Stage) -> str:
    """Our one comment on the first request."""
    (own,) = [one for one in there.world.comments.values() if one.number == 1]
    assert own.user is there.app
    return own.body


def public_notice() -> str:
    """A public notice of this cluster alone, from 2017-11-20 to 2017-11-24, without objections."""
    text = (VALID / "miit-2017-public-notice.md").read_text("utf-8")
    start, end = text.index("    - dossier: hebei"), text.index("  objections:")
    text = text[:start] + text[end:]
    start, end = text.index("  objections:"), text.index("  how:")
    return text[:start] + "  objections: []\n" + text[end:]


def test_from_the_first_push_to_the_designation(  # noqa: PLR0915 – one story
    there: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    organizer, reviewer = there["shili-county-office"], there["shili-fujian-1"]

    # A fork and a request with a mistake: the comment says what and where.
    there.at("2017-08-20 10:00")
    bad = filing(**{'postcode: "365500"': "postcode: 365500"})
    number = organizer.proposes({APPLICATION: bad})
    plan = gate(there, number)
    assert (plan["state"], plan["turn"], bitten(plan)) == ("failure", "proposer", {"G401", "G501"})
    assert (plan["due"], plan["days_left"]) == ("2017-08-25", 5)
    assert "第 10 行第 3 列　S106" in comment(there)

    # Corrected: it is the reviewer's turn; the same comment says so.
    there.at("2017-08-21 10:00")
    organizer.pushes({APPLICATION: filing()})
    plan = gate(there, number)
    assert (plan["state"], plan["turn"], bitten(plan)) == ("pending", "reviewer", {"G501"})
    assert "### 等待审查人办理" in comment(there)

    # Returned for one section; another may not be touched, not even after the last day.
    there.at("2017-08-28 10:00")
    reviewer.returns(number, "补正：试点工作方案")
    assert bitten(gate(there, number)) == {"G501", "G503"}
    organizer.pushes({APPLICATION: filing(**{"name: 示例县藤编产业集群": "name: 示例县藤编集群"})})
    assert bitten(gate(there, number)) == {"G402", "G501", "G503"}
    amended = filing(**{"plan:\n  start_date: 2017-10-01": "plan:\n  start_date: 2017-10-02"})
    organizer.pushes({APPLICATION: amended})
    plan = gate(there, number)
    assert (plan["turn"], bitten(plan)) == ("reviewer", {"G501", "G503"})

    # Approved with an opinion: green. Nobody could have merged before; the reviewer does now.
    assert reviewer.asks("PUT", f"pulls/{number}/merge").status_code == 405
    there.at("2017-08-29 10:00")
    reviewer.approves(number, APPROVAL)
    assert gate(there, number)["state"] == "success"
    assert "**合并就是作出决定**" in comment(there)
    reviewer.merges(number)

    # The harvest writes the recommendation, the App proposes and merges it, nothing is left over.
    record = harvested(there)[RECOMMENDATION]
    assert record["opinion"] == "材料齐全，符合条件，同意推荐。"
    assert (record["date"], record["office"]) == ("2017-08-29", "技术进步处") or str(
        record["date"]
    ) == "2017-08-29"
    assert record["proof"]["approvals"][0]["login"] == "shili-fujian-1"
    assert run(there, "harvest", "--post")[1].startswith("查询了 0 个尚未记录的合并请求，写出 0 份")
    code, told = run(there, "status", "fujian/shili-rattan", "--as-of", "2017-09-01")
    assert code == 0
    assert "已推荐" in told

    # The site shows who, in which office, on which commit.
    assert run(there, "build")[0] == 0
    site = there.checkout() / "build" / "site" / "c"
    page = (site / "shili-rattan.html").read_text("utf-8")
    assert "技术进步处" in page
    assert "合并请求第1号" in page
    told = (site / "shili-rattan" / "decisions.html").read_text("utf-8")
    assert "shili-fujian-1" in told
    assert record["proof"]["merge"]["commit"] in told

    # A bare clone, with nothing but Git and the package, proves it.
    bare = there.folder / "bare.git"
    subprocess.run(["git", "clone", "-q", "--bare", there.origin.folder, bare], check=True)
    assert main(["--root", str(bare), "verify"]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [
        RECOMMENDATION,
        "1",
        "2017-08-29",
        "shili-fujian-1",
        "作数",
        "证实",
        "未查",
        "未查",
    ] in lines
    evidence = there.folder / "evidence"
    evidence.mkdir()
    kept = there.origin.git("show", "brandpilot/evidence:1.json")
    (evidence / "1.json").write_text(kept + "\n", encoding="utf-8")
    assert main(["--root", str(bare), "verify", "--evidence", str(evidence)]) == 0
    assert "由 Git 证实 1 份，另有凭据证实 1 份" in capsys.readouterr().out

    # Behind a public notice that still runs nobody is designated; when it is over, one is.
    ministry, other = there["shili-ministry-1"], there["shili-ministry-2"]
    there.at("2017-11-17 10:00")
    notice = ministry.proposes({NOTICE: public_notice()}, "notice")
    other.approves(notice, "同意公示。")
    plan = gate(there, notice)
    assert plan["state"] == "success", plan["findings"]
    other.merges(notice)
    there.at("2017-11-22 10:00")
    text = (VALID / "fujian-2017-designation.yaml").read_text("utf-8")
    early = text.replace("date: 2017-12-05", "date: 2017-11-22")
    designation = ministry.proposes({DESIGNATION: early}, "designation")
    other.approves(designation, "同意。")
    plan = gate(there, designation)
    assert bitten(plan) == {"G401"}
    assert "L103" in {one["code"] for one in plan["findings"]}
    there.at("2017-12-05 10:00")
    ministry.pushes({DESIGNATION: text}, "designation")
    other.approves(designation, "同意。")
    plan = gate(there, designation)
    assert plan["state"] == "success", (bitten(plan), plan["findings"])
    other.merges(designation)
    assert harvested(there)[DECISION]["authority"] == "ministry"
    code, told = run(there, "status", "fujian/shili-rattan", "--as-of", "2017-12-06")
    assert "试点" in told
