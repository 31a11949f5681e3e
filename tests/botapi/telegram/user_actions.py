"""Actions of users and the updates that the bot gets: write, edit, press, type inline queries, summon a guest."""

from __future__ import annotations

import base64
import time
from typing import Any

from tests.botapi.errors import JSON
from tests.botapi.messages.entity_detection import detect_entities
from tests.botapi.methods.answers import message_of_result
from tests.botapi.methods.sending import position
from tests.botapi.telegram.model import Chat, Member, Query, StoredMessage, User
from tests.botapi.telegram.privacy_mode import is_addressed_to_bot, is_delivered
from tests.botapi.telegram.telegram_state import TelegramState

ANONYMOUS = User(1087968824, "Group", "GroupAnonymousBot", is_bot=True)
"""The sender of anonymous administrators' messages, in addition to sender_chat."""

TELEGRAM = User(777000, "Telegram")
"""The sender of automatic forwards, in addition to sender_chat."""


def user(
    state: TelegramState,
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
    made = User(identity or next(state.people_ids), name, username, language, is_bot)
    state.people[made.id] = made
    # A test may give a known id to let the same person return.
    chat = state.chats.setdefault(made.id, Chat(made.id, "private", name, username or ""))
    return made.json() | {"taken": max((post.number for post in chat.posts.values()), default=0)}


def says(
    state: TelegramState,
    *,
    user: int,
    chat: int,
    text: str,
    topic: int | None = None,
    reply_to: int | None = None,
    more: JSON | None = None,
) -> JSON:
    """Let a user write in a chat; this makes them a member and starts the bot."""
    chat_state = state.chats[chat]
    who = state.people[user]
    if not chat_state.member(user).inside:
        chat_state.members[user] = Member("member")
    # Writing to a bot starts it, and unblocks it.
    if chat_state.type == "private" and chat_state.member(state.me.id).status != "member":
        chat_state.members[state.me.id] = Member("member")
    return _write(state, chat_state, who.json(), text, topic=topic, reply_to=reply_to, more=more or {})


def upload(state: TelegramState, *, name: str | None, content: str, stated_size: int | None = None) -> JSON:
    """Let a client upload a file (content in Base64) and return its Document, for a message of `says`."""
    data = base64.b64decode(content)
    identity = f"file{state.token()}"
    state.files[identity] = data
    found: JSON = {"file_id": identity, "file_unique_id": f"u{identity}", "file_size": stated_size or len(data)}
    return found | ({"file_name": name} if name else {})


def anonymous(
    state: TelegramState, *, chat: int, text: str, topic: int | None = None, more: JSON | None = None
) -> JSON:
    """Let an administrator write as the group."""
    chat_state = state.chats[chat]
    return _write(
        state, chat_state, ANONYMOUS.json(), text, topic=topic, more={"sender_chat": chat_state.json()} | (more or {})
    )


def automatic_forward(state: TelegramState, *, chat: int, channel: int, text: str, more: JSON | None = None) -> JSON:
    """Forward a post of a channel to its linked group."""
    origin = state.chats[channel]
    source = post(state, chat=channel, text=text)
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
    return _write(state, state.chats[chat], TELEGRAM.json(), text, more=forward | (more or {}))


def post(state: TelegramState, *, chat: int, text: str, more: JSON | None = None) -> JSON:
    """Post in a channel."""
    chat_state = state.chats[chat]
    fields = {"sender_chat": chat_state.json(), "text": text, "entities": detect_entities(text)} | (more or {})
    made = state.post(chat_state, {name: value for name, value in fields.items() if value}, sender=None)
    if chat_state.member(state.me.id).inside:
        state.send_update(channel_post=made.message)
    return made.message


def _write(
    state: TelegramState,
    chat: Chat,
    sender: JSON,
    text: str,
    *,
    more: JSON,
    topic: int | None = None,
    reply_to: int | None = None,
) -> JSON:
    answered = chat.posts.get(reply_to or 0)
    # Clients put a reply into the topic of the message it replies to.
    if topic is None and chat.forum and answered:
        topic = answered.message.get("message_thread_id")
    fields = position(chat, topic, answered) | _texts(text) | more
    made = state.post(chat, fields, sender=sender)
    made.is_addressed_to_bot = is_addressed_to_bot(state, chat, made.message)
    if is_delivered(state, chat, made):
        state.send_update(message=made.message)
    return made.message


def _texts(text: str) -> JSON:
    if not text:
        return {}
    entities = detect_entities(text)
    return {"text": text} | ({"entities": entities} if entities else {})


def edits(state: TelegramState, *, chat: int, message: int, text: str, more: JSON | None = None) -> JSON:
    """Let a user edit their message."""
    chat_state = state.chats[chat]
    made = chat_state.posts[message]
    kept = {name: value for name, value in made.message.items() if name not in {"text", "entities"}}
    made.message = kept | _texts(text) | {"edit_date": int(time.time())} | (more or {})
    made.edition += 1
    made.is_addressed_to_bot = is_addressed_to_bot(state, chat_state, made.message)
    if is_delivered(state, chat_state, made):
        kind = "edited_channel_post" if chat_state.type == "channel" else "edited_message"
        state.send_update(**{kind: made.message})
    return made.message


def press(
    state: TelegramState, *, user: int, chat: int, message: int, label: str | None = None, data: str | None = None
) -> JSON:
    """Press a button: the one with this label, or the only one whose label contains it; or send forged data."""
    chat_state = state.chats[chat]
    posted = chat_state.posts.get(message)
    query = state.token()
    found: JSON = {"id": query, "from": state.people[user].json(), "chat_instance": str(chat * 7919)}
    if data is None:
        assert posted, f"message {message} was deleted"
        rows = posted.message.get("reply_markup", {}).get("inline_keyboard", [])
        button = _button([button for row in rows for button in row], label or "")
        if "callback_data" not in button:
            return {"id": query, "url": button.get("url")}
        data = button["callback_data"]
    # An InaccessibleMessage, as Telegram sends it for deleted messages: date is 0.
    gone = {"chat": chat_state.json(), "message_id": message, "date": 0}
    state.queries[query] = Query("callback", user, time.monotonic())
    state.send_update(callback_query=found | {"message": posted.message if posted else gone, "data": data})
    return {"id": query}


def _button(buttons: list[JSON], label: str) -> JSON:
    labels = [button["text"] for button in buttons]
    fitting = [button for button in buttons if button["text"] == label]
    # An exact label wins, so that 安徽 does not also mean 安徽省.
    fitting = fitting or [button for button in buttons if label in button["text"]]
    assert len(fitting) == 1, f"{len(fitting)} buttons for {label!r} among {labels}"
    return fitting[0]


def press_inline(state: TelegramState, *, user: int, inline_message: str, data: str) -> JSON:
    """Press a button of an inline message."""
    query = state.token()
    state.queries[query] = Query("callback", user, time.monotonic())
    found = {"id": query, "from": state.people[user].json(), "chat_instance": inline_message[::-1]}
    state.send_update(callback_query=found | {"inline_message_id": inline_message, "data": data})
    return {"id": query}


def inline_query(
    state: TelegramState, *, user: int, query: str, offset: str = "", chat_type: str | None = None
) -> JSON:
    """Type @bot and a query (at most 256 characters reach the bot)."""
    identity = state.token()
    state.queries[identity] = Query("inline", user, time.monotonic())
    found: JSON = {"id": identity, "from": state.people[user].json(), "query": query[:256], "offset": offset}
    if chat_type:
        found["chat_type"] = chat_type
    state.send_update(inline_query=found)
    return {"id": identity}


def choose(state: TelegramState, *, user: int, query: str, result: str, chat: int | None = None) -> JSON:
    """Choose a result, which is posted via the bot. Returns inline_message_id if it has a keyboard."""
    answer = state.queries[query].answer
    assert answer, "the query was not answered"
    chosen = next(some for some in answer["results"] if some["id"] == result)
    made: StoredMessage = message_of_result(chosen)
    who = state.people[user].json()
    found: JSON = {"result_id": result, "from": who, "query": ""}
    if "reply_markup" in made.message:
        found["inline_message_id"] = state.token()
        state.inline[found["inline_message_id"]] = (chat, None, made)
    state.send_update(chosen_inline_result=found)
    if chat is not None:
        chat_state = state.chats[chat]
        posted = state.post(chat_state, made.message | {"via_bot": state.me.json()}, sender=who)
        posted.is_addressed_to_bot = True
        if is_delivered(state, chat_state, posted):
            state.send_update(message=posted.message)
    return found


def guest_message(
    state: TelegramState, *, user: int, chat: int, text: str, reply_to: int | None = None, more: JSON | None = None
) -> JSON:
    """Mention the bot in a chat where it is a guest."""
    chat_state = state.chats[chat]
    identity = state.token()
    state.queries[identity] = Query("guest", user, time.monotonic())
    fields = position(chat_state, None, chat_state.posts.get(reply_to or 0)) | _texts(text) | (more or {})
    made = state.post(chat_state, fields | {"guest_query_id": identity}, sender=state.people[user].json())
    state.send_update(guest_message=made.message)
    return made.message


def raw(state: TelegramState, *, update: dict[str, Any]) -> int:
    """Queue an update unchanged."""
    return state.send_update(**update)
