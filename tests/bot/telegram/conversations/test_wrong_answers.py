"""Reports of wrong answers, and the readings that are offered; the end-to-end tests cover whole conversations."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.store import WRONG_KIND, Exchange, Store, UnansweredQuestion
from bot.telegram.conversations.answerer import Answerer, ConversationKey, without_repairs
from bot.telegram.conversations.callback_actions import GONE, STALE, ActionResult
from bot.telegram.conversations.callback_data import WRONG
from bot.telegram.conversations.wrong_answers import (
    EXAMPLES,
    KNOWN,
    READINGS,
    THANKS_ONLY,
    build_report,
)
from bot.telegram.inline.callbacks import pseudo_chat_id
from intents.engine import Engine
from tests.bot.telegram.conversations.test_callback_actions import LI, NOW, ask_and_save, press

WANG = replace(LI, asker=12)


async def reported(store: Store) -> dict[str, int]:
    return {
        row.question: row.count for row in await store.question_log.count_unanswered(0, 99) if row.kind == WRONG_KIND
    }


async def offered(answerer: Answerer, *texts: str) -> tuple[str, list[str]]:
    """Ask in one conversation and call the last answer wrong; return the heading and what is offered."""
    for text in texts:
        asked = await ask_and_save(answerer, text)
    taken = await press(answerer, asked, WRONG)
    assert taken.reply is not None
    assert taken.is_new_message
    assert taken.reply.exchange.options == tuple(option.question for option in taken.reply.answer.options)
    return taken.reply.answer.heading, [option.label for option in taken.reply.answer.options]


async def test_each_person_counts_once(answerer: Answerer, store: Store) -> None:
    asked = await ask_and_save(answerer, "安徽参与了哪些案例")
    assert (await press(answerer, asked, WRONG)).reply is not None
    assert await press(answerer, asked, WRONG) == ActionResult(KNOWN)
    assert (await press(answerer, asked, WRONG, WANG)).reply is not None
    again = await ask_and_save(answerer, "安徽参与了哪些案例")
    assert await press(answerer, again, WRONG) == ActionResult(KNOWN)
    assert await store.question_log.count_unanswered(0, 9) == [UnansweredQuestion("安徽参与了哪些案例", WRONG_KIND, 2)]


async def test_a_follow_up_is_reported_with_its_reading(answerer: Answerer, store: Store) -> None:
    await offered(answerer, "安徽参与了哪些最佳案例", "那江苏呢")
    assert await reported(store) == {"那江苏呢（读成：江苏参与的最佳实践案例有哪些）": 1}


async def test_a_button_is_reported_as_the_question_it_asks(answerer: Answerer, store: Store) -> None:
    asked = await ask_and_save(answerer, "安徽参与了哪些案例")
    units = (await press(answerer, asked, "u")).reply
    assert units is not None
    assert units.query is not None
    await press(answerer, units, WRONG)
    assert await reported(store) == {units.engine.describer.question(units.query): 1}


@pytest.mark.parametrize(
    ("texts", "readings"),
    [
        (["安徽和上海参与的案例"], ["安徽或上海任一参与", "上海参与的案例有哪些", "安徽参与的案例有哪些"]),
        (["安徽参与了哪些案例", "其中最佳的呢"], ["最佳实践案例有哪些"]),
        (["安徽的食品案例"], ["安徽参与的案例有哪些"]),
    ],
)
async def test_other_readings_are_offered(answerer: Answerer, texts: list[str], readings: list[str]) -> None:
    heading, labels = await offered(answerer, *texts)
    assert heading == READINGS
    assert set(readings) <= set(labels)
    assert len(labels) <= 3


async def test_without_another_reading_examples_are_offered(answerer: Answerer) -> None:
    heading, labels = await offered(answerer, "安徽参与了哪些案例")
    assert heading == EXAMPLES
    assert "安徽参与了哪些案例" not in labels
    assert labels


async def test_what_is_offered_is_an_answer_of_its_own(answerer: Answerer) -> None:
    asked = await ask_and_save(answerer, "安徽的食品案例")
    thanks = (await press(answerer, asked, WRONG)).reply
    assert thanks is not None
    chosen = await press(answerer, thanks, "o1")
    assert chosen.reply is not None
    assert chosen.is_new_message
    assert chosen.reply.answer.understood == "地区：安徽 → 17 个案例"


async def test_inline_messages_get_a_notification_only(answerer: Answerer, store: Store) -> None:
    inline = ConversationKey(pseudo_chat_id("m"), None, 11)
    asked = await ask_and_save(answerer, "安徽参与了哪些案例", inline)
    assert await press(answerer, asked, WRONG, inline) == ActionResult(THANKS_ONLY)
    assert len(THANKS_ONLY) <= 200
    assert await reported(store) == {"安徽参与了哪些案例": 1}


@pytest.mark.parametrize("age", [1, 40 * 24 * 3600])
async def test_a_report_is_kept_as_long_as_its_question(
    answerer: Answerer, store: Store, monkeypatch: pytest.MonkeyPatch, age: float
) -> None:
    asked = await ask_and_save(answerer, "安徽参与了哪些案例")
    monkeypatch.setattr(answerer, "clock", lambda: NOW + age)
    await press(answerer, asked, WRONG)
    assert await reported(store) == {"安徽参与了哪些案例": 1}
    await store.prune(NOW + 1, 0, without_repairs)
    assert await reported(store) == {}
    pruned = await store.find_exchange(asked.exchange.id)
    assert isinstance(pruned, Exchange)
    assert pruned.question is None
    report = build_report(replace(asked, exchange=pruned), LI, (None, None))
    assert (report.at, report.question, report.parent) == (NOW, "安徽参与的案例有哪些", asked.exchange.id)


async def test_the_question_is_read_once(answerer: Answerer, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = await ask_and_save(answerer, "安徽的食品案例")
    texts: list[str] = []
    ask = Engine.ask

    def record(engine: Engine, text: str, *rest: Any) -> Any:
        texts.append(text)
        return ask(engine, text, *rest)

    monkeypatch.setattr(Engine, "ask", record)
    await press(answerer, asked, WRONG)
    assert texts.count("安徽的食品案例") == 1


async def test_what_cannot_be_restored_is_not_reported(answerer: Answerer, store: Store) -> None:
    asked = await ask_and_save(answerer, "安徽参与了哪些案例")
    assert await press(answerer, asked, WRONG, replace(LI, chat=-200)) == ActionResult(STALE)
    refused = await ask_and_save(answerer, "今天天气怎么样")
    assert await press(answerer, refused, WRONG) == ActionResult(STALE)
    case = (await ask_and_save(answerer, "叉车")).exchange
    store.remember(replace(case, id=5, revision="x", context="broken"))
    assert await press(answerer, replace(asked, exchange=replace(case, id=5)), WRONG) == ActionResult(GONE)
    assert await reported(store) == {}
