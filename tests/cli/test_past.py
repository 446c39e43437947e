"""A tree as it once was, read from real repositories: bytes, days, merges, clones."""

import os
from hashlib import sha1
from pathlib import Path

import pytest

from brandpilot.cli.asked import UsageError
from brandpilot.cli.past import commit_at, tree_at
from brandpilot.git import GitError
from support.repository import Files, Repository, record, told_at

UNSHALLOW = "git fetch --unshallow"
NOTHING_YET = "还没有任何材料"


def content(tree: Path) -> dict[str, bytes]:
    return {
        file.relative_to(tree).as_posix(): file.read_bytes()
        for file in sorted(tree.rglob("*"))
        if file.is_file()
    }


class TestWhatIsLaidOut:
    def test_records_notices_and_forms_and_nothing_else(self, repository: Repository) -> None:
        held = {
            "submissions/fujian/x/2017-application.yaml": "a: 1\n",
            "docs/notices/fujian/2017-734.md": "---\n",
            "schemas/lifecycle.yaml": "b: 1\n",
        }
        beside = {"docs/guide.md": "", "README.md": "", "submissions.md": "", "scripts/x.py": ""}
        commit = repository.commit({**held, **beside}, "2017-08-01T12:00+08:00")
        with tree_at(repository.top, commit) as tree:
            assert content(tree) == {path: text.encode() for path, text in held.items()}

    def test_the_forms_only_if_there_were_any(self, repository: Repository) -> None:
        repository.commit(record("a"), "2017-08-01T12:00+08:00")
        with tree_at(repository.top, "HEAD") as tree:
            assert sorted(path.name for path in tree.iterdir()) == ["docs", "submissions"]
            assert list((tree / "docs").iterdir()) == [tree / "docs/notices"]

    def test_bytes_are_those_that_were_committed(self, repository: Repository) -> None:
        attributes = (
            "* export-ignore\n*.yaml text eol=crlf ident export-subst\n"
            "*.md working-tree-encoding=UTF-16 filter=shout diff=shout\n"
        )
        repository.git("config", "filter.shout.smudge", "tr a-z A-Z")
        repository.git("config", "filter.shout.required", "true")
        repository.git("config", "diff.shout.textconv", "cat")
        raw = b"a: 1\nb: $Format:%H$\n# $Id$\r\n\xff\0 no end"
        files: Files = {
            "submissions/x.yaml": raw,
            "submissions/empty.yaml": b"",
            "submissions/.gitattributes": attributes,
            "docs/notices/x.md": "公告\n",
        }
        repository.commit({**files, ".gitattributes": attributes}, "2017-08-01T12:00+08:00")
        with tree_at(repository.top, "HEAD") as tree:
            assert content(tree) == {
                path: text if isinstance(text, bytes) else text.encode()
                for path, text in files.items()
            }

    def test_a_substitute_for_what_was_committed_is_not_read(self, repository: Repository) -> None:
        repository.commit(record("committed"), "2017-08-01T12:00+08:00")
        repository.git("replace", repository.blob("committed"), repository.blob("substitute"))
        assert told_at(repository.top, "HEAD") == "committed"

    def test_checkout_and_index_are_left_alone(self, repository: Repository) -> None:
        repository.commit(record("old"), "2017-08-01T12:00+08:00")
        repository.git("reset", "--quiet", "--hard")
        (repository.top / "submissions/x.yaml").write_text("being written")
        (repository.top / "submissions/new.yaml").write_text("new")
        repository.git("add", "submissions/new.yaml")
        index = (repository.top / ".git/index").read_bytes()
        before = content(repository.top)
        assert told_at(repository.top, "HEAD") == "old"
        assert (repository.top / ".git/index").read_bytes() == index
        assert content(repository.top) == before

    def test_the_folder_is_gone_afterwards_even_after_a_failure(
        self, repository: Repository
    ) -> None:
        repository.commit(record("a"), "2017-08-01T12:00+08:00")
        with tree_at(repository.top, "HEAD") as tree:
            assert tree.is_dir()
        assert not tree.exists()
        with pytest.raises(ZeroDivisionError), tree_at(repository.top, "HEAD") as tree:
            assert 1 / 0
        assert not tree.exists()

    def test_a_root_below_the_top_is_read_from_there(self, repository: Repository) -> None:
        demo = "tests/trees/示范 demo"
        files = {f"{demo}/submissions/x.yaml": "demo", "schemas/x": "", **record("top")}
        repository.commit(files, "2017-08-01T12:00+08:00")
        (repository.top / demo).mkdir(parents=True)
        with tree_at(repository.top / demo, "2017-08-01") as tree:
            assert content(tree) == {"submissions/x.yaml": b"demo"}
        assert told_at(repository.top, "2017-08-01") == "top"

    def test_a_hook_of_another_repository_does_not_lead_away(
        self, repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = Repository(tmp_path / "other")
        other.commit(record("other"), "2017-08-01T12:00+08:00")
        repository.commit(record("own"), "2017-08-01T12:00+08:00")
        monkeypatch.setenv("GIT_DIR", str(other.top / ".git"))
        monkeypatch.setenv("GIT_WORK_TREE", str(other.top))
        assert told_at(repository.top, "HEAD") == "own"


class TestDays:
    @pytest.mark.parametrize(
        ("when", "known"),
        [
            ("2017-08-25", "before midnight"),
            ("2017-08-26", "after midnight"),
            ("2017-08-27", "after midnight"),
            ("9999-12-31", "after midnight"),
        ],
    )
    def test_a_day_ends_at_midnight_in_shanghai(
        self, repository: Repository, when: str, known: str
    ) -> None:
        repository.commit(record("before midnight"), "2017-08-25T23:59:59+08:00")
        repository.commit(record("after midnight"), "2017-08-25T16:00:00+00:00")
        assert told_at(repository.top, when) == known

    @pytest.mark.parametrize("when", ["2017-08-24", "0001-01-01", "1969-12-31"])
    def test_before_the_first_commit_nothing_is_known(
        self, repository: Repository, when: str
    ) -> None:
        repository.commit(record("first"), "2017-08-25T00:00:00+08:00")
        with pytest.raises(UsageError, match=f"{when}.*{NOTHING_YET}"):
            told_at(repository.top, when)

    def test_what_a_branch_held_is_known_from_its_merge_on(self, repository: Repository) -> None:
        first = repository.commit(record("first"), "2017-08-01T12:00+08:00")
        filed = repository.commit(record("filed"), "2017-08-02T12:00+08:00", first, branch="filing")
        repository.commit(record("merged"), "2017-08-05T12:00+08:00", first, filed)
        repository.commit(record("later"), "2017-08-09T12:00+08:00")
        known = [told_at(repository.top, f"2017-08-0{day}") for day in range(1, 10)]
        assert known == ["first"] * 4 + ["merged"] * 4 + ["later"]

    def test_the_branch_that_is_checked_out_counts(self, repository: Repository) -> None:
        first = repository.commit(record("main"), "2017-08-01T12:00+08:00")
        repository.commit(record("draft"), "2017-08-02T12:00+08:00", first, branch="draft")
        assert told_at(repository.top, "2017-08-03") == "main"
        repository.git("symbolic-ref", "HEAD", "refs/heads/draft")
        assert told_at(repository.top, "2017-08-03") == "draft"

    def test_where_clocks_went_back_the_last_commit_in_time_wins(
        self, repository: Repository
    ) -> None:
        repository.commit(record("first"), "2017-08-01T12:00+08:00")
        repository.commit(record("fast clock"), "2017-08-20T12:00+08:00")
        repository.commit(record("last"), "2017-08-03T12:00+08:00")
        repository.commit(record("newest"), "2017-08-21T12:00+08:00")
        assert told_at(repository.top, "2017-08-02") == "first"
        assert told_at(repository.top, "2017-08-20") == "last"

    def test_a_day_is_a_day_even_where_a_tag_bears_its_name(self, repository: Repository) -> None:
        first = repository.commit(record("day"), "2017-08-01T12:00+08:00")
        later = repository.commit(record("tag"), "2017-08-02T12:00+08:00")
        repository.git("tag", "2017-08-01", later)
        assert commit_at(repository.top, "2017-08-01") == first
        assert commit_at(repository.top, "refs/tags/2017-08-01") == later

    @pytest.mark.parametrize("when", ["2017-02-30", "2017-13-01", "0000-01-01"])
    def test_a_day_that_is_none_is_refused(self, repository: Repository, when: str) -> None:
        repository.commit(record("a"), "2017-08-01T12:00+08:00")
        with pytest.raises(UsageError, match="不是日期"):
            told_at(repository.top, when)


class TestNoHistory:
    def test_outside_of_git(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
        for when in ("HEAD", "2017-08-01"):
            with pytest.raises(GitError, match="不是 Git 检出的文件夹"):
                told_at(tmp_path, when)

    def test_inside_of_git_itself(self, repository: Repository) -> None:
        repository.commit(record("a"), "2017-08-01T12:00+08:00")
        with pytest.raises(GitError, match="不是 Git 检出的文件夹"):
            told_at(repository.top / ".git", "HEAD")

    def test_without_git(self, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", str(repository.top))
        with pytest.raises(GitError, match="没有找到 git"):
            told_at(repository.top, "HEAD")

    def test_a_checkout_of_somebody_else(
        self, repository: Repository, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        with pytest.raises(GitError, match="不信任"):
            told_at(repository.top, "HEAD")

    def test_before_anything_was_committed(self, repository: Repository) -> None:
        with pytest.raises(UsageError, match=NOTHING_YET):
            told_at(repository.top, "2017-08-01")
        with pytest.raises(UsageError, match="没有「HEAD」"):
            told_at(repository.top, "HEAD")

    @pytest.mark.parametrize("files", [{"README.md": ""}, {"schemas/lifecycle.yaml": ""}])
    def test_before_anything_was_filed(self, repository: Repository, files: Files) -> None:
        repository.commit(files, "2017-08-01T12:00+08:00")
        for when in ("HEAD", "2017-08-01"):
            with pytest.raises(UsageError, match=NOTHING_YET):
                told_at(repository.top, when)

    def test_before_the_root_was_there(self, repository: Repository) -> None:
        repository.commit(record("top"), "2017-08-01T12:00+08:00")
        (repository.top / "tests/demo").mkdir(parents=True)
        with pytest.raises(UsageError, match=NOTHING_YET):
            told_at(repository.top / "tests/demo", "HEAD")

    def test_a_shallow_clone_says_how_to_get_the_rest(
        self, repository: Repository, tmp_path: Path
    ) -> None:
        first = repository.commit(record("first"), "2017-08-01T12:00+08:00")
        repository.commit(record("second"), "2017-08-05T12:00+08:00")
        repository.commit(record("third"), "2017-08-09T12:00+08:00")
        clone = Repository(tmp_path / "clone")
        source = repository.top.as_uri()
        clone.git("fetch", "--quiet", "--depth=2", source, "main:main", "--update-head-ok")
        assert told_at(clone.top, "2017-08-05") == "second"
        assert told_at(clone.top, "HEAD") == "third"
        for when in ("2017-08-04", first, first[:10], "HEAD~2"):
            with pytest.raises(UsageError, match=UNSHALLOW):
                told_at(clone.top, when)
        clone.git("fetch", "--quiet", "--unshallow", source)
        for when in ("2017-08-04", first, first[:10], "HEAD~2"):
            assert told_at(clone.top, when) == "first"

    def test_what_was_lost_is_told(self, repository: Repository) -> None:
        first = repository.commit(record("lost"), "2017-08-01T12:00+08:00")
        repository.commit(record("kept"), "2017-08-02T12:00+08:00")
        lost = repository.blob("lost")
        (repository.top / ".git/objects" / lost[:2] / lost[2:]).unlink()
        with pytest.raises(GitError, match="不完整"):
            told_at(repository.top, first)
        (repository.top / ".git/objects" / first[:2] / first[2:]).unlink()
        with pytest.raises(GitError, match="不完整"):
            told_at(repository.top, "2017-08-01")

    def test_a_file_that_is_cut_off_is_told(self, repository: Repository) -> None:
        raw = b"".join(sha1(b"%d" % number).digest() for number in range(10_000))  # noqa: S324 – noise
        repository.commit({"submissions/x.yaml": raw}, "2017-08-01T12:00+08:00")
        # Large blobs are streamed: the damage shows only after the first bytes have been given.
        repository.git("config", "core.bigFileThreshold", "1k")
        blob = repository.blob(raw)
        file = repository.top / ".git/objects" / blob[:2] / blob[2:]
        file.chmod(0o644)
        os.truncate(file, file.stat().st_size // 2)
        with pytest.raises(GitError, match="不完整"):
            told_at(repository.top, "HEAD")
