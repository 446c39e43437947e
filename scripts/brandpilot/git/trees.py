"""Folders compared and looked through by their own objects: no Git command stands in between."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from brandpilot.git import MissingError
from brandpilot.git.objects import FOLDER, Entry
from brandpilot.git.repository import Change, Repository

_KEPT = 1024
"""Folders kept in memory: those that neighbouring commits share."""
_MOST = 1_000_000
"""Files under one folder: a few small trees can claim to hold more than anybody can list."""


class Trees:
    """Reads folders of a repository. Raises GitError where one is not there or is none.

    `leads_on` tells by its path whether a folder is looked into; any other counts as one file.
    """

    def __init__(self, repository: Repository, leads_on: Callable[[str], bool]) -> None:
        self._leads_on = leads_on
        self._read: Callable[[str], Mapping[str, Entry]] = lru_cache(_KEPT)(repository.tree)

    def at(self, tree: str, path: str) -> Entry | None:
        """Give what lies at a path below a folder, given the folder's hash; None for nothing."""
        here: Entry | None = Entry(FOLDER, tree)
        for name in path.split("/"):
            if here is None or not here.is_folder:
                return None
            here = self._read(here.blob).get(name)
        return here

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

    def _changes(self, before: Entry | None, after: Entry | None, path: str) -> Iterator[Change]:
        waiting, told = [(before, after, path)], 0
        while waiting:
            old, new, here = waiting.pop()
            if old == new:
                continue
            is_deep = not here or self._leads_on(here)
            below_old = self._below(old) if is_deep else None
            below_new = self._below(new) if is_deep else None
            prefix = f"{here}/" if here else ""
            for name in sorted({*(below_old or ()), *(below_new or ())}):
                pair = ((below_old or {}).get(name), (below_new or {}).get(name))
                waiting.append((*pair, prefix + name))
            left = None if below_old is not None else old
            right = None if below_new is not None else new
            if left or right:
                yield Change(here, left, right)
            told += 1
            if told + len(waiting) > _MOST:
                message = "一个提交改动的文件多得无法核对。"
                raise MissingError(message, (new or old or Entry("", here)).blob)

    def _below(self, entry: Entry | None) -> Mapping[str, Entry] | None:
        return self._read(entry.blob) if entry and entry.is_folder else None
