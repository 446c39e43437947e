"""What each operation does. A method is named here by GitHub's method and path, as it describes them."""

import base64
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt

from standin import shapes
from standin.world import Comment, Issue, Pull, Repository, Review, Status, User, World


@dataclass
class RefusalError(Exception):
    status: int
    message: str


@dataclass
class Asked:
    """A request: the world, who asks, what for, with what words and what body."""

    world: World
    user: User | None
    gaps: Mapping[str, str]
    words: Mapping[str, str]
    body: Any
    authorization: str

    @property
    def repository(self) -> Repository:
        found = self.world.repositories.get(f"{self.gaps['owner']}/{self.gaps['repo']}")
        if found is None or found.is_deleted:
            raise RefusalError(404, "Not Found")
        return found

    @property
    def writer(self) -> User:
        """Who asks, if he may write."""
        if self.user is None:
            raise RefusalError(401, "Requires authentication")
        if self.user.id not in self.repository.writers:
            raise RefusalError(403, "Resource not accessible")
        return self.user

    @property
    def somebody(self) -> User:
        if self.user is None:
            raise RefusalError(401, "Requires authentication")
        return self.user

    @property
    def pull(self) -> Pull:
        number = self.gaps.get("pull_number") or self.gaps.get("issue_number") or "0"
        found = self.world.pulls.get(int(number))
        if found is None:
            raise RefusalError(404, "Not Found")
        return found

    def page(self, rows: list[Any]) -> list[Any]:
        """Give the part of a list that was asked for: 30 rows unless told, never more than 100."""
        size = min(int(self.words.get("per_page", "30")), 100)
        start = (int(self.words.get("page", "1")) - 1) * size
        return rows[start : start + size]


Answer = tuple[int, Any]
OPERATIONS: dict[tuple[str, str], Callable[[Asked], Answer]] = {}
REPO = "/repos/{owner}/{repo}"


def on(method: str, path: str) -> Callable[[Callable[[Asked], Answer]], Callable[[Asked], Answer]]:
    def keep(function: Callable[[Asked], Answer]) -> Callable[[Asked], Answer]:
        OPERATIONS[method, path] = function
        return function

    return keep


@on("GET", f"{REPO}/pulls")
def list_pulls(asked: Asked) -> Answer:
    state, base = asked.words.get("state", "open"), asked.words.get("base")
    head, is_up = asked.words.get("head"), asked.words.get("direction", "desc") == "asc"
    found = [
        one
        for one in asked.world.pulls.values()
        if (state == "all" or one.is_open == (state == "open"))
        and base in (None, one.base)
        and head in (None, f"{one.repository.owner.login}:{one.branch}")
    ]
    found.sort(key=lambda one: one.number, reverse=not is_up)
    rows = asked.page(found)
    return 200, [shapes.pull(one, asked.repository, asked.world, is_single=False) for one in rows]


@on("GET", f"{REPO}/pulls/{{pull_number}}")
def get_pull(asked: Asked) -> Answer:
    return 200, shapes.pull(asked.pull, asked.repository, asked.world, is_single=True)


@on("POST", f"{REPO}/pulls")
def open_pull(asked: Asked) -> Answer:
    author, body = asked.somebody, asked.body
    owner, _, branch = body["head"].rpartition(":")
    full_name = f"{owner or asked.repository.owner.login}/{asked.repository.name}"
    head = asked.world.repositories.get(full_name)
    if head is None or head.tip(branch) is None or author.id not in head.writers:
        raise RefusalError(422, "Validation Failed")
    if any(
        one.is_open and (one.repository, one.branch) == (head, branch)
        for one in asked.world.pulls.values()
    ):
        raise RefusalError(422, "A pull request already exists")
    told = {key: body.get(key) for key in ("title", "body", "base", "draft")}
    pull = asked.world.open_pull(asked.repository, head, branch, author, **told)
    return 201, shapes.pull(pull, asked.repository, asked.world, is_single=True)


@on("PATCH", f"{REPO}/pulls/{{pull_number}}")
def edit_pull(asked: Asked) -> Answer:
    pull = asked.pull
    if asked.somebody.id not in {pull.user.id, *asked.repository.writers}:
        raise RefusalError(403, "Resource not accessible")
    pull.title = asked.body.get("title", pull.title)
    pull.body = asked.body.get("body", pull.body)
    pull.base = asked.body.get("base", pull.base)
    if asked.body.get("state") == "closed" and pull.is_open:
        pull.closed_at = asked.world.now
    return 200, shapes.pull(pull, asked.repository, asked.world, is_single=True)


@on("GET", f"{REPO}/pulls/{{pull_number}}/files")
def list_files(asked: Asked) -> Answer:
    return 200, asked.page(shapes.files(asked.pull, asked.repository)[:3000])


@on("GET", f"{REPO}/pulls/{{pull_number}}/reviews")
def list_reviews(asked: Asked) -> Answer:
    return 200, asked.page([shapes.review(one) for one in asked.pull.reviews])


@on("POST", f"{REPO}/pulls/{{pull_number}}/reviews")
def review(asked: Asked) -> Answer:
    states = {"APPROVE": "APPROVED", "REQUEST_CHANGES": "CHANGES_REQUESTED", "COMMENT": "COMMENTED"}
    pull, body = asked.pull, asked.body
    state = states[body["event"]]
    if state != "COMMENTED" and asked.somebody.id == pull.user.id:
        raise RefusalError(422, "Review Can not approve your own pull request")
    commit = body.get("commit_id") or pull.head
    made = Review(
        asked.world.next_id(),
        asked.somebody,
        state,
        commit,
        asked.world.now,
        body.get("body") or "",
    )
    pull.reviews.append(made)
    return 200, shapes.review(made)


@on("PUT", f"{REPO}/pulls/{{pull_number}}/reviews/{{review_id}}/dismissals")
def dismiss(asked: Asked) -> Answer:
    found = next(one for one in asked.pull.reviews if one.id == int(asked.gaps["review_id"]))
    asked.writer  # noqa: B018 – refuses who may not
    found.state = "DISMISSED"
    return 200, shapes.review(found)


@on("PUT", f"{REPO}/pulls/{{pull_number}}/merge")
def merge(asked: Asked) -> Answer:
    world, pull, body = asked.world, asked.pull, asked.body or {}
    method = body.get("merge_method", "merge")
    if not pull.is_open or method not in world.allowed_methods:
        raise RefusalError(405, "Pull Request is not mergeable")
    if body.get("sha") not in (None, pull.head):
        raise RefusalError(409, "Head branch was modified. Review and try the merge again.")
    if world.merged_tree(asked.repository, pull) is None or not _is_green(
        world, pull, asked.writer
    ):
        raise RefusalError(405, "Required status check is expected")
    sha = world.merge(asked.repository, pull, asked.writer, method)
    return 200, {"sha": sha, "merged": True, "message": "Pull Request successfully merged"}


def _is_green(world: World, pull: Pull, user: User) -> bool:
    if world.required_status is None or user.is_bot:
        return True
    context, setter = world.required_status
    own = [
        one
        for one in world.statuses
        if (one.sha, one.context) == (pull.head, context) and setter in (None, one.user.id)
    ]
    return bool(own) and own[-1].state == "success"


@on("GET", f"{REPO}/commits/{{ref}}/statuses")
def list_statuses(asked: Asked) -> Answer:
    own = [one for one in reversed(asked.world.statuses) if one.sha == asked.gaps["ref"]]
    return 200, asked.page([shapes.status(one) for one in own])


@on("POST", f"{REPO}/statuses/{{sha}}")
def set_status(asked: Asked) -> Answer:
    body = asked.body
    if len(body.get("description") or "") > 140:
        raise RefusalError(422, "Validation Failed")
    made = Status(
        asked.world.next_id(), asked.gaps["sha"], asked.writer, body["state"],
        body.get("context", "default"), body.get("description") or "", asked.world.now,
    )  # fmt: skip
    asked.world.statuses.append(made)
    return 201, shapes.status(made)


@on("GET", f"{REPO}/issues/{{issue_number}}/comments")
def list_comments(asked: Asked) -> Answer:
    number = int(asked.gaps["issue_number"])
    own = [one for one in asked.world.comments.values() if one.number == number]
    return 200, asked.page([shapes.comment(one) for one in own])


@on("POST", f"{REPO}/issues/{{issue_number}}/comments")
def write_comment(asked: Asked) -> Answer:
    number = int(asked.gaps["issue_number"])
    if len(asked.body["body"]) > 65_536:
        raise RefusalError(422, "Validation Failed")
    made = Comment(asked.world.next_id(), number, asked.somebody, asked.body["body"])
    asked.world.comments[made.id] = made
    return 201, shapes.comment(made)


@on("PATCH", f"{REPO}/issues/comments/{{comment_id}}")
def edit_comment(asked: Asked) -> Answer:
    found = asked.world.comments[int(asked.gaps["comment_id"])]
    if asked.somebody.id not in {found.user.id, *asked.repository.writers}:
        raise RefusalError(403, "Resource not accessible")
    found.body = asked.body["body"]
    return 200, shapes.comment(found)


@on("GET", f"{REPO}/issues")
def list_issues(asked: Asked) -> Answer:
    """A request is an issue too, and says so."""
    world = asked.world
    both: list[Issue | Pull] = [*world.issues.values(), *world.pulls.values()]
    own = [one for one in both if one.is_open]
    own.sort(key=lambda one: one.number, reverse=True)
    return 200, asked.page([shapes.issue(one) for one in own])


@on("POST", f"{REPO}/issues")
def open_issue(asked: Asked) -> Answer:
    number = asked.world.next_number()
    made = Issue(number, asked.somebody, asked.body["title"], asked.body.get("body") or "")
    asked.world.issues[number] = made
    return 201, shapes.issue(made)


@on("PATCH", f"{REPO}/issues/{{issue_number}}")
def edit_issue(asked: Asked) -> Answer:
    found = asked.world.issues[int(asked.gaps["issue_number"])]
    if asked.somebody.id not in {found.user.id, *asked.repository.writers}:
        raise RefusalError(403, "Resource not accessible")
    found.title = asked.body.get("title", found.title)
    found.body = asked.body.get("body", found.body)
    found.is_open = asked.body.get("state", "open") == "open"
    return 200, shapes.issue(found)


@on("POST", f"{REPO}/issues/{{issue_number}}/labels")
def label(asked: Asked) -> Answer:
    asked.writer  # noqa: B018 – refuses who may not
    asked.pull.labels += [one for one in asked.body["labels"] if one not in asked.pull.labels]
    return 200, [{"name": name, "id": 1, "default": False} for name in asked.pull.labels]


@on("POST", f"{REPO}/forks")
def fork(asked: Asked) -> Answer:
    return 202, shapes.repository(asked.world.fork(asked.repository, asked.somebody))


@on("GET", f"{REPO}/codeowners/errors")
def owner_errors(asked: Asked) -> Answer:
    found = asked.world.owner_errors(asked.repository, asked.words.get("ref", "main"))
    about = {
        "source": "*",
        "suggestion": "",
        "message": "Unknown owner",
        "path": ".github/CODEOWNERS",
    }
    return 200, {"errors": [{**about, **one} for one in found]}


@on("GET", f"{REPO}/contents/{{path}}")
def contents(asked: Asked) -> Answer:
    ref, path = asked.words.get("ref", "main"), asked.gaps["path"]
    done = asked.repository.try_git("cat-file", "blob", f"{ref}:{path}")
    if done.returncode:
        raise RefusalError(404, "Not Found")
    sha = asked.repository.git("rev-parse", f"{ref}:{path}")
    content = base64.b64encode(done.stdout).decode()
    name = path.rpartition("/")[2]
    return 200, {
        "type": "file", "encoding": "base64", "content": content, "size": len(done.stdout),
        "name": name, "path": path, "sha": sha,
    }  # fmt: skip


@on("GET", f"{REPO}/git/ref/{{ref}}")
def get_ref(asked: Asked) -> Answer:
    done = asked.repository.try_git("rev-parse", "--verify", "--quiet", f"refs/{asked.gaps['ref']}")
    if done.returncode:
        raise RefusalError(404, "Not Found")
    return 200, _ref(asked.gaps["ref"], done.stdout.decode().strip())


@on("GET", f"{REPO}/git/commits/{{commit_sha}}")
def get_commit(asked: Asked) -> Answer:
    sha = asked.gaps["commit_sha"]
    above = asked.repository.git("rev-parse", f"{sha}^@").split()
    tree = asked.repository.git("rev-parse", f"{sha}^{{tree}}")
    return 200, {"sha": sha, "tree": {"sha": tree}, "parents": [{"sha": one} for one in above]}


@on("POST", f"{REPO}/git/blobs")
def make_blob(asked: Asked) -> Answer:
    asked.writer  # noqa: B018 – refuses who may not
    raw = base64.b64decode(asked.body["content"])
    return 201, {"sha": asked.repository.git("hash-object", "-w", "--stdin", given=raw)}


@on("POST", f"{REPO}/git/trees")
def make_tree(asked: Asked) -> Answer:
    asked.writer  # noqa: B018 – refuses who may not
    index = str(asked.repository.folder / f"index-{secrets.token_hex(4)}")
    env = {"GIT_INDEX_FILE": index}
    if "base_tree" in asked.body:
        asked.repository.git("read-tree", asked.body["base_tree"], env=env)
    for one in asked.body["tree"]:
        if "content" in one:
            raw = one["content"].encode()
            one["sha"] = asked.repository.git("hash-object", "-w", "--stdin", given=raw)
        about = f"{one['mode']},{one['sha']},{one['path']}"
        asked.repository.git("update-index", "--add", "--cacheinfo", about, env=env)
    return 201, {"sha": asked.repository.git("write-tree", env=env)}


@on("POST", f"{REPO}/git/commits")
def make_commit(asked: Asked) -> Answer:
    body = asked.body
    sha = asked.world.commit(
        asked.repository, body["tree"], body["parents"], body["message"], asked.writer
    )
    return 201, {"sha": sha}


@on("POST", f"{REPO}/git/refs")
def make_ref(asked: Asked) -> Answer:
    asked.writer  # noqa: B018 – refuses who may not
    asked.repository.git("update-ref", asked.body["ref"], asked.body["sha"])
    return 201, _ref(asked.body["ref"].removeprefix("refs/"), asked.body["sha"])


@on("PATCH", f"{REPO}/git/refs/{{ref}}")
def move_ref(asked: Asked) -> Answer:
    asked.writer  # noqa: B018 – refuses who may not
    asked.repository.git("update-ref", f"refs/{asked.gaps['ref']}", asked.body["sha"])
    asked.world.pushed(asked.repository)
    return 200, _ref(asked.gaps["ref"], asked.body["sha"])


def _ref(name: str, sha: str) -> dict[str, Any]:
    return {"ref": f"refs/{name}", "object": {"sha": sha, "type": "commit"}}


@on("GET", f"{REPO}/rulesets")
def list_rulesets(asked: Asked) -> Answer:
    rows = [{"id": id_, "name": one["name"]} for id_, one in asked.world.rulesets.items()]
    return 200, [{**one, "source": "x", "enforcement": "active"} for one in rows]


@on("GET", f"{REPO}/rulesets/{{ruleset_id}}")
def get_ruleset(asked: Asked) -> Answer:
    id_ = int(asked.gaps["ruleset_id"])
    if id_ not in asked.world.rulesets:
        raise RefusalError(404, "Not Found")
    return 200, {"id": id_, "source": "x", **asked.world.rulesets[id_]}


@on("POST", f"{REPO}/rulesets")
def make_ruleset(asked: Asked) -> Answer:
    asked.writer  # noqa: B018 – refuses who may not
    id_ = asked.world.next_id()
    asked.world.rulesets[id_] = asked.body
    return 201, {"id": id_, "source": "x", **asked.body}


@on("PUT", f"{REPO}/rulesets/{{ruleset_id}}")
def change_ruleset(asked: Asked) -> Answer:
    asked.writer  # noqa: B018 – refuses who may not
    id_ = int(asked.gaps["ruleset_id"])
    asked.world.rulesets[id_] = asked.body
    return 200, {"id": id_, "source": "x", **asked.body}


@on("GET", "/user")
def who_am_i(asked: Asked) -> Answer:
    if asked.somebody.is_bot:
        raise RefusalError(403, "Resource not accessible by integration")
    return 200, {**(shapes.user(asked.somebody) or {}), "user_view_type": "private"}


_APPROVAL = f"{REPO}/actions/permissions/fork-pr-contributor-approval"


@on("GET", _APPROVAL)
def get_fork_approval(asked: Asked) -> Answer:
    return 200, {"approval_policy": asked.world.fork_approval}


@on("PUT", _APPROVAL)
def set_fork_approval(asked: Asked) -> Answer:
    asked.writer  # noqa: B018 – refuses who may not
    asked.world.fork_approval = asked.body["approval_policy"]
    return 204, None


@on("GET", f"{REPO}/installation")
def installation(asked: Asked) -> Answer:
    app, _ = _app(asked)
    return 200, {"id": app.id, "app_id": app.id, "app_slug": app.login.removesuffix("[bot]")}


@on("POST", "/app/installations/{installation_id}/access_tokens")
def access_token(asked: Asked) -> Answer:
    app, _ = _app(asked)
    token = f"ghs_{secrets.token_hex(12)}"
    asked.world.tokens[token] = app
    # By the real clock: the client looks whether its token has ended by its own.
    until = shapes.moment(datetime.now(UTC) + timedelta(hours=1))
    return 201, {"token": token, "expires_at": until}


def _app(asked: Asked) -> tuple[User, bytes]:
    """Give the App whose signed word (RFC 7519, RS256) comes with the request."""
    word = asked.authorization.removeprefix("Bearer ")
    for id_, (app, key) in asked.world.apps.items():
        try:
            jwt.decode(word, key, algorithms=["RS256"], issuer=id_)
        except jwt.PyJWTError:
            continue
        return app, key
    raise RefusalError(401, "A JSON web token could not be decoded")
