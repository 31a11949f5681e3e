from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from bot.heartbeat import Heartbeat, notify_systemd, read_problems, write_heartbeat

NOW = 1_800_000_000.0


@pytest.mark.parametrize(
    ("changes", "after", "problem"),
    [
        ({}, 60, None),
        ({}, 61, "心跳停了 61 秒"),
        ({"polled": None}, 0, "还没有收到过消息"),
        ({"polled": 149.0}, 0, None),
        ({"polled": 151.0}, 0, "151 秒没有收取消息"),
        ({"lag": 6.0}, 0, "事件循环慢了 6 秒"),
        ({"database": "x.db: 磁盘满了"}, 0, "x.db: 磁盘满了"),
        ({"overdue": 601.0}, 0, "有一条消息过了 601 秒还没有发出"),
        ({"standby": True, "polled": None}, 0, None),
        ({"standby": True, "polled": None}, 61, "心跳停了 61 秒"),
    ],
)
def test_problems(tmp_path: Path, changes: dict[str, Any], after: float, problem: str | None) -> None:
    write_heartbeat(tmp_path, Heartbeat(**{"at": NOW, "polled": 3.0} | changes))
    assert read_problems(tmp_path, lambda: NOW + after) == ([problem] if problem else [])
    assert [file.stat().st_mode & 0o777 for file in tmp_path.iterdir()] == [0o600]


def test_a_missing_or_broken_heartbeat(tmp_path: Path) -> None:
    (expected,) = read_problems(tmp_path)
    assert "没有心跳" in expected
    (tmp_path / "heartbeat.json").write_text("{", "utf-8")
    assert read_problems(tmp_path) == [expected]


def test_the_newest_of_a_standby_and_a_leader_counts(tmp_path: Path) -> None:
    write_heartbeat(tmp_path, Heartbeat(at=NOW, standby=True))
    write_heartbeat(tmp_path, Heartbeat(at=NOW + 100, polled=200.0))
    assert read_problems(tmp_path, lambda: NOW + 100) == ["200 秒没有收取消息"]


def test_systemd_is_told(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as server:
        server.bind(str(tmp_path / "s"))
        notify_systemd({"NOTIFY_SOCKET": str(tmp_path / "s")})
        notify_systemd({})
        assert server.recv(100) == b"READY=1\nWATCHDOG=1"


def test_a_heartbeat_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "heartbeat.json" / "x").mkdir(parents=True)  # a folder cannot be replaced by a file
    with pytest.raises(OSError, match="heartbeat"):
        write_heartbeat(tmp_path, Heartbeat(at=1.0))
    assert [path.name for path in tmp_path.iterdir()] == ["heartbeat.json"]
