"""Actions of users and the updates that the bot gets: write, edit, press, type inline queries, summon a guest."""

from __future__ import annotations

import time
from typing import Any

from tests.botapi.errors import JSON
from tests.botapi.messages.entity_detection import detected
from tests.botapi.methods.answers import result_post
from tests.botapi.methods.sending import placed
from tests.botapi.telegram.model import Chat, Member, Person, Post, Query
from tests.botapi.telegram.privacy_mode import delivered, meant
from tests.botapi.telegram.telegram_state import World

ANONYMOUS = Person(1087968824, "Group", "GroupAnonymousBot", is_bot=True)
"""The sender of anonymous administrators' messages, in addition to sender_chat."""

TELEGRAM = Person(777000, "Telegram")
"""The sender of automatic forwards, in addition to sender_chat."""


def user(
    world: World,
    *,
    name: str,
    language: str | None = None,
    username: str | None = None,
    is_bot: bool = False,
    identity: int | None = None,
) -> JSON:
    """Create a user (or one with this id) with a private chat in which the bot is not started.

    taken: the number of the last message that the bot has sent them.
    """
    made = Person(identity or next(world.people_ids), name, username, language, is_bot)
    world.people[made.id] = made
    chat = world.chats.setdefault(made.id, Chat(made.id, "private", name, username or ""))
    return made.json() | {"taken": max((post.number for post in chat.posts.values()), default=0)}


def says(
    world: World,
    *,
    user: int,
    chat: int,
    text: str,
    topic: int | None = None,
    reply_to: int | None = None,
    more: JSON | None = None,
) -> JSON:
    """Let a user write in a chat; this makes them a member and starts the bot."""
    place = world.chats[chat]
    who = world.people[user]
    if not place.member(user).inside:
        place.members[user] = Member("member")
    if place.type == "private" and place.member(world.me.id).status != "member":
        place.members[world.me.id] = Member("member")
    return _write(world, place, who.json(), text, topic=topic, reply_to=reply_to, more=more or {})


def anonymous(world: World, *, chat: int, text: str, topic: int | None = None, more: JSON | None = None) -> JSON:
    """Let an administrator write as the group."""
    place = world.chats[chat]
    return _write(world, place, ANONYMOUS.json(), text, topic=topic, more={"sender_chat": place.json()} | (more or {}))


def automatic_forward(world: World, *, chat: int, channel: int, text: str, more: JSON | None = None) -> JSON:
    """Forward a post of a channel to its linked group."""
    origin = world.chats[channel]
    source = post(world, chat=channel, text=text)
    forward = {
        "sender_chat": origin.json(),
        "is_automatic_forward": True,
        "forward_origin": {
            "type": "channel",
            "date": source["date"],
            "chat": origin.json(),
            "message_id": source["message_id"],
        },
    }
    return _write(world, world.chats[chat], TELEGRAM.json(), text, more=forward | (more or {}))


def post(world: World, *, chat: int, text: str, more: JSON | None = None) -> JSON:
    """Post in a channel."""
    place = world.chats[chat]
    fields = {"sender_chat": place.json(), "text": text, "entities": detected(text)} | (more or {})
    made = world.post(place, {name: value for name, value in fields.items() if value}, sender=None)
    if place.member(world.me.id).inside:
        world.tell(channel_post=made.message)
    return made.message


def _write(
    world: World,
    chat: Chat,
    sender: JSON,
    text: str,
    *,
    more: JSON,
    topic: int | None = None,
    reply_to: int | None = None,
) -> JSON:
    answered = chat.posts.get(reply_to or 0)
    if topic is None and chat.forum and answered:
        topic = answered.message.get("message_thread_id")
    fields = placed(chat, topic, answered) | _texts(text) | more
    made = world.post(chat, fields, sender=sender)
    made.meant = meant(world, chat, made.message)
    if delivered(world, chat, made):
        world.tell(message=made.message)
    return made.message


def _texts(text: str) -> JSON:
    if not text:
        return {}
    entities = detected(text)
    return {"text": text} | ({"entities": entities} if entities else {})


def edits(world: World, *, chat: int, message: int, text: str, more: JSON | None = None) -> JSON:
    """Let a user edit their message."""
    place = world.chats[chat]
    made = place.posts[message]
    kept = {name: value for name, value in made.message.items() if name not in {"text", "entities"}}
    made.message = kept | _texts(text) | {"edit_date": int(time.time())} | (more or {})
    made.edition += 1
    made.meant = meant(world, place, made.message)
    if delivered(world, place, made):
        kind = "edited_channel_post" if place.type == "channel" else "edited_message"
        world.tell(**{kind: made.message})
    return made.message


def press(
    world: World, *, user: int, chat: int, message: int, label: str | None = None, data: str | None = None
) -> JSON:
    """Press a button: the one with this label, or the only one whose label contains it; or send forged data."""
    place = world.chats[chat]
    posted = place.posts.get(message)
    query = world.token()
    found: JSON = {"id": query, "from": world.people[user].json(), "chat_instance": str(chat * 7919)}
    if data is None:
        assert posted, f"message {message} was deleted"
        rows = posted.message.get("reply_markup", {}).get("inline_keyboard", [])
        button = _button([button for row in rows for button in row], label or "")
        if "callback_data" not in button:
            return {"id": query, "url": button.get("url")}
        data = button["callback_data"]
    gone = {"chat": place.json(), "message_id": message, "date": 0}
    world.queries[query] = Query("callback", user, time.monotonic())
    world.tell(callback_query=found | {"message": posted.message if posted else gone, "data": data})
    return {"id": query}


def _button(buttons: list[JSON], label: str) -> JSON:
    labels = [button["text"] for button in buttons]
    fitting = [button for button in buttons if button["text"] == label]
    fitting = fitting or [button for button in buttons if label in button["text"]]
    assert len(fitting) == 1, f"{len(fitting)} buttons for {label!r} among {labels}"
    return fitting[0]


def press_inline(world: World, *, user: int, inline_message: str, data: str) -> JSON:
    """Press a button of an inline message."""
    query = world.token()
    world.queries[query] = Query("callback", user, time.monotonic())
    found = {"id": query, "from": world.people[user].json(), "chat_instance": inline_message[::-1]}
    world.tell(callback_query=found | {"inline_message_id": inline_message, "data": data})
    return {"id": query}


def inline_query(world: World, *, user: int, query: str, offset: str = "", chat_type: str | None = None) -> JSON:
    """Type @bot and a query (at most 256 characters reach the bot)."""
    identity = world.token()
    world.queries[identity] = Query("inline", user, time.monotonic())
    found: JSON = {"id": identity, "from": world.people[user].json(), "query": query[:256], "offset": offset}
    if chat_type:
        found["chat_type"] = chat_type
    world.tell(inline_query=found)
    return {"id": identity}


def choose(world: World, *, user: int, query: str, result: str, chat: int | None = None) -> JSON:
    """Choose a result, which is posted via the bot. Returns inline_message_id if it has a keyboard."""
    answer = world.queries[query].answer
    assert answer, "the query was not answered"
    chosen = next(some for some in answer["results"] if some["id"] == result)
    made: Post = result_post(chosen)
    who = world.people[user].json()
    found: JSON = {"result_id": result, "from": who, "query": ""}
    if "reply_markup" in made.message:
        found["inline_message_id"] = world.token()
        world.inline[found["inline_message_id"]] = (chat, None, made)
    world.tell(chosen_inline_result=found)
    if chat is not None:
        place = world.chats[chat]
        posted = world.post(place, made.message | {"via_bot": world.me.json()}, sender=who)
        posted.meant = True
        if delivered(world, place, posted):
            world.tell(message=posted.message)
    return found


def guest_message(
    world: World, *, user: int, chat: int, text: str, reply_to: int | None = None, more: JSON | None = None
) -> JSON:
    """Mention the bot in a chat where it is a guest."""
    place = world.chats[chat]
    identity = world.token()
    world.queries[identity] = Query("guest", user, time.monotonic())
    fields = placed(place, None, place.posts.get(reply_to or 0)) | _texts(text) | (more or {})
    made = world.post(place, fields | {"guest_query_id": identity}, sender=world.people[user].json())
    world.tell(guest_message=made.message)
    return made.message


def raw(world: World, *, update: dict[str, Any]) -> int:
    """Queue an update unchanged."""
    return world.tell(**update)
