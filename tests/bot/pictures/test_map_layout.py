"""The layout of maps: rows and columns in their places, everything legible."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings

from bot.pictures.map_layout import lay_out
from bot.pictures.model import Column, Group, MapPicture, Row
from bot.pictures.shapes import BOLD, Canvas, Dot, Text, Tick
from bot.pictures.style import ACCENT, tier_colour
from tests.bot.pictures.layouts import legible, maps, measure

CASES = tuple(Column(number, ("第", str(number), "个案例的题目")) for number in range(1, 11))
FEW = MapPicture(
    ("地区", "：", "杭州"),
    "2 个案例",
    (Group(("优秀案例 · 2 个", "优秀"), 1, CASES[7:9]),),
    ((Row("浙江", "oo", 2), Row("杭州", "**", 2, named=True), Row("湖州", ".x", 1)), (Row("安徽", "o.", 1),)),
)
MANY = replace(
    FEW,
    groups=(Group(("最佳案例", "最佳"), 0, CASES), Group(("优秀案例", "优秀"), 1, CASES)),
    provinces=((Row("浙江", "x" * 10 + "o" * 10, 20), Row("杭州", "." * 19 + "+", 1)),),
    notes=("下辖地区并入所在的省市：浙江（杭州）",),
)


def texts(canvas: Canvas) -> list[str]:
    return [shape.text for shape in canvas.shapes if isinstance(shape, Text)]


def named(canvas: Canvas, text: str) -> Text:
    (label,) = (shape for shape in canvas.shapes if isinstance(shape, Text) and shape.text == text)
    return label


def row(canvas: Canvas, name: str) -> list[Dot | Tick]:
    """Return the marks beside a name from left to right, without placeholders."""
    y = named(canvas, name).y
    marks = [
        shape for shape in canvas.shapes if isinstance(shape, Tick) or (isinstance(shape, Dot) and shape.radius > 5)
    ]
    return sorted((mark for mark in marks if abs(mark.y - y) < 20), key=lambda mark: mark.x)


LONG = replace(MANY, groups=tuple(replace(group, labels=("很长的等次" * 8,)) for group in MANY.groups))


@pytest.mark.parametrize("picture", [FEW, MANY, LONG])
def test_maps_are_legible(picture: MapPicture) -> None:
    legible(lay_out(picture, measure))


@given(maps())
@settings(max_examples=60)
def test_every_map_is_legible(picture: MapPicture) -> None:
    legible(lay_out(picture, measure))


def test_marks_stand_below_their_numbers() -> None:
    canvas = lay_out(FEW, measure)
    first, second = (named(canvas, number) for number in ("8", "9"))
    assert [mark.x for mark in row(canvas, "杭州")] == [first.x, second.x]
    assert [mark.x for mark in row(canvas, "湖州")] == [second.x]
    assert [mark.x for mark in row(canvas, "安徽")] == [first.x]


def test_shape_and_weight_show_what_the_question_names() -> None:
    canvas = lay_out(FEW, measure)
    assert [type(mark) for mark in row(canvas, "杭州")] == [Tick, Tick]
    assert named(canvas, "杭州").weight == BOLD
    assert named(canvas, "湖州").weight < BOLD
    assert named(canvas, "杭州").colour == ACCENT
    (frame,) = row(lay_out(MANY, measure), "杭州")
    assert isinstance(frame, Tick)
    assert frame.hole


def test_a_part_of_places_within_is_a_ring() -> None:
    rings = [mark.hole != "" for mark in row(lay_out(MANY, measure), "浙江") if isinstance(mark, Dot)]
    assert rings == [False] * 10 + [True] * 10


def test_tiers_have_colours_of_their_own_and_a_gap_between() -> None:
    marks = row(lay_out(MANY, measure), "浙江")
    assert [mark.fill for mark in marks] == [tier_colour(0)] * 10 + [tier_colour(1)] * 10
    steps = [after.x - before.x for before, after in pairwise(marks)]
    assert max(steps) == steps[9] > steps[0]


def test_titles_stand_above_few_columns_and_below_many() -> None:
    few, many = lay_out(FEW, measure), lay_out(MANY, measure)
    assert named(few, "第8个案例的题目").y < named(few, "浙江").y
    assert texts(many).count("第8个案例的题目") == 2
    assert all(
        shape.y > named(many, "浙江").y for shape in many.shapes if isinstance(shape, Text) and "题目" in shape.text
    )
    assert texts(many)[-1] == MANY.notes[0]


def test_only_marks_that_occur_are_explained() -> None:
    assert {"本级单位参与", "只由下辖地区参与", "问到的单位"} <= set(texts(lay_out(FEW, measure)))
    plain = replace(FEW, provinces=((Row("浙江", "x.", 1),),))
    shown = texts(lay_out(plain, measure))
    assert "本级单位参与" in shown
    assert not {"只由下辖地区参与", "问到的单位"} & set(shown)


def test_the_label_that_fits_stands_above_a_tier() -> None:
    narrow = Group(("很长很长很长很长很长的等次", "短的"), 0, CASES[:2])
    picture = replace(FEW, groups=(narrow, *(Group(("乙",), 1, CASES[:9]) for _ in "12")), provinces=())
    assert "短的" in texts(lay_out(picture, measure))
    picture = replace(FEW, groups=(replace(narrow, labels=narrow.labels[:1]), *picture.groups[1:]))
    picture = replace(picture, provinces=())
    assert texts(lay_out(picture, measure)).count(narrow.labels[0]) == 1  # below, where there is room
