"""Track the chats of the bot: joining, promotion, removal, and groups that become supergroups."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import structlog
from telegram import Chat as TelegramChat
from telegram import ChatMember, Update
from telegram.constants import ChatMemberStatus as Status
from telegram.constants import ChatType
from telegram.constants import UpdateType as Kind
from telegram.ext import ChatMemberHandler, MessageHandler, filters

from bot.store import Chat, StoreError
from bot.telegram.conversations.answerer import ConversationKey
from bot.telegram.handlers.help_tasks import render_group_greeting
from bot.telegram.services import Feature, Handler, Services
from bot.telegram.transport.throttle import Rates, Throttle
from bot.text import printable, replace_surrogates

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

REGISTER_SECONDS = 0.5
"""Longest time that a message waits until its group is registered: the database may be slow."""

GREETING_RATES = Rates(user=(4, 60.0), chat=(2, 60.0))
"""Greetings of groups that one user causes, and in one group."""

_ABSENT = frozenset({Status.LEFT, Status.BANNED})


def create_handlers(services: Services) -> list[Handler]:
    """Return the handlers. Old updates are handled too: they describe the present state."""
    members = MembershipHandlers(services)
    return [
        ChatMemberHandler(members.handle_status, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(filters.UpdateType.MESSAGE & filters.StatusUpdate.MIGRATE, members.handle_migration),
    ]


FEATURE = Feature(frozenset({Kind.MESSAGE, Kind.MY_CHAT_MEMBER}), create_handlers)


class MembershipHandlers:
    """Keeps the chats of the store up to date."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._throttle = Throttle(time.monotonic, GREETING_RATES)
        """A greeting counts for no question."""

    async def handle_status(self, update: Update, _context: Any) -> None:
        """Store the new status of the bot in a chat; greet if it was added to a group."""
        change = update.my_chat_member
        if change is None:
            return
        before, now = change.old_chat_member, change.new_chat_member
        await self._services.store.save_chat(chat_record(change.chat, now, self._services.clock()))
        if can_write(now):
            await self._services.store.subscriptions.resume(change.chat.id)
        log.info("rights", chat=change.chat.type, before=before.status, now=now.status)
        # a greeting long after the fact would be noise
        recent = self._services.is_recent_date(change.date.timestamp())
        is_group = change.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP)
        if not (is_group and recent and before.status in _ABSENT and can_write(now)):
            return
        # else a member could make the bot write by removing and adding it again and again
        if self._throttle.take(change.from_user.id, change.chat.id):
            conversation = ConversationKey(change.chat.id, None, change.from_user.id)
            page, exchange = await render_group_greeting(self._services, conversation)
            sent = await self._services.sender.send(page, change.chat.id)
            self._services.answerer.save_sent(exchange, sent.message if sent else None, change.chat.id)

    async def handle_migration(self, update: Update, _context: Any) -> None:
        """Move a group to the supergroup that it became. Both chats send an update."""
        message = update.message
        if message is None:
            return
        old = message.migrate_from_chat_id or message.chat.id
        new = message.migrate_to_chat_id or message.chat.id
        await self._services.store.migrate(old, new)
        log.info("migrated")


class KnownGroups:
    """Registers groups from their messages if the store does not know them or holds them inactive."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._registered: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def register(self, chat: TelegramChat) -> None:
        """Register a group once per process, as a status update may have been missed."""
        if chat.id in self._registered:
            return
        self._registered.add(chat.id)
        task = asyncio.create_task(self._register(chat))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        await asyncio.wait({task}, timeout=REGISTER_SECONDS)

    async def _register(self, chat: TelegramChat) -> None:
        store = self._services.store
        try:
            known = await store.find_chat(chat.id)
            if known is None or not known.active:
                await store.save_chat(chat_record(chat, None, self._services.clock()))
                await store.subscriptions.resume(chat.id)
        except StoreError:  # which is reported elsewhere
            self._registered.discard(chat.id)


def chat_record(chat: TelegramChat, member: ChatMember | None, now: float) -> Chat:
    """Return the record of a chat. `member` is the bot in it; None, if unknown, counts as an ordinary member."""
    status = member.status if member else Status.MEMBER
    return Chat(
        id=chat.id,
        type=chat.type,
        title=printable(replace_surrogates(chat.title or "")),
        active=member is None or can_write(member),
        forum=bool(chat.is_forum),
        rights=status,
        reason="" if member is None or can_write(member) else status,
        at=now,
    )


def can_write(member: ChatMember) -> bool:
    """Return whether the bot may send messages with this status."""
    # the other states do not have this right as a field
    if member.status == Status.RESTRICTED:
        return bool(getattr(member, "can_send_messages", False))
    return member.status not in _ABSENT
