"""Read a Word document (DOCX)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from data.notice_import.blocks import Block, make_lines, rows_to_blocks
from data.notice_import.readers.word_numbering import Numbering

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_SKIPPED = frozenset(
    f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "footnoteReference")
)
_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))


def read_word(content: bytes) -> list[Block]:
    """Return the paragraphs, with their automatic numbers, and the tables of the document."""
    import docx  # noqa: PLC0415 - only an import of a document needs it

    document = docx.Document(io.BytesIO(content))
    return list(_blocks(document))


def _blocks(document: Document) -> Iterator[Block]:
    numbering = Numbering(document)
    number = 1
    for element in _laid_out(document.element.body):
        if element.tag == f"{W}tbl":
            rows = list(_rows(element, numbering))
            yield from rows_to_blocks(rows, number)
            number += len(rows)
            continue
        for text in (numbering.next_number(element) + _text(element)).split("\n"):
            yield from make_lines(text, number, heading=numbering.is_heading(element))
            number += 1


def _laid_out(parent: _Element) -> Iterator[_Element]:
    """Yield paragraphs and tables; of a table that contains tables, the content of its cells.

    Such a table only lays out the page.
    """
    for element in _content(parent):
        if element.tag == f"{W}tbl" and _holds_table(element):
            for row in _children(element, "tr"):
                for cell in _children(row, "tc"):
                    yield from _laid_out(cell)
        else:
            yield element


def _holds_table(table: _Element) -> bool:
    """Return whether a cell of the table contains a table with several columns."""
    inner = (element for element in table.iter(f"{W}tbl") if element is not table)
    return any(sum(1 for _ in _children(row, "tc")) > 1 for one in inner for row in _children(one, "tr"))


def _content(parent: _Element) -> Iterator[_Element]:
    """Yield paragraphs and tables, including those in content controls and tracked insertions."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _content(child)


def _text(paragraph: _Element) -> str:
    parts: list[str] = []

    def collect(element: _Element) -> None:
        for child in element:
            if child.tag == f"{W}t":
                parts.append(child.text or "")
            elif child.tag in _TEXT:
                parts.append(_TEXT[child.tag])
            elif isinstance(child.tag, str) and child.tag.startswith(W) and child.tag not in _SKIPPED:
                collect(child)

    collect(paragraph)
    return "".join(parts)


def _rows(table: _Element, numbering: Numbering) -> Iterator[list[str]]:
    """Yield the rows. A cell that spans columns or rows is repeated."""
    above: list[str] = []
    for row in _children(table, "tr"):
        cells: list[str] = []
        for cell in _children(row, "tc"):
            properties = cell.find(f"{W}tcPr")
            span = properties.find(f"{W}gridSpan") if properties is not None else None
            merge = properties.find(f"{W}vMerge") if properties is not None else None
            width = int(span.get(f"{W}val", "1")) if span is not None else 1
            if merge is not None and merge.get(f"{W}val", "continue") == "continue" and len(cells) < len(above):
                text = above[len(cells)]
            else:
                text = "\n".join(_cell_lines(cell, numbering))
            cells.extend([text] * min(width, 64))
        above = cells
        yield cells


def _cell_lines(cell: _Element, numbering: Numbering) -> Iterator[str]:
    for element in _content(cell):
        if element.tag == f"{W}tbl":
            for row in _rows(element, numbering):
                yield " ".join(row)
        else:
            yield numbering.next_number(element) + _text(element)


def _children(parent: _Element, name: str) -> Iterator[_Element]:
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, name)
