"""The shapes of a picture, in pixels, and line breaking. Nothing is drawn here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

REGULAR, MEDIUM, BOLD = 400, 500, 700
"""Font weights."""

Measure = Callable[[str, int, int], float]
"""A function from a text, a size (pixels) and a weight to the width in pixels."""

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
    """The point of the text at x: l(eft), m(iddle) or r(ight)."""
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
    """The radius of its corners."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A disc, or a ring if it has a hole."""

    x: float
    y: float
    radius: float
    fill: str
    hole: str = ""
    """The colour inside the ring; "" for a disc."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick in a box with rounded corners."""

    x: float
    y: float
    """The centre."""
    side: float
    fill: str
    hole: str = ""
    """The colour inside a frame with a tick in its colour; "" for a filled box with a white tick."""


Shape = Text | Box | Dot | Tick


@dataclass(frozen=True, slots=True)
class Canvas:
    """A laid-out picture."""

    width: int
    height: int
    ground: str
    """The background colour."""
    shapes: tuple[Shape, ...]
    """In drawing order: later shapes cover earlier ones."""


def break_lines(
    words: Sequence[str], width: float, measure: Callable[[str], float], max_lines: int = 1_000
) -> list[str]:
    """Break a text between its words into lines that fit the width; the last of `max_lines` may end in ….

    A string breaks between any two characters. No line begins or ends with punctuation that may not stand there; Latin
    words, numbers, and words that fit into a line stay whole.
    """
    lines = [""]
    for piece in split_unbreakable(words):
        if measure((lines[-1] + piece).rstrip()) <= width:
            lines[-1] += piece
        elif measure(piece.rstrip()) <= width:
            lines.append(piece)
        else:  # longer than a line
            for char in piece:
                if lines[-1] and measure(lines[-1] + char) > width:
                    lines.append("")
                lines[-1] += char
    lines = [" ".join(line.split()) for line in lines if line.strip()] or [""]
    if len(lines) > max_lines:
        lines[max_lines - 1 :] = [truncate(lines[max_lines - 1] + lines[max_lines], width, measure)]
    return lines


def balance(words: Sequence[str], width: float, measure: Callable[[str], float], max_lines: int = 1_000) -> list[str]:
    """Break a text as `break_lines` does, into as many lines, but of lengths as even as possible."""
    lines = break_lines(words, width, measure, max_lines)
    if len(lines) in (1, max_lines):
        # a text that was cut off fills its lines already
        narrow = break_lines(words, width, measure)
        if len(narrow) != len(lines) or len(lines) == 1:
            return lines
    # bisect the smallest width that needs no more lines
    low, high = width / 2, width
    while high - low > 4:
        middle = (low + high) / 2
        if len(break_lines(words, middle, measure)) <= len(lines):
            high = middle
        else:
            low = middle
    return break_lines(words, high, measure)


def hanging_indent(line: str, size: int) -> float:
    """Return how far a line begins left of its margin: an opening mark is blank in its left half."""
    return 0.48 * size if line.startswith(tuple(_OPENING)) else 0.0


def truncate(text: str, width: float, measure: Callable[[str], float]) -> str:
    """Return the text, cut off with … if it does not fit."""
    if measure(text) <= width:
        return text
    while text and measure(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def split_unbreakable(words: Sequence[str]) -> list[str]:
    """Join words with their punctuation into the parts of a text that no line break divides."""
    pieces: list[str] = []
    for word in words:
        last = pieces[-1] if pieces else ""
        if word and last and (_is_unbreakable(last[-1], word[0]) or last.isspace()):
            pieces[-1] += word
        elif word:
            pieces.append(word)
    return pieces


def _is_unbreakable(before: str, after: str) -> bool:
    joined = after in _NOT_FIRST or before in _NOT_LAST or after == " " or "\u00a0" in (before, after)
    return joined or (_is_latin(before) and _is_latin(after))


def _is_latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in "-_/.@+")
