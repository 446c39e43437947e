"""Git repositories made for a test: exact bytes, set dates, any name, however wrong."""

import os
import subprocess
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from brandpilot.cli.past import tree_at

FILE, LINK, MODULE = "100644", "120000", "160000"
Files = Mapping[str, str | bytes]


class Repository:
    """A repository whose commits are made beside its work tree, with exact bytes and dates."""

    def __init__(self, top: Path) -> None:
        self.top = top
        top.mkdir(exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *words: str | Path, given: bytes = b"", date: str = "1500000000 +0000") -> str:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        who = {
            f"GIT_{role}_{key}": "a@b"
            for role in ("AUTHOR", "COMMITTER")
            for key in ("NAME", "EMAIL")
        }
        dates = {"GIT_AUTHOR_DATE": "1400000000 +0000", "GIT_COMMITTER_DATE": date}
        settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(
            ["git", "-C", self.top, *words],
            input=given,
            capture_output=True,
            check=True,
            env={**kept, **who, **dates, **settings},
        )
        return os.fsdecode(done.stdout).strip()

    def blob(self, content: str | bytes) -> str:
        raw = content.encode() if isinstance(content, str) else content
        return self.git("hash-object", "-w", "--stdin", "--no-filters", given=raw)

    def tree(self, entries: list[tuple[str, str, bytes]]) -> str:
        """Write a tree of (mode, hash, name) as it stands, however wrong."""
        raw = b"".join(
            mode.encode() + b" " + name + b"\0" + bytes.fromhex(one) for mode, one, name in entries
        )
        return self.git("hash-object", "-w", "-t", "tree", "--literally", "--stdin", given=raw)

    def planted(self, files: Mapping[bytes, tuple[str, str]]) -> str:
        """Write the trees of {path: (mode, hash)}."""
        here = [(mode, one, path) for path, (mode, one) in files.items() if b"/" not in path]
        below: dict[bytes, dict[bytes, tuple[str, str]]] = {}
        for path, entry in files.items():
            folder, slash, rest = path.partition(b"/")
            if slash:
                below.setdefault(folder, {})[rest] = entry
        here += [("40000", self.planted(inner), folder) for folder, inner in below.items()]
        # Git sorts a folder as if its name ended in a slash.
        return self.tree(sorted(here, key=lambda entry: entry[2] + b"/" * (entry[0] == "40000")))

    def commit(self, files: Files, date: str, *parents: str, branch: str = "main") -> str:
        """Commit exactly these files; the parent is the branch's tip unless others are named."""
        entries = {os.fsencode(path): (FILE, self.blob(text)) for path, text in files.items()}
        return self.commit_tree(self.planted(entries), date, *parents, branch=branch)

    def commit_tree(self, tree: str, date: str, *parents: str, branch: str = "main") -> str:
        tip = self.git("for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}")
        above = [word for one in (parents or [tip] * bool(tip)) for word in ("-p", one)]
        when = f"{int(datetime.fromisoformat(date).timestamp())} +0000"
        commit = self.git("commit-tree", tree, "-m", "x", *above, date=when)
        self.git("update-ref", f"refs/heads/{branch}", commit)
        return commit

    def hold(self, entries: list[tuple[str, str, bytes]]) -> str:
        """Commit a tree that stands at `submissions`."""
        top = self.tree([("40000", self.tree(entries), b"submissions")])
        return self.commit_tree(top, "2017-08-01T12:00+08:00")


def record(text: str) -> Files:
    return {"submissions/x.yaml": text}


def told_at(root: Path, when: str) -> str:
    with tree_at(root, when) as tree:
        return (tree / "submissions/x.yaml").read_text("utf-8")
