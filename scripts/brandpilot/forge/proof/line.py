"""Main, commit by commit, as its own objects tell it: what came onto it, when, and with what."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from brandpilot.forge.seen import NOBODY, Seen
from brandpilot.git import GitError, MissingError
from brandpilot.git.objects import Commit
from brandpilot.git.repository import Change
from brandpilot.git.trees import Trees
from brandpilot.layout import CODEOWNERS, NOTICES, REVIEWERS, SUBMISSIONS
from brandpilot.roster import Roster

PARENTS = 2
"""Parents of a merge of a request."""
_HOMES = (SUBMISSIONS, NOTICES)
_ABOVE = frozenset(
    (NOTICES.partition("/")[0], REVIEWERS.partition("/")[0], CODEOWNERS.partition("/")[0])
)
_DEEPEST = 3
"""Levels of folders above a record."""


@dataclass(frozen=True, slots=True)
class Step:
    """A commit on main, what it changed against its first parent, and what other commits came with it.

    `touched` are the paths that these changed themselves: of a merge of main into a request's
    branch, what neither side had. `is_read` is False where not all of that could be read.
    """

    commit: Commit
    changes: tuple[Change, ...]
    own: tuple[Commit, ...]
    touched: frozenset[str]
    is_read: bool

    @property
    def is_merge(self) -> bool:
        """Tell whether it can be the merge of a request."""
        return len(self.commit.parents) == PARENTS


@dataclass(frozen=True, slots=True)
class Landing:
    """What came onto main by one request: by a merge, or squashed or rebased by a run of commits.

    `base` is the commit before it, `at` the step with which it ends; `head` is the second parent,
    of a run its last commit; `own` are the commits that it brought; `touched` and `is_read`
    are as of a step.
    """

    end: Commit
    at: int
    base: Commit
    head: str
    changes: tuple[Change, ...]
    own: tuple[Commit, ...]
    touched: frozenset[str]
    is_read: bool

    @property
    def is_whole(self) -> bool:
        """Tell a merge from a squashed or rebased request."""
        return len(self.end.parents) == PARENTS


class Line:
    """Main since somebody can decide, oldest step first. Objects that cannot be read are in `damaged`.

    `begun` is the commit with which the roster first names a reviewer, None where none does.
    `first` is the commit from which the steps start: `begun`, else the tip. Where the line breaks
    off, nobody can tell when decisions began: `is_whole` is False, and there are no steps.
    """

    def __init__(self, seen: Seen, tip: str) -> None:
        self.seen = seen
        self.trees = Trees(seen.repository, leads_on)
        self.damaged: dict[str, None] = {}
        self.tip = seen.repository.commit(tip)
        line = list(reversed(list(self._line())))
        self.is_whole = not line[0].parents
        able = (at for at, one in enumerate(line) if self.is_whole and self._may_decide(one))
        start = next(able, None)
        self.begun = None if start is None else line[start]
        self.first = self.begun or self.tip
        self.steps = tuple(self._steps(line[start:])) if start is not None else ()

    def roster(self, commit: Commit) -> tuple[Roster, str | None]:
        """Give the roster of a commit and the hash of its blob."""
        entry = self.trees.at(commit.tree, REVIEWERS)
        if entry is None or entry.is_folder:
            return NOBODY, None
        return self.seen.roster_of(entry.blob), entry.blob

    def note(self, error: GitError) -> None:
        """Keep the name of an object that could not be read."""
        self.damaged[error.name if isinstance(error, MissingError) else "?"] = None

    def landings(self, others: Collection[str]) -> Iterator[Landing]:
        """Yield what requests brought; `others` are the commits at which a squashed or rebased one ends."""
        run: list[Step] = []
        for at, step in enumerate(self.steps):
            if step.is_merge:
                base = self.steps[at - 1].commit if at else self.first
                head = step.commit.parents[1]
                told = (step.changes, step.own, step.touched, step.is_read)
                yield Landing(step.commit, at, base, head, *told)
                run = []
                continue
            run.append(step)
            if step.commit.hash in others:
                yield self._run(at, run)
                run = []

    def _run(self, at: int, run: list[Step]) -> Landing:
        first, end = at - len(run), run[-1].commit
        base = self.steps[first].commit if first >= 0 else self.first
        own = tuple(step.commit for step in run)
        touched = frozenset(change.path for step in run for change in step.changes)
        try:
            changes = self.trees.changes(base.tree, end.tree)
        except GitError as error:
            self.note(error)
            return Landing(end, at, base, end.hash, (), own, touched, is_read=False)
        return Landing(end, at, base, end.hash, changes, own, touched, is_read=True)

    def _line(self) -> Iterator[Commit]:
        """Yield the commits along the first parents, newest first, as far as they can be read."""
        commit: Commit | None = self.tip
        while commit:
            yield commit
            commit = self._commit(commit.parents[0]) if commit.parents else None

    def _may_decide(self, commit: Commit) -> bool:
        try:
            return not self.roster(commit)[0].is_empty
        except GitError as error:
            self.note(error)
            return False

    def _steps(self, line: list[Commit]) -> Iterator[Step]:
        reached = set[str]()
        self._reach([line[0].hash], reached)
        for before, commit in pairwise(line):
            reached.add(commit.hash)
            own = tuple(self._reach(commit.parents[1:], reached))
            try:
                changes = self.trees.changes(before.tree, commit.tree)
                touched = frozenset().union(*map(self._touched, own))
                self._look_ahead(before, commit, changes)
            except GitError as error:
                self.note(error)
                yield Step(commit, (), own, frozenset(), is_read=False)
            else:
                yield Step(commit, changes, own, touched, is_read=True)

    def _touched(self, commit: Commit) -> frozenset[str]:
        if not commit.parents:
            return frozenset(path for path, _ in self.trees.files(commit.tree))
        before = (self.seen.repository.commit(one).tree for one in commit.parents)
        each = (self.trees.changes(one, commit.tree) for one in before)
        return frozenset.intersection(*(frozenset(one.path for one in told) for told in each))

    def _look_ahead(self, before: Commit, commit: Commit, changes: Iterable[Change]) -> None:
        """Look up what the rules will ask for while the folders are at hand: some are large."""
        head = self.seen.repository.commit(commit.parents[-1])
        for change in changes:
            self.trees.at(before.tree, change.path.rpartition("/")[0] or change.path)
            self.trees.at(head.tree, change.path)
            self.trees.at(commit.tree, change.path)

    def _reach(self, tips: Iterable[str], reached: set[str]) -> list[Commit]:
        """Give the commits below some tips that were not reached before, and note them as reached."""
        waiting, found = list(tips), []
        while waiting:
            hash_ = waiting.pop()
            if hash_ in reached:
                continue
            reached.add(hash_)
            if commit := self._commit(hash_):
                found.append(commit)
                waiting.extend(commit.parents)
        return found

    def _commit(self, hash_: str) -> Commit | None:
        try:
            return self.seen.repository.commit(hash_)
        except GitError as error:
            self.note(error)
            return None


def leads_on(path: str) -> bool:
    """Tell whether records, notices or the roster can lie below a folder."""
    is_home = any(path == home or path.startswith(f"{home}/") for home in _HOMES)
    return path in _ABOVE or (is_home and path.count("/") < _DEEPEST)
