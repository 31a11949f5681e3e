"""Chats and their members: creating, joining, leaving, promoting, upgrading; and the updates that the bot gets."""

from __future__ import annotations

import time

from tests.botapi.errors import JSON
from tests.botapi.telegram.model import Chat, Member, Post, Topic
from tests.botapi.telegram.privacy_mode import delivered
from tests.botapi.telegram.telegram_state import World


def chat(
    world: World,
    *,
    kind: str,
    title: str,
    bot: str | None = "member",
    privacy: bool | None = None,
    forum: bool = False,
    username: str = "",
) -> JSON:
    """Create a group, supergroup or channel, with the bot as a member or administrator, or without it."""
    number = next(world.chat_ids)
    identity = -4_000_000_000 - number if kind == "group" else -1_002_000_000_000 - number
    made = Chat(identity, kind, title, username, forum=forum, privacy=world.privacy if privacy is None else privacy)
    if bot:
        made.members[world.me.id] = Member(bot)
    world.chats[identity] = made
    return made.json()


def topic(world: World, *, chat: int, name: str) -> JSON:
    """Create a topic in a forum; its id is that of the message that creates it."""
    place = world.chats[chat]
    assert place.forum, "not a forum"
    by = next((world.people[user] for user, member in place.members.items() if member.leads), None)
    made = world.post(place, {}, sender=by.json() if by else None)
    thread = made.message["message_id"]
    made.message |= {
        "message_thread_id": thread,
        "is_topic_message": True,
        "forum_topic_created": {"name": name, "icon_color": 7322096},
    }
    place.topics[thread] = Topic(name)
    _serve(world, place, made)
    return {"message_thread_id": thread}


def close_topic(world: World, *, chat: int, topic: int | None, delete: bool = False) -> None:
    """Close a topic (None: the general one), or delete it with its messages."""
    place = world.chats[chat]
    if delete:
        assert topic is not None, "the general topic can't be deleted"
        del place.topics[topic]
        gone = [identity for identity, some in place.posts.items() if some.message.get("message_thread_id") == topic]
        for identity in gone:
            del place.posts[identity]
        return
    place.topics.setdefault(topic or 1, Topic("General")).closed = True


def joins(world: World, *, user: int, chat: int) -> None:
    """Let a user join a group."""
    place, who = world.chats[chat], world.people[user].json()
    _turned(world, place, user, Member("member"), user)
    _serve(world, place, world.post(place, {"new_chat_members": [who], "new_chat_member": who}, sender=who))


def leaves(world: World, *, user: int, chat: int) -> None:
    """Let a user leave a group."""
    place, who = world.chats[chat], world.people[user].json()
    _serve(world, place, world.post(place, {"left_chat_member": who}, sender=who))
    _turned(world, place, user, Member("left"), user)


def becomes(world: World, *, user: int, chat: int, status: str, rights: JSON) -> None:
    """Change a user's status in a chat."""
    _turned(world, world.chats[chat], user, Member(status, rights), user)


def _turned(world: World, place: Chat, user: int, member: Member, by: int) -> None:
    """Change a membership and send chat_member, which the bot gets as an administrator who asked for it."""
    before = place.member(user)
    place.members[user] = member
    if place.member(world.me.id).leads:
        who = world.people[user].json()
        world.tell(
            chat_member={
                "chat": place.json(),
                "from": world.people[by].json(),
                "date": int(time.time()),
                "old_chat_member": before.json(who),
                "new_chat_member": member.json(who),
            }
        )


def makes_bot(world: World, *, user: int, chat: int, status: str, rights: JSON) -> None:
    """Add the bot or change its status: my_chat_member, and a service message if it joins or leaves.

    When the bot is no longer in the chat, my_chat_member is the last update from there.
    """
    place = world.chats[chat]
    who, me = world.people[user].json(), world.me.json()
    before, after = place.member(world.me.id), Member(status, rights)
    if place.type != "private" and not place.member(user).inside:
        place.members[user] = Member("creator")
    turn_bot(world, place, after, user)
    if place.type in {"group", "supergroup"} and after.inside and not before.inside:
        _serve(world, place, world.post(place, {"new_chat_members": [me], "new_chat_member": me}, sender=who))
    elif place.type in {"group", "supergroup"} and before.inside and not after.inside:
        left = world.post(place, {"left_chat_member": me}, sender=who)
        world.tell(message=left.message)
    world.changed()


def turn_bot(world: World, place: Chat, after: Member, by: int) -> None:
    """Change the bot's status in a chat and send it my_chat_member."""
    me = world.me.json()
    before = place.member(world.me.id)
    place.members[world.me.id] = after
    world.tell(
        my_chat_member={
            "chat": place.json(),
            "from": world.people[by].json(),
            "date": int(time.time()),
            "old_chat_member": before.json(me),
            "new_chat_member": after.json(me),
        }
    )


def migrate(world: World, *, chat: int) -> JSON:
    """Upgrade a group to a supergroup, a new chat; a message in each of the two announces it."""
    old = world.chats[chat]
    number = next(world.chat_ids)
    new = Chat(-1_002_000_000_000 - number, "supergroup", old.title, privacy=old.privacy, members=dict(old.members))
    world.chats[new.id] = new
    last = world.post(old, {"migrate_to_chat_id": new.id}, sender=None)
    old.migrated_to = new.id
    first = world.post(new, {"migrate_from_chat_id": old.id}, sender=None)
    for place, made in ((old, last), (new, first)):
        _serve(world, place, made)
    return new.json()


def _serve(world: World, place: Chat, made: Post) -> None:
    if delivered(world, place, made):
        world.tell(message=made.message)
