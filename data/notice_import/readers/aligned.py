"""Read tables whose columns are aligned by spaces, as in the text of a PDF; cells may have several lines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import partial

from data.notice_import.blocks import WIDE_GAP
from data.notice_import.columns import column_role, is_header
from data.notice_import.numbering import to_int
from data.notice_import.readers.aligned_columns import Columns, Metric, Piece, Row, find_pieces
from data.notice_import.readers.aligned_header import close_header
from data.notice_import.readers.merged_cells import find_edges, find_rows, split_off, with_merged
from data.notice_import.readers.wrapping import is_page_number, width

_CHINESE = "[一二三四五六七八九十]{1,3}"
_SPACE = re.compile(r"\s+")
_AHEAD = 4
"""The number of lines after a blank one that are searched for the next number if the table continues."""


_METRICS: tuple[Metric, ...] = (partial(width, wide="WF"), width, len)
"""Functions for the width of a text in columns.

Programs that align text count the characters “ ” … — as one or two columns, or all characters as one.
"""


def read_aligned(lines: Sequence[str], at: int, metrics: Sequence[Metric] = _METRICS) -> tuple[int, list[list[str]]]:
    """Return the end of the table whose header is at line `at`, and its rows; `at` and no rows if there is none.

    `metrics` are the functions by which the width of a text may have been counted.
    """
    lines, left_out = close_header(lines, at)
    end, rows = _read(lines, at, metrics)
    return (end + left_out, rows) if rows else (at, [])


def _read(lines: Sequence[str], at: int, metrics: Sequence[Metric]) -> tuple[int, list[list[str]]]:
    header = [piece.text for piece in find_pieces(lines[at], width)]
    if len(header) > 1 and is_header(header):
        roles = [column_role(name) for name in header]
        # cells of ranks and places in the first column may span several rows
        for merged in (1, 0) if roles[0] in ("tier", "place") and len(roles) > 2 else (0,):
            read = _read_numbered if roles[merged] == "number" else _read_spaced
            for metric in metrics:
                end, rows = read(lines, at, metric, merged)
                if rows:
                    return end, [header, *rows]
        end, rows = _read_dense(lines, at, int(roles[0] in ("tier", "place") and len(roles) > 2))
        if rows:
            return end, [header, *rows]
    return _read_regular(lines, at)


def _read_regular(lines: Sequence[str], at: int) -> tuple[int, list[list[str]]]:
    """Return the end and rows of a table with one line per row and cells separated by two or more spaces, or by one."""
    for gap in (WIDE_GAP, _SPACE):
        header = gap.split(lines[at].strip())
        if len(header) < (2 if gap is WIDE_GAP else 3) or not is_header(header):
            continue
        rows = [header]
        end = at + 1
        while end < len(lines):
            cells = gap.split(lines[end].strip())
            if len(cells) != len(header):
                if lines[end].strip() or end + 1 >= len(lines) or len(gap.split(lines[end + 1].strip())) != len(header):
                    break
            else:
                rows.append(cells)
            end += 1
        if len(rows) > 1:
            return end, rows
    return at, []


def _read_numbered(lines: Sequence[str], at: int, metric: Metric, merged: int) -> tuple[int, list[list[str]]]:
    """Return the end and rows of a table whose rows each have a number on one of their lines.

    The first `merged` columns have cells that span several rows.
    """
    columns = Columns(find_pieces(lines[at], metric))
    texts: list[tuple[int, list[Piece]]] = []
    between: set[int] = set()
    headings: list[tuple[int, list[str]]] = []
    numbers: list[int] = []
    last = end = at
    while (end := end + 1) < len(lines):
        restarts = bool(merged or headings)
        if _is_between_pages(lines, end) or lines[end].split() == lines[at].split():
            if not _goes_on(lines, end, numbers, restarts=restarts or _is_before_heading(lines, end)):
                break
            between.add(end)
            continue
        pieces = find_pieces(lines[end], metric)
        if not columns.fit(pieces):
            break
        cells = columns.row(pieces).cells
        if (heading := _heading(cells)) and _goes_on(lines, end + 1, numbers, restarts=True):
            headings.append((end, heading))
            between.add(end)
            last = end
            continue
        first = cells[merged]
        value = to_int(first) if first else None
        if first and (value is None or (numbers and value not in _following(numbers, restarts=restarts))):
            break
        numbers += [value] if value is not None else []
        texts.append((end, pieces))
        last = end
    if len(numbers) < 2:
        return at, []
    spanning, rows = split_off(((line, columns.row(pieces)) for line, pieces in texts), merged)
    alone = {line for line, _ in texts} - {line for line, _ in rows}  # lines of nothing but the text of a merged cell
    joined = list(_joined(rows, between, alone))
    spans = [span for span, _ in joined]
    result = with_merged([cells for _, cells in joined], spans, spanning, merged)
    for line, heading in reversed(headings if result else []):
        result.insert(sum(end < line for _, end in spans), heading)
    return last + 1, result


def _read_dense(lines: Sequence[str], at: int, merged: int) -> tuple[int, list[list[str]]]:
    """Return the end and rows of a table without blank lines between its rows.

    The first line of each row has all cells; the lines below it continue some of them.
    """
    columns = Columns(find_pieces(lines[at], width))
    rows: list[list[str]] = []
    starts: set[int] = set()
    is_apart = has_more = False
    end = last = at + 1
    while end < len(lines):
        pieces = find_pieces(lines[end], width)
        cells = columns.row(pieces).cells if columns.fit(pieces) else []
        if not pieces:
            is_apart = True
        elif cells and all(cells[merged:]):
            rows.append(cells)
            starts = {piece.start for piece in pieces}
            is_apart, last = False, end + 1
        elif cells and rows and not is_apart and all(_is_near(piece.start, starts) for piece in pieces):
            rows[-1] = ["\n".join(filter(None, both)) for both in zip(rows[-1], cells, strict=True)]
            has_more, last = True, end + 1
        else:
            break
        end += 1
    is_merged = merged and 0 < sum(bool(row[0]) for row in rows) < len(rows) and bool(rows[0][0])
    return (last, rows) if len(rows) > 1 and (has_more or is_merged) else (at, [])


def _is_near(start: int, starts: AbstractSet[int]) -> bool:
    return any(abs(start - other) <= 1 for other in starts)


def _read_spaced(lines: Sequence[str], at: int, metric: Metric, merged: int) -> tuple[int, list[list[str]]]:
    """Return the end and rows of a table with blank lines between its rows.

    The first `merged` columns have cells that span several rows.
    """
    columns = Columns(find_pieces(lines[at], metric))
    groups: list[list[tuple[int, list[Piece]]]] = []
    complete = 0  # groups up to the last one that has more than the text of a merged cell
    end = last = at + 1
    while end < len(lines):
        after = next((n for n in range(end, len(lines)) if not lines[n].strip()), len(lines))
        group = [(n, find_pieces(lines[n], metric)) for n in range(end, after)]
        pieces = [pieces for _, pieces in group]
        cells = columns.cells(pieces) if group and all(map(columns.fit, pieces)) else []
        # what stands in one column only is no row but a signature or a heading
        if group and sum(map(bool, cells)) < 2 and not any(cells[:merged]):
            break
        groups += [group] if group else []
        end = after + 1
        if sum(map(bool, cells)) > 1:
            complete, last = len(groups), end
    del groups[complete:]
    if not merged:
        if len(groups) < 2 or all(len(group) < 2 for group in groups):
            return at, []
        lines_of = [[columns.row(pieces) for _, pieces in group] for group in groups]
        edges = find_edges([row for rows in lines_of for row in rows])
        return last, [_cells(rows, edges) for rows in lines_of]
    split = [split_off(((line, columns.row(pieces)) for line, pieces in group), merged) for group in groups]
    spanning = [text for texts, _ in split for text in texts]
    edges = find_edges([row for _, rows in split for _, row in rows])
    parts: list[list[tuple[int, Row]]] = []
    if all(
        len(group) > 1 and all(all(row.cells) for _, row in rows)
        for group, (_, rows) in zip(groups, split, strict=True)
    ):
        parts = [[row] for _, rows in split for row in rows]  # no blank line separates rows
    else:
        for texts, rows in split:
            parts += find_rows(rows, {text.line for text in texts}, edges)
    joined = [
        ["\n".join(filter(None, column)) for column in zip(*(row.cells for _, row in part), strict=True)]
        for part in parts
    ]
    return last, with_merged(joined, [(part[0][0], part[-1][0]) for part in parts], spanning, merged)


def _is_between_pages(lines: Sequence[str], at: int) -> bool:
    """Return whether the line is blank or a page number.

    A bare number counts if the line above it is blank.
    """
    text = lines[at].strip()
    return not text or is_page_number(text) or (text.isdecimal() and not lines[at - 1].strip())


def _heading(cells: Sequence[str]) -> list[str]:
    """Return the row of a heading within the table, 一 and 智慧通关类 below number and title; else an empty list."""
    number, name, *others = cells
    if not name or not others or any(others) or not re.fullmatch(_CHINESE, number):
        return []
    return [f"{number}、{name}", "", *others]


def _is_before_heading(lines: Sequence[str], at: int) -> bool:
    """Return whether the next line with text consists of a Chinese number and a name."""
    following = next((line for line in lines[at : at + _AHEAD] if line.strip()), "")
    return bool(re.fullmatch(rf"\s*{_CHINESE}\s+\S+\s*", following))


def _following(numbers: Sequence[int], *, restarts: bool) -> set[int]:
    """Return the numbers that the next row may have; `restarts` if they may begin again."""
    return {numbers[-1] + 1 if numbers else 1} | ({1} if restarts else set())


def _goes_on(lines: Sequence[str], at: int, numbers: Sequence[int], *, restarts: bool) -> bool:
    """Return whether a number that the next row may have follows soon after line `at`."""
    following = [line.split() for line in lines[at : at + 3 * _AHEAD] if line.strip()][:_AHEAD]
    expected = _following(numbers, restarts=restarts)
    return any(to_int(word) in expected for words in following for word in words[: 1 + restarts])


def _joined(
    lines: Sequence[tuple[int, Row]], between: AbstractSet[int], alone: AbstractSet[int]
) -> Iterator[tuple[tuple[int, int], list[str]]]:
    """Yield (first and last line, cells) of the row for each number, with the lines above and below the number.

    If the blank lines `between` separate the numbers, perhaps with the lines `alone` of merged cells, they separate the
    rows.
    """
    rows = [row for _, row in lines]
    edges = find_edges(rows)
    starts = next(
        (parted for gaps in (between | alone, between) if _has_number_each(parted := _parted(lines, gaps), rows)),
        None,
    ) or _starts(rows, edges)
    for start, end in itertools.pairwise([*starts, len(rows)]):
        yield (lines[start][0], lines[end - 1][0]), _cells(rows[start:end], edges)


def _cells(rows: Sequence[Row], edges: Sequence[int]) -> list[str]:
    """Return the cells of a row of several lines.

    A line that reaches the edge of its column was broken by the column's width and is joined with the next; other line
    breaks are kept.
    """
    columns = [
        [row.cells[at] + ("" if row.ends[at] >= edge else "\n") for row in rows if row.cells[at]]
        for at, edge in enumerate(edges)
    ]
    return ["".join(parts).rstrip("\n") for parts in columns]


def _parted(lines: Sequence[tuple[int, Row]], gaps: AbstractSet[int]) -> list[int]:
    """Return the index of the first line of each row, if the `gaps` separate the rows."""
    pairs = itertools.pairwise([line for line, _ in lines])
    return [0, *(at for at, (a, b) in enumerate(pairs, 1) if any(n in gaps for n in range(a + 1, b)))]


def _has_number_each(starts: Sequence[int], rows: Sequence[Row]) -> bool:
    """Return whether each of the rows that begin at these lines has exactly one number."""
    ends = itertools.pairwise([*starts, len(rows)])
    return all(sum(bool(row.cells[0]) for row in rows[start:end]) == 1 for start, end in ends)


def _starts(rows: Sequence[Row], edges: Sequence[int]) -> list[int]:
    """Return the first line of each row.

    The number stands in the middle of its row or, if that fits better, on its first line.
    """
    numbered = [at for at, row in enumerate(rows) if row.cells[0]]
    centred = {0: (0, [0])}  # the line after the last row → the cost of the rows so far, and their starts
    for number, following in itertools.pairwise([*numbered, len(rows)]):
        best: dict[int, tuple[int, list[int]]] = {}
        for start, (cost, starts) in centred.items():
            for end in [following] if following == len(rows) else range(number + 1, following + 1):
                uneven = abs((number - start) - (end - 1 - number))
                total = cost + uneven + _broken_off(rows[start:end], edges)
                if end not in best or total < best[end][0]:
                    best[end] = (total, [*starts, end])
        centred = best
    cost, starts = centred[len(rows)]
    if numbered[0] == 0:
        pairs = itertools.pairwise([*numbered, len(rows)])
        if sum(_broken_off(rows[start:end], edges) for start, end in pairs) < cost:
            return numbered
    return starts[:-1]


def _broken_off(row: Sequence[Row], edges: Sequence[int]) -> int:
    """Return the number of columns whose last cell reaches the edge, as if its text continued."""
    ends = [[line.ends[column] for line in row if line.cells[column]] for column in range(len(edges))]
    return sum(bool(column) and column[-1] >= edge for column, edge in zip(ends, edges, strict=True))
