"""Who may decide: told by number and day, never by name; and what GitHub makes of it."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brandpilot.cli import main
from brandpilot.codeowners import codeowners
from brandpilot.layout import CODEOWNERS, REVIEWERS
from brandpilot.roster import Roster, read_roster
from gate.cases import roster
from standin.stage import PEOPLE
from standin.stage import roster as listed
from support.house import ROOT, document, law, plant_tree

FIRST, SECOND = PEOPLE["shili-fujian-1"], PEOPLE["shili-fujian-2"]
MINISTRY = {PEOPLE["shili-ministry-1"], PEOPLE["shili-ministry-2"]}
DOSSIER = "fujian/shili-rattan"
DAY = "2017-08-28"
ids = st.sampled_from(sorted(PEOPLE.values()))


def who(told: Roster, *filers: int, dossier: str | None = DOSSIER, day: str = DAY) -> set[int]:
    return set(told.eligible("fujian", day, dossier=dossier, filers=filers).accounts)


def test_the_units_reviewers_may_and_nobody_else() -> None:
    assert who(roster()) == {FIRST, SECOND}


def test_both_days_of_a_term_are_part_of_it() -> None:
    told = roster(until={"shili-fujian-1": DAY})
    assert who(told) == {FIRST, SECOND}
    assert who(told, day="2017-08-29") == {SECOND}
    assert who(told, day="2016-12-31") == set()


def test_the_ministry_stands_in_where_nobody_is_left_and_nowhere_else() -> None:
    told = roster().eligible("fujian", DAY, dossier=DOSSIER, filers=(FIRST, SECOND))
    assert (set(told.accounts), told.authority, told.is_substitute) == (MINISTRY, "ministry", True)
    assert roster().eligible("anhui", DAY, dossier=None, filers=()).accounts == {}


@given(st.lists(ids, max_size=4), st.sampled_from(("fujian", "hebei", "ministry", "maintainers")))
def test_nobody_who_filed_or_stands_back_is_ever_eligible(filers: list[int], office: str) -> None:
    row = f"  - id: {SECOND}\n    dossier: {DOSSIER}\n    reason: x\n"
    told = roster(recusals=row).eligible(office, DAY, dossier=DOSSIER, filers=filers)
    assert not set(told.accounts) & {*filers, SECOND}


def test_another_name_changes_nothing_and_another_number_everything() -> None:
    renamed = read_roster(document(REVIEWERS, listed().replace("shili-fujian-1", "renamed")).data)
    assert who(renamed) == who(roster())
    assert who(roster(ids={"shili-fujian-1": 5})) == {5, SECOND}


def owners_of(text: str, path: str) -> set[str]:
    """Tell the owners of a path as GitHub does: the last line that fits."""
    found: set[str] = set()
    for line in text.splitlines():
        if line and not line.startswith("#"):
            pattern, *owners = line.split()
            if _fits(pattern, path):
                found = {one.removeprefix("@") for one in owners}
    return found


def _fits(pattern: str, path: str) -> bool:
    """Match as .gitignore does, as far as our patterns go: * stays within a folder."""
    inner = re.escape(pattern.strip("/")).replace(r"\*", "[^/]*")
    tail = "/.*" if pattern.endswith("/") else "(?:/.*)?"
    head = "" if pattern.startswith("/") else "(?:.*/)?"
    return re.fullmatch(f"{head}{inner}{tail}", path) is not None


FUJIAN = {"shili-fujian-1", "shili-fujian-2"}
MINISTERS = {"shili-ministry-1", "shili-ministry-2"}
MAINTAINERS = {"shili-maintainer-1", "shili-maintainer-2"}


@pytest.mark.parametrize(
    ("path", "owners"),
    [
        ("submissions/fujian/shili-rattan/2017-application.yaml", FUJIAN),
        ("submissions/fujian/_supervision/2018.yaml", FUJIAN),
        ("docs/notices/fujian/2017-734.md", FUJIAN),
        ("submissions/fujian/shili-rattan/2017-designation.yaml", MINISTERS),
        ("submissions/fujian/shili-rattan/2017-designation-2.yaml", MINISTERS),
        ("submissions/_experts/2019.yaml", MINISTERS),
        ("docs/notices/miit/2017-433.md", MINISTERS),
        ("scripts/brandpilot/forge/gate.py", MAINTAINERS),
        ("schemas/lifecycle.yaml", MAINTAINERS),
        (".github/workflows/gate.yml", MAINTAINERS),
        (".github/reviewers.yml", MAINTAINERS | MINISTERS),
        ("submissions/anhui/shili-ink/2017-application.yaml", MAINTAINERS),
        ("README.md", MAINTAINERS),
    ],
)
def test_who_owns_what(path: str, owners: set[str]) -> None:
    assert owners_of(codeowners(roster()), path) == owners


def test_the_committed_file_is_the_generated_one() -> None:
    data = document(REVIEWERS, (ROOT / REVIEWERS).read_bytes()).data
    assert (ROOT / CODEOWNERS).read_text("utf-8") == codeowners(read_roster(data))


def test_the_real_roster_lists_every_authority_and_nobody_yet() -> None:
    told = read_roster(document(REVIEWERS, (ROOT / REVIEWERS).read_bytes()).data)
    units = law().codelists["units"]
    assert list(told.authorities) == [*units, "ministry", "secretariat", "maintainers"]
    assert told.is_empty
    assert list(law().codelists["authorities"]) == list(told.authorities)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return plant_tree(tmp_path, {REVIEWERS: listed(), "submissions/README.md": "x"})


def test_the_command_tells_and_mends(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--root", str(tree), "codeowners"]
    assert main(words) == 1
    assert "不一致" in capsys.readouterr().out
    assert main([*words, "--write"]) == 0
    assert (tree / CODEOWNERS).read_text("utf-8") == codeowners(roster())
    assert main(words) == 0


def test_a_roster_that_is_not_sound_writes_nothing(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tree / REVIEWERS).write_text(listed(until={"shili-fujian-1": "2016-01-01"}), encoding="utf-8")
    assert main(["--root", str(tree), "codeowners", "--write"]) == 2
    assert "须改正" in capsys.readouterr().err
    assert not (tree / CODEOWNERS).exists()
