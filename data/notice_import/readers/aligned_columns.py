"""The columns of a table that spaces align, told by what all its lines leave free."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from data.notice_import.blocks import clean

Metric = Callable[[str], int]
"""Returns how many columns a text takes."""
_PIECE = re.compile(r"\S+(?: \S+)*")


class Piece(NamedTuple):
    """What stands between two gaps of a line, and its columns."""

    text: str
    start: int
    end: int


class Row(NamedTuple):
    """A line of a table: what stands in each column, and where it ends."""

    cells: list[str]
    ends: list[int]


class Columns:
    """The columns below the names of a header."""

    def __init__(self, header: Sequence[Piece]) -> None:
        self._free = [set(range(a.end, b.start + 1)) for a, b in itertools.pairwise(header)]

    def fit(self, pieces: Sequence[Piece]) -> bool:
        """Return whether no cell reaches into the next column, or whether the line has all cells."""
        left = [{c for c in free if not any(p.start < c < p.end for p in pieces)} for free in self._free]
        if all(left):
            self._free = left
        return all(left) or len(pieces) == len(left) + 1

    def row(self, pieces: Sequence[Piece]) -> Row:
        """Return what stands in each column."""
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
    """Return what stands between the gaps of the line."""
    text = clean(line).expandtabs(4)
    return [
        Piece(match[0], metric(text[: match.start()]), metric(text[: match.end()])) for match in _PIECE.finditer(text)
    ]
