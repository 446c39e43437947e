"""A request of our own: files put on a branch through GitHub's own interface to Git's objects."""

import base64
from collections.abc import Callable, Mapping

from brandpilot.findings import Json
from brandpilot.forge.answers import field, hash_at, text_of
from brandpilot.forge.github.line import Line
from brandpilot.forge.protocol import AbsentError, ForgeError
from brandpilot.forge.rules.scope import MAIN

_FILE = "100644"
IsOurs = Callable[[Json], bool]


def propose(
    line: Line, is_ours: IsOurs, branch: str, told: Mapping[str, str], files: Mapping[str, bytes]
) -> int:
    """Put files on a branch, on top of main, and give the number of its one open request.

    `told` are the request's title and body. Safe to repeat: what is there already stays as it is.
    """
    _renew(line, branch, told["title"], files)
    return _request(line, is_ours, branch, told)


def keep(line: Line, branch: str, title: str, files: Mapping[str, bytes]) -> None:
    """Add files to a branch of ours that has a history of its own; nothing is ever taken from it.

    Safe to repeat: what is there already stays as it is.
    """
    try:
        held = hash_at(line.get(f"git/ref/heads/{branch}"), "object", "sha")
        base = hash_at(line.get(f"git/commits/{held}"), "tree", "sha")
    except AbsentError:
        held = base = ""
    told = _tree(line, base, files)
    tree = hash_at(line.send("POST", "git/trees", told), "sha")
    if tree == base:
        return
    commit = {"message": title, "tree": tree, "parents": [held] if held else []}
    head = hash_at(line.send("POST", "git/commits", commit), "sha")
    if held:
        line.send("PATCH", f"git/refs/heads/{branch}", {"sha": head, "force": False})
    else:
        line.send("POST", "git/refs", {"ref": f"refs/heads/{branch}", "sha": head})


def _renew(line: Line, branch: str, title: str, files: Mapping[str, bytes]) -> None:
    """Let a branch of ours hold main and the files, in one commit; leave it where it does."""
    tip = hash_at(line.get(f"git/ref/heads/{MAIN}"), "object", "sha")
    base = hash_at(line.get(f"git/commits/{tip}"), "tree", "sha")
    tree = hash_at(line.send("POST", "git/trees", _tree(line, base, files)), "sha")
    try:
        held = hash_at(line.get(f"git/ref/heads/{branch}"), "object", "sha")
    except AbsentError:
        held = ""
    if held and _is(line.get(f"git/commits/{held}"), tree, tip):
        return
    # Without an author the forge names the App, and signs for it.
    commit = {"message": title, "tree": tree, "parents": [tip]}
    head = hash_at(line.send("POST", "git/commits", commit), "sha")
    if held:
        line.send("PATCH", f"git/refs/heads/{branch}", {"sha": head, "force": True})
    else:
        line.send("POST", "git/refs", {"ref": f"refs/heads/{branch}", "sha": head})


def _tree(line: Line, base: str, files: Mapping[str, bytes]) -> dict[str, Json]:
    """Tell a tree. Texts stand in it as they are: a call for each would soon meet a limit."""
    entries = []
    for path, content in sorted(files.items()):
        entry = {"path": path, "mode": _FILE, "type": "blob"}
        try:
            entry["content"] = content.decode("utf-8")
        except UnicodeDecodeError:
            blob = {"content": base64.b64encode(content).decode("ascii"), "encoding": "base64"}
            entry["sha"] = hash_at(line.send("POST", "git/blobs", blob), "sha")
        entries.append(entry)
    return {"base_tree": base, "tree": entries} if base else {"tree": entries}


def _is(commit: Json, tree: str, parent: str) -> bool:
    """Tell whether a commit holds just this tree, and comes just after this one."""
    parents = [hash_at(one, "sha") for one in field(commit, list, "parents")]
    return hash_at(commit, "tree", "sha") == tree and parents == [parent]


def _request(line: Line, is_ours: IsOurs, branch: str, told: Mapping[str, str]) -> int:
    """Give the number of the branch's open request, renewed or newly opened."""
    wanted = {**told, "base": MAIN}
    for one in line.pages("pulls", {"state": "open", "head": f"{line.owner}:{branch}"}):
        if not _is_of(one, branch):
            continue
        number = field(one, int, "number")
        if not is_ours(one):
            message = f"分支 {branch} 上已有别人提出的合并请求 {number}；请关闭以后再执行。"
            raise ForgeError(message)
        found = {
            "title": text_of(one, "title"),
            "body": text_of(one, "body"),
            "base": field(one, str, "base", "ref"),
        }
        if found != {key: value.rstrip() for key, value in wanted.items()}:
            line.send("PATCH", f"pulls/{number}", wanted)
        return number
    return field(line.send("POST", "pulls", {**wanted, "head": branch}), int, "number")


def _is_of(pull: Json, branch: str) -> bool:
    """Tell whether a request is for a branch of the repository itself: the server's filter may widen."""
    home = field(pull, str, "base", "repo", "full_name")
    fork = field(pull, dict, "head").get("repo")
    own = fork.get("full_name") if isinstance(fork, dict) else None
    return (field(pull, str, "head", "ref"), own) == (branch, home)
