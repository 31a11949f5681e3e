"""Remarks on the last answer in words: 答错了 does what its button does; 下一页 and 分享给同事 are told the button."""

from __future__ import annotations

from bot.store import Exchange
from bot.telegram.conversations.answerer import Question, restore_context
from bot.telegram.conversations.callback_actions import resolve_action
from bot.telegram.conversations.callback_data import WRONG, Operation
from bot.telegram.conversations.incoming import IncomingMessage
from bot.telegram.replies import send_reply, send_text
from bot.telegram.services import Services
from intents.model.context import MAX_AGE_SECONDS

HOW_TO_TURN = "翻页请点列表下面的“下一页 ›”或者“‹ 上一页”。没有这两个按钮，就是已经全部列出来了。"
HOW_TO_SHARE = "要发给别人，请点回答下面的“分享”，再选一个聊天。"

_NO_ASSERTION = ("help", "refuse", "clarify")


async def report_wrong(services: Services, incoming: IncomingMessage) -> None:
    """Do what 答得不对 below the last answer does; its text is a question like others where there is no answer.

    So it is where it takes back a change of the question (SEMANTICS 13: 不对).
    """
    answerer = services.answerer
    row = await _last_answer(services, incoming)
    context = restore_context(row, answerer.engine) if row is not None else None
    if row is None or (context is not None and context.earlier and incoming.text == "不对"):
        question = Question(
            incoming.conversation, incoming.text, incoming.at, incoming.message, reply_to=incoming.reply_to
        )
        reply = await answerer.ask(question)
        if incoming.direct or reply.answer.kind != "refuse":  # a reply in a group that is no question is chit-chat
            await send_reply(services, incoming, reply)
        return
    result = await resolve_action(Operation(row.id, WRONG), incoming.conversation, answerer)
    if result.reply is not None:
        await send_reply(services, incoming, result.reply)
    else:
        await send_text(services, incoming, result.callback_answer)


async def tell_how_to_turn(services: Services, incoming: IncomingMessage) -> None:
    """Name the buttons that turn the pages."""
    await send_text(services, incoming, HOW_TO_TURN)


async def tell_how_to_share(services: Services, incoming: IncomingMessage) -> None:
    """Name the button that shares an answer."""
    await send_text(services, incoming, HOW_TO_SHARE)


async def _last_answer(services: Services, incoming: IncomingMessage) -> Exchange | None:
    """Return the exchange of the message replied to, or else of the last answer while it can be followed up."""
    conversation, row = incoming.conversation, None
    if incoming.reply_to is not None:
        row = await services.store.find_by_answer(conversation.chat, incoming.reply_to)
    if row is None:
        row = await services.store.find_last(conversation.chat, conversation.topic, conversation.asker)
        if row is not None and incoming.at - row.at > MAX_AGE_SECONDS:
            return None
    return row if row is not None and row.kind not in _NO_ASSERTION else None
