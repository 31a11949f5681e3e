"""Draws what was laid out. Imports Pillow: only the process that draws imports this, and tests."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from PIL import Image, ImageColor, ImageDraw
from PIL.PngImagePlugin import PngInfo

from bot.pictures.fonts import font
from bot.pictures.shapes import Box, Canvas, Dot, Text, Tick

_FINE = 4
"""Round shapes are drawn so many times larger, then made small: their edges are smooth."""
_COLOURS = 256
"""Of the palette: a third of the bytes, and nobody sees it."""
_SLANT = 0.2
_ANCHORS = {"l": "ls", "m": "ms", "r": "rs"}

CONTENT = "anlitong"
"""The name of the picture's own text that tells what it was drawn from."""


def png(canvas: Canvas, content: str) -> bytes:
    """The picture as PNG, with what it was drawn from as a text in it."""
    return saved(painted(canvas), content)


def saved(image: Image.Image, content: str) -> bytes:
    """A picture that is drawn, as `png` gives it."""
    told = PngInfo()
    told.add_itxt(CONTENT, content, zip=True)
    out = BytesIO()
    few = image.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(out, "PNG", pnginfo=told, compress_level=6)
    return out.getvalue()


def painted(canvas: Canvas) -> Image.Image:
    """The picture."""
    image = Image.new("RGB", (canvas.width, canvas.height), canvas.ground)
    draw = ImageDraw.Draw(image)
    for shape in canvas.shapes:
        match shape:
            case Text(slanted=True):
                _slanted(image, shape)
            case Text():
                draw.text(
                    (shape.x, shape.y),
                    shape.text,
                    shape.colour,
                    font(shape.size, shape.weight),
                    _ANCHORS[shape.anchor],
                )
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


def _ticked(image: Image.Image, shape: Tick) -> None:
    side, left, top = round(shape.side), round(shape.x - shape.side / 2), round(shape.y - shape.side / 2)
    _stamp(image, _rounded(side, side, side // 4), left, top, shape.fill)
    if shape.hole:
        _stamp(image, _rounded(side - 6, side - 6, side // 5), left + 3, top + 3, shape.hole)
    _stamp(image, _tick(side), left, top, shape.fill if shape.hole else "#ffffff")


def _slanted(image: Image.Image, shape: Text) -> None:
    """The typeface has no italics: it is leant over, as phones do."""
    face = font(shape.size, shape.weight)
    width, height = round(face.getlength(shape.text)) + shape.size, 2 * shape.size
    mask = Image.new("L", (width, height))
    ImageDraw.Draw(mask).text((0, round(1.4 * shape.size)), shape.text, 255, face, "ls")
    lean = (1, _SLANT, -_SLANT * 1.4 * shape.size, 0, 1, 0)
    mask = mask.transform(mask.size, Image.Transform.AFFINE, lean, Image.Resampling.BICUBIC)
    _stamp(image, mask, shape.x, shape.y - round(1.4 * shape.size), shape.colour)


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
