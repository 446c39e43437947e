"""The state behind the stand-in: accounts, repositories, requests, reviews – and real Git."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

NOREPLY = "noreply@github.com"


@dataclass
class User:
    login: str
    id: int
    is_bot: bool = False
    is_deleted: bool = False
    mail: str = ""


@dataclass
class Review:
    id: int
    user: User
    state: str
    commit: str
    at: datetime
    body: str


@dataclass
class Pull:
    number: int
    user: User
    title: str
    body: str
    base: str
    head: str
    branch: str
    repository: "Repository"
    opened_at: datetime
    is_draft: bool = False
    closed_at: datetime | None = None
    merged_at: datetime | None = None
    merged_by: User | None = None
    merge_commit: str | None = None
    changed_files: int | None = None
    labels: list[str] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


@dataclass
class Issue:
    number: int
    user: User
    title: str
    body: str
    is_open: bool = True


@dataclass
class Comment:
    id: int
    number: int
    user: User
    body: str


@dataclass
class Status:
    id: int
    sha: str
    user: User
    state: str
    context: str
    description: str
    at: datetime


class Repository:
    """A bare Git repository with what the forge keeps beside it."""

    def __init__(self, owner: User, name: str, folder: Path) -> None:
        self.owner, self.name, self.folder = owner, name, folder
        self.writers: set[int] = {owner.id}
        self.parent: Repository | None = None
        self.is_deleted = False

    @property
    def full_name(self) -> str:
        return f"{self.owner.login}/{self.name}"

    def git(self, *words: str, given: bytes = b"", env: dict[str, str] | None = None) -> str:
        return self.try_git(*words, given=given, env=env, check=True).stdout.decode().strip()

    def try_git(
        self,
        *words: str,
        given: bytes = b"",
        env: dict[str, str] | None = None,
        check: bool = False,
    ) -> subprocess.CompletedProcess[bytes]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        plain = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        return subprocess.run(
            ["git", "-C", self.folder, *words],
            input=given,
            capture_output=True,
            check=check,
            env={**kept, **plain, **(env or {})},
        )

    def tip(self, branch: str) -> str | None:
        loose = self.folder / "refs" / "heads" / branch  # as Git itself looks first
        if loose.is_file():
            return loose.read_text("ascii").strip()
        done = self.try_git("rev-parse", "--verify", "--quiet", f"refs/heads/{branch}")
        return done.stdout.decode().strip() or None


class World:
    """Everything; `now` is the server's clock, which only the test moves."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = datetime(2017, 8, 1, 1, 0, 0, tzinfo=UTC)
        self.users: dict[str, User] = {}
        self.tokens: dict[str, User] = {}
        self.repositories: dict[str, Repository] = {}
        self.pulls: dict[int, Pull] = {}
        self.issues: dict[int, Issue] = {}
        self.comments: dict[int, Comment] = {}
        self.statuses: list[Status] = []
        self.rulesets: dict[int, dict[str, Any]] = {}
        self.fork_approval = "first_time_contributors_new_to_github"
        self.allowed_methods = ["merge", "squash", "rebase"]
        self.required_status: tuple[str, int | None] | None = None
        self.dismisses_stale = True
        self.apps: dict[str, tuple[User, bytes]] = {}
        self._ids = count(1001)
        self._numbers = count(1)

    def user(self, login: str, *, id_: int | None = None, is_bot: bool = False) -> User:
        """Make an account; its token is its login."""
        made = User(login, id_ or next(self._ids), is_bot)
        made.mail = f"{made.id}+{login}@users.noreply.github.com"
        self.users[login] = self.tokens[f"token-{login}"] = made
        return made

    def rename(self, user: User, login: str) -> None:
        """Give an account another login; its number stays, and its token."""
        del self.users[user.login]
        user.login = login
        self.users[login] = user

    def repository(self, owner: User, name: str) -> Repository:
        """Make an empty repository."""
        folder = self.folder / owner.login / f"{name}.git"
        folder.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["git", "init", "--quiet", "--bare", "--initial-branch=main", folder], check=True
        )
        made = Repository(owner, name, folder)
        made.git("config", "http.receivepack", "true")
        made.git("config", "uploadpack.allowAnySHA1InWant", "true")
        self.repositories[made.full_name] = made
        return made

    def fork(self, origin: Repository, owner: User) -> Repository:
        """Fork a repository; the same one again gives the fork that there is."""
        full_name = f"{owner.login}/{origin.name}"
        if full_name in self.repositories:
            return self.repositories[full_name]
        folder = self.folder / owner.login / f"{origin.name}.git"
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(origin.folder, folder)
        made = Repository(owner, origin.name, folder)
        made.parent = origin
        self.repositories[full_name] = made
        return made

    def tick(self, **words: float) -> None:
        """Let time pass."""
        self.now += timedelta(**words)

    def next_id(self) -> int:
        return next(self._ids)

    def next_number(self) -> int:
        return next(self._numbers)

    def open_pull(
        self, origin: Repository, head: Repository, branch: str, user: User, **told: Any
    ) -> Pull:
        """Open a request for the tip of a branch of a fork or of the repository itself."""
        sha = head.tip(branch)
        assert sha is not None
        number = self.next_number()
        pull = Pull(
            number, user, told["title"], told.get("body") or "", told["base"], sha, branch, head,
            self.now, is_draft=bool(told.get("draft")),
        )  # fmt: skip
        self.pulls[number] = pull
        self._mirror(origin, pull)
        return pull

    def pushed(self, repository: Repository) -> None:
        """Follow a push: the heads of open requests move, and approvals of the old head go."""
        origin = repository.parent or repository
        for pull in self.pulls.values():
            if pull.is_open and pull.repository is repository:
                tip = repository.tip(pull.branch)
                if tip and tip != pull.head:
                    pull.head = tip
                    self._mirror(origin, pull)
                    if self.dismisses_stale:
                        for review in pull.reviews:
                            if review.state == "APPROVED":
                                review.state = "DISMISSED"

    def _mirror(self, base: Repository, pull: Pull) -> None:
        base.git("fetch", "--quiet", str(pull.repository.folder), pull.head)
        base.git("update-ref", f"refs/pull/{pull.number}/head", pull.head)

    def merged_tree(self, base: Repository, pull: Pull) -> str | None:
        """Give the tree of a merge; None where it conflicts."""
        done = base.try_git("merge-tree", "--write-tree", pull.base, pull.head)
        return done.stdout.decode().split("\n")[0] if done.returncode == 0 else None

    def merge(self, base: Repository, pull: Pull, user: User, method: str) -> str:
        """Merge as the forge does: by a commit of two parents, or squashed, or rebased."""
        tip = base.git("rev-parse", pull.base)
        tree = self.merged_tree(base, pull)
        assert tree is not None
        parents = {"merge": [tip, pull.head]}.get(method, [tip])
        sha = self.commit(base, tree, parents, f"Merge pull request #{pull.number}", user)
        if method == "rebase":
            sha = self._rebased(base, pull, tip, user)
        base.git("update-ref", f"refs/heads/{pull.base}", sha)
        pull.merged_at = pull.closed_at = self.now
        pull.merged_by, pull.merge_commit = user, sha
        return sha

    def _rebased(self, base: Repository, pull: Pull, tip: str, user: User) -> str:
        own = base.git("rev-list", "--reverse", f"{tip}..{pull.head}").split()
        for one in own:
            index = {"GIT_INDEX_FILE": str(base.folder / "rebase-index")}
            base.git("read-tree", "-i", "-m", "--aggressive", f"{one}^", tip, one, env=index)
            tip = self.commit(base, base.git("write-tree", env=index), [tip], "rebased", user)
        return tip

    def commit(
        self, base: Repository, tree: str, parents: list[str], message: str, user: User
    ) -> str:
        """Write a commit as the forge itself does."""
        when = f"{int(self.now.timestamp())} +0000"
        env = {
            "GIT_AUTHOR_NAME": user.login, "GIT_AUTHOR_EMAIL": user.mail, "GIT_AUTHOR_DATE": when,
            "GIT_COMMITTER_NAME": "GitHub", "GIT_COMMITTER_EMAIL": NOREPLY,
            "GIT_COMMITTER_DATE": when,
        }  # fmt: skip
        words = [word for parent in parents for word in ("-p", parent)]
        return base.git("commit-tree", tree, *words, given=message.encode(), env=env)

    def owner_errors(self, base: Repository, ref: str) -> Iterator[dict[str, Any]]:
        """Yield the lines of CODEOWNERS that name an owner whom there is not."""
        done = base.try_git("show", f"{ref}:.github/CODEOWNERS")
        for number, line in enumerate(done.stdout.decode().splitlines(), 1):
            for found in re.finditer(r"@(\S+)", "" if line.startswith("#") else line):
                if found[1] not in self.users or self.users[found[1]].is_deleted:
                    yield {"line": number, "column": found.start() + 1, "kind": "Unknown owner"}
