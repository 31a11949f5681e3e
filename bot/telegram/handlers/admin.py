"""Administrators ask how far the sending has come, and press the buttons below what they are told."""

from __future__ import annotations

from typing import Any

import structlog
from telegram import Update
from telegram.constants import UpdateType as Kind

from bot.telegram.conversations.incoming import Heard
from bot.telegram.delivery.reports import DATA, STALE, pressed
from bot.telegram.handlers.callback_pattern import Pressed
from bot.telegram.replies import say
from bot.telegram.services import Feature, Handler, House

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

FOR_ADMINS = "这个命令只有机器人的管理员能用。"
NOTHING_FAILED = "没有可以重试的。"


def handlers(house: House) -> list[Handler]:
    """Presses of the reports' buttons."""

    async def press(update: Update, _context: Any) -> None:
        query = update.callback_query
        if query is None:
            return
        asked = pressed(query.data)
        if asked is None or query.message is None or query.from_user.id not in house.settings.admins:
            await house.courier.toast(query.id, STALE)  # who tries learns nothing
            log.info("press_unknown")
            return
        said = await house.broadcasts.press(query.message.chat.id, query.message.message_id, *asked)
        await house.courier.toast(query.id, said)

    return [Pressed(press, DATA)]


FEATURE = Feature(frozenset({Kind.CALLBACK_QUERY}), handlers)


async def tell_broadcasts(house: House, heard: Heard) -> None:
    """For administrators: what came of the newest occasion, with buttons to the others."""
    if await _allowed(house, heard):
        await house.broadcasts.show(heard.where.chat, topic=heard.where.topic)


async def retry(house: House, heard: Heard) -> None:
    """For administrators: send again what failed."""
    if not await _allowed(house, heard):
        return
    again = await house.broadcasts.retry()
    if again:
        await house.broadcasts.show(heard.where.chat, topic=heard.where.topic, heading=f"{again} 条已重新排队。")
    else:
        await say(house, heard, NOTHING_FAILED)


async def _allowed(house: House, heard: Heard) -> bool:
    if heard.where.asker in house.settings.admins:
        return True
    await say(house, heard, FOR_ADMINS)
    return False
