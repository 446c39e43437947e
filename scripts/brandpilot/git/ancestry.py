"""Which commits came onto a branch with which of its own: read once, not asked of Git for each merge."""

from collections.abc import Iterator, Mapping

from brandpilot import git
from brandpilot.git.repository import Repository


class Ancestry:
    """The commits of a branch, each with the place of the first one along first parents that has it."""

    def __init__(self, repository: Repository, tip: str) -> None:
        self._repository = repository
        self._parents = dict(_parents(repository, tip))
        self._rank = {commit: at for at, commit in enumerate(self._parents)}
        line = list(_line(self._parents, tip))
        self._place = {commit: at for at, commit in enumerate(reversed(line))}
        self._since: dict[str, int] = {}
        for commit, at in self._place.items():
            waiting = [commit]
            while waiting:
                one = waiting.pop()
                if one not in self._since:
                    self._since[one] = at
                    waiting += self._parents.get(one, ())

    def apart(self, base: str, head: str) -> tuple[str | None, tuple[str, ...]]:
        """Give the best common ancestor of two commits, and what `head` alone has, oldest first.

        Where neither is of this branch, or they have several best ancestors, Git is asked.
        """
        place = self._place.get(base)
        if place is not None and head in self._since and self._since[head] > place:
            own, starts = self._above(head, place)
            if len(starts) == 1:
                return starts.pop(), own
        return self._repository.merge_base(base, head), self._repository.between(base, head)

    def _above(self, head: str, place: int) -> tuple[tuple[str, ...], set[str]]:
        """Give the commits from `head` down to those that a place of the branch has, and these."""
        own, starts, waiting = set[str](), set[str](), [head]
        while waiting:
            commit = waiting.pop()
            if self._since[commit] <= place:
                starts.add(commit)
            elif commit not in own:
                own.add(commit)
                waiting += self._parents[commit]
        return tuple(sorted(own, key=self._rank.__getitem__, reverse=True)), starts


def _parents(repository: Repository, tip: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each commit of a branch with its parents, before any of these."""
    words = ("rev-list", "--topo-order", "--parents", tip, "--")
    listed = git.answer(repository.folder, *words)
    for row in listed.decode("ascii").splitlines():
        commit, *parents = row.split()
        yield commit, tuple(parents)


def _line(parents: Mapping[str, tuple[str, ...]], tip: str) -> Iterator[str]:
    commit: str | None = tip
    while commit:
        yield commit
        commit = next(iter(parents.get(commit, ())), None)
