"""Send, edit and delete messages."""

from __future__ import annotations

import time
from typing import Any

from tests.botapi.errors import JSON, NOT_MODIFIED, bad
from tests.botapi.messages.entities import order, parsed
from tests.botapi.messages.keyboards import keyboard
from tests.botapi.messages.text import settled, units
from tests.botapi.parameters import Params
from tests.botapi.telegram.model import Chat, Post
from tests.botapi.telegram.telegram_state import World

TEXT, CAPTION = 4096, 1024
"""Longest message and caption, in UTF-16 code units after the entities are parsed."""

_TWO_DAYS = 48 * 3600

_ACTIONS = frozenset({"typing", "upload_photo", "upload_document", "choose_sticker", "find_location"})
"""Actions that a bot of texts and photos can use."""


def send_message(world: World, params: Params) -> JSON:
    """sendMessage."""
    chat = world.writable(params.values.get("chat_id"))
    return sent(world, chat, params, written(params, "text", "entities"), params.text("text"))


def written(params: Params, name: str, entities_name: str) -> JSON:
    """Return the fields of a text or caption. Raises an error if it is invalid."""
    raw = params.text(name)
    mode = params.text("parse_mode").lower()
    if mode == "html":
        text, entities = parsed(raw)
    elif mode:
        raise bad("unsupported parse_mode")
    else:
        text, entities = settled(raw, _given(params.object(entities_name)))
    if name == "text":
        if not text:
            raise bad("message text is empty")
        if units(text) > TEXT:
            raise bad("message is too long")
    elif units(text) > CAPTION:
        raise bad("message caption is too long")
    entities = sorted(entities, key=order)
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
        raise bad("can't parse entities: expected an Array of MessageEntity")
    return entities


def sent(world: World, chat: Chat, params: Params, fields: JSON, html: str) -> JSON:
    """Put a message of the bot into a chat, as a reply and into a topic if the parameters say so."""
    answered = _replied(chat, params)
    thread = _thread(world, chat, params, answered)
    place = placed(chat, thread, answered)
    markup = keyboard(params.object("reply_markup"))
    if markup:
        place["reply_markup"] = markup
    sender = None if chat.type == "channel" else world.me.json()
    post = world.post(chat, place | fields, sender=sender)
    if chat.type == "channel":
        post.number, post.meant = next(world.numbers), True
        post.message["sender_chat"] = chat.json()
    post.html = html
    return post.message


def _replied(chat: Chat, params: Params) -> Post | None:
    asked = params.object("reply_parameters")
    if not isinstance(asked, dict):
        asked = {
            "message_id": params.integer("reply_to_message_id"),
            "allow_sending_without_reply": params.boolean("allow_sending_without_reply"),
        }
    if not asked.get("message_id"):
        return None
    elsewhere = asked.get("chat_id") not in {None, chat.id, str(chat.id)}
    post = None if elsewhere else chat.posts.get(asked["message_id"])
    if post is None and not asked.get("allow_sending_without_reply"):
        raise bad("message to be replied not found")
    return post


def _thread(world: World, chat: Chat, params: Params, answered: Post | None) -> int | None:
    """Return the topic to write in: the requested one, which must be that of the message replied to."""
    thread = params.integer("message_thread_id") or None
    if thread and (not chat.forum or thread not in chat.topics):
        raise bad("message thread not found")
    if chat.forum and answered:
        there = answered.message.get("message_thread_id")
        if thread and thread != there:
            raise bad("message to be replied not found")
        thread = there
        if thread and thread not in chat.topics:
            raise bad("message thread not found")
    topic = chat.topics.get(thread or 1)
    if chat.forum and topic and topic.closed and not chat.member(world.me.id).leads:
        raise bad("TOPIC_CLOSED")
    return thread


def placed(chat: Chat, thread: int | None, answered: Post | None) -> JSON:
    """Return the fields for the position of a message: its topic and what it replies to.

    A message in a forum topic that replies to nothing replies to the message that created the topic; in a supergroup
    that is not a forum, replies have the thread of what they reply to, and no topic.
    """
    fields: JSON = {}
    if chat.forum and thread:
        fields |= {"message_thread_id": thread, "is_topic_message": True}
        answered = answered or chat.posts.get(thread)
    elif chat.type == "supergroup" and answered and not chat.forum:
        to = answered.message
        fields["message_thread_id"] = to.get("message_thread_id", to["message_id"])
    if answered:
        dropped = {"reply_to_message"}
        fields["reply_to_message"] = {name: value for name, value in answered.message.items() if name not in dropped}
    return fields


def found(world: World, params: Params) -> Post:
    """Return the message to edit. Raises Telegram's error if it is missing or not the bot's."""
    inline = params.text("inline_message_id")
    if inline:
        if inline not in world.inline:
            raise bad("MESSAGE_ID_INVALID")
        return world.inline[inline][2]
    chat = world.writable(params.values.get("chat_id"))
    post = chat.posts.get(params.integer("message_id") or 0)
    if post is None:
        raise bad("message to edit not found")
    if not post.number:
        raise bad("message can't be edited")
    return post


def changed(world: World, params: Params, post: Post, fields: JSON, html: str | None) -> JSON | bool:
    """Edit a message: set these fields and the keyboard of the parameters (without one, the keyboard is removed)."""
    markup = keyboard(params.object("reply_markup"))
    before = post.message
    after = before | fields
    after.pop("reply_markup", None)
    for name in ("entities", "caption", "caption_entities"):
        if name in before and name not in fields and html is not None:
            after.pop(name)
    if markup:
        after["reply_markup"] = markup
    if after == before:
        raise bad(NOT_MODIFIED)
    after["edit_date"] = int(time.time())
    post.message = after
    post.edition += 1
    if html is not None:
        post.html = html
    world.changed()
    return True if params.text("inline_message_id") else after


def edit_text(world: World, params: Params) -> JSON | bool:
    """editMessageText."""
    post = found(world, params)
    if "text" not in post.message:
        raise bad("there is no text in the message to edit")
    return changed(world, params, post, written(params, "text", "entities"), params.text("text"))


def edit_caption(world: World, params: Params) -> JSON | bool:
    """editMessageCaption."""
    post = found(world, params)
    if "text" in post.message:
        raise bad("there is no caption in the message to edit")
    return changed(world, params, post, written(params, "caption", "caption_entities"), params.text("caption"))


def edit_markup(world: World, params: Params) -> JSON | bool:
    """editMessageReplyMarkup."""
    return changed(world, params, found(world, params), {}, None)


def delete(world: World, params: Params) -> bool:
    """deleteMessage."""
    chat = world.writable(params.values.get("chat_id"))
    post = chat.posts.get(params.integer("message_id") or 0)
    if post is None:
        raise bad("message to delete not found")
    rights = chat.member(world.me.id)
    allowed = post.number or chat.type == "private" or (rights.leads and rights.rights.get("can_delete_messages"))
    if not allowed or time.time() - post.message["date"] > _TWO_DAYS:
        raise bad("message can't be deleted")
    del chat.posts[post.message["message_id"]]
    world.changed()
    return True


def delete_all(world: World, params: Params) -> bool:
    """deleteMessages; ids of missing messages are ignored."""
    chat = world.writable(params.values.get("chat_id"))
    identities = params.object("message_ids")
    if not isinstance(identities, list) or not 1 <= len(identities) <= 100:
        raise bad("message identifiers are not specified")
    for identity in identities:
        if identity in chat.posts:
            delete(world, Params({"chat_id": chat.id, "message_id": identity}))
    return True


def pin(world: World, params: Params) -> bool:
    """pinChatMessage and its opposites; nothing is stored."""
    chat = world.writable(params.values.get("chat_id"))
    if chat.type != "private" and not chat.member(world.me.id).leads:
        raise bad("not enough rights to manage pinned messages in the chat")
    return True


def chat_action(world: World, params: Params) -> bool:
    """sendChatAction."""
    world.writable(params.values.get("chat_id"))
    if params.text("action") not in _ACTIONS:
        raise bad("wrong parameter action in request")
    return True
