"""Who may decide what a chat is sent: its owner and its administrators, anonymous ones too."""

from __future__ import annotations

import structlog
from telegram.error import TelegramError

from bot.telegram.conversations.answerer import ConversationKey
from bot.telegram.services import Services

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

ADMINS_ONLY = "订阅和退订由群主和管理员来定。请他们来发这个命令；您想自己收的话，可以私聊我订阅。"
HIDDEN = "看不出您是不是本群的管理员：您是以频道的身份发言的。请换成自己的身份，或者用匿名管理员的身份。"
UNKNOWN = "现在问不到谁是本群的管理员，请稍后再试。"


async def refusal(services: Services, conversation: ConversationKey) -> str:
    """Why who asks may not decide here; empty where they may.

    Whoever speaks for a group is one of its administrators (https://core.telegram.org/bots/api#message, sender_chat),
    and so is whoever posts in a channel. The administrators are asked for, not the one member: that is only sure to be
    told where the bot itself is an administrator (https://core.telegram.org/bots/api#getchatmember). Of them only who
    they are is read: what else is told differs from one version of the Bot API to the next.
    """
    if conversation.private or conversation.asker == conversation.chat:
        return ""
    if conversation.asker < 0:
        return HIDDEN
    try:
        found = await services.sender.with_retries(
            lambda: services.bot.call("getChatAdministrators", {"chat_id": conversation.chat})
        )
    except TelegramError as error:
        log.warning("administrators_unknown", why=type(error).__name__)
        return UNKNOWN
    return "" if any(member["user"]["id"] == conversation.asker for member in found) else ADMINS_ONLY
