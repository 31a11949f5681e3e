"""The layout of a map: a row for each place, a column for each case, titles above the columns or below the map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.pictures import map_titles
from bot.pictures.model import MEANT, MEANT_WITHIN, NOTHING, OWN, WITHIN, Group, MapPicture, Row, Words
from bot.pictures.page_builder import PageBuilder
from bot.pictures.shapes import BOLD, MEDIUM, REGULAR, Box, Canvas, Dot, Measure, Shape, Text, Tick, balance, truncate
from bot.pictures.style import ACCENT, BAND, GROUND, INK, MARGIN, MUTED, NORMAL, RULE, SMALL, WHITE, WIDTH, tier_colour

MAX_TITLES_ABOVE = 6
"""With more cases, the titles stand below the matrix, by number, instead of above the columns."""
COUNT_WIDTH = 102
"""Pixels of the column of counts."""
MAX_NAMES_WIDTH = 270
"""Pixels of the column of names, at most."""
INDENT = 30
ROW_HEIGHT, PROVINCE_ROW_HEIGHT = 37, 44
"""Pixels of a place's row and of a province's own row."""
GAP = 12
"""Pixels between tiers and between provinces."""

_MARKS = {
    OWN: "本级单位参与",
    WITHIN: "只由下辖地区参与",
    MEANT: "问到的单位",
    MEANT_WITHIN: "问到的，在下辖地区",
}


@dataclass(frozen=True, slots=True)
class _Grid:
    """The positions of the columns."""

    left: float
    """The left edge of the first column; names stand left of it."""
    cell: float
    groups: tuple[Group, ...]

    def spans(self) -> Iterator[tuple[Group, float, float]]:
        """Yield each tier with its left and right edge."""
        x = self.left
        for group in self.groups:
            right = x + self.cell * len(group.columns)
            yield group, x, right
            x = right + GAP

    def columns(self) -> Iterator[tuple[Group, int, float]]:
        """Yield each column's tier, its position in the tier (from 0) and its middle."""
        for group, left, _ in self.spans():
            for at in range(len(group.columns)):
                yield group, at, left + (at + 0.5) * self.cell


def lay_out(picture: MapPicture, measure: Measure) -> Canvas:
    """Lay the map out in a phone's width; the height follows."""
    page = PageBuilder(measure)
    grid = _build_grid(picture, page)
    above = len(list(grid.columns())) <= MAX_TITLES_ABOVE
    _add_heading(picture, page)
    _add_column_heads(picture, grid, page, titles=above)
    _add_rows(picture, grid, page)
    _add_legend(picture, page)
    if not above:
        map_titles.add_titles(picture, page)
    for note in picture.notes:
        page.add_paragraph(note)
    return page.build()


def _build_grid(picture: MapPicture, page: PageBuilder) -> _Grid:
    names = [_measure_name(row, page, own=not at) for rows in picture.provinces for at, row in enumerate(rows)]
    numbers = [str(column.number) for group in picture.groups for column in group.columns]
    room = WIDTH - 2 * MARGIN - COUNT_WIDTH - GAP * (len(picture.groups) - 1)
    taken = len(numbers) * (max(map(page.measurer(SMALL, MEDIUM), numbers)) + 2)
    # names yield to the numbers above the columns, which may not overlap
    left = min(max(names, default=0.0) + 20, MAX_NAMES_WIDTH, room - taken)
    return _Grid(MARGIN + left, (room - left) / len(numbers), picture.groups)


def _measure_name(row: Row, page: PageBuilder, *, own: bool) -> float:
    return page.measurer(NORMAL, BOLD)(row.name) + (12 if own else INDENT)


def _add_heading(picture: MapPicture, page: PageBuilder) -> None:
    page.add_title(picture.title, 42, 2)
    page.add_paragraph(picture.subtitle, NORMAL, 2)
    page.y += 34


def _add_column_heads(picture: MapPicture, grid: _Grid, page: PageBuilder, *, titles: bool) -> None:
    for group, left, right in grid.spans():
        page.add(Box(left + 2, page.y, right - 2, page.y + 44, tier_colour(group.tone), 10))
        measure = page.measurer(SMALL, BOLD)
        label = next((label for label in group.labels if measure(label) <= right - left - 12), "")
        if label:
            page.add(Text((left + right) / 2, page.y + 32, label, SMALL, WHITE, BOLD, "m"))
    page.y += 44
    numbers = page.y + 34
    for group, at, x in grid.columns():
        page.add(Text(x, numbers, str(group.columns[at].number), SMALL, tier_colour(group.tone), MEDIUM, "m"))
    # there is room for three characters
    counted = f"{picture.noun}数" if len(picture.noun) <= 2 else "数量"
    page.add(Text(WIDTH - MARGIN - 8, numbers, counted, SMALL, MUTED, REGULAR, "r"))
    page.y += 46
    if titles:
        page.y = max(
            [page.y, *(_add_title_above(group.columns[at].title, x, grid, page) for group, at, x in grid.columns())]
        )


def _add_title_above(title: Words, x: float, grid: _Grid, page: PageBuilder) -> float:
    """Add a title above its column. Returns its lower edge."""
    y = page.y
    for line in balance(title, grid.cell - 14, page.measurer(SMALL), 9):
        page.add(Text(x, y + 28, line, SMALL, INK, REGULAR, "m"))
        y += 34
    return y + 14


def _add_rows(picture: MapPicture, grid: _Grid, page: PageBuilder) -> None:
    for rows in picture.provinces:
        for at, row in enumerate(rows):
            _add_row(row, grid, page, own=not at)
        # provinces are told apart by their gaps only where they have rows of places
        page.y += GAP if any(len(rows) > 1 for rows in picture.provinces) else GAP // 2


def _add_row(row: Row, grid: _Grid, page: PageBuilder, *, own: bool) -> None:
    height = PROVINCE_ROW_HEIGHT if own else ROW_HEIGHT
    top, middle, bottom = page.y, page.y + height / 2, page.y + height
    if own:
        page.add(Box(MARGIN - 14, top, WIDTH - MARGIN + 14, bottom, BAND, 10))
    else:
        page.add(Box(MARGIN + INDENT - 12, bottom - 1, WIDTH - MARGIN, bottom, RULE))
    x = MARGIN + (0 if own else INDENT - 12)
    weight = BOLD if own or row.named else REGULAR
    if row.named:
        page.add(Box(MARGIN - 14, top + 5, MARGIN - 6, bottom - 5, ACCENT, 4))
    name = truncate(row.name, grid.left - x - 8, page.measurer(NORMAL, weight))
    colour = ACCENT if row.named else INK
    page.add(Text(x, middle + 10, name, NORMAL, colour, weight))
    ground = BAND if own else GROUND
    for mark, (group, _, across) in zip(row.cells, grid.columns(), strict=True):
        page.add(*_draw_mark(mark, across, middle, grid, tier_colour(group.tone), ground))
    page.add(Text(WIDTH - MARGIN - 8, middle + 10, str(row.count), NORMAL, INK if own else MUTED, MEDIUM, "r"))
    page.y = bottom


def _draw_mark(mark: str, x: float, y: float, grid: _Grid, colour: str, ground: str) -> Iterator[Shape]:
    radius = min(11.0, grid.cell * 0.3)
    match mark:
        case ".":
            yield Dot(x, y, 3, RULE)
        case "o":
            yield Dot(x, y, radius, colour, ground)
        case "x":
            yield Dot(x, y, radius, colour)
        case "+":
            yield Tick(x, y, 2.7 * radius, ACCENT, ground)
        case "*":
            yield Tick(x, y, 2.7 * radius, ACCENT)


def _add_legend(picture: MapPicture, page: PageBuilder) -> None:
    """Add the meanings of the marks that occur in the map."""
    used = {mark for rows in picture.provinces for row in rows for mark in row.cells} - {NOTHING}
    grid = _Grid(0, 40, ())
    x, middle = float(MARGIN), page.y + 16
    for mark, meaning in _MARKS.items():
        if mark in used:
            page.add(*_draw_mark(mark, x + 12, middle, grid, MUTED, GROUND))
            page.add(Text(x + 36, middle + 10, meaning, SMALL, MUTED))
            x += 36 + page.measurer(SMALL)(meaning) + 44
    page.y += 44
