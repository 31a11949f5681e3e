"""ANLITONG_PROXY: all calls and polling go through it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import httpx
import pytest

from tests.e2e.conftest import StartBot
from tests.e2e.harness.bot_process import TOKEN

PASSWORD = "secret-word-of-the-proxy"  # noqa: S105 - of a proxy that lives as long as the test


class Proxy(ThreadingHTTPServer):
    """A proxy that forwards requests and records them."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Passing)
        self.methods: set[str] = set()
        self.authorised = True


class _Passing(BaseHTTPRequestHandler):
    server: Proxy

    def do_POST(self) -> None:
        self.server.methods.add(urlsplit(self.path).path.rpartition("/")[2])
        self.server.authorised &= "Proxy-Authorization" in self.headers
        body = self.rfile.read(int(self.headers["Content-Length"]))
        kind = {"Content-Type": self.headers["Content-Type"]} if "Content-Type" in self.headers else {}
        answer = httpx.post(self.path, content=body, headers=kind, timeout=60, trust_env=False)
        self.send_response(answer.status_code)
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    def log_message(self, *_: object) -> None:
        """Do not log."""


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with Proxy() as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        yield proxy
        proxy.shutdown()


def test_everything_goes_through_the_proxy(start_bot: StartBot, proxy: Proxy) -> None:
    bot = start_bot(ANLITONG_PROXY=f"http://li:{PASSWORD}@127.0.0.1:{proxy.server_port}", ANLITONG_LOG_LEVEL="DEBUG")
    li = bot.telegram.user("李")
    li.asks("安徽参与了哪些案例")
    assert "共 17 个案例" in li.next().text
    assert proxy.methods >= {"getMe", "getUpdates", "sendMessage"}
    assert proxy.authorised
    assert bot.stop() == 0
    assert PASSWORD not in bot.log
    assert TOKEN.partition(":")[2] not in bot.log
