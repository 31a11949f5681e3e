"""Results of button presses without a message; the end-to-end tests cover whole conversations."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.store import Store
from bot.telegram.conversations.answerer import Answerer, ConversationKey, Question, Reply, without_repairs
from bot.telegram.conversations.callback_actions import GONE, STALE, UPDATED, ActionResult, resolve_action
from bot.telegram.conversations.callback_data import BACK, NEITHER, Opening, Operation, case_key
from intents.engine import Engine

LI = ConversationKey(chat=-100, topic=None, asker=11)
NOW = 1_800_000_000.0


async def ask_and_save(answerer: Answerer, text: str, conversation: ConversationKey = LI) -> Reply:
    """Answer a question and store the reply as sent."""
    reply = await answerer.ask(Question(conversation, text, NOW, 5))
    answerer.save_sent(reply.exchange, 6, conversation.chat)
    return reply


async def press(answerer: Answerer, reply: Reply, op: str, conversation: ConversationKey = LI) -> ActionResult:
    """Press a button below the reply and store the result."""
    taken = await resolve_action(Operation(reply.exchange.id, op), conversation, answerer)
    if taken.reply is not None and not taken.is_stored:
        answerer.save_sent(taken.reply.exchange, 6, conversation.chat)
    return taken


async def test_an_option_and_back(answerer: Answerer) -> None:
    asked = await ask_and_save(answerer, "江徽参与了哪些案例")
    assert asked.answer.kind == "clarify"
    chosen = (await press(answerer, asked, "o1")).reply
    assert chosen is not None
    assert (chosen.answer.kind, chosen.has_back) == ("cases", True)
    back = (await press(answerer, chosen, BACK)).reply
    assert back is not None
    assert back.answer == asked.answer


async def test_a_pruned_exchange_is_stale_not_gone(answerer: Answerer, store: Store) -> None:
    asked, listed = (
        await ask_and_save(answerer, "江徽参与了哪些案例"),
        await ask_and_save(answerer, "安徽参与了哪些案例"),
    )
    chosen, units = (await press(answerer, asked, "o1")).reply, (await press(answerer, listed, "u")).reply
    assert chosen is not None
    assert units is not None
    await store.prune(NOW + 1, 0, without_repairs)
    assert await press(answerer, chosen, BACK) == ActionResult(STALE)
    assert await press(answerer, asked, "p1") == ActionResult(STALE)
    for op in ("o1", NEITHER):  # its options repeat what was typed
        assert await press(answerer, asked, op) == ActionResult(STALE)
    again = (await press(answerer, units, BACK)).reply
    assert again is not None
    assert again.answer.cases == listed.answer.cases


@pytest.mark.parametrize("op", ["p1", "o1", "u", "r", "b", "x", "t0", "zz", "r340000"])
async def test_exchanges_of_other_chats_are_stale(answerer: Answerer, op: str) -> None:
    theirs = await ask_and_save(answerer, "安徽参与了哪些案例")
    elsewhere = replace(LI, chat=-200)
    assert await press(answerer, theirs, op, elsewhere) == ActionResult(STALE)
    case = theirs.answer.cases[0]
    assert await resolve_action(Opening(case_key(case), theirs.exchange.id), elsewhere, answerer) == ActionResult(STALE)


@pytest.mark.parametrize("exchange", [0, 1, (1 << 63) - 1, 1 << 63, 36**13 - 1])
async def test_ids_of_no_exchange_are_stale(answerer: Answerer, exchange: int) -> None:
    for op in ("p1", "o1", "b", "x", "u"):
        assert await resolve_action(Operation(exchange, op), LI, answerer) == ActionResult(STALE)


async def test_removed_cases_are_gone(answerer: Answerer, engine: Engine) -> None:
    listed = await ask_and_save(answerer, "安徽参与了哪些案例")
    case = listed.answer.cases[2]
    notice = engine.dataset.notices[0]
    tiers = tuple(
        replace(tier, cases=tuple(one for one in tier.cases if one.title != case.title)) for tier in notice.tiers
    )
    changed = replace(notice, tiers=tiers, revision="another")
    answerer.engine = Engine(replace(engine.dataset, notices=(changed,), revision="another"))
    assert await resolve_action(Opening(case_key(case), listed.exchange.id), LI, answerer) == ActionResult(GONE)
    other = await resolve_action(Opening(case_key(listed.answer.cases[3]), listed.exchange.id), LI, answerer)
    assert other.callback_answer == UPDATED
    assert other.reply is not None
    assert other.reply.answer.cases[0].title == listed.answer.cases[3].title
