"""Run the web server beside the bot, from its start as a standby to its end."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import structlog
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from bot.heartbeat import list_problems
from bot.settings import Settings, SettingsError
from bot.store import OutboxState, Store, StoreError
from bot.telegram.measurements import Measurements
from bot.telegram.pulse import Pulse
from bot.telegram.transport.intake import UpdateSource
from bot.telegram.transport.webhook import ClosedError, WebhookReceiver
from bot.telegram.web.application import create_application
from bot.telegram.web.metrics import Snapshot, expose

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

MAX_REQUESTS = 64
"""Requests and connections at a time; further ones get 503."""
IDLE_SECONDS = 10.0
"""Time in which a connection has to begin a request; it is closed after twice that at the latest."""
STOP_SECONDS = 1
READ_SECONDS = 30.0
"""The state of the outbox, which takes long to count, is read no more often."""

STANDBY = "待命：另一个进程正在运行，或者还在连接数据库"
STARTING = "正在启动"


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to the bot."""
        yield


class _Protocol(H11Protocol):
    """HTTP whose idle connections are closed, also before the first request: they count towards `MAX_REQUESTS`."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to watch a new connection."""
        super().connection_made(transport)
        self.loop.call_later(IDLE_SECONDS, self._close_if_idle, None)

    def _close_if_idle(self, before: RequestResponseCycle | None) -> None:
        """Close the connection if it is idle and `before` is still its last request."""
        if self.transport.is_closing():
            return
        last: RequestResponseCycle | None = self.cycle
        if last is before and (last is None or last.response_complete):
            self.transport.close()
        else:
            self.loop.call_later(IDLE_SECONDS, self._close_if_idle, last)


class Site:
    """The web server and what it shows."""

    def __init__(self, settings: Settings, pulse: Pulse, measurements: Measurements) -> None:
        """`settings.listen` is the address to serve at."""
        self._settings, self._pulse, self._measurements = settings, pulse, measurements
        self._store: Store | None = None
        self._source: UpdateSource | None = None
        self._server: _Server | None = None
        self._task: asyncio.Task[None] | None = None
        self._outbox: OutboxState | None = None
        self._read_at = -READ_SECONDS
        self._reading = asyncio.Lock()

    def lead(self, store: Store, source: UpdateSource) -> None:
        """Show the state of these from now on, and pass updates to the source if it is a webhook."""
        self._store, self._source = store, source

    async def start(self) -> None:
        """Begin to serve. Raises `SettingsError` if the address cannot be used."""
        address = urlsplit(f"//{self._settings.listen}")
        host, port = address.hostname or "", address.port or 0
        try:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            opened = socket.create_server((host, port), family=family, backlog=128)
            # inherited by its connections: without it each response waits 40 ms for an acknowledgement
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            raise SettingsError(
                f"ANLITONG_LISTEN: {self._settings.listen}: 不能在这里监听：{error.strerror}"
            ) from error
        url = self._settings.webhook_url
        application = create_application(
            self._list_problems,
            self._expose,
            urlsplit(url).path if url else None,
            self._settings.webhook_secret,
            self._accept,
        )
        config = uvicorn.Config(
            application,
            http=_Protocol,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=MAX_REQUESTS,
            timeout_graceful_shutdown=STOP_SECONDS,
        )
        self._server = _Server(config)
        self._task = asyncio.create_task(self._server.serve(sockets=[opened]))
        log.info("serving", at=self._settings.listen)

    async def close(self) -> None:
        """Stop serving."""
        if self._server is not None and self._task is not None:
            self._server.should_exit = True
            await asyncio.wait((self._task,), timeout=2 * STOP_SECONDS)

    def _list_problems(self) -> list[str]:
        if self._source is None:
            return [STANDBY]
        if self._source.seconds_since_success() is None:
            return [STARTING]
        beat = self._pulse.last
        # the last one may be from before the start
        return [] if beat is None or beat.polled is None else list_problems(beat)

    async def _expose(self) -> bytes:
        leader = self._source is not None
        return expose(Snapshot(self._measurements, leader, self._pulse.last, await self._read_outbox()))

    async def _read_outbox(self) -> OutboxState | None:
        if self._store is None:
            return None
        async with self._reading:
            now = asyncio.get_running_loop().time()
            if now - self._read_at >= READ_SECONDS:
                self._read_at = now
                try:
                    self._outbox = await self._store.outbox.read_state()
                except StoreError:  # which is reported elsewhere
                    self._outbox = None
        return self._outbox

    async def _accept(self, raw: Any) -> bool:
        if not isinstance(self._source, WebhookReceiver):
            raise ClosedError
        return await self._source.accept(raw)
