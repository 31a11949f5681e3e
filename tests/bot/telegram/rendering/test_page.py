from __future__ import annotations

import pytest

from bot.telegram.rendering.html import LIMIT, length
from bot.telegram.rendering.page import sentence


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("没有 /foo 这个命令。", "没有 /foo 这个命令。"),
        ("<b>&", "&lt;b&gt;&amp;"),
        ("安" * LIMIT, "安" * LIMIT),
        ("<" * LIMIT, "&lt;" * LIMIT),
        ("安" * (LIMIT + 1), "安" * (LIMIT - 2) + "……"),
    ],
)
def test_words_fit_into_a_message(text: str, html: str) -> None:
    assert sentence(text).html == html
    assert length(html) <= LIMIT
