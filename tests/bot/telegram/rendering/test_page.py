from __future__ import annotations

import pytest

from bot.telegram.rendering.html import MAX_MESSAGE_LENGTH, message_length
from bot.telegram.rendering.page import render_text


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
