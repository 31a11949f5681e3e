"""Read tables whose columns are aligned by spaces, also with cells over several lines, as a PDF's text has them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from data.notice_import.blocks import WIDE_GAP, clean
from data.notice_import.columns import column_role, is_header
from data.notice_import.numbering import to_int
from data.notice_import.readers.wrapping import is_page_number, width

Metric = Callable[[str], int]
_SPACE = re.compile(r"\s+")
_PIECE = re.compile(r"\S+(?: \S+)*")
_AHEAD = 4
"""Lines after a blank one among which the next number stands if the table goes on."""


class _Piece(NamedTuple):
    """What stands between two gaps of a line, and its columns."""

    text: str
    start: int
    end: int


class _Row(NamedTuple):
    """A line of a table: what stands in each column, and where it ends."""

    cells: list[str]
    ends: list[int]


_METRICS: tuple[Metric, ...] = (partial(width, wide="WF"), width, len)
"""How many columns a text takes: programs that align text count “ ” … — as one or two, or all characters as one."""


def read_aligned(lines: Sequence[str], at: int) -> tuple[int, list[list[str]]]:
    """Return the end of the table that begins at line `at` with the names of its columns, and its rows.

    Without a table the end is `at`.
    """
    header = [piece.text for piece in _pieces(lines[at], width)]
    if len(header) > 1 and is_header(header):
        read = _read_numbered if column_role(header[0]) == "number" else _read_spaced
        for metric in _METRICS:
            end, rows = read(lines, at, metric)
            if rows:
                return end, [header, *rows]
    return _read_regular(lines, at)


def _read_regular(lines: Sequence[str], at: int) -> tuple[int, list[list[str]]]:
    """Rows of a line each whose cells are apart by two spaces or more, or all by one."""
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


def _read_numbered(lines: Sequence[str], at: int, metric: Metric) -> tuple[int, list[list[str]]]:
    """Rows of one line or more, each with a number on one of them."""
    columns = _Columns(_pieces(lines[at], metric))
    texts: list[list[_Piece]] = []
    numbers: list[int] = []
    last = end = at
    while (end := end + 1) < len(lines):
        if _is_between_pages(lines, end) or lines[end].split() == lines[at].split():
            if not _goes_on(lines, end, numbers):
                break
            continue
        pieces = _pieces(lines[end], metric)
        if not columns.fit(pieces):
            break
        first = columns.row(pieces).cells[0]
        value = to_int(first) if first else None
        if first and (value is None or (numbers and value != numbers[-1] + 1)):
            break
        numbers += [value] if value is not None else []
        texts.append(pieces)
        last = end
    if len(numbers) < 2:
        return at, []
    return last + 1, list(_joined([columns.row(pieces) for pieces in texts]))


def _read_spaced(lines: Sequence[str], at: int, metric: Metric) -> tuple[int, list[list[str]]]:
    """Rows of one line or more with blank lines between them."""
    columns = _Columns(_pieces(lines[at], metric))
    groups: list[list[list[_Piece]]] = []
    end = at + 1
    while end < len(lines):
        after = next((n for n in range(end, len(lines)) if not lines[n].strip()), len(lines))
        group = [_pieces(line, metric) for line in lines[end:after]]
        # what stands in one column only is no row but a signature or a heading
        if group and (not all(map(columns.fit, group)) or sum(map(bool, columns.cells(group))) < 2):
            break
        groups += [group] if group else []
        end = after + 1
    if len(groups) < 2 or all(len(group) < 2 for group in groups):
        return at, []
    return end, [columns.cells(group) for group in groups]


class _Columns:
    """The columns of a table, told by what all its lines leave free."""

    def __init__(self, header: Sequence[_Piece]) -> None:
        self._free = [set(range(a.end, b.start + 1)) for a, b in itertools.pairwise(header)]

    def fit(self, pieces: Sequence[_Piece]) -> bool:
        """Return whether no cell reaches into the next column, or whether the line has all cells."""
        left = [{c for c in free if not any(p.start < c < p.end for p in pieces)} for free in self._free]
        if all(left):
            self._free = left
        return all(left) or len(pieces) == len(left) + 1

    def row(self, pieces: Sequence[_Piece]) -> _Row:
        """Return what stands in each column."""
        cells = [""] * (len(self._free) + 1)
        ends = [0] * len(cells)
        for at, piece in enumerate(pieces):
            column = at if len(pieces) == len(cells) else sum(piece.start >= max(free) for free in self._free)
            cells[column] = f"{cells[column]} {piece.text}".strip()
            ends[column] = piece.end
        return _Row(cells, ends)

    def cells(self, lines: Sequence[Sequence[_Piece]]) -> list[str]:
        """Return the cells of a row of several lines."""
        return ["\n".join(filter(None, parts)) for parts in zip(*(self.row(line).cells for line in lines), strict=True)]


def _is_between_pages(lines: Sequence[str], at: int) -> bool:
    """Return whether the line is blank or a page number, which has nothing beside it and no line right above it."""
    text = lines[at].strip()
    return not text or is_page_number(text) or (text.isdecimal() and not lines[at - 1].strip())


def _goes_on(lines: Sequence[str], at: int, numbers: Sequence[int]) -> bool:
    """Return whether the next number of the table stands soon after the blank line."""
    following = [line.split()[0] for line in lines[at : at + 3 * _AHEAD] if line.strip()][:_AHEAD]
    return any(to_int(word) == (numbers[-1] if numbers else 0) + 1 for word in following)


def _pieces(line: str, metric: Metric) -> list[_Piece]:
    text = clean(line).expandtabs(4)
    return [
        _Piece(match[0], metric(text[: match.start()]), metric(text[: match.end()])) for match in _PIECE.finditer(text)
    ]


def _joined(rows: Sequence[_Row]) -> Iterator[list[str]]:
    """Yield a row for each number, with the lines above and below it that belong to it."""
    columns = range(len(rows[0].cells))
    edges = [max(row.ends[column] for row in rows) - 2 for column in columns]
    starts = _starts(rows, edges)
    for start, end in itertools.pairwise([*starts, len(rows)]):
        cells = []
        for column in columns:
            # the width of the column breaks a line that reaches its edge; other lines end on purpose
            parts = [
                row.cells[column] + ("" if row.ends[column] >= edges[column] else "\n")
                for row in rows[start:end]
                if row.cells[column]
            ]
            cells.append("".join(parts).rstrip("\n"))
        yield cells


def _starts(rows: Sequence[_Row], edges: Sequence[int]) -> list[int]:
    """Return the first line of each row: the number stands in its middle or, if that fits better, on its first line."""
    numbered = [at for at, row in enumerate(rows) if row.cells[0]]
    centred = {0: (0, [0])}  # by the line after the last row: how badly the rows so far fit, and their starts
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


def _broken_off(row: Sequence[_Row], edges: Sequence[int]) -> int:
    """Return how many cells end at the edge of their column, as if they went on."""
    ends = [[line.ends[column] for line in row if line.cells[column]] for column in range(len(edges))]
    return sum(bool(column) and column[-1] >= edge for column, edge in zip(ends, edges, strict=True))
