"""`make bench`: this project's check beside two known validators, its exports beside pandas' own.

Nothing is asserted about time. Printed and kept in build/bench.json are the figures as they are.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

SOURCE = Path(__file__).resolve().parents[2]
sys.path.append(str(SOURCE / "tests"))

from bench.exports import exports, one_table  # noqa: E402 – found from here on
from bench.figures import growth, ratios, seconds, sizes  # noqa: E402
from bench.one_file import failing_files  # noqa: E402
from bench.peers import AJV, CHECK_JSONSCHEMA, OURS, Bench, Run, versions  # noqa: E402
from bench.race import SIZES, accepted, race, require_agreement  # noqa: E402
from bench.table import show  # noqa: E402
from bench.trees import law_of, tree  # noqa: E402


def main() -> int:
    """Run the whole bench."""
    bench = Bench(SOURCE, SOURCE / "build/bench")
    bench.build.mkdir(parents=True, exist_ok=True)
    bench.export_schema(law_of(SOURCE))
    busy = os.getloadavg()[0]
    with Progress(console=Console(stderr=True)) as bar:
        roots = _trees(bench, bar)
        task = bar.add_task("", total=None)

        def step(what: str) -> None:
            bar.update(task, description=what)

        require_agreement(bench, roots[SIZES[0]], step)
        runs = race(bench, roots, step)
        check = {
            **ratios(runs, "vs_check_jsonschema", CHECK_JSONSCHEMA, 1_000),
            **ratios(runs, "vs_ajv_cli", AJV, 1_000),
            **ratios(runs, "vs_ajv_cli", AJV, 10_000),
        }
        command = bench.command(OURS, roots[10_000])
        step("10,000 份未改动，再查一次")
        check |= _once("unchanged_10000", accepted(bench, command))
        step("10,000 份中只查一份")
        middle = sorted(roots[10_000].glob("submissions/*/*/*.yaml"))[5_000]
        check |= _once("one_file_in_10000", accepted(bench, [*command, str(middle)]))
        step("有错误的文件")
        check |= failing_files(law_of(SOURCE))
        published = {}
        for size, root in roots.items():
            step(f"{size:,} 份的全部导出格式")
            published[str(size)] = exports(root)
        bar.remove_task(task)
    result = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": _commit(),
        "cores": len(os.sched_getaffinity(0)),
        "load_before": round(busy, 2),
        "versions": versions(SOURCE),
        "files": {str(size): sizes(root) for size, root in roots.items()},
        "seconds": seconds(runs),
        "growth": growth(runs),
        "check": check,
        "exports": published,
        "exports_10000x50": one_table(),
    }
    _write(SOURCE / "build/bench.json", result)
    show(Console(), result)
    return 0


def _trees(bench: Bench, bar: Progress) -> dict[int, Path]:
    """Give a tree of each size; written only where form, calls or generator have changed."""
    task = bar.add_task("生成申报书", total=sum(SIZES))
    roots = {
        size: tree(bench.build, SOURCE, size, lambda written: bar.advance(task, written))
        for size in SIZES
    }
    bar.update(task, completed=sum(SIZES))
    return roots


def _once(name: str, run: Run) -> dict[str, float]:
    return {f"{name}_s": round(run.wall, 3), f"{name}_cpu_s": round(run.cpu, 3)}


def _commit() -> str:
    """Give the commit that was measured, with + where files differ from it."""
    words = ("describe", "--always", "--exclude=*", "--dirty=+", "--abbrev=40")
    command = ["git", "-C", str(SOURCE), *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _write(path: Path, value: Mapping[str, object]) -> None:
    """Write a file whole or not at all."""
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    draft.replace(path)


if __name__ == "__main__":
    sys.exit(main())
