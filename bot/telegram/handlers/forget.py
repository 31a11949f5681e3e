"""/forget: ask first, then delete what is tied to the asker."""

from __future__ import annotations

import re

import structlog
from telegram.constants import UpdateType as Kind

from bot.telegram.callback_queries import ButtonPress, PatternCallbackHandler, answering
from bot.telegram.conversations.answerer import ConversationKey
from bot.telegram.conversations.incoming import IncomingMessage
from bot.telegram.rendering.html import escape
from bot.telegram.rendering.keyboards import NO, YES, yes_or_no
from bot.telegram.rendering.page import Page, render_text
from bot.telegram.replies import send_message
from bot.telegram.services import Feature, Handler, Services

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

QUESTION = (
    "确实要删除吗？会删除：您提过的问题和对话，您私聊里的订阅。以前消息下面的按钮会失效。删了就找不回来。\n"
    "群里的订阅留着，但不再记着是谁订的。"
)
FORGOTTEN = (
    "已经删除：您提过的问题和对话，您私聊里的订阅。群里的订阅留着，但不再记着是谁订的。以前消息下面的按钮因此失效。"
)
KEPT = "没有删除，什么都还在。"
OF_ANOTHER = "这是问别人的。要删除您自己的记录，请发 /forget。"

_PATTERN = re.compile(rf"f(?P<asker>-?[1-9][0-9]{{0,18}})\.(?P<answer>[{YES}{NO}])")
"""The callback data of the buttons: whom the question is put to, and the answer."""


async def ask_before_forgetting(services: Services, incoming: IncomingMessage) -> None:
    """Ask whether to delete what is tied to the asker."""
    buttons = yes_or_no(f"f{incoming.conversation.asker}", "确实删除", "不删")
    await send_message(services, incoming, Page(escape(QUESTION), buttons))


def create_handlers(services: Services) -> list[Handler]:
    """Return the handler of the answers."""

    async def handle(press: ButtonPress) -> None:
        conversation, asker, is_sure = press.conversation, int(press.match["asker"]), press.match["answer"] == YES
        if not await _speaks_for(services, conversation, asker):
            await services.sender.answer_callback(press.query.id, OF_ANOTHER)
            return
        if is_sure:
            services.pending_exchanges.forget(asker)
            await services.store.forget(asker)
        async with answering(services, press.query):
            await services.sender.edit(render_text(FORGOTTEN if is_sure else KEPT), conversation.chat, press.message)
        log.info("forgotten" if is_sure else "not_forgotten", chat=conversation.kind)

    return [PatternCallbackHandler(services, handle, _PATTERN)]


FEATURE = Feature(frozenset({Kind.CALLBACK_QUERY}), create_handlers)


async def _speaks_for(services: Services, conversation: ConversationKey, asker: int) -> bool:
    """Return whether who pressed is the asker, or administers the group that an anonymous administrator spoke for."""
    if conversation.asker == asker:
        return True
    return asker == conversation.chat and await services.administrators.include(conversation.asker, asker)
