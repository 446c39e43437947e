"""A tree read once: the law in force and the register of what may be published."""

import sys
from pathlib import Path

from brandpilot.checks import Law
from brandpilot.cli import asked, progress
from brandpilot.inspection import inspect, read_law
from brandpilot.records import Register, register


def read_register(tree: Path, schemas: Path, today: str) -> tuple[Law, Register]:
    """Judge a tree by the forms in force now, whenever it is from; say what was left out of it."""
    law = read_law(tree, schemas, today)
    with progress.bar("读取材料") as advance:
        found = inspect(tree, law, keep=True, processes=asked.processes(), progress=advance)
    if found.errors:
        print(
            f"有 {len(found.errors)} 处须改正，所涉材料未计算在内。详见 brandpilot check。",
            file=sys.stderr,
        )
    return law, register(found.documents, found.errors, law.rules)
