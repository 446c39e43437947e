"""Objects that are not what they should be: damaged, exchanged, or made up by somebody who keeps the store."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from brandpilot.forge.proof import Proof, prove
from brandpilot.forge.seen import Seen
from brandpilot.git import MissingError
from brandpilot.git.objects import entry_of, read_commit, read_tree
from brandpilot.git.repository import Repository
from brandpilot.git.trees import Trees
from proof.world import RATTAN, RATTAN_RECORD, REPORT_RECORD, World
from standin.stage import ROOT
from support.objects import FILE, FOLDER, Store

EVIL = b"blob 5\0evil\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    world = World(tmp_path_factory.mktemp("proof") / "main.git")
    with world.repository:
        world.store.branch(world.good.tip)
        yield world


@pytest.fixture
def copy(made: World, tmp_path: Path) -> Store:
    """The same repository again, to be spoilt."""
    store = Store.__new__(Store)
    store.folder = tmp_path / "copy.git"
    shutil.copytree(made.store.folder, store.folder)
    return store


def proof_of(made: World, copy: Store) -> Proof:
    with Repository(copy.folder) as repository:
        return prove(Seen(repository, ROOT), made.good.tip, list(made.good.seen.values()))


def blob_of(made: World, path: str) -> str:
    return made.store.blob(made.good.files[path])


Spoil = Callable[[Store, str], None]


def gone(store: Store, hash_: str) -> None:
    store.file(hash_).unlink()


def exchanged(store: Store, hash_: str) -> None:
    store.write(hash_, EVIL)


def broken_off(store: Store, hash_: str) -> None:
    raw = store.file(hash_).read_bytes()
    store.file(hash_).write_bytes(raw[: len(raw) // 2])


def kept_elsewhere(store: Store, hash_: str) -> None:
    """Let another repository answer for the object, and answer wrongly."""
    other = Store(store.folder.with_name("other.git"))
    other.write(hash_, EVIL)
    store.file(hash_).unlink()
    info = store.folder / "objects" / "info"
    info.mkdir(exist_ok=True)
    (info / "alternates").write_text(f"{other.folder}/objects\n", "utf-8")


SPOILS = (gone, exchanged, broken_off, kept_elsewhere)


@pytest.mark.parametrize("spoil", SPOILS)
def test_a_decided_file_that_cannot_be_read_proves_nothing(
    made: World, copy: Store, spoil: Spoil
) -> None:
    hash_ = blob_of(made, RATTAN)
    spoil(copy, hash_)
    proof = proof_of(made, copy)
    assert {(one.code, one.values) for one in proof.findings if one.code == "R322"} == {
        ("R322", (("name", hash_),))
    }
    unproved = {one.path for one in proof.records if not all(one.git.values())}
    assert RATTAN_RECORD in unproved


@pytest.mark.parametrize("spoil", SPOILS)
def test_a_record_that_cannot_be_read_is_told(made: World, copy: Store, spoil: Spoil) -> None:
    spoil(copy, blob_of(made, RATTAN_RECORD))
    told = {(one.code, one.path) for one in proof_of(made, copy).findings}
    assert told == {("R322", ""), ("R306", RATTAN)}


@pytest.mark.parametrize("spoil", SPOILS)
def test_a_merge_whose_folder_cannot_be_read_proves_nothing(
    made: World, copy: Store, spoil: Spoil
) -> None:
    merge = str(made.good.seen[6].pull.merge_commit)
    spoil(copy, made.repository.commit(merge).tree)
    with Repository(copy.folder) as repository:
        proof = prove(Seen(repository, ROOT), made.good.tip)
    assert {one.code for one in proof.findings} == {"R322"}
    unproved = {one.path for one in proof.records if not all(one.git.values())}
    assert REPORT_RECORD in unproved


@pytest.mark.parametrize("spoil", SPOILS)
def test_main_that_breaks_off_is_told_and_nothing_else(
    made: World, copy: Store, spoil: Spoil
) -> None:
    line = list(made.repository.first_parents(made.good.tip))
    spoil(copy, line[3])
    proof = proof_of(made, copy)
    assert [(one.code, one.values) for one in proof.findings] == [("R322", (("name", line[3]),))]
    assert (proof.records, proof.merges) == ((), 0)


def replaced(store: Store, made: World) -> None:
    evil = store.folder / "refs" / "replace"
    evil.mkdir()
    hash_ = made.store.blob(b"evil\n")
    shutil.copytree(made.store.folder / "objects", store.folder / "objects", dirs_exist_ok=True)
    (evil / blob_of(made, RATTAN)).write_text(f"{hash_}\n", "ascii")


def grafted(store: Store, made: World) -> None:
    """Take the parents of an approved commit away, in a file that Git still heeds."""
    (store.folder / "info").mkdir(exist_ok=True)
    (store.folder / "info" / "grafts").write_text(f"{made.good.seen[1].pull.head}\n", "ascii")


def graphed(store: Store, made: World) -> None:
    """Take them away in the file in which Git keeps who is whose parent, to find it sooner."""
    subprocess.run(
        ["git", "-C", store.folder, "commit-graph", "write", "--reachable"],
        check=True,
        capture_output=True,
    )
    file = store.folder / "objects" / "info" / "commit-graph"
    raw = bytearray(file.read_bytes())
    chunks = {}
    for at in range(8, 8 + 12 * raw[6], 12):
        chunks[bytes(raw[at : at + 4])] = int.from_bytes(raw[at + 4 : at + 12], "big")
    head = bytes.fromhex(made.good.seen[1].pull.head)
    position = (raw.index(head, chunks[b"OIDL"]) - chunks[b"OIDL"]) // 20
    parent = chunks[b"CDAT"] + position * 36 + 20
    raw[parent : parent + 4] = (0x70000000).to_bytes(4, "big")
    file.chmod(0o644)
    file.write_bytes(raw)


@pytest.mark.parametrize("fool", [replaced, grafted, graphed])
def test_what_lies_beside_the_objects_makes_no_difference(
    made: World, copy: Store, fool: Callable[[Store, World], None]
) -> None:
    fool(copy, made)
    proof = proof_of(made, copy)
    assert proof.findings == ()
    assert {one.evidence for one in proof.records} == {"proved"}
    head = made.good.seen[1].pull.head
    with Repository(copy.folder) as repository:
        assert list(repository.first_parents(head))[1] == made.begun.tip


class TestReading:
    def test_parents_stand_before_the_author_and_nowhere_else(self) -> None:
        ids = ["a" * 40, "b" * 40, "c" * 40]
        raw = (
            f"tree {ids[0]}\nparent {ids[1]}\nauthor x <A@b> 7 +0800\n"
            f"committer y <c@D> 9 +0000\nparent {ids[2]}\n\nparent {ids[2]}\n"
        )
        found = read_commit("h", raw.encode())
        assert (found.parents, found.tree, found.seconds) == ((ids[1],), ids[0], 9)
        assert found.mails == ("A@b", "c@D")
        assert found.message == f"parent {ids[2]}\n"

    @pytest.mark.parametrize(
        "raw",
        [b"", b"tree x\n", b"tree " + b"a" * 40 + b"\nparent z\nauthor x\ncommitter y\n\n"],
    )
    def test_what_is_no_commit_is_refused(self, raw: bytes) -> None:
        with pytest.raises(ValueError, match="h"):
            read_commit("h", raw)

    def test_a_time_that_is_none_is_no_time(self) -> None:
        raw = b"tree " + b"a" * 40 + b"\nauthor x\ncommitter y <z> 99999999999999 +0000\n\n"
        assert read_commit("h", raw).seconds == 0

    @pytest.mark.parametrize(
        ("rows", "modes"),
        [
            ([("100664", b"a")], {"a": "100644"}),
            ([("100775", b"a")], {"a": "100755"}),
            ([("040000", b"a")], {"a": "040000"}),
            ([("120000", b"a"), ("160000", b"b")], {"a": "120000", "b": "160000"}),
            ([("100644", b"a.b"), ("40000", b"a")], {"a.b": "100644", "a": "040000"}),
        ],
    )
    def test_modes_are_taken_as_git_takes_them(
        self, rows: list[tuple[str, bytes]], modes: dict[str, str]
    ) -> None:
        found = {name.decode(): entry_of(row) for name, row in read_tree(spell(rows)).items()}
        assert {name: one.mode for name, one in found.items()} == modes

    @pytest.mark.parametrize(
        "rows",
        [
            [("100644", b"a"), ("100644", b"a")],
            [("100644", b"a"), ("40000", b"a")],
            [("100644", b"b"), ("100644", b"a")],
            [("100644", b"a/b")],
            [("100644", b"")],
            [("100644", b"..")],
            [("10o644", b"a")],
            [("1_0644", b"a")],
            [("189644", b"a")],
            [("1" * 9, b"a")],
        ],
    )
    def test_folders_that_git_would_not_write_are_refused(
        self, rows: list[tuple[str, bytes]]
    ) -> None:
        with pytest.raises(ValueError, match="that Git would write"):
            read_tree(spell(rows))

    def test_a_folder_that_breaks_off_is_refused(self) -> None:
        with pytest.raises(ValueError, match="that Git would write"):
            read_tree(spell([(FILE, b"a")])[:-1])

    def test_a_file_is_no_folder_and_a_commit_no_file(self, made: World) -> None:
        blob, tip = blob_of(made, RATTAN), made.good.tip
        for wrong in (lambda: made.repository.tree(blob), lambda: made.repository.blob(tip)):
            with pytest.raises(MissingError) as told:
                wrong()
            assert told.value.name in (blob, tip)

    def test_a_name_stands_for_no_object_by_itself(self, made: World) -> None:
        with pytest.raises(MissingError):
            made.repository.commit("main")


class TestFolders:
    def test_a_folder_where_none_is_looked_into_counts_as_one_file(self, made: World) -> None:
        trees = Trees(made.repository, lambda path: path == "a")
        inner = made.store.tree([(FILE, b"x", made.store.blob(b"1"))])
        other = made.store.tree([(FILE, b"x", made.store.blob(b"2"))])
        tops = [
            made.store.tree([(FOLDER, b"a", one), (FOLDER, b"b", one)]) for one in (inner, other)
        ]
        assert [change.path for change in trees.changes(*tops)] == ["a/x", "b"]

    def test_a_file_becomes_a_folder(self, made: World) -> None:
        trees = Trees(made.repository, lambda _path: True)
        inner = made.store.tree([(FILE, b"x", made.store.blob(b"1"))])
        before = made.store.tree([(FILE, b"a", made.store.blob(b"1"))])
        after = made.store.tree([(FOLDER, b"a", inner)])
        told = [(c.path, c.before is None, c.after is None) for c in trees.changes(before, after)]
        assert told == [("a", False, True), ("a/x", True, False)]

    def test_a_few_folders_that_claim_to_hold_millions_of_files_are_refused(
        self, made: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("brandpilot.git.trees._MOST", 10_000)
        tree = made.store.tree([(FILE, b"x", made.store.blob(b"1"))])
        for _ in range(12):
            tree = made.store.tree([(FOLDER, str(one).encode(), tree) for one in range(10)])
        trees = Trees(made.repository, lambda _path: True)
        with pytest.raises(MissingError, match="多得无法核对"):
            list(trees.files(tree))


def spell(rows: list[tuple[str, bytes]]) -> bytes:
    return b"".join(mode.encode() + b" " + name + b"\0" + b"\1" * 20 for mode, name in rows)
