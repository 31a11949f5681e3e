"""Bring tables into the usual form: one header, one group of columns, one case per row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from data.notice_import.blocks import WIDE_GAP, Block, Line, Table
from data.notice_import.columns import column_role, is_header
from data.notice_import.layout.splitting import split_numbers
from data.notice_import.numbering import parse_number

_BOTH = re.compile("[及和与、/]")
_TITLE_AND_AGENCY = ("title", "agency")
_FIELDS = 3
_MOST = 0.8
"""The minimum share of the labels of a card that must be known."""
_LONGEST_NAME = 8
"""The maximum length of the name of a column below another name."""


def reshape(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with each table split at its headers and into its groups of columns, and with lists split.

    Each case of a list in a cell gets a row of its own.
    """
    result: list[Block] = []
    for block in blocks:
        if isinstance(block, Line):
            result.append(block)
            continue
        for group in _column_groups(_with_titles_apart(_with_one_header(block))):
            result += _split_at_headers(group) if isinstance(group, Table) else [group]
    return [_spread_lists(block) if isinstance(block, Table) else block for block in result]


def _with_one_header(table: Table) -> Table:
    """Return the table with two header rows joined, if merged cells of the upper one are empty but for the first.

    For example 实施单位 and an empty cell over 牵头 and 参与.
    """
    if len(table.rows) < 3 or not is_header(table.rows[0]) or table.rows[1][0]:
        return table
    upper, lower = table.rows[:2]
    below = [at for at, name in enumerate(lower) if name]
    # a name below an empty cell, or below the name that the empty cell belongs to
    is_merged = all(not upper[at] or (at + 1 in below and not upper[at + 1]) for at in below)
    if len(below) < 2 or not is_merged or any(len(lower[at]) > _LONGEST_NAME for at in below):
        return table
    names = list(upper)
    for at, before in zip(range(1, len(names)), names, strict=False):
        names[at] = names[at] or (names[at - 1] if at in below else before)
    header = tuple(lower[at] + name if at in below else name for at, name in enumerate(names))
    return Table((header, *table.rows[2:]), table.number + 1)


def _with_titles_apart(table: Table) -> Table:
    """Return the table with a column of both titles and agencies, 案例名称及申报单位, split into two.

    Each cell of such a column has a line of each.
    """
    header = table.rows[0] if is_header(table.rows[0]) else ()
    for at, name in enumerate(header):
        parts = _BOTH.split(name)
        if len(parts) != len(_TITLE_AND_AGENCY) or tuple(map(column_role, parts)) != _TITLE_AND_AGENCY:
            continue
        rows = [(*header[:at], *parts, *header[at + 1 :])]
        for row in table.rows[1:]:
            title, _, agencies = row[at].partition("\n")
            rows.append((*row[:at], title, re.sub("^[^：:\n]{2,8}[：:]", "", agencies), *row[at + 1 :]))
        return Table(tuple(rows), table.number)
    return table


def columns_to_tables(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with runs of lines that wide gaps split into at least three fields as tables.

    The lines have no numbers, and those of a run have equally many fields.
    """
    result: list[Block] = []
    for count, group in groupby(blocks, _fields):
        run = list(group)
        if count < _FIELDS:
            result += run
        else:
            rows = tuple(tuple(WIDE_GAP.split(line.text)) for line in run if isinstance(line, Line))
            result.append(Table(rows, run[0].number))
    return result


def _fields(block: Block) -> int:
    return len(WIDE_GAP.split(block.text)) if isinstance(block, Line) and not parse_number(block.text) else 0


def unfold_cards(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks with tables of labels and values as lines: 项目名称：… of a case, 发布机构：… of a page."""
    for block in blocks:
        if not isinstance(block, Table) or not _is_card(block):
            yield block
            continue
        for number, row in enumerate(block.rows, block.number):
            for cell, value in zip(row[::2], row[1::2], strict=True):
                label = cell.rstrip("：:")
                mark = "、" if column_role(label) == "agency" else ""
                if value:
                    yield Line(f"{label}：{mark.join(value.split(chr(10)))}", number)


def _is_card(table: Table) -> bool:
    labels = [cell for row in table.rows for cell in row[::2] if cell]
    if len(table.rows) < 2 or len(table.rows[0]) % 2:
        return False
    roles = [column_role(label) for label in labels]
    if len(table.rows[0]) == 2 and {"title", "agency"} <= set(roles):
        return True  # besides the title and the agency, any other label is possible: 案号
    known = sum(map(bool, roles))
    return known >= len(labels) * _MOST or all(label.endswith(("：", ":")) for label in labels)


def _split_at_headers(table: Table) -> Iterator[Table]:
    """Yield the parts of a table that begin with headers, as on each page or in several lists on one sheet."""
    start = 0
    for at, row in enumerate(table.rows):
        if at > start and is_header(row):
            is_upper = at == 1 and any(cell and cell == below for cell, below in zip(table.rows[0], row, strict=True))
            if not is_upper:  # 等次 | 案例信息 over 等次 | 序号 | 案例名称
                yield Table(table.rows[start:at], table.number + start)
            start = at
    yield Table(table.rows[start:], table.number + start)


def _column_groups(table: Table) -> Iterator[Block]:
    """Yield the groups of columns whose names repeat side by side, each below its own heading.

    The heading is the row above the names: 一等奖 over 项目 and 单位, 二等奖 over the same two. A table without such
    groups is yielded unchanged.
    """
    names = next((at for at, row in enumerate(table.rows[:2]) if is_header(row) and _repeats(row)), None)
    if names is None:
        yield table
        return
    header = table.rows[names]
    above = table.rows[0] if names else tuple("" for _ in header)
    shared = [at for at, name in enumerate(header) if header.count(name) == 1]
    columns = [at for at in range(len(header)) if at not in shared]
    width = len(set(map(header.__getitem__, columns)))
    groups = [list(group) for _, group in groupby(columns, lambda at: columns.index(at) // width)]
    for group in groups:
        if heading := above[group[0]]:
            yield Line(heading, table.number, heading=True)
        kept = [*shared, *group]
        rows = [tuple(row[at] for at in kept) for row in table.rows[names:] if any(row[at] for at in group)]
        yield Table(tuple(rows), table.number)


def _repeats(header: Sequence[str]) -> bool:
    """Return whether names, including that of titles or agencies, repeat in the same order."""
    repeated = [name for name in header if header.count(name) > 1]
    order = list(dict.fromkeys(repeated))
    is_periodic = len(order) > 1 and repeated == order * (len(repeated) // len(order))
    return is_periodic and any(column_role(name) in ("title", "agency") for name in order)


def _spread_lists(table: Table) -> Table:
    """Return the table with a row for each case in a cell that lists cases: ① 甲（乙局）；② 丙（丁局）."""
    rows: list[tuple[str, ...]] = []
    for row in table.rows:
        lists = [(at, parts) for at, cell in enumerate(row) if len(parts := split_numbers(cell)) > 1]
        if len(lists) == 1:
            ((column, parts),) = lists
            texts = [number.rest if (number := parse_number(part)) else part for part in parts]
            rows += [(*row[:column], text, *row[column + 1 :]) for text in texts]
        else:
            rows.append(row)
    return Table(tuple(rows), table.number) if len(rows) > len(table.rows) else table
