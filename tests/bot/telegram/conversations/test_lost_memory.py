from __future__ import annotations

import pytest

from bot.store import Store, StoreError
from bot.telegram.conversations.answerer import Answerer, ConversationKey, Question
from bot.telegram.conversations.lost_memory import LOST, needs_conversation
from intents.engine import Engine

LI = ConversationKey(chat=11, topic=None, asker=11, private=True)


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("那江苏呢", True),
        ("第二个", True),
        ("谁做的", True),
        ("下一个", True),
        ("其中最佳的", True),
        ("它的单位呢", True),
        ("其他的", True),
        ("安徽参与了哪些案例", False),
        ("最佳实践案例一共几个", False),
        ("叉车是谁做的", False),
        ("上海和浙江都参与、江苏没参与的", False),
        ("哪些单位做了禁鱼", False),
        ("谢谢", False),
        ("今天天气怎么样", False),
    ],
)
def test_questions_that_change_the_one_before_need_it(engine: Engine, text: str, *, needs: bool) -> None:
    assert needs_conversation(text, engine, 0) is needs


async def test_only_they_are_asked_about_if_the_database_cannot_be_read(
    engine: Engine, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise StoreError("gone")

    monkeypatch.setattr(store, "find_last", fail)
    answerer = Answerer(engine, store, lambda: 0.0)
    assert (await answerer.ask(Question(LI, "那江苏呢", 0.0))).answer.heading == LOST
    assert len((await answerer.ask(Question(LI, "安徽参与了哪些案例", 0.0))).answer.cases) == 17
