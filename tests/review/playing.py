"""The product's commands as an office or the App runs them, against the stand-in."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import yaml

from brandpilot.cli import main
from brandpilot.forge import rules
from standin.stage import Stage

AUTUMN = "2017-08-28 10:00"
"""After the last day for filing, before the last for the opinion."""
SUMMER = "2017-08-20 10:00"
APPROVAL = "推荐意见：材料齐全，符合条件，同意推荐。"


def run(stage: Stage, *words: str, as_app: bool = True) -> tuple[int, str]:
    """Run a command in a fresh checkout of main; its exit code and what it wrote."""
    root, out = stage.checkout(), StringIO()
    environment = stage.environment(as_app=as_app)
    with patch.dict(os.environ, environment), patch("sys.stdout", out):
        code = main(["--root", str(root), *words])
    return code, out.getvalue()


def gate(stage: Stage, number: int, *, post: bool = True) -> Mapping[str, Any]:
    """Give the plan of a request, as JSON; with the status and comment posted."""
    words = ("gate", "--pull", str(number), "--format", "json", *(["--post"] if post else []))
    code, out = run(stage, *words)
    assert code in (0, 1), out
    told: Mapping[str, Any] = json.loads(out)
    return told


def bitten(plan: Mapping[str, Any]) -> set[str]:
    """Give the codes that stand in the way."""
    return {one["code"] for one in plan["checks"] if one["verdict"] != "pass"}


def remarks(plan: Mapping[str, Any]) -> set[str]:
    """Give the codes that were only remarked upon."""
    return {one["code"] for one in plan["checks"] if one["verdict"] == "pass" and one["findings"]}


def harvested(stage: Stage) -> dict[str, Any]:
    """Let the App harvest and merge its own request; the records on main by path."""
    code, out = run(stage, "harvest", "--post")
    assert code == 0, out
    if "已提出合并请求" in out:
        number = max(stage.world.pulls)
        plan = gate(stage, number)
        assert plan["state"] == "success", bitten(plan)
        assert stage.world.pulls[number].merged_at
    return records(stage)


def records(stage: Stage) -> dict[str, Any]:
    """Give the records of decisions on main, read with plain PyYAML."""
    folders = ("submissions", "docs")
    listed = stage.origin.git("ls-tree", "-r", "--name-only", "main", *folders).split("\n")
    wanted = [one for one in listed if "recommendation" in one or ".decision" in one]
    return {one: yaml.safe_load(stage.origin.git("show", f"main:{one}")) for one in wanted}


def failed(record: Mapping[str, Any]) -> set[str]:
    """Give the rules that a recorded merge broke."""
    verdicts = record["proof"]["verdicts"]
    return {one["rule"] for one in verdicts if one["verdict"] == "fail"}


@contextmanager
def without(*codes: str) -> Iterator[None]:
    """Take rules out of the gate's list, to see that nothing else stood in the way."""
    left = tuple(rule for rule in rules.RULES if rule.code not in codes)
    assert len(left) == len(rules.RULES) - len(codes)
    with patch.object(rules.judge, "__defaults__", (left,)):
        yield


def file_of(stage: Stage, path: str) -> Path:
    """Give a file of the checkout."""
    return stage.checkout() / path
