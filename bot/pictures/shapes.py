"""What a picture is made of: shapes at their places, in pixels, and the breaking of lines. Knows no way to draw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

REGULAR, MEDIUM, BOLD = 400, 500, 700
"""Weights of the typeface."""

Measure = Callable[[str, int, int], float]
"""The width in pixels of a text in a size (pixels) and a weight."""

_NOT_FIRST = "，。、；：！？”’）》〉】」』…—·,.;:!?)]}%"
_OPENING = "“‘（《〈【「『"
_NOT_LAST = f"{_OPENING}([{{"


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text."""

    x: float
    y: float
    """The baseline."""
    text: str
    size: int
    colour: str
    weight: int = REGULAR
    anchor: str = "l"
    """Whether x is its left end, its middle or its right end: l, m, r."""
    slanted: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float
    fill: str
    radius: float = 0
    """Of its corners."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A disc; a ring, if it has a hole."""

    x: float
    y: float
    radius: float
    fill: str
    hole: str = ""
    """The colour within the ring; "" for a disc."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick in a box with round corners."""

    x: float
    y: float
    """The middle."""
    side: float
    fill: str
    hole: str = ""
    """The colour within the frame, whose tick has the colour of the frame; "" for a filled box with a white tick."""


Shape = Text | Box | Dot | Tick


@dataclass(frozen=True, slots=True)
class Canvas:
    """A picture that is laid out."""

    width: int
    height: int
    ground: str
    """The colour of its background."""
    shapes: tuple[Shape, ...]
    """The first lies lowest."""


def break_lines(
    words: Sequence[str], width: float, measure: Callable[[str], float], max_lines: int = 1_000
) -> list[str]:
    """A text in lines that fit, broken between its words; of more than `max_lines`, the last one kept ends in ….

    A string breaks between any characters. Punctuation stays where it belongs; Latin words, numbers, and whatever fits
    into a line, stay whole.
    """
    lines = [""]
    for piece in split_unbreakable(words):
        if measure((lines[-1] + piece).rstrip()) <= width:
            lines[-1] += piece
        elif measure(piece.rstrip()) <= width:
            lines.append(piece)
        else:
            for char in piece:
                if lines[-1] and measure(lines[-1] + char) > width:
                    lines.append("")
                lines[-1] += char
    lines = [" ".join(line.split()) for line in lines if line.strip()] or [""]
    if len(lines) > max_lines:
        lines[max_lines - 1 :] = [truncate(lines[max_lines - 1] + lines[max_lines], width, measure)]
    return lines


def balance_lines(
    words: Sequence[str], width: float, measure: Callable[[str], float], max_lines: int = 1_000
) -> list[str]:
    """The same, with the lines as even as that many lines can be."""
    lines = break_lines(words, width, measure, max_lines)
    if len(lines) in (1, max_lines):
        narrow = break_lines(words, width, measure)
        if len(narrow) != len(lines) or len(lines) == 1:
            return lines
    low, high = width / 2, width
    while high - low > 4:
        middle = (low + high) / 2
        if len(break_lines(words, middle, measure)) <= len(lines):
            high = middle
        else:
            low = middle
    return break_lines(words, high, measure)


def hanging_indent(line: str, size: int) -> float:
    """How far a line begins left of its margin: the ink of an opening mark is on its right."""
    return 0.48 * size if line.startswith(tuple(_OPENING)) else 0.0


def truncate(text: str, width: float, measure: Callable[[str], float]) -> str:
    """The text, or as much of it as fits with ……."""
    if measure(text) <= width:
        return text
    while text and measure(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def split_unbreakable(words: Sequence[str]) -> list[str]:
    """What is not broken of a text: words with the punctuation that belongs to them."""
    pieces: list[str] = []
    for word in words:
        last = pieces[-1] if pieces else ""
        if word and last and (_is_unbreakable(last[-1], word[0]) or last.isspace()):
            pieces[-1] += word
        elif word:
            pieces.append(word)
    return pieces


def _is_unbreakable(before: str, after: str) -> bool:
    return after in _NOT_FIRST or before in _NOT_LAST or after == " " or (_is_latin(before) and _is_latin(after))


def _is_latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in "-_/.@+")
