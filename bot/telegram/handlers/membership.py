"""Where the bot is: it joins, is promoted, is removed and added again, and groups become supergroups."""

from __future__ import annotations

from typing import Any

import structlog
from telegram import Chat as TelegramChat
from telegram import ChatMember, Update
from telegram.constants import ChatMemberStatus as Status
from telegram.constants import ChatType
from telegram.constants import UpdateType as Kind
from telegram.ext import ChatMemberHandler, MessageHandler, filters

from bot.store import Chat
from bot.telegram.handlers.commands import GREETING_GROUP, how_in_groups
from bot.telegram.rendering.html import escape
from bot.telegram.rendering.page import Page
from bot.telegram.services import MAX_AGE_SECONDS, Feature, Handler, Services
from bot.telegram.transport.throttle import Verdict
from bot.text import printable, replace_surrogates

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

_OUT = frozenset({Status.LEFT, Status.BANNED})


def handlers(services: Services) -> list[Handler]:
    """All of them are applied, however long ago it was: they say how things are now."""
    members = MembershipHandlers(services)
    return [
        ChatMemberHandler(members.changed, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(filters.UpdateType.MESSAGE & filters.StatusUpdate.MIGRATE, members.migrated),
    ]


FEATURE = Feature(frozenset({Kind.MESSAGE, Kind.MY_CHAT_MEMBER}), handlers)


class MembershipHandlers:
    """Keeps the store's chats as they are."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def changed(self, update: Update, _context: Any) -> None:
        """What the bot is in a chat has changed."""
        change = update.my_chat_member
        if change is None:
            return
        before, now = change.old_chat_member, change.new_chat_member
        await self._services.store.save_chat(seen(change.chat, now, self._services.clock()))
        if writes(now):
            await self._services.store.subscriptions.resume(change.chat.id)
        log.info("rights", chat=change.chat.type, before=before.status, now=now.status)
        recent = change.date.timestamp() >= self._services.started_at - MAX_AGE_SECONDS
        grouped = change.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP)
        if not (grouped and recent and before.status in _OUT and writes(now)):
            return
        if self._services.throttle.take(change.from_user.id, change.chat.id) is Verdict.OK:
            hello = f"{GREETING_GROUP}{how_in_groups(self._services)}"
            await self._services.sender.send(Page(escape(hello)), change.chat.id)

    async def migrated(self, update: Update, _context: Any) -> None:
        """A group became a supergroup; both tell it, each in its own chat."""
        message = update.message
        if message is None:
            return
        old = message.migrate_from_chat_id or message.chat.id
        new = message.migrate_to_chat_id or message.chat.id
        await self._services.store.migrate(old, new)
        log.info("migrated")


class KnownGroups:
    """The groups that were met in this process: one that the store does not know, or thinks lost, is made known."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._met: set[int] = set()

    async def meet(self, chat: TelegramChat) -> None:
        """Someone speaks to the bot in this group."""
        if chat.id in self._met:
            return
        self._met.add(chat.id)
        known = await self._services.store.find_chat(chat.id)
        if known is None or not known.active:
            await self._services.store.save_chat(seen(chat, None, self._services.clock()))
            await self._services.store.subscriptions.resume(chat.id)


def seen(chat: TelegramChat, member: ChatMember | None, now: float) -> Chat:
    """A chat as the store keeps it; `member` is the bot in it, a mere member where that is not known."""
    status = member.status if member else Status.MEMBER
    return Chat(
        id=chat.id,
        type=chat.type,
        title=printable(replace_surrogates(chat.title or "")),
        active=member is None or writes(member),
        forum=bool(chat.is_forum),
        rights=status,
        reason="" if member is None or writes(member) else status,
        at=now,
    )


def writes(member: ChatMember) -> bool:
    """Whether the bot may send messages, being this."""
    if member.status == Status.RESTRICTED:
        return bool(getattr(member, "can_send_messages", False))
    return member.status not in _OUT
