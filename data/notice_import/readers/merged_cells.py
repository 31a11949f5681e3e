"""Assign merged cells to the rows of a table without ruled lines.

The text of a merged cell stands in the middle of its rows, or beside the first one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from data.notice_import.readers.aligned_columns import Row


class MergedText(NamedTuple):
    """The text of a merged cell and the line on which it stands."""

    text: str
    line: float
    """The line of its middle; half a line more if the middle is between two lines."""


def split_off(rows: Iterable[tuple[int, Row]], merged: int) -> tuple[list[MergedText], list[tuple[int, Row]]]:
    """Return the texts of the first `merged` columns, and the rows of the other columns, with their lines."""
    spanning: list[MergedText] = []
    others: list[tuple[int, Row]] = []
    for line, row in rows:
        text = "".join(row.cells[:merged])
        if text and spanning and spanning[-1].line == line - 1 and text.startswith(("（", "(")):
            spanning[-1] = spanning[-1]._replace(text=spanning[-1].text + text)  # 一等奖 over （2项）
        elif text:
            spanning.append(MergedText(text, line))
        if any(row.cells[merged:]):
            others.append((line, Row(row.cells[merged:], row.ends[merged:])))
    return spanning, others


def find_rows(
    rows: Sequence[tuple[int, Row]], lines: AbstractSet[float], edges: Sequence[int]
) -> list[list[tuple[int, Row]]]:
    """Return the rows of the table among lines that no blank line separates.

    A row ends above a text of a merged cell, one of `lines`, if the lines on both sides have all cells and no cell
    continues: none reaches the edge of its column with more text below it.
    """
    beside = [
        at for at, (a, b) in enumerate(itertools.pairwise(line for line, _ in rows), 1) if lines & set(range(a + 1, b))
    ]
    parts: list[list[tuple[int, Row]]] = []
    start = 0
    for at, following in itertools.pairwise([*beside, len(rows)]):
        above, below = rows[at - 1][1], rows[at][1]
        goes_on = any(end >= edge and cell for end, edge, cell in zip(above.ends, edges, below.cells, strict=True))
        if not goes_on and is_complete(rows[start:at]) and is_complete(rows[at:following]):
            parts.append(list(rows[start:at]))
            start = at
    return [*parts, list(rows[start:])] if rows else []


def is_complete(rows: Sequence[tuple[int, Row]]) -> bool:
    """Return whether the lines together have text in each column."""
    return all(map(any, zip(*(row.cells for _, row in rows), strict=True)))


def find_edges(rows: Sequence[Row]) -> list[int]:
    """Return the right edge of each column; a cell that reaches it may continue on the next line."""
    return [max(ends) - 2 for ends in zip(*(row.ends for row in rows), strict=True)]


def with_merged(
    rows: Sequence[list[str]], spans: Sequence[tuple[int, int]], spanning: Sequence[MergedText], merged: int
) -> list[list[str]]:
    """Return the rows with the texts of the merged column before them; an empty list if no text spans several rows."""
    if not merged:
        return list(rows)
    spanning = _rejoined(spanning, spans)
    if not 0 < len(spanning) < len(rows):
        return []
    return [[text, *row] for text, row in zip(_spread(spanning, spans), rows, strict=True)]


def _rejoined(texts: Sequence[MergedText], rows: Sequence[tuple[int, int]]) -> Sequence[MergedText]:
    """Return the texts, with those on adjacent lines joined if the width of the column breaks them.

    It does if two of them stand beside one row.
    """
    following = [(a, b) for a, b in itertools.pairwise(texts) if b.line == a.line + 1]
    if not any(first <= a.line and b.line <= last for a, b in following for first, last in rows):
        return texts
    runs: list[list[MergedText]] = []
    for text in texts:
        if runs and text.line == runs[-1][-1].line + 1:
            runs[-1].append(text)
        else:
            runs.append([text])
    return [MergedText("".join(text.text for text in run), (run[0].line + run[-1].line) / 2) for run in runs]


def _spread(texts: Sequence[MergedText], rows: Sequence[tuple[int, int]]) -> list[str]:
    """Return the merged text for each row, given by its first and last line; there must be no more texts than rows."""
    first_rows: dict[float, int] = {first: at for at, (first, _) in enumerate(rows)}
    beside = [first_rows.get(text.line, -1) for text in texts]
    is_beside_first = beside[0] == 0 and -1 not in beside
    off, starts = _centre(texts, rows)
    if is_beside_first and off:
        starts = beside
    sizes = [end - start for start, end in itertools.pairwise([*starts, len(rows)])]
    return [text.text for text, size in zip(texts, sizes, strict=True) for _ in range(size)]


def _centre(texts: Sequence[MergedText], rows: Sequence[tuple[int, int]]) -> tuple[float, list[int]]:
    """Return the maximum offset of a text from the middle of its rows, and the first row of each text.

    The rows are chosen so that the sum of the offsets is least.
    """
    # the row after those of the texts so far → the sum of their offsets, the maximum, and their first rows
    best: dict[int, tuple[float, float, list[int]]] = {0: (0.0, 0.0, [])}
    for at, text in enumerate(texts):
        is_last = at == len(texts) - 1
        following = len(rows) if is_last else sum(first <= texts[at + 1].line for first, _ in rows)
        nearest = sum(last < text.line for _, last in rows)  # the row beside the text, or below it
        ends = [len(rows)] if is_last else range(max(nearest, 1), following + 1)
        found: dict[int, tuple[float, float, list[int]]] = {}
        for start, (total, most, starts) in best.items():
            for end in ends:
                if end <= start:
                    continue
                off = abs((rows[start][0] + rows[end - 1][1]) / 2 - text.line)
                if end not in found or total + off < found[end][0]:
                    found[end] = (total + off, max(most, off), [*starts, start])
        best = found
    _, most, starts = best.get(len(rows), (0.0, float("inf"), list(range(len(texts)))))
    return most, starts
