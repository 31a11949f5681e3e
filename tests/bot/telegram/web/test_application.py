from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.transport.webhook import ClosedError
from bot.telegram.web import application
from bot.telegram.web.application import MAX_BODY_BYTES, SECRET_HEADER, create_application

SECRET = "a-secret"  # noqa: S105 - of the test
UPDATE = {"update_id": 7}


class Site:
    """The application, and what it was given."""

    def __init__(self, *problems: str) -> None:
        self.accepted: list[Any] = []
        self.closed = False
        app = create_application(lambda: list(problems), self._expose, "/telegram", SECRET, self._accept)
        transport = httpx.ASGITransport(app)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1")

    async def post(
        self, content: Any, secret: str | None = SECRET, method: str = "POST", path: str = "/telegram"
    ) -> int:
        headers = {} if secret is None else {SECRET_HEADER: secret}
        return (await self.client.request(method, path, content=content, headers=headers)).status_code

    async def _expose(self) -> bytes:
        return b"x 1\n"

    async def _accept(self, raw: Any) -> bool:
        if self.closed:
            raise ClosedError
        self.accepted.append(raw)
        return isinstance(raw, dict)


async def test_an_update_with_the_secret_is_accepted() -> None:
    site = Site()
    assert await site.post(json.dumps(UPDATE)) == 200
    assert site.accepted == [UPDATE]


@pytest.mark.parametrize("secret", [None, "", "a-secre", "a-secret2", "A-SECRET"])
async def test_without_the_secret_nothing_is_accepted(secret: str | None) -> None:
    site = Site()
    for method in ("POST", "GET", "PUT"):
        assert await site.post(json.dumps(UPDATE), secret, method) == 403
    assert site.accepted == []


async def chunks(number: int) -> AsyncIterator[bytes]:
    """Yield a body without a Content-Length."""
    for _ in range(number):
        yield b" " * 100_000


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff",
        b"[1]",
        b'"x"',
        b"[" * 100_000,
        b"1" * 5_000,
        b'{"a": "' + b"x" * MAX_BODY_BYTES + b'"}',
    ],
)
async def test_what_is_no_update_is_refused(content: bytes) -> None:
    site = Site()
    assert await site.post(content) == 400
    assert await site.post(json.dumps(UPDATE), method="GET") == 400
    assert UPDATE not in site.accepted


async def test_a_body_without_end_is_refused() -> None:
    site = Site()
    assert await site.post(chunks(11)) == 400
    assert site.accepted == []


async def test_a_body_that_does_not_come_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(application, "BODY_SECONDS", 0.01)
    app = create_application(list, Site()._expose, "/telegram", SECRET, Site()._accept)  # noqa: SLF001
    sent: list[Any] = []

    async def receive() -> Any:

        await asyncio.Event().wait()

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/telegram",
        "headers": [(SECRET_HEADER.lower().encode(), SECRET.encode())],
        "query_string": b"",
    }
    await app(scope, receive, send)
    assert sent[0]["status"] == 400


async def test_while_no_update_is_taken_telegram_is_to_come_again() -> None:
    site = Site()
    site.closed = True
    assert await site.post(json.dumps(UPDATE)) == 503
    assert await site.post(json.dumps(UPDATE), None) == 403


@given(
    content=st.binary(max_size=200),
    secret=st.one_of(st.none(), st.just(SECRET), st.text("abc-é")),
    method=st.sampled_from(["POST", "GET", "DELETE"]),
)
async def test_no_request_is_an_error(content: bytes, secret: str | None, method: str) -> None:
    headers = {} if secret is None else {SECRET_HEADER.encode(): secret.encode()}
    response = await Site().client.request(method, "/telegram", content=content, headers=headers)
    assert response.status_code in ({200, 400} if secret == SECRET else {403})


async def test_state() -> None:
    site, unwell = Site(), Site("磁盘满了", "心跳停了")
    assert [(await at.client.get("/livez")).status_code for at in (site, unwell)] == [200, 200]
    assert (await site.client.get("/readyz")).status_code == 200
    answer = await unwell.client.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "磁盘满了\n心跳停了\n")
    assert (await site.client.get("/metrics")).text == "x 1\n"
    for path in ("/other", "/livez/", "/telegram/"):
        assert (await site.client.get(path)).status_code == 404


async def test_without_a_webhook_there_is_no_route() -> None:
    app = create_application(list, Site()._expose, None, SECRET, Site()._accept)  # noqa: SLF001
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
        assert (await client.post("/telegram", headers={SECRET_HEADER: SECRET})).status_code == 404
