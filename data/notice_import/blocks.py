"""The common output of all readers: lines and tables in the order of the document."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from data.chinese import RADICALS

_NARROW = {
    code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
"""Full-width digits and letters, which become half-width; punctuation is full-width in Chinese and stays so."""
_SPACES = dict.fromkeys((0xA0, 0x2002, 0x2003, 0x2009, 0x202F, 0x3000), " ")
_INVISIBLE = dict.fromkeys(
    (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, 0xFFFD)
)
_KEYCAPS = re.compile("(?:[0-9]\ufe0f?\u20e3)+|\U0001f51f")
"""A number written as keycap emoji: 1️⃣2️⃣ for 12, 🔟 for 10."""
_EMOJI = dict.fromkeys((*range(0x1F000, 0x1FB00), 0x2705, 0x2728, 0x2B50, 0xFE0F, 0x1F3C6))
_CLEAN = {**RADICALS, **_NARROW, **_SPACES, **_INVISIBLE, **_EMOJI}
_BAR = re.compile("[▁-▏▐░-▓┃❘-❚]+\\s*(?=\\S)")
"""A bar before a heading, as posts of official accounts have it."""
_STATED = re.compile(r"[^：:]{2,8}[：:]|(?P<date>\d{4}年[\d年月日]*$)")
"""A cell of the head or foot of a table that states a value or a date: 填报单位：某某局, 2023年11月."""
_SPACED = re.compile(
    r"(?:[\u4e00-\u9fff] +){2,}[\u4e00-\u9fff](?=\s*[：:]|$)|[\u4e00-\u9fff] +[\u4e00-\u9fff](?=\s*[：:])"
)
"""Words with spaces between all their characters, for alignment: 有 效 性：有效, 单  位：某某局."""
_LEADER = re.compile(r"\s*(?:…{2,}|[.．·・]{4,}|-{6,}|_{6,})\s*[（(]?\d{1,4}[）)]?$")
"""Leaders before a page number, in a table of contents."""
_PAGE = re.compile(r"(?P<title>.+?)\s*(?:…{2,}|[.．·・]{4,})\s*(?P<agency>.+?)\s*[（(]\d{1,4}[）)]$")
"""A title and an agency, separated by leaders, before a page number: 标题……某某局（12）."""
WIDE_GAP = re.compile(r"\s{2,}|\t")
"""White space that separates the fields of a line; a single space may stand within a field."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line or paragraph."""

    text: str
    """The cleaned text without white space around it; empty for a blank line."""
    number: int
    """The position in the source, from 1: line, paragraph or row."""
    indent: int = 0
    """The width of the white space before the text, in columns."""
    heading: bool = False
    """Whether the source marks the line as a heading."""

    @property
    def last(self) -> int:
        """The position in the source where the line ends."""
        return self.number


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Merged cells repeat their text; a cell may have several lines."""

    rows: tuple[tuple[str, ...], ...]
    number: int
    """The position of the first row in the source, from 1."""

    @property
    def last(self) -> int:
        """The position of the last row in the source."""
        return self.number + len(self.rows) - 1


Block = Line | Table


class ImportRefusedError(Exception):
    """The file cannot be read or has no list of cases. The message is in Chinese, for the user."""


class ImportFailedError(ImportRefusedError):
    """The import failed because of a defect of this program, not of the file.

    `where` is for a log and quotes nothing of the file.
    """

    def __init__(self, where: str) -> None:
        """Create the error; `where` is a result of `describe_without_text` or the process's exit status."""
        super().__init__("读这个文件的时候程序出错了，没有读完")
        self.where = where


def clean(text: str) -> str:
    """Return the text without invisible characters and emoji, with radicals, widths and spaces made uniform."""
    return _CONTROL.sub("", _KEYCAPS.sub(_key, text).translate(_CLEAN))


def _key(keys: re.Match[str]) -> str:
    return f"{re.sub('[^0-9]', '', keys[0]) or 10}. "


def make_lines(text: str, number: int, *, heading: bool = False) -> Iterator[Line]:
    """Yield a line for each line of `text`; all have the position `number`."""
    for raw in text.split("\n"):
        line = clean(raw.replace("\u3000", "  ")).expandtabs(4)  # a wide space takes two columns
        stripped = _LEADER.sub("", clean(raw).expandtabs(4).strip())
        stripped = _PAGE.sub(r"\g<title>  \g<agency>", stripped)
        stripped = stripped[bar.end() :] if (bar := _BAR.match(stripped)) else stripped
        if spaced := _SPACED.match(stripped):
            stripped = spaced[0].replace(" ", "") + stripped[spaced.end() :]
        yield Line(stripped, number, len(line) - len(line.lstrip()) if stripped else 0, heading)


def rows_to_blocks(rows: Iterable[Sequence[str]], number: int) -> Iterator[Block]:
    """Yield tables, and lines for rows that are part of no table.

    Such rows are a heading across the whole table, or labelled values of its head or foot.
    """
    pending: list[tuple[str, ...]] = []
    start = number
    cleaned = [
        tuple("\n".join(" ".join(part.split()) for part in clean(cell).strip().split("\n")) for cell in row)
        for row in rows
    ]
    for position, (cells, below) in enumerate(itertools.pairwise([*cleaned, ()]), number):
        texts = dict.fromkeys(cell for cell in cells if cell)
        if len(texts) > 1 and not _is_aside(list(texts)):
            if not pending:
                start = position
            pending.append(cells)
            continue
        # a date, or who signs above it
        is_stated = _is_date_alone(cells) or _is_date_alone(below)
        if pending and len(texts) == 1 and cells.count("") and cells[0] == "" and not is_stated:
            pending.append(cells)  # continues the row above it: a second agency of a case
            continue
        if pending:
            yield Table(tuple(pending), start)
            pending = []
        for text in texts:
            yield from make_lines(text, position)
    if pending:
        yield Table(tuple(pending), start)


def _is_date_alone(cells: Sequence[str]) -> bool:
    texts = [cell for cell in cells if cell]
    return len(texts) == 1 and (stated := _STATED.match(texts[0])) is not None and bool(stated["date"])


def _is_aside(texts: Sequence[str]) -> bool:
    """Return whether the cells of a row state something about the table: labelled values, or its issuer and date."""
    stated = [match for text in texts if (match := _STATED.match(text))]
    return len(stated) == len(texts) or (len(texts) == 2 and any(match["date"] for match in stated))
