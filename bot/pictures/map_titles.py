"""The titles of a map's cases below it, by number, in two columns of similar height."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.pictures.model import Group, MapPicture
from bot.pictures.page_builder import CONTENT_WIDTH, PageBuilder
from bot.pictures.shapes import BOLD, Box, Text, balance, hanging_indent, truncate
from bot.pictures.style import INK, MARGIN, NORMAL, SMALL, tier_colour

COLUMN_GAP = 44
COLUMN_WIDTH = (CONTENT_WIDTH - COLUMN_GAP) / 2
INDENT = 52
HEAD_HEIGHT, LINE_HEIGHT, ENTRY_GAP = 60, 35, 7
"""Pixels of a tier's name, of a line, and between titles."""
MAX_LINES = 2
"""Lines of a title, at most."""


@dataclass(frozen=True, slots=True)
class _Entry:
    group: Group
    number: str
    lines: list[str]

    @property
    def height(self) -> int:
        return LINE_HEIGHT * len(self.lines) + ENTRY_GAP


def add_titles(picture: MapPicture, page: PageBuilder) -> None:
    """Add the titles; a tier that continues in the second column has its name there too."""
    entries = [
        _Entry(group, str(column.number), balance(column.title, COLUMN_WIDTH - INDENT, page.measurer(SMALL), MAX_LINES))
        for group in picture.groups
        for column in group.columns
    ]
    heads = HEAD_HEIGHT if len(picture.groups) > 1 else 0
    # of all ways to split the list in two, the one with the lowest column
    parts = min(
        ((entries[:at], entries[at:]) for at in range(1, len(entries) + 1)),
        key=lambda parts: max(_measure_height(part, heads) for part in parts),
    )
    page.y += 18
    for part, x in zip(parts, (MARGIN, MARGIN + COLUMN_WIDTH + COLUMN_GAP), strict=True):
        _add_column(part, x, page, heads=bool(heads))
    page.y += max(_measure_height(part, heads) for part in parts) + 6


def _measure_height(entries: Sequence[_Entry], head: int) -> int:
    return sum(entry.height for entry in entries) + head * len({id(entry.group) for entry in entries})


def _choose_head(group: Group, measure: Callable[[str], float]) -> str:
    return next(
        (label for label in group.labels if measure(label) <= COLUMN_WIDTH),
        truncate(group.labels[-1], COLUMN_WIDTH, measure),
    )


def _add_column(entries: Sequence[_Entry], x: float, page: PageBuilder, *, heads: bool) -> None:
    y = page.y
    for group, part in groupby(entries, lambda entry: entry.group):
        colour = tier_colour(group.tone)
        if heads:
            page.add(Text(x, y + 36, _choose_head(group, page.measurer(NORMAL, BOLD)), NORMAL, colour, BOLD))
            page.add(Box(x, y + 48, x + COLUMN_WIDTH, y + 50, colour))
            y += HEAD_HEIGHT
        for entry in part:
            page.add(Text(x + INDENT - 16, y + 28, entry.number, SMALL, colour, BOLD, "r"))
            for at, line in enumerate(entry.lines):
                page.add(Text(x + INDENT - hanging_indent(line, SMALL), y + 28 + LINE_HEIGHT * at, line, SMALL, INK))
            y += entry.height
