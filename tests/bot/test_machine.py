from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from bot.machine import describe_low_disk, describe_wrong_clock, measure_clock_offset

NOW = 1_800_000_000
Usage = namedtuple("Usage", "total used free")  # noqa: PYI024 - as shutil's


class Dated(BaseHTTPRequestHandler):
    """Answers with the date `NOW`, or with none."""

    dates: tuple[str, ...] = (formatdate(NOW, usegmt=True),)

    def do_HEAD(self) -> None:
        assert self.path == "/", "no token is sent"
        self.send_response_only(404)
        for date in self.dates:
            self.send_header("Date", date)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    """Serve, and return the URL of the Bot API there."""
    with HTTPServer(("127.0.0.1", 0), Dated) as served:
        thread = Thread(target=served.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{served.server_address[1]}/bot"
        served.shutdown()
        thread.join()


@pytest.mark.parametrize("offset", [0, 7200, -14400])
def test_the_clock_is_compared_with_the_server(server: str, offset: float) -> None:
    assert measure_clock_offset(server, None, lambda: NOW + offset) == offset


@pytest.mark.parametrize("dates", [(), ("yesterday",)])
def test_a_server_without_a_date_tells_nothing(server: str, monkeypatch: pytest.MonkeyPatch, dates: object) -> None:
    monkeypatch.setattr(Dated, "dates", dates)
    assert measure_clock_offset(server, None) is None


def test_an_unreachable_server_tells_nothing() -> None:
    assert measure_clock_offset("http://127.0.0.1:1/bot", None) is None


@pytest.mark.parametrize(
    ("total", "free", "said"),
    [
        (100e9, 499e6, "只剩 499 MB"),
        (100e9, 501e6, ""),
        (1e9, 49e6, "只剩 49 MB"),
        (1e9, 51e6, ""),
    ],
)
def test_low_disks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, total: float, free: float, said: str) -> None:
    monkeypatch.setattr("bot.machine.shutil.disk_usage", lambda _: Usage(total, total - free, free))
    described = describe_low_disk(tmp_path) or ""
    assert said in described
    assert bool(said) == bool(described)


def test_a_disk_that_is_not_there_tells_nothing(tmp_path: Path) -> None:
    assert describe_low_disk(tmp_path / "none") is None


@pytest.mark.parametrize(("offset", "said"), [(0, ""), (60, ""), (-60, ""), (61, "快 61 秒"), (-7200, "慢 7200 秒")])
def test_wrong_clocks(offset: float, said: str) -> None:
    assert describe_wrong_clock(offset).endswith(said)
    assert bool(describe_wrong_clock(offset)) == bool(said)
