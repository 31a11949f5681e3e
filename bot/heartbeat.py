"""The heartbeat file that a running bot writes, and `anlitong health`, which judges it."""

from __future__ import annotations

import json
import os
import socket
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

INTERVAL_SECONDS = 15.0
"""Time between two heartbeats."""
MAX_AGE_SECONDS = 60.0
MAX_POLL_SECONDS = 150.0
MAX_LAG_SECONDS = 5.0
MAX_OVERDUE_SECONDS = 600.0

_FILES = {False: "heartbeat.json", True: "heartbeat-standby.json"}
"""By whether the process is a standby: both may have one state directory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heartbeat:
    """The state of a bot; durations are in seconds."""

    at: float
    """Its time, in seconds since 1970."""
    standby: bool = False
    polled: float | None = None
    """Time since the last successful poll; None before the first."""
    lag: float = 0.0
    """Delay of the event loop."""
    database: str = ""
    """What is wrong with the database; "" if nothing is."""
    overdue: float = 0.0
    """Time since the oldest pending message was due."""
    dataset: str = ""
    """The revision of the loaded data."""


def write_heartbeat(directory: Path, heartbeat: Heartbeat) -> None:
    """Write a heartbeat. Raises `OSError`."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=directory, prefix="heartbeat.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(asdict(heartbeat), file, ensure_ascii=False)
        Path(name).replace(directory / _FILES[heartbeat.standby])
    except OSError:  # a full disk must not fill up with what could not be written
        Path(name).unlink(missing_ok=True)
        raise


def notify_systemd(environment: Mapping[str, str]) -> None:
    """Tell systemd, if it started the process with Type=notify, that it runs (see sd_notify(3)). Raises `OSError`."""
    address = environment.get("NOTIFY_SOCKET")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as connection:
        connection.connect(f"\0{address[1:]}" if address.startswith("@") else address)
        connection.sendall(b"READY=1\nWATCHDOG=1")


def read_problems(directory: Path, clock: Callable[[], float] = time.time) -> list[str]:
    """Return what is wrong with the bot that uses this state directory; empty if nothing is."""
    beats = [beat for name in _FILES.values() if (beat := _read(directory / name)) is not None]
    if not beats:
        return [f"{directory}: 没有心跳，机器人没有在这里运行过"]
    newest = max(beats, key=lambda beat: beat.at)
    age = clock() - newest.at
    stopped = [f"心跳停了 {age:.0f} 秒"] if age > MAX_AGE_SECONDS else []
    return stopped + list_problems(newest)


def list_problems(newest: Heartbeat) -> list[str]:
    """Return what a heartbeat says is wrong; empty for a standby and if nothing is."""
    problems: list[str] = []
    if newest.standby:
        return problems
    if newest.polled is None or newest.polled > MAX_POLL_SECONDS:
        problems.append("还没有收到过消息" if newest.polled is None else f"{newest.polled:.0f} 秒没有收取消息")
    if newest.lag > MAX_LAG_SECONDS:
        problems.append(f"事件循环慢了 {newest.lag:.0f} 秒")
    if newest.database:
        problems.append(newest.database)
    if newest.overdue > MAX_OVERDUE_SECONDS:
        problems.append(f"有一条消息过了 {newest.overdue:.0f} 秒还没有发出")
    return problems


def _read(file: Path) -> Heartbeat | None:
    try:
        values: Any = json.loads(file.read_text("utf-8"))
        return Heartbeat(**{field.name: values[field.name] for field in fields(Heartbeat)})
    except (OSError, ValueError, KeyError, TypeError):
        return None
