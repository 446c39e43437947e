"""Staging and swapping: a reader finds the old site or the new one, whole, at every moment."""

import json
import threading
from pathlib import Path
from typing import Any

import pytest

from brandpilot import build as building
from brandpilot import publish as publishing
from brandpilot.build import BuildError, build
from brandpilot.pages import Edition
from brandpilot.records import Register
from support.sites import AS_OF, COMMIT, edition_with, real_tree


@pytest.fixture(scope="module")
def edition() -> Edition:
    return edition_with(Register((), ()))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/about.md").write_text("# 关于\n", encoding="utf-8")
    return tmp_path


class Renderer:
    """Stands in for MkDocs: copies the number of the run into two files."""

    def __init__(self) -> None:
        self.runs = 0
        self.settings: dict[str, Any] = {}

    def __call__(self, _root: Path, _docs: Path, site: Path, settings: dict[str, Any]) -> None:
        self.runs += 1
        self.settings = settings
        for name in ("index.html", "register.html"):
            (site / name).write_text(str(self.runs), encoding="utf-8")


@pytest.fixture
def renderer(monkeypatch: pytest.MonkeyPatch) -> Renderer:
    made = Renderer()
    monkeypatch.setattr(building, "_run_mkdocs", made)
    return made


@pytest.fixture(autouse=True)
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written is not read back here: tests/publish is about that, and it takes seconds."""
    monkeypatch.setattr(publishing, "read_back", lambda _written: ())


def test_build_info_says_commit_and_day(tmp_path_factory: pytest.TempPathFactory) -> None:
    site = real_tree(tmp_path_factory) / "build/site"
    info = json.loads((site / "build-info.json").read_text("utf-8"))
    assert info == {"commit": COMMIT, "as_of": AS_OF.isoformat()}


def test_a_reader_finds_one_whole_site_at_every_moment(
    tree: Path, edition: Edition, renderer: Renderer
) -> None:
    build(tree, edition)
    seen: set[str] = set()
    failures: list[BaseException] = []
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            try:
                folder = (tree / "build/site").resolve(strict=True)
                texts = [(folder / name).read_text() for name in ("index.html", "register.html")]
            except FileNotFoundError:
                if not (tree / "build/site/index.html").exists():
                    failures.append(AssertionError("no site"))
                continue
            seen.update(texts)
            if len(set(texts)) > 1:
                failures.append(AssertionError(texts))

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(10):
        build(tree, edition)
    over.set()
    reader.join()
    assert failures == []
    assert seen <= {str(number) for number in range(renderer.runs + 1)}


def test_a_build_that_fails_leaves_the_site_as_it_was(
    tree: Path, edition: Edition, renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tree, edition)

    def fail(*_: object) -> None:
        raise BuildError

    monkeypatch.setattr(building, "_run_mkdocs", fail)
    with pytest.raises(BuildError):
        build(tree, edition)
    assert (tree / "build/site/index.html").read_text() == "1"
    monkeypatch.setattr(building, "_run_mkdocs", renderer)
    build(tree, edition)
    assert (tree / "build/site/index.html").read_text() == "2"


def test_nothing_is_left_over(tree: Path, edition: Edition, renderer: Renderer) -> None:
    build(tree, edition)
    leftover = tree / "build/versions/site-dead.link"
    leftover.symlink_to("nowhere")
    (tree / "build/versions/site-dead").mkdir()
    build(tree, edition)
    assert renderer.runs == 2
    assert len(list((tree / "build/versions").iterdir())) == 2
    assert sorted(path.name for path in (tree / "build").iterdir()) == [
        *(".lock", "docs", "site", "versions"),
    ]


def test_a_plain_folder_from_elsewhere_gives_way(
    tree: Path, edition: Edition, renderer: Renderer
) -> None:
    (tree / "build/site").mkdir(parents=True)
    (tree / "build/site/old.html").write_text("old")
    build(tree, edition)
    assert renderer.runs == 1
    assert not (tree / "build/site/old.html").exists()


def test_a_page_is_written_by_hand_or_generated(tree: Path, edition: Edition) -> None:
    (tree / "docs/register.md").write_text("# 名录\n", encoding="utf-8")
    with pytest.raises(BuildError, match=r"register\.md"):
        build(tree, edition)


def test_the_menu_holds_only_pages_that_are_there(
    tree: Path, edition: Edition, renderer: Renderer
) -> None:
    build(tree, edition)
    menu = [next(iter(entry.values())) for entry in renderer.settings["nav"]]
    assert menu == [
        "index.md",
        "register.md",
        "u/index.md",
        "evaluation/index.md",
        "queue.md",
        "notices/index.md",
        [{"流程图": "flow.md"}, {"检查规则": "rules.md"}],
        [{"数据下载": "data.md"}, {"数据字典": "dictionary.md"}],
        "about.md",
    ]


def test_a_link_that_leads_nowhere_fails_the_build(tree: Path, edition: Edition) -> None:
    (tree / "docs/about.md").write_text("# 关于\n\n[x](nowhere.md)\n", encoding="utf-8")
    with pytest.raises(BuildError, match=r"nowhere\.md"):
        build(tree, edition)


def test_an_empty_register_is_a_site_too(tree: Path, edition: Edition) -> None:
    site = build(tree, edition)
    assert "没有收全" in (site / "register.html").read_text("utf-8")
