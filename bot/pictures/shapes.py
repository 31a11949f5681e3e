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


def lines(words: Sequence[str], width: float, measured: Callable[[str], float], most: int = 1_000) -> list[str]:
    """A text in lines that fit, broken between its words; of more than `most`, the last one kept ends in ….

    A string breaks between any characters. Punctuation stays where it belongs; Latin words, numbers, and whatever fits
    into a line, stay whole.
    """
    found = [""]
    for piece in pieces(words):
        if measured((found[-1] + piece).rstrip()) <= width:
            found[-1] += piece
        elif measured(piece.rstrip()) <= width:
            found.append(piece)
        else:
            for char in piece:
                if found[-1] and measured(found[-1] + char) > width:
                    found.append("")
                found[-1] += char
    found = [" ".join(line.split()) for line in found if line.strip()] or [""]
    if len(found) > most:
        found[most - 1 :] = [cut(found[most - 1] + found[most], width, measured)]
    return found


def balanced(words: Sequence[str], width: float, measured: Callable[[str], float], most: int = 1_000) -> list[str]:
    """The same, with the lines as even as that many lines can be."""
    found = lines(words, width, measured, most)
    if len(found) in (1, most):
        narrow = lines(words, width, measured)
        if len(narrow) != len(found) or len(found) == 1:
            return found
    low, high = width / 2, width
    while high - low > 4:
        middle = (low + high) / 2
        if len(lines(words, middle, measured)) <= len(found):
            high = middle
        else:
            low = middle
    return lines(words, high, measured)


def hung(line: str, size: int) -> float:
    """How far a line begins left of its margin: the ink of an opening mark is on its right."""
    return 0.48 * size if line.startswith(tuple(_OPENING)) else 0.0


def cut(text: str, width: float, measured: Callable[[str], float]) -> str:
    """The text, or as much of it as fits with ……."""
    if measured(text) <= width:
        return text
    while text and measured(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def pieces(words: Sequence[str]) -> list[str]:
    """What is not broken of a text: words with the punctuation that belongs to them."""
    found: list[str] = []
    for word in words:
        last = found[-1] if found else ""
        if word and last and (_joined(last[-1], word[0]) or last.isspace()):
            found[-1] += word
        elif word:
            found.append(word)
    return found


def _joined(before: str, after: str) -> bool:
    return after in _NOT_FIRST or before in _NOT_LAST or after == " " or (_latin(before) and _latin(after))


def _latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in "-_/.@+")
