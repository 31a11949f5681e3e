"""The library's bot with faster requests, tolerant reading of updates and errors in Telegram's own words.

It uses private parts of httpx and of the library, whose versions the lock pins: with them the bot reaches 0.97 of an
echo bot's rate, without them 0.86.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from http import HTTPStatus
from typing import Any, Self

import httpx
from telegram import Update
from telegram.error import NetworkError, TelegramError
from telegram.ext import ExtBot
from telegram.request import BaseRequest, HTTPXRequest, RequestData

from bot.telegram.rate_limit.chat_queue import Priority
from bot.telegram.rate_limit.rate_limiter import Broadcast
from bot.telegram.transport.updates import parse_update

CONNECTIONS_PER_POOL = 4
"""The cost of a request grows with the square of it: see `RequestPools`."""
TIMEOUT_SECONDS = 10.0
"""Longest wait for a connection and for Telegram's response."""
_SLACK_SECONDS = 10
"""Time for the server's response to a long poll, in addition to the poll itself."""


MAX_RETRY_AFTER_SECONDS = 3600
"""Longest wait taken from a 429: one of weeks would silence a chat, and a call that comes early is only refused."""

_MAX_ID = (1 << 52) - 1
"""Telegram's ids have at most 52 significant bits (https://core.telegram.org/bots/api#chat)."""

_NOT_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.WriteError,
    httpx.WriteTimeout,
)
"""Errors before a request has completely reached Telegram."""


class UnconfirmedError(NetworkError):
    """The request went out, but whether it was carried out is unknown.

    No response came, or 504 from a gateway that got none, or one that cannot be read. Any other response with an error
    status says that nothing was done.
    """


_parse_url = lru_cache(maxsize=256)(httpx.URL)
"""The URLs are few, one for each method, and parsing one takes longer than a look-up."""


class _JsonParameters:
    """Parameters in the shape that JSON needs: the library would make a string of each, as a form needs it."""

    multipart_data = None

    def __init__(self, data: RequestData) -> None:
        self.json_parameters = data.parameters


class _Client(httpx.AsyncClient):
    """Sends parameters as JSON: in a form, Python quotes each byte of Chinese by itself. Telegram takes either."""

    async def request(self, method: str, url: httpx.URL | str, **options: Any) -> httpx.Response:
        """Make a request; if it has no files, skip what only browsers need: cookies, redirects, authentication.

        This saves a tenth of the processor time of an answer.
        """
        if options.get("files"):
            return await super().request(method, url, **options)
        parsed = _parse_url(url)
        extensions = {"timeout": options["timeout"].as_dict()}
        request = httpx.Request(method, parsed, headers=options["headers"], json=options["data"], extensions=extensions)
        response = await self._transport_for_url(parsed).handle_async_request(request)
        try:
            await response.aread()
        except BaseException:  # cancellation too: a half-read connection cannot be used again
            await response.aclose()
            raise
        return response


class _ErrorResponse(dict[str, Any]):
    """What an error response says, in the types that the library relies on. It has no result, whatever its status."""

    def __init__(self, response: Mapping[str, Any]) -> None:
        super().__init__()
        if isinstance(description := response.get("description"), str):
            # the library changes the case of a description with this prefix (PEER_ID_INVALID, a person's name)
            self["description"] = description.removeprefix("Bad Request: ")
        parameters = response.get("parameters")
        given = parameters if isinstance(parameters, Mapping) else {}
        retry_after, moved_to = given.get("retry_after"), given.get("migrate_to_chat_id")
        if isinstance(retry_after, int | float):
            self["parameters"] = {"retry_after": int(max(1, min(retry_after, MAX_RETRY_AFTER_SECONDS)))}
        elif isinstance(moved_to, int) and abs(moved_to) <= _MAX_ID:
            self["parameters"] = {"migrate_to_chat_id": moved_to}

    def __missing__(self, key: str) -> Any:
        """Raise `NetworkError`: the library took the response for a success."""
        raise NetworkError(str(self.get("description", "Telegram's answer holds no result")))


class Request(HTTPXRequest):
    """The library's request, but errors keep Telegram's wording, and a response that is no JSON is not logged."""

    def _build_client(self) -> httpx.AsyncClient:
        return _Client(**self._client_kwargs)

    async def do_request(self, *arguments: Any, **keywords: Any) -> tuple[int, bytes]:
        """Make the request. Returns the HTTP status and the body of the response. Raises `NetworkError`."""
        data: RequestData | None = keywords.get("request_data")
        if data is not None and not data.contains_files:  # files can only be sent in a form
            keywords["request_data"] = _JsonParameters(data)
        try:
            async with asyncio.timeout(self._longest_seconds(keywords.get("read_timeout"))):
                status, payload = await super().do_request(*arguments, **keywords)
        except TimeoutError:
            raise UnconfirmedError("Timed out") from None
        except NetworkError as error:
            if isinstance(error.__cause__, _NOT_SENT):
                raise
            raise UnconfirmedError(error.message) from error.__cause__
        if status == HTTPStatus.GATEWAY_TIMEOUT:
            raise UnconfirmedError("Gateway Timeout")
        if status >= HTTPStatus.MULTIPLE_CHOICES and b'"ok"' not in payload:
            return HTTPStatus.BAD_GATEWAY, b""  # a proxy's page says nothing about the token, the chat or the message
        return status, payload

    def _longest_seconds(self, read: Any) -> float:
        """Return the time for a whole call: each part of a response that comes in pieces begins `read` anew."""
        timeout = self._client.timeout
        seconds = read if isinstance(read, int | float) else timeout.read
        return sum(part or 0.0 for part in (timeout.pool, timeout.connect, timeout.write, seconds))

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return the JSON of a response; of an error, what the library can read. Raises `UnconfirmedError`."""
        try:
            response: Any = json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            raise UnconfirmedError("Telegram's answer is no JSON") from None
        if not isinstance(response, dict) or (response.get("ok") and "result" not in response):
            raise UnconfirmedError("Telegram's answer is not one of the Bot API's")
        return response if "result" in response else _ErrorResponse(response)


class RequestPools(BaseRequest):
    """Many connections, in pools of a few.

    For each request httpcore compares all connections of a pool with all others: with 16 connections in one pool a
    request takes 1.7 ms of processor time, with four in each of four pools 0.7 ms.
    """

    __slots__ = ("_busy", "_pools")

    def __init__(self, pools: Sequence[BaseRequest]) -> None:
        self._pools = tuple(pools)
        self._busy = [0] * len(pools)

    @classmethod
    def create(cls, connections: int, proxy: str | None) -> Self:
        """Create pools with at least `connections` connections through this proxy."""
        context = httpx.create_ssl_context()  # shared: each takes time and memory
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
        """Seconds that a response may take, in every pool."""
        return self._pools[0].read_timeout

    async def initialize(self) -> None:
        """Initialize every pool."""
        await asyncio.gather(*(pool.initialize() for pool in self._pools))

    async def shutdown(self) -> None:
        """Close every connection."""
        await asyncio.gather(*(pool.shutdown() for pool in self._pools))

    async def do_request(self, *arguments: Any, **keywords: Any) -> tuple[int, bytes]:
        """Make the request in the least busy pool."""
        least_busy = min(range(len(self._pools)), key=self._busy.__getitem__)
        self._busy[least_busy] += 1
        try:
            return await self._pools[least_busy].do_request(*arguments, **keywords)
        finally:
            self._busy[least_busy] -= 1


class Bot(ExtBot[Priority | Broadcast]):
    """The library's bot with its own methods to send messages and to fetch updates."""

    async def post_message(
        self, message: Mapping[str, Any], priority: Priority | Broadcast, *, read_timeout: float | None = None
    ) -> int:
        """Call sendMessage with these parameters and return the new message's id. Raises `TelegramError`.

        `read_timeout` is the time in seconds that the response may take; None for the usual.

        The library's own `send_message` parses the whole message in the response, which takes as long as answering.
        """
        limiter_arguments = self._merge_api_rl_kwargs(None, priority)
        timeouts = {} if read_timeout is None else {"read_timeout": read_timeout}
        sent: Any = await self._post("sendMessage", dict(message), api_kwargs=limiter_arguments, **timeouts)
        message_id = sent.get("message_id") if isinstance(sent, dict) else None
        if not isinstance(message_id, int) or not 0 < message_id <= _MAX_ID:
            raise UnconfirmedError("Telegram's answer holds no message")
        return message_id

    async def call(self, method: str, parameters: Mapping[str, Any]) -> Any:
        """Call a method with these JSON parameters and return its JSON result. Raises `TelegramError`."""
        return await self._post(method, dict(parameters))

    async def fetch_updates(
        self, offset: int | None, kinds: Sequence[str], *, wait: int, most: int
    ) -> tuple[list[Update], int | None]:
        """Fetch up to `most` updates of these kinds from `offset` on, waiting up to `wait` seconds for the first.

        Returns the updates and the next offset. A malformed update comes as an empty one. Raises `TelegramError`.

        The library's own `get_updates` parses a batch as a whole: one malformed update loses the batch, which then
        comes again and again, and is logged with all that people wrote in it.
        """
        data = {"offset": offset, "limit": most, "timeout": wait, "allowed_updates": list(kinds)}
        batch: Any = await self._post("getUpdates", data, read_timeout=wait + _SLACK_SECONDS)
        if not isinstance(batch, list):
            raise TelegramError("Telegram's answer holds no updates")
        updates = [update for raw in batch if (update := parse_update(raw, self))]
        if batch and not updates:  # it would come again at once, since nothing in it can be confirmed
            raise TelegramError("Telegram's answer holds no update with an id")
        return updates, max((update.update_id + 1 for update in updates), default=offset)
