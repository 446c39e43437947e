"""Files of a commit laid out in a folder, so that whoever reads folders can read the past."""

from collections.abc import Mapping
from pathlib import Path

from brandpilot.git import GitError
from brandpilot.git.repository import Entry, Repository

_LINK = "120000"
_DEEPEST = 50
"""Levels of folders; whoever nests more wants to exhaust whoever walks them."""


def lay_out(repository: Repository, files: Mapping[str, Entry], folder: Path) -> None:
    """Write files byte for byte; a link stays one, for the checks to refuse, but leads nowhere.

    A later call takes the place of what an earlier one wrote. Raises GitError for a name that no
    file can bear.
    """
    for path, entry in files.items():
        parts = path.split("/")
        if len(parts) > _DEEPEST or {"", ".", ".."} & set(parts):
            raise _unfit(path)
        file = folder / path
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.unlink(missing_ok=True)
            if entry.mode == _LINK:
                file.symlink_to(file.name)
            elif entry.is_file:
                file.write_bytes(repository.blob(entry.blob))
            else:
                file.mkdir()
        except (OSError, ValueError):
            raise _unfit(path) from None


def _unfit(path: str) -> GitError:
    return GitError(f"文件名「{path}」不能用。")
