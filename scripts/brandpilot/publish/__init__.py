"""Tables become published files: every format, what describes them, and a report on both.

Nothing is published that was not read back. The bytes follow from the issue alone.
"""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from brandpilot.encode import json_file
from brandpilot.findings import Json
from brandpilot.publish import api
from brandpilot.publish.archive import archive, members, name_of
from brandpilot.publish.catalog import cards, catalog, schema_org
from brandpilot.publish.citation import citation
from brandpilot.publish.entities import counted
from brandpilot.publish.feeds import changes_feed, decisions_feed
from brandpilot.publish.folder import File, Folder, sums
from brandpilot.publish.issue import (
    API,
    CATALOG,
    CHANGES_FEED,
    CITATION,
    DATA,
    DEADLINES,
    DIRECTORY,
    FEED,
    FORMATS,
    LICENSE,
    PACKAGE,
    QUALITY,
    SUMS,
    VERSIONS,
    Issue,
    path_of,
)
from brandpilot.publish.looking import CHECKS, Written
from brandpilot.publish.machines import (
    Lines,
    json_rows,
    lines_of,
    parquet,
    partitions,
    write_partition,
)
from brandpilot.publish.package import package
from brandpilot.publish.readback import Check, read_back, report
from brandpilot.publish.spreadsheets import excel_csv, plain_csv, workbook
from brandpilot.publish.versions import Previous, VersionError, next_version, read_previous
from brandpilot.tables import rows_of

__all__ = [
    "CHECKS",
    "FORMATS",
    "Check",
    "File",
    "Issue",
    "Previous",
    "PublicationError",
    "Published",
    "VersionError",
    "Written",
    "counted",
    "export",
    "path_of",
    "publish",
    "read_back",
    "read_previous",
    "schema_org",
]

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Published:
    """What was published: the version, its files by path, and the schema.org description."""

    version: str
    files: Mapping[str, File]
    described: Mapping[str, Json]
    report: Mapping[str, Json]


class PublicationError(Exception):
    """What was read back is not what was to be published: nothing of it is."""

    def __init__(self, checks: tuple[Check, ...]) -> None:
        self.checks = tuple(check for check in checks if check.told)
        told = "\n".join(
            f"{check.title}：{line}" for check in self.checks for line in check.told[:5]
        )
        super().__init__(told)


def publish(
    issue: Issue,
    entities: Mapping[str, int],
    out: Path,
    previous: Previous | None = None,
    progress: Progress = lambda _done, _all: None,
) -> Published:
    """Write everything into a folder that is not there yet, and read it back.

    `entities` is how many rows some tables must hold; `previous` the version before.
    The folder appears whole or not at all. Raises OSError, PublicationError, VersionError,
    BrokenTableError.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"{out.name}-", dir=out.parent) as work:
        draft = Path(work) / "draft"
        published = _into(draft, issue, entities, previous, progress)
        draft.replace(out)
    return published


def _into(
    root: Path,
    issue: Issue,
    entities: Mapping[str, int],
    previous: Previous | None,
    progress: Progress,
) -> Published:
    folder = Folder(root)
    lines = export(folder, issue, progress)
    rows = {name: rows_of(issue.frames[name]) for name in ("clusters", "records", "changes")}
    version = next_version(issue, package(issue, folder.files), previous)
    issue = replace(issue, version=version)
    folder.write(PACKAGE, json_file(package(issue, folder.files)))
    folder.write(CATALOG, json_file(catalog(issue, folder.files)))
    folder.write(DIRECTORY, "\ufeff" + cards(issue))
    folder.write(CITATION, citation(issue))
    folder.write(LICENSE, issue.license)
    folder.write(DEADLINES, issue.deadlines)
    folder.write(FEED, decisions_feed(issue, rows["records"], rows["clusters"]))
    folder.write(CHANGES_FEED, changes_feed(issue, rows["changes"], rows["clusters"]))
    for path, _schema, text in api.documents(issue, lines):
        folder.write(path, text)
    folder.write(api.OPENAPI, json_file(api.openapi(issue)))
    _keep_version(folder, issue, previous)
    folder.write(SUMS, sums(folder.files))
    del folder.files[SUMS]
    described = schema_org(issue, folder.files)
    written = Written(root, issue, folder.files, entities, described)
    checks = read_back(written)
    told = report(written, checks)
    if not told["passed"]:
        raise PublicationError(checks)
    for path in (SUMS, QUALITY):
        if path == QUALITY:
            folder.write(QUALITY, json_file(told))
        folder.add(path)
    return Published(version, folder.files, described, told)


def _keep_version(folder: Folder, issue: Issue, previous: Previous | None) -> None:
    """Put what was written so far, the API apart, under its version, with sums and archive of its own.

    A version that was published before stays as it was, to the byte.
    """
    home = f"{VERSIONS}/{issue.version}"
    if previous and previous.version == issue.version:
        shutil.copytree(previous.folder, folder.root / home)
        for file in sorted((folder.root / home).rglob("*")):
            if file.is_file():
                folder.add(file.relative_to(folder.root).as_posix())
        return
    own = Folder(folder.root / home)
    for path in sorted(folder.files):
        if not path.startswith(f"{API}/"):
            shutil.copyfile(folder.root / path, own.place(path))
            own.add(path)
    book = name_of(issue.version)
    archive(own.root, members(own.files, issue.tables), issue.as_of, own.place(book))
    own.add(book)
    own.write(SUMS, sums(own.files))
    for path in own.files:
        folder.add(f"{home}/{path}")


def export(folder: Folder, issue: Issue, progress: Progress) -> dict[str, Lines]:
    """Write every table in every format; give its rows as JSON."""
    lines: dict[str, Lines] = {}
    for done, (name, table) in enumerate(issue.tables.items()):
        progress(done, len(issue.tables))
        made = issue.frames[name]
        lines[name] = lines_of(made)
        folder.write(path_of(name, "csv"), plain_csv(made))
        folder.write(path_of(name, "excel.csv"), excel_csv(made, table))
        folder.write(path_of(name, "json"), json_rows(lines[name]))
        workbook(made, table, issue.codelists, issue.as_of, folder.place(path_of(name, "xlsx")))
        folder.add(path_of(name, "xlsx"))
        parquet(made, table, folder.place(path_of(name, "parquet")))
        folder.add(path_of(name, "parquet"))
        if table.part:
            for part, content in partitions(made, table):
                path = f"{DATA}/parquet/{name}/{part}/part-0.parquet"
                write_partition(content, table, folder.place(path))
                folder.add(path)
    progress(len(issue.tables), len(issue.tables))
    return lines
