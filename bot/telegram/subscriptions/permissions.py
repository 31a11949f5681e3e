"""Permission to change the subscriptions of a chat: for its owner and administrators, anonymous ones too."""

from __future__ import annotations

import structlog
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.telegram.conversations.answerer import ConversationKey
from bot.telegram.services import Services
from bot.telegram.transport.administrators import administrator_ids

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

ADMINS_ONLY = "订阅和退订由群主和管理员来定。请他们来发这个命令；您想自己收的话，可以私聊我订阅。"
HIDDEN = "看不出您是不是本群的管理员：您是以频道的身份发言的。请换成自己的身份，或者用匿名管理员的身份。"
UNKNOWN = "现在问不到谁是本群的管理员，请稍后再试。"
CHANNEL_ADMINS_ONLY = "您不是频道《{title}》的管理员：它的订阅由它的管理员来定。"
NOT_IN_CHANNEL = "我不在频道《{title}》里。请先把我加为这个频道的管理员，允许我发消息。"
CHANNEL_UNKNOWN = "现在问不到谁是频道《{title}》的管理员，请稍后再试。"


async def permission_error(services: Services, conversation: ConversationKey, channel: str = "") -> str:
    """Return why the asker may not change subscriptions here; empty if they may.

    `channel` is the title of the channel that a private message names (`find_target`); "" for the chat of a message.

    Those who write on behalf of the group are administrators (https://core.telegram.org/bots/api#message,
    sender_chat), and so are all who post in a channel. The list of administrators is requested, not the one member:
    getChatMember is only guaranteed to work if the bot is an administrator
    (https://core.telegram.org/bots/api#getchatmember).
    """
    if conversation.private or conversation.asker == conversation.chat:
        return ""
    if conversation.asker < 0:  # a channel: Telegram does not say which user posts in its name
        return HIDDEN
    try:
        administrators = await services.sender.with_retries(
            lambda: services.bot.call("getChatAdministrators", {"chat_id": conversation.chat}),
            idempotent=True,
        )
    except TelegramError as error:
        log.warning("administrators_unknown", why=type(error).__name__)
        if not channel:
            return UNKNOWN
        is_outside = isinstance(error, (BadRequest, Forbidden))
        return (NOT_IN_CHANNEL if is_outside else CHANNEL_UNKNOWN).format(title=channel)
    if conversation.asker in administrator_ids(administrators):
        return ""
    return CHANNEL_ADMINS_ONLY.format(title=channel) if channel else ADMINS_ONLY
