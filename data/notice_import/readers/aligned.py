"""Read tables whose columns are aligned by spaces, also with cells over several lines, as a PDF's text has them."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from data.notice_import.blocks import clean
from data.notice_import.columns import column_role, is_header
from data.notice_import.numbering import to_int
from data.notice_import.readers.wrapping import is_page_number, width

Metric = Callable[[str], int]
_GAP = re.compile(r"\t+| {2,}")
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


def _narrow_quotes(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


_METRICS: tuple[Metric, ...] = (_narrow_quotes, width, len)
"""How many columns a text takes; programs that align Chinese text count differently."""


def read_aligned(lines: Sequence[str], at: int) -> tuple[int, list[list[str]]]:
    """Return the end of the table that begins at line `at` with the names of its columns, and its rows.

    Without a table the end is `at`.
    """
    header = _GAP.split(lines[at].strip())
    if len(header) > 1 and is_header(header) and column_role(header[0]) == "number":
        for metric in _METRICS:
            end, rows = _read_numbered(lines, at, metric)
            if rows:
                return end, [header, *rows]
    return _read_regular(lines, at)


def _read_regular(lines: Sequence[str], at: int) -> tuple[int, list[list[str]]]:
    """Rows of a line each whose cells are apart by two spaces or more, or all by one."""
    for gap in (_GAP, _SPACE):
        header = gap.split(lines[at].strip())
        if len(header) < (2 if gap is _GAP else 3) or not is_header(header):
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
    """Rows of one line or more, each with a number on one of them; wrapped cells do not reach into the next column."""
    header = _pieces(lines[at], metric)
    # where each column may begin, by what all lines leave free
    free = [set(range(a.end, b.start + 1)) for a, b in itertools.pairwise(header)]
    texts: list[tuple[int, list[_Piece]]] = []
    numbers: list[int] = []
    end = at + 1
    while end < len(lines):
        if _is_between_pages(lines, end) or lines[end].split() == lines[at].split():
            if not _goes_on(lines, end, numbers):
                break
            end += 1
            continue
        pieces = _pieces(lines[end], metric)
        left = [{c for c in columns if not any(p.start < c < p.end for p in pieces)} for columns in free]
        is_whole = len(pieces) == len(header)  # then a cell may be longer than its column
        free = left if all(left) else free
        first = [piece.text for piece in pieces if piece.start < min(free[0])]
        value = to_int(first[0]) if first else None
        if not (all(left) or is_whole) or (first and (value is None or (numbers and value != numbers[-1] + 1))):
            break
        numbers += [value] if value is not None else []
        texts.append((end, pieces))
        end += 1
    if len(numbers) < 2:
        return at, []
    rows = [_row(pieces, [max(columns) for columns in free]) for _, pieces in texts]
    return texts[-1][0] + 1, list(_joined(rows))


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


def _row(pieces: Sequence[_Piece], bounds: Sequence[int]) -> _Row:
    cells = [""] * (len(bounds) + 1)
    ends = [0] * len(cells)
    for at, piece in enumerate(pieces):
        column = at if len(pieces) == len(cells) else sum(piece.start >= bound for bound in bounds)
        cells[column] = f"{cells[column]} {piece.text}".strip()
        ends[column] = piece.end
    return _Row(cells, ends)


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
