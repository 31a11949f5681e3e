"""The bot joins, is promoted, removed and added again; groups become supergroups."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing

from tests.e2e.conftest import StartBot
from tests.e2e.harness.conversation import Telegram


def test_joining_a_group_sends_a_short_greeting(telegram: Telegram) -> None:
    li = telegram.user("李")
    for group in (telegram.group("处室", bot=None), telegram.supergroup("处室", bot=None)):
        li.makes_bot(group, "member")
        hello = group.next()
        assert hello.text.startswith("大家好，我是案例通")
        assert f"@{telegram.username}" in hello.text
        assert "管理员可以用 /subscribe" in hello.text
        assert hello.reply_to is None
        li.presses(hello, "叉车是谁做的").notification()
        assert "共 4 个单位" in group.next().text
        li.makes_bot(group, "administrator")
        group.silent()
        li.says(group, f"/status@{telegram.username}")
        assert "我在这里是：管理员" in group.next().text
        li.makes_bot(group, "left")
        group.silent()
        li.makes_bot(group, "administrator")
        assert group.next().text.startswith("大家好，我是案例通")


def test_no_greeting_without_permission_to_write(telegram: Telegram) -> None:
    li = telegram.user("李")
    group = telegram.supergroup("处室", bot=None)
    li.makes_bot(group, "restricted", can_send_messages=False)
    channel = telegram.channel("公告", bot=None)
    li.makes_bot(channel, "administrator")
    group.silent()
    channel.silent()


def test_a_user_can_block_and_unblock_the_bot(telegram: Telegram) -> None:
    li = telegram.user("李")
    li.asks("安徽参与了哪些案例")
    li.next()
    li.blocks()
    li.unblocks()
    li.asks("那江苏呢")
    assert "共 20 个案例" in li.next().text


def test_a_group_that_becomes_a_supergroup_keeps_its_conversations(telegram: Telegram) -> None:
    group = telegram.group("处室")
    li = telegram.user("李")
    li.says(group, f"@{telegram.username} 安徽参与了哪些最佳案例")
    group.next()
    moved = group.migrate()
    telegram.settle()
    li.says(moved, f"@{telegram.username} 那江苏呢")
    answer = moved.next()
    assert "最佳" in answer.text.split("理解为")[1].split("\n")[0]
    assert group.waiting() == []


def test_an_answer_follows_a_migrated_group(telegram: Telegram) -> None:
    group = telegram.group("处室")
    moved = telegram.supergroup("处室")
    li = telegram.user("李")
    telegram.fails(
        "sendMessage",
        chat=group,
        status=400,
        description="Bad Request: group chat was upgraded to a supergroup chat",
        parameters={"migrate_to_chat_id": moved.id},
    )
    li.says(group, f"@{telegram.username} 安徽参与了哪些最佳案例")
    answer = moved.next()
    assert "地区：安徽" in answer.text
    assert answer.reply_to is None
    li.says(moved, f"@{telegram.username} 那江苏呢")
    assert "最佳" in moved.next().text.split("理解为")[1].split("\n")[0]
    li.presses(answer, "这些案例的单位").notification()
    answer.edited()


def test_membership_and_migration_in_the_backlog_are_applied(start_bot: StartBot) -> None:
    bot = start_bot()
    telegram = bot.telegram
    li = telegram.user("李")
    group = telegram.group("处室")
    li.says(group, f"@{telegram.username} 安徽参与了哪些最佳案例")
    group.next()
    bot.stop()
    moved = group.migrate()
    joined = telegram.supergroup("别处", bot=None)
    li.makes_bot(joined, "member")
    bot.start()
    li.says(moved, f"@{telegram.username} 那江苏呢")
    assert "最佳" in moved.next().text.split("理解为")[1].split("\n")[0]
    assert joined.next().text.startswith("大家好")


def test_an_old_membership_update_sends_no_greeting(start_bot: StartBot) -> None:
    bot = start_bot(start=False)
    telegram = bot.telegram
    me = {"id": telegram.bot_id, "is_bot": True, "first_name": "案例通", "username": telegram.username}
    li = {"id": telegram.user("李").id, "is_bot": False, "first_name": "李"}
    group = telegram.supergroup("<b>处室</b>\u202e")
    telegram.raw(
        my_chat_member={
            "chat": {"id": group.id, "type": "supergroup", "title": "<b>处室</b>\u202e"},
            "from": li,
            "date": int(time.time()) - 7200,
            "old_chat_member": {"user": me, "status": "left"},
            "new_chat_member": {"user": me, "status": "member"},
        }
    )
    bot.start()
    group.silent()
    bot.stop()
    with closing(sqlite3.connect(bot.state / "anlitong.db")) as database:
        known = database.execute("SELECT title, active, rights FROM chats WHERE id = ?", [group.id]).fetchall()
    assert known == [("<b>处室</b>", 1, "member")]
