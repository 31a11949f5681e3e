"""Lay out a conversation as a phone shows it: bubbles with text, and buttons below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bot.pictures.shapes import (
    BOLD,
    MEDIUM,
    REGULAR,
    Box,
    Canvas,
    Dot,
    Measure,
    Shape,
    Text,
    split_unbreakable,
    truncate,
)
from bot.pictures.style import WIDTH
from tests.tools.doc_pictures.conversation import ME, Turn
from tests.tools.doc_pictures.styled_text import Line, Run, parse_lines

WALL, HEAD, MINE, YOURS, QUOTE = "#cfdccb", "#ffffff", "#ffffff", "#e4fcd3", "#eef3fa"
INK, SOFT, LINK, BUTTON = "#14191f", "#7b8794", "#3a7fc4", "#8aa085"
TEXT, BUTTON_TEXT = 38, 34
LINE, PADDING, RADIUS = 54, 28, 30
EDGE, WIDEST, BETWEEN, ASIDE = 24, 920, 22, 60
BAR, BUTTON_HEIGHT, BUTTON_GAP = 132, 78, 8
PICTURE = 760
"""Width of a picture within its bubble, in pixels."""


@dataclass(frozen=True)
class Inset:
    """The place of a picture."""

    turn: Turn
    left: int
    top: int


@dataclass
class _Screen:
    measure: Measure
    left: float
    y: float = BAR + BETWEEN
    shapes: list[Shape] = field(default_factory=list)
    insets: list[Inset] = field(default_factory=list)

    def wide(self, run: Run) -> float:
        return self.measure(run.text, TEXT, BOLD if run.bold else REGULAR)


def lay_out(
    screens: Sequence[Sequence[Turn]], height: Callable[[Turn], int], measure: Measure
) -> tuple[Canvas, list[Inset]]:
    """Return the screens of a conversation side by side; `height` is that of a turn's picture at width PICTURE."""
    made = []
    for at, turns in enumerate(screens):
        screen = _Screen(measure, at * (WIDTH + ASIDE))
        for turn in turns:
            _bubble([Line([Run(turn.question)])], screen, mine=False)
            screen.y += BETWEEN
            wide = _bubble(
                parse_lines(turn.html), screen, mine=True, picture=(turn, height(turn)) if turn.sheet else None
            )
            _buttons(turn.buttons, wide, screen)
            screen.y += BETWEEN
        made.append(screen)
    high = round(max(screen.y for screen in made) + 10)
    walls = [Box(screen.left, 0, screen.left + WIDTH, high, WALL) for screen in made]
    shapes = [shape for screen in made for shape in (*screen.shapes, *_head(screen))]
    width = len(made) * (WIDTH + ASIDE) - ASIDE
    return Canvas(width, high, HEAD, (*walls, *shapes)), [inset for screen in made for inset in screen.insets]


def _head(screen: _Screen) -> list[Shape]:
    """Return the header with the bot's name."""
    x, middle = screen.left, BAR / 2
    return [
        Box(x, 0, x + WIDTH, BAR, HEAD),
        Box(x, BAR - 2, x + WIDTH, BAR, "#b9c4b6"),
        Dot(x + 86, middle, 44, "#0f6f66"),
        Text(x + 86, middle + 16, ME.first_name[0], 44, "#ffffff", BOLD, "m"),
        Text(x + 152, middle - 6, ME.first_name, 42, INK, BOLD),
        Text(x + 152, middle + 40, "机器人", 32, SOFT),
    ]


def _bubble(lines: list[Line], screen: _Screen, *, mine: bool, picture: tuple[Turn, int] | None = None) -> float:
    """Return a message, the bot's on the left, the user's on the right, and its width."""
    room = PICTURE if picture else WIDEST - 2 * PADDING
    broken = [(line, part) for line in lines for part in _broken(line, room, screen)]
    text = max((sum(map(screen.wide, part)) for _, part in broken), default=0)
    wide = (PICTURE if picture else text + (24 if any(line.quoted for line in lines) else 0)) + 2 * PADDING
    above = picture[1] + 20 if picture else 0
    left = screen.left + (EDGE if mine else WIDTH - EDGE - wide)
    top, bottom = screen.y, screen.y + LINE * len(broken) + 2 * PADDING - 12 + above
    screen.shapes.append(Box(left, top, left + wide, bottom, MINE if mine else YOURS, RADIUS))
    if picture:
        screen.insets.append(Inset(picture[0], round(left + PADDING), round(top + PADDING)))
    y = top + PADDING - 6 + above
    for line, part in broken:
        _line(line, part, (left + PADDING, left + wide - PADDING, y), screen)
        y += LINE
    screen.y = bottom
    return wide


def _line(line: Line, part: list[Run], place: tuple[float, float, float], screen: _Screen) -> None:
    """Return a part of a line, between these edges and below this height."""
    x, right, y = place
    if line.quoted:
        screen.shapes.append(Box(x - 6, y, right + 6, y + LINE, QUOTE))
        screen.shapes.append(Box(x - 6, y, x, y + LINE, LINK))
        x += 12
    for run in part:
        weight = BOLD if run.bold else REGULAR
        colour = LINK if run.linked else INK
        screen.shapes.append(Text(x, y + 40, run.text, TEXT, colour, weight, slanted=run.slanted))
        x += screen.wide(run)


def _broken(line: Line, room: float, screen: _Screen) -> list[list[Run]]:
    """Break a line into as many as necessary."""
    room -= 24 if line.quoted else 0
    found: list[list[Run]] = [[]]
    left = room
    for run in line.runs:
        for piece in split_unbreakable(run.text):
            part = replace(run, text=piece)
            wide = screen.wide(part)
            if wide > left and found[-1]:
                found.append([])
                left = room
            found[-1].append(part)
            left -= wide
    return [_joined(part) for part in found]


def _joined(parts: list[Run]) -> list[Run]:
    found: list[Run] = []
    for part in parts:
        last = found[-1] if found else None
        if last is not None and replace(last, text=part.text) == part:
            found[-1] = replace(part, text=last.text + part.text)
        else:
            found.append(part)
    return found


def _buttons(rows: tuple[tuple[str, ...], ...], wide: float, screen: _Screen) -> None:
    """Return the buttons, as wide as the message, or wider if their labels need it."""
    labels = [max((screen.measure(label, BUTTON_TEXT, MEDIUM) + 48) * len(row) for label in row) for row in rows]
    wide = min(max([wide, *labels]), WIDTH - 2 * EDGE)
    for row in rows:
        screen.y += BUTTON_GAP
        each = (wide - BUTTON_GAP * (len(row) - 1)) / len(row)
        for at, label in enumerate(row):
            left = screen.left + EDGE + at * (each + BUTTON_GAP)
            screen.shapes.append(Box(left, screen.y, left + each, screen.y + BUTTON_HEIGHT, BUTTON, 16))
            shown = truncate(label, each - 24, lambda text: screen.measure(text, BUTTON_TEXT, MEDIUM))
            middle = left + each / 2
            screen.shapes.append(Text(middle, screen.y + 51, shown, BUTTON_TEXT, "#ffffff", MEDIUM, "m"))
        screen.y += BUTTON_HEIGHT
