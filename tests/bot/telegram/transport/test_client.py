from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, HTTPXRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from bot.telegram.rate_limit.chat_queue import Priority
from bot.telegram.transport.client import CONNECTIONS_PER_POOL, Bot, Request, RequestPools, UnconfirmedError, _Client


class Pool(BaseRequest):
    """A request object that answers when a test lets it."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.open = 0
        self.go = asyncio.Event()

    @property
    def read_timeout(self) -> float | None:
        return 7.0

    async def initialize(self) -> None:
        self.open += 1

    async def shutdown(self) -> None:
        self.open -= 1

    async def do_request(self, url: str, method: str, *_: Any, **__: Any) -> tuple[int, bytes]:
        self.asked.append(url)
        await self.go.wait()
        if method == "FAIL":
            raise TelegramError("failed")
        return 200, b'{"ok": true, "result": true}'


async def test_the_least_busy_pool_is_used() -> None:
    three = [Pool(), Pool(), Pool()]
    pools = RequestPools(three)
    calls = [
        asyncio.create_task(pools.do_request(str(number), "FAIL" if number == 1 else "POST")) for number in range(6)
    ]
    await asyncio.sleep(0)
    assert [pool.asked for pool in three] == [["0", "3"], ["1", "4"], ["2", "5"]]
    three[1].go.set()
    await asyncio.wait(calls, timeout=10, return_when=asyncio.FIRST_COMPLETED)
    assert isinstance(calls[1].exception(), TelegramError)
    calls.append(asyncio.create_task(pools.do_request("6", "POST")))
    await asyncio.sleep(0)
    assert three[1].asked == ["1", "4", "6"], "a request that failed is no longer one to do"
    for pool in three:
        pool.go.set()
    assert [await call for call in calls if call is not calls[1]] == [(200, b'{"ok": true, "result": true}')] * 6


async def test_all_pools_are_initialized_and_shut_down() -> None:
    three = [Pool(), Pool(), Pool()]
    pools = RequestPools(three)
    await pools.initialize()
    assert [pool.open for pool in three] == [1, 1, 1]
    await pools.shutdown()
    assert [pool.open for pool in three] == [0, 0, 0]
    assert pools.read_timeout == 7.0


@pytest.mark.parametrize(
    ("connections", "pools"), [(1, 1), (CONNECTIONS_PER_POOL, 1), (CONNECTIONS_PER_POOL + 1, 2), (16, 4)]
)
async def test_pools_have_enough_connections(connections: int, pools: int) -> None:
    made = RequestPools.create(connections, None)
    assert len(made._pools) == pools  # noqa: SLF001 - nothing else shows it
    await made.shutdown()


@pytest.mark.parametrize("payload", [b"", b"<html>", b'{"ok": tru', b"\xff\xfe", b"[" * 100_000])
def test_responses_that_are_no_json(payload: bytes) -> None:
    for kind in (Request, RequestPools):
        with pytest.raises(TelegramError, match="no JSON"):
            kind.parse_json_payload(payload)


@pytest.mark.parametrize("payload", [b"[]", b"5", b"null", b'"ok"', b'{"ok": true}'])
def test_responses_that_are_not_the_bot_apis(payload: bytes) -> None:
    with pytest.raises(TelegramError, match="not one of the Bot API's"):
        Request.parse_json_payload(payload)


PAGE = b"\r\n<html><title>Not Found</title></html>"


@pytest.mark.parametrize(
    ("status", "payload", "kind"),
    [
        (401, b'{"ok": false, "error_code": 401, "description": "Unauthorized"}', InvalidToken),
        (404, b' {"ok": false, "error_code": 404, "description": "Not Found"}', InvalidToken),
        (401, PAGE, NetworkError),
        (404, PAGE, NetworkError),
        (404, b"", NetworkError),
        (404, b'{"error": "no such page"}', NetworkError),
        (400, PAGE, NetworkError),
        (403, PAGE, NetworkError),
        (403, b'{"ok": false, "error_code": 403, "description": "Forbidden: bot was kicked"}', Forbidden),
        (302, PAGE, NetworkError),
        (200, b'{"ok": false, "error_code": 500, "description": "Internal"}', NetworkError),
        (429, b'{"ok": false, "parameters": [1]}', NetworkError),
        (400, b'{"ok": false, "description": {"a": 1}}', BadRequest),
        (400, b'{"ok": false, "parameters": {"migrate_to_chat_id": -5}}', ChatMigrated),
        (400, b'{"ok": false, "parameters": {"migrate_to_chat_id": "-5"}}', BadRequest),
        (400, b'{"ok": false, "parameters": {"migrate_to_chat_id": 1180591620717411303424}}', BadRequest),
        (429, b'{"ok": false, "parameters": {"retry_after": "5"}}', NetworkError),
        (504, PAGE, UnconfirmedError),
        (504, b'{"ok": false, "error_code": 504, "description": "Gateway Timeout"}', UnconfirmedError),
        (200, b'{"ok": tru', UnconfirmedError),
        (502, PAGE, NetworkError),
    ],
)
async def test_errors_of_responses(
    monkeypatch: pytest.MonkeyPatch, status: int, payload: bytes, kind: type[TelegramError]
) -> None:
    async def answer(*_: Any, **__: Any) -> tuple[int, bytes]:
        return status, payload

    monkeypatch.setattr(HTTPXRequest, "do_request", answer)
    with pytest.raises(TelegramError) as told:
        await Request().post("http://127.0.0.1:1/bot/getMe")
    assert type(told.value) is kind


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")  # of the library's own constructor
@pytest.mark.parametrize(
    ("given", "seconds"), [("7", 7), ("0.5", 1), ("-5", 1), ("true", 1), ("NaN", 1), ("1e400", 3600), ("9" * 30, 3600)]
)
def test_the_wait_of_a_429_is_within_reason(given: str, seconds: int) -> None:
    response = Request.parse_json_payload(f'{{"ok": false, "parameters": {{"retry_after": {given}}}}}'.encode())
    assert response["parameters"] == {"retry_after": seconds}


class ScriptedBot(Bot):
    """A bot with a given result of getUpdates."""

    found: Any = None

    async def _post(self, *_: Any, **__: Any) -> Any:
        return self.found


@pytest.mark.parametrize("found", [True, None, {}, "updates"])
async def test_responses_without_a_list_of_updates_are_errors(found: object) -> None:
    bot = ScriptedBot("1:x", request=Pool(), get_updates_request=Pool())
    with bot._unfrozen():  # noqa: SLF001 - the library's objects take no new value else
        bot.found = found
    with pytest.raises(TelegramError, match="holds no updates"):
        await bot.fetch_updates(None, ["message"], wait=0, most=1)


@pytest.mark.parametrize(
    ("cause", "kind"),
    [
        (httpx.ReadTimeout("late"), UnconfirmedError),
        (httpx.ReadError("reset"), UnconfirmedError),
        (httpx.RemoteProtocolError("cut"), UnconfirmedError),
        (httpx.ConnectError("refused"), NetworkError),
        (httpx.ConnectTimeout("nobody there"), TimedOut),
        (httpx.WriteError("reset"), NetworkError),
    ],
)
async def test_errors_of_connections(
    monkeypatch: pytest.MonkeyPatch, cause: Exception, kind: type[TelegramError]
) -> None:
    async def fail(*_: Any, **__: Any) -> None:
        raise cause

    monkeypatch.setattr(_Client, "request", fail)
    with pytest.raises(TelegramError) as told:
        await Request().post("http://127.0.0.1:1/bot/getMe")
    assert type(told.value) is kind


async def test_updates_of_which_none_has_an_id_are_an_error() -> None:
    bot = ScriptedBot("1:x", request=Pool(), get_updates_request=Pool())
    for found, offset in (([{"update_id": 1 << 70}, 5], None), ([5, {"update_id": 5}], 6), ([], 3)):
        with bot._unfrozen():  # noqa: SLF001 - the library's objects take no new value else
            bot.found = found
        if offset is None:
            with pytest.raises(TelegramError, match="no update with an id"):
                await bot.fetch_updates(3, ["message"], wait=0, most=1)
        else:
            assert (await bot.fetch_updates(3, ["message"], wait=0, most=1))[1] == offset


@pytest.mark.parametrize("found", [True, {}, {"message_id": None}, {"message_id": 1 << 60}, {"message_id": 0}])
async def test_a_response_without_a_message_is_unconfirmed(found: object) -> None:
    bot = ScriptedBot("1:x", request=Pool(), get_updates_request=Pool())
    with bot._unfrozen():  # noqa: SLF001 - the library's objects take no new value else
        bot.found = found
    with pytest.raises(UnconfirmedError):
        await bot.post_message({}, Priority.ANSWER)


@dataclass
class Listener:
    """A server that answers after the seconds named in the path and counts its connections."""

    connections: int = 0
    incoming: list[tuple[str, Any]] = field(default_factory=list)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    meetings: set[asyncio.Task[None]] = field(default_factory=set)

    async def end(self) -> None:
        self.over.set()
        await asyncio.wait(self.meetings)

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.current_task()
        assert task is not None
        self.meetings.add(task)
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                length = int(head.lower().split("content-length: ")[1].split("\r\n")[0])
                said = head.split(" ")[1]
                self.incoming.append((said, json.loads(await reader.readexactly(length))))
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 28\r\nSet-Cookie: a=b\r\n\r\n")
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.over.wait(), float(said.rpartition("/")[2]))
                writer.write(b'{"ok": true, "result": true}')
        writer.close()


async def test_requests_are_json_on_one_connection_unless_one_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    listener, request = Listener(), Request(connection_pool_size=1)
    server = await asyncio.start_server(listener.meet, "127.0.0.1", 0)
    base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"

    async def post(seconds: float, **more: float) -> Any:
        data = RequestData([RequestParameter.from_input("text", "安徽"), RequestParameter.from_input("chat_id", 5)])
        return await request.post(f"{base}/{seconds}", data, **more)

    assert [await post(0), await post(0)] == [True, True]
    assert listener.incoming == [("/0", {"text": "安徽", "chat_id": 5})] * 2
    assert listener.connections == 1
    cancelled = asyncio.create_task(post(5))
    async with asyncio.timeout(10):
        while len(listener.incoming) < 3:  # noqa: ASYNC110 - until the connection is in use
            await asyncio.sleep(0.01)
    cancelled.cancel()
    with pytest.raises(asyncio.CancelledError):
        await cancelled
    with pytest.raises(UnconfirmedError) as late:
        await post(5, read_timeout=0.1)
    assert isinstance(late.value.__cause__, httpx.ReadTimeout)
    assert await post(0) is True
    assert listener.connections == 3
    monkeypatch.setattr(request, "_longest_seconds", lambda _read: 0.1)
    with pytest.raises(UnconfirmedError):  # the response has begun, and never ends
        await post(5)
    await request.shutdown()
    server.close()
    await listener.end()
