"""Pages and hand-written Markdown to a finished site: staged, rendered by MkDocs, swapped in whole."""

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from brandpilot.evaluate import Computed, compute, document
from brandpilot.findings import Json
from brandpilot.layout import DOCS, LICENSE, MKDOCS_CONFIG, SITE, STAGED_DOCS
from brandpilot.lifecycle import name
from brandpilot.obligations import obligations
from brandpilot.obligations.deadlines import Words, as_calendar
from brandpilot.pages import ASSETS, OVERRIDES, Edition, Offered, addresses, render
from brandpilot.pages.marks import chinese_day
from brandpilot.pages.policy import policy
from brandpilot.publish import (
    Issue,
    Previous,
    PublicationError,
    Published,
    VersionError,
    counted,
    publish,
)

_SOURCE_TREE = Path(__file__).resolve().parents[2]
_NOTICE_LINK = re.compile(r"\[(?P<words>[^]\n]*)\]\(<?(?P<page>notices/[^)#>\n]*)[^)\n]*\)")
_DEMO_TITLE = "示例："
"""Before the name of a demonstration's site, so that every page's title says it."""
_VERSIONS = "build/versions"
_LOCK = "build/.lock"


class BuildError(Exception):
    """MkDocs refused the staged pages, or the data did not read back: our own failure."""


def build(root: Path, edition: Edition, previous: Previous | None = None) -> Path:
    """Build the site of a tree; the finished folder replaces the old one in a single step.

    `previous` is the version of the data before this one. Whoever is killed on the
    way leaves the old site or the new one. Two builds of a tree wait for each other. Raises
    OSError, or BuildError when MkDocs refuses, or what was published does not read back as it was.
    """
    with _one_at_a_time(root):
        computed = compute(edition.source, edition.plan)
        site = _new_version(root, SITE)
        data = site.with_name(f"{site.name}.data")
        published = publish_data(edition, computed, data, previous)
        docs = _new_version(root, STAGED_DOCS)
        offered = _offered(published)
        staged = _stage(root, docs, edition, computed, offered)
        _run_mkdocs(root, docs, site, _settings(root, staged, edition, offered))
        _move_into(site, data)
        _publish(root, STAGED_DOCS, docs)
        _publish(root, SITE, site)
    return root / SITE


def issue_of(edition: Edition, computed: Computed) -> Issue:
    """Say what a publication of an edition is made of; its version follows from what is written."""
    return Issue(
        frames=computed.frames,
        plan=computed.plan,
        codelists=edition.codelists,
        evaluations=computed.evaluations,
        documents={
            one.year: document(one, computed.frames, edition.codelists, edition.as_of)
            for one in computed.evaluations
        },
        pages=addresses(edition),
        as_of=edition.as_of,
        commit=edition.commit,
        site_url=edition.site_url,
        license=(_SOURCE_TREE / LICENSE).read_text(encoding="utf-8"),
        deadlines=_deadlines(edition),
        is_demo=edition.is_demo,
    )


def _deadlines(edition: Edition) -> bytes:
    """Give what is due as a calendar."""
    register, day = edition.register, edition.as_of
    names = {dossier.id: name(dossier, day) for dossier in register.dossiers}
    words = Words(edition.table, edition.codelists["units"].names, names)
    return as_calendar(obligations(register, day), day, words)


def publish_data(
    edition: Edition,
    computed: Computed,
    out: Path,
    previous: Previous | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Published:
    """Publish the data of an edition into a folder of its own. Raises OSError, BuildError."""
    issue = issue_of(edition, computed)
    entities = counted(edition.register, len(edition.codelists["units"]))
    try:
        return publish(issue, entities, out, previous, progress)
    except (PublicationError, VersionError) as error:
        message = f"数据没有公布：{error}"
        raise BuildError(message) from error


def _offered(published: Published) -> Offered:
    files = {path: (file.bytes, file.sha256) for path, file in published.files.items()}
    return Offered(published.version, files, published.described, published.report)


def _move_into(site: Path, data: Path) -> None:
    """Put the published data beside the pages. Raises BuildError where both have a file of a name."""
    for file in sorted(path for path in data.rglob("*") if path.is_file()):
        to = site / file.relative_to(data)
        if to.exists():
            message = f"a page and the data both bear the name {file.relative_to(data)}"
            raise BuildError(message)
        to.parent.mkdir(parents=True, exist_ok=True)
        file.replace(to)
    shutil.rmtree(data)


def build_info(edition: Edition) -> dict[str, Any]:
    """Say what a site was built from; only a demonstration says that it is one."""
    info = {"commit": edition.commit, "as_of": edition.as_of.isoformat()}
    return {**info, "demo": True} if edition.is_demo else info


def _stage(
    root: Path, docs: Path, edition: Edition, computed: Computed, offered: Offered
) -> frozenset[str]:
    """Write all pages and assets; give the paths of the pages."""
    handwritten = _handwritten(root)
    borrowed = {} if handwritten or not edition.is_demo else _handwritten(_SOURCE_TREE)
    generated = render(edition, {**handwritten, **borrowed}, computed, offered)
    handwritten |= {name: _own_links(text, generated) for name, text in borrowed.items()}
    if double := handwritten.keys() & generated.keys():
        message = f"pages both written by hand and generated: {', '.join(sorted(double))}"
        raise BuildError(message)
    for path, text in {**handwritten, **generated}.items():
        _write(docs / path, text)
    shutil.copytree(ASSETS, docs / "assets")
    _write(docs / "build-info.json", json.dumps(build_info(edition), indent=2) + "\n")
    return frozenset((*handwritten, *generated))


def _handwritten(tree: Path) -> dict[str, str]:
    files = sorted((tree / DOCS).glob("*.md"))
    return {file.name: file.read_text(encoding="utf-8") for file in files}


def _own_links(text: str, pages: Container[str]) -> str:
    """Leave of a link to a notice that this tree does not hold nothing but its words."""
    return _NOTICE_LINK.sub(lambda one: one[0] if one["page"] in pages else one["words"], text)


def _settings(
    root: Path, staged: frozenset[str], edition: Edition, offered: Offered
) -> dict[str, Any]:
    """Say what is added to mkdocs.yml; a tree without one of its own uses this checkout's."""
    own = root / MKDOCS_CONFIG
    config = own if own.is_file() else _SOURCE_TREE / MKDOCS_CONFIG
    told = yaml.load(config.read_text(encoding="utf-8"), _Plain)  # noqa: S506 - a SafeLoader
    info = build_info(edition)
    return {
        "INHERIT": str(config),
        "site_name": f"{_DEMO_TITLE}{told['site_name']}" if edition.is_demo else told["site_name"],
        "site_url": edition.site_url,
        # A notice kept out leaves links to its clauses behind; that must not stop the others.
        "strict": not edition.register.doubts,
        "theme": {"custom_dir": str(OVERRIDES)},
        "nav": list(_menu(told["nav"], staged)),
        "extra": {
            "dataset": dict(offered.described),
            "build": {**info, "day": chinese_day(info["as_of"])},
            "policy": policy(edition.site_url),
        },
    }


def _menu(entries: Sequence[Json], staged: Container[str]) -> Iterator[dict[str, Json]]:
    """Leave of a menu what this tree has a page for."""
    for entry in entries:
        ((title, page),) = entry.items()
        if isinstance(page, str):
            if page in staged:
                yield {title: page}
        elif own := list(_menu(page, staged)):
            yield {title: own}


class _Plain(yaml.SafeLoader):
    """Reads MkDocs' configuration without making the objects that its tags ask for."""


_Plain.add_multi_constructor("", lambda *_: None)


def _run_mkdocs(root: Path, docs: Path, site: Path, settings: Mapping[str, Any]) -> None:
    """Run MkDocs in an environment of its own, so that nothing of the caller's reaches a page."""
    with tempfile.TemporaryDirectory(dir=root / _VERSIONS) as work:
        config = Path(work) / "mkdocs.json"
        folders = {"docs_dir": str(docs), "site_dir": str(site)}
        _write(config, json.dumps({**settings, **folders}, ensure_ascii=False))
        day = datetime.fromisoformat(settings["extra"]["build"]["as_of"]).replace(tzinfo=UTC)
        environment = {
            "HOME": work,
            "LC_ALL": "C.UTF-8",
            "NO_MKDOCS_2_WARNING": "1",
            "PYTHONHASHSEED": "0",
            "PYTHONUTF8": "1",
            "SOURCE_DATE_EPOCH": str(int(day.timestamp())),
            "TMPDIR": work,  # jieba trusts the cache that it finds there
            "TZ": "UTC",
        }
        # Not --quiet: it silences the warnings before `strict` can count them.
        command = [sys.executable, "-P", "-m", "mkdocs", "build"]
        done = subprocess.run(  # noqa: S603 - our own words
            [*command, "--config-file", str(config)],
            env=environment,
            cwd=work,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        told = [line for line in done.stderr.splitlines() if not line.startswith("INFO")]
        raise BuildError("\n".join(told))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def _new_version(root: Path, name: str) -> Path:
    versions = root / _VERSIONS
    versions.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{Path(name).name}-", dir=versions))
    folder.chmod(0o755)
    return folder


def _publish(root: Path, name: str, version: Path) -> None:
    """Let the link `name` point to a version, in one step, and drop the versions before it."""
    link = root / name
    fresh = version.with_name(version.name + ".link")
    fresh.symlink_to(os.path.relpath(version, link.parent))
    if link.is_dir() and not link.is_symlink():
        shutil.rmtree(link)
    fresh.replace(link)
    for old in version.parent.glob(f"{link.name}-*"):
        if old.is_symlink():
            old.unlink()
        elif old != version:
            shutil.rmtree(old)


@contextmanager
def _one_at_a_time(root: Path) -> Iterator[None]:
    lock = root / _LOCK
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
