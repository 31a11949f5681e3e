"""The layout of a case's card: which one it is, its title, and its units by province."""

from __future__ import annotations

from bot.pictures.model import CasePicture, Unit
from bot.pictures.page_builder import INNER, PageBuilder
from bot.pictures.shapes import BOLD, REGULAR, Box, Canvas, Dot, Measure, Text, Tick, balanced, cut
from bot.pictures.style import ACCENT, BAND, INK, MARGIN, TEXT, WHITE, WIDTH, tone

UNIT = 32
"""The size of units' names."""
INDENT = 46
TALLEST = 2200
"""Pixels down to which units are listed: a higher picture becomes too small on a phone."""


def laid_out(sheet: CasePicture, measure: Measure) -> Canvas:
    """The card as a picture of a phone's width, as high as it takes."""
    page = PageBuilder(measure)
    colour = tone(sheet.tone)
    wide = page.wide(TEXT, BOLD)
    tier = cut(sheet.tier, INNER - 40, wide)
    page.shapes.append(Box(MARGIN, page.y, MARGIN + wide(tier) + 40, page.y + 50, colour, 12))
    page.shapes.append(Text(MARGIN + 20, page.y + 35, tier, TEXT, WHITE, BOLD))
    page.y += 66
    page.title(sheet.title, 52, 5)
    page.y += 26
    left_out = 0
    for name, units in sheet.provinces:
        if page.y > TALLEST:
            left_out += len(units)
        else:
            left_out += _province(name, units, colour, page)
    if left_out:
        page.paragraph(f"……还有 {left_out} 个单位没有列出。")
    for note in sheet.notes:
        page.paragraph(note)
    return page.canvas()


def _province(name: str, units: tuple[Unit, ...], colour: str, page: PageBuilder) -> int:
    """A province and its units; how many of them are left out."""
    page.shapes.append(Box(MARGIN - 14, page.y, WIDTH - MARGIN + 14, page.y + 48, BAND, 10))
    page.shapes.append(Text(MARGIN, page.y + 35, name, TEXT, INK, BOLD))
    page.y += 54
    for at, unit in enumerate(units):
        if page.y > TALLEST:
            return len(units) - at
        _unit(unit, colour, page)
    page.y += 18
    return 0


def _unit(unit: Unit, colour: str, page: PageBuilder) -> None:
    middle = page.y + 25
    page.shapes.append(Tick(MARGIN + 16, middle, 32, ACCENT) if unit.marked else Dot(MARGIN + 16, middle, 7, colour))
    weight = BOLD if unit.marked else REGULAR
    for line in balanced(unit.name, INNER - INDENT, page.wide(UNIT, weight), 3):
        page.shapes.append(Text(MARGIN + INDENT, page.y + 36, line, UNIT, ACCENT if unit.marked else INK, weight))
        page.y += 44
    page.y += 6
