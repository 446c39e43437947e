"""The workflows: linted by others' tools, and held to rules of our own."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.house import ROOT

BIN = ROOT / ".venv" / "bin"
FILES = sorted(ROOT.glob(".github/workflows/*.yml"))
PIN = re.compile(r"uses: (?P<action>[\w/-]+)@(?P<sha>[0-9a-f]{40}) # (?P<version>v[0-9.]+)")
UNTRUSTED = re.compile(r"\$\{\{\s*(github\.event|github\.head_ref|inputs|steps\.)")
"""What somebody else may have written, or what was made of it: never part of a command."""
KEY = "BRANDPILOT_APP_KEY"
WITH_KEY = {"comment", "gate", "harvest", "remind"}
FOREIGN = {"check", "review"}
"""Started by anybody; these have no secret and write nothing."""

each = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def read(file: Path) -> Any:
    return yaml.load(file.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 – gives texts only


def steps(file: Path) -> Iterator[Any]:
    for job in read(file)["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize(
    "words",
    [
        ("actionlint", *FILES),
        ("zizmor", "--offline", "--quiet", ROOT / ".github/workflows"),
        ("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *FILES),
        (
            *("check-jsonschema", "--builtin-schema", "vendor.github-issue-forms"),
            *sorted(ROOT.glob(".github/ISSUE_TEMPLATE/[!c]*.yml")),
        ),
    ],
    ids=["actionlint", "zizmor", "workflows", "issue-forms"],
)
def test_linters_have_nothing_to_say(words: tuple[str | Path, ...]) -> None:
    done = subprocess.run([BIN / words[0], *words[1:]], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout if done.returncode else "") == (0, "")


@each
def test_it_says_on_top_whom_it_trusts(file: Path) -> None:
    assert file.read_text("utf-8").startswith("# 信任：")


@each
def test_nothing_is_allowed_but_what_a_job_asks_for(file: Path) -> None:
    told = read(file)
    assert told["permissions"] == {}
    writes = {
        (name, right)
        for name, job in told["jobs"].items()
        for right, how in job.get("permissions", {}).items()
        if how == "write"
    }
    allowed = {
        ("attest", "attestations"),
        ("attest", "id-token"),
        ("deploy", "pages"),
        ("deploy", "id-token"),
        ("keep", "contents"),  # a release for each version of the data; runs no program of ours
    }
    assert writes <= allowed
    assert all("timeout-minutes" in job for job in told["jobs"].values())


def test_every_action_is_pinned_to_one_commit() -> None:
    text = "".join(file.read_text("utf-8") for file in FILES)
    pins = {(one["action"], one["sha"], one["version"]) for one in PIN.finditer(text)}
    assert len(list(PIN.finditer(text))) == text.count("uses: ")
    assert len({action for action, _, _ in pins}) == len(pins)
    assert all(action.startswith("actions/") for action, _, _ in pins)


@each
def test_no_foreign_text_is_part_of_a_command(file: Path) -> None:
    assert [step["run"] for step in steps(file) if UNTRUSTED.search(step.get("run", ""))] == []


@each
def test_a_checkout_leaves_no_key_behind(file: Path) -> None:
    own = [step for step in steps(file) if "checkout" in step.get("uses", "")]
    assert all(step["with"]["persist-credentials"] == "false" for step in own)


def test_the_key_of_the_app_is_where_only_main_runs() -> None:
    assert {file.stem for file in FILES if KEY in file.read_text("utf-8")} == WITH_KEY
    for file in FILES:
        told = read(file)
        events = set(told["on"])
        assert "pull_request_target" not in events
        if file.stem in FOREIGN:
            assert events <= {"pull_request", "pull_request_review"}
        else:
            assert not events & {"pull_request", "pull_request_review", "issue_comment"}
        for job in told["jobs"].values():
            has_key = [step for step in job["steps"] if KEY in str(step.get("env", ""))]
            assert not has_key or job["environment"] == "app"
            refs = [
                step["with"].get("ref")
                for step in job["steps"]
                if "checkout" in step.get("uses", "")
            ]
            assert not has_key or refs == ["main"]


def test_a_file_of_two_lines_may_break_none_of_these_rules() -> None:
    assert UNTRUSTED.search("echo ${{ github.event.issue.title }}")
    assert UNTRUSTED.search("echo ${{github.head_ref}}")
    assert not PIN.search("uses: actions/checkout@v7")
