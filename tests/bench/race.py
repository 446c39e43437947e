"""The tools in turns on the same trees; what they refuse and accept is compared beforehand."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bench.figures import Runs
from bench.generate import FORM_FAULTS, applications, text_of, with_fault
from bench.peers import AJV, CHECK_JSONSCHEMA, OURS, Bench, Run
from bench.trees import SEED, law_of

SIZES = (100, 1_000, 10_000)
TURNS = 5
"""How often a tool runs on a tree at most."""
_ENOUGH = 15.0
"""Seconds on one tree after which a tool runs on it no more: slow tools run once."""
_TOO_SLOW = frozenset(((CHECK_JSONSCHEMA, 10_000),))
"""Takes ten minutes."""
_TOOLS = (OURS, AJV, CHECK_JSONSCHEMA)

Step = Callable[[str], None]
"""Tells a person what begins."""


class VoidError(Exception):
    """A comparison of unlike things: the tools do not agree on the files."""


def require_agreement(bench: Bench, root: Path, step: Step) -> None:
    """Make sure that every tool takes the valid files of a tree, and none a file with a fault."""
    for tool in _TOOLS:
        step(f"{tool} 是否通过正确的文件")
        accepted(bench, bench.command(tool, root))
    ((path, data),) = applications(range(1), SEED, law_of(bench.source))
    for name, fault in FORM_FAULTS.items():
        step(f"各工具是否拒绝有错的文件（{name}）")
        planted = bench.plant(root, path, text_of(with_fault(data, fault)))
        for tool in _TOOLS:
            if (run := bench.run(bench.command(tool, planted))).code != 1:
                message = f"{tool} takes a file with a fault ({name}): {run}"
                raise VoidError(message)


def race(bench: Bench, roots: Mapping[int, Path], step: Step) -> Runs:
    """Time every tool on every tree in turns; each starts without what it kept of a last run."""
    runs: dict[tuple[str, int], list[Run]] = {}
    for size, root in roots.items():
        for turn in range(TURNS):
            for tool in _TOOLS:
                own = runs.get((tool, size), [])
                if (tool, size) not in _TOO_SLOW and sum(run.wall for run in own) < _ENOUGH:
                    step(f"{tool} 检查 {size:,} 份（第 {turn + 1} 次）")
                    bench.forget()
                    run = accepted(bench, bench.command(tool, root))
                    runs[tool, size] = [*own, run]
    return runs


def accepted(bench: Bench, command: Sequence[str]) -> Run:
    """Run a command that must find nothing amiss: ours then says so in one line."""
    run = bench.run(command)
    if run.code != 0 or (command[0].endswith(OURS) and run.lines != 1):
        message = f"{' '.join(command)[:200]} → {run.code}, {run.said}"
        raise VoidError(message)
    return run
