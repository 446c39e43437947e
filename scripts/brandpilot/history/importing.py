"""The import: what the facts say, compared with what lies in the tree, then written."""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from brandpilot.history.dossiers import records
from brandpilot.history.facts import Facts, read_facts
from brandpilot.history.notices import notices
from brandpilot.yaml_text import to_yaml

_ROOT = Path(__file__).parents[3]


def planned(facts: Facts) -> dict[str, bytes]:
    """Give path and bytes of everything that the import writes, sorted by path."""
    pages = {path: to_yaml(record) for path, record in records(facts)}
    for path, front, body in notices(facts):
        pages[path] = f"---\n{to_yaml(front)}---\n\n{body}"
    return {path: pages[path].encode() for path in sorted(pages)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the history into a tree; 1 and nothing written where a file differs, unless forced."""
    facts = read_facts()
    say = facts.wording
    parser = argparse.ArgumentParser(description=say["description"])
    parser.add_argument("--root", type=Path, default=_ROOT, help=say["root"])
    parser.add_argument("--force", action="store_true", help=say["force"])
    options = parser.parse_args(arguments)

    plan = planned(facts)
    present = {path: (options.root / path).read_bytes() for path in _existing(options.root, plan)}
    differing = [path for path in present if present[path] != plan[path]]
    if differing and not options.force:
        _tell(say["refused"].format(path=path) for path in differing)
        _tell([say["nothing_written"].format(count=len(differing))])
        return 1
    for path in plan:
        if present.get(path) != plan[path]:
            _write(options.root / path, plan[path])
            _tell([say["replaced" if path in present else "written"].format(path=path)])
    new = len(plan) - len(present)
    same = len(present) - len(differing)
    _tell([say["done"].format(new=new, replaced=len(differing), same=same)])
    return 0


def _existing(root: Path, plan: Mapping[str, bytes]) -> Iterable[str]:
    return (path for path in plan if (root / path).exists())


def _write(file: Path, content: bytes) -> None:
    """Put a file in its place whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.new")
    beside.write_bytes(content)
    beside.replace(file)


def _tell(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
