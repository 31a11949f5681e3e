"""Read the tables of a PDF without ruled lines by the positions of the characters."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from data.notice_import.columns import is_header
from data.notice_import.readers.aligned import read_aligned
from data.notice_import.readers.wrapping import is_page_number, width

_SAME_LINE = 0.35
"""The maximum vertical distance of characters of one line, as a multiple of the character size."""
_GAP = 0.75
"""The minimum width of a gap between cells, as a multiple of the character size."""
_APART = 1.25
"""The minimum distance of lines of different rows, as a multiple of the distance of lines of one cell."""
_HALF = 0.6
"""The distance from the middle of a line to its upper or lower edge, as a multiple of the character size."""
_NEAR = 10
"""The number of lines from a header on that determine the character size of the table."""


class Glyph(NamedTuple):
    """A character and its position in points; vertical positions are counted from the top of the page."""

    text: str
    left: float
    right: float
    middle: float


class Span(NamedTuple):
    """The rows of a table and its extent on a page; without rows if the table began on an earlier page."""

    top: float
    bottom: float
    rows: list[list[str]]


class _Line(NamedTuple):
    page: int
    middle: float
    glyphs: tuple[Glyph, ...]
    size: float

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)


def find_columns(pages: Sequence[tuple[int, Sequence[Glyph]]], running: str) -> dict[int, list[Span]]:
    """Return index of a page → its tables, for consecutive pages given as (index, characters).

    `running` is the line at the top of every page.
    """
    lines = [line for index, glyphs in pages for line in _lines(index, glyphs)]
    above = "".join(running.split())
    lines = [line for line in lines if line.text != above and not is_page_number(line.text)]
    pitch = _pitch(lines)
    result: dict[int, list[Span]] = {}
    at = 0
    while at < len(lines):
        header = _aligned(lines[at], lines[at].size).split("  ")
        end = at
        if len(header) > 1 and is_header([name for name in header if name.strip()]):
            end, rows = _read(lines, at, pitch)
        if end > at:
            for page, group in itertools.groupby(lines[at:end], lambda line: line.page):
                part = list(group)
                top, bottom = part[0].middle - part[0].size * _HALF, part[-1].middle + part[-1].size * _HALF
                result.setdefault(page, []).append(Span(top, bottom, rows))
                rows = []
        at = max(end, at + 1)
    return result


def _read(lines: Sequence[_Line], at: int, pitch: float) -> tuple[int, list[list[str]]]:
    """Return the end of the table with the header at line `at`, and its rows; `at` and no rows if there is none."""
    size = median(line.size for line in lines[at : at + _NEAR])
    texts: list[str] = []
    places: list[int] = []
    before = lines[at]
    for position, line in enumerate(lines[at:], at):
        if line.page != before.page or line.middle - before.middle > pitch * _APART:
            texts.append("")
            places.append(position)
        texts.append(_aligned(line, size))
        places.append(position)
        before = line
    end, rows = read_aligned(texts, 0, (width,))
    return (places[end] if end < len(places) else len(lines)) if rows else at, rows


def _lines(page: int, glyphs: Sequence[Glyph]) -> Iterator[_Line]:
    """Yield the lines of a page from top to bottom, each with its characters from left to right."""
    if not glyphs:
        return
    size = median(glyph.right - glyph.left for glyph in glyphs)
    run: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.middle):
        if run and glyph.middle - run[0].middle > size * _SAME_LINE:
            yield _line(page, run)
            run = []
        run.append(glyph)
    yield _line(page, run)


def _line(page: int, glyphs: Sequence[Glyph]) -> _Line:
    ordered = tuple(sorted(glyphs, key=lambda glyph: glyph.left))
    size = max(glyph.right - glyph.left for glyph in ordered)
    return _Line(page, median(glyph.middle for glyph in ordered), ordered, size)


def _pitch(lines: Sequence[_Line]) -> float:
    """Return the distance of lines within a cell: the least distance of two lines that begin in the same column."""
    distances = []
    for above, below in itertools.pairwise(lines):
        starts = {round(glyph.left / above.size) for glyph in _starts(above)}
        if above.page == below.page and starts & {round(glyph.left / above.size) for glyph in _starts(below)}:
            distances.append(below.middle - above.middle)
    return min(distances, default=0.0)


def _starts(line: _Line) -> Iterator[Glyph]:
    """Yield the first character of each cell of the line."""
    yield line.glyphs[0]
    for before, glyph in itertools.pairwise(line.glyphs):
        if glyph.left - before.right > line.size * _GAP:
            yield glyph


def _aligned(line: _Line, size: float) -> str:
    """Return the line with spaces for its gaps, so that each cell begins in the text column of its position."""
    result = ""
    right = 0.0
    for glyph in line.glyphs:
        if not result or glyph.left - right > size * _GAP:
            result += " " * max(round(glyph.left / size * 2) - width(result), 2 if result else 0)
        result += glyph.text
        right = glyph.right
    return result
