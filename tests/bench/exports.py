"""What publishing costs: every table of 100 to 10,000 applications in every format, beside pandas' own writers.

Seconds of processor in one process, for nothing here runs at the same time as anything else.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from brandpilot.build import publish_data
from brandpilot.codelists import Codelist
from brandpilot.evaluate import Computed, compute
from brandpilot.inspection import inspect, read_law
from brandpilot.messages import catalogue
from brandpilot.pages import Edition
from brandpilot.publish.folder import Folder
from brandpilot.publish.machines import json_rows, lines_of, parquet, partitions, write_partition
from brandpilot.publish.spreadsheets import excel_csv, plain_csv, workbook
from brandpilot.records import register
from brandpilot.tables import Cell, Column, Table, frame, read_plan

DAY = date(2018, 1, 1)
_MIB = 1024
_SHEET = 1_048_575


def exports(root: Path) -> dict[str, float]:
    """Measure a tree in a process of its own, so that memory is its own too."""
    done = subprocess.run(
        [sys.executable, __file__, str(root)], check=True, capture_output=True, text=True
    )
    told: dict[str, float] = json.loads(done.stdout)
    return told


def one_table() -> dict[str, float]:
    """Measure the table that the goal was set by: 10,000 rows of 50 columns, texts and numbers in turn."""
    columns = [
        Column(f"c{at}", ("number", "string")[at % 2], f"栏{at}", f"Column {at}")
        for at in range(1, 50)
    ]
    key = Column("number", "integer", "序号", "Number")
    table = Table("fifty", "五十栏", "Fifty", "一张表。", ("number",), (key, *columns))
    rows = [
        {"number": row} | {one.name: _cell(row, at, one.type) for at, one in enumerate(columns)}
        for row in range(1, 10_001)
    ]
    made = frame(table, rows)
    seconds: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as work:
        _export(made, table, {}, Folder(Path(work)), partial(_timed, seconds))
    return seconds | {"all_formats": round(sum(seconds.values()), 2)}


def _cell(row: int, at: int, type_: str) -> Cell:
    return row * at / 8 if type_ == "number" else f"示例文字{row % 97}，第{at}栏"


def _timed(seconds: dict[str, float], name: str, work: Callable[[], Any]) -> Any:
    began = time.process_time()
    given = work()
    seconds[name] = round(seconds.get(name, 0) + time.process_time() - began, 2)
    return given


def main(root: Path) -> None:
    """Print the seconds of each step as JSON."""
    seconds: dict[str, float] = {}

    timed = partial(_timed, seconds)
    edition = timed("read", lambda: _edition(root))
    computed: Computed = timed("tables", lambda: compute(edition.source, edition.plan))
    rows = sum(len(made) for made in computed.frames.values())
    cells = sum(made.size for made in computed.frames.values())
    with tempfile.TemporaryDirectory() as work:
        folder = Folder(Path(work))
        for table in computed.plan.tables.values():
            _export(computed.frames[table.name], table, edition.codelists, folder, timed)
    own = ("csv", "excel_csv", "json", "parquet", "partitions", "xlsx")
    seconds["all_formats"] = round(sum(seconds[name] for name in own), 2)
    with tempfile.TemporaryDirectory() as work:
        timed("publish", lambda: publish_data(edition, computed, Path(work) / "out"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MIB
    with tempfile.TemporaryDirectory() as work:
        for table in computed.plan.tables.values():
            _by_pandas(computed.frames[table.name], table, Path(work), timed)
    print(json.dumps({**seconds, "rows": rows, "cells": cells, "peak_mb": round(peak)}))


_Timed = Callable[[str, Callable[[], Any]], Any]


def _export(
    made: pd.DataFrame,
    table: Table,
    codelists: Mapping[str, Codelist],
    folder: Folder,
    timed: _Timed,
) -> None:
    name = table.name
    timed("csv", lambda: folder.write(f"{name}.csv", plain_csv(made)))
    timed("excel_csv", lambda: folder.write(f"{name}.excel.csv", excel_csv(made, table)))
    timed("json", lambda: folder.write(f"{name}.json", json_rows(lines_of(made))))
    timed("parquet", lambda: parquet(made, table, folder.place(f"{name}.parquet")))
    if table.part:
        timed("partitions", lambda: _partitions(made, table, folder))
    book = folder.place(f"{name}.xlsx")
    timed("xlsx", lambda: workbook(made, table, codelists, DAY, book))


def _by_pandas(made: pd.DataFrame, table: Table, to: Path, timed: _Timed) -> None:
    """Write the same with pandas' own writers; a table too long for one sheet is left out there."""
    days = [one.name for one in table.columns if one.type == "date"]
    plain = made.astype(dict.fromkeys(days, "string"))  # pandas' JSON knows no days of Arrow's
    timed("pandas_csv", lambda: plain.to_csv(to / "a.csv", index=False))
    timed(
        "pandas_json",
        lambda: plain.to_json(to / "a.json", orient="records", force_ascii=False),
    )
    if len(plain) <= _SHEET:
        timed("pandas_xlsx", lambda: plain.to_excel(to / "a.xlsx", index=False))


def _partitions(made: pd.DataFrame, table: Table, folder: Folder) -> None:
    for part, rows in partitions(made, table):
        write_partition(rows, table, folder.place(f"{table.name}/{part}.parquet"))


def _edition(root: Path) -> Edition:
    law = read_law(root, root, DAY.isoformat())
    found = inspect(root, law, keep=True, processes=2)
    content = register(found.documents, (), law.rules)
    plan, url = read_plan(root), "http://127.0.0.1:8000/"
    lists: Mapping[str, Any] = law.codelists
    made = Edition(content, catalogue(), law.forms, lists, law.table, plan, DAY, "", url)
    return replace(made, changes=())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
