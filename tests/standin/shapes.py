"""How the state looks in answers: what somebody reads is said, the rest is filled by the description."""

from datetime import datetime
from typing import Any

from standin.world import Comment, Issue, Pull, Repository, Review, Status, User, World

SITE = "https://github.com"


def moment(at: datetime | None) -> str | None:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


def user(one: User | None) -> dict[str, Any] | None:
    if one is None or one.is_deleted:
        return None
    return {
        "login": one.login,
        "id": one.id,
        "type": "Bot" if one.is_bot else "User",
        "html_url": f"{SITE}/{one.login}",
    }


def repository(one: Repository) -> dict[str, Any] | None:
    if one.is_deleted:
        return None
    return {
        "name": one.name,
        "full_name": one.full_name,
        "owner": user(one.owner),
        "fork": one.parent is not None,
        "default_branch": "main",
        "private": False,
    }


def pull(one: Pull, base: Repository, world: World, *, is_single: bool) -> dict[str, Any]:
    listed = {
        "number": one.number,
        "html_url": f"{SITE}/{base.full_name}/pull/{one.number}",
        "user": user(one.user),
        "title": one.title,
        "body": one.body,
        "state": "open" if one.is_open else "closed",
        "draft": one.is_draft,
        "labels": [{"name": name, "id": 1, "default": False} for name in one.labels],
        "created_at": moment(one.opened_at),
        "updated_at": moment(world.now),
        "closed_at": moment(one.closed_at),
        "merged_at": moment(one.merged_at),
        "merge_commit_sha": one.merge_commit or (one.head if one.is_open else None),
        "base": _side(one.base, base.tip(one.base) or "", base),
        "head": _side(one.branch, one.head, one.repository),
    }
    if not is_single:
        return listed
    return {
        **listed,
        "merged": one.merged_at is not None,
        "mergeable": world.merged_tree(base, one) is not None if one.is_open else None,
        "merged_by": user(one.merged_by),
        "changed_files": _count(one, base),
        "maintainer_can_modify": False,
    }


def _count(one: Pull, base: Repository) -> int:
    """Count the changed files; of a closed request once, for they stay as they are."""
    if one.is_open:
        range_ = f"{one.base}...{one.head}"
        return len(base.git("diff", "--name-only", "--no-renames", range_).splitlines())
    if one.changed_files is None:
        one.changed_files = len(files(one, base))
    return one.changed_files


def _side(ref: str, sha: str, one: Repository) -> dict[str, Any]:
    return {
        "ref": ref,
        "sha": sha,
        "label": f"{one.owner.login}:{ref}",
        "user": user(one.owner),
        "repo": repository(one),
    }


def files(one: Pull, base: Repository) -> list[dict[str, Any]]:
    """List the changed files as the forge does: a rename is one entry with two names."""
    start = base.git(
        "merge-base", f"{one.merge_commit}^1" if one.merge_commit else one.base, one.head
    )
    told = base.git("diff", "--raw", "-z", "--no-abbrev", "-M", start, one.head).split("\0")
    found, at = [], 0
    words = {"A": "added", "M": "modified", "D": "removed", "R": "renamed", "T": "changed"}
    while at < len(told) - 1:
        about = told[at].split()
        is_renamed = about[4][0] == "R"
        name = told[at + 2] if is_renamed else told[at + 1]
        entry: dict[str, Any] = {
            "sha": about[3] if int(about[3], 16) else about[2],
            "filename": name,
            "status": words[about[4][0]],
            **dict.fromkeys(("additions", "deletions", "changes"), 1),
        }
        if is_renamed:
            entry["previous_filename"] = told[at + 1]
        found.append(entry)
        at += 3 if is_renamed else 2
    return found


def review(one: Review) -> dict[str, Any]:
    return {
        "id": one.id,
        "user": user(one.user),
        "body": one.body,
        "state": one.state,
        "commit_id": one.commit,
        "submitted_at": moment(one.at),
        "author_association": "COLLABORATOR",
    }


def status(one: Status) -> dict[str, Any]:
    return {
        "id": one.id,
        "state": one.state,
        "context": one.context,
        "description": one.description,
        "creator": user(one.user),
        "created_at": moment(one.at),
        "updated_at": moment(one.at),
    }


def comment(one: Comment) -> dict[str, Any]:
    return {"id": one.id, "user": user(one.user), "body": one.body}


def issue(one: Issue | Pull) -> dict[str, Any]:
    state = "open" if one.is_open else "closed"
    about = {"number": one.number, "user": user(one.user), "title": one.title, "body": one.body}
    request = {"pull_request": {"url": None}} if isinstance(one, Pull) else {}
    return {**about, "state": state, "labels": [], **request}
