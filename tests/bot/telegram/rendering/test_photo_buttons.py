"""The button 图 and its picture."""

from __future__ import annotations

import pytest
from telegram import User

from bot.pictures.model import CasePicture, MapPicture
from bot.store import Exchange
from bot.telegram.conversations.answerer import Reply, build_reply
from bot.telegram.conversations.callback_data import Operation, parse_action, parse_payload
from bot.telegram.inline.articles import NO_CHAT
from bot.telegram.inline.callbacks import pseudo_chat_id
from bot.telegram.rendering.photo_buttons import PHOTO, PHOTO_PAYLOAD, parse_start, reply_buttons, reply_picture
from data.load import load
from intents.engine import Engine

ME = User(1, "案例通", is_bot=True, username="anli_bot", supports_inline_queries=True)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(load())


def reply(engine: Engine, question: str, chat: int = 5) -> Reply:
    answer, context = engine.ask(question)
    exchange = Exchange(id=7, chat=chat, asker=1, question=question, kind=answer.kind, revision="", at=0.0)
    return build_reply(answer, exchange, engine, context.query if context else None)


@pytest.mark.parametrize(
    ("question", "sort"),
    [
        ("安徽参与了哪些案例", MapPicture),
        ("最佳实践案例一共几个", MapPicture),
        ("上海有哪些单位", MapPicture),
        ("哪个省参与的案例最多", MapPicture),
        ("叉车", CasePicture),
        ("杨浦的案例", CasePicture),
        ("今天天气怎么样", None),
        ("西藏", None),
        ("帮助", None),
    ],
)
def test_answers_with_a_picture(engine: Engine, question: str, sort: type | None) -> None:
    it = reply(engine, question)
    assert type(reply_picture(it)) is (sort or type(None))
    label = "图" if sort is CasePicture else "对照图"
    assert [button.text for button in reply_buttons(it, ME)] == ([label] if sort else [])


def test_the_button_names_its_exchange(engine: Engine) -> None:
    (button,) = reply_buttons(reply(engine, "安徽", chat=-1_000_000_000_001), ME)
    assert isinstance(button.callback_data, str)
    assert parse_action(button.callback_data) == Operation(7, PHOTO)


@pytest.mark.parametrize("chat", [NO_CHAT, pseudo_chat_id("an inline message")])
def test_the_picture_of_an_inline_message_is_in_the_private_chat(engine: Engine, chat: int) -> None:
    it = reply(engine, "安徽", chat)
    (button,) = reply_buttons(it, ME)
    payload = str(button.url).removeprefix("https://t.me/anli_bot?start=")
    assert payload.startswith(PHOTO_PAYLOAD)
    assert parse_payload(payload.removeprefix(PHOTO_PAYLOAD)) == it.query


def test_matched_units_are_marked(engine: Engine) -> None:
    card = reply_picture(reply(engine, "杨浦的案例"))
    assert isinstance(card, CasePicture)
    assert [unit.marked for _, units in card.provinces for unit in units] == [True, False]


def test_operations_of_picture_buttons() -> None:
    ops = {"g": 0, "g22": 22, "g0": None, "g1234567890": None, "gx": None, "p2": None, "": None}
    assert {op: parse_start(op) for op in ops} == ops
