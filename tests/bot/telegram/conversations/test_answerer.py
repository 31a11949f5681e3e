from __future__ import annotations

import asyncio
import threading
import time
from dataclasses import replace
from typing import Any

import pytest

from bot.store import Exchange, Store
from bot.telegram.conversations.answerer import (
    MAX_CHARACTERS_ON_LOOP,
    Answerer,
    ConversationKey,
    Question,
    Reply,
    restore_context,
)
from bot.telegram.conversations.callback_actions import restore_reply
from bot.text import SHORTENED, TOO_LONG
from intents.engine import Engine
from intents.model.answer import Answer
from intents.model.context import MAX_AGE_SECONDS, Context
from intents.model.query import IsCase, Query

LI = ConversationKey(chat=-100, topic=None, asker=11)
NOW = 1_800_000_000.0


def question(
    text: str, conversation: ConversationKey = LI, *, after: float = 0, message: int = 5, reply_to: int | None = None
) -> Question:
    return Question(conversation, text, NOW + after, message, reply_to)


async def ask_and_save(answerer: Answerer, asked: Question, answer_message: int = 6) -> Reply:
    """Answer a question and store the reply as sent."""
    reply = await answerer.ask(asked)
    answerer.save_sent(reply.exchange, answer_message, asked.conversation.chat)
    return reply


async def test_an_exchange_stores_the_state_of_follow_ups_buttons_and_edits(answerer: Answerer, engine: Engine) -> None:
    reply = await ask_and_save(answerer, question("安徽参与了哪些案例"))
    row = await answerer.store.find_by_question(-100, 5)
    assert row == replace(reply.exchange, answer_message=6)
    assert (row.kind, row.question, row.asker, row.at) == ("cases", "安徽参与了哪些案例", 11, NOW)
    assert row.revision == engine.dataset.revision
    assert restore_context(row, engine) is not None
    assert [one.label for one in reply.refinements] != []
    assert not reply.has_back


@pytest.mark.parametrize(
    ("conversation", "inherits"),
    [
        (LI, True),
        (replace(LI, asker=12), False),
        (replace(LI, topic=3), False),
        (replace(LI, chat=-200), False),
    ],
)
async def test_conversations_do_not_share_context(
    answerer: Answerer, conversation: ConversationKey, *, inherits: bool
) -> None:
    await ask_and_save(answerer, question("安徽参与了哪些最佳案例"))
    reply = await answerer.ask(question("那江苏呢", conversation, after=60))
    assert ("最佳" in reply.answer.understood) is inherits


@pytest.mark.parametrize(
    ("after", "reply_to", "inherits"),
    [
        (MAX_AGE_SECONDS, None, True),
        (MAX_AGE_SECONDS + 1, None, False),
        (MAX_AGE_SECONDS * 1000, 6, True),
        (60, 7, True),
    ],
)
async def test_context_expires_with_age(
    answerer: Answerer, after: float, reply_to: int | None, *, inherits: bool
) -> None:
    await ask_and_save(answerer, question("安徽参与了哪些最佳案例"))
    reply = await answerer.ask(question("那江苏呢", after=after, reply_to=reply_to))
    assert ("最佳" in reply.answer.understood) is inherits


async def test_a_refused_question_keeps_the_context(answerer: Answerer) -> None:
    await ask_and_save(answerer, question("安徽参与了哪些最佳案例"))
    refused = await ask_and_save(answerer, question("今天天气怎么样", after=60, message=7), 8)
    assert (refused.exchange.kind, refused.exchange.context) == ("refuse", None)
    assert refused.exchange.options != ()
    assert "最佳" in (await answerer.ask(question("那江苏呢", after=120))).answer.understood
    late = await answerer.ask(question("那江苏呢", after=MAX_AGE_SECONDS + 30))
    assert "最佳" not in late.answer.understood, "the refusal made nothing younger"


async def test_an_edit_follows_up_the_same_exchange_as_the_question(answerer: Answerer) -> None:
    await ask_and_save(answerer, question("安徽参与了哪些最佳案例"))
    await ask_and_save(answerer, question("那江苏呢", after=60, message=7), 8)
    await ask_and_save(answerer, question("叉车是谁做的", after=120, message=9), 10)
    row = await answerer.store.find_by_question(-100, 7)
    assert row is not None
    reply = await answerer.answer_edit(question("那浙江呢", after=60, message=7), row)
    assert "最佳" in reply.answer.understood
    assert (reply.exchange.id, reply.exchange.answer_message) == (row.id, 8)


class RecordingEngine(Engine):
    """An engine that records the threads in which it runs."""

    def __init__(self, engine: Engine) -> None:
        self.__dict__ = engine.__dict__ | {"threads": [], "beside": 0, "most": 0}
        self.gate = threading.Event()
        """Holds questions in other threads until it is set."""
        self.gate.set()

    threads: list[int]
    beside: int
    """Questions that are being answered in other threads."""
    most: int
    """The highest value of `beside`."""

    def ask(self, *arguments: Any) -> tuple[Answer, Context | None]:
        self.threads.append(threading.get_ident())
        if threading.current_thread() is threading.main_thread():
            return super().ask(*arguments)
        self.beside += 1
        self.most = max(self.most, self.beside)
        self.gate.wait(10)
        time.sleep(0.02)
        answered = super().ask(*arguments)
        self.beside -= 1
        return answered


@pytest.mark.parametrize(("length", "aside"), [(MAX_CHARACTERS_ON_LOOP, False), (MAX_CHARACTERS_ON_LOOP + 1, True)])
async def test_long_texts_are_answered_in_a_thread(engine: Engine, store: Store, length: int, *, aside: bool) -> None:
    watched = RecordingEngine(engine)
    await Answerer(watched, store, lambda: NOW).ask(question("安" * length))
    assert [thread != threading.get_ident() for thread in watched.threads] == [aside]


async def test_long_texts_are_answered_one_at_a_time(engine: Engine, store: Store) -> None:
    watched = RecordingEngine(engine)
    watched.gate.clear()
    released: list[int] = []
    answerer = Answerer(watched, store, lambda: NOW, lambda: released.append(1))
    long = [asyncio.create_task(answerer.ask(question("安" * (MAX_CHARACTERS_ON_LOOP + 1)))) for _ in range(3)]
    await answerer.ask(question("安徽参与了哪些案例"))
    assert not any(task.done() for task in long)
    watched.gate.set()
    await asyncio.gather(*long)
    assert watched.most == 1
    assert len(released) == 3  # none of them keeps others from being answered


async def test_a_text_that_is_too_long_is_refused_and_shown_again_as_such(answerer: Answerer, engine: Engine) -> None:
    reply = await ask_and_save(answerer, question("安徽" * 300))
    assert (reply.answer.kind, reply.answer.heading) == ("refuse", f"{TOO_LONG}。")
    assert reply.answer.options
    again = await restore_reply(reply.exchange, answerer, engine)
    assert again is not None
    assert again.answer == reply.answer


async def test_the_last_sentence_of_a_long_text_is_answered(answerer: Answerer) -> None:
    reply = await answerer.ask(question("这是一段很长的话。" * 100 + "安徽参与了哪些案例？"))
    assert (len(reply.answer.cases), reply.answer.notes[0]) == (17, SHORTENED)


async def test_a_question_keeps_the_engine_that_it_began_with(engine: Engine, store: Store) -> None:
    first, second = RecordingEngine(engine), RecordingEngine(engine)
    answerer = Answerer(first, store, lambda: NOW)
    last = store.find_last

    async def reloaded_meanwhile(*arguments: Any) -> Exchange | None:
        answerer.engine = second
        return await last(*arguments)

    store.find_last = reloaded_meanwhile  # type: ignore[method-assign, assignment]
    assert (await answerer.ask(question("安徽参与了哪些案例"))).engine is first
    assert (await answerer.ask(question("安徽参与了哪些案例"))).engine is second


async def test_a_malformed_context_is_ignored(answerer: Answerer, engine: Engine) -> None:
    reply = await ask_and_save(answerer, question("安徽参与了哪些案例"))
    assert restore_context(replace(reply.exchange, context="0?"), engine) is None
    assert restore_context(replace(reply.exchange, context=None), engine) is None
    assert restore_context(None, engine) is None


async def test_cards_mark_matched_units(answerer: Answerer, engine: Engine) -> None:
    listed = await ask_and_save(answerer, question("安徽参与了哪些案例"))
    case = listed.answer.cases[2]
    assert listed.query is not None
    opened = await answerer.answer_query(
        Query("card", IsCase(case.id)), LI, engine, listed.exchange, under=listed.query.where
    )
    assert [agency.name for agency in opened.matched] == ["安徽省市场监督管理局登记注册局"]
    assert (opened.has_back, opened.exchange.parent) == (True, listed.exchange.id)
    assert not (await answerer.answer_query(Query("card", IsCase(case.id)), LI, engine)).matched
