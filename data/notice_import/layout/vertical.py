"""Read tables that were pasted with each cell on a line of its own.

The lines below the names of the columns are arranged in rows so that the cells fit their columns best: an agency below
报送单位, the next number below 序号. A cell may have several lines, and may be empty below a merged cell.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from data.notice_import.blocks import Block, Line, Table
from data.notice_import.columns import Role, column_role, is_header
from data.notice_import.dates import is_date
from data.notice_import.layout.headings import is_rank, looks_like_heading, parse_heading
from data.notice_import.layout.reading import is_nothing, is_title
from data.notice_import.names.agencies import is_agency_list, is_person, split_names
from data.notice_import.names.places import Places
from data.notice_import.numbering import to_int

Row = tuple[str, ...]
_MAX_COLUMNS = 9
_BETWEEN = 3
"""The maximum number of lines of headings between two parts of a table."""
_NEVER = float("-inf")
_EMPTY: dict[Role | None, float] = {"title": -3, "agency": -2, "number": _NEVER}
"""Role → the score of an empty cell of its column."""
_EMPTY_UNCOUNTED = -1.0
_MORE = -0.5
_MORE_UNCOUNTED = -2.0
"""The scores of another line of a cell: `_MORE` in a table with numbers, `_MORE_UNCOUNTED` without.

`_MORE` also scores an empty cell of any other role in a table with numbers, `_EMPTY_UNCOUNTED` in one without.
"""
_LIKELY = 0.6
"""The minimum share of rows without numbers whose agency must look like one."""


@dataclass(frozen=True, slots=True)
class _Step:
    """The best way to read a line as the cell of a column."""

    score: float
    rows: int
    """The number of rows up to this line."""
    before: int
    """The column of the line before; -1 for the first line."""
    is_more: bool = False
    """Whether the line continues the cell of the line before it."""


def join_cells(blocks: Sequence[Block], places: Places) -> list[Block]:
    """Return the blocks with such tables joined; each begins with the names of its columns."""
    result: list[Block] = []
    at = 0
    while at < len(blocks):
        header, start = _header(blocks, at)
        end, rows = _Columns(header, places).read(blocks, start, 0) if header else (at, [])
        if len(rows) < 2:
            result.append(blocks[at])
            at += 1
            continue
        result.append(Table((header, *rows), blocks[at].number))
        at = end
        count = len(rows)
        while part := _next_part(blocks, at, header, count, places):
            start, end, rows = part
            result += blocks[at:start] if _text(blocks, at) != header[0] else []
            result.append(Table((header, *rows), blocks[start].number))
            at, count = end, count + len(rows)
    return result


def _next_part(
    blocks: Sequence[Block], at: int, header: Row, count: int, places: Places
) -> tuple[int, int, list[Row]] | None:
    """Return start, end and rows of a further part of the table; None if there is none.

    The part stands below headings, or below a repeated header.
    """
    for start in range(at + 1, at + 1 + _BETWEEN):
        if not looks_like_heading(_text(blocks, start - 1)):
            break
        again = len(header) if tuple(_text(blocks, start + n) for n in range(len(header))) == header else 0
        for value in (0, count):
            end, rows = _Columns(header, places).read(blocks, start + again, value)
            if rows and "number" in map(column_role, header):
                return start, end, rows
    if tuple(_text(blocks, at + n) for n in range(len(header))) == header:
        for value in (count, 0):
            end, rows = _Columns(header, places).read(blocks, at + len(header), value)
            if rows:
                return at, end, rows
    return None


def _header(blocks: Sequence[Block], at: int) -> tuple[Row, int]:
    """Return the names of columns in the lines from `at`, or in this line, and their end; nothing if there are none.

    If a column has numbers, others may have unknown names: the first number shows how many columns there are.
    """
    words = tuple(_text(blocks, at).split())
    if len(words) > 1 and is_header(words) and "" not in words and to_int(_text(blocks, at + 1)) == 1:
        return words, at + 1
    names = list(itertools.takewhile(bool, (_text(blocks, at + n) for n in range(_MAX_COLUMNS))))
    if not names or not column_role(names[0]):
        return (), at
    known = list(itertools.takewhile(column_role, names))
    for width in (len(known), *range(2, len(names) + 1)):
        header = tuple(names[:width])
        roles = [column_role(name) for name in header]
        counted = "number" in roles and to_int(_text(blocks, at + width + roles.index("number"))) == 1
        if any(parse_heading(name, 0).count is not None for name in header):
            continue  # the heading of a tier, above the names of the columns
        if is_header(header) and (counted or (width == len(known) and "agency" in roles and "number" not in roles)):
            return header, at + width
    return (), at


def _heads_tier(text: str) -> bool:
    """Return whether the line is a numbered heading with a count: 二、安全监控方向（4个）."""
    heading = parse_heading(text, 0)
    return heading.count is not None and bool(heading.style)


class _Columns:
    """The columns of a table, which score how well a line fits as a cell of each."""

    def __init__(self, header: Row, places: Places) -> None:
        self._roles = [column_role(name) for name in header]
        self._header = header
        self._places = places
        self._counted = "number" in self._roles

    def read(self, blocks: Sequence[Block], start: int, value: int) -> tuple[int, list[Row]]:
        """Return the end of the rows that begin at `start`, and the rows; the first number follows `value`."""
        below = itertools.takewhile(lambda block: isinstance(block, Line), blocks[start:])
        texts = (block.text for block in below)  # type: ignore[union-attr]
        lines = list(itertools.takewhile(lambda text: not (text == self._header[0] or _heads_tier(text)), texts))
        common = {text for text, count in Counter(lines).items() if count > 1}
        steps: list[list[_Step]] = []
        best, best_end = 0.0, (0, 0)
        for at, text in enumerate(lines):
            fits = [self._fit(role, text, common) for role in self._roles]
            before = lines[at - 1] if at else ""
            steps.append([self._step(column, fits, text, before, steps, value) for column in range(len(fits))])
            for column, step in enumerate(steps[-1]):
                total = step.score + self._skip(column + 1, len(fits))
                if total > best:
                    best, best_end = total, (at, column)
            if all(step.score < best - 12 for step in steps[-1]):
                break
        if not best:
            return start, []
        at, column = best_end
        rows = self._rows(lines, steps, at, column)
        agencies = [row[at] for row in rows for at, role in enumerate(self._roles) if role == "agency"]
        likely = sum(is_agency_list(cell, self._places) for cell in agencies)
        if not self._counted and likely < _LIKELY * len(agencies):
            return start, []
        return start + at + 1, rows

    def _step(
        self,
        column: int,
        fits: Sequence[float],
        text: str,
        before: str,
        steps: Sequence[Sequence[_Step]],
        value: int,
    ) -> _Step:
        """Return the best way to read the line as a cell of this column."""
        fit = fits[column]
        is_number = self._roles[column] == "number"
        if fit == _NEVER:
            return _Step(_NEVER, 0, -1)
        if not steps:
            is_next = not is_number or to_int(text) == value + 1
            return _Step(fit + self._skip(0, column) if is_next else _NEVER, 1, -1)
        best = _Step(_NEVER, 0, -1)
        width = len(fits)
        for other, step in enumerate(steps[-1]):
            if step.score == _NEVER:
                continue
            is_new = other > column or (other == column and is_number)
            rows = step.rows + is_new
            if is_number and to_int(text) != value + rows:
                continue
            if is_new:
                score = step.score + fit + self._skip(other + 1, width) + self._skip(0, column)
            elif other == column:
                score = step.score + self._more(column, text, before)
            else:
                score = step.score + fit + self._skip(other + 1, column)
            if score > best.score:
                best = _Step(score, rows, other, is_more=other == column and not is_new)
        return best

    def _skip(self, start: int, end: int) -> float:
        other = _MORE if self._counted else _EMPTY_UNCOUNTED
        return sum(_EMPTY.get(role, other) for role in self._roles[start:end])

    def _fit(self, role: Role | None, text: str, common: set[str]) -> float:
        """Return the score of a line as the first line of a cell of this role."""
        value = to_int(text)
        if role == "number":
            return 3 if value is not None else _NEVER
        if role == "other" or role is None:
            return 0
        if re.search("。|[：:]$", text) or is_date(text) or text in self._header:
            return -4
        if is_nothing(text):
            return 0
        is_agency = is_agency_list(text, self._places)
        if role in ("agency", "partner"):
            return 2 if is_agency else -0.5
        if role == "title":
            return -4 if value is not None else 0 if is_agency or is_rank(text) or not is_title(text) else 1
        if role == "tier":
            return 1.5 if looks_like_heading(text) else 0.5 if text in common and not is_agency else -1
        if role == "place":
            return 1.5 if self._places.group_heading(text) or self._places.is_place(text) else -1
        persons = [is_person(name) for name in re.split("[、，, ]", text)]
        return 1 if all(persons) else 0

    def _more(self, column: int, text: str, before: str) -> float:
        """Return the score of a line as the continuation of the cell of the line before it."""
        role = self._roles[column]
        is_agency = is_agency_list(text, self._places)
        more = _MORE if self._counted else _MORE_UNCOUNTED
        if role in ("agency", "partner"):
            if self._is_broken(before) and is_agency_list(before + text, self._places):
                return more + 3  # this compensates the first part, which is no agency
            return more if is_agency or before.endswith(("、", "，", "；")) else -3
        if role == "title":
            return -2 if is_agency or to_int(text) is not None else more
        return more if role in ("other", "person", None) else -2

    def _is_broken(self, text: str) -> bool:
        """Return whether the text begins as a list of agencies does, but is not one."""
        first = next((name for name, _ in split_names(text)), "")
        begins = self._places.begins_with_place(first) or (first != text and is_agency_list(first, self._places))
        return begins and not is_agency_list(text, self._places)

    def _rows(self, lines: Sequence[str], steps: Sequence[Sequence[_Step]], at: int, column: int) -> list[Row]:
        path: list[tuple[int, int, bool]] = []
        while at >= 0:
            step = steps[at][column]
            path.append((at, column, step.is_more))
            at, column = at - 1, step.before
        rows: list[list[str]] = []
        last = len(self._roles)
        for at, column, is_more in reversed(path):
            if is_more:
                mark = "\n" if self._roles[column] in ("agency", "partner") else ""
                rows[-1][column] += mark + lines[at]
                continue
            if column <= last:
                rows.append([""] * len(self._roles))
            rows[-1][column] = lines[at]
            last = column
        return [tuple(row) for row in rows]


def _text(blocks: Sequence[Block], at: int) -> str:
    block = blocks[at] if at < len(blocks) else None
    return block.text if isinstance(block, Line) else ""
