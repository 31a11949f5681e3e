"""Draws what was laid out. Imports Pillow: only the process that draws imports this, and tests."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from io import BytesIO
from itertools import combinations

from PIL import Image, ImageColor, ImageDraw
from PIL.PngImagePlugin import PngInfo

from bot.pictures.fonts import font, measure
from bot.pictures.shapes import Box, Canvas, Dot, Text, Tick

_FINE = 4
"""Round shapes are drawn so many times larger, then made small: their edges are smooth."""
_COLOURS = 256
"""Of the palette: a third of the bytes, and nobody sees it."""
_BETWEEN = 4
"""Colours between two at an edge, at most."""
_EFFORT = 4
"""Of compression: with more, it takes longer than drawing does, and saves a tenth."""
_TEXTS = 2_000
"""So many texts are kept as they were drawn, of some 10 kB each: most of them stand in the next picture too."""
_SLANT = 0.2
_TICK = "#ffffff"
_SHARE = {"l": 0.0, "m": 0.5, "r": 1.0}
"""How much of a text is left of its anchor."""

CONTENT = "anlitong"
"""The name of the picture's own text that tells what it was drawn from."""


def png(canvas: Canvas, content: str) -> bytes:
    """The picture as PNG, with what it was drawn from as a text in it."""
    return saved(painted(canvas), content, _palette(canvas))


def saved(image: Image.Image, content: str, palette: Image.Image | None = None) -> bytes:
    """A picture that is drawn, as `png` gives it: in the colours of the palette, or in those that it needs most."""
    told = PngInfo()
    told.add_itxt(CONTENT, content, zip=True)
    out = BytesIO()
    if palette is None:
        palette = image.quantize(_COLOURS, Image.Quantize.MEDIANCUT)
    few = image.quantize(palette=palette, dither=Image.Dither.NONE)
    few.save(out, "PNG", pnginfo=told, compress_level=_EFFORT)
    return out.getvalue()


def painted(canvas: Canvas) -> Image.Image:
    """The picture."""
    image = Image.new("RGB", (canvas.width, canvas.height), canvas.ground)
    draw = ImageDraw.Draw(image)
    for shape in canvas.shapes:
        match shape:
            case Text():
                _text(image, shape)
            case Box(radius=0):
                draw.rectangle((shape.left, shape.top, shape.right - 1, shape.bottom - 1), shape.fill)
            case Box():
                size = round(shape.right - shape.left), round(shape.bottom - shape.top)
                _stamp(image, _rounded(*size, round(shape.radius)), shape.left, shape.top, shape.fill)
            case Dot():
                _dot(image, shape)
            case Tick():
                _ticked(image, shape)
    return image


def _palette(canvas: Canvas) -> Image.Image:
    """The colours of a picture, and those between any two of them, in which its edges are drawn."""
    named = dict.fromkeys(colour for shape in canvas.shapes for colour in _colours(shape))
    colours = [ImageColor.getrgb(colour)[:3] for colour in {canvas.ground: None, _TICK: None} | named][:_COLOURS]
    pairs = list(combinations(colours, 2))
    between = min((_COLOURS - len(colours)) // max(len(pairs), 1), _BETWEEN)
    mixed = [
        round(one + (other - one) * step / (between + 1))
        for pair in pairs
        for step in range(1, between + 1)
        for one, other in zip(*pair, strict=True)
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette([*(part for colour in colours for part in colour), *mixed])
    return palette


def _colours(shape: Text | Box | Dot | Tick) -> Iterable[str]:
    match shape:
        case Text():
            return (shape.colour,)
        case Box():
            return (shape.fill,)
        case _:
            return (shape.fill, shape.hole) if shape.hole else (shape.fill,)


def _text(image: Image.Image, shape: Text) -> None:
    mask = _written(shape.text, shape.size, shape.weight, slanted=shape.slanted)
    left = shape.x - _SHARE[shape.anchor] * measure(shape.text, shape.size, shape.weight)
    _stamp(image, mask, left - shape.size // 2, shape.y - _above(shape.size), shape.colour)


@lru_cache(_TEXTS)
def _written(text: str, size: int, weight: int, *, slanted: bool) -> Image.Image:
    """A text with half its size of room at both ends."""
    face = font(size, weight)
    mask = Image.new("L", (round(measure(text, size, weight)) + size, 2 * size))
    ImageDraw.Draw(mask).text((size // 2, _above(size)), text, 255, face, "ls")
    if not slanted:
        return mask
    # the typeface has no italics: it is leant over, as phones do
    lean = (1, _SLANT, -_SLANT * _above(size), 0, 1, 0)
    return mask.transform(mask.size, Image.Transform.AFFINE, lean, Image.Resampling.BICUBIC)


def _above(size: int) -> int:
    """What there is above the baseline."""
    return round(1.4 * size)


def _ticked(image: Image.Image, shape: Tick) -> None:
    side, left, top = round(shape.side), round(shape.x - shape.side / 2), round(shape.y - shape.side / 2)
    _stamp(image, _rounded(side, side, side // 4), left, top, shape.fill)
    if shape.hole:
        _stamp(image, _rounded(side - 6, side - 6, side // 5), left + 3, top + 3, shape.hole)
    _stamp(image, _tick(side), left, top, shape.fill if shape.hole else _TICK)


def _dot(image: Image.Image, shape: Dot) -> None:
    side, left, top = round(2 * shape.radius), round(shape.x - shape.radius), round(shape.y - shape.radius)
    _stamp(image, _rounded(side, side, side // 2), left, top, shape.fill)
    if shape.hole:
        _stamp(image, _rounded(side - 6, side - 6, side // 2 - 3), left + 3, top + 3, shape.hole)


def _stamp(image: Image.Image, mask: Image.Image, left: float, top: float, fill: str) -> None:
    image.paste(ImageColor.getrgb(fill), (round(left), round(top)), mask)


@cache
def _rounded(width: int, height: int, radius: int) -> Image.Image:
    mask = Image.new("L", (width * _FINE, height * _FINE))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, width * _FINE - 1, height * _FINE - 1), radius * _FINE, 255)
    return mask.resize((width, height), Image.Resampling.BOX)


@cache
def _tick(side: int) -> Image.Image:
    mask = Image.new("L", (side * _FINE, side * _FINE))
    unit = side * _FINE
    points = [(0.25 * unit, 0.52 * unit), (0.43 * unit, 0.70 * unit), (0.76 * unit, 0.33 * unit)]
    ImageDraw.Draw(mask).line(points, 255, round(0.12 * unit), "curve")
    return mask.resize((side, side), Image.Resampling.BOX)
