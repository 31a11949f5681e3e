"""Read the text and the tables of a PDF file."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator, Sequence
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from data.notice_import.blocks import Block, ImportRefusedError, Line, clean, rows_to_blocks
from data.notice_import.readers.pdf_columns import Glyph, Span, find_columns
from data.notice_import.readers.wrapping import find_running, is_page_number, unwrap, width

if TYPE_CHECKING:
    import pypdfium2 as pdfium

MAX_PAGES = 300
MAX_TABLE_PAGES = 60
"""The maximum number of pages that are searched for tables, which takes a tenth of a second per page."""
_FEW_CHARACTERS = 8
"""The number of characters per page below which a file is a scan without text."""
_CHARACTER = 10.5
"""The width of a Chinese character in points, if it cannot be measured."""


class _Box(NamedTuple):
    """A rectangle in points; top and bottom are counted from the top of the page."""

    left: float
    top: float
    right: float
    bottom: float

    def has(self, glyph: Glyph) -> bool:
        """Return whether the middle of the character is within the box."""
        return self.top < glyph.middle < self.bottom and self.left < (glyph.left + glyph.right) / 2 < self.right


def read_pdf(content: bytes) -> list[Block]:
    """Return the lines, joined where only the page's width broke them, and the tables.

    Raises ImportRefusedError for a file that is damaged, encrypted, scanned or too long.
    """
    import pypdfium2 as pdfium  # noqa: PLC0415 - only an import of a PDF needs it

    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if "assword" in str(error):
            raise ImportRefusedError("PDF 有密码，请去掉密码再发送") from None
        raise ImportRefusedError("PDF 坏了，打不开") from None
    try:
        if len(document) > MAX_PAGES:
            raise ImportRefusedError(f"PDF 有 {len(document)} 页，最多读 {MAX_PAGES} 页")
        pages = [_Page(document[index]) for index in range(len(document))]
        if sum(page.characters + len(page.empty) for page in pages) < _FEW_CHARACTERS * len(pages):
            raise ImportRefusedError("PDF 里没有文字，是扫描件；请发送带文字的文件")
        return _blocks(content, pages)
    finally:
        document.close()


def _blocks(content: bytes, pages: Sequence[_Page]) -> list[Block]:
    _restore_dropped(content, pages)
    running = find_running([page.texts for page in pages])
    tables = _find_tables(content, pages)
    _add_columns(tables, pages, running)
    blocks: list[Block] = []
    lines: list[Line] = []
    number = 1
    for index, page in enumerate(pages):
        top = 0.0
        for table in (*tables.get(index, ()), None):
            for text, indent in page.lines(top, table.top if table else page.height, running):
                if index and text == running:
                    continue  # on the first page it may be the letterhead
                lines.append(Line(text, number, indent))
                number += 1
            if table:
                top = table.bottom
            if table and table.rows:
                blocks += unwrap(lines)
                lines = []
                blocks += rows_to_blocks(table.rows, number)
                number += len(table.rows)
    return [*blocks, *unwrap(lines)]


class _Page:
    """The text of a page by position."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        from pypdfium2 import raw  # noqa: PLC0415 - only an import of a PDF needs it

        self.height = page.get_height()
        self._width = page.get_width()
        self._text = page.get_textpage()
        self.characters = self._text.count_chars()
        self.has_rules = (
            sum(1 for _ in zip(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]), range(6), strict=False)) >= 4
        )
        self._size = self._measure()
        self._dropped: list[Glyph] = []
        self.empty = [
            (left, bottom)
            for text in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
            for left, bottom, right, top in [text.get_bounds()]
            if right == left and top == bottom
        ]
        """Positions of texts without extent: pdfium drops a single character of a font that the file does not embed."""
        self.texts = [line for raw in self._text.get_text_range().splitlines() if (line := clean(raw).strip())]

    def _measure(self) -> float:
        """Return the width of a Chinese character in points."""
        widths = []
        for index in range(min(self.characters, 400)):
            left, _, right, _ = self._text.get_charbox(index, loose=True)
            if right - left > 4:
                widths.append(right - left)
        return median(widths) if widths else _CHARACTER

    def restore(self, dropped: Sequence[Glyph]) -> None:
        """Add characters that pdfium drops."""
        self._dropped = sorted(dropped, key=lambda glyph: glyph.middle)

    def glyphs(self) -> Iterator[Glyph]:
        """Yield the characters of the page except for white space."""
        yield from self._dropped
        for index, character in enumerate(self._text.get_text_range()):
            if character.strip() and (text := clean(character)):
                left, bottom, right, top = self._text.get_charbox(index, loose=True)
                yield Glyph(text, left, right, self.height - (bottom + top) / 2)

    def lines(self, top: float, bottom: float, running: str) -> Iterator[tuple[str, int]]:
        """Yield (text, indent in columns) of the lines between two heights; `running` does not count for the margin."""
        if bottom - top < 2:
            return
        text = self._text_in(_Box(0, top, self._width, bottom))
        lefts = self._lefts(running)
        for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
            line = clean(raw).strip()
            if line:
                yield line, lefts.get(line[:12], 0)

    def _text_in(self, box: _Box) -> str:
        """Return the text within the box, lines separated, including the restored characters."""
        dropped = [glyph for glyph in self._dropped if box.has(glyph)]
        if not dropped:
            return self._bounded(box)
        parts: list[str] = []
        at = box.top
        for row in self._rows(dropped):
            line = box._replace(top=row[0].middle - self._size / 2, bottom=row[0].middle + self._size / 2)
            parts.append(self._bounded(box._replace(top=at, bottom=line.top)).strip())
            text, left = "", box.left
            for glyph in row:
                text += self._bounded(line._replace(left=left, right=glyph.left)).strip() + glyph.text
                left = glyph.right
            parts.append(text + self._bounded(line._replace(left=left)).strip())
            at = line.bottom
        return "\n".join(filter(None, (*parts, self._bounded(box._replace(top=at)).strip())))

    def _rows(self, glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
        """Yield the characters of each line from left to right; `glyphs` are sorted from top to bottom."""
        row: list[Glyph] = []
        for glyph in glyphs:
            if row and glyph.middle - row[0].middle > self._size / 2:
                yield sorted(row, key=lambda one: one.left)
                row = []
            row.append(glyph)
        yield sorted(row, key=lambda one: one.left)

    def _bounded(self, box: _Box) -> str:
        """Return the text that pdfium has within the box."""
        bottom, top = self.height - box.bottom, self.height - box.top
        return str(self._text.get_text_bounded(box.left, bottom, box.right, top))

    def _lefts(self, running: str) -> dict[str, int]:
        """Return beginning of a line → its indent, for each line of the page.

        The first line does not count for the margin: it may begin left of the text.
        """
        text = self._text.get_text_range()
        starts: list[tuple[str, float]] = []
        at = 0
        for raw in text.split("\n"):
            line = clean(raw).strip()
            offset = len(raw) - len(raw.lstrip())
            if line and line != running and at + offset < self.characters:
                starts.append((line[:12], self._text.get_charbox(at + offset, loose=True)[0]))
            at += len(raw) + 1
        text_starts = [left for key, left in starts if not is_page_number(key)]
        margin = min(text_starts[1:] or text_starts, default=0.0)
        return {key: max(0, round((left - margin) / self._size * 2)) for key, left in starts}

    def cell(self, box: _Box) -> str:
        """Return the text of a cell, with lines joined that the width of the cell broke."""
        text = self._text_in(box)
        lines = [
            line.strip() for line in clean(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n") if line.strip()
        ]
        room = (box.right - box.left) / self._size * 2 - 5
        result = ""
        for line, before in zip(lines, ["", *lines], strict=False):
            result += line if not result or width(before) >= room else f"\n{line}"
        return result


def _restore_dropped(content: bytes, pages: Sequence[_Page]) -> None:
    """Restore the characters of texts without extent, which pdfplumber can read."""
    incomplete = [index for index, page in enumerate(pages) if page.empty][:MAX_TABLE_PAGES]
    if not incomplete:
        return
    import pdfplumber  # noqa: PLC0415 - only an import of such a PDF needs it

    with pdfplumber.open(io.BytesIO(content)) as document:
        for index in incomplete:
            empty = {(round(left), round(bottom)) for left, bottom in pages[index].empty}
            pages[index].restore(
                [
                    Glyph(text, char["x0"], char["x1"], (char["top"] + char["bottom"]) / 2)
                    for char in document.pages[index].chars
                    if (round(char["matrix"][4]), round(char["matrix"][5])) in empty and (text := clean(char["text"]))
                ]
            )


def _find_tables(content: bytes, pages: Sequence[_Page]) -> dict[int, list[Span]]:
    """Return index of a page → its ruled tables with at least two columns."""
    ruled = [index for index, page in enumerate(pages) if page.has_rules][:MAX_TABLE_PAGES]
    if not ruled:
        return {}
    import pdfplumber  # noqa: PLC0415 - only an import of a PDF with lines needs it

    result: dict[int, list[Span]] = {}
    with pdfplumber.open(io.BytesIO(content)) as document:
        for index in ruled:
            found = document.pages[index].find_tables()
            grids = [_grid([_Box(*cell) for cell in table.cells]) for table in found]
            spans = [_span(grid, pages[index]) for grid in grids if grid and len(grid[0]) > 1]
            if spans:
                result[index] = sorted(spans)
    return result


def _span(grid: Sequence[Sequence[_Box | None]], page: _Page) -> Span:
    return Span(
        min(box.top for box in grid[0] if box),
        max(box.bottom for box in grid[-1] if box),
        [[page.cell(box) if box else "" for box in row] for row in grid],
    )


def _add_columns(tables: dict[int, list[Span]], pages: Sequence[_Page], running: str) -> None:
    """Add the tables without ruled lines on pages that have no ruled tables."""
    plain = [index for index in range(len(pages)) if index not in tables][:MAX_TABLE_PAGES]
    # consecutive pages have the same difference between page index and position in `plain`
    for _, run in itertools.groupby(enumerate(plain), lambda pair: pair[1] - pair[0]):
        tables.update(find_columns([(index, list(pages[index].glyphs())) for _, index in run], running))


def _grid(cells: Sequence[_Box]) -> list[list[_Box | None]]:
    """Return the cells as rows of equal length; a cell that spans several places stands in each of them."""
    tops = sorted({round(cell.top, 1) for cell in cells})
    lefts = sorted({round(cell.left, 1) for cell in cells})

    def at(top: float, left: float) -> _Box | None:
        x, y = left + 1.5, top + 1.5
        return next((c for c in cells if c.left <= x <= c.right and c.top <= y <= c.bottom), None)

    rows = [[at(top, left) for left in lefts] for top in tops]
    return [row for row in rows if any(row)]
