"""Tables as XLSX: a sheet with a row a case, one with a row an agency, and one on where they come from.

All texts are written as strings, so none becomes a formula or a link, whatever it begins with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from bot.export.table import Record, Table, one_line, records
from data.nouns import DEFAULT, shared_noun

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

AGENCIES, ABOUT = "单位", "说明"
"""Names of the sheets besides that of the cases, which has their noun."""
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']+")
_MAX_NAME = 31
"""Characters of a sheet's name, like what it may not contain: support.microsoft.com/office/rename-a-worksheet."""

MAX_CELL = 32_767
"""Characters of a cell: https://support.microsoft.com/office/excel-specifications-and-limits."""

_OMITTED = "……（其余见“单位”表）"
_LINE_HEIGHT, _MAX_HEIGHT = 16.5, 409.5
"""Points of a line, and of the highest row that Excel allows."""


class _Column(NamedTuple):
    name: str
    width: int
    """In widths of a digit; a Chinese character takes two."""


_CASE = (_Column("等次", 16), _Column("序号", 6), _Column("标题", 44), _Column("单位", 60))
_NOTICE = _Column("通知", 58)
_CASE_COLUMNS = (*_CASE, _Column("地区", 20), _NOTICE)
_AGENCY_COLUMNS = (*_CASE, _Column("省", 12), _Column("市", 12), _Column("区县", 12), _NOTICE)
_ABOUT_WIDTHS = (12, 80)


def to_xlsx(table: Table) -> bytes:
    """Return the table as a workbook."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only an export needs it

    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": one_line(table.title), "comments": f"数据版本 {table.revision}"})
        sheets = [
            (cases_sheet(table), _CASE_COLUMNS, [_case_row(record) for record in records(table, by_agency=False)]),
            (AGENCIES, _AGENCY_COLUMNS, [_agency_row(record) for record in records(table, by_agency=True)]),
        ]
        # what was asked for opens first
        for name, columns, rows in sheets if table.agencies is None else reversed(sheets):
            _add_sheet(workbook, name, columns, rows)
        _add_about(workbook, table)
    return content.getvalue()


def cases_sheet(table: Table) -> str:
    """Return the name of the sheet of cases: what their notices call them, if a sheet may be called so."""
    name = _NOT_IN_NAMES.sub("", one_line(shared_noun(table.notices).noun))
    return name if 0 < len(name) <= _MAX_NAME and name not in (AGENCIES, ABOUT) else DEFAULT.noun


def _add_sheet(workbook: Workbook, name: str, columns: Sequence[_Column], rows: Sequence[Sequence[str | int]]) -> None:
    sheet, body = workbook.add_worksheet(name), _body_format(workbook)
    heading = workbook.add_format({"bold": True, "bg_color": "#DDE6F0", "bottom": 1, "valign": "vcenter"})
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
    _write_row(sheet, 0, [column.name for column in columns], heading)
    for number, row in enumerate(rows, 1):
        # Excel would find the height itself, viewers on phones do not
        sheet.set_row(number, _height(row, columns))
        _write_row(sheet, number, row, body)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _add_about(workbook: Workbook, table: Table) -> None:
    sheet, style = workbook.add_worksheet(ABOUT), _body_format(workbook)
    for at, width in enumerate(_ABOUT_WIDTHS):
        sheet.set_column(at, at, width)
    for number, row in enumerate(_about(table)):
        _write_row(sheet, number, row, style)


def _about(table: Table) -> Iterator[tuple[str, str | int]]:
    yield "查询", table.question
    for line in table.explanation:
        yield "", line
    yield cases_sheet(table), len(table.cases)
    if table.agencies is not None:
        yield "问到的单位", len(table.agencies)
    for notice in table.notices:
        yield "通知", f"《{one_line(notice.title)}》" + (f"（{notice.issued}）" if notice.issued else "")
        if notice.source:
            yield "原文", notice.source
    yield "数据版本", table.revision


def _case_row(record: Record) -> tuple[str | int, ...]:
    agencies, places = _within_cell(record.agency_names), _within_cell(record.places)
    return record.tier, record.number, record.title, agencies, places, record.notice


def _agency_row(record: Record) -> tuple[str | int, ...]:
    (agency,) = record.agencies
    levels = {region.level: region.name for region in agency.regions}
    places = (levels.get("province", ""), levels.get("city", ""), levels.get("county", ""))
    return record.tier, record.number, record.title, *record.agency_names, *places, record.notice


def _within_cell(names: Sequence[str]) -> str:
    """Return the names, each on a line, as far as a cell holds them."""
    text = "\n".join(names)
    if len(text) <= MAX_CELL:
        return text
    return text[: text.rindex("\n", 0, MAX_CELL - len(_OMITTED)) + 1] + _OMITTED


def _write_row(sheet: Worksheet, number: int, row: Sequence[str | int], style: Format) -> None:
    for at, value in enumerate(row):
        if isinstance(value, int):
            sheet.write_number(number, at, value, style)
        else:
            sheet.write_string(number, at, value, style)


def _body_format(workbook: Workbook) -> Format:
    return workbook.add_format({"text_wrap": True, "valign": "top", "align": "left"})


def _height(row: Sequence[str | int], columns: Sequence[_Column]) -> float:
    """Return the height in points of a row whose texts are wrapped."""
    cells = zip(row, columns, strict=True)
    lines = max(
        sum(-(-max(_width(line), 1) // column.width) for line in str(cell).split("\n")) for cell, column in cells
    )
    return min(lines * _LINE_HEIGHT, _MAX_HEIGHT)


def _width(text: str) -> int:
    return sum(1 + (not char.isascii()) for char in text)
