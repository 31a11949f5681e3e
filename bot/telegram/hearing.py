"""What of a message is meant for the bot: who asks where, and what, without the mention or command that called it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType

from bot.cards import printable
from bot.desk import whole_characters
from bot.telegram.door import Where

_SPACES = re.compile(r"[ \t\u3000]+")
_EDGES = " \t\n\u3000,，:：、"
"""What is left around a mention that was cut out."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message that is meant for the bot."""

    where: Where
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


def hear(message: Message, me: User, *, addressed: bool = False) -> Heard | None:
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
    command = ""
    if entities and entities[0].type == MessageEntity.BOT_COMMAND and entities[0].offset == 0:
        command, _, name = _cut(units, entities[0])[1:].partition("@")
        if name and name.lower() != (me.username or "").lower():
            return None  # another bot's
        units, entities = _without(units, entities[:1]), ()
        mentions: list[MessageEntity] = []
    else:
        mentions = [entity for entity in entities if _mentions(entity, units, me)]
        units = _without(units, mentions)
    private = message.chat.type == ChatType.PRIVATE
    replied = message.reply_to_message
    to_me = bool(replied and replied.from_user and replied.from_user.id == me.id)
    direct = bool(private or addressed or command or mentions)
    if not (direct or to_me):
        return None
    return Heard(
        where=Where(message.chat.id, topic(message), asker, private=private),
        message=message.message_id,
        at=message.date.timestamp(),
        text=printable(whole_characters(units.decode("utf-16-le", "surrogatepass"))).strip(
            _EDGES if mentions else None
        ),
        command=command.lower(),
        direct=direct,
        reply_to=replied.message_id if replied and to_me else None,
    )


def topic(message: Message) -> int | None:
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
