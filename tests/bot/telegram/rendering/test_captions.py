"""Captions describe a picture and are never too long."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.content import build_map
from bot.pictures.model import Column, Group, MapPicture, Picture, Row
from bot.store import Exchange
from bot.telegram.conversations.answerer import build_reply
from bot.telegram.rendering.captions import MAX_CAPTION_LENGTH, explain_picture, render_caption
from bot.telegram.rendering.html import message_length
from bot.telegram.rendering.photo_buttons import reply_picture
from intents.engine import Engine
from intents.model.query import Query
from intents.views.matrix import OTHER_PLACES
from tests.bot.pictures.layouts import cards, maps
from tests.bot.telegram.html_reader import breakable, visible_text


def caption_of(engine: Engine, question: str) -> str:
    answer, context = engine.ask(question)
    assert context is not None
    exchange = Exchange(id=7, chat=5, asker=1, question=question, kind=answer.kind, revision="", at=0.0)
    reply = build_reply(answer, exchange, engine, context.query)
    sheet = reply_picture(reply)
    assert sheet is not None
    return breakable(render_caption(sheet, explain_picture(sheet, reply)))


def test_caption_of_a_map(engine: Engine) -> None:
    assert caption_of(engine, "杭洲") == (
        "<b>案例与地区对照图</b>\n"
        "<i>理解为：地区：杭州 → 2 个案例</i>\n"
        "<i>已按“杭州”理解“杭洲”。</i>\n"
        "2 个案例 · 4 个省市 · 15 个市县\n"
        "各省市参与的案例：上海 2、江苏 2、浙江 2、安徽 2。\n"
        "问到的：杭州（优秀 8、9）。\n"
        "优秀实践案例 · 2 个\n"
        "8. “八城联动”开启长三角历史文化名城标准化合作先河\n"
        "9. 推进长三角G60科创走廊区域质量提升"
    )


def test_caption_of_a_map_of_a_notice_with_another_noun(projects: Engine) -> None:
    picture = build_map(Query(), projects)
    assert picture is not None
    caption = render_caption(picture, ())
    assert "工程与地区对照图" in caption
    assert "各省市参与的工程：" in caption


def test_caption_of_a_case(engine: Engine) -> None:
    assert caption_of(engine, "谱写杨浦金华协同发展新篇章") == (
        "<b>谱写杨浦金华协同发展新篇章</b>\n"
        "<i>理解为：主题：《谱写杨浦金华协同发展新篇章》 → 1 个案例</i>\n"
        "优秀实践案例 · 第 11 个\n"
        "上海\n"
        "· 上海市杨浦区市场监督管理局\n"
        "浙江\n"
        "· 浙江省金华市市场监督管理局\n"
        "出处：《关于公布长三角市场监管一体化发展“最佳实践案例”的通知》"
    )


def test_captions_leave_out_what_says_nothing(engine: Engine) -> None:
    assert "理解为" not in caption_of(engine, "全部案例")
    rows = ((Row("上海", "x", 1),), (Row(OTHER_PLACES, "x", 1),))
    sheet = MapPicture(("题",), "", (Group(("案例 · 1 个", "案例"), 0, (Column(1, ("甲",)),)),), rows)
    assert "各省市参与的案例：上海 1。" in breakable(render_caption(sheet, ()))
    named = replace(sheet, provinces=((Row("上海", "*", 1, named=True),),))
    assert "问到的：上海（1）。" in breakable(render_caption(named, ()))


def test_long_captions_are_collapsed(engine: Engine) -> None:
    whole = caption_of(engine, "全部案例")
    assert "<blockquote expandable>最佳实践案例 · 10 个\n1. 深入推进“满意消费长三角”行动\n" in whole
    assert whole.endswith("12. 打造沪甬商标品牌国际化战略协作新样板</blockquote>")


def test_places_with_many_cases_are_counted(engine: Engine) -> None:
    assert "问到的：江苏（16 个案例）；南京（优秀 8）；" in caption_of(engine, "江苏")


@given(st.one_of(maps(), cards), st.lists(st.text(st.characters(), max_size=300), max_size=4))
def test_captions_are_valid_and_short_enough(sheet: Picture, words: list[str]) -> None:
    made = render_caption(sheet, words)
    assert visible_text(made).strip()
    assert message_length(made) <= MAX_CAPTION_LENGTH


def test_the_longest_caption_fits() -> None:
    row = Row("很长的地名" * 6, "*", 1)
    sheet = MapPicture(
        ("题",), "很长" * 100, (Group(("很长" * 100,), 0, (Column(1, ("很长" * 100,)),)),), ((row,) * 50,) * 50
    )
    assert MAX_CAPTION_LENGTH - 60 < message_length(render_caption(sheet, ["很长" * 200] * 9)) <= MAX_CAPTION_LENGTH
