"""A word to the administrators."""

from __future__ import annotations

import structlog
from telegram.error import TelegramError

from bot.telegram.rendering.page import sentence
from bot.telegram.services import Services

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


async def tell(services: Services, text: str) -> None:
    """Send each of them the text; that one cannot be told is logged."""
    for admin in sorted(services.settings.admins):
        try:
            await services.sender.send(sentence(text), admin)
        except TelegramError as error:
            log.warning("administrator_not_told", why=type(error).__name__)
