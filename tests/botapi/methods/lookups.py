"""Methods that return the bot, chats and members, and those of the webhook."""

from __future__ import annotations

from tests.botapi.errors import JSON, bad_request, forbidden
from tests.botapi.parameters import Parameters
from tests.botapi.telegram.memberships import change_bot_membership
from tests.botapi.telegram.model import Chat, Member
from tests.botapi.telegram.telegram_state import TelegramState


def me(state: TelegramState, _: Parameters) -> JSON:
    """getMe."""
    return state.me.json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not state.privacy,
        "supports_inline_queries": True,
        "supports_guest_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }


def _inside(state: TelegramState, parameters: Parameters) -> Chat:
    """Return the chat. Raises an error if the bot is not a member."""
    found = state.chat(parameters.values.get("chat_id"))
    if found.migrated_to:
        raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=found.migrated_to)
    if found.type != "private" and not found.member(state.me.id).inside:
        kicked = found.member(state.me.id).status == "kicked"
        raise forbidden(f"bot {'was kicked from' if kicked else 'is not a member of'} the {found.type} chat")
    return found


def chat(state: TelegramState, parameters: Parameters) -> JSON:
    """getChat."""
    found = _inside(state, parameters)
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


def member(state: TelegramState, parameters: Parameters) -> JSON:
    """getChatMember."""
    found = _inside(state, parameters)
    user = parameters.integer("user_id") or 0
    if user not in state.people:
        raise bad_request("invalid user_id specified")
    if user not in found.members and found.type == "private":
        raise bad_request("user not found")
    return found.member(user).json(state.people[user].json())


def administrators(state: TelegramState, parameters: Parameters) -> list[JSON]:
    """getChatAdministrators."""
    found = _inside(state, parameters)
    if found.type == "private":
        raise bad_request("there are no administrators in the private chat")
    return [
        some.json(state.people[user].json())
        for user, some in found.members.items()
        if some.leads and (user == state.me.id or not state.people[user].is_bot or parameters.boolean("return_bots"))
    ]


def count(state: TelegramState, parameters: Parameters) -> int:
    """getChatMemberCount."""
    return sum(some.inside for some in _inside(state, parameters).members.values())


def leave(state: TelegramState, parameters: Parameters) -> bool:
    """leaveChat. The bot gets an update, as for any change of its membership."""
    found = _inside(state, parameters)
    if found.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    change_bot_membership(state, found, Member("left"), state.me.id)
    return True


def webhook(state: TelegramState, parameters: Parameters) -> bool:
    """setWebhook and deleteWebhook."""
    state.updates.set_webhook(parameters.text("url"), parameters.text("secret_token"))
    if (allowed := parameters.object("allowed_updates")) is not None:
        state.updates.allow(allowed)
    if parameters.boolean("drop_pending_updates"):
        state.updates.pending.clear()
    return True


def webhook_info(state: TelegramState, _: Parameters) -> JSON:
    """getWebhookInfo."""
    return {
        "url": state.updates.webhook.url if state.updates.webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(state.updates.pending),
        "allowed_updates": sorted(state.updates.allowed),
        **(state.updates.webhook.error if state.updates.webhook else {}),
    }
