"""Runs to figures: medians, ratios, growth."""

import math
import statistics
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from bench.peers import OURS, Run

Runs: TypeAlias = Mapping[tuple[str, int], list[Run]]
"""All runs of a tool on a tree, by tool and size."""


def seconds(runs: Runs) -> dict[str, dict[str, dict[str, object]]]:
    """Give medians by tool and size, and every run by the clock."""
    told: dict[str, dict[str, dict[str, object]]] = {}
    for (tool, size), own in runs.items():
        told.setdefault(tool, {})[str(size)] = {
            "wall": _wall(own),
            "cpu": _cpu(own),
            "rss_mb": round(max(run.rss_mb for run in own), 1),
            "runs": [round(run.wall, 3) for run in own],
        }
    return told


def ratios(runs: Runs, name: str, peer: str, size: int) -> dict[str, float]:
    """Tell how many times as long a peer takes, by the clock and of processors: above 1 we are faster."""
    own, other = runs[OURS, size], runs[peer, size]
    return {
        f"{name}_{size}": round(_wall(other) / _wall(own), 3),
        f"{name}_{size}_cpu": round(_cpu(other) / _cpu(own), 3),
    }


def growth(runs: Runs) -> dict[str, dict[str, float]]:
    """Give exponents: 1 means that ten times the files take ten times as long."""
    told: dict[str, dict[str, float]] = {}
    for (tool, size), own in runs.items():
        if larger := runs.get((tool, size * 10)):
            exponent = math.log10(_wall(larger) / _wall(own))
            told.setdefault(tool, {})[f"{size}-{size * 10}"] = round(exponent, 3)
    return told


def sizes(root: Path) -> dict[str, float]:
    """Give the median bytes and lines of a tree's applications."""
    texts = [file.read_bytes() for file in root.glob("submissions/*/*/*.yaml")]
    return {
        "bytes": median(map(len, texts)),
        "lines": median(text.count(b"\n") for text in texts),
    }


def median(values: Iterable[float]) -> float:
    """Give the median."""
    return statistics.median(list(values))


def _wall(runs: list[Run]) -> float:
    return round(median(run.wall for run in runs), 3)


def _cpu(runs: list[Run]) -> float:
    return round(median(run.cpu for run in runs), 3)
