"""The workflows themselves, really run: every step of ours, on this machine, against the stand-in.

Only the actions that check out and that keep artifacts are stood in for, by small ones that do the
same from the stand-in's Git.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from review.playing import APPROVAL, records
from standin.honest import assert_honest
from standin.stage import APPLICATION, RECOMMENDATION, Stage, filing, stage
from support.house import ROOT

BIN = ROOT / ".venv" / "bin"
CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1"
UPLOAD = "actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f"
DOWNLOAD = "actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c"
ATTEST = "actions/attest@1e69f48acb82d1966a394da916b4c1698aa569d6"
OURS = (
    *("Makefile", "pyproject.toml"),
    *(f"requirements/{name}.txt" for name in ("build", "run", "dev")),
    *(str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("schemas/**/*")) if path.is_file()),
)
"""What a step of ours needs of the repository besides the records."""
CHECKS_OUT = """\
name: checkout
description: Check main out of the stand-in, with what is installed already beside it.
inputs:
  ref: {default: main}
  fetch-depth: {default: "1"}
  persist-credentials: {default: "true"}
runs:
  using: composite
  steps:
    - shell: bash
      run: |
        git clone --quiet --branch "${{ inputs.ref }}" "$STANDIN/example/brandpilot.git" work
        cp -a work/. .
        rm -rf work
        ln -s "$INSTALLED" .venv
        find . -path ./.git -prune -o -type f -exec touch -d 2001-01-01 {} +
"""
KEEPS = """\
name: artifact
description: Keep files, or give them back, in a folder of the test.
inputs:
  name: {required: true}
  path: {required: true}
runs:
  using: composite
  steps:
    - shell: bash
      run: %s
"""


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Stage]:
    with stage(tmp_path) as raised:
        raised.at("2017-08-20 10:00")
        raised.commits({path: (ROOT / path).read_bytes() for path in OURS})
        prepare(raised)
        yield raised
        assert_honest(raised.server.traffic)


def prepare(there: Stage) -> None:
    """Lay out the workflows as act wants them, and the actions that are stood in for."""
    home = there.folder / "act"
    (home / ".github").mkdir(parents=True)
    (home / ".github/workflows").symlink_to(ROOT / ".github/workflows")
    for words in (
        ("init", "-q", "-b", "main"),
        ("remote", "add", "origin", "https://github.com/example/brandpilot.git"),
        (
            "-c",
            "user.name=x",
            "-c",
            "user.email=x@example.org",
            "commit",
            "-qm",
            "x",
            "--allow-empty",
        ),
    ):
        subprocess.run(["git", "-C", home, *words], check=True)
    kept = there.folder / "kept"
    kept.mkdir()
    stubs = {
        "checkout": CHECKS_OUT,
        "upload": KEEPS % f'cp -v ${{{{ inputs.path }}}} "{kept}/"',
        "download": KEEPS
        % f'mkdir -p "${{{{ inputs.path }}}}" && cp "{kept}"/* "${{{{ inputs.path }}}}/"',
        "attest": "name: attest\ndescription: x\ninputs: {subject-path: {required: true}}\n"
        "runs:\n  using: composite\n  steps:\n    - shell: bash\n      run: ls ${{ inputs.subject-path }}\n",
    }
    for name, text in stubs.items():
        (there.folder / name).mkdir()
        (there.folder / name / "action.yml").write_text(text, encoding="utf-8")
    key = there.key.replace("\n", "\\n")
    (there.folder / "secrets").write_text(f'BRANDPILOT_APP_KEY="{key}"\n', encoding="utf-8")


def act(there: Stage, workflow: str) -> list[tuple[str, str]]:
    """Run a workflow; give name and result of every step of its jobs, as they were run."""
    stubs = zip(
        (CHECKOUT, UPLOAD, DOWNLOAD, ATTEST),
        ("checkout", "upload", "download", "attest"),
        strict=True,
    )
    local = [
        word
        for pin, name in stubs
        for word in ("--local-repository", f"{pin}={there.folder / name}")
    ]
    told = {
        "STANDIN": there.server.url,
        "INSTALLED": str(ROOT / ".venv"),
        "GITHUB_API_URL": there.server.url,
        "GITHUB_REPOSITORY": there.origin.full_name,
    }
    environment = [word for key, value in told.items() for word in ("--env", f"{key}={value}")]
    done = subprocess.run(
        [
            BIN / "act", "workflow_dispatch", "-C", there.folder / "act",
            "-W", f".github/workflows/{workflow}.yml", "-P", "ubuntu-24.04=-self-hosted",
            "--no-cache-server", "--json", *local, *environment,
            "--secret-file", there.folder / "secrets", "--var", "BRANDPILOT_APP_ID=901",
        ],
        capture_output=True, check=False, text=True, timeout=120,
        env={**os.environ, "HOME": str(there.folder), "PATH": f"{BIN}:{os.environ['PATH']}"},
    )  # fmt: skip
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    results = [
        (line["step"], line["stepResult"])
        for line in lines
        if line.get("stepResult") and line.get("stage") == "Main" and len(line["stepID"]) == 1
    ]
    assert done.returncode == 0, "".join(line["msg"] for line in lines)[-4000:]
    return results


def test_gate_and_harvest_run_from_the_request_to_the_record(there: Stage) -> None:
    number = there["shili-county-office"].proposes({APPLICATION: filing()})
    gate = [("取主分支", "success"), ("安装", "success"), ("写出状态和说明", "success")]
    assert act(there, "gate") == gate
    head = there.world.pulls[number].head
    assert [(one.sha, one.state) for one in there.world.statuses] == [(head, "pending")]
    there["shili-fujian-1"].approves(number, APPROVAL)
    assert act(there, "gate") == gate
    assert there.world.statuses[-1].state == "success"
    there["shili-fujian-1"].merges(number)
    assert act(there, "harvest") == [
        ("取主分支", "success"),
        ("安装", "success"),
        ("查询并写出", "success"),
        ("核对并合并", "success"),
        ("看有没有新的凭据", "success"),
        ("留下凭据", "success"),
        ("取凭据", "success"),
        ("出具证明", "success"),
    ]
    assert list(records(there)) == [RECOMMENDATION]
    assert [one.name[:9] for one in (there.folder / "kept").iterdir()] == ["evidence-"]
