"""Draw a laid-out picture with Pillow. Only the worker process imports this module, and tests."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from io import BytesIO
from itertools import combinations

from PIL import Image, ImageColor, ImageDraw
from PIL.PngImagePlugin import PngInfo

from bot.pictures.fonts import load_font, measure_text, split_by_font
from bot.pictures.shapes import Box, Canvas, Dot, Text, Tick

_OVERSAMPLING = 4
"""The factor by which round shapes are drawn larger and then reduced, for smooth edges."""
_MAX_COLOURS = 256
"""Colours of the palette, which reduces the file to a third without visible loss."""
_MAX_BLENDS = 4
"""Blended colours between two that meet at an edge, at most."""
_COMPRESSION = 4
"""zlib's level: higher ones take longer than the drawing and save a tenth."""
_MAX_CACHED_TEXTS = 2_000
"""Text masks of about 10 kB each; most texts occur in the next picture too."""
_SLANT = 0.2
_TICK = "#ffffff"
_ANCHOR_SHARE = {"l": 0.0, "m": 0.5, "r": 1.0}
"""The share of a text's width that is left of its anchor."""

CONTENT = "anlitong"
"""The key of the PNG text chunk that holds the content of the picture."""


def render_png(canvas: Canvas, content: str) -> bytes:
    """Draw the picture as PNG, with its content in a text chunk."""
    return encode_png(rasterize(canvas), content, _build_palette(canvas))


def encode_png(image: Image.Image, content: str, palette: Image.Image | None = None) -> bytes:
    """Encode an image as PNG in the colours of the palette, or in those it uses most."""
    info = PngInfo()
    info.add_itxt(CONTENT, content, zip=True)
    out = BytesIO()
    if palette is None:
        palette = image.quantize(_MAX_COLOURS, Image.Quantize.MEDIANCUT)
    # dithering would scatter dots over the flat areas and enlarge the file
    reduced = image.quantize(palette=palette, dither=Image.Dither.NONE)
    reduced.save(out, "PNG", pnginfo=info, compress_level=_COMPRESSION)
    return out.getvalue()


def rasterize(canvas: Canvas) -> Image.Image:
    """Draw the shapes in their order."""
    image = Image.new("RGB", (canvas.width, canvas.height), canvas.ground)
    draw = ImageDraw.Draw(image)
    for shape in canvas.shapes:
        match shape:
            case Text():
                _draw_text(image, shape)
            case Box(radius=0):
                draw.rectangle((shape.left, shape.top, shape.right - 1, shape.bottom - 1), shape.fill)
            case Box():
                size = round(shape.right - shape.left), round(shape.bottom - shape.top)
                _paste(image, _rounded_mask(*size, round(shape.radius)), shape.left, shape.top, shape.fill)
            case Dot():
                _draw_dot(image, shape)
            case Tick():
                _draw_tick(image, shape)
    return image


def _build_palette(canvas: Canvas) -> Image.Image:
    """Build a palette of the picture's colours and of blends between any two, for edges."""
    named = dict.fromkeys(colour for shape in canvas.shapes for colour in _colours_of(shape))
    colours = [ImageColor.getrgb(colour)[:3] for colour in {canvas.ground: None, _TICK: None} | named][:_MAX_COLOURS]
    pairs = list(combinations(colours, 2))
    between = min((_MAX_COLOURS - len(colours)) // max(len(pairs), 1), _MAX_BLENDS)
    mixed = [
        round(start + (end - start) * step / (between + 1))
        for pair in pairs
        for step in range(1, between + 1)
        for start, end in zip(*pair, strict=True)
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette([*(part for colour in colours for part in colour), *mixed])
    return palette


def _colours_of(shape: Text | Box | Dot | Tick) -> Iterable[str]:
    match shape:
        case Text():
            return (shape.colour,)
        case Box():
            return (shape.fill,)
        case _:
            return (shape.fill, shape.hole) if shape.hole else (shape.fill,)


def _draw_text(image: Image.Image, shape: Text) -> None:
    mask = _text_mask(shape.text, shape.size, shape.weight, slanted=shape.slanted)
    left = shape.x - _ANCHOR_SHARE[shape.anchor] * measure_text(shape.text, shape.size, shape.weight)
    _paste(image, mask, left - shape.size // 2, shape.y - _ascent(shape.size), shape.colour)


@lru_cache(_MAX_CACHED_TEXTS)
def _text_mask(text: str, size: int, weight: int, *, slanted: bool) -> Image.Image:
    """Draw a text as a mask, with half its size as padding at both ends."""
    mask = Image.new("L", (round(measure_text(text, size, weight)) + size, 2 * size))
    drawing, left = ImageDraw.Draw(mask), float(size // 2)
    for file, run in split_by_font(text):
        drawing.text((left, _ascent(size)), run, 255, load_font(size, weight, file), "ls")
        left += measure_text(run, size, weight)
    if not slanted:
        return mask
    # the typeface has no italics, so it is slanted, as phones do
    lean = (1, _SLANT, -_SLANT * _ascent(size), 0, 1, 0)
    return mask.transform(mask.size, Image.Transform.AFFINE, lean, Image.Resampling.BICUBIC)


def _ascent(size: int) -> int:
    """Return the pixels of a mask above the baseline."""
    return round(1.4 * size)


def _draw_tick(image: Image.Image, shape: Tick) -> None:
    side, left, top = round(shape.side), round(shape.x - shape.side / 2), round(shape.y - shape.side / 2)
    _paste(image, _rounded_mask(side, side, side // 4), left, top, shape.fill)
    if shape.hole:
        _paste(image, _rounded_mask(side - 6, side - 6, side // 5), left + 3, top + 3, shape.hole)
    _paste(image, _tick_mask(side), left, top, shape.fill if shape.hole else _TICK)


def _draw_dot(image: Image.Image, shape: Dot) -> None:
    side, left, top = round(2 * shape.radius), round(shape.x - shape.radius), round(shape.y - shape.radius)
    _paste(image, _rounded_mask(side, side, side // 2), left, top, shape.fill)
    if shape.hole:
        _paste(image, _rounded_mask(side - 6, side - 6, side // 2 - 3), left + 3, top + 3, shape.hole)


def _paste(image: Image.Image, mask: Image.Image, left: float, top: float, fill: str) -> None:
    image.paste(ImageColor.getrgb(fill), (round(left), round(top)), mask)


@cache
def _rounded_mask(width: int, height: int, radius: int) -> Image.Image:
    mask = Image.new("L", (width * _OVERSAMPLING, height * _OVERSAMPLING))
    ImageDraw.Draw(mask).rounded_rectangle(
        (0, 0, width * _OVERSAMPLING - 1, height * _OVERSAMPLING - 1), radius * _OVERSAMPLING, 255
    )
    return mask.resize((width, height), Image.Resampling.BOX)


@cache
def _tick_mask(side: int) -> Image.Image:
    mask = Image.new("L", (side * _OVERSAMPLING, side * _OVERSAMPLING))
    unit = side * _OVERSAMPLING
    points = [(0.25 * unit, 0.52 * unit), (0.43 * unit, 0.70 * unit), (0.76 * unit, 0.33 * unit)]
    ImageDraw.Draw(mask).line(points, 255, round(0.12 * unit), "curve")
    return mask.resize((side, side), Image.Resampling.BOX)
