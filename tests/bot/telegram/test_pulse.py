from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from pathlib import Path

import pytest

from bot.telegram.pulse import Pulse


@pytest.mark.parametrize("writable", [True, False])
async def test_systemd_is_told_whether_the_heartbeat_can_be_written_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, writable: bool
) -> None:
    state = tmp_path / "state"
    if not writable:
        state.write_text("a file in place of the directory")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "s"))
        systemd.setblocking(False)  # noqa: FBT003 - the module's own
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "s"))
        beating = asyncio.create_task(Pulse(state).run())
        told = await asyncio.wait_for(asyncio.get_running_loop().sock_recv(systemd, 100), 10)
        beating.cancel()
        with suppress(asyncio.CancelledError):
            await beating
    assert told == b"READY=1\nWATCHDOG=1"
    assert (state / "heartbeat-standby.json").exists() == writable
