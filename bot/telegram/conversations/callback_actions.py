"""Resolve a button's action to the reply that its message shall show."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.cards.card import REPHRASE
from bot.store import Exchange
from bot.telegram.conversations.answerer import (
    UNANSWERED,
    Answerer,
    ConversationKey,
    Question,
    Reply,
    ask_engine,
    build_reply,
    context_version,
    is_chat,
    restore_context,
)
from bot.telegram.conversations.callback_data import (
    BACK,
    NEITHER,
    WRONG,
    CallbackAction,
    CaseKey,
    Opening,
    Operation,
    find_case,
)
from bot.telegram.conversations.dataset_version import has_changed
from bot.telegram.conversations.wrong_answers import KNOWN, THANKS_ONLY, build_report, offer_readings, read_alone
from intents.engine import Engine
from intents.model.query import IsCase, Query
from intents.serialization.codec import loads_repairs
from intents.views.refinements import PLACES_OP, Refinement, apply_refinement, list_place_refinements

STALE = "这个按钮已经失效，请重新提问。"
"""Also for forged data, which gets no other response than expired data."""
GONE = "数据已更新，这个按钮指的内容已经没有了，请重新提问。"
UPDATED = "数据已更新，已按最新的数据回答。"
TOO_FAST = "点得有点快，请过一会儿再点。"
_MAX_ID = (1 << 63) - 1
"""The largest id that the databases can hold; a forged one may be larger."""

ANSWERED_BELOW = frozenset({"help", "refuse", "start", "summary", "map", "export"})
"""Kinds of exchanges whose message keeps its content: the answer to their buttons is a message of its own."""


@dataclass(frozen=True, slots=True)
class ActionResult:
    """The result of a button: a reply, or places to choose from, or only an answer to the callback query."""

    callback_answer: str = ""
    """Text that is shown briefly to the user."""
    reply: Reply | None = None
    page: int = 1
    is_new_message: bool = False
    """True if the reply is sent as a new message; otherwise it replaces the content of the button's message."""
    is_stored: bool = False
    """True if the reply's exchange is already stored."""
    places: tuple[Refinement, ...] = ()
    """Places to choose from, which replace the buttons of the message."""
    places_page: int = 1
    exchange: Exchange | None = None
    """The exchange that the message with the button shows."""


async def resolve_action(action: CallbackAction, conversation: ConversationKey, answerer: Answerer) -> ActionResult:
    """Resolve the action of a button that was pressed in this conversation."""
    engine = answerer.engine
    if isinstance(action, Opening):
        return await _open_case(action, conversation, answerer, engine)
    row = await find_exchange(action.exchange, conversation, answerer)
    if row is None:
        return ActionResult(STALE)
    result = await _resolve_operation(action, row, conversation, answerer, engine)
    if result.reply is None:
        return result
    return replace(
        _without_way_back(result),
        callback_answer=UPDATED if has_changed(row.revision, engine.dataset) else "",
        exchange=row,
    )


async def open_linked_case(
    opening: Opening, conversation: ConversationKey, message: int, answerer: Answerer
) -> Reply | None:
    """Answer the message that opened a link to a case; None if the data does not have the case (any more).

    The card marks the units that the list is about, if it is a list of this chat.
    """
    row = await find_exchange(opening.exchange, conversation, answerer)
    reply = await _answer_case(opening.case, row, conversation, answerer, answerer.engine)
    return replace(reply, exchange=replace(reply.exchange, question_message=message)) if reply else None


async def _open_case(
    action: Opening, conversation: ConversationKey, answerer: Answerer, engine: Engine
) -> ActionResult:
    row = await find_exchange(action.exchange, conversation, answerer)
    if action.exchange is not None and row is None:
        return ActionResult(STALE)
    reply = await _answer_case(action.case, row, conversation, answerer, engine)
    if reply is None:
        return ActionResult(GONE)
    updated = row is not None and has_changed(row.revision, engine.dataset)
    is_new_message = row is None or row.kind in ANSWERED_BELOW
    return _without_way_back(
        ActionResult(UPDATED if updated else "", reply, is_new_message=is_new_message, exchange=row)
    )


async def _answer_case(
    key: CaseKey, row: Exchange | None, conversation: ConversationKey, answerer: Answerer, engine: Engine
) -> Reply | None:
    """Answer with the card of a case from the list of `row`, if any; None if the data does not have the case."""
    case = find_case(key, engine.dataset)
    if case is None:
        return None
    context = restore_context(row, engine)
    under = context.query.where if context else None
    return await answerer.answer_query(Query("card", IsCase(case.id)), conversation, engine, row, under=under)


def _without_way_back(result: ActionResult) -> ActionResult:
    """Drop the parent of a reply that is a new message, which has nothing to go back to."""
    if result.reply is None or not result.is_new_message:
        return result
    return replace(result, reply=replace(result.reply, exchange=replace(result.reply.exchange, parent=None)))


async def _resolve_operation(
    operation: Operation, row: Exchange, conversation: ConversationKey, answerer: Answerer, engine: Engine
) -> ActionResult:
    if operation.page is not None:
        reply = await restore_reply(row, answerer, engine)
        if reply is None:
            return ActionResult(_why_lost(row))
        return ActionResult(reply=reply, page=operation.page, is_stored=True)
    if operation.option is not None:
        return await _ask_option(operation.option, row, conversation, answerer, engine)
    if operation.op == BACK:
        return await _go_back(row, conversation, answerer, engine)
    if operation.op == NEITHER:
        return await _reject_options(row, conversation, answerer, engine)
    if operation.op == WRONG:
        return await _report_wrong(row, conversation, answerer, engine)
    context = restore_context(row, engine)
    if context is None:
        return ActionResult(_why_lost(row))
    places_page = 1 if operation.op == PLACES_OP else operation.places_page
    if places_page is not None:
        choices = list_place_refinements(context.query, engine)
        if not choices:
            return ActionResult(GONE)
        return ActionResult(places=choices, places_page=places_page, page=row.page or 1, exchange=row)
    query = apply_refinement(context.query, operation.op, engine)
    if query is None:
        return ActionResult(GONE if has_changed(row.revision, engine.dataset) else STALE)
    return ActionResult(
        reply=await answerer.answer_query(query, conversation, engine, row), is_new_message=row.kind in ANSWERED_BELOW
    )


async def _ask_option(
    option: int, row: Exchange, conversation: ConversationKey, answerer: Answerer, engine: Engine
) -> ActionResult:
    """Ask the question of one of the answer's options."""
    if option >= len(row.options):
        return ActionResult(STALE)
    # the options of a clarification are readings of the question, so they are asked in the question's context
    before = (
        await answerer.store.find_exchange(row.parent) if row.kind == "clarify" and row.parent is not None else None
    )
    question = Question(conversation, row.options[option], answerer.clock())
    reply = await answerer.answer_question(question, engine, before, answerer.store.next_id())
    reply = replace(reply, exchange=replace(reply.exchange, parent=row.id))
    return ActionResult(reply=reply, is_new_message=row.kind in ANSWERED_BELOW)


async def _go_back(row: Exchange, conversation: ConversationKey, answerer: Answerer, engine: Engine) -> ActionResult:
    """Show the previous content of the message."""
    before = await find_exchange(row.parent, conversation, answerer)
    if before is None:
        return ActionResult(STALE)
    reply = await restore_reply(before, answerer, engine)
    if reply is None:
        return ActionResult(_why_lost(before))
    # a new exchange, so that replies to the message follow up what it shows now
    exchange = replace(reply.exchange, id=answerer.store.next_id(), asker=conversation.asker, at=answerer.clock())
    return ActionResult(reply=replace(reply, exchange=exchange), page=before.page or 1)


def _why_lost(row: Exchange) -> str:
    """Return why an exchange cannot be shown again: the data has changed, or its question was pruned."""
    return GONE if row.context and row.kind not in UNANSWERED else STALE


async def _reject_options(
    row: Exchange, conversation: ConversationKey, answerer: Answerer, engine: Engine
) -> ActionResult:
    question = Question(conversation, "帮助", answerer.clock())
    reply = await answerer.answer_question(question, engine, None, answerer.store.next_id())
    exchange = replace(reply.exchange, question=None, parent=row.id)
    return ActionResult(reply=replace(reply, answer=reply.answer.with_(heading=REPHRASE), exchange=exchange))


async def _report_wrong(
    row: Exchange, conversation: ConversationKey, answerer: Answerer, engine: Engine
) -> ActionResult:
    """Store that an answer was called wrong, once a person, and offer other readings of its question."""
    reply = await restore_reply(row, answerer, engine)
    if reply is None or reply.query is None:
        return ActionResult(_why_lost(row))
    alone = read_alone(reply)
    report = build_report(reply, conversation, alone)
    if await answerer.store.find_exchange(report.id) is not None:
        return ActionResult(KNOWN)
    answerer.store.remember(report)
    if not is_chat(row.chat):
        return ActionResult(THANKS_ONLY)
    readings = offer_readings(reply, conversation, alone, answerer.store.next_id(), answerer.clock())
    return ActionResult(reply=readings, is_new_message=True)


async def find_exchange(exchange: int | None, conversation: ConversationKey, answerer: Answerer) -> Exchange | None:
    """Return the exchange with this id, if it belongs to this chat: a forged id may name another chat's."""
    if exchange is None or exchange > _MAX_ID:
        return None
    row = await answerer.store.find_exchange(exchange)
    return row if row is not None and row.chat == conversation.chat else None


async def restore_reply(row: Exchange, answerer: Answerer, engine: Engine) -> Reply | None:
    """Build the reply of an exchange again; return None if that is no longer possible."""
    context = restore_context(row, engine)
    parent = await answerer.store.find_exchange(row.parent) if row.parent is not None else None
    before = restore_context(parent, engine)
    if context is not None and row.context is not None and row.kind not in UNANSWERED:
        answer, _ = engine.answer(context.query, None, row.at)
        answer = answer.with_(repairs=loads_repairs(row.context))
        # a card without a question was opened from the list that its parent shows
        under = before.query.where if before is not None and row.question is None and answer.kind == "card" else None
        return build_reply(
            answer, replace(row, revision=context_version(context, engine)), engine, context.query, under=under
        )
    if (row.context is not None and context is None) or row.question is None:
        return None
    answer, _ = ask_engine(engine, row.question, before, row.at)
    return Reply(answer, row, engine)
