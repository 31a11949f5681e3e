"""Read a web page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from data.notice_import.blocks import Block, ImportRefusedError, make_lines, rows_to_blocks
from data.notice_import.columns import column_role

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_SKIPPED = frozenset(
    (
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "footer",
        "select",
        "button",
        "textarea",
        "svg",
        "iframe",
    )
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = (
    _HEADINGS
    | frozenset(
        (
            "p",
            "div",
            "section",
            "article",
            "main",
            "header",
            "aside",
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
            "blockquote",
            "pre",
        )
    )
    | frozenset(
        ("figure", "figcaption", "center", "address", "body", "html", "td", "th", "tr", "tbody", "hr", "caption")
    )
)
_WHITE_SPACE = re.compile("[ \t\r\n\f]+")
"""White space that a browser shows as one space; no-break and wide spaces separate the fields of a line."""
_LINE_BREAK = re.compile("(?<=[\u4e00-\u9fff])[ \t\r]*\n[ \t\r\n]*(?=[\u4e00-\u9fff])")
_LINK = re.compile(r"(?:查看|阅读|了解|点击)?(?:详情|详细|更多|全文|原文|查看|下载|进入)[\s>»]*")
"""The text of links beside the text that they lead to."""
_CHINESE = re.compile("[\u4e00-\u9fff]")
_ENGLISH = re.compile("[A-Za-z]{2,}")
"""An English word."""
MAX_DEPTH = 200
"""The maximum depth of nested elements; a page has about 30 levels."""
MAX_SPAN = 1000
"""The maximum number of rows or columns that a cell may span."""


def read_html(content: str) -> list[Block]:
    """Return the lines and tables of a page, without scripts, navigation and footer.

    Raises ImportRefusedError if elements are nested too deeply.
    """
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - only an import of a page needs it

    root = LexborHTMLParser(content).body
    if root is None:
        return []
    for node in root.css('[lang^="en"]'):
        if not _CHINESE.search(node.text()) and len(_ENGLISH.findall(node.text())) > 1:
            node.decompose()  # the same in a second language; Word marks numbers and punctuation so, too
    return list(_Walk().walk(root))


class _Walk:
    def __init__(self) -> None:
        self._text: list[str] = []
        self._number = 0

    def walk(self, node: LexborNode) -> Iterator[Block]:
        yield from self._visit(node, 0, heading=False)
        yield from self._flush(heading=False)

    def _visit(self, node: LexborNode, depth: int, *, heading: bool) -> Iterator[Block]:
        if depth > MAX_DEPTH:
            raise ImportRefusedError("网页里的元素套得太深，不读")
        counter = 0
        for child in node.iter(include_text=True):
            tag = child.tag
            if tag == "-text":
                self._text.append(_collapsed(child))
            elif tag == "br":
                self._text.append("\n")
            elif tag in _SKIPPED or (tag == "a" and _LINK.fullmatch(child.text().strip())):
                continue
            elif tag == "table" and _is_data(child):
                yield from self._flush(heading=heading)
                self._text += [caption.text() for caption in child.css("caption")]
                yield from self._flush(heading=True)
                blocks = list(rows_to_blocks(_rows(child), self._number + 1))
                self._number += sum(1 for _ in child.css("tr"))
                yield from blocks
            elif tag == "dt" and column_role(child.text().strip().rstrip(":：")):
                yield from self._flush(heading=heading)
                self._text.append(_pair(child))
                yield from self._flush(heading=False)
            elif tag == "dd" and _is_value(child):
                continue  # `_pair` has joined it with its label
            elif tag in _BLOCKS or tag == "table":
                yield from self._flush(heading=heading)
                if tag == "li" and node.tag == "ol":
                    counter += 1
                    self._text.append(f"{counter}. ")
                inside = heading or tag in _HEADINGS
                yield from self._visit(child, depth + 1, heading=inside)
                yield from self._flush(heading=inside)
            else:
                yield from self._visit(child, depth + 1, heading=heading)

    def _flush(self, *, heading: bool) -> Iterator[Block]:
        text = "".join(self._text)
        self._text.clear()
        for line in text.split("\n"):
            if line.strip():
                self._number += 1
                yield from make_lines(line, self._number, heading=heading)


def _pair(label: LexborNode) -> str:
    """Return a label of a description list, joined with its values: 申报单位：某某局、某某公司."""
    values: list[str] = []
    following = label.next
    while following is not None and following.tag in ("dd", "-text"):
        if following.tag == "dd":
            values += _cell_text(following).split("\n")
        following = following.next
    return f"{label.text().strip().rstrip(':：')}：{'、'.join(filter(None, values))}"


def _is_value(node: LexborNode) -> bool:
    """Return whether the description belongs to a label that `_pair` joins with its values."""
    before = node.prev
    while before is not None and before.tag in ("dd", "-text"):
        before = before.prev
    return before is not None and before.tag == "dt" and bool(column_role(before.text().strip().rstrip(":：")))


def _collapsed(node: LexborNode) -> str:
    """Return the text of a node as a browser shows it, without line breaks between Chinese characters."""
    return _WHITE_SPACE.sub(" ", _LINE_BREAK.sub("", node.text_content or ""))


def _is_data(table: LexborNode) -> bool:
    """Return whether the table has rows of several cells and no nested table; other tables only lay out the page."""
    if any(inner.mem_id != table.mem_id for inner in table.css("table")):
        return False
    rows = table.css("tr")
    return sum(len(row.css("td, th")) > 1 for row in rows) >= 1


def _rows(table: LexborNode) -> list[list[str]]:
    grid: list[dict[int, str]] = []
    for position, row in enumerate(table.css("tr")):
        _grow(grid, position + 1)
        column = 0
        for cell in row.css("td, th"):
            while column in grid[position]:
                column += 1
            text = _cell_text(cell)
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            _grow(grid, position + height)
            for down in range(height):
                for right in range(width):
                    grid[position + down].setdefault(column + right, text)
            column += width
    width = max((max(row) + 1 for row in grid if row), default=0)
    rows = [[row.get(column, "") for column in range(width)] for row in grid]
    return rows[: len(table.css("tr"))]  # a rowspan may be larger than the table


def _grow(grid: list[dict[int, str]], height: int) -> None:
    grid.extend({} for _ in range(height - len(grid)))


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return min(max(int(value), 1), MAX_SPAN) if value.isascii() and value.isdecimal() else 1


def _cell_text(cell: LexborNode) -> str:
    parts: list[str] = []
    _collect(cell, parts, 0)
    return re.sub(r"\s*\n\s*", "\n", "".join(parts)).strip()


def _collect(node: LexborNode, parts: list[str], depth: int) -> None:
    if depth > MAX_DEPTH:
        raise ImportRefusedError("网页里的元素套得太深，不读")
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            parts.append(_collapsed(child))
        elif child.tag == "br":
            parts.append("\n")
        elif child.tag not in _SKIPPED:
            _collect(child, parts, depth + 1)
            if child.tag in _BLOCKS:
                parts.append("\n")
