"""What of a message is meant for the bot: who asks where, and what, without the mention or command that called it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType

from bot.telegram.conversations.answerer import ConversationKey
from bot.text import printable, replace_surrogates

_EDGES = " \t\n\u3000,，:：、"
"""What is left around a mention that was cut out."""
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]+))?(?![A-Za-z0-9_@/<>])")
"""A command at the beginning. Telegram marks none that has Chinese right behind it, as people write it: /ask安徽."""
_NO_NAME = frozenset(
    {MessageEntity.CODE, MessageEntity.PRE, MessageEntity.URL, MessageEntity.EMAIL, MessageEntity.TEXT_LINK}
)
"""In these, a name is part of something else."""


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """A message that is meant for the bot."""

    conversation: ConversationKey
    message: int
    """Its id."""
    at: float
    """When it was sent, in seconds since 1970."""
    text: str
    """What it says: without mentions of the bot, and without the command if there is one."""
    command: str = ""
    """The command, in small letters and without the slash: `ask` of /ask@bot; "" if there is none."""
    direct: bool = True
    """Whether the bot itself was addressed; not where the message only replies to one of its messages."""
    reply_to: int | None = None
    """The bot's message that it replies to."""


def parse_message(message: Message, me: User, *, addressed: bool = False) -> IncomingMessage | None:
    """What `message` says to the bot that is `me`; None where it says nothing to it.

    In a private chat everything is meant for it, and so is what is `addressed` anyway. In a group: a command, a
    mention, a reply to one of its messages. Posts in a channel, other bots, posts that a channel's group gets by itself
    and what was sent through an inline bot are not meant for it.
    """
    asker = _asker(message)
    if asker is None or message.via_bot or (message.chat.type == ChatType.CHANNEL and not addressed):
        return None
    text = message.text or message.caption or ""
    entities = message.entities if message.text else message.caption_entities
    units = text.encode("utf-16-le", "surrogatepass")
    mentions = [entity for entity in entities if _mentions(entity, units, me)] + _glued(text, entities, me)
    said = printable(replace_surrogates(_without(units, mentions).decode("utf-16-le", "surrogatepass")))
    said = said.strip(_EDGES if mentions else None)
    command = ""
    if found := _COMMAND.match(said):
        if found[2] and found[2].lower() != (me.username or "").lower():
            return None  # another bot's
        command, said = found[1].lower(), said[found.end() :].strip()
    private = message.chat.type == ChatType.PRIVATE
    replied = message.reply_to_message
    to_me = bool(replied and replied.from_user and replied.from_user.id == me.id)
    direct = bool(private or addressed or command or mentions)
    if not (direct or to_me):
        return None
    return IncomingMessage(
        conversation=ConversationKey(message.chat.id, message_topic(message), asker, private=private),
        message=message.message_id,
        at=message.date.timestamp(),
        text=said,
        command=command,
        direct=direct,
        reply_to=replied.message_id if replied and to_me else None,
    )


def message_topic(message: Message) -> int | None:
    """The topic that a message stands in; in other groups a message_thread_id only tells threads of replies apart."""
    return message.message_thread_id if message.is_topic_message else None


def _asker(message: Message) -> int | None:
    """Who speaks: a person, or the chat that one speaks for (an anonymous administrator, a channel); else None."""
    if message.is_automatic_forward:
        return None
    if message.sender_chat:
        return message.sender_chat.id
    if message.chat.type == ChatType.CHANNEL and message.from_user is None:
        return message.chat.id
    return message.from_user.id if message.from_user and not message.from_user.is_bot else None


def _mentions(entity: MessageEntity, units: bytes, me: User) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == me.id
    return entity.type == MessageEntity.MENTION and _cut(units, entity).lower() == f"@{me.username}".lower()


def _glued(text: str, entities: Sequence[MessageEntity], me: User) -> list[MessageEntity]:
    """The mentions that Telegram does not mark for the Chinese right beside them: 安徽有哪些案例@Anli_bot."""
    if not me.username or "@" not in text:
        return []
    found = []
    entities = [entity for entity in entities if entity.type in _NO_NAME]
    for name in re.finditer(rf"(?<![A-Za-z0-9_])@{re.escape(me.username)}(?![A-Za-z0-9_])", text, re.IGNORECASE):
        start = len(text[: name.start()].encode("utf-16-le", "surrogatepass")) // 2
        if not any(one.offset < start + len(name[0]) and start < one.offset + one.length for one in entities):
            found.append(MessageEntity(MessageEntity.MENTION, start, len(name[0])))
    return found


def _cut(units: bytes, entity: MessageEntity) -> str:
    """The part of a text (as UTF-16) that an entity covers; its offset and length count UTF-16 units."""
    return units[max(entity.offset, 0) * 2 : max(entity.offset + entity.length, 0) * 2].decode("utf-16-le", "replace")


def _without(units: bytes, entities: Sequence[MessageEntity]) -> bytes:
    """A text (as UTF-16) without what these entities cover; a space stays where one stood within a sentence."""
    kept, at = [], 0
    for entity in sorted(entities, key=lambda one: one.offset):
        start, end = max(entity.offset, at) * 2, max(entity.offset + entity.length, at) * 2
        kept.append(units[at * 2 : start])
        at = end // 2
    return b"".join((*kept, units[at * 2 :]))
