"""/broadcasts and /retry, with the buttons of delivery reports: for administrators."""

from __future__ import annotations

from telegram.constants import UpdateType as Kind

from bot.telegram.callback_queries import ButtonPress, PatternCallbackHandler
from bot.telegram.conversations.incoming import IncomingMessage
from bot.telegram.delivery.reports import CALLBACK_DATA, STALE
from bot.telegram.replies import send_text
from bot.telegram.services import Feature, Handler, Services

FOR_ADMINS = "这个命令只有机器人的管理员能用。"
NOTHING_FAILED = "没有可以重试的。"


def create_handlers(services: Services) -> list[Handler]:
    """Return the handler of the buttons of delivery reports."""

    async def handle(press: ButtonPress) -> None:
        number, action = int(press.match["number"]), press.match["action"]
        answer = await services.delivery_reports.apply_action(press.conversation.chat, press.message, number, action)
        await services.sender.answer_callback(press.query.id, answer)

    return [PatternCallbackHandler(services, handle, CALLBACK_DATA, stale=STALE, admins_only=True)]


FEATURE = Feature(frozenset({Kind.CALLBACK_QUERY}), create_handlers)


async def send_report(services: Services, incoming: IncomingMessage) -> None:
    """Send the report of the newest event, with buttons for the others."""
    if await _is_admin(services, incoming):
        await services.delivery_reports.show(incoming.conversation.chat, topic=incoming.conversation.topic)


async def retry(services: Services, incoming: IncomingMessage) -> None:
    """Repeat failed deliveries."""
    if not await _is_admin(services, incoming):
        return
    retried = await services.delivery_reports.retry()
    if retried:
        await services.delivery_reports.show(
            incoming.conversation.chat, topic=incoming.conversation.topic, heading=f"{retried} 条已重新排队。"
        )
    else:
        await send_text(services, incoming, NOTHING_FAILED)


async def _is_admin(services: Services, incoming: IncomingMessage) -> bool:
    if incoming.conversation.asker in services.settings.admins:
        return True
    await send_text(services, incoming, FOR_ADMINS)
    return False
