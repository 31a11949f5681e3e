"""Methods that return the bot, chats, members and the (unused) webhook."""

from __future__ import annotations

from tests.botapi.errors import JSON, bad, forbidden
from tests.botapi.parameters import Params
from tests.botapi.telegram.memberships import turn_bot
from tests.botapi.telegram.model import Chat, Member
from tests.botapi.telegram.telegram_state import World


def me(world: World, _: Params) -> JSON:
    """getMe."""
    return world.me.json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": True,
        "supports_guest_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }


def _inside(world: World, params: Params) -> Chat:
    """Return the chat. Raises an error if the bot is not a member."""
    found = world.chat(params.values.get("chat_id"))
    if found.migrated_to:
        raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=found.migrated_to)
    if found.type != "private" and not found.member(world.me.id).inside:
        kicked = found.member(world.me.id).status == "kicked"
        raise forbidden(f"bot {'was kicked from' if kicked else 'is not a member of'} the {found.type} chat")
    return found


def chat(world: World, params: Params) -> JSON:
    """getChat."""
    found = _inside(world, params)
    return found.json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
    }


def member(world: World, params: Params) -> JSON:
    """getChatMember."""
    found = _inside(world, params)
    user = params.integer("user_id") or 0
    if user not in world.people:
        raise bad("invalid user_id specified")
    if user not in found.members and found.type == "private":
        raise bad("user not found")
    return found.member(user).json(world.people[user].json())


def administrators(world: World, params: Params) -> list[JSON]:
    """getChatAdministrators."""
    found = _inside(world, params)
    if found.type == "private":
        raise bad("there are no administrators in the private chat")
    return [
        some.json(world.people[user].json())
        for user, some in found.members.items()
        if some.leads and (user == world.me.id or not world.people[user].is_bot or params.boolean("return_bots"))
    ]


def count(world: World, params: Params) -> int:
    """getChatMemberCount."""
    return sum(some.inside for some in _inside(world, params).members.values())


def leave(world: World, params: Params) -> bool:
    """leaveChat. The bot gets an update, as for any change of its membership."""
    found = _inside(world, params)
    if found.type == "private":
        raise bad("chat member status can't be changed in private chats")
    turn_bot(world, found, Member("left"), world.me.id)
    return True


def webhook(world: World, params: Params) -> bool:
    """setWebhook and deleteWebhook."""
    world.updates.webhook = params.text("url")
    if params.boolean("drop_pending_updates"):
        world.updates.pending.clear()
    return True


def webhook_info(world: World, _: Params) -> JSON:
    """getWebhookInfo."""
    return {
        "url": world.updates.webhook,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
        "allowed_updates": sorted(world.updates.allowed),
    }
