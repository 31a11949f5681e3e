"""Administrators ask how far the sending has come, and press the buttons below what they are told."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.constants import UpdateType as Kind

from bot.telegram.callback_queries import PatternCallbackHandler, accept_callback
from bot.telegram.conversations.incoming import IncomingMessage
from bot.telegram.delivery.reports import CALLBACK_DATA, STALE, parse_action
from bot.telegram.replies import send_text
from bot.telegram.services import Feature, Handler, Services

FOR_ADMINS = "这个命令只有机器人的管理员能用。"
NOTHING_FAILED = "没有可以重试的。"


def handlers(services: Services) -> list[Handler]:
    """Presses of the reports' buttons."""

    async def press(update: Update, _context: Any) -> None:
        query = update.callback_query
        if query is None:
            return
        asked = parse_action(query.data)
        valid = asked is not None and query.from_user.id in services.settings.admins
        # the answer to others says nothing of what the button does
        conversation = await accept_callback(services, query, valid=valid, stale=STALE, throttled=False)
        if conversation is None or asked is None or query.message is None:
            return
        said = await services.delivery_reports.apply_action(conversation.chat, query.message.message_id, *asked)
        await services.sender.answer_callback(query.id, said)

    return [PatternCallbackHandler(press, CALLBACK_DATA)]


FEATURE = Feature(frozenset({Kind.CALLBACK_QUERY}), handlers)


async def tell_broadcasts(services: Services, incoming: IncomingMessage) -> None:
    """For administrators: what came of the newest occasion, with buttons to the others."""
    if await _allowed(services, incoming):
        await services.delivery_reports.show(incoming.conversation.chat, topic=incoming.conversation.topic)


async def retry(services: Services, incoming: IncomingMessage) -> None:
    """For administrators: send again what failed."""
    if not await _allowed(services, incoming):
        return
    again = await services.delivery_reports.retry()
    if again:
        await services.delivery_reports.show(
            incoming.conversation.chat, topic=incoming.conversation.topic, heading=f"{again} 条已重新排队。"
        )
    else:
        await send_text(services, incoming, NOTHING_FAILED)


async def _allowed(services: Services, incoming: IncomingMessage) -> bool:
    if incoming.conversation.asker in services.settings.admins:
        return True
    await send_text(services, incoming, FOR_ADMINS)
    return False
