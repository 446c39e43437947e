"""Tables for people with a spreadsheet: CSV as it is, CSV for Excel, and a workbook with a dictionary.

In the first nothing is changed. In the other two the headings are Chinese, and nothing that stands
in a cell can be computed.
"""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import xlsxwriter

from brandpilot.codelists import Codelist
from brandpilot.encode import FORMULA_START, HIDDEN
from brandpilot.tables import BrokenTableError, Column, Table
from brandpilot.tables.frame import cells_of

_BOM = b"\xef\xbb\xbf"
_OPTIONS = pyarrow.csv.WriteOptions(include_header=False, quoting_style="needed")
_MOST_ROWS = 1_048_575
"""Rows of a sheet, less its heading."""
_LONGEST = 32_767
"""Characters of a cell; what is longer ends in a note that says where the whole text is."""
_CUT = "……（全文见同名 CSV）"
_WIDTHS = {"string": 24, "date": 12, "partial_date": 12, "datetime": 21}
_DICTIONARY = ("栏目", "列名", "类型", "单位", "可以缺值的理由", "英文", "代码")


def plain_csv(made: pd.DataFrame) -> bytes:
    """Write a table as CSV (RFC 4180, lines end in LF, UTF-8), every text as it is."""
    head = ",".join(map(str, made.columns)) + "\n"
    return head.encode("ascii") + _rows(arrow(made))


def excel_csv(made: pd.DataFrame, table: Table) -> bytes:
    """Write a table as CSV that Excel opens: a mark of UTF-8, Chinese headings, no formulas."""
    content = arrow(made)
    for at, field in enumerate(content.schema):
        if pa.types.is_string(field.type):
            content = content.set_column(at, field, _inert(content.column(at)))
    head = ",".join(f'"{heading(column)}"' for column in table.fields) + "\n"
    return _BOM + head.encode("utf-8") + _rows(content)


def workbook(
    made: pd.DataFrame, table: Table, codelists: Mapping[str, Codelist], as_of: date, to: Path
) -> None:
    """Write a table as a workbook: the sheet 数据 (数据2 … where one is too small), then 字典."""
    with xlsxwriter.Workbook(
        str(to), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties(
            {"title": table.title, "created": datetime(as_of.year, as_of.month, as_of.day)}  # noqa: DTZ001 – a workbook knows no zone
        )
        bold = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        columns = [cells for _, cells in cells_of(made)]
        for number, first in enumerate(range(0, max(len(made), 1), _MOST_ROWS), 1):
            sheet = book.add_worksheet("数据" if number == 1 else f"数据{number}")
            sheet.freeze_panes(1, 0)
            for at, column in enumerate(table.fields):
                sheet.set_column(at, at, _WIDTHS.get(column.type, 14))
                sheet.write_string(0, at, heading(column), bold)
            writers = [_writer(sheet, column, day) for column in table.fields]
            rows = zip(*(cells[first : first + _MOST_ROWS] for cells in columns), strict=True)
            for at, cells_of_row in enumerate(rows, 1):
                for place, (write, cell) in enumerate(zip(writers, cells_of_row, strict=True)):
                    if cell is not None:
                        write(at, place, cell)
        sheet = book.add_worksheet("字典")
        for at, width in enumerate((24, 28, 12, 8, 24, 28, 80)):
            sheet.set_column(at, at, width)
        for at, row in enumerate((_DICTIONARY, *_dictionary(table, codelists))):
            for place, text in enumerate(row):
                if text:
                    sheet.write_string(at, place, text[:_LONGEST], bold if at == 0 else None)


def heading(column: Column) -> str:
    """Spell a column's heading, with its unit."""
    return f"{column.title}（{column.unit}）" if column.unit else column.title


def arrow(made: pd.DataFrame) -> pa.Table:
    """Give a table's columns as Arrow has them, without an index."""
    return pa.Table.from_pandas(made, preserve_index=False).replace_schema_metadata(None)


def _rows(content: pa.Table) -> bytes:
    out = io.BytesIO()
    pyarrow.csv.write_csv(content, out, _OPTIONS)
    return out.getvalue()


def _inert(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    seen = pc.replace_substring_regex(texts, pattern=HIDDEN, replacement="\ufffd")
    starts = pc.match_substring_regex(seen, pattern=f"^[{FORMULA_START}]")
    return pc.if_else(starts, pc.binary_join_element_wise("'", seen, ""), seen)


def _writer(
    sheet: xlsxwriter.worksheet.Worksheet, column: Column, day: object
) -> Callable[[int, int, Any], object]:
    plain: dict[str, Callable[[int, int, Any], object]] = {
        "integer": sheet.write_number,
        "number": sheet.write_number,
        "year": sheet.write_number,
        "boolean": sheet.write_boolean,
        "date": lambda row, place, cell: sheet.write_datetime(row, place, cell, day),
    }
    return plain.get(column.type, lambda row, place, cell: _write_text(sheet, row, place, cell))


def _write_text(sheet: xlsxwriter.worksheet.Worksheet, row: int, place: int, cell: object) -> None:
    text = str(cell)
    if len(text) > _LONGEST:
        text = text[: _LONGEST - len(_CUT)] + _CUT
    if sheet.write_string(row, place, text):
        message = f"a workbook cannot hold row {row}, column {place}"
        raise BrokenTableError(message)


def _dictionary(table: Table, codelists: Mapping[str, Codelist]) -> Iterator[Sequence[str]]:
    for column in table.fields:
        names = codelists[column.codelist].names.items() if column.codelist else ()
        yield (
            column.title,
            column.name,
            column.type,
            column.unit,
            "、".join(column.missing),
            column.english,
            "；".join(f"{code} {name}" for code, name in names),
        )
