from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.botapi.conftest import Api
from tests.botapi.errors import ApiError
from tests.botapi.server import Server
from tests.botapi.telegram.flood_control import FloodControl
from tests.e2e.harness.bot_process import TOKEN
from tests.e2e.harness.conversation import User


@pytest.fixture
def li(api: Api) -> User:
    made = api.telegram.user("李")
    made.asks("你好")
    return made


def _sends(api: Api, li: User) -> httpx.Response:
    return api.answer("sendMessage", chat_id=li.id, text="答")


@pytest.mark.parametrize(
    ("details", "status", "body"),
    [
        ({"status": 500}, 500, {"error_code": 500, "description": "Internal Server Error"}),
        ({"status": 403}, 403, {"error_code": 403, "description": "Forbidden: bot was blocked by the user"}),
        (
            {"status": 400, "description": "Bad Request: x", "parameters": {"migrate_to_chat_id": -5}},
            400,
            {"error_code": 400, "description": "Bad Request: x", "parameters": {"migrate_to_chat_id": -5}},
        ),
        (
            {"retry_after": 3},
            429,
            {
                "error_code": 429,
                "description": "Too Many Requests: retry after 3",
                "parameters": {"retry_after": 3},
            },
        ),
    ],
)
def test_errors(api: Api, li: User, details: dict[str, Any], status: int, body: dict[str, Any]) -> None:
    api.telegram.fails("sendMessage", **details)
    answer = _sends(api, li)
    assert (answer.status_code, answer.json()) == (status, {"ok": False} | body)
    assert li.private.waiting() == []
    assert _sends(api, li).status_code == 200
    assert api.telegram.malformed() == []


def test_an_html_page_instead_of_a_response(api: Api, li: User) -> None:
    api.telegram.fails("*", "html", times=2)
    assert _sends(api, li).text.startswith("<html>")
    assert api.answer("getMe").status_code == 502
    assert _sends(api, li).status_code == 200


@pytest.mark.parametrize(("kind", "arrived"), [("dropped", 0), ("hung", 0), ("unanswered", 1)])
def test_dropped_connections(api: Api, li: User, kind: str, arrived: int) -> None:
    api.telegram.fails("sendMessage", kind)
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        _sends(api, li)
    assert len(li.private.waiting()) == arrived


def test_an_unanswered_call(api: Api, li: User) -> None:
    api.telegram.fails("sendMessage", "unanswered", seconds=60)
    with pytest.raises(httpx.ReadTimeout):
        api.client.post("sendMessage", data={"chat_id": li.id, "text": "答"}, timeout=0.2)
    assert li.next().text == "答"


def test_a_slow_response(api: Api, li: User) -> None:
    api.telegram.fails("sendMessage", "slow", seconds=60)
    with pytest.raises(httpx.ReadTimeout):
        api.client.post("sendMessage", data={"chat_id": li.id, "text": "答"}, timeout=0.1)
    api.telegram.fails("sendMessage", "slow", seconds=0.1)
    assert _sends(api, li).status_code == 200


def test_a_fault_of_one_chat(api: Api, li: User) -> None:
    wang = api.telegram.user("王")
    wang.asks("你好")
    api.telegram.fails("sendMessage", chat=wang.private, status=500)
    assert _sends(api, li).status_code == 200
    assert _sends(api, wang).status_code == 500
    assert _sends(api, wang).status_code == 200


def test_polling_fails_too(api: Api) -> None:
    api.telegram.fails("getUpdates", status=502)
    assert api.answer("getUpdates").status_code == 502
    assert api.updates() == []


def test_flood_control_works_over_http() -> None:
    with Server(TOKEN, flood=True) as server:
        api = Api(server)
        li, wang = api.telegram.user("李"), api.telegram.user("王")
        li.asks("你好")
        wang.asks("你好")
        statuses = [_sends(api, li).status_code for _ in range(6)]
        assert statuses == [200] * 4 + [429] * 2
        assert (_sends(api, wang).status_code, api.telegram.refused()) == (200, 2)
        assert api("getChat", chat_id=li.id)["id"] == li.id
        api.client.close()


def _refused(flood: FloodControl, chat: int, now: float, *, group: bool = False) -> int:
    try:
        flood.take(chat, group=group, now=now)
    except ApiError as error:
        return int(error.parameters["retry_after"])
    return 0


def test_a_chat_takes_one_a_second_after_a_burst() -> None:
    flood = FloodControl(burst=3)
    assert [_refused(flood, 1, 0.0) for _ in range(4)] == [0, 0, 0, 1]
    assert _refused(flood, 2, 0.0) == 0
    assert _refused(flood, 1, 0.5) == 1
    assert _refused(flood, 1, 1.6) == 0
    assert flood.refused == 2


def test_a_group_takes_twenty_a_minute() -> None:
    flood = FloodControl()
    assert [_refused(flood, -1, float(second), group=True) for second in range(20)] == [0] * 20
    assert _refused(flood, -1, 20.0, group=True) == 40
    assert _refused(flood, -1, 59.0, group=True) == 1
    assert _refused(flood, -1, 61.0, group=True) == 0


def test_all_chats_take_thirty_a_second() -> None:
    flood = FloodControl(overall=30)
    assert [_refused(flood, chat, 0.0) for chat in range(30)] == [0] * 30
    assert _refused(flood, 30, 0.5) == 1
    assert _refused(flood, 31, 1.1) == 0
