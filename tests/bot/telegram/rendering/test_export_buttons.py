"""The button 导出, and the captions of files."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.telegram.inline.articles import NO_CHAT
from bot.telegram.inline.callbacks import pseudo_chat_id
from bot.telegram.rendering.captions import MAX_CAPTION_LENGTH
from bot.telegram.rendering.export_buttons import (
    CSV,
    EXPORT,
    file_buttons,
    parse_form,
    render_file_caption,
    reply_buttons,
    reply_table,
)
from bot.telegram.rendering.html import message_length
from data.load import load
from intents.engine import Engine
from tests.bot.export.tables import table
from tests.bot.sample import NOTICE
from tests.bot.telegram.rendering.test_photo_buttons import reply


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(load())


@pytest.mark.parametrize(
    ("question", "has_button", "has_table"),
    [
        ("安徽参与了哪些案例", True, True),
        ("最佳实践案例一共几个", True, True),
        ("一共有几个单位", True, True),
        ("上海有哪些单位", True, True),
        ("哪个省参与的案例最多", True, True),
        ("安徽和江苏哪个多", True, True),
        ("叉车", True, True),
        ("江苏的食品案例", True, True),
        ("安徽有没有食品的案例", False, True),
        ("没有浙江的案例", False, False),
        ("西藏", False, False),
        ("江徽", False, False),
        ("今天天气怎么样", False, False),
    ],
)
def test_lists_and_cards_have_the_button(engine: Engine, question: str, has_button: bool, has_table: bool) -> None:  # noqa: FBT001
    it = reply(engine, question)
    assert [button.text for button in reply_buttons(it)] == (["导出"] if has_button else [])
    assert (reply_table(it) is not None) == has_table


@pytest.mark.parametrize("chat", [NO_CHAT, pseudo_chat_id("an inline message")])
def test_inline_messages_have_no_button(engine: Engine, chat: int) -> None:
    assert reply_buttons(reply(engine, "安徽", chat)) == []


def test_a_file_offers_the_other_form() -> None:
    [[csv]], [[excel]] = (file_buttons(form, 7).inline_keyboard for form in ("xlsx", "csv"))
    assert (csv.text, csv.callback_data) == ("CSV 版", f"e7.{CSV}")
    assert (excel.text, excel.callback_data) == ("Excel 版", f"e7.{EXPORT}")
    assert [parse_form(op) for op in (EXPORT, CSV, "v", "exports")] == ["xlsx", "csv", None, None]


def test_a_caption_has_room_for_everything() -> None:
    long = replace(table(title="<长>" * 999), explanation=("理解为：" + "长" * 999, "已按" + "长" * 999))
    html = render_file_caption(long)
    assert message_length(html) <= MAX_CAPTION_LENGTH
    assert "&lt;长&gt;" in html
    assert html.splitlines()[-1] == "<i>数据版本：0a1b2c</i>"


def test_the_caption_counts_in_the_words_of_the_notice() -> None:
    caption = render_file_caption(table(title="甲类工程", notice=replace(NOTICE, noun="工程", measure="件")))
    assert caption.startswith("<b>甲类工程（2 件工程）</b>")
