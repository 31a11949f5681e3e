from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from bot.telegram.measurements import Measurements
from bot.telegram.pulse import Pulse
from bot.telegram.web import site
from bot.telegram.web.site import Site


@pytest.fixture
async def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[str, int]]:
    """Return the address of a site whose idle connections are closed at once."""
    monkeypatch.setattr(site, "IDLE_SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as free:
        host, port = free.getsockname()
    settings = Settings(token=SecretStr("1:aaaaaaaaaa"), state_dir=tmp_path, listen=f"{host}:{port}")
    serving = Site(settings, Pulse(tmp_path), Measurements())
    await serving.start()
    yield host, port
    await serving.close()


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (b"", b""),
        (b"GET /livez HTTP/1.1\r\nHost", b""),
        (b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\nGET", b"HTTP/1.1 200"),
    ],
)
async def test_an_idle_connection_is_closed(address: tuple[str, int], said: bytes, status: bytes) -> None:
    reader, writer = await asyncio.open_connection(*address)
    writer.write(said)
    async with asyncio.timeout(10):
        assert (await reader.read()).startswith(status)
    writer.close()
