from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest
from telegram import Bot, Update

from tests.botapi.conftest import Api
from tests.botapi.remote_control import Remote
from tests.botapi.server import Server
from tests.e2e.harness.bot_process import ROOT, TOKEN
from tests.e2e.harness.conversation import Telegram


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        (f"bot{TOKEN}/getMe", 200, None),
        (f"bot{TOKEN}/GETME", 200, None),
        (f"bot{TOKEN}/getNothing", 404, "Not Found: method not found"),
        (f"bot{TOKEN}x/getMe", 401, "Unauthorized"),
        ("botx/getMe", 404, "Not Found"),
        (f"file/bot{TOKEN}x/photos/a", 401, "Unauthorized"),
    ],
)
def test_addresses(server: Server, path: str, status: int, description: str | None) -> None:
    answer = httpx.get(f"{server.url}/{path}", trust_env=False)
    assert (answer.status_code, answer.json().get("description")) == (status, description)


def test_every_kind_of_body(api: Api) -> None:
    li = api.telegram.user("李")
    li.asks("你好")
    fields = {"chat_id": str(li.id), "text": "&= 案例 😀"}
    answers = [
        api.client.post("sendMessage", data=fields),
        api.client.post("sendMessage", json={"chat_id": li.id, "text": fields["text"]}),
        api.client.post("sendMessage", files={name: (None, value) for name, value in fields.items()}),
        api.client.get("sendMessage", params=fields),
    ]
    assert [answer.json()["result"]["text"] for answer in answers] == [fields["text"]] * 4
    assert api.client.post("sendMessage", content=b"{", headers={"content-type": "application/json"}).status_code == 400


def test_violations_are_recorded(api: Api) -> None:
    li = api.telegram.user("李")
    li.asks("你好")
    api("sendMessage", chat_id=5, text="a")
    api("editMessageText", chat_id=li.id, message_id=5, text="a")
    assert api.telegram.malformed() == []
    api("sendMessage", chat_id=li.id, text="<p>", parse_mode="HTML")
    api("sendMessage", chat_id=li.id, text="a", colour="red")
    api("getNothing")
    api("sendMessage", chat_id=li.id, text='<a href="https://t.me/anlitong_bot?start=安徽">a</a>', parse_mode="HTML")
    api("sendMessage", chat_id=li.id, text="<b>a</b> " * 101, parse_mode="HTML")
    buttons = [[{"text": "a", "callback_data": "a"}] * 3] * 3
    api("sendMessage", chat_id=li.id, text="a", reply_markup=json.dumps({"inline_keyboard": buttons}))
    held = api.telegram.malformed()
    assert [line.split(":")[0] for line in held] == [
        "sendMessage Bad Request",
        "sendMessage does not take ['colour']",
        "getNothing Not Found",
        "sendMessage",
        "sendMessage",
        "sendMessage",
    ]
    api.telegram.forgive("<p>", "colour")
    assert len(api.telegram.malformed()) == 4


def test_calls_are_recorded(api: Api) -> None:
    li = api.telegram.user("李")
    li.asks("你好")
    api("sendMessage", chat_id=li.id, text="一", reply_markup='{"inline_keyboard": []}')
    api("sendMessage", chat_id=li.id, text="")
    api.updates()
    first, second = api.telegram.calls("sendMessage", chat=li.private)
    assert (first.status, first.params["reply_markup"], first.result["text"]) == (200, {"inline_keyboard": []}, "一")
    assert (second.status, second.result) == (400, "Bad Request: message text is empty")
    assert second.at >= first.at
    assert len(api.telegram.calls("getUpdates")) == 1
    assert api.telegram.awaits("sendMessage", after=first.number) == second
    assert "called: sendMessage" in api.telegram.seen()


async def test_the_library_can_parse_every_update(server: Server) -> None:
    telegram = Telegram(server)
    li = telegram.user("李", username="li")
    forum = telegram.supergroup("论坛", forum=True, bot=None)
    li.makes_bot(forum, "administrator")
    li.makes_bot(forum, "restricted")
    li.makes_bot(forum, "administrator")
    li.becomes(forum, "creator")
    said = li.says(forum.topic("安徽"), "/ask@anlitong_bot 安徽")
    li.edits(said, "浙江")
    li.types("安徽")
    li.summons(forum, "@anlitong_bot 安徽")
    forum.forwards("通知", telegram.channel("频道"))
    telegram.group("群").migrate()
    li.blocks()
    li.asks("好了")
    async with Bot(TOKEN, f"{server.url}/bot", f"{server.url}/file/bot") as bot:
        updates = await bot.get_updates()
        assert [kind for update in updates for kind in update.to_dict() if kind != "update_id"][:2] == [
            "my_chat_member",
            "message",
        ]
        sent = await bot.send_message(li.id, "答")
        li.presses(li.next(), data="x")
        (pressed,) = await bot.get_updates(updates[-1].update_id + 1, allowed_updates=Update.ALL_TYPES)
        assert pressed.callback_query is not None
        assert pressed.callback_query.message == sent
        assert await pressed.callback_query.answer("好")
        assert (await bot.get_chat(forum.id)).is_forum
        assert {member.status for member in await bot.get_chat_administrators(forum.id)} == {"creator", "administrator"}
        assert (await bot.get_chat_member(forum.id, li.id)).status == "creator"
        assert (await bot.get_webhook_info()).pending_update_count == 1
        assert (await bot.get_my_name()).name == "案例通"
        assert (await bot.get_chat_menu_button()).type == "commands"
    assert telegram.malformed() == []


@pytest.fixture
def remote() -> Iterator[Remote]:
    """A server in a process of its own."""
    arguments = [sys.executable, "-m", "tests.botapi", "--port", "0", "--delay", "0.02"]
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        control = Remote(process.stdout.readline().strip())
        try:
            yield control
        finally:
            control.close()
            process.terminate()


def test_the_server_runs_as_a_separate_process(remote: Remote) -> None:
    telegram = Telegram(remote)
    li = telegram.user("李")
    li.asks("你好")
    answer = httpx.post(f"{remote.url}/bot{TOKEN}/sendMessage", data={"chat_id": li.id, "text": "答"}, trust_env=False)
    assert answer.elapsed.total_seconds() >= 0.02
    assert li.next().text == "答"
