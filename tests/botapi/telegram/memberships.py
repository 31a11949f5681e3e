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
    place = state.chats[chat]
    assert place.forum, "not a forum"
    by = next((state.people[user] for user, member in place.members.items() if member.leads), None)
    made = state.post(place, {}, sender=by.json() if by else None)
    thread = made.message["message_id"]
    made.message |= {
        "message_thread_id": thread,
        "is_topic_message": True,
        "forum_topic_created": {"name": name, "icon_color": 7322096},
    }
    place.topics[thread] = Topic(name)
    _serve(state, place, made)
    return {"message_thread_id": thread}


def close_topic(state: TelegramState, *, chat: int, topic: int | None, delete: bool = False) -> None:
    """Close a topic (None: the general one), or delete it with its messages."""
    place = state.chats[chat]
    if delete:
        assert topic is not None, "the general topic can't be deleted"
        del place.topics[topic]
        gone = [identity for identity, some in place.posts.items() if some.message.get("message_thread_id") == topic]
        for identity in gone:
            del place.posts[identity]
        return
    place.topics.setdefault(topic or 1, Topic("General")).closed = True


def joins(state: TelegramState, *, user: int, chat: int) -> None:
    """Let a user join a group."""
    place, who = state.chats[chat], state.people[user].json()
    _turned(state, place, user, Member("member"), user)
    _serve(state, place, state.post(place, {"new_chat_members": [who], "new_chat_member": who}, sender=who))


def leaves(state: TelegramState, *, user: int, chat: int) -> None:
    """Let a user leave a group."""
    place, who = state.chats[chat], state.people[user].json()
    _serve(state, place, state.post(place, {"left_chat_member": who}, sender=who))
    _turned(state, place, user, Member("left"), user)


def becomes(state: TelegramState, *, user: int, chat: int, status: str, rights: JSON) -> None:
    """Change a user's status in a chat."""
    _turned(state, state.chats[chat], user, Member(status, rights), user)


def _turned(state: TelegramState, place: Chat, user: int, member: Member, by: int) -> None:
    """Change a membership and send chat_member, which the bot gets as an administrator who asked for it."""
    before = place.member(user)
    place.members[user] = member
    if place.member(state.me.id).leads:
        who = state.people[user].json()
        state.tell(
            chat_member={
                "chat": place.json(),
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
    place = state.chats[chat]
    who, me = state.people[user].json(), state.me.json()
    before, after = place.member(state.me.id), Member(status, rights)
    # Only members can add the bot; the first one becomes the creator.
    if place.type != "private" and not place.member(user).inside:
        place.members[user] = Member("creator")
    change_bot_membership(state, place, after, user)
    if place.type in {"group", "supergroup"} and after.inside and not before.inside:
        _serve(state, place, state.post(place, {"new_chat_members": [me], "new_chat_member": me}, sender=who))
    elif place.type in {"group", "supergroup"} and before.inside and not after.inside:
        left = state.post(place, {"left_chat_member": me}, sender=who)
        state.tell(message=left.message)
    state.changed()


def change_bot_membership(state: TelegramState, place: Chat, after: Member, by: int) -> None:
    """Change the bot's status in a chat and send it my_chat_member."""
    me = state.me.json()
    before = place.member(state.me.id)
    place.members[state.me.id] = after
    state.tell(
        my_chat_member={
            "chat": place.json(),
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
    for place, made in ((old, last), (new, first)):
        _serve(state, place, made)
    return new.json()


def _serve(state: TelegramState, place: Chat, made: StoredMessage) -> None:
    if is_delivered(state, place, made):
        state.tell(message=made.message)
