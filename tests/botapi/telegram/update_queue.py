"""The queue of updates that the bot has not confirmed, and the getUpdates call that waits for more."""

from __future__ import annotations

import asyncio
from collections import deque

from tests.botapi.errors import JSON, ApiError
from tests.botapi.telegram.webhook_delivery import WebhookDelivery

KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "guest_message",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "managed_bot",
)

_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}

CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"

WEBHOOK = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class UpdateQueue:
    """The bot's updates. Their ids rise by one; like Telegram, it never queues a kind that is not allowed."""

    def __init__(self, first: int = 100_000_001) -> None:
        self.pending: deque[JSON] = deque()
        self.allowed: frozenset[str] = frozenset(KINDS) - _ON_REQUEST
        self.webhook: WebhookDelivery | None = None
        self.polls = 0
        """The number of getUpdates calls."""
        self._next = first
        self._waiting: asyncio.Future[bool] | None = None
        self._added = asyncio.Event()

    def add(self, update: JSON) -> int:
        """Queue an update ({kind: …}) if its kind is allowed. Returns its update_id, or 0."""
        if not any(kind in self.allowed for kind in update) and any(kind in KINDS for kind in update):
            return 0
        number: int = update.get("update_id", self._next)
        # Tests may choose an id; later ones must be greater.
        self._next = max(self._next, number) + 1
        self.pending.append({"update_id": number, **update})
        self._added.set()
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(True)
        return number

    def allow(self, kinds: list[str]) -> None:
        """Queue only these kinds from now on; an empty list means all except those that need a request."""
        self.allowed = frozenset(kinds) & frozenset(KINDS) or frozenset(KINDS) - _ON_REQUEST

    async def first(self) -> JSON:
        """Wait for the first update and return it."""
        while not self.pending:
            self._added.clear()
            await self._added.wait()
        return self.pending[0]

    def set_webhook(self, url: str, secret: str = "") -> None:
        """Deliver updates to this address; to none if it is empty."""
        if self.webhook:
            self.webhook.stop()
        self.webhook = WebhookDelivery(self, url, secret) if url else None

    def confirm(self, offset: int) -> None:
        """Remove the updates before the offset; a negative offset counts from the end."""
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft()
        while offset > 0 and self.pending and self.pending[0]["update_id"] < offset:
            self.pending.popleft()

    async def poll(self, offset: int, limit: int, seconds: float) -> list[JSON]:
        """Return at most `limit` updates from the offset on; wait up to `seconds` for the first.

        A new call ends the waiting one, which gets the 409.
        """
        self.polls += 1
        if self.webhook:
            raise ApiError(409, WEBHOOK)
        # Telegram allows one poll at a time; the new one wins.
        self.end()
        self.confirm(offset)
        if not self.pending and seconds > 0:
            waiting = self._waiting = asyncio.get_running_loop().create_future()
            try:
                if not await asyncio.wait_for(waiting, seconds):
                    raise ApiError(409, CONFLICT)
            except TimeoutError:
                return []
            finally:
                if self._waiting is waiting:
                    self._waiting = None
        return [self.pending[place] for place in range(min(limit, len(self.pending)))]

    def end(self) -> None:
        """End the waiting call, if there is one."""
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(False)
