"""A builder of pictures from top to bottom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.pictures.shapes import BOLD, REGULAR, Canvas, Measure, Shape, Text, balance, break_lines, hanging_indent
from bot.pictures.style import GROUND, INK, MARGIN, MUTED, SMALL, WIDTH

CONTENT_WIDTH = WIDTH - 2 * MARGIN
"""Pixels between the margins."""


@dataclass(slots=True)
class PageBuilder:
    """The shapes added so far, and the y at which the next one is added."""

    measure: Measure
    y: float = MARGIN
    shapes: list[Shape] = field(default_factory=list)

    def add(self, *shapes: Shape) -> None:
        """Add shapes on top of the others."""
        self.shapes += shapes

    def measurer(self, size: int, weight: int = REGULAR) -> Callable[[str], float]:
        """Return a function that measures texts of this size and weight."""
        return lambda text: self.measure(text, size, weight)

    def add_title(self, words: tuple[str, ...], size: int, max_lines: int) -> None:
        """Add a heading of at most `max_lines` lines."""
        for line in balance(words, CONTENT_WIDTH, self.measurer(size, BOLD), max_lines):
            self.y += size
            self.add(Text(MARGIN - hanging_indent(line, size), self.y, line, size, INK, BOLD))
            self.y += size // 3

    def add_paragraph(self, text: str, size: int = SMALL, max_lines: int = 4) -> None:
        """Add secondary text of at most `max_lines` lines."""
        for line in break_lines(text, CONTENT_WIDTH, self.measurer(size), max_lines):
            self.y += size + 10
            self.add(Text(MARGIN, self.y, line, size, MUTED))

    def build(self) -> Canvas:
        """Return the picture with its final height."""
        return Canvas(WIDTH, round(self.y + MARGIN), GROUND, tuple(self.shapes))
