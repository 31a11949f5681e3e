from __future__ import annotations

import pytest
from telegram import User

from bot.store import Exchange
from bot.telegram.conversations.answerer import build_reply
from bot.telegram.rendering.html import MAX_MESSAGE_LENGTH, message_length
from bot.telegram.rendering.page import render_page, render_text
from data.load import load
from intents.engine import Engine


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("没有 /foo 这个命令。", "没有 /foo 这个命令。"),
        ("<b>&", "&lt;b&gt;&amp;"),
        ("安" * MAX_MESSAGE_LENGTH, "安" * MAX_MESSAGE_LENGTH),
        ("<" * MAX_MESSAGE_LENGTH, "&lt;" * MAX_MESSAGE_LENGTH),
        ("安" * (MAX_MESSAGE_LENGTH + 1), "安" * (MAX_MESSAGE_LENGTH - 2) + "……"),
    ],
)
def test_text_pages_fit_into_a_message(text: str, html: str) -> None:
    assert render_text(text).html == html
    assert message_length(html) <= MAX_MESSAGE_LENGTH


MARKED = {
    "上海有没有参与叉车的案例": (
        "✓ 上海市市场监督管理局特种设备安全监察处",
        "· 安徽省市场监督管理局特种设备安全监察处",
    ),
    "叉车有哪些单位": ("· 上海市市场监督管理局特种设备安全监察处",),
}


@pytest.mark.parametrize(("question", "rows"), MARKED.items())
def test_units_that_a_yes_is_about_are_marked(question: str, rows: tuple[str, ...]) -> None:
    engine = Engine(load())
    answer, context = engine.ask(question)
    assert context is not None
    exchange = Exchange(id=7, chat=5, asker=1, question=question, kind=answer.kind, revision="", at=0.0)
    me = User(1, "案例通", is_bot=True, username="anli_bot")
    html = render_page(build_reply(answer, exchange, engine, context.query), me).html
    assert set(rows) <= set(html.splitlines())
