"""A picture that is being laid out, from top to bottom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.pictures.shapes import BOLD, REGULAR, Canvas, Measure, Shape, Text, balanced, hung, lines
from bot.pictures.style import GROUND, INK, MARGIN, SMALL, SOFT, WIDTH

INNER = WIDTH - 2 * MARGIN
"""What lies between the margins."""


@dataclass(slots=True)
class PageBuilder:
    """What has been laid out so far, and where it goes on."""

    measure: Measure
    y: float = MARGIN
    shapes: list[Shape] = field(default_factory=list)

    def wide(self, size: int, weight: int = REGULAR) -> Callable[[str], float]:
        """What measures texts of this size and weight."""
        return lambda text: self.measure(text, size, weight)

    def title(self, words: tuple[str, ...], size: int, most: int) -> None:
        """A heading of at most so many lines."""
        for line in balanced(words, INNER, self.wide(size, BOLD), most):
            self.y += size
            self.shapes.append(Text(MARGIN - hung(line, size), self.y, line, size, INK, BOLD))
            self.y += size // 3

    def paragraph(self, text: str, size: int = SMALL, most: int = 4) -> None:
        """What is said beside, in at most so many lines."""
        for line in lines(text, INNER, self.wide(size), most):
            self.y += size + 10
            self.shapes.append(Text(MARGIN, self.y, line, size, SOFT))

    def canvas(self) -> Canvas:
        """The picture, as high as it has become."""
        return Canvas(WIDTH, round(self.y + MARGIN), GROUND, tuple(self.shapes))
