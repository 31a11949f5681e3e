"""What a press leads to, without a message around it; the conversations test the rest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.store import Store
from bot.telegram.conversations.answerer import Door, Question, Reply, Where
from bot.telegram.conversations.callback_actions import GONE, STALE, UPDATED, Step, step
from bot.telegram.rendering.keyboards import BACK, NEITHER, Opening, Operation, key
from intents.engine import Engine

LI = Where(chat=-100, topic=None, asker=11)
NOW = 1_800_000_000.0


async def told(door: Door, text: str, where: Where = LI) -> Reply:
    """The reply to a question, as it was sent."""
    reply = await door.ask(Question(where, text, NOW, 5))
    await door.sent(reply.exchange, 6, where.chat)
    return reply


async def pressed(door: Door, reply: Reply, op: str, where: Where = LI) -> Step:
    """What a button below the reply leads to, written down."""
    taken = await step(Operation(reply.exchange.id, op), where, door)
    if taken.reply is not None and not taken.known:
        await door.sent(taken.reply.exchange, 6, where.chat)
    return taken


async def test_a_choice_and_the_way_back(door: Door) -> None:
    asked = await told(door, "江徽参与了哪些案例")
    assert asked.answer.kind == "clarify"
    chosen = (await pressed(door, asked, "o1")).reply
    assert chosen is not None
    assert (chosen.answer.kind, chosen.back) == ("cases", True)
    back = (await pressed(door, chosen, BACK)).reply
    assert back is not None
    assert back.answer == asked.answer


async def test_what_is_forgotten_is_not_said_to_have_changed(door: Door, store: Store) -> None:
    asked, listed = await told(door, "江徽参与了哪些案例"), await told(door, "安徽参与了哪些案例")
    chosen, units = (await pressed(door, asked, "o1")).reply, (await pressed(door, listed, "u")).reply
    assert chosen is not None
    assert units is not None
    await store.prune(NOW + 1)
    assert await pressed(door, chosen, BACK) == Step(STALE)
    assert await pressed(door, asked, "p1") == Step(STALE)
    for op in ("o1", NEITHER):  # what is chosen does not need the wording
        assert (await pressed(door, asked, op)).reply is not None
    again = (await pressed(door, units, BACK)).reply
    assert again is not None
    assert again.answer.cases == listed.answer.cases


@pytest.mark.parametrize("op", ["p1", "o1", "u", "r", "b", "x", "t0", "zz", "r340000"])
async def test_nothing_of_another_chat_is_shown(door: Door, op: str) -> None:
    theirs = await told(door, "安徽参与了哪些案例")
    elsewhere = replace(LI, chat=-200)
    assert await pressed(door, theirs, op, elsewhere) == Step(STALE)
    case = theirs.answer.cases[0]
    assert await step(Opening(key(case), theirs.exchange.id), elsewhere, door) == Step(STALE)


@pytest.mark.parametrize("exchange", [0, 1, (1 << 63) - 1, 1 << 63, 36**13 - 1])
async def test_numbers_that_no_exchange_has(door: Door, exchange: int) -> None:
    for op in ("p1", "o1", "b", "x", "u"):
        assert await step(Operation(exchange, op), LI, door) == Step(STALE)


async def test_what_the_data_no_longer_has_is_gone(door: Door, engine: Engine) -> None:
    listed = await told(door, "安徽参与了哪些案例")
    case = listed.answer.cases[2]
    notice = engine.dataset.notices[0]
    tiers = tuple(
        replace(tier, cases=tuple(one for one in tier.cases if one.title != case.title)) for tier in notice.tiers
    )
    changed = replace(notice, tiers=tiers, revision="another")
    door.engine = Engine(replace(engine.dataset, notices=(changed,), revision="another"))
    assert await step(Opening(key(case), listed.exchange.id), LI, door) == Step(GONE)
    other = await step(Opening(key(listed.answer.cases[3]), listed.exchange.id), LI, door)
    assert other.toast == UPDATED
    assert other.reply is not None
    assert other.reply.answer.cases[0].title == listed.answer.cases[3].title
