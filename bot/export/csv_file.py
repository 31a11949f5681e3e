"""Tables as CSV: UTF-8 with a byte order mark, by which Excel knows the encoding, and lines that end as in RFC 4180.

Each row has its query and the data's revision, so that a file is a plain table and still says where it comes from.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from bot.export.table import Record, Table, one_line, records

MARK = "\ufeff"
HEADER = ("等次", "序号", "标题", "单位", "地区", "通知", "查询", "数据版本")
SEPARATOR = "；"
"""Between the agencies of a case, and between its places."""

# https://owasp.org/www-community/attacks/CSV_Injection: a cell that begins so may be taken for a formula
_FORMULA_STARTS = tuple("=+-@＝＋－＠")


def to_csv(table: Table) -> bytes:
    """Return the table as a file with a header."""
    return f"{MARK}{header_line()}{csv_lines(table)}".encode()


def header_line() -> str:
    """Return the line with the names of the columns."""
    return _lines(iter([HEADER]))


def csv_lines(table: Table) -> str:
    """Return the rows: one for each case, or for each case and agency if agencies were asked for."""
    by_agency = table.agencies is not None
    return _lines(_row(record, table) for record in records(table, by_agency=by_agency))


def guarded(text: str) -> str:
    """Return the text of a cell, with an apostrophe before it if a spreadsheet might take it for a formula."""
    return f"'{text}" if text.lstrip().startswith(_FORMULA_STARTS) else text


def _row(record: Record, table: Table) -> tuple[str | int, ...]:
    return (
        guarded(record.tier),
        record.number,
        guarded(record.title),
        guarded(SEPARATOR.join(record.agency_names)),
        guarded(SEPARATOR.join(record.places)),
        guarded(record.notice),
        guarded(one_line(table.question)),
        table.revision,
    )


def _lines(rows: Iterator[tuple[str | int, ...]]) -> str:
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()
