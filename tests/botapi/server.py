"""The server, running in a thread beside the tests on a free port of 127.0.0.1."""

from __future__ import annotations

import asyncio
import inspect
import socket
import threading
from types import TracebackType
from typing import Any, Self

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from tests.botapi import control
from tests.botapi.app import Api
from tests.botapi.telegram.flood_control import FloodControl
from tests.botapi.telegram.telegram_state import TelegramState


class Protocol(H11Protocol):
    """HTTP with connections that can be cut: the scope of a request contains its transport."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Put the transport into every scope of this connection."""
        super().connection_made(transport)
        # asyncio sets it only for sockets with proto=IPPROTO_TCP; without it each response waits 40 ms for an ACK
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        application = self.app

        async def attached(scope: Any, receive: Any, send: Any) -> None:
            scope["transport"] = transport
            await application(scope, receive, send)

        self.app = attached


class Server:
    """A Bot API server for one bot. As a context manager it runs in a thread; it is also a `Control` for `Telegram`."""

    def __init__(
        self, token: str, *, privacy: bool = False, flood: bool = False, delay: float = 0.0, port: int = 0
    ) -> None:
        self.state = TelegramState(
            int(token.partition(":")[0]), privacy=privacy, flood=FloodControl() if flood else None
        )
        # Bound before the thread starts, so that the address is known at once.
        self._socket = socket.create_server(("127.0.0.1", port), backlog=512)
        self._config = uvicorn.Config(
            Api(self.state, token, delay).application(),
            http=Protocol,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            timeout_keep_alive=75,
        )
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended: asyncio.Event | None = None
        self._started = threading.Event()
        self._thread = threading.Thread(target=self.run, name="bot-api", daemon=True)

    @property
    def url(self) -> str:
        """Return its address: http://127.0.0.1:port."""
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def run(self) -> None:
        """Serve until `stop`."""
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._config.load()
        state = ServerState()
        self._loop = loop = asyncio.get_running_loop()
        self._ended = asyncio.Event()
        listening = await loop.create_server(
            lambda: Protocol(config=self._config, server_state=state, app_state={}), sock=self._socket
        )
        self._started.set()
        await self._ended.wait()
        listening.close()
        # A kept-alive connection would hold up the end of the server.
        for connection in list(state.connections):
            connection.transport.abort()
        for task in state.tasks:
            task.cancel()
        await asyncio.gather(*state.tasks, return_exceptions=True)

    def stop(self) -> None:
        """Stop, closing every connection."""
        if self._loop and self._ended:
            self._loop.call_soon_threadsafe(self._ended.set)

    def call(self, name: str, /, **arguments: Any) -> Any:
        """Run a control function in the server's event loop."""
        assert self._loop is not None, "not running"
        limit = 60 + arguments.get("within", 0)  # it may itself wait that long, in seconds
        return asyncio.run_coroutine_threadsafe(self._call(name, arguments), self._loop).result(limit)

    async def _call(self, name: str, arguments: dict[str, Any]) -> Any:
        result = control.FUNCTIONS[name](self.state, **arguments)
        return await result if inspect.isawaitable(result) else result

    def __enter__(self) -> Self:
        self._thread.start()
        self._started.wait(10)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self._thread.join(10)
        self._socket.close()
