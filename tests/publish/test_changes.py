"""What changed, box by box, read from a real history."""

import subprocess
from pathlib import Path

import pytest

from brandpilot.changes import Change, differences, read_changes
from brandpilot.git import GitError

HOME = "submissions/fujian/shili-x"


class History:
    """A repository whose commits are made at fixed times."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.minute = 0
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *words: str) -> str:
        when = f"2020-06-01T00:{self.minute:02}:00+08:00"
        people = {"GIT_AUTHOR_NAME": "某人", "GIT_AUTHOR_EMAIL": "private@example.com"}
        people |= {"GIT_COMMITTER_NAME": "某人", "GIT_COMMITTER_EMAIL": "private@example.com"}
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(self.root), **people}
        environment |= {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        done = subprocess.run(
            ["git", *words],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def commit(self, **files: str | None) -> str:
        """Write files of the dossier (`_` for `-`), or delete them, and commit."""
        self.minute += 1
        for name, text in files.items():
            path = self.root / HOME / f"{name.replace('_', '-').lstrip('-')}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                path.unlink()
            else:
                path.write_text(text, "utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "x")
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path)


def told(changes: tuple[Change, ...]) -> list[tuple[str, str, str, str | None, str | None]]:
    return [(one.commit, one.kind, one.pointer, one.old, one.new) for one in changes]


def test_boxes_are_told_newest_commit_first(history: History) -> None:
    first = history.commit(_2020_support="date: 2020-01-01\nwhat: 甲\nrows: [{a: 1}, {a: 2}]\n")
    second = history.commit(
        _2020_support="date: 2020-01-02\nwhat: 甲\nrows: [{a: 1}]\nnote: null\n"
    )
    third = history.commit(_2020_support=None)
    assert told(read_changes(history.root)) == [
        (third, "removed", "", None, None),
        (second, "changed", "/date", "2020-01-01", "2020-01-02"),
        (second, "removed", "/rows/1/a", "2", None),
        (second, "added", "/note", None, "null"),
        (first, "added", "", None, None),
    ]
    (newest, *_) = read_changes(history.root)
    assert (newest.at, newest.dossier) == ("2020-05-31T16:03:00Z", "fujian/shili-x")
    assert [one.number for one in read_changes(history.root)] == [1, 1, 2, 3, 1]


def test_a_merge_is_told_once_as_what_it_brought(history: History) -> None:
    history.commit(_2020_support="what: 甲\n")
    history.git("switch", "--quiet", "--create", "side")
    history.commit(_2020_support="what: 乙\n")
    history.commit(_2020_support="what: 丙\n")
    history.git("switch", "--quiet", "main")
    history.commit(_2021_support="what: 丁\n")
    history.minute += 1
    history.git("merge", "--quiet", "--no-ff", "--message", "x", "side")
    merge = history.git("rev-parse", "HEAD")
    assert [one[1:] for one in told(read_changes(history.root)) if one[0] == merge] == [
        ("changed", "/what", "甲", "丙")
    ]


def test_only_dossiers_are_told_and_what_cannot_be_read_is_told_whole(history: History) -> None:
    history.commit(_2020_support="what: 甲\n")
    (history.root / "README.md").write_text("x", "utf-8")
    broken = history.commit(_2020_support="what: [\n")
    history.commit(_2020_support="what: 乙\n")
    assert [one[1:] for one in told(read_changes(history.root))] == [
        ("changed", "", None, None),
        ("changed", "", None, None),
        ("added", "", None, None),
    ]
    assert read_changes(history.root)[1].commit == broken


def test_a_tree_within_a_repository_has_the_history_of_its_folder(history: History) -> None:
    (history.root / "demo").mkdir()
    history.commit(_2020_support="what: 甲\n")
    inner = history.root / "demo" / HOME
    inner.mkdir(parents=True)
    (inner / "2021-support.yaml").write_text("what: 乙\n", "utf-8")
    history.commit()
    assert [one.path for one in read_changes(history.root / "demo")] == [
        f"{HOME}/2021-support.yaml"
    ]


def test_history_ends_at_the_commit_that_is_asked_about(history: History) -> None:
    first = history.commit(_2020_support="what: 甲\n")
    history.commit(_2020_support="what: 乙\n")
    assert [one.commit for one in read_changes(history.root, first)] == [first]


def test_a_shallow_clone_says_what_to_do(
    history: History, tmp_path_factory: pytest.TempPathFactory
) -> None:
    history.commit(_2020_support="what: 甲\n")
    history.commit(_2020_support="what: 乙\n")
    to = tmp_path_factory.mktemp("clone") / "shallow"
    history.git("clone", "--quiet", "--depth=1", f"file://{history.root}", str(to))
    with pytest.raises(GitError, match="git fetch --unshallow"):
        read_changes(to)


def test_without_git_nothing_is_told(tmp_path: Path) -> None:
    assert read_changes(tmp_path) == ()


def test_an_empty_repository_has_no_history(history: History) -> None:
    assert read_changes(history.root) == ()


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": True}, [("/a", "1", "true")]),
        ({"a": 1}, {"a": 1.0}, [("/a", "1", "1.0")]),
        ({"a": "1"}, {"a": 1}, [("/a", "1", "1")]),
        ({"a": []}, {"a": [{"b": 1, "c": [2]}]}, [("/a/0/b", None, "1"), ("/a/0/c/0", None, "2")]),
        ({"a": {"b": 1}}, {"a": None}, [("/a", '{"b": 1}', "null")]),
        ({"a/b": 1, "c~": 1}, {"a/b": 2, "c~": 2}, [("/a~1b", "1", "2"), ("/c~0", "1", "2")]),
        ({"a": ""}, {"a": "x"}, [("/a", '""', "x")]),
        ({}, {"a": {}}, [("/a", None, "{}")]),
    ],
)
def test_values_are_compared_box_by_box(
    old: object, new: object, wanted: list[tuple[str, str | None, str | None]]
) -> None:
    assert list(differences(old, new)) == wanted
