"""Shapes are drawn in their places and colours."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageChops

from bot.pictures.fonts import load_font, measure_text
from bot.pictures.rasterizer import rasterize, render_png
from bot.pictures.shapes import BOLD, REGULAR, Box, Canvas, Dot, Shape, Text, Tick
from tests.bot.pictures.reading import read

GROUND, INK, OTHER = "#fbfaf6", "#112233", "#c0392b"


def picture(*shapes: Shape) -> Image.Image:
    return rasterize(Canvas(200, 100, GROUND, shapes))


def colour(image: Image.Image, x: int, y: int) -> str:
    pixel = image.getpixel((x, y))
    assert isinstance(pixel, tuple)
    return "#{:02x}{:02x}{:02x}".format(*pixel)


def inked(image: Image.Image) -> tuple[int, int, int, int]:
    """Return the edges of everything that is not background."""
    box = Image.eval(image.convert("L"), lambda level: 255 if level < 200 else 0).getbbox()
    assert box is not None
    return box


def test_shapes() -> None:
    image = picture(
        Box(10, 20, 60, 40, INK), Box(70, 20, 120, 60, OTHER, 10), Dot(30, 70, 10, INK), Dot(60, 70, 10, INK, GROUND)
    )
    assert [colour(image, *at) for at in ((0, 0), (10, 20), (59, 39), (60, 40))] == [GROUND, INK, INK, GROUND]
    assert [colour(image, *at) for at in ((70, 20), (95, 20), (95, 40))] == [GROUND, OTHER, OTHER]
    assert [colour(image, *at) for at in ((30, 70), (60, 70), (51, 70))] == [INK, GROUND, INK]


def test_a_tick_differs_by_shape_too() -> None:
    filled, framed = picture(Tick(50, 50, 30, OTHER)), picture(Tick(50, 50, 30, OTHER, GROUND))
    for image, tick in ((filled, "#ffffff"), (framed, OTHER)):
        assert colour(image, 37, 50) == OTHER
        assert colour(image, 48, 56) == tick
    assert colour(framed, 42, 42) == GROUND


def test_text_stands_on_its_baseline() -> None:
    for anchor, (left, right) in {"l": (100, 156), "m": (72, 128), "r": (44, 100)}.items():
        box = inked(picture(Text(100, 60, "国国", 28, INK, anchor=anchor)))
        assert abs(box[0] - left) <= 4
        assert abs(box[2] - right) <= 4
        assert 30 <= box[1] <= 40
        assert 58 <= box[3] <= 66


def test_a_slanted_text_leans() -> None:
    upright, leant = (picture(Text(40, 60, "一丨", 40, INK, slanted=slanted)) for slanted in (False, True))
    assert inked(leant)[2] > inked(upright)[2]
    assert abs(inked(leant)[3] - inked(upright)[3]) <= 1


def test_weights_differ() -> None:
    def darkness(weight: int) -> int:
        return sum(load_font(40, weight).getmask("案例通"))

    thin, regular, bold = map(darkness, (100, REGULAR, BOLD))
    assert thin * 1.5 < regular < bold
    assert abs(measure_text("案例", 28, REGULAR) - 56) < 1


def test_the_typeface_has_all_characters_in_use() -> None:
    missing = bytes(load_font(28, REGULAR).getmask("\U0001f600"))
    assert all(
        bytes(load_font(28, REGULAR).getmask(char)) != missing for char in "安徽·…“”《》（）、，。；：✓‹›«»—G60龘"
    )


def test_a_png_contains_its_content() -> None:
    image = render_png(Canvas(200, 100, GROUND, (Box(0, 0, 200, 50, INK),)), '{"题目": "甲"}')
    assert (read(image).width, read(image).height, read(image).content) == (200, 100, {"题目": "甲"})
    assert colour(Image.open(BytesIO(image)).convert("RGB"), 5, 5) == INK


def test_png_keeps_colours_and_smooth_edges() -> None:
    shapes = (Box(0, 0, 200, 50, INK), Dot(150, 75, 20, OTHER, GROUND), Text(10, 90, "国国", 28, INK))
    canvas = Canvas(200, 100, GROUND, shapes)
    before, after = rasterize(canvas), Image.open(BytesIO(render_png(canvas, "{}")))
    assert after.mode == "P"
    assert [colour(after.convert("RGB"), *at) for at in ((0, 0), (132, 75), (150, 75), (0, 60))] == [
        INK,
        OTHER,
        GROUND,
        GROUND,
    ]
    differences = ImageChops.difference(before, after.convert("RGB")).convert("L")
    assert max(differences.tobytes()) < 32


def test_a_palette_has_room_for_any_number_of_colours() -> None:
    for count in (0, 1, 30, 300):
        boxes = [Box(at % 200, at // 200, at % 200 + 1, at // 200 + 1, f"#{at:06x}") for at in range(count)]
        image = Image.open(BytesIO(render_png(Canvas(200, 100, "#ffffff", tuple(boxes)), "{}"))).convert("RGB")
        assert colour(image, 199, 99) == "#ffffff"
