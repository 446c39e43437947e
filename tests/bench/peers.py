"""The three validators that run side by side, and one way to start and to time them."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from yaml import _yaml

from bench.generate import FORM
from brandpilot.checks import Law
from brandpilot.layout import NOTICES, SCHEMAS

OURS, CHECK_JSONSCHEMA, AJV = "brandpilot", "check-jsonschema", "ajv-cli"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class Run:
    """One finished command: seconds by the clock and of processors, its largest process, its end.

    `lines` is how much it said, `said` the last of it.
    """

    wall: float
    cpu: float
    rss_mb: float
    code: int
    lines: int
    said: str


@dataclass(frozen=True, slots=True)
class Bench:
    """Where the tools are, and where the bench keeps its files."""

    source: Path
    build: Path

    @property
    def schema(self) -> Path:
        """The form for the peers: our references put in place, nothing but what judges."""
        return self.build / "schema.json"

    @property
    def cache(self) -> Path:
        """A cache folder of the bench's own, so that it knows what is in it."""
        return self.build / "cache"

    def export_schema(self, law: Law) -> None:
        """Write the form that both peers are given."""
        form = law.forms[FORM].validator.schema
        assert isinstance(form, dict)
        bare = {"$schema": _DRAFT, **form}
        self.schema.write_text(json.dumps(bare, ensure_ascii=False), encoding="utf-8")

    def plant(self, root: Path, path: str, text: str) -> Path:
        """Give a tree like `root` that holds one application, of another text."""
        planted = self.build / "planted"
        shutil.rmtree(planted, ignore_errors=True)
        for folder in (NOTICES, SCHEMAS):
            shutil.copytree(root / folder, planted / folder)
        file = planted / path
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
        return planted

    def forget(self) -> None:
        """Take away whatever a tool remembers of its last run."""
        shutil.rmtree(self.cache, ignore_errors=True)

    def command(self, tool: str, root: Path) -> list[str]:
        """Spell the command by which a person would have `tool` check a whole tree."""
        return _COMMANDS[tool](self, root)

    def run(self, command: Sequence[str]) -> Run:
        """Run a command to its end. Its output goes to a file, as nobody could read it so fast."""
        environment = {**os.environ, "XDG_CACHE_HOME": str(self.cache)}
        with tempfile.TemporaryFile() as out:
            start = time.perf_counter()
            process = subprocess.Popen(command, stdout=out, stderr=out, env=environment)
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            lines = out.read().decode(errors="replace").splitlines()
        cpu = usage.ru_utime + usage.ru_stime
        return Run(
            wall,
            cpu,
            usage.ru_maxrss / 1024,
            process.returncode,
            len(lines),
            lines[-1] if lines else "",
        )


def _ours(_bench: Bench, root: Path) -> list[str]:
    return [str(Path(sys.executable).parent / "brandpilot"), "--root", str(root), "check"]


def _check_jsonschema(bench: Bench, root: Path) -> list[str]:
    tool = str(Path(sys.executable).parent / "check-jsonschema")
    files = sorted(str(file) for file in root.glob("submissions/*/*/*.yaml"))
    return [tool, "--schemafile", str(bench.schema), *files]


def _ajv(bench: Bench, root: Path) -> list[str]:
    # All errors, as the two others tell them; strict mode judges schemas, and ours is judged.
    settings = ("--spec=draft2020", "-c", "ajv-formats", "--all-errors", "--strict=false")
    tool = str(bench.source / "scripts/web/node_modules/.bin/ajv")
    files = str(root / "submissions/*/*/*.yaml")
    return [tool, "validate", *settings, "-s", str(bench.schema), "-d", files]


_COMMANDS: Mapping[str, Callable[[Bench, Path], list[str]]] = {
    OURS: _ours,
    CHECK_JSONSCHEMA: _check_jsonschema,
    AJV: _ajv,
}


def versions(source: Path) -> dict[str, str]:
    """Give the version of everything that took part."""
    packages = ("brandpilot", "jsonschema", "pyyaml", "check-jsonschema", "ruamel.yaml")
    modules = ("ajv-cli", "ajv", "ajv-formats")
    web = source / "scripts/web/node_modules"
    node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)
    return {
        "python": sys.version.split()[0],
        "node": node.stdout.strip().removeprefix("v"),
        "libyaml": _yaml.get_version_string(),
        **{name: version(name) for name in packages},
        **{
            name: json.loads((web / name / "package.json").read_text())["version"]
            for name in modules
        },
    }
