"""Join lines that were broken at a page's width, and remove what stands on every page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from data.notice_import.blocks import Line
from data.notice_import.numbering import parse_number

_PAGE_NUMBER = re.compile(
    r"[-—–－─·\s]*\d{1,4}[-—–－─·\s]*|第?\s*\d{1,4}\s*页?\s*[/／,，共]+\s*\d{1,4}\s*页?|第\s*\d{1,4}\s*页(?:\s*[,，]?\s*共\s*\d{1,4}\s*页)?"
)
_MARKED = re.compile(r"[-—–－─·]\s*\d{1,4}\s*[-—–－─·]|第.*页")
_LABEL = re.compile(r"[^：:，。；“”]{1,12}[：:]")
_HANGING = re.compile(rf"——|—|[（(]|{_LABEL.pattern}")
"""The beginning of a text that may stand far from the margin on several lines: a dash, a bracket or a label."""
_SENTENCE_END = "。！？；：”"
_PARAGRAPH = 8
"""The maximum indent of the first line of a paragraph, in columns."""
_PROSE = re.compile("[，。、；]")
_MIN_WIDTH = 24
"""The minimum width of the widest line of a broken text, in columns, as in a narrow column or on a small screen."""
_SHORT = 4
"""The maximum number of lines that end within a sentence, per full line."""
_FEW_PAGES = 2
"""The number of pages up to which every page must have the running line."""
_MAX_WIDTH = 100
"""The maximum width of the widest line of a broken text, in columns: 50 Chinese characters."""


def width(text: str, wide: str = "WFA") -> int:
    """Return the width of the text in columns: two for a character whose East Asian width is one of `wide`.

    Characters of width A, such as “ and —, are as wide as a Chinese character in Chinese fonts.
    """
    return sum(2 if unicodedata.east_asian_width(c) in wide else 1 for c in text)


def is_page_number(text: str) -> bool:
    """Return whether the line can only be a page number: — 3 —, 第 3 页."""
    return bool(_PAGE_NUMBER.fullmatch(text) and _MARKED.search(text))


def find_running(pages: Sequence[Sequence[str]]) -> str:
    """Return the line at the top of every page, page numbers aside; empty if there is none.

    The first of several pages may have another line.
    """
    tops = [next((text for text in page if not is_page_number(text)), "") for page in pages]
    several = tops if len(tops) <= _FEW_PAGES else tops[1:]
    return tops[-1] if len(tops) > 1 and len(set(several)) == 1 else ""


def unwrap(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without page numbers, and joined where only the page's width broke them."""
    kept = _without_page_numbers(lines)
    longest = _page_width(kept)
    if not longest:
        return [line for line in kept if line.text]
    margin = min((line.indent for line in kept if line.text), default=0)
    result: list[Line] = []
    is_full = False
    for line in kept:
        if not line.text:
            is_full = False
            continue
        if is_full and result and _continues(line, result[-1], margin):
            result[-1] = replace(result[-1], text=_join(result[-1].text, line.text))
        else:
            result.append(line)
        is_indented = line.indent - margin > _PARAGRAPH
        is_full = line.indent + width(line.text) >= longest - 3 and not (
            is_indented and not _HANGING.match(result[-1].text)
        )
    return result


def _without_page_numbers(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without page numbers and running lines, and the blank lines around them.

    The text continues across these.
    """
    pages: list[list[str]] = [[]]
    for line in lines:
        if is_page_number(line.text):
            pages.append([])
        elif line.text:
            pages[-1].append(line.text)
    running = find_running([page for page in pages if page])
    kept: list[Line] = []
    after_number = False
    for line in lines:
        if is_page_number(line.text):
            while kept and not kept[-1].text:
                kept.pop()
            after_number = True
        elif (line.text and not (after_number and line.text == running and kept)) or not after_number:
            kept.append(line)
            after_number = after_number and not line.text
    return kept


def _page_width(lines: Sequence[Line]) -> int:
    """Return the width of a full line in columns; 0 if the lines are not broken at a width.

    They are broken if at least three lines of nearly the same width, one of them of prose, end within a sentence or
    name, and hardly any line is longer. Of the lines that end so, few may be short: many short ones would be lines of a
    list.
    """
    widths = [line.indent + width(line.text) for line in lines]
    broken = [
        (columns, bool(_PROSE.search(line.text)))
        for line, after, columns in zip(lines, lines[1:], widths, strict=False)
        if line.text and after.text and line.text[-1] not in _SENTENCE_END and not _starts_anew(after)
    ]
    texts = sum(1 for line in lines if line.text)
    for longest in sorted(set(widths), reverse=True):
        if longest < _MIN_WIDTH or sum(columns > longest for columns in widths) > texts / 10:
            return 0
        full = [is_prose for columns, is_prose in broken if longest - 3 <= columns <= longest]
        if longest <= _MAX_WIDTH and len(full) >= 3 and any(full):
            return longest if len(broken) <= _SHORT * len(full) else 0
    return 0


def _continues(line: Line, before: Line, margin: int) -> bool:
    if line.heading or before.heading or _starts_anew(line):
        return False
    if line.indent - margin > _PARAGRAPH:  # the line is centred, or a signature at the right
        return abs(line.indent - before.indent) <= 1 and _HANGING.match(before.text) is not None
    hangs = before.indent <= margin + 1 and before.text[-1] not in _SENTENCE_END
    return line.indent <= margin + 1 or hangs


def _starts_anew(line: Line) -> bool:
    number = parse_number(line.text)
    return number is not None or bool(_LABEL.match(line.text)) or line.text.startswith("【")


def _join(left: str, right: str) -> str:
    between = " " if left[-1].isascii() and right[0].isascii() and left[-1].isalnum() and right[0].isalnum() else ""
    return left + between + right
