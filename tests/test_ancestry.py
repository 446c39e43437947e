"""What merges brought, told from one reading of a branch, is what Git says of each."""

import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from brandpilot.git.ancestry import Ancestry
from brandpilot.git.repository import Repository

COMMITS = 90


def history(seed: int) -> Iterator[bytes]:
    """Yield a branch `main` that takes in others, at random: behind it, crossing, shared, unrelated."""
    choose = random.Random(seed)  # noqa: S311 – no secret
    main, others = 1, [1]
    for mark in range(1, COMMITS + 1):
        is_on_main = choose.random() < 0.2
        above = [main, choose.choice(others[-3:])] if is_on_main else choose.sample(others[-5:], 1)
        if not is_on_main and choose.random() < 0.1:
            above.append(main)
        if not is_on_main and choose.random() < 0.4:
            above += choose.sample(others[-5:], 1)
        rows = [f":{one}" for one in dict.fromkeys(above)] if mark > 1 and mark % 41 else []
        named = "main" if is_on_main and rows else f"b{mark}"
        told = [f"reset refs/heads/{named}" if not rows else "", f"commit refs/heads/{named}"]
        told += [f"mark :{mark}", f"committer x <x> {1500000000 + mark} +0000", "data 1\nx"]
        told += [f"{'merge' if at else 'from'} {one}" for at, one in enumerate(rows)]
        yield ("\n".join(filter(None, told)) + "\n").encode()
        others.append(mark)
        main = mark if named == "main" else main


@pytest.fixture(params=range(3))
def repository(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Repository]:
    stream = b"".join(history(request.param))
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", tmp_path], check=True)
    words = ["git", "-C", str(tmp_path), "fast-import", "--quiet", "--force"]
    subprocess.run(words, input=stream, check=True)
    with Repository(tmp_path) as opened:
        yield opened


def test_every_merge_is_told_as_git_tells_it(repository: Repository) -> None:
    tip = repository.resolve("main")
    ancestry, merges = Ancestry(repository, tip), 0
    for hash_ in repository.first_parents(tip):
        parents = repository.commit(hash_).parents
        if len(parents) == 2:
            start, own = ancestry.apart(*parents)
            expected = repository.between(*parents)
            assert (start, set(own)) == (repository.merge_base(*parents), set(expected))
            assert all(
                own.index(above) < own.index(one)
                for one in own
                for above in repository.commit(one).parents
                if above in own
            )
            merges += 1
    assert merges > 4
    # What the branch does not have is asked of Git.
    base = repository.resolve("main~1")
    assert ancestry.apart(tip, base) == (base, ())
