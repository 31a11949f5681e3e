"""The routes of the web server."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.telegram.transport.webhook import ClosedError

MAX_BODY_BYTES = 1_000_000
"""Longest update: Telegram's are a few kilobytes."""
BODY_SECONDS = 10.0
"""Time for the body to arrive."""

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
_EXPOSITION = "text/plain; version=0.0.4; charset=utf-8"

Accept = Callable[[Any], Awaitable[bool]]
"""Takes in an update, given as JSON; returns False if it is none. Raises `ClosedError`."""


class MalformedError(Exception):
    """A request that is no update."""


class WebhookEndpoint:
    """The route that Telegram posts updates to.

    It answers 403 without the secret, 400 to what is no update, and 503 if no update is taken in now.
    """

    def __init__(self, secret: str, accept: Accept) -> None:
        self._secret = secret.encode()
        self._accept = accept

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request by any method."""
        response = await self._respond(Request(scope, receive))
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, self._secret):
            return Response(status_code=403)
        try:
            raw = await _read_json(request)
            return Response(status_code=200 if await self._accept(raw) else 400)
        except MalformedError:
            return Response(status_code=400)
        except ClosedError:
            return Response(status_code=503, headers={"Retry-After": "5"})


def create_application(
    list_problems: Callable[[], list[str]],
    expose_metrics: Callable[[], Awaitable[bytes]],
    webhook_path: str | None,
    secret: str,
    accept: Accept,
) -> Starlette:
    """Create the application. `list_problems` returns why the bot is not ready; `webhook_path` is None without one."""

    async def livez(_: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_: Request) -> Response:
        problems = list_problems()
        return PlainTextResponse("".join(f"{problem}\n" for problem in problems or ["ok"]), 503 if problems else 200)

    async def metrics(_: Request) -> Response:
        return Response(await expose_metrics(), media_type=_EXPOSITION)

    routes = [Route("/livez", livez), Route("/readyz", readyz), Route("/metrics", metrics)]
    if webhook_path is not None:
        routes.append(Route(webhook_path, WebhookEndpoint(secret, accept)))
    application = Starlette(routes=routes)
    application.router.redirect_slashes = False  # a path is one of these or none
    return application


async def _read_json(request: Request) -> Any:
    """Return the body of a POST request as JSON. Raises `MalformedError`."""
    if request.method != "POST":
        raise MalformedError
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MAX_BODY_BYTES:
                    raise MalformedError
        return json.loads(body)
    except (ClientDisconnect, TimeoutError, ValueError, RecursionError) as error:
        raise MalformedError from error
