"""What one failing file costs in a running process, over the time in which it is loaded."""

import time
from collections.abc import Callable

from bench.figures import median
from bench.generate import Application, applications, spoilt, text_of, unfinished
from bench.trees import SEED
from brandpilot.checks import Law
from brandpilot.inspection import inspect_one
from brandpilot.load import load

_CALLS = 200


def failing_files(law: Law) -> dict[str, float]:
    """Time an unfinished filing of 10 KB and a whole one, each with ten faults and more."""
    ((path, data),) = applications(range(1), SEED, law)
    bad = spoilt(data)
    return {
        **_failing("failing_file", path, unfinished(bad), law),
        **_failing("failing_whole_file", path, bad, law),
    }


def _failing(name: str, path: str, data: Application, law: Law) -> dict[str, float]:
    raw = text_of(data).encode()
    loading = _median_ms(lambda: load(path, raw))
    return {
        f"{name}_ms": round(_median_ms(lambda: inspect_one(path, raw, law)) - loading, 2),
        f"{name}_load_ms": round(loading, 2),
        f"{name}_bytes": len(raw),
        f"{name}_findings": len(inspect_one(path, raw, law).findings),
    }


def _median_ms(call: Callable[[], object]) -> float:
    """Give the median of many calls in milliseconds of processor, so that neighbours count less."""
    times = []
    for _ in range(_CALLS):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return median(times) * 1000
