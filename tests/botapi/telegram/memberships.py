"""Chats and their members: creating, joining, leaving, promoting, upgrading; and the updates that the bot gets."""

from __future__ import annotations

import time

from tests.botapi.errors import JSON
from tests.botapi.telegram.model import Chat, Member, StoredMessage, Topic
from tests.botapi.telegram.privacy_mode import is_delivered
from tests.botapi.telegram.telegram_state import TelegramState


def chat(
    state: TelegramState,
    *,
    kind: str,
    title: str,
    bot: str | None = "member",
    privacy: bool | None = None,
    forum: bool = False,
    username: str = "",
) -> JSON:
    """Create a group, supergroup or channel, with the bot as a member or administrator, or without it."""
    number = next(state.chat_ids)
    identity = -4_000_000_000 - number if kind == "group" else -1_002_000_000_000 - number
    made = Chat(identity, kind, title, username, forum=forum, privacy=state.privacy if privacy is None else privacy)
    if bot:
        made.members[state.me.id] = Member(bot)
    state.chats[identity] = made
    return made.json()


def topic(state: TelegramState, *, chat: int, name: str) -> JSON:
    """Create a topic in a forum; its id is that of the message that creates it."""
    chat_state = state.chats[chat]
    assert chat_state.forum, "not a forum"
    by = next((state.people[user] for user, member in chat_state.members.items() if member.leads), None)
    made = state.post(chat_state, {}, sender=by.json() if by else None)
    thread = made.message["message_id"]
    made.message |= {
        "message_thread_id": thread,
        "is_topic_message": True,
        "forum_topic_created": {"name": name, "icon_color": 7322096},
    }
    chat_state.topics[thread] = Topic(name)
    _serve(state, chat_state, made)
    return {"message_thread_id": thread}


def close_topic(state: TelegramState, *, chat: int, topic: int | None, delete: bool = False) -> None:
    """Close a topic (None: the general one), or delete it with its messages."""
    chat_state = state.chats[chat]
    if delete:
        assert topic is not None, "the general topic can't be deleted"
        del chat_state.topics[topic]
        gone = [
            identity for identity, some in chat_state.posts.items() if some.message.get("message_thread_id") == topic
        ]
        for identity in gone:
            del chat_state.posts[identity]
        return
    chat_state.topics.setdefault(topic or 1, Topic("General")).closed = True


def joins(state: TelegramState, *, user: int, chat: int) -> None:
    """Let a user join a group."""
    chat_state, who = state.chats[chat], state.people[user].json()
    _turned(state, chat_state, user, Member("member"), user)
    _serve(state, chat_state, state.post(chat_state, {"new_chat_members": [who], "new_chat_member": who}, sender=who))


def leaves(state: TelegramState, *, user: int, chat: int) -> None:
    """Let a user leave a group."""
    chat_state, who = state.chats[chat], state.people[user].json()
    _serve(state, chat_state, state.post(chat_state, {"left_chat_member": who}, sender=who))
    _turned(state, chat_state, user, Member("left"), user)


def becomes(state: TelegramState, *, user: int, chat: int, status: str, rights: JSON) -> None:
    """Change a user's status in a chat."""
    _turned(state, state.chats[chat], user, Member(status, rights), user)


def _turned(state: TelegramState, chat_state: Chat, user: int, member: Member, by: int) -> None:
    """Change a membership and send chat_member, which the bot gets as an administrator who asked for it."""
    before = chat_state.member(user)
    chat_state.members[user] = member
    if chat_state.member(state.me.id).leads:
        who = state.people[user].json()
        state.send_update(
            chat_member={
                "chat": chat_state.json(),
                "from": state.people[by].json(),
                "date": int(time.time()),
                "old_chat_member": before.json(who),
                "new_chat_member": member.json(who),
            }
        )


def makes_bot(state: TelegramState, *, user: int, chat: int, status: str, rights: JSON) -> None:
    """Add the bot or change its status: my_chat_member, and a service message if it joins or leaves.

    When the bot is no longer in the chat, my_chat_member is the last update from there.
    """
    chat_state = state.chats[chat]
    who, me = state.people[user].json(), state.me.json()
    before, after = chat_state.member(state.me.id), Member(status, rights)
    # Only members can add the bot; the first one becomes the creator.
    if chat_state.type != "private" and not chat_state.member(user).inside:
        chat_state.members[user] = Member("creator")
    change_bot_membership(state, chat_state, after, user)
    if chat_state.type in {"group", "supergroup"} and after.inside and not before.inside:
        _serve(state, chat_state, state.post(chat_state, {"new_chat_members": [me], "new_chat_member": me}, sender=who))
    elif chat_state.type in {"group", "supergroup"} and before.inside and not after.inside:
        left = state.post(chat_state, {"left_chat_member": me}, sender=who)
        state.send_update(message=left.message)
    state.changed()


def change_bot_membership(state: TelegramState, chat_state: Chat, after: Member, by: int) -> None:
    """Change the bot's status in a chat and send it my_chat_member."""
    me = state.me.json()
    before = chat_state.member(state.me.id)
    chat_state.members[state.me.id] = after
    state.send_update(
        my_chat_member={
            "chat": chat_state.json(),
            "from": state.people[by].json(),
            "date": int(time.time()),
            "old_chat_member": before.json(me),
            "new_chat_member": after.json(me),
        }
    )


def migrate(state: TelegramState, *, chat: int) -> JSON:
    """Upgrade a group to a supergroup, a new chat; a message in each of the two announces it."""
    old = state.chats[chat]
    number = next(state.chat_ids)
    new = Chat(-1_002_000_000_000 - number, "supergroup", old.title, privacy=old.privacy, members=dict(old.members))
    state.chats[new.id] = new
    last = state.post(old, {"migrate_to_chat_id": new.id}, sender=None)
    old.migrated_to = new.id
    first = state.post(new, {"migrate_from_chat_id": old.id}, sender=None)
    for chat_state, made in ((old, last), (new, first)):
        _serve(state, chat_state, made)
    return new.json()


def _serve(state: TelegramState, chat_state: Chat, made: StoredMessage) -> None:
    if is_delivered(state, chat_state, made):
        state.send_update(message=made.message)
