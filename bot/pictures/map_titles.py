"""The titles of a map's cases by number, below it, in two columns of much the same height."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.pictures.model import Group, MapPicture
from bot.pictures.page_builder import INNER, PageBuilder
from bot.pictures.shapes import BOLD, Box, Text, balanced, cut, hung
from bot.pictures.style import INK, MARGIN, SMALL, TEXT, tone

BETWEEN = 44
WIDE = (INNER - BETWEEN) / 2
INDENT = 52
HEAD, LINE, AFTER = 60, 35, 7
"""Heights of a tier's name, a line, and what parts one title from the next."""
MOST = 2
"""Lines of a title."""


@dataclass(frozen=True, slots=True)
class _Entry:
    group: Group
    number: str
    lines: list[str]

    @property
    def height(self) -> int:
        return LINE * len(self.lines) + AFTER


def put(sheet: MapPicture, page: PageBuilder) -> None:
    """Lay the titles out; a tier that goes on in the second column has its name there too."""
    entries = [
        _Entry(group, str(column.number), balanced(column.title, WIDE - INDENT, page.wide(SMALL), MOST))
        for group in sheet.groups
        for column in group.columns
    ]
    heads = HEAD if len(sheet.groups) > 1 else 0
    parts = min(
        ((entries[:at], entries[at:]) for at in range(1, len(entries) + 1)),
        key=lambda parts: max(_height(part, heads) for part in parts),
    )
    page.y += 18
    for part, x in zip(parts, (MARGIN, MARGIN + WIDE + BETWEEN), strict=True):
        _column(part, x, page, heads=bool(heads))
    page.y += max(_height(part, heads) for part in parts) + 6


def _height(entries: Sequence[_Entry], head: int) -> int:
    return sum(entry.height for entry in entries) + head * len({id(entry.group) for entry in entries})


def _head(group: Group, wide: Callable[[str], float]) -> str:
    return next((label for label in group.labels if wide(label) <= WIDE), cut(group.labels[-1], WIDE, wide))


def _column(entries: Sequence[_Entry], x: float, page: PageBuilder, *, heads: bool) -> None:
    y = page.y
    for group, part in groupby(entries, lambda entry: entry.group):
        colour = tone(group.tone)
        if heads:
            page.shapes.append(Text(x, y + 36, _head(group, page.wide(TEXT, BOLD)), TEXT, colour, BOLD))
            page.shapes.append(Box(x, y + 48, x + WIDE, y + 50, colour))
            y += HEAD
        for entry in part:
            page.shapes.append(Text(x + INDENT - 16, y + 28, entry.number, SMALL, colour, BOLD, "r"))
            page.shapes.extend(
                Text(x + INDENT - hung(line, SMALL), y + 28 + LINE * at, line, SMALL, INK)
                for at, line in enumerate(entry.lines)
            )
            y += entry.height
