"""Read pasted text: plain text, Markdown, columns separated by tabs, lines broken at a page's width."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from data.notice_import.blocks import Block, Line, make_lines, rows_to_blocks
from data.notice_import.columns import column_role, is_header
from data.notice_import.numbering import parse_number
from data.notice_import.readers.aligned import read_aligned
from data.notice_import.readers.wrapping import unwrap

_RULE = re.compile(r"[-=*_—]{3,}")
_BOX_RULE = re.compile(r"\s*[─━═]{3,}[\s─━═]*")
_TABLE_RULE = re.compile(r"\|?[\s:|+─━┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝═-]*[-─━═][\s:|+─━┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝═-]*")
_HEADING = re.compile(r"#{1,6}\s+")
_CORNERS = "┌├└╔╠╚"
"""The first characters of the rules of a drawn table."""
_AWARD = re.compile("[奖獎]$|[等级級]$")
_EMPHASIS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1|(?<![*\w])\*(?=[^\s*])([^*]+)(?<=\S)\*(?!\*)")
_NEAR = 4
"""The number of lines before and after a single row that are searched for another row."""
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")


def read_plain(content: str) -> list[Block]:
    """Return the lines and tables of the text."""
    lines = content.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    lines = ["" if _BOX_RULE.fullmatch(line) else line for line in lines]
    blocks: list[Block] = []
    texts: list[Line] = []
    at = 0
    while at < len(lines):
        end, rows = _read_table(lines, at)
        if end > at:
            blocks += unwrap(texts)
            texts = []
            blocks += rows_to_blocks(rows, at + 1)
            at = end
            continue
        texts += _read_line(lines[at], at + 1)
        at += 1
    return [*blocks, *unwrap(texts)]


def read_csv(content: str) -> list[Block]:
    """Return the rows of values separated by commas, semicolons or tabs, as blocks."""
    first = content.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count) if re.search("[,;\t]", first) else max(",;\t", key=content.count)
    rows = list(csv.reader(io.StringIO(content), delimiter=delimiter))
    rows = _rejoined(rows)
    widest = max(map(len, rows), default=0)
    return list(rows_to_blocks([[*row, *[""] * (widest - len(row))] for row in rows], 1))


def _read_line(raw: str, number: int) -> Iterator[Line]:
    text = raw.strip()
    if _RULE.fullmatch(text):
        yield Line("", number)
        return
    heading = _HEADING.match(text)
    if heading:
        text = text[heading.end() :].rstrip("# ")
    plain = _strip_marks(text.removeprefix("> "))
    yield from make_lines(plain if heading or plain != raw.strip() else raw, number, heading=bool(heading))


def _strip_marks(text: str) -> str:
    """Return the text without Markdown's emphasis, links and escapes."""
    text = _LINK.sub(r"\1", text)
    text = _EMPHASIS.sub(lambda match: match[2] or match[3], text)
    return _ESCAPE.sub(r"\1", text)


def _read_table(lines: Sequence[str], at: int) -> tuple[int, list[list[str]]]:
    """Return the end of the table that begins at line `at`, and its rows; `at` itself if there is none."""
    for read in (_read_piped, _read_tabbed, read_aligned):
        end, rows = read(lines, at)
        if end > at:
            widest = max(map(len, rows))
            return end, [[*row, *[""] * (widest - len(row))] for row in rows]
    return at, []


def _read_piped(lines: Sequence[str], at: int) -> tuple[int, list[list[str]]]:
    rows: list[list[str]] = []
    end = at
    while end < len(lines):
        line = re.sub("[｜│┃║]", "|", lines[end]).strip()
        is_rule = _TABLE_RULE.fullmatch(line) is not None
        if line.count("|") < (1 if end > at else 2) and not (is_rule and line[0] in _CORNERS):
            break
        if not is_rule:
            cells = re.split(r"(?<!\\)\|", line.removeprefix("|").removesuffix("|"))
            rows.append([_strip_marks(re.sub(r"<br\s*/?>", "\n", cell)).strip() for cell in cells])
        end += 1
    return (end, _aligned_right(rows)) if len(rows) > 1 else (at, [])


def _aligned_right(rows: list[list[str]]) -> list[list[str]]:
    """Return the rows with as many columns as the header, aligned to the right if their lengths differ.

    Cells that are merged downwards are left out. A row with more cells than the header has two cells in place of its
    first.
    """
    trimmed = [row[: max((at + 1 for at, cell in enumerate(row) if cell), default=0)] for row in rows]
    width = len(trimmed[0])
    is_whole = len({len(row) for row in rows}) == 1
    if is_whole or not is_header(trimmed[0]) or column_role(trimmed[0][0]) != "tier":
        return rows
    result: list[list[str]] = []
    upper = ""
    for row in trimmed:
        if len(row) == width - 1 and _AWARD.search(row[0]):
            result.append([*row, ""])  # the last cell is empty
            continue
        if len(row) > width:
            upper = row[0]
        elif len(row) == width and _AWARD.search(row[0]):
            upper = ""
        cells = row[len(row) - width + 1 :] if len(row) >= width else row
        first = row[len(row) - width] if len(row) >= width else ""
        if first and upper and first != upper:
            first = f"{upper}（{first}）"
        missing = [""] * (width - 1 - len(cells))
        result.append([row[0], *[""] * (width - 1)] if len(row) == 1 else [first, *missing, *cells])
    return result


def _read_tabbed(lines: Sequence[str], at: int) -> tuple[int, list[list[str]]]:
    """Return the end and rows of pasted spreadsheet rows; `at` and no rows if there are none.

    Quotation marks enclose line breaks within a cell.
    """
    first = lines[at].strip("\n ")
    if not _is_tabbed(lines, at):
        return at, []
    if '"' in first or any('"' in line for line in lines[at : at + 3]):
        return _read_quoted(lines, at)
    end = at
    while end < len(lines) and (_is_tabbed_row(lines, at, end) or _is_gap(lines, end)):
        end += 1
    return end, _rejoined([line.split("\t") for line in lines[at:end] if line.strip()])


def _is_gap(lines: Sequence[str], at: int) -> bool:
    """Return whether the line is blank and stands between two rows."""
    return not lines[at].strip() and at + 1 < len(lines) and "\t" in lines[at + 1].strip()


def _rejoined(rows: list[list[str]]) -> list[list[str]]:
    """Return the rows with those joined that a line break within a cell separated.

    Together they have as many cells as the first row.
    """
    result: list[list[str]] = []
    for row in rows:
        before = result[-1] if result else []
        parted = before and len(before) < len(rows[0]) and len(before) + len(row) - 1 == len(rows[0])
        if parted and len(row) > 1 and parse_number(before[0]) and not parse_number(row[0]):
            result[-1] = [*before[:-1], f"{before[-1]}\n{row[0]}", *row[1:]]
        else:
            result.append(row)
    return result


def _is_tabbed(lines: Sequence[str], at: int) -> bool:
    """Return whether a row with tabs begins at the line: another row follows, or similar rows are near."""
    cells = lines[at].strip().count("\t")
    if not cells or at + 1 >= len(lines):
        return False
    near = (*lines[max(at - _NEAR, 0) : at], *lines[at + 1 : at + 1 + _NEAR])
    return "\t" in lines[at + 1].strip("\n ") or any(line.strip().count("\t") == cells for line in near)


def _is_tabbed_row(lines: Sequence[str], start: int, at: int) -> bool:
    if "\t" in lines[at].rstrip("\t "):
        return True
    # a heading within the table, between rows
    inside = at > start and at + 1 < len(lines) and "\t" in lines[at + 1].strip()
    return inside and "\t" in lines[at]


def _read_quoted(lines: Sequence[str], at: int) -> tuple[int, list[list[str]]]:
    reader = csv.reader((f"{line}\n" for line in lines[at:]), delimiter="\t")
    rows: list[list[str]] = []
    used = 0
    for row in reader:
        if len(row) < 2:
            break
        rows.append(row)
        used = reader.line_num
    return at + used, rows
