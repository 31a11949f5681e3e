"""The web server of the real bot: its state, its metrics, and the webhook."""

from __future__ import annotations

import json
import socket
import time
from contextlib import suppress
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.e2e.conftest import ADMIN, StartBot
from tests.e2e.harness.bot_process import BotProcess
from tests.e2e.harness.replies import PATIENCE

QUESTION, ANSWER = "安徽参与了哪些案例", "共 17 个案例"
STANDBY = "另一个进程正在用这个数据库"


PORTS = iter(range(20_000, 32_000))
"""Ports that no system gives to connections by itself, as it does from 32768 on."""


@pytest.fixture
def address() -> str:
    """A free address. Another process may take it meanwhile, but only on purpose."""
    return free_address()


def free_address() -> str:
    for port in PORTS:
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return f"127.0.0.1:{port}"
    raise AssertionError("no port is free")


def get(address: str, path: str) -> httpx.Response:
    return httpx.get(f"http://{address}{path}", trust_env=False, timeout=PATIENCE)


def metric(address: str, name: str, **labels: str) -> float | None:
    """Return the value of a sample; None if there is none."""
    for family in text_string_to_metric_families(get(address, "/metrics").text):
        for sample in family.samples:
            if sample.name == name and labels.items() <= sample.labels.items():
                return sample.value
    return None


def wait_for(address: str, path: str, status: int, seconds: float = 30.0) -> httpx.Response:
    deadline = time.monotonic() + seconds
    while (answer := get(address, path)).status_code != status:
        assert time.monotonic() < deadline, answer.text
        time.sleep(0.1)
    return answer


def webhook_calls(bot: BotProcess, method: str) -> list[dict[str, Any]]:
    calls: list[dict[str, Any]] = bot.server.call("calls", method=method)
    return [call["params"] for call in calls]


def test_state_and_metrics_of_a_leader_and_a_standby(start_bot: StartBot, tmp_path: Any) -> None:
    url = f"sqlite:///{tmp_path / 'shared.db'}"
    first, second = free_address(), free_address()
    leader = start_bot(ANLITONG_DATABASE_URL=url, ANLITONG_LISTEN=first)
    standby = start_bot(beside=leader, polls=False, ANLITONG_DATABASE_URL=url, ANLITONG_LISTEN=second)
    standby.wait_for_log(STANDBY)
    wait_for(first, "/readyz", 200)
    assert get(second, "/livez").status_code == 200
    assert "待命" in wait_for(second, "/readyz", 503).text
    li = leader.telegram.user("李")
    for text in (QUESTION, "哪些单位做了禁鱼", "今天天气怎么样"):
        li.asks(text)
        answer = li.next()
    leader.telegram.fails("sendMessage", status=502, chat=li.private)
    li.asks("那江苏呢")
    li.next()
    leader.telegram.settle()
    assert "只回答通知里的" in answer.text
    assert metric(first, "anlitong_answers_total", surface="private", kind="refuse") == 1
    assert metric(first, "anlitong_answers_total", surface="private", kind="cases") in (1, 2)
    assert metric(first, "anlitong_repaired_answers_total", surface="private") == 1
    assert metric(first, "anlitong_failed_calls_total", method="sendMessage") == 1
    assert metric(first, "anlitong_answer_seconds_count") >= 4  # type: ignore[operator]
    assert metric(first, "anlitong_outbox_rows", state="pending") == 0
    assert (metric(first, "anlitong_leader"), metric(second, "anlitong_leader")) == (1, 0)
    leader.kill()
    wait_for(second, "/readyz", 200)
    assert QUESTION not in get(second, "/metrics").text


def test_an_address_in_use_is_reported(start_bot: StartBot, address: str) -> None:
    start_bot(ANLITONG_LISTEN=address)
    other = start_bot(start=False, ANLITONG_LISTEN=address)
    other.start(polls=False)
    assert other.wait(30) == 2
    assert f"ANLITONG_LISTEN: {address}: 不能在这里监听" in other.log


def start_with_webhook(start_bot: StartBot, address: str, **settings: str) -> BotProcess:
    bot = start_bot(start=False)
    settings |= {"ANLITONG_LISTEN": address, "ANLITONG_WEBHOOK_URL": f"http://{address}/telegram"}
    bot.environment |= settings
    bot.start(polls=False)
    bot.wait_for_log("webhook_set")
    return bot


def test_updates_come_by_the_webhook(start_bot: StartBot, address: str) -> None:
    bot = start_with_webhook(start_bot, address)
    (registered,) = webhook_calls(bot, "setWebhook")
    assert registered["url"] == f"http://{address}/telegram"
    assert {"message", "callback_query", "inline_query"} <= set(registered["allowed_updates"])
    assert registered["secret_token"] not in bot.log
    li = bot.telegram.user("李")
    li.asks(QUESTION)
    answer = li.next()
    assert ANSWER in answer.text
    li.asks("那江苏呢")
    listed = li.next()
    assert "共 20 个案例" in listed.text
    li.presses(listed, "单位").notification()
    listed.edited()
    wait_for(address, "/readyz", 200)
    assert bot.server.call("polls") == 0
    assert bot.stop() == 0
    assert len(webhook_calls(bot, "deleteWebhook")) == 1, "Telegram keeps what comes now"
    li.asks("浙江参与了哪些案例")
    bot.start(polls=False)
    assert "共 22 个案例" in li.next(30).text


def test_a_burst_is_answered_in_order(start_bot: StartBot, address: str) -> None:
    bot = start_with_webhook(start_bot, address)
    people = [bot.telegram.user(name) for name in ("李", "王", "张")]
    places = ("安徽", "江苏", "浙江", "上海")
    for place in places:
        for person in people:
            person.asks(f"{place}参与了哪些案例")
    for person in people:
        assert all(f"地区：{place}" in person.next().text for place in places)


def test_what_telegram_did_not_send_is_refused(start_bot: StartBot, address: str) -> None:
    bot = start_with_webhook(start_bot, address)
    secret = webhook_calls(bot, "setWebhook")[0]["secret_token"]
    li = bot.telegram.user("李")
    li.asks(QUESTION)
    li.next()
    identity = li.id
    update = {
        "update_id": 999_000_001,
        "message": {
            "message_id": 900_001,
            "date": int(time.time()),
            "chat": {"id": identity, "type": "private", "first_name": "李"},
            "from": {"id": identity, "is_bot": False, "first_name": "李"},
            "text": "那江苏呢",
        },
    }

    def post(content: bytes, key: str = secret) -> int:
        headers = {"X-Telegram-Bot-Api-Secret-Token": key} if key else {}
        return httpx.post(
            f"http://{address}/telegram", content=content, headers=headers, trust_env=False, timeout=PATIENCE
        ).status_code

    good = json.dumps(update).encode()
    assert [post(good, key) for key in ("", "wrong", secret[:-1], secret.upper())] == [403] * 4
    assert [post(body) for body in (b"", b"{", b"[]", b"\xff\xfe", good[:-9], b"[" * 200_000)] == [400] * 6
    assert post(b'{"update_id": 5, "x": "' + b"x" * 1_000_000 + b'"}') == 400
    assert get(address, "/telegram").status_code == 403
    assert post(good) == post(good) == 200, "the second time it is known"
    assert "共 20 个案例" in li.next().text
    li.silent()
    # half a request, and one that is no HTTP
    for said in (b"POST /telegram HTTP/1.1\r\nContent-Length: 99\r\n\r\n{", b"\x16\x03\x01 hello\r\n\r\n"):
        with socket.create_connection(address.split(":")) as connection:  # type: ignore[arg-type]
            connection.sendall(said)
    li.asks("那浙江呢")
    assert "共 22 个案例" in li.next().text


def test_a_standby_takes_the_webhook_over(start_bot: StartBot, address: str, tmp_path: Any) -> None:
    url = f"sqlite:///{tmp_path / 'shared.db'}"
    other = free_address()
    leader = start_with_webhook(start_bot, address, ANLITONG_DATABASE_URL=url)
    standby = start_bot(
        beside=leader,
        polls=False,
        ANLITONG_DATABASE_URL=url,
        ANLITONG_LISTEN=other,
        ANLITONG_WEBHOOK_URL=f"http://{other}/telegram",
    )
    standby.wait_for_log(STANDBY)
    assert len(webhook_calls(leader, "setWebhook")) == 1
    secret = webhook_calls(leader, "setWebhook")[0]["secret_token"]
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
    refused = httpx.post(
        f"http://{other}/telegram", json={"update_id": 1}, headers=headers, trust_env=False, timeout=PATIENCE
    )
    assert refused.status_code == 503
    leader.kill()
    li = leader.telegram.user("李")
    li.asks(QUESTION)
    assert ANSWER in li.next(30).text
    assert [call["url"] for call in webhook_calls(leader, "setWebhook")] == [
        f"http://{at}/telegram" for at in (address, other)
    ]


def test_a_webhook_left_behind_is_removed_for_polling(start_bot: StartBot, address: str) -> None:
    bot = start_with_webhook(start_bot, address)
    bot.kill()
    li = bot.telegram.user("李")
    li.asks(QUESTION)
    for name in ("ANLITONG_WEBHOOK_URL", "ANLITONG_LISTEN"):
        del bot.environment[name]
    bot.start()
    assert ANSWER in li.next(30).text


def test_administrators_hear_of_a_second_program(start_bot: StartBot) -> None:
    bot = start_bot()
    admin = bot.telegram.user("管理员", identity=ADMIN)
    admin.asks("/status")
    admin.next()
    bot.telegram.fails("getUpdates", status=409, times=3)
    admin.asks("/help")  # ends the poll that is waiting
    texts = [admin.next(40).text, admin.next(40).text]
    assert any("409 Conflict" in text for text in texts), texts
