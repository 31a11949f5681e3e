"""Send, edit and delete messages."""

from __future__ import annotations

import time
from typing import Any

from tests.botapi.errors import JSON, NOT_MODIFIED, bad_request
from tests.botapi.messages.entities import entity_order, parse_html
from tests.botapi.messages.keyboards import inline_keyboard
from tests.botapi.messages.text import trim, utf16_length
from tests.botapi.parameters import Parameters
from tests.botapi.telegram.model import Chat, StoredMessage
from tests.botapi.telegram.telegram_state import TelegramState

TEXT, CAPTION = 4096, 1024
"""Longest message and caption, in UTF-16 code units after the entities are parsed."""

_TWO_DAYS = 48 * 3600

_ACTIONS = frozenset({"typing", "upload_photo", "upload_document", "choose_sticker", "find_location"})
"""Actions that a bot of texts and photos can use."""


def send_message(state: TelegramState, parameters: Parameters) -> JSON:
    """sendMessage."""
    chat = state.writable_chat(parameters.values.get("chat_id"))
    return send(state, chat, parameters, formatted_text(parameters, "text", "entities"), parameters.text("text"))


def formatted_text(parameters: Parameters, name: str, entities_name: str) -> JSON:
    """Return the fields of a text or caption. Raises an error if it is invalid."""
    raw = parameters.text(name)
    mode = parameters.text("parse_mode").lower()
    if mode == "html":
        text, entities = parse_html(raw)
    elif mode:
        raise bad_request("unsupported parse_mode")
    else:
        text, entities = trim(raw, _given(parameters.object(entities_name)))
    if name == "text":
        if not text:
            raise bad_request("message text is empty")
        if utf16_length(text) > TEXT:
            raise bad_request("message is too long")
    elif utf16_length(text) > CAPTION:
        raise bad_request("message caption is too long")
    entities = sorted(entities, key=entity_order)
    return ({name: text} if text else {}) | ({entities_name: entities} if entities else {})


def _given(entities: Any) -> list[JSON]:
    if not entities:
        return []
    if not isinstance(entities, list) or not all(
        isinstance(entity, dict)
        and isinstance(entity.get("type"), str)
        and isinstance(entity.get("offset"), int)
        and isinstance(entity.get("length"), int)
        for entity in entities
    ):
        raise bad_request("can't parse entities: expected an Array of MessageEntity")
    return entities


def send(state: TelegramState, chat: Chat, parameters: Parameters, fields: JSON, html: str) -> JSON:
    """Put a message of the bot into a chat, as a reply and into a topic if the parameters say so."""
    answered = _replied(chat, parameters)
    thread = _thread(state, chat, parameters, answered)
    place = position(chat, thread, answered)
    markup = inline_keyboard(parameters.object("reply_markup"))
    if markup:
        place["reply_markup"] = markup
    sender = None if chat.type == "channel" else state.me.json()
    post = state.post(chat, place | fields, sender=sender)
    if chat.type == "channel":
        # Posts in a channel have no sender, so `state.post` did not take it for the bot's.
        post.number, post.is_addressed_to_bot = next(state.numbers), True
        post.message["sender_chat"] = chat.json()
    post.html = html
    return post.message


def _replied(chat: Chat, parameters: Parameters) -> StoredMessage | None:
    asked = parameters.object("reply_parameters")
    if not isinstance(asked, dict):
        asked = {
            "message_id": parameters.integer("reply_to_message_id"),
            "allow_sending_without_reply": parameters.boolean("allow_sending_without_reply"),
        }
    if not asked.get("message_id"):
        return None
    elsewhere = asked.get("chat_id") not in {None, chat.id, str(chat.id)}
    post = None if elsewhere else chat.posts.get(asked["message_id"])
    if post is None and not asked.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return post


def _thread(state: TelegramState, chat: Chat, parameters: Parameters, answered: StoredMessage | None) -> int | None:
    """Return the topic to write in: the requested one, which must be that of the message replied to."""
    thread = parameters.integer("message_thread_id") or None
    if thread and (not chat.forum or thread not in chat.topics):
        raise bad_request("message thread not found")
    if chat.forum and answered:
        there = answered.message.get("message_thread_id")
        if thread and thread != there:
            raise bad_request("message to be replied not found")
        thread = there
        if thread and thread not in chat.topics:
            raise bad_request("message thread not found")
    topic = chat.topics.get(thread or 1)
    if chat.forum and topic and topic.closed and not chat.member(state.me.id).leads:
        raise bad_request("TOPIC_CLOSED")
    return thread


def position(chat: Chat, thread: int | None, answered: StoredMessage | None) -> JSON:
    """Return the fields for the position of a message: its topic and what it replies to.

    A message in a forum topic that replies to nothing replies to the message that created the topic; in a supergroup
    that is not a forum, replies have the thread of what they reply to, and no topic.
    """
    fields: JSON = {}
    if chat.forum and thread:
        fields |= {"message_thread_id": thread, "is_topic_message": True}
        answered = answered or chat.posts.get(thread)
    elif chat.type == "supergroup" and answered and not chat.forum:
        # Telegram gives reply threads in supergroups an id as if they were topics.
        to = answered.message
        fields["message_thread_id"] = to.get("message_thread_id", to["message_id"])
    if answered:
        # Telegram nests one level of replies.
        dropped = {"reply_to_message"}
        fields["reply_to_message"] = {name: value for name, value in answered.message.items() if name not in dropped}
    return fields


def message_to_edit(state: TelegramState, parameters: Parameters) -> StoredMessage:
    """Return the message to edit. Raises Telegram's error if it is missing or not the bot's."""
    inline = parameters.text("inline_message_id")
    if inline:
        if inline not in state.inline:
            raise bad_request("MESSAGE_ID_INVALID")
        return state.inline[inline][2]
    chat = state.writable_chat(parameters.values.get("chat_id"))
    post = chat.posts.get(parameters.integer("message_id") or 0)
    if post is None:
        raise bad_request("message to edit not found")
    if not post.number:
        raise bad_request("message can't be edited")
    return post


def edit(
    state: TelegramState, parameters: Parameters, post: StoredMessage, fields: JSON, html: str | None
) -> JSON | bool:
    """Edit a message: set these fields and the keyboard of the parameters (without one, the keyboard is removed)."""
    markup = inline_keyboard(parameters.object("reply_markup"))
    before = post.message
    after = before | fields
    after.pop("reply_markup", None)
    for name in ("entities", "caption", "caption_entities"):
        if name in before and name not in fields and html is not None:
            after.pop(name)
    if markup:
        after["reply_markup"] = markup
    if after == before:
        raise bad_request(NOT_MODIFIED)
    after["edit_date"] = int(time.time())
    post.message = after
    post.edition += 1
    if html is not None:
        post.html = html
    state.changed()
    return True if parameters.text("inline_message_id") else after


def edit_text(state: TelegramState, parameters: Parameters) -> JSON | bool:
    """editMessageText."""
    post = message_to_edit(state, parameters)
    if "text" not in post.message:
        raise bad_request("there is no text in the message to edit")
    return edit(state, parameters, post, formatted_text(parameters, "text", "entities"), parameters.text("text"))


def edit_caption(state: TelegramState, parameters: Parameters) -> JSON | bool:
    """editMessageCaption."""
    post = message_to_edit(state, parameters)
    if "text" in post.message:
        raise bad_request("there is no caption in the message to edit")
    return edit(
        state, parameters, post, formatted_text(parameters, "caption", "caption_entities"), parameters.text("caption")
    )


def edit_markup(state: TelegramState, parameters: Parameters) -> JSON | bool:
    """editMessageReplyMarkup."""
    return edit(state, parameters, message_to_edit(state, parameters), {}, None)


def delete(state: TelegramState, parameters: Parameters) -> bool:
    """deleteMessage."""
    chat = state.writable_chat(parameters.values.get("chat_id"))
    post = chat.posts.get(parameters.integer("message_id") or 0)
    if post is None:
        raise bad_request("message to delete not found")
    rights = chat.member(state.me.id)
    allowed = post.number or chat.type == "private" or (rights.leads and rights.rights.get("can_delete_messages"))
    if not allowed or time.time() - post.message["date"] > _TWO_DAYS:
        raise bad_request("message can't be deleted")
    del chat.posts[post.message["message_id"]]
    state.changed()
    return True


def delete_all(state: TelegramState, parameters: Parameters) -> bool:
    """deleteMessages; ids of missing messages are ignored."""
    chat = state.writable_chat(parameters.values.get("chat_id"))
    identities = parameters.object("message_ids")
    if not isinstance(identities, list) or not 1 <= len(identities) <= 100:
        raise bad_request("message identifiers are not specified")
    for identity in identities:
        if identity in chat.posts:
            delete(state, Parameters({"chat_id": chat.id, "message_id": identity}))
    return True


def pin(state: TelegramState, parameters: Parameters) -> bool:
    """pinChatMessage and its opposites; nothing is stored."""
    chat = state.writable_chat(parameters.values.get("chat_id"))
    if chat.type != "private" and not chat.member(state.me.id).leads:
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return True


def chat_action(state: TelegramState, parameters: Parameters) -> bool:
    """sendChatAction."""
    state.writable_chat(parameters.values.get("chat_id"))
    if parameters.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True
