"""The chat that a subscription is for: this one, or a channel that its administrator names in a private chat."""

from __future__ import annotations

import re
from dataclasses import dataclass

import structlog
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.telegram.conversations.answerer import ConversationKey
from bot.telegram.conversations.incoming import IncomingMessage
from bot.telegram.services import Services
from bot.text import printable, replace_surrogates

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

_CHANNEL = re.compile(r"(?P<name>@[A-Za-z]\w{3,31}|-100\d{5,15})(?:\s+(?P<rest>.*))?", re.DOTALL)

NOT_FOUND = "找不到频道 {name}，或者我不在里面。请先把我加为这个频道的管理员，允许我发消息。"
NO_CHANNEL = "{name} 不是频道。群里的订阅请在群里发 /subscribe。"
UNREACHABLE = "现在问不到 {name} 的情况，请稍后再试。"


class TargetError(Exception):
    """The channel cannot be subscribed. The message is for the user."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a subscription is sent to."""

    conversation: ConversationKey
    text: str
    """The arguments of the command without the channel."""
    prefix: str = ""
    """What names the channel at the beginning of the arguments: @name and a space."""
    title: str = ""
    """The channel's title; "" for the chat of the message."""


async def find_target(services: Services, incoming: IncomingMessage) -> Target:
    """Return the target of a command: the channel that its text names first, or else its chat. Raises `TargetError`."""
    match = _CHANNEL.fullmatch(incoming.text) if incoming.conversation.private else None
    if match is None:
        return Target(incoming.conversation, incoming.text)
    name = match["name"]
    try:
        found = await services.sender.with_retries(
            lambda: services.bot.call("getChat", {"chat_id": name if name.startswith("@") else int(name)}),
            idempotent=True,
        )
    except (BadRequest, Forbidden):
        raise TargetError(NOT_FOUND.format(name=name)) from None
    except TelegramError as error:
        log.warning("channel_unknown", why=type(error).__name__)
        raise TargetError(UNREACHABLE.format(name=name)) from None
    if found["type"] != ChatType.CHANNEL:
        raise TargetError(NO_CHANNEL.format(name=name))
    title = printable(replace_surrogates(str(found.get("title") or name)))
    conversation = ConversationKey(int(found["id"]), None, incoming.conversation.asker)
    return Target(conversation, match["rest"] or "", f"{name} ", title)
