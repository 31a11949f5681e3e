"""The layout of cases: everything is present and legible, and no picture is too high."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from bot.pictures.case_layout import lay_out
from bot.pictures.model import CasePicture, Unit
from bot.pictures.shapes import BOLD, Dot, Text, Tick
from tests.bot.pictures.layouts import cards, legible, measure

CARD = CasePicture(
    "优秀案例 · 第 11 个",
    1,
    ("谱写", "新篇章"),
    (("上海", (Unit("上海市杨浦区局", marked=True),)), ("浙江", (Unit("浙江省金华市局"), Unit("浙江省局")))),
    ("出处：《通知》",),
)


def test_a_case_shows_its_number_title_and_units() -> None:
    canvas = lay_out(CARD, measure)
    legible(canvas)
    texts = [shape for shape in canvas.shapes if isinstance(shape, Text)]
    assert [shape.text for shape in texts] == [
        "优秀案例 · 第 11 个",
        "谱写新篇章",
        "上海",
        "上海市杨浦区局",
        "浙江",
        "浙江省金华市局",
        "浙江省局",
        "出处：《通知》",
    ]
    assert [shape.y for shape in texts] == sorted(shape.y for shape in texts)
    assert [shape.weight == BOLD for shape in texts[3:7:2]] == [True, False]
    assert [type(shape) for shape in canvas.shapes if isinstance(shape, Tick | Dot)] == [Tick, Dot, Dot]


@given(cards)
@settings(max_examples=60)
def test_every_card_is_legible(card: CasePicture) -> None:
    canvas = lay_out(card, measure)
    legible(canvas)
    assert canvas.height < 3_000


def test_units_without_room_are_counted() -> None:
    units = tuple(Unit(f"第 {number} 个单位") for number in range(100))
    canvas = lay_out(replace(CARD, provinces=(("上海", units), ("浙江", units))), measure)
    texts = [shape.text for shape in canvas.shapes if isinstance(shape, Text)]
    shown = sum("个单位" in text and text.startswith("第") for text in texts)
    assert 30 < shown < 100
    assert f"……还有 {200 - shown} 个单位没有列出。" in texts
