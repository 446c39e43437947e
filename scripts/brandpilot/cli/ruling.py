"""`rulesets` compares the rules of the main branch on the forge with those of the repository."""

import argparse
import json
from collections.abc import Callable, Mapping
from typing import Any

from brandpilot.cli import asked, progress
from brandpilot.cli.asked import UsageError
from brandpilot.cli.reading import read_roster_of
from brandpilot.forge.protocol import ForgeError
from brandpilot.forge.rulesets import APPROVAL, differences, wanted
from brandpilot.layout import RULESET

_APPROVAL = "actions/permissions/fork-pr-contributor-approval"


def add(words: asked.Words) -> None:
    """Add this command's words."""
    parser = words.add_parser("rulesets", help="核对 GitHub 上主分支的规则，或照仓库里的设置")
    parser.add_argument("--apply", action="store_true", help="照仓库里的设置")
    parser.set_defaults(run=_rulesets)


def _rulesets(arguments: argparse.Namespace) -> int:
    from brandpilot.forge.github import GitHub  # noqa: PLC0415 – needed here only

    root = asked.root(arguments)
    roster = read_roster_of(root)
    if roster.app is None:
        message = "审查人名册还没有写明 App；请先填写 app 一栏。"
        raise UsageError(message)
    try:
        told = json.loads((root / RULESET).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        message = f"没有 {RULESET}，或者读不出来。"
        raise UsageError(message) from None
    should = wanted(told, roster.app)
    try:
        with progress.waiting() as wait:
            return _compare(GitHub.connect(roster.app.id, wait), should, apply=arguments.apply)
    except ForgeError as error:
        raise UsageError(str(error)) from None


def _compare(forge: Any, should: Mapping[str, Any], *, apply: bool) -> int:  # noqa: ANN401 – GitHub
    listed = forge.settings("rulesets") or ()
    id_ = next((one["id"] for one in listed if one["name"] == should["name"]), None)
    found = forge.settings(f"rulesets/{id_}") if id_ else {}
    policy = (forge.settings(_APPROVAL) or {}).get("approval_policy")
    told = [*differences(should, found), *differences(APPROVAL, policy, "/fork-pr-approval")]
    for place, one, other in told:
        print(f"{place}：应为 {one}，现为 {other}。")
    if not told:
        print("GitHub 上主分支的规则与仓库里的一致。")
        return 0
    if not apply:
        print("照仓库里的设置：brandpilot rulesets --apply")
        return 1
    send: Callable[..., None] = forge.set_settings
    send("PUT" if id_ else "POST", f"rulesets/{id_}" if id_ else "rulesets", should)
    send("PUT", _APPROVAL, {"approval_policy": APPROVAL})
    print("已照仓库里的设置。")
    return 0
