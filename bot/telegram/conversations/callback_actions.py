"""What pressing a button leads to: the same door, entered with the query that the button holds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.cards.card import REPHRASE
from bot.store import Exchange
from bot.telegram.conversations.answerer import (
    Answerer,
    ConversationKey,
    Question,
    Reply,
    build_reply,
    context_version,
    restore_context,
)
from bot.telegram.conversations.callback_data import (
    BACK,
    NEITHER,
    CallbackAction,
    CaseKey,
    Opening,
    Operation,
    find_case,
)
from bot.telegram.conversations.dataset_version import has_changed
from intents.engine import Engine
from intents.model.query import IsCase, Query
from intents.serialization.codec import loads_repairs
from intents.views.refinements import PLACES, Refinement, places, refined

STALE = "这个按钮已经失效，请重新提问。"
"""For what was forged, too: who tries learns nothing."""
GONE = "数据已更新，这个按钮指的内容已经没有了，请重新提问。"
UPDATED = "数据已更新，已按最新的数据回答。"
TOO_FAST = "点得有点快，请过一会儿再点。"
_LARGEST = (1 << 63) - 1
"""The largest id that a database can hold."""

ANSWERED_BELOW = frozenset({"help", "refuse", "start", "summary", "map"})
"""Kinds whose message stays as it is: what is chosen there is answered below."""


@dataclass(frozen=True, slots=True)
class ActionResult:
    """What a press leads to; without reply and places, only to the toast."""

    callback_answer: str = ""
    """What is shown for a moment to who pressed."""
    reply: Reply | None = None
    page: int = 1
    is_new_message: bool = False
    """Whether the reply goes out as a message of its own; else the message with the button shows it from now on."""
    is_stored: bool = False
    """Whether the reply's exchange is stored already."""
    places: tuple[Refinement, ...] = ()
    """Places to choose from, in the stead of the message's buttons …"""
    exchange: int | None = None
    """… for this exchange."""


async def resolve_action(press: CallbackAction, conversation: ConversationKey, answerer: Answerer) -> ActionResult:
    """What a press in this conversation leads to."""
    engine = answerer.engine
    if isinstance(press, Opening):
        return await _opened(press, conversation, answerer, engine)
    row = await find_exchange(press.exchange, conversation, answerer)
    if row is None:
        return ActionResult(STALE)
    taken = await _taken(press, row, conversation, answerer, engine)
    if taken.reply is None:
        return taken
    return replace(_apart(taken), callback_answer=UPDATED if has_changed(row.revision, engine.dataset) else "")


async def open_case(key: CaseKey, conversation: ConversationKey, answerer: Answerer) -> Reply | None:
    """The card of a case, as a link opens it; None where the case is not there (any more)."""
    return (await _opened(Opening(key), conversation, answerer, answerer.engine)).reply


async def _opened(press: Opening, conversation: ConversationKey, answerer: Answerer, engine: Engine) -> ActionResult:
    case = find_case(press.case, engine.dataset)
    if case is None:
        return ActionResult(GONE)
    row = await find_exchange(press.exchange, conversation, answerer)
    if press.exchange is not None and row is None:
        return ActionResult(STALE)
    context = restore_context(row, engine)
    query = Query("card", IsCase(case.id))
    reply = await answerer.answer_query(
        query, conversation, engine, row, under=context.query.where if context else None
    )
    fresh = row is None or row.kind in ANSWERED_BELOW
    return _apart(
        ActionResult(
            "" if row is None or not has_changed(row.revision, engine.dataset) else UPDATED, reply, is_new_message=fresh
        )
    )


def _apart(taken: ActionResult) -> ActionResult:
    """A reply that goes out as a message of its own leads back to nothing."""
    if taken.reply is None or not taken.is_new_message:
        return taken
    return replace(taken, reply=replace(taken.reply, exchange=replace(taken.reply.exchange, parent=None)))


async def _taken(
    press: Operation, row: Exchange, conversation: ConversationKey, answerer: Answerer, engine: Engine
) -> ActionResult:
    if press.page is not None:
        again = await restore_reply(row, answerer, engine)
        if again is None:
            return ActionResult(_lost(row))
        return ActionResult(reply=again, page=press.page, is_stored=True)
    if press.option is not None:
        return await _chosen(press.option, row, conversation, answerer, engine)
    if press.op == BACK:
        return await _back(row, conversation, answerer, engine)
    if press.op == NEITHER:
        return await _neither(row, conversation, answerer, engine)
    context = restore_context(row, engine)
    if context is None:
        return ActionResult(_lost(row))
    if press.op == PLACES:
        found = places(context.query, engine)
        return ActionResult(places=found, page=row.page or 1, exchange=row.id) if found else ActionResult(GONE)
    query = refined(context.query, press.op, engine)
    if query is None:
        return ActionResult(GONE if has_changed(row.revision, engine.dataset) else STALE)
    return ActionResult(
        reply=await answerer.answer_query(query, conversation, engine, row), is_new_message=row.kind in ANSWERED_BELOW
    )


async def _chosen(
    option: int, row: Exchange, conversation: ConversationKey, answerer: Answerer, engine: Engine
) -> ActionResult:
    """Ask the question of one of the answer's options; what was not clear is read where it was said."""
    if option >= len(row.options):
        return ActionResult(STALE)
    said = await answerer.store.exchange(row.parent) if row.kind == "clarify" and row.parent is not None else None
    question = Question(conversation, row.options[option], answerer.clock())
    reply = await answerer.answer_question(question, engine, said, answerer.store.next_id())
    reply = replace(reply, exchange=replace(reply.exchange, parent=row.id))
    return ActionResult(reply=reply, is_new_message=row.kind in ANSWERED_BELOW)


async def _back(row: Exchange, conversation: ConversationKey, answerer: Answerer, engine: Engine) -> ActionResult:
    """Show what was there before, as the newest exchange of the message: replies to it follow up what it shows."""
    before = await find_exchange(row.parent, conversation, answerer)
    if before is None:
        return ActionResult(STALE)
    again = await restore_reply(before, answerer, engine)
    if again is None:
        return ActionResult(_lost(before))
    exchange = replace(again.exchange, id=answerer.store.next_id(), asker=conversation.asker, at=answerer.clock())
    return ActionResult(reply=replace(again, exchange=exchange), page=before.page or 1)


def _lost(row: Exchange) -> str:
    """What is said of an exchange that cannot be shown again: the data has changed, or its wording is forgotten."""
    return GONE if row.context else STALE


async def _neither(row: Exchange, conversation: ConversationKey, answerer: Answerer, engine: Engine) -> ActionResult:
    question = Question(conversation, "帮助", answerer.clock())
    reply = await answerer.answer_question(question, engine, None, answerer.store.next_id())
    exchange = replace(reply.exchange, question=None, parent=row.id)
    return ActionResult(reply=replace(reply, answer=reply.answer.with_(heading=REPHRASE), exchange=exchange))


async def find_exchange(exchange: int | None, conversation: ConversationKey, answerer: Answerer) -> Exchange | None:
    """The exchange of that id, if it is one of this chat's: a forged id may be any number, another chat's too."""
    if exchange is None or exchange > _LARGEST:
        return None
    row = await answerer.store.exchange(exchange)
    return row if row is not None and row.chat == conversation.chat else None


async def restore_reply(row: Exchange, answerer: Answerer, engine: Engine) -> Reply | None:
    """What an exchange showed, once more; None where that cannot be said any more."""
    context = restore_context(row, engine)
    above = await answerer.store.exchange(row.parent) if row.parent is not None else None
    before = restore_context(above, engine)
    if context is not None and row.context is not None:
        answer, _ = engine.answer(context.query, None, row.at)
        answer = answer.with_(repairs=loads_repairs(row.context))
        under = before.query.where if before is not None and row.question is None and answer.kind == "card" else None
        return build_reply(
            answer, replace(row, revision=context_version(context, engine)), engine, context.query, under=under
        )
    if row.context is not None or row.question is None:
        return None
    answer, _ = engine.ask(row.question, before, row.at)
    return Reply(answer, row, engine)
