"""Join the names of columns aligned by spaces that are broken or spaced: 序 over 号, 案  例  名  称."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.notice_import.readers.wrapping import width

_SPACED = re.compile(
    "(?<![\u4e00-\u9fff])(?!序 {1,2}[^号號])(?:[\u4e00-\u9fff] {1,2}){2,}[\u4e00-\u9fff](?![\u4e00-\u9fff])"
)
"""A name with spaces between its characters."""
_NUMBER = ("序号", "编号", "編號", "序號")


def close_header(lines: Sequence[str], at: int) -> tuple[Sequence[str], int]:
    """Return the lines with the header at line `at` on one line, and the number of lines that this removes."""
    if not lines[at].strip():
        return lines, 0
    first, second, third = (*lines[at : at + 3], "", "")[:3]
    above, below = first.split(), second.split()
    if above[1:] and len(below) == 1 and above[0] + below[0] in _NUMBER:  # 号 below 序 and the other names
        return [*lines[:at], _closed(first), *lines[at + 2 :]], 1
    name = first.strip() + third.strip()
    if name in _NUMBER and not second[: width(name) + 1].strip():  # the other names between 序 and 号
        return [*lines[:at], _closed(name + second[width(name) :]), *lines[at + 3 :]], 2
    return ([*lines[:at], _closed(first), *lines[at + 1 :]], 0) if _SPACED.search(first) else (lines, 0)


def _closed(header: str) -> str:
    """Return the header with the spaces within names moved behind them, so that the columns keep their positions."""
    return _SPACED.sub(lambda name: name[0].replace(" ", "") + " " * name[0].count(" "), header)
