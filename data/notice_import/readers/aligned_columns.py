"""The columns of a table aligned by spaces, derived from the columns that all its lines leave free."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from data.notice_import.blocks import clean

Metric = Callable[[str], int]
"""A function that returns the width of a text in columns."""
_PIECE = re.compile(r"\S+(?: \S+)*")


class Piece(NamedTuple):
    """The text between two gaps of a line, with its first column and the column after it."""

    text: str
    start: int
    end: int


class Row(NamedTuple):
    """A line of a table: the text in each column, and where it ends."""

    cells: list[str]
    ends: list[int]


class Columns:
    """The columns of a table below the names in its header."""

    def __init__(self, header: Sequence[Piece]) -> None:
        self._free = [set(range(a.end, b.start + 1)) for a, b in itertools.pairwise(header)]

    def fit(self, pieces: Sequence[Piece]) -> bool:
        """Return whether no cell reaches into the next column, or the line has all cells.

        In the first case the gaps between columns are narrowed to what the line leaves free.
        """
        left = [{c for c in free if not any(p.start < c < p.end for p in pieces)} for free in self._free]
        if all(left):
            self._free = left
        return all(left) or len(pieces) == len(left) + 1

    def row(self, pieces: Sequence[Piece]) -> Row:
        """Return the text in each column of a line, and where it ends."""
        cells = [""] * (len(self._free) + 1)
        ends = [0] * len(cells)
        for at, piece in enumerate(pieces):
            column = at if len(pieces) == len(cells) else sum(piece.start >= max(free) for free in self._free)
            cells[column] = f"{cells[column]} {piece.text}".strip()
            ends[column] = piece.end
        return Row(cells, ends)

    def cells(self, lines: Sequence[Sequence[Piece]]) -> list[str]:
        """Return the cells of a row of several lines."""
        return ["\n".join(filter(None, parts)) for parts in zip(*(self.row(line).cells for line in lines), strict=True)]


def find_pieces(line: str, metric: Metric) -> list[Piece]:
    """Return the pieces of text between the gaps of the line."""
    text = clean(line).expandtabs(4)
    return [
        Piece(match[0], metric(text[: match.start()]), metric(text[: match.end()])) for match in _PIECE.finditer(text)
    ]
