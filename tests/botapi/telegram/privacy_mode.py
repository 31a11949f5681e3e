"""Which messages of a group the bot gets.

core.telegram.org/bots/features#privacy-mode and /bots/faq: with privacy mode on, commands that name the bot, commands
that name none if the bot was the last bot to write, messages sent via the bot, replies to messages addressed to it, and
every service message. A mention is not in that list (nor delivered, as authors of bots report), although BotFather
says so. A command that names no bot is also delivered if no bot has written yet: observed, not documented.
Administrators get everything. Of other bots' messages the bot gets commands that name it and replies to it
(core.telegram.org/api/bots/bot-to-bot), and everything in chats where it gets everything.
"""

from __future__ import annotations

from tests.botapi.errors import JSON
from tests.botapi.messages.text import utf16_slice
from tests.botapi.telegram.model import Chat, StoredMessage
from tests.botapi.telegram.telegram_state import TelegramState


def is_addressed_to_bot(state: TelegramState, chat: Chat, message: JSON) -> bool:
    """Return whether a message is addressed to the bot, so that privacy mode lets it through."""
    if message.get("via_bot", {}).get("id") == state.me.id:
        return True
    answered = chat.posts.get(message.get("reply_to_message", {}).get("message_id", 0))
    if answered and answered.is_addressed_to_bot and not _only_topic(answered):
        return True
    for command in _commands(message):
        name, _, addressed = command.partition("@")
        if addressed:
            if addressed.casefold() == str(state.me.username).casefold():
                return True
        elif name and chat.last_bot in {None, state.me.id}:
            return True
    return False


def is_delivered(state: TelegramState, chat: Chat, post: StoredMessage) -> bool:
    """Return whether the bot gets this message."""
    me = chat.member(state.me.id)
    if not me.inside:
        return False
    if chat.type in {"private", "channel"} or me.leads or not chat.privacy:
        return True
    return post.is_addressed_to_bot or (
        "text" not in post.message and "caption" not in post.message and _service(post.message)
    )


def _only_topic(post: StoredMessage) -> bool:
    return "forum_topic_created" in post.message


_SERVICE = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "forum_topic_created",
        "forum_topic_closed",
    }
)


def _service(message: JSON) -> bool:
    return not _SERVICE.isdisjoint(message)


def _commands(message: JSON) -> list[str]:
    text = message.get("text") or message.get("caption") or ""
    found = message.get("entities") or message.get("caption_entities") or []
    return [
        utf16_slice(text, entity["offset"], entity["length"]) for entity in found if entity.get("type") == "bot_command"
    ]
