from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.botapi.server import Server
from tests.e2e.harness.bot_process import TOKEN
from tests.e2e.harness.conversation import Telegram


class Api:
    """A bot that the test plays itself: calls of methods over HTTP, as a form."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.telegram = Telegram(server)
        self.client = httpx.Client(base_url=f"{server.url}/bot{TOKEN}/", timeout=10, trust_env=False)

    def __call__(self, method: str, **fields: Any) -> Any:
        """Return the result of a method, or the description of its error."""
        body = self.answer(method, **fields).json()
        return body["result"] if body["ok"] else body["description"]

    def answer(self, method: str, **fields: Any) -> httpx.Response:
        return self.client.post(method, data=fields)

    def updates(self, offset: int = 0, timeout: int = 0, **more: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self("getUpdates", offset=offset, timeout=timeout, **more)
        return found

    def news(self) -> list[dict[str, Any]]:
        """Return the updates since the last call."""
        found = self.updates()
        if found:
            self.updates(found[-1]["update_id"] + 1)
        return found


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(TOKEN) as running:
        yield running


@pytest.fixture
def api(server: Server) -> Iterator[Api]:
    made = Api(server)
    yield made
    made.client.close()
