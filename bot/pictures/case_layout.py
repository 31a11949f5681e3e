"""The layout of a case: its tier and number, its title, and its units by province."""

from __future__ import annotations

from bot.pictures.model import CasePicture, Unit
from bot.pictures.page_builder import CONTENT_WIDTH, PageBuilder
from bot.pictures.shapes import BOLD, REGULAR, Box, Canvas, Dot, Measure, Text, Tick, balance, truncate
from bot.pictures.style import ACCENT, BAND, INK, MARGIN, NORMAL, WHITE, WIDTH, tier_colour

UNIT_SIZE = 32
"""The font size of unit names."""
INDENT = 46
MAX_HEIGHT = 2200
"""Pixels below which no unit begins: a higher picture becomes too small on a phone."""


def lay_out(picture: CasePicture, measure: Measure) -> Canvas:
    """Lay the case out in a phone's width; the height follows."""
    page = PageBuilder(measure)
    colour = tier_colour(picture.tone)
    tier_width = page.measurer(NORMAL, BOLD)
    tier = truncate(picture.tier, CONTENT_WIDTH - 40, tier_width)
    page.add(Box(MARGIN, page.y, MARGIN + tier_width(tier) + 40, page.y + 50, colour, 12))
    page.add(Text(MARGIN + 20, page.y + 35, tier, NORMAL, WHITE, BOLD))
    page.y += 66
    page.add_title(picture.title, 52, 5)
    page.y += 26
    omitted = 0
    for name, units in picture.provinces:
        if page.y > MAX_HEIGHT:
            omitted += len(units)
        else:
            omitted += _add_province(name, units, colour, page)
    if omitted:
        page.add_paragraph(f"……还有 {omitted} 个单位没有列出。")
    for note in picture.notes:
        page.add_paragraph(note)
    return page.build()


def _add_province(name: str, units: tuple[Unit, ...], colour: str, page: PageBuilder) -> int:
    """Add a province and its units. Returns how many units are left out."""
    page.add(Box(MARGIN - 14, page.y, WIDTH - MARGIN + 14, page.y + 48, BAND, 10))
    page.add(Text(MARGIN, page.y + 35, name, NORMAL, INK, BOLD))
    page.y += 54
    for at, unit in enumerate(units):
        if page.y > MAX_HEIGHT:
            return len(units) - at
        _add_unit(unit, colour, page)
    page.y += 18
    return 0


def _add_unit(unit: Unit, colour: str, page: PageBuilder) -> None:
    middle = page.y + 25
    page.add(Tick(MARGIN + 16, middle, 32, ACCENT) if unit.marked else Dot(MARGIN + 16, middle, 7, colour))
    weight = BOLD if unit.marked else REGULAR
    for line in balance(unit.name, CONTENT_WIDTH - INDENT, page.measurer(UNIT_SIZE, weight), 3):
        page.add(Text(MARGIN + INDENT, page.y + 36, line, UNIT_SIZE, ACCENT if unit.marked else INK, weight))
        page.y += 44
    page.y += 6
