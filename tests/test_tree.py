"""What may lie below a root, and the bytes of a file and of nothing but a file."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from brandpilot.findings import Finding
from brandpilot.layout import MAX_BYTES
from brandpilot.load import tree
from support.house import plant_tree


class TestTree:
    """What may lie below a root, and what may not."""

    @staticmethod
    def walked(root: Path) -> list[str | tuple[str, str]]:
        entries = tree.walk(root, ["fujian"], ["fujian", "miit"])
        return [
            (entry.path, entry.code) if isinstance(entry, Finding) else entry for entry in entries
        ]

    def test_records_and_notices_in_order_of_path(self, tmp_path: Path) -> None:
        wanted = [
            "submissions/_unplaced/x/undated-designation.yaml",
            "submissions/fujian/anxi-tea/2017-application-2.yaml",
            "submissions/fujian/anxi-tea/2017-application.yaml",
            "submissions/fujian/anxi-tea/2018-annual-report.decision-2.yaml",
            "submissions/fujian/anxi-tea/2018-annual-report.decision.yaml",
            "docs/notices/fujian/2017-734.decision.yaml",
            "docs/notices/fujian/2017-734.md",
            "docs/notices/miit/2014-batch-1.md",
        ]
        plant_tree(tmp_path, dict.fromkeys([*wanted, "submissions/README.md", "docs/x.md"], ""))
        assert self.walked(tmp_path) == wanted

    def test_a_tree_without_records_is_empty(self, tmp_path: Path) -> None:
        assert self.walked(tmp_path) == []

    @pytest.mark.parametrize(
        ("path", "code"),
        [
            ("submissions/stray.yaml", "F003"),
            ("submissions/readme.md", "F003"),
            ("submissions/fujian/README.md", "F003"),
            ("submissions/fujian/anxi-tea/2017-application.yml", "F003"),
            ("submissions/fujian/anxi-tea/2017-application.YAML", "F003"),
            ("submissions/fujian/anxi-tea/2017-Application.yaml", "F003"),
            ("submissions/fujian/anxi-tea/17-application.yaml", "F003"),
            ("submissions/fujian/anxi-tea/1817-application.yaml", "F003"),
            ("submissions/fujian/anxi-tea/2017-application-1.yaml", "F003"),
            ("submissions/fujian/anxi-tea/2017-application-02.yaml", "F003"),
            ("submissions/fujian/anxi-tea/２０１７-application.yaml", "F003"),
            ("submissions/fujian/anxi-tea/2017-application.yaml\n", "F003"),
            ("submissions/fujian/anxi-tea/2017-application.yaml~", "F003"),
            ("submissions/fujian/anxi-tea/.hidden", "F003"),
            ("submissions/fujian/anxi-tea/scan.pdf", "F003"),
            ("submissions/fujian/anxi-tea/more/2017-application.yaml", "F003"),
            ("submissions/fujian/2017-application.yaml", "F003"),
            ("submissions/Fujian/anxi-tea/2017-application.yaml", "F004"),
            ("submissions/福建/anxi-tea/2017-application.yaml", "F004"),
            ("submissions/miit/anxi-tea/2017-application.yaml", "F004"),
            ("submissions/nowhere/anxi-tea/2017-application.yaml", "F004"),
            ("submissions/fujian/Anxi-tea/2017-application.yaml", "F005"),
            ("submissions/fujian/安溪茶叶/2017-application.yaml", "F005"),
            ("submissions/fujian/anxi--tea/2017-application.yaml", "F005"),
            ("submissions/fujian/2anxi/2017-application.yaml", "F005"),
            ("docs/notices/2017-734.md", "F003"),
            ("docs/notices/fujian/2017-734.yaml", "F003"),
            ("docs/notices/fujian/734.md", "F003"),
            ("docs/notices/fujian/2017-734号.md", "F003"),
            ("docs/notices/_unplaced/2017-734.md", "F004"),
            ("submissions/_supervision/2018.yaml", "F004"),
            ("submissions/_closed/2018.yaml", "F004"),
            ("submissions/_Experts/2018.yaml", "F004"),
            ("submissions/fujian/_Supervision/2018.yaml", "F005"),
            ("submissions/fujian/_experts/2018.yaml", "F005"),
            ("submissions/fujian/_unplaced/2018.yaml", "F005"),
            ("submissions/fujian/_supervision/2018-2.yaml", "F003"),
            ("submissions/fujian/_supervision/2018-supervision.yaml", "F003"),
            ("submissions/fujian/_supervision/a/2018.yaml", "F003"),
            ("submissions/fujian/_closed/undated.yaml", "F003"),
            ("submissions/fujian/_closed/2018.yml", "F003"),
            ("submissions/fujian/supervision/2018.yaml", "F003"),
            ("submissions/fujian/anxi-tea/2018-supervision.yaml", "F003"),
            ("submissions/fujian/anxi-tea/2018-closed.yaml", "F003"),
            ("submissions/fujian/anxi-tea/2018-expert-panel.yaml", "F003"),
            ("submissions/fujian/anxi-tea/2018-notice.yaml", "F003"),
            ("submissions/_experts/x.yaml", "F003"),
            ("submissions/_experts/2018-2.yaml", "F003"),
            ("submissions/_experts/_closed/2018.yaml", "F003"),
            ("submissions/_experts/anxi-tea/2018-application.yaml", "F003"),
            ("submissions/_unplaced/_closed/2018.yaml", "F003"),
            ("submissions/fujian/anxi-tea/2018-decision.yaml", "F003"),
            ("submissions/fujian/anxi-tea/2018-support.decision-1.yaml", "F003"),
            ("submissions/fujian/anxi-tea/2018-support.decision.decision.yaml", "F003"),
            ("submissions/fujian/anxi-tea/2017-recommendation.decision.yaml", "F003"),
            ("submissions/fujian/anxi-tea/support.decision.yaml", "F003"),
            ("submissions/fujian/_closed/2018.decision.yaml", "F003"),
            ("docs/notices/fujian/2017-734.decision.md", "F003"),
            ("docs/notices/fujian/734.decision.yaml", "F003"),
        ],
    )
    def test_a_stray_file_is_named(self, tmp_path: Path, path: str, code: str) -> None:
        plant_tree(tmp_path, {path: "a: 1\n"})
        assert self.walked(tmp_path) == [(path, code)]

    def test_names_of_any_bytes(self, tmp_path: Path) -> None:
        folder = tmp_path / "submissions" / "fujian"
        folder.mkdir(parents=True)
        for name in (b"a\nb", b"\xff\xfe", "名\u202e.yaml".encode(), b"\x1b[31m"):
            Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(b"")
        assert [entry[1] for entry in self.walked(tmp_path)] == ["F003"] * 4

    def test_links_are_refused_unread(self, tmp_path: Path) -> None:
        plant_tree(tmp_path, {"submissions/fujian/a/2017-application.yaml": "", "outside": "x"})
        folder = tmp_path / "submissions" / "fujian"
        (folder / "a" / "2018-application.yaml").symlink_to(tmp_path / "outside")
        (folder / "b").symlink_to(folder / "a")
        (folder / "c").symlink_to(tmp_path / "gone")
        (folder / "d").symlink_to(folder)
        assert self.walked(tmp_path) == [
            "submissions/fujian/a/2017-application.yaml",
            ("submissions/fujian/a/2018-application.yaml", "F002"),
            ("submissions/fujian/b", "F002"),
            ("submissions/fujian/c", "F002"),
            ("submissions/fujian/d", "F002"),
        ]

    @pytest.mark.parametrize("top", ["submissions", "docs/notices"])
    def test_the_tree_itself_is_no_link(self, tmp_path: Path, top: str) -> None:
        plant_tree(tmp_path, {"elsewhere/fujian/2017-734.md": ""})
        (tmp_path / top).parent.mkdir(exist_ok=True)
        (tmp_path / top).symlink_to(tmp_path / "elsewhere")
        assert self.walked(tmp_path) == [(top, "F002")]

    def test_a_folder_that_may_not_be_opened_is_told(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plant_tree(tmp_path, {"submissions/fujian/a/2017-application.yaml": ""})
        closed, scandir = tmp_path / "submissions" / "fujian" / "a", os.scandir

        def refuse(path: Path) -> Iterator[os.DirEntry[str]]:
            if path == closed:
                raise PermissionError(path)
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refuse)
        assert self.walked(tmp_path) == [("submissions/fujian/a", "F001")]

    def test_2000_nested_folders_do_not_crash(self, tmp_path: Path) -> None:
        top = tmp_path / "submissions" / "fujian"
        top.mkdir(parents=True)
        at = os.open(top, os.O_RDONLY)
        for _ in range(2_000):
            os.mkdir("a", dir_fd=at)
            below = os.open("a", os.O_RDONLY, dir_fd=at)
            os.close(at)
            at = below
        os.close(at)
        try:
            assert self.walked(tmp_path) == [("submissions/fujian/a/a/a", "F003")]
        finally:
            # pytest's own clearing would recurse too deep.
            subprocess.run(["rm", "-r", str(top)], check=True)


class TestRead:
    """Bytes of a file, and nothing but a file."""

    def test_no_more_than_one_byte_too_many_is_read(self, tmp_path: Path) -> None:
        plant_tree(tmp_path, {"big.yaml": b"x" * (MAX_BYTES * 2)})
        raw = tree.read(tmp_path, "big.yaml")
        assert isinstance(raw, bytes)
        assert len(raw) == MAX_BYTES + 1

    def test_what_is_no_file_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "folder").mkdir()
        os.mkfifo(tmp_path / "pipe")
        (tmp_path / "link").symlink_to(tmp_path / "folder")
        (tmp_path / "device").symlink_to("/dev/zero")
        for name in ("folder", "pipe", "link", "device", "missing", "pipe/below", "x" * 300):
            assert tree.read(tmp_path, name) == Finding(name, 1, 1, "F001")

    def test_a_file_that_may_not_be_opened_is_told(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_arguments: object) -> NoReturn:
            raise PermissionError

        plant_tree(tmp_path, {"a.yaml": "a: 1\n"})
        monkeypatch.setattr(os, "open", refuse)
        assert tree.read(tmp_path, "a.yaml") == Finding("a.yaml", 1, 1, "F001")
