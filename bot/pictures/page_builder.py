"""A picture that is being laid out, from top to bottom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.pictures.shapes import BOLD, REGULAR, Canvas, Measure, Shape, Text, balance_lines, break_lines, hanging_indent
from bot.pictures.style import BACKGROUND, INK, MARGIN, MUTED, SMALL_SIZE, WIDTH

CONTENT_WIDTH = WIDTH - 2 * MARGIN
"""What lies between the margins."""


@dataclass(slots=True)
class PageBuilder:
    """What has been laid out so far, and where it goes on."""

    measure: Measure
    y: float = MARGIN
    shapes: list[Shape] = field(default_factory=list)

    def measurer(self, size: int, weight: int = REGULAR) -> Callable[[str], float]:
        """What measures texts of this size and weight."""
        return lambda text: self.measure(text, size, weight)

    def add_title(self, words: tuple[str, ...], size: int, max_lines: int) -> None:
        """A heading of at most so many lines."""
        for line in balance_lines(words, CONTENT_WIDTH, self.measurer(size, BOLD), max_lines):
            self.y += size
            self.shapes.append(Text(MARGIN - hanging_indent(line, size), self.y, line, size, INK, BOLD))
            self.y += size // 3

    def add_paragraph(self, text: str, size: int = SMALL_SIZE, max_lines: int = 4) -> None:
        """What is said beside, in at most so many lines."""
        for line in break_lines(text, CONTENT_WIDTH, self.measurer(size), max_lines):
            self.y += size + 10
            self.shapes.append(Text(MARGIN, self.y, line, size, MUTED))

    def build(self) -> Canvas:
        """The picture, as high as it has become."""
        return Canvas(WIDTH, round(self.y + MARGIN), BACKGROUND, tuple(self.shapes))
