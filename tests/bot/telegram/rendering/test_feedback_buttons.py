"""The button 答得不对."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.telegram.conversations.callback_data import WRONG, Operation, parse_action
from bot.telegram.inline.articles import NO_CHAT
from bot.telegram.rendering.feedback_buttons import reply_buttons
from data.load import load
from intents.engine import Engine
from tests.bot.telegram.rendering.test_photo_buttons import reply


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(load())


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("安徽参与了哪些案例", True),
        ("叉车", True),
        ("西藏", True),
        ("没有浙江的案例", True),
        ("参评案例有多少个", True),
        ("安徽有没有食品的案例", True),
        ("今天天气怎么样", False),
        ("江徽", False),
        ("帮助", False),
    ],
)
def test_answers_that_assert_something_have_it(engine: Engine, question: str, shown: bool) -> None:  # noqa: FBT001
    buttons = reply_buttons(reply(engine, question))
    assert [button.text for button in buttons] == (["答得不对"] if shown else [])
    assert all(parse_action(str(button.callback_data)) == Operation(7, WRONG) for button in buttons)


def test_a_case_opened_from_a_list_and_a_message_to_subscribers_have_none(engine: Engine) -> None:
    card = reply(engine, "叉车")
    assert reply_buttons(replace(card, exchange=replace(card.exchange, parent=3))) == []
    assert reply_buttons(replace(card, exchange=replace(card.exchange, question=None, question_message=4))) == []
    assert reply_buttons(replace(card, exchange=replace(card.exchange, asker=0))) == []
    assert reply_buttons(replace(card, exchange=replace(card.exchange, parent=3, question_message=4)))


def test_inline_messages_have_it(engine: Engine) -> None:
    for question in ("安徽", "叉车"):
        shown = reply(engine, question, NO_CHAT)
        assert reply_buttons(replace(shown, exchange=replace(shown.exchange, question=None)))
