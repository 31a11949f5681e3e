"""The way to Telegram: the library's bot, with its own way to fetch updates and to send messages."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.telegram.limiter import Broadcast, Priority
from bot.telegram.updates import read

_SLACK = 10
"""Seconds beyond its own waiting that the server may take to answer."""


class Request(HTTPXRequest):
    """The library's way to Telegram; what is not JSON is no more than that, while the library logs all of it."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer's JSON; raises `TelegramError`."""
        try:
            read: dict[str, Any] = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            raise TelegramError("Telegram's answer is no JSON") from None
        return read


class Bot(ExtBot[Priority | Broadcast]):
    """The library's bot, but for what it does with what comes back."""

    async def post(
        self, message: Mapping[str, Any], priority: Priority | Broadcast, *, patience: float | None = None
    ) -> int:
        """Call sendMessage with these parameters, and give the new message's id. Raises `TelegramError`.

        The answer may take `patience` seconds, or as many as ever where that is None.

        The library's own `send_message` reads all of the message that comes back, which costs as much as answering.
        """
        limits = self._merge_api_rl_kwargs(None, priority)
        waits = {} if patience is None else {"read_timeout": patience}
        sent: Any = await self._post("sendMessage", dict(message), api_kwargs=limits, **waits)
        identity: int = sent["message_id"]
        return identity

    async def call(self, method: str, parameters: Mapping[str, Any]) -> Any:
        """Call a method with these parameters, plain JSON, and give its result as it is. Raises `TelegramError`."""
        return await self._post(method, dict(parameters))

    async def fetch(
        self, offset: int | None, kinds: Sequence[str], *, wait: int, most: int
    ) -> tuple[list[Update], int | None]:
        """At most `most` updates of these kinds from `offset` on, waited for up to `wait` seconds; and the next offset.

        What is not sound comes as an update without anything in it. Raises `TelegramError`.

        The library's own `get_updates` reads a batch as a whole: one update that it cannot read loses the batch, which
        then comes again for ever, and is logged with everything that people said in it.
        """
        data = {"offset": offset, "limit": most, "timeout": wait, "allowed_updates": list(kinds)}
        found: Any = await self._post("getUpdates", data, read_timeout=wait + _SLACK)
        updates = [update for raw in found if (update := read(raw, self))]
        return updates, max((update.update_id + 1 for update in updates), default=offset)
