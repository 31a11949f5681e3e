"""Who administers a chat: asked of Telegram, and remembered for a short time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

import structlog
from telegram.error import TelegramError

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

MAX_AGE_SECONDS = 60.0
_MAX_CHATS = 1_000

Members = Iterable[Mapping[str, Any]]
"""What getChatAdministrators returns; only the ids of users are read: other fields differ between its versions."""


class RecentAdministrators:
    """The administrators of chats as they were in the last minute, for what matters less than a permission.

    The list is requested, not one member: getChatMember is only guaranteed to work if the bot is an administrator
    (https://core.telegram.org/bots/api#getchatmember).
    """

    def __init__(self, call: Callable[[int], Awaitable[Members]], clock: Callable[[], float]) -> None:
        """`call` requests getChatAdministrators of a chat; `clock` returns seconds and never goes back."""
        self._call = call
        self._clock = clock
        self._known: OrderedDict[int, tuple[float, frozenset[int]]] = OrderedDict()

    async def include(self, user: int, chat: int) -> bool:
        """Return whether a user administers a chat; False if Telegram does not say so."""
        asked_at, administrators = self._known.get(chat, (None, frozenset[int]()))
        if asked_at is None or self._clock() - asked_at > MAX_AGE_SECONDS:
            administrators = await self._ask(chat)
            self._known[chat] = self._clock(), administrators
            self._known.move_to_end(chat)
            if len(self._known) > _MAX_CHATS:
                self._known.popitem(last=False)
        return user in administrators

    async def _ask(self, chat: int) -> frozenset[int]:
        try:
            return administrator_ids(await self._call(chat))
        except TelegramError as error:
            log.warning("administrators_unknown", why=type(error).__name__)
            return frozenset()


def administrator_ids(members: Members) -> frozenset[int]:
    """Return the ids of the users that getChatAdministrators returned."""
    return frozenset(member["user"]["id"] for member in members)
