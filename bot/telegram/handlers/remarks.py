"""Remarks on the last answer in words: 答错了 does what its button does; 下一页 and 分享给同事 are told the button."""

from __future__ import annotations

from bot.telegram.conversations.answerer import NO_ASSERTION
from bot.telegram.conversations.callback_actions import resolve_action
from bot.telegram.conversations.callback_data import WRONG, Operation
from bot.telegram.conversations.incoming import IncomingMessage
from bot.telegram.replies import send_reply, send_text
from bot.telegram.services import Services

HOW_TO_TURN = "翻页请点列表下面的“下一页 ›”或者“‹ 上一页”。没有这两个按钮，就是已经全部列出来了。"
HOW_TO_SHARE = "要发给别人，请点回答下面的“分享”，再选一个聊天。"


async def report_wrong(services: Services, incoming: IncomingMessage) -> None:
    """Do what 答得不对 below the last answer does.

    Where there is no answer, or where the text takes back a change of the question, it is a question like others.
    """
    answerer, question = services.answerer, incoming.question
    row = await answerer.find_shown(question)
    if row is None or row.kind in NO_ASSERTION or answerer.takes_back(question, row):
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
