"""Decide whether a message is meant for the bot, and parse its conversation, command and text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType

from bot.telegram.conversations.answerer import ConversationKey, Question
from bot.text import printable, replace_surrogates

_EDGES = " \t\n\u3000,，:：、"
"""Characters stripped after a mention was removed."""
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]+))?(?![A-Za-z0-9_@/<>])")
"""A command at the beginning. Telegram marks none that is followed by Chinese without a space: /ask安徽."""
_NO_NAME = frozenset(
    {MessageEntity.CODE, MessageEntity.PRE, MessageEntity.URL, MessageEntity.EMAIL, MessageEntity.TEXT_LINK}
)
"""Entities in which an @name is no mention."""


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """A message that is meant for the bot."""

    conversation: ConversationKey
    message: int
    """Its id."""
    at: float
    """Time of the message, in seconds since 1970."""
    text: str
    """Its text without mentions of the bot and without the command."""
    command: str = ""
    """The command in lower case, without slash and bot name ("ask" for /ask@bot); "" if there is none."""
    direct: bool = True
    """True if it addresses the bot by more than a reply to one of its messages."""
    reply_to: int | None = None
    """The id of the bot's message that it replies to."""

    @property
    def question(self) -> Question:
        """The question that its text asks."""
        return Question(self.conversation, self.text, self.at, self.message, self.reply_to)


def parse_message(message: Message, me: User, *, addressed: bool = False) -> IncomingMessage | None:
    """Parse a message to the bot `me`; return None for one that is not meant for it.

    In a private chat every message is meant for the bot, and so is one that is `addressed` by its kind (a guest
    message). In a group, commands, mentions and replies to the bot's messages are. Channel posts, messages of bots,
    automatic forwards of a channel's posts to its group and messages sent through an inline bot are not.
    """
    asker = _asker(message)
    if asker is None or message.via_bot or (message.chat.type == ChatType.CHANNEL and not addressed):
        return None
    text = message.text or message.caption or ""
    entities = message.entities if message.text else message.caption_entities
    units = text.encode("utf-16-le", "surrogatepass")
    mentions = [entity for entity in entities if _mentions_bot(entity, units, me)] + _unmarked_mentions(
        text, entities, me
    )
    text = printable(replace_surrogates(_remove(units, mentions).decode("utf-16-le", "surrogatepass")))
    text = text.strip(_EDGES if mentions else None)  # punctuation there separated the mention from the question
    command = ""
    if match := _COMMAND.match(text):
        if match[2] and match[2].lower() != (me.username or "").lower():
            return None  # another bot's command
        command, text = match[1].lower(), text[match.end() :].strip()
    private = message.chat.type == ChatType.PRIVATE
    replied = message.reply_to_message
    replies_to_bot = bool(replied and replied.from_user and replied.from_user.id == me.id)
    direct = bool(private or addressed or command or mentions)
    if not (direct or replies_to_bot):
        return None
    return IncomingMessage(
        conversation=ConversationKey(message.chat.id, message_topic(message), asker, private=private),
        message=message.message_id,
        at=message.date.timestamp(),
        text=text,
        command=command,
        direct=direct,
        reply_to=replied.message_id if replied and replies_to_bot else None,
    )


def message_topic(message: Message) -> int | None:
    """Return the topic of a message."""
    # outside forums a message_thread_id names a thread of replies
    return message.message_thread_id if message.is_topic_message else None


def _asker(message: Message) -> int | None:
    """Return the id of the user, or of the chat that they speak for (anonymous administrators, channels)."""
    if message.is_automatic_forward:  # the channel's post was not written to the bot
        return None
    if message.sender_chat:
        return message.sender_chat.id
    if message.chat.type == ChatType.CHANNEL and message.from_user is None:
        return message.chat.id
    return message.from_user.id if message.from_user and not message.from_user.is_bot else None


def _mentions_bot(entity: MessageEntity, units: bytes, me: User) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == me.id
    return entity.type == MessageEntity.MENTION and _covered_text(units, entity).lower() == f"@{me.username}".lower()


def _unmarked_mentions(text: str, entities: Sequence[MessageEntity], me: User) -> list[MessageEntity]:
    """Return the mentions that Telegram does not mark because Chinese adjoins them: 安徽有哪些案例@Anli_bot."""
    if not me.username or "@" not in text:
        return []
    mentions = []
    entities = [entity for entity in entities if entity.type in _NO_NAME]
    for match in re.finditer(rf"(?<![A-Za-z0-9_])@{re.escape(me.username)}(?![A-Za-z0-9_])", text, re.IGNORECASE):
        start = len(text[: match.start()].encode("utf-16-le", "surrogatepass")) // 2
        end = start + len(match[0])
        if not any(entity.offset < end and start < entity.offset + entity.length for entity in entities):
            mentions.append(MessageEntity(MessageEntity.MENTION, start, len(match[0])))
    return mentions


def _covered_text(units: bytes, entity: MessageEntity) -> str:
    """Return the part of a text (as UTF-16) that an entity covers; offset and length count UTF-16 code units."""
    return units[max(entity.offset, 0) * 2 : max(entity.offset + entity.length, 0) * 2].decode("utf-16-le", "replace")


def _remove(units: bytes, entities: Sequence[MessageEntity]) -> bytes:
    """Return a text (as UTF-16) without the parts that the entities cover."""
    kept, position = [], 0
    for entity in sorted(entities, key=lambda entity: entity.offset):
        # an update may hold anything: overlapping entities and negative offsets must not move back
        start, end = max(entity.offset, position) * 2, max(entity.offset + entity.length, position) * 2
        kept.append(units[position * 2 : start])
        position = end // 2
    return b"".join((*kept, units[position * 2 :]))
