from __future__ import annotations

import pytest

from intents.interpreter import Interpreter
from intents.language.normalize import normalize
from intents.parsing.relevance import asks_why, goes_on, is_clear_beside, is_elsewhere, points_nowhere, reply_effect

# A text, the effect of a message that is no question, and what else it is.
KINDS = {
    "a question": ("安徽参与了哪些案例", None, ""),
    "thanks": ("谢谢", "thanks", "goes on, elsewhere"),
    "a greeting": ("你好", "greeting", "goes on, elsewhere"),
    "a request that is not ours": ("帮我写一篇新闻稿", "unsupported", "goes on, elsewhere"),
    "a position": ("第三个是谁做的", None, "goes on"),
    "a reason": ("为什么没有安徽", None, "why, goes on, elsewhere"),
    "another year": ("明年的案例有哪些", None, "why, goes on, elsewhere"),
    "nothing of ours": ("没入选的", None, "goes on, elsewhere"),
    "a case that is not named": ("那个案例是谁做的", None, "goes on, nowhere"),
    "a case that is described": ("参加单位最多的那个案例叫什么", None, "goes on"),
    "a case that places say something of": ("这个案例里江苏有谁", None, "nowhere"),
    "nothing that is pointed at": ("先找几个地方试试的那个", None, "goes on, nowhere"),
    "a note beside thanks": ("谢谢，已记录", "thanks", "goes on"),
    "a word amid a clear question": ("安徽参与的龘龘案例有哪些单位", None, "clear"),
}


@pytest.mark.parametrize(("raw", "effect", "expected"), KINDS.values(), ids=KINDS)
def test_what_a_reading_is(understanding: Interpreter, raw: str, effect: str | None, expected: str) -> None:
    reading = understanding.read(normalize(raw).clean)
    assert reply_effect(reading) == effect
    found = {
        "why": asks_why(reading),
        "goes on": goes_on(reading),
        "elsewhere": is_elsewhere(reading),
        "nowhere": points_nowhere(reading),
        "clear": bool(reading.unknown) and is_clear_beside(reading),
    }
    assert ", ".join(name for name, holds in found.items() if holds) == expected
