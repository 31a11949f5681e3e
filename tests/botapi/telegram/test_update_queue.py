from __future__ import annotations

import json
import threading
import time

import httpx
import pytest

from tests.botapi.conftest import Api
from tests.botapi.telegram.update_queue import CONFLICT, WEBHOOK


def _texts(found: list[dict[str, dict[str, str]]]) -> list[str]:
    return [update["message"]["text"] for update in found]


def test_confirmed_updates_are_removed(api: Api) -> None:
    li = api.telegram.user("李")
    for text in "一二三四":
        li.asks(text)
    found = api.updates()
    assert _texts(found) == list("一二三四")
    assert [update["update_id"] - found[0]["update_id"] for update in found] == [0, 1, 2, 3]
    assert _texts(api.updates(limit=2)) == ["一", "二"]
    assert _texts(api.updates(found[1]["update_id"])) == ["二", "三", "四"]
    assert _texts(api.updates(-1)) == ["四"]
    assert _texts(api.updates()) == ["四"]
    assert api.updates(found[3]["update_id"] + 1) == []


def test_a_waiting_poll_gets_the_next_update(api: Api) -> None:
    came: list[list[str]] = []
    waiting = threading.Thread(target=lambda: came.append(_texts(api.updates(timeout=10))))
    waiting.start()
    while not api.server.call("polls"):
        time.sleep(0.01)
    api.telegram.user("李").asks("来了")
    waiting.join(30)
    assert came == [["来了"]]
    api.news()
    assert api.updates(timeout=1) == []


def test_a_second_poller_ends_the_first(api: Api) -> None:
    came: list[httpx.Response] = []
    waiting = threading.Thread(target=lambda: came.append(api.answer("getUpdates", timeout=10)))
    waiting.start()
    while not api.server.call("polls"):
        time.sleep(0.01)
    assert api.updates() == []
    waiting.join(30)
    assert (came[0].status_code, came[0].json()["description"]) == (409, CONFLICT)


def test_a_disconnected_poller_does_not_conflict(api: Api) -> None:
    with pytest.raises(httpx.ReadTimeout):
        api.client.post("getUpdates", data={"timeout": 10}, timeout=0.2)
    api.telegram.user("李").asks("来了")
    assert _texts(api.updates(timeout=5)) == ["来了"]


def test_a_webhook_blocks_polling(api: Api) -> None:
    api.telegram.user("李").asks("来了")
    assert api("setWebhook", url="https://example.org") is True
    assert api("getUpdates") == WEBHOOK
    assert api("getWebhookInfo")["pending_update_count"] == 1
    assert api("deleteWebhook", drop_pending_updates="true") is True
    assert api.updates() == []


def test_kinds_not_requested_are_not_delivered(api: Api) -> None:
    li = api.telegram.user("李")
    api.updates(allowed_updates=json.dumps(["callback_query"]))
    li.asks("一")
    api.updates(allowed_updates=json.dumps(["message", "inline_query"]))
    li.asks("二")
    li.types("三")
    api.updates()
    li.asks("四")
    assert [update.get("message", {}).get("text") for update in api.updates()] == ["二", None, "四"]
    api.updates(allowed_updates="[]")
    group = api.telegram.supergroup("群", bot="administrator")
    li.becomes(group, "member")
    assert len(api.updates()) == 3
    api.updates(allowed_updates=json.dumps(["chat_member"]))
    li.leaves(group)
    assert api.updates()[-1]["chat_member"]["new_chat_member"]["status"] == "left"


def test_any_update_can_be_sent(api: Api) -> None:
    api.telegram.raw(message={"text": None, "strange": [1, {"a": "\u202e"}]})
    (update,) = api.updates()
    assert update["message"] == {"text": None, "strange": [1, {"a": "\u202e"}]}
