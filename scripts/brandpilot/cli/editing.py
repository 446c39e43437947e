"""A tree as it is to be published on a day."""

import argparse
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from brandpilot.cli import asked, progress
from brandpilot.cli.asked import UsageError
from brandpilot.inspection import inspect, read_law
from brandpilot.layout import DEMO
from brandpilot.messages import catalogue
from brandpilot.records import register, until

if TYPE_CHECKING:
    from brandpilot.pages import Edition
    from brandpilot.publish import Previous

_LOCAL_SITE = "http://127.0.0.1:8000/"


def edition_on(root: Path, as_of: str, tree: Path | None = None, at: str = "") -> "Edition":
    """Read a tree, or what `tree` holds of it as it was `at` a commit, for a day (YYYY-MM-DD).

    Files with errors are left out and named. What is dated later than that day is not there yet.
    Only a date beyond the commit's own day is a mistake, so that the bytes still follow from
    commit and day alone.
    """
    from brandpilot.changes import read_changes  # noqa: PLC0415 – `check` must not pay for what it does not use
    from brandpilot.pages import Edition  # noqa: PLC0415 – as above
    from brandpilot.tables import read_plan  # noqa: PLC0415 – as above

    commit, committed = asked.commit(root)
    schemas, content = asked.schemas(root), tree or root
    law = read_law(content, schemas, max(as_of, committed))
    with progress.bar("读取材料") as advance:
        inspection = inspect(content, law, keep=True, processes=asked.processes(), progress=advance)
    day = date.fromisoformat(as_of)
    documents, errors = until(inspection.documents, inspection.errors, day)
    if errors:
        print(
            f"有 {len(errors)} 处须改正，所涉材料不公布，在网站上标为「有疑义」。"
            "详见 brandpilot check。",
            file=sys.stderr,
        )
    return Edition(
        register(documents, errors, law.rules),
        catalogue(),
        law.forms,
        law.codelists,
        law.table,
        read_plan(schemas),
        day,
        at or commit,
        os.environ.get("SITE_URL", _LOCAL_SITE),
        (root / DEMO).is_file(),
        read_changes(root, at or "HEAD"),
    )


def previous_of(arguments: argparse.Namespace) -> "Previous | None":
    """Read the version of the data before, where a command's words name one."""
    from brandpilot.publish import VersionError, read_previous  # noqa: PLC0415 – as above

    if arguments.previous is None:
        return None
    try:
        return read_previous(arguments.previous)
    except VersionError as error:
        raise UsageError(str(error)) from None
