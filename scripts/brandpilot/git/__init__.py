"""What is read out of a Git repository, leaving its work tree and its index alone."""

import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, cast

_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR")
"""Set within a hook of Git; they would lead away from the folder that is asked about."""

_PLAIN = {
    "LC_ALL": "C",  # what is looked for in its messages is English
    "GIT_NO_REPLACE_OBJECTS": "1",  # hashes are over what was committed, not over a substitute
    "GIT_GRAFT_FILE": os.devnull,  # a commit's parents are those that it names itself
    "GIT_NO_LAZY_FETCH": "1",  # reading the past needs no network
    "GIT_TERMINAL_PROMPT": "0",
}


class GitError(Exception):
    """Git is not there, or what was asked of it is not; the text is for the person who asked."""


class MissingError(GitError):
    """An object that is not there, or is not what its name says; `name` is how it was asked for."""

    def __init__(self, message: str, name: str) -> None:
        super().__init__(message)
        self.name = name


def run(folder: Path, *words: str | bytes) -> subprocess.CompletedProcess[bytes]:
    """Run a Git command in a folder, whether it succeeds or not."""
    try:
        return subprocess.run(  # noqa: S603 – Git's own words; names are checked by who passes them
            command(folder, *words), env=environment(), capture_output=True, check=False
        )
    except FileNotFoundError:
        message = "没有找到 git 命令，请先安装 Git。"
        raise GitError(message) from None


def answer(folder: Path, *words: str | bytes) -> bytes:
    """Give what a command writes that fails only where the repository is damaged."""
    done = run(folder, *words)
    if done.returncode:
        raise _damaged(folder)
    return done.stdout


def prefix(folder: Path) -> bytes:
    """Give the path of a folder within its checkout, empty for the top; ends without a slash."""
    done = run(folder, "rev-parse", "--is-inside-work-tree", "--show-prefix")
    inside, _, path = done.stdout.partition(b"\n")
    if inside == b"true":
        return path.removesuffix(b"\n").removesuffix(b"/")
    raise refusal(folder, done.stderr) or GitError(
        f"{folder} 不是 Git 检出的文件夹，没有过去可看。"
    )


def refusal(folder: Path, told: bytes) -> GitError | None:
    """Give why Git would not even look, by what it wrote; None where it looked and found nothing."""
    if b"dubious ownership" not in told:
        return None
    return GitError(f"Git 不信任 {folder} 的所有者；请在那里执行 git status，按它的提示处理。")


def is_shallow(folder: Path) -> bool:
    """Tell whether a clone holds only the end of its history."""
    return answer(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"


def blobs(folder: Path, hashes: Sequence[bytes]) -> Iterator[bytes]:
    """Yield blobs byte for byte: no attribute converts, filters or drops anything, as in archives."""
    with tempfile.TemporaryFile() as wanted:
        wanted.writelines(one + b"\n" for one in hashes)
        wanted.seek(0)
        with subprocess.Popen(  # noqa: S603 – fixed words
            command(folder, "cat-file", "--batch"),
            env=environment(),
            stdin=wanted,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as process:
            told_by_git = cast("IO[bytes]", process.stdout)  # a pipe was asked for
            for one in hashes:
                # `<hash> blob <size>`, or `<hash> missing`
                told = told_by_git.readline().split()
                if told[:2] != [one, b"blob"]:
                    raise _damaged(folder)
                size = int(told[2])
                blob = told_by_git.read(size + 1)
                if len(blob) != size + 1:
                    raise _damaged(folder)
                yield blob[:size]


def command(folder: Path, *words: str | bytes) -> list[str | bytes]:
    """Spell a command of Git's in a folder, which may be a bare repository."""
    # A name that could be a tag and a branch must be told, whatever the settings say; and parents
    # are read from the commits themselves, not from a file beside them that anybody can write.
    settings = ("-c", "core.warnAmbiguousRefs=true", "-c", "core.commitGraph=false")
    return ["git", "-C", str(folder), *settings, *words]


def environment() -> dict[str, str]:
    """Give the environment in which Git is asked: nothing leads it away, nothing changes its words."""
    kept = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    return {**kept, **_PLAIN}


def _damaged(folder: Path) -> GitError:
    return GitError(f"{folder} 的 Git 仓库不完整或已损坏，读不出历史；请重新完整克隆一次。")
