"""Tables that were pasted with each cell on a line of its own."""

from __future__ import annotations

from collections.abc import Sequence

from data.notice_import.blocks import Block, Line, Table
from data.notice_import.columns import column_role, is_header
from data.notice_import.numbering import to_int

_MAX_COLUMNS = 9


def join_cells(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with such tables put together; they begin with the name of a column of numbers."""
    result: list[Block] = []
    at = 0
    while at < len(blocks):
        end, rows = _read(blocks, at)
        if rows:
            first = blocks[at]
            result.append(Table(tuple(rows), first.number))
            at = end
        else:
            result.append(blocks[at])
            at += 1
    return result


def _read(blocks: Sequence[Block], start: int) -> tuple[int, list[tuple[str, ...]]]:
    """Return the end of the table that begins at `start`, and its rows; none if there is no table."""
    if column_role(_text(blocks, start)) != "number":
        return start, []
    width = next((n for n in range(2, _MAX_COLUMNS + 1) if to_int(_text(blocks, start + n)) == 1), 0)
    header = tuple(_text(blocks, start + n) for n in range(width))
    if width < 2 or not is_header(header):
        return start, []
    rows = [header]
    at = start + width
    while to_int(_text(blocks, at)) == len(rows):
        end = at + 1
        while end - at < width and _text(blocks, end) and to_int(_text(blocks, end)) != len(rows) + 1:
            end += 1
        cells = [_text(blocks, n) for n in range(at, end)]
        rows.append((*cells, *[""] * (width - len(cells))))
        at = end
    return at, rows if len(rows) > 2 else []


def _text(blocks: Sequence[Block], at: int) -> str:
    block = blocks[at] if at < len(blocks) else None
    return block.text if isinstance(block, Line) else ""
