"""Chats and who is in them: made, joined, left, led, upgraded; what the bot is told of it."""

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
    """A new group, supergroup or channel, with the bot as a member or administrator, or without it."""
    number = next(world.chat_ids)
    identity = -4_000_000_000 - number if kind == "group" else -1_002_000_000_000 - number
    made = Chat(identity, kind, title, username, forum=forum, privacy=world.privacy if privacy is None else privacy)
    if bot:
        made.members[world.me.id] = Member(bot)
    world.chats[identity] = made
    return made.json()


def topic(world: World, *, chat: int, name: str) -> JSON:
    """A new topic in a forum; its id is that of the message that makes it."""
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
    """Close a topic (None: the general one), or delete it with all that is in it."""
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
    """Someone comes to a group."""
    place, who = world.chats[chat], world.people[user].json()
    _turned(world, place, user, Member("member"), user)
    _serve(world, place, world.post(place, {"new_chat_members": [who], "new_chat_member": who}, sender=who))


def leaves(world: World, *, user: int, chat: int) -> None:
    """Someone leaves a group."""
    place, who = world.chats[chat], world.people[user].json()
    _serve(world, place, world.post(place, {"left_chat_member": who}, sender=who))
    _turned(world, place, user, Member("left"), user)


def becomes(world: World, *, user: int, chat: int, status: str, rights: JSON) -> None:
    """Someone is something in a chat from now on."""
    _turned(world, world.chats[chat], user, Member(status, rights), user)


def _turned(world: World, place: Chat, user: int, member: Member, by: int) -> None:
    """A chat_member update, which the bot gets as an administrator that asked for it."""
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
    """Someone adds the bot, or changes what it is: my_chat_member, and a service message where it comes or goes.

    Where it is not in the chat any more, my_chat_member is the last that it hears from there.
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
    """The bot becomes something else in a chat, and is told of it."""
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
    """A group becomes a supergroup, a new chat: the old one's last message and the new one's first tell it."""
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
