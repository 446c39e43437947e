"""Folders compared and looked through by their own objects: no Git command stands in between."""

import os
from collections.abc import Callable, Iterator

from brandpilot.git import MissingError
from brandpilot.git.objects import FOLDER, Entry, Folder, entry_of
from brandpilot.git.repository import Change, Repository

_KEPT = 200_000
"""Rows of folders kept in memory: those that neighbouring commits share."""
_FOUND = 200_000
"""Paths looked up that are kept in memory."""
_MOST = 1_000_000
"""Files under one folder: a few small trees can claim to hold more than anybody can list."""


class Trees:
    """Reads folders of a repository. Raises GitError where one is not there or is none.

    `leads_on` tells by its path whether a folder is looked into; any other counts as one file.
    """

    def __init__(self, repository: Repository, leads_on: Callable[[str], bool]) -> None:
        self._repository = repository
        self._leads_on = leads_on
        self._read: dict[str, Folder] = {}
        self._rows = 0
        self._found: dict[tuple[str, str], Entry | None] = {}

    def at(self, tree: str, path: str) -> Entry | None:
        """Give what lies at a path below a folder, given the folder's hash; None for nothing."""
        key = (tree, path)
        if key not in self._found:
            if len(self._found) > _FOUND:
                self._found = {}
            self._found[key] = self._look_up(tree, path)
        return self._found[key]

    def files(self, tree: str, below: str = "") -> Iterator[tuple[str, Entry]]:
        """Yield the files of a folder, or of what lies at a path below it, with their paths."""
        found = self.at(tree, below) if below else Entry(FOLDER, tree)
        for change in self._changes(None, found, below):
            if change.after:
                yield change.path, change.after

    def changes(self, before: str, after: str) -> tuple[Change, ...]:
        """Compare two folders path by path, in the order of the paths."""
        found = self._changes(Entry(FOLDER, before), Entry(FOLDER, after), "")
        return tuple(sorted(found, key=lambda change: change.path))

    def _look_up(self, tree: str, path: str) -> Entry | None:
        here: Entry | None = Entry(FOLDER, tree)
        for name in path.split("/"):
            row = self._folder(here).get(os.fsencode(name)) if here and here.is_folder else None
            here = entry_of(row) if row else None
        return here

    def _changes(self, before: Entry | None, after: Entry | None, path: str) -> Iterator[Change]:
        waiting, told = [(before, after, path)], 0
        while waiting:
            old, new, here = waiting.pop()
            if old == new:
                continue
            is_deep = not here or self._leads_on(here)
            below_old = self._folder(old) if is_deep and old and old.is_folder else None
            below_new = self._folder(new) if is_deep and new and new.is_folder else None
            prefix = f"{here}/" if here else ""
            waiting += [
                (one, other, prefix + os.fsdecode(name))
                for name, one, other in _differing(below_old or {}, below_new or {})
            ]
            left = None if below_old is not None else old
            right = None if below_new is not None else new
            if left or right:
                yield Change(here, left, right)
            told += 1
            if told + len(waiting) > _MOST:
                message = "一个提交改动的文件多得无法核对。"
                raise MissingError(message, (new or old or Entry("", here)).blob)

    def _folder(self, entry: Entry) -> Folder:
        found = self._read.get(entry.blob)
        if found is None:
            if self._rows > _KEPT:
                self._read, self._rows = {}, 0
            found = self._read[entry.blob] = self._repository.tree(entry.blob)
            self._rows += len(found) + 1
        return found


def _differing(old: Folder, new: Folder) -> Iterator[tuple[bytes, Entry | None, Entry | None]]:
    """Yield what two folders hold differently, by name."""
    for name in {name for name, _ in old.items() ^ new.items()}:
        one, other = old.get(name), new.get(name)
        yield name, entry_of(one) if one else None, entry_of(other) if other else None
