"""Read a workbook (XLSX, XLS, ODS)."""

from __future__ import annotations

import io
import re

from data.notice_import.blocks import Block, ImportRefusedError, make_lines, rows_to_blocks

_DEFAULT_NAME = re.compile(r"Sheet\s?\d*|工作表\s?\d*", re.IGNORECASE)
MAX_CELLS = 500_000
"""The maximum number of cells of all visible sheets together."""


def read_sheet(content: bytes) -> list[Block]:
    """Return the rows of all visible sheets, merged cells repeated.

    Raises ImportRefusedError if there are too many cells.
    """
    from python_calamine import CalamineWorkbook, SheetVisibleEnum  # noqa: PLC0415 - only an import of a workbook needs it

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    blocks: list[Block] = []
    names = [meta.name for meta in workbook.sheets_metadata if not _DEFAULT_NAME.fullmatch(meta.name)]
    cells = 0
    number = 1
    for meta in workbook.sheets_metadata:
        if meta.visible != SheetVisibleEnum.Visible:
            continue
        sheet = workbook.get_sheet_by_name(meta.name)
        cells += sheet.height * sheet.width
        if cells > MAX_CELLS:
            raise ImportRefusedError(f"表格太大，最多读 {MAX_CELLS // 10_000} 万个单元格")
        rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
            for row in rows[top : bottom + 1]:
                row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])
        if len(names) > 1 and meta.name in names and rows:
            blocks += make_lines(meta.name, number, heading=True)
        blocks += rows_to_blocks(rows, number)
        number += len(rows)
    return blocks


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
