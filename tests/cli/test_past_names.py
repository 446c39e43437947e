"""What names a past commit, and what files were named in one out of spite."""

import os
from hashlib import sha1
from itertools import count
from pathlib import Path

import pytest

from brandpilot.cli.asked import UsageError
from brandpilot.cli.past import commit_at, tree_at
from brandpilot.git import GitError
from brandpilot.load.tree import walk
from support.repository import FILE, LINK, MODULE, Repository, record, told_at


def hash_of_blob(text: str) -> str:
    return sha1(f"blob {len(text)}\0{text}".encode(), usedforsecurity=False).hexdigest()


class TestNames:
    def test_a_commit_goes_by_its_usual_names(self, repository: Repository) -> None:
        first = repository.commit(record("first"), "2017-08-01T12:00+08:00")
        second = repository.commit(record("second"), "2017-08-02T12:00+08:00")
        repository.git("tag", "--annotate", "v1", "--message", "x", first)
        for name in (first, first[:10], "v1", "HEAD~1", "main^", "refs/tags/v1"):
            assert commit_at(repository.top, name) == first
        for name in ("HEAD", "main", "@"):
            assert commit_at(repository.top, name) == second

    @pytest.mark.parametrize(
        "when",
        [
            *("", " ", "nowhere", "0" * 40, "HEAD~9", "2017-8-1", "20170801", "v2", "x" * 5000),
            *("-h", "--help", "--output=x", "--all", "HEAD..HEAD", "^HEAD", "HEAD^@", "HEAD^!"),
            *("HEAD^{tree}", "HEAD:submissions", "main@{2017-08-25}", "HEAD@{0}", "a\0b", "a\nb"),
            *("\x1b[31m", "\udcff", "; touch x", "$(touch x)", "../..", "x.yaml", "一八月"),
        ],
    )
    def test_what_names_no_commit_is_refused(self, repository: Repository, when: str) -> None:
        repository.commit(record("a"), "2017-08-01T12:00+08:00")
        with pytest.raises(UsageError) as refused:
            commit_at(repository.top, when)
        assert str(refused.value).startswith("没有「")
        assert list(repository.top.iterdir()) == [repository.top / ".git"]

    def test_a_name_of_two_commits_is_refused(self, repository: Repository) -> None:
        first = repository.commit(record("first"), "2017-08-01T12:00+08:00")
        second = repository.commit(record("second"), "2017-08-02T12:00+08:00")
        repository.git("config", "core.warnAmbiguousRefs", "false")
        repository.git("tag", "round", first)
        repository.git("branch", "round", second)
        with pytest.raises(UsageError, match="不止一个"):
            commit_at(repository.top, "round")
        assert commit_at(repository.top, "refs/heads/round") == second

    def test_a_hash_that_is_too_short_is_refused(self, repository: Repository) -> None:
        commit = "commit refs/heads/main\ncommitter a <a@b> {} +0000\ndata 0\n\n"
        stream = "".join(commit.format(1_500_000_000 + number) for number in range(1000))
        repository.git("fast-import", "--quiet", given=stream.encode())
        prefixes = [name[:4] for name in repository.git("rev-list", "main").split()]
        twice = next(prefix for prefix in prefixes if prefixes.count(prefix) > 1)
        with pytest.raises(UsageError, match=f"「{twice}」.*不止一个"):
            commit_at(repository.top, twice)

    def test_an_abbreviated_commit_is_not_taken_for_a_blob(self, repository: Repository) -> None:
        commit = repository.commit(record("a"), "2017-08-01T12:00+08:00")
        texts = (str(number) for number in count())
        namesake = next(text for text in texts if hash_of_blob(text).startswith(commit[:4]))
        assert repository.blob(namesake) == hash_of_blob(namesake)
        assert commit_at(repository.top, commit[:4]) == commit


class TestNamesOutOfSpite:
    """Whoever can commit can name a file as no checkout would."""

    @pytest.mark.parametrize(
        "name", [b"..", b".", b"a/../../../x", b"/x", b"a//b", b"../x", b"a/b/" * 30 + b"x"]
    )
    def test_what_leads_elsewhere_is_refused(self, repository: Repository, name: bytes) -> None:
        repository.hold([(FILE, repository.blob("x"), name)])
        with pytest.raises(UsageError, match="不能用"):
            told_at(repository.top, "HEAD")

    @pytest.mark.parametrize("name", [b"..", b"."])
    def test_a_folder_that_leads_elsewhere_is_refused(
        self, repository: Repository, name: bytes
    ) -> None:
        folder = repository.tree([(FILE, repository.blob("x"), b"x")])
        repository.hold([("40000", folder, name)])
        with pytest.raises(UsageError, match="不能用"):
            told_at(repository.top, "HEAD")

    def test_a_file_without_a_name_is_refused(self, repository: Repository) -> None:
        repository.hold([(FILE, repository.blob("x"), b"")])
        with pytest.raises(GitError, match="已损坏"):
            told_at(repository.top, "HEAD")

    def test_a_name_too_long_is_refused(self, repository: Repository) -> None:
        repository.commit({"submissions/" + "x" * 300: "", **record("a")}, "2017-08-01T12:00+08:00")
        with pytest.raises(UsageError, match="写不进临时文件夹"):
            told_at(repository.top, "HEAD")

    def test_a_name_that_is_no_text_is_kept_for_the_checks(self, repository: Repository) -> None:
        blob = repository.blob("x")
        names = [b"\n", b'"\t"', b"-rf", b"\xff\xfe", "申报".encode(), b"\\..\\x", b"a b\r"]
        repository.hold([(FILE, blob, name) for name in sorted(names)])
        with tree_at(repository.top, "HEAD") as tree:
            found = {os.fsencode(file.name) for file in (tree / "submissions").iterdir()}
            assert found == set(names)

    @pytest.mark.parametrize(
        "target", ["/etc/passwd", "../../../../etc/passwd", "x.yaml", "nowhere", "."]
    )
    def test_a_link_leads_nowhere_and_is_told(self, repository: Repository, target: str) -> None:
        repository.hold(
            [(LINK, repository.blob(target), b"fujian"), (FILE, repository.blob("x"), b"x.yaml")]
        )
        with tree_at(repository.top, "HEAD") as tree:
            link = tree / "submissions/fujian"
            assert link.is_symlink()
            with pytest.raises(OSError, match="symbolic links"):
                link.stat()
            found = {(one.path, one.code) for one in walk(tree, [], []) if not isinstance(one, str)}
            assert ("submissions/fujian", "F002") in found

    def test_the_folder_itself_may_be_a_link(self, repository: Repository) -> None:
        top = repository.tree([(LINK, repository.blob("/etc"), b"submissions")])
        repository.commit_tree(top, "2017-08-01T12:00+08:00")
        with tree_at(repository.top, "HEAD") as tree:
            assert [one for one in walk(tree, [], []) if isinstance(one, str)] == []
            assert (tree / "submissions").is_symlink()

    @pytest.mark.parametrize("link_first", [True, False])
    def test_nothing_is_written_through_a_link(
        self, repository: Repository, tmp_path: Path, *, link_first: bool
    ) -> None:
        outside = tmp_path / "outside"
        outside.mkdir()
        folder = repository.tree([(FILE, repository.blob("x"), b"x")])
        link = (LINK, repository.blob(str(outside)), b"a")
        entries = [link, ("40000", folder, b"a")]
        repository.hold(entries if link_first else entries[::-1])
        with pytest.raises(UsageError, match="写不进临时文件夹"):
            told_at(repository.top, "HEAD")
        assert list(outside.iterdir()) == []

    def test_a_file_twice_is_refused(self, repository: Repository) -> None:
        many = [(FILE, repository.blob("x" * 100_000), b"%d" % number) for number in range(50)]
        repository.hold([many[0], *many])
        with pytest.raises(UsageError, match="写不进临时文件夹"):
            told_at(repository.top, "HEAD")

    def test_another_repository_is_an_empty_folder(self, repository: Repository) -> None:
        repository.hold([(MODULE, "1" * 40, b"a")])
        with tree_at(repository.top, "HEAD") as tree:
            assert list((tree / "submissions/a").iterdir()) == []

    def test_a_root_with_a_strange_name_is_read(self, tmp_path: Path) -> None:
        top = Repository(tmp_path / "a\n:(top) b")
        strange = ":(glob)*\n x"
        top.commit({f"{strange}/submissions/x.yaml": "a"}, "2017-08-01T12:00+08:00")
        (top.top / strange).mkdir()
        assert told_at(top.top / strange, "HEAD") == "a"
