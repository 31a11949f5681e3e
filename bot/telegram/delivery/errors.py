"""Telegram's error texts, and what each kind of error means for a message."""

from __future__ import annotations

import structlog
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.telegram.rate_limit.scheduler import StoppedError

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

# The Bot API documents no error codes beyond the HTTP status: its descriptions, in lower case, are all there is.
NOT_MODIFIED = ("message is not modified",)
MESSAGE_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
MEDIA_FORBIDDEN = (
    "rights to send photos",
    "rights to send documents",
    "chat_send_photos_forbidden",
    "chat_send_docs_forbidden",
    "chat_send_media_forbidden",
)
FILE_ID_INVALID = ("file",)
CHAT_NOT_FOUND = ("chat not found",)
TOPIC_GONE = ("topic_closed", "topic_deleted", "message thread not found", "topic_id_invalid")
WRITING_FORBIDDEN = (
    *CHAT_NOT_FOUND,
    "not enough rights",
    "have no rights",
    "chat_write_forbidden",
    "topic_closed",
    "thread not found",
)


def matches(error: TelegramError, *texts: str) -> bool:
    """Return whether Telegram's description of the error contains one of the texts."""
    description = error.message.lower()
    return any(text in description for text in texts)


def log_if_expected(error: BaseException) -> bool:
    """Log an error that operators need not hear of (shutdown, network, rate limit); return whether it was one."""
    if isinstance(error, StoppedError):
        log.warning("dropped", why="the bot stops, and Telegram's limits do not allow it to be sent now")
    elif isinstance(error, NetworkError | RetryAfter) and not isinstance(error, BadRequest):
        log.warning("not_sent", why=type(error).__name__)
    else:
        return False
    return True
