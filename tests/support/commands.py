"""Commands carried out in this process or in a shell, and what they said."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from brandpilot import cli
from support.house import ROOT, VALID

TERRIBLE = ROOT / "tests" / "examples" / "terrible-application.yaml"
TERRIBLE_PATH = "submissions/fujian/shili-pottery/2017-application.yaml"
RATTAN = (VALID / "fujian-2017-application.yaml").read_text("utf-8")
SECOND = "submissions/fujian/shili-tea/2017-application.yaml"
KEYS = ["path", "pointer", "code", "severity", "line", "column", "message", "fix", "basis"]
EVIL = "\x1b[31m\u202e\x9b"


class Told:
    """What a command said, and how it ended."""

    def __init__(self, code: int | str | None, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def rows(self) -> list[tuple[str, str]]:
        return [(row["path"], row["code"]) for row in json.loads(self.out)]


class Run:
    """Carry out a command within this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *words: object) -> Told:
        code: int | str | None
        try:
            code = cli.main([str(word) for word in words])
        except SystemExit as end:
            code = end.code
        out, err = self.capsys.readouterr()
        assert "Traceback" not in out + err
        return Told(code, out, err)


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Carry out a line of a shell with this environment's commands first on its path."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-c", command],
        env={**os.environ, "PATH": path, **environment},
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
