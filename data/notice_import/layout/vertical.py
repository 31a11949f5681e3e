"""Tables that were pasted with each cell on a line of its own: counted rows, or rows whose agencies tell them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from data.notice_import.blocks import Block, Line, Table
from data.notice_import.columns import Role, column_role, is_header
from data.notice_import.layout.headings import looks_like_heading
from data.notice_import.names.agencies import is_agency_list
from data.notice_import.names.places import Places
from data.notice_import.numbering import to_int

Row = tuple[str, ...]
_MAX_COLUMNS = 9
_MORE_LINES = 3
"""Lines of a row more than it has cells, at most."""


def join_cells(blocks: Sequence[Block], places: Places) -> list[Block]:
    """Return the blocks with such tables put together; they begin with the names of their columns."""
    result: list[Block] = []
    at = 0
    while at < len(blocks):
        end, rows = _read_counted(blocks, at, places) or _read_uncounted(blocks, at, places) or (at, [])
        if rows:
            first = blocks[at]
            result.append(Table(tuple(rows), first.number))
            at = end
        else:
            result.append(blocks[at])
            at += 1
    return result


def _read_counted(blocks: Sequence[Block], start: int, places: Places) -> tuple[int, list[Row]] | None:
    """Return the end of the table with a column of numbers that begins at `start`, and its rows; None without one."""
    if column_role(_text(blocks, start)) != "number":
        return None
    width = next((n for n in range(2, _MAX_COLUMNS + 1) if to_int(_text(blocks, start + n)) == 1), 0)
    header = tuple(_text(blocks, start + n) for n in range(width))
    if width < 2 or not is_header(header):
        return None
    rows = [header]
    at = start + width
    roles = [column_role(name) for name in header]
    tier = roles.index("tier") if "tier" in roles and _has_tier(blocks, at + roles.index("tier")) else 0
    while to_int(_text(blocks, at)) == len(rows):
        is_merged = tier > 0 and not _has_tier(blocks, at + tier)  # the cell is that of the row above
        lines = width - is_merged
        last = at + lines + _MORE_LINES
        following = next((n for n in range(at + 1, last + 1) if to_int(_text(blocks, n)) == len(rows) + 1), at + lines)
        end = next((n for n in range(at, following) if not _text(blocks, n)), following)
        cells = [_text(blocks, n) for n in range(at, end)]
        if is_merged:
            cells.insert(tier, "")
        rows.append(_fit(cells, header, places))
        at = end
    return (at, rows) if len(rows) > 2 else None


def _has_tier(blocks: Sequence[Block], at: int) -> bool:
    return looks_like_heading(_text(blocks, at))


def _fit(cells: Sequence[str], header: Row, places: Places) -> Row:
    """Return a row as wide as the header: more lines are more agencies of a cell, or a title that goes on."""
    more = len(cells) - len(header)
    if more <= 0:
        return (*cells, *[""] * -more)
    roles = [column_role(name) for name in header]
    for left, pair in enumerate(itertools.pairwise(roles)):
        if set(pair) == {"title", "agency"}:
            within = cells[left : left + more + 2]
            for at in range(1, len(within)):
                both = (_cell(within[:at], pair[0], places), _cell(within[at:], pair[1], places))
                if all(both):
                    return (*cells[:left], *both, *cells[left + more + 2 :])
    for role, mark in (("agency", "\n"), ("title", "")):
        at = roles.index(role) if role in roles else len(cells)
        within = cells[at : at + more + 1]
        if within and (role == "title" or all(is_agency_list(cell, places) for cell in within)):
            return (*cells[:at], mark.join(within), *cells[at + more + 1 :])
    return tuple(cells[: len(header)])


def _read_uncounted(blocks: Sequence[Block], start: int, places: Places) -> tuple[int, list[Row]] | None:
    """Return the end of the table without numbers that begins at `start`, and its rows; None without one.

    A row is as many lines as there are names of columns, with agencies where their column is.
    """
    names = (_text(blocks, start + n) for n in range(_MAX_COLUMNS))
    header = tuple(itertools.takewhile(column_role, names))
    roles = [column_role(name) for name in header]
    if "agency" not in roles or not is_header(header):
        return None
    rows = [header]
    at = start + len(header)
    while row := _row(blocks, at, len(header)):
        if not is_agency_list(row[roles.index("agency")], places):
            break
        rows.append(row)
        at += len(header)
    return (at, rows) if len(rows) > 2 else None


def _cell(lines: Sequence[str], role: Role | None, places: Places) -> str:
    """Return the cell that a column's width broke into these lines, or of agencies a line each; "" if it did not."""
    if role == "agency" and all(is_agency_list(line, places) for line in lines):
        return "\n".join(lines)
    is_wrapped = all(len(line) >= max(map(len, lines)) - 1 for line in lines[:-1])
    text = "".join(lines)
    return text if is_wrapped and (role != "agency" or is_agency_list(text, places)) else ""


def _row(blocks: Sequence[Block], at: int, width: int) -> Row:
    """Return the texts of the next lines; empty if there are too few."""
    cells = tuple(_text(blocks, at + n) for n in range(width))
    return cells if all(cells) else ()


def _text(blocks: Sequence[Block], at: int) -> str:
    block = blocks[at] if at < len(blocks) else None
    return block.text if isinstance(block, Line) else ""
