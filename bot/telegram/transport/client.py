"""The way to Telegram: the library's bot, with its own way to fetch updates and to send messages."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from http import HTTPStatus
from typing import Any, Self

import httpx
from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ExtBot
from telegram.request import BaseRequest, HTTPXRequest, RequestData

from bot.telegram.rate_limit.chat_queue import Priority
from bot.telegram.rate_limit.rate_limiter import Broadcast
from bot.telegram.transport.updates import parse_update

CONNECTIONS_PER_POOL = 4
"""Connections of one pool."""
TIMEOUT_SECONDS = 10.0
"""Seconds that Telegram may take to answer."""
_NO_TOKEN = (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND)
"""How the Bot API answers who has no good token."""
_SLACK = 10
"""Seconds beyond its own waiting that the server may take to answer."""


_address = lru_cache(maxsize=256)(httpx.URL)
"""A method's address, read once."""


class _Plain:
    """Parameters as JSON has them, for the library: it would make a string of each, as a form needs it."""

    multipart_data = None

    def __init__(self, given: RequestData) -> None:
        self.json_parameters = given.parameters


class _Client(httpx.AsyncClient):
    """Sends parameters as JSON: in a form, Python quotes each byte of Chinese by itself. Telegram takes either."""

    async def request(self, method: str, url: httpx.URL | str, **more: Any) -> httpx.Response:
        """Make a request; without files, past all that only a browser needs: cookies, redirects, passwords of sites.

        That is a tenth of what an answer costs the processor.
        """
        if more.get("files"):
            return await super().request(method, url, **more)
        address = _address(url)
        limits = {"timeout": more["timeout"].as_dict()}
        request = httpx.Request(method, address, headers=more["headers"], json=more["data"], extensions=limits)
        response = await self._transport_for_url(address).handle_async_request(request)
        try:
            await response.aread()
        except BaseException:  # a cancelled task's too: the connection is not to be used any more
            await response.aclose()
            raise
        return response


class Request(HTTPXRequest):
    """The library's way to Telegram, but that errors keep Telegram's words, and what is no JSON is not logged."""

    def _build_client(self) -> httpx.AsyncClient:
        return _Client(**self._client_kwargs)

    async def do_request(self, *arguments: Any, **keywords: Any) -> tuple[int, bytes]:
        """Make the request. A page that says 401 or 404 is of something on the way, and tells nothing of the token."""
        given: RequestData | None = keywords.get("request_data")
        if given is not None and not given.contains_files:
            keywords["request_data"] = _Plain(given)
        status, payload = await super().do_request(*arguments, **keywords)
        if status in _NO_TOKEN and not payload.lstrip().startswith(b"{"):
            return HTTPStatus.BAD_GATEWAY, payload
        return status, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer's JSON; raises `TelegramError`.

        Of a description that begins like this one the library would make small letters (PEER_ID_INVALID, a name).
        """
        try:
            read: Any = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            raise TelegramError("Telegram's answer is no JSON") from None
        if not isinstance(read, dict) or (read.get("ok") and "result" not in read):
            raise TelegramError("Telegram's answer is not one of the Bot API's")
        if isinstance(words := read.get("description"), str):
            read["description"] = words.removeprefix("Bad Request: ")
        answer: dict[str, Any] = read
        return answer


class RequestPools(BaseRequest):
    """Many connections, in pools of a few.

    httpcore looks at every connection of a pool for every request, and for each of these again at every one: with 16 in
    one pool a request costs 1.7 ms of the processor, with four in each of four pools 0.7 ms.
    """

    __slots__ = ("_busy", "_pools")

    def __init__(self, pools: Sequence[BaseRequest]) -> None:
        self._pools = tuple(pools)
        self._busy = [0] * len(pools)

    @classmethod
    def create(cls, connections: int, proxy: str | None) -> Self:
        """So many connections, or a few more, through this proxy."""
        context = httpx.create_ssl_context()  # one for all: each takes time and memory
        return cls(
            [
                Request(
                    connection_pool_size=CONNECTIONS_PER_POOL,
                    proxy=proxy,
                    read_timeout=TIMEOUT_SECONDS,
                    connect_timeout=TIMEOUT_SECONDS,
                    write_timeout=TIMEOUT_SECONDS,
                    pool_timeout=3 * TIMEOUT_SECONDS,
                    httpx_kwargs={"verify": context},
                )
                for _ in range(-(-connections // CONNECTIONS_PER_POOL))
            ]
        )

    parse_json_payload = staticmethod(Request.parse_json_payload)

    @property
    def read_timeout(self) -> float | None:
        """That of every pool."""
        return self._pools[0].read_timeout

    async def initialize(self) -> None:
        """Make every pool ready."""
        await asyncio.gather(*(pool.initialize() for pool in self._pools))

    async def shutdown(self) -> None:
        """Close every connection."""
        await asyncio.gather(*(pool.shutdown() for pool in self._pools))

    async def do_request(self, *arguments: Any, **keywords: Any) -> tuple[int, bytes]:
        """Make the request in the pool that has least to do."""
        least = min(range(len(self._pools)), key=self._busy.__getitem__)
        self._busy[least] += 1
        try:
            return await self._pools[least].do_request(*arguments, **keywords)
        finally:
            self._busy[least] -= 1


class Bot(ExtBot[Priority | Broadcast]):
    """The library's bot, but for what it does with what comes back."""

    async def post_message(
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

    async def fetch_updates(
        self, offset: int | None, kinds: Sequence[str], *, wait: int, most: int
    ) -> tuple[list[Update], int | None]:
        """At most `most` updates of these kinds from `offset` on, waited for up to `wait` seconds; and the next offset.

        What is not sound comes as an update without anything in it. Raises `TelegramError`.

        The library's own `get_updates` reads a batch as a whole: one update that it cannot read loses the batch, which
        then comes again for ever, and is logged with everything that people said in it.
        """
        data = {"offset": offset, "limit": most, "timeout": wait, "allowed_updates": list(kinds)}
        found: Any = await self._post("getUpdates", data, read_timeout=wait + _SLACK)
        if not isinstance(found, list):
            raise TelegramError("Telegram's answer holds no updates")
        updates = [update for raw in found if (update := parse_update(raw, self))]
        return updates, max((update.update_id + 1 for update in updates), default=offset)
