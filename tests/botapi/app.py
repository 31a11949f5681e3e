"""The web application: API methods, files, and the control functions of the tests (/control)."""

from __future__ import annotations

import asyncio
import inspect
import json
import re
import time
from collections.abc import Awaitable, Callable
from email.utils import formatdate
from typing import Any

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from tests.botapi import control
from tests.botapi.errors import CIRCUMSTANCES, JSON, ApiError, DropConnection
from tests.botapi.messages.violations import find_violations
from tests.botapi.methods import Method, methods
from tests.botapi.parameters import Parameters, read_parameters
from tests.botapi.telegram.model import Call
from tests.botapi.telegram.scripted_faults import Fault, take_fault
from tests.botapi.telegram.telegram_state import TelegramState

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{35,}")

_POLLING = frozenset({"offset", "limit", "timeout", "allowed_updates"})

_PAGE = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center>nginx</center></body>\r\n</html>\r\n"


class Api:
    """The API of one bot. Each response takes `delay` seconds longer, for the round trip."""

    def __init__(self, state: TelegramState, token: str, delay: float = 0.0) -> None:
        self.state = state
        self.token = token
        self.delay = delay
        self.methods = methods()

    def application(self) -> Starlette:
        """Return the application with its routes."""
        return Starlette(
            routes=[
                Route("/", self.root),
                Route("/bot{token}/{method}", self.call, methods=["GET", "POST"]),
                Route("/file/bot{token}/{folder}/{name}", self.file),
                Route("/control/{name}", self.control, methods=["POST"]),
            ]
        )

    async def call(self, request: Request) -> Response:
        """Handle the call of a method."""
        name = request.path_params["method"]
        try:
            self._authorised(request.path_params["token"])
            if name.lower() == "getupdates":
                result = await self._attended(request, self._poll)
            else:
                result = await self._attended(request, lambda request: self._method(name, request))
        except ApiError as error:
            return _json(error.body(), error.status)
        except (DropConnection, ClientDisconnect):
            request.scope["transport"].abort()
            return Response()
        return result if isinstance(result, Response) else _json({"ok": True, "result": result})

    async def root(self, _: Request) -> Response:
        """Return nothing but the date, as all servers do."""
        return Response(status_code=404, headers={"Date": formatdate(usegmt=True)})

    async def file(self, request: Request) -> Response:
        """Return the content of a file."""
        try:
            self._authorised(request.path_params["token"])
        except ApiError as error:
            return _json(error.body(), error.status)
        content = self.state.files.get(request.path_params["name"])
        return Response(content, 200 if content else 404)

    async def control(self, request: Request) -> Response:
        """Run a control function; its arguments come as JSON."""
        function = control.FUNCTIONS[request.path_params["name"]]
        result = function(self.state, **await request.json())
        return _json({"result": await result if inspect.isawaitable(result) else result})

    def _authorised(self, token: str) -> None:
        if not _TOKEN.fullmatch(token):
            raise ApiError(404, "Not Found")
        if token != self.token:
            raise ApiError(401, "Unauthorized")

    async def _attended(self, request: Request, run: Callable[[Request], Awaitable[Any]]) -> Any:
        """Run a request after its share of the round trip and return the response."""
        if self.delay:
            await asyncio.sleep(self.delay / 2)
        try:
            return await run(request)
        finally:
            if self.delay:
                await asyncio.sleep(self.delay / 2)

    async def _poll(self, request: Request) -> Any:
        given = await read_parameters(request)
        self._named("getUpdates", given, _POLLING)
        call = Call(len(self.state.polls), "getUpdates", given, time.monotonic())
        # A bot polls throughout a session; only the latest calls are of interest.
        self.state.polls[:-99] = []
        self.state.polls.append(call)
        if fault := take_fault(self.state.faults, "getUpdates", None):
            return await self._failed(fault, call, request, list)
        if (allowed := given.object("allowed_updates")) is not None:
            self.state.updates.allow(allowed)
        limit = given.integer("limit") or 100
        polling = asyncio.ensure_future(
            self.state.updates.poll(
                given.integer("offset") or 0, min(max(limit, 1), 100), min(max(given.integer("timeout") or 0, 0), 50)
            )
        )
        # A bot that is killed must not leave a poll that takes the updates of its successor.
        gone = asyncio.ensure_future(_gone(request))
        try:
            await asyncio.wait({polling, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not polling.done():
                raise DropConnection
            return polling.result()
        finally:
            gone.cancel()
            polling.cancel()

    async def _method(self, name: str, request: Request) -> Any:
        state = self.state
        # A fault for any chat may cut the connection before the body is read.
        if not any(fault.chat is not None for fault in state.faults):
            fault = take_fault(state.faults, name, None)
            if fault and fault.kind == "dropped":
                raise DropConnection
        else:
            fault = None
        given = await read_parameters(request)
        fault = fault or take_fault(state.faults, name, given.values.get("chat_id"))
        call = Call(len(state.calls), name, given, time.monotonic())
        state.calls.append(call)
        state.changed()
        if fault:
            return await self._failed(fault, call, request, lambda: self._run(name, given, call))
        return self._run(name, given, call)

    def _run(self, name: str, given: Parameters, call: Call) -> Any:
        """Carry out a method and record its outcome."""
        state = self.state
        try:
            method = self._allowed(name, given)
            call.result = method.run(state, given)
            call.status = 200
            # Telegram accepts these messages but shows them wrongly, so only this check finds them.
            if isinstance(call.result, dict) and "message_id" in call.result:
                state.violations += [f"{name}: {fault}" for fault in find_violations(call.result)]
        except ApiError as error:
            call.status, call.result = error.status, error.description
            # A 400 is a bug of the bot unless the situation changed while its call was on the way.
            if error.status in {400, 404} and not any(word in error.description for word in CIRCUMSTANCES):
                state.violations.append(f"{name} {error.description}: {call.params}")
            raise
        finally:
            state.note("called:", call)
            state.changed()
        return call.result

    def _allowed(self, name: str, given: Parameters) -> Method:
        """Return the method. Raises an error if it is unknown or flood control refuses it."""
        method = self.methods.get(name.lower())
        if method is None:
            raise ApiError(404, "Not Found: method not found")
        # Telegram ignores unknown parameters, which would hide a misspelled one.
        self._named(name, given, method.takes)
        flood = self.state.flood
        if flood and method.floods and given.values.get("chat_id") is not None:
            chat = self.state.chat(given.values["chat_id"])
            flood.take(chat.id, group=chat.type != "private", now=time.monotonic())
        return method

    def _named(self, name: str, given: Parameters, known: frozenset[str]) -> None:
        unknown = given.values.keys() - known
        if unknown:
            self.state.violations.append(f"{name} does not take {sorted(unknown)}")

    async def _failed(self, fault: Fault, call: Call, request: Request, run: Callable[[], Any]) -> Any:
        """Carry out a call with a scripted fault."""
        self.state.note("  it goes wrong:", fault)
        try:
            match fault.kind:
                case "slow":
                    result = run()
                    await asyncio.sleep(fault.seconds)
                    return result
                case "unanswered":
                    run()
                    await _gone_within(request, fault.seconds)
                    raise DropConnection
                case "hung":
                    await _gone_within(request, fault.seconds)
                    raise DropConnection
                case "dropped":
                    raise DropConnection
                case "cut":
                    whole = json.dumps({"ok": True, "result": run()})
                    return Response(whole[: len(whole) // 2], media_type="application/json")
                case "late":
                    run()
                    return Response(_PAGE, fault.status, media_type="text/html")
                case "html":
                    call.status = fault.status
                    return Response(_PAGE, fault.status, media_type="text/html")
                case "raw":
                    call.status = fault.status
                    return Response(fault.body, fault.status, fault.headers)
                case _:
                    error = fault.error()
                    call.status, call.result = error.status, error.description
                    raise error
        finally:
            self.state.changed()


async def _gone(request: Request) -> None:
    """Wait until the client has disconnected."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _gone_within(request: Request, seconds: float) -> None:
    try:
        await asyncio.wait_for(_gone(request), seconds)
    except TimeoutError:
        return


def _json(body: JSON, status: int = 200) -> Response:
    return Response(json.dumps(body), status, media_type="application/json")
