from __future__ import annotations

import json

import pytest

from tests.botapi.conftest import Api
from tests.botapi.messages.entity_detection import detect_entities
from tests.botapi.messages.text import utf16_slice


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@anlitong_bot 安徽", ["mention @anlitong_bot"]),
        ("问问 @anlitong_bot，安徽？", ["mention @anlitong_bot"]),
        ("@anlitong_bot安徽", []),
        ("问@anlitong_bot 安徽", []),
        ("a@b.com", ["email a@b.com"]),
        ("/ask 安徽", ["bot_command /ask"]),
        ("/ask@anlitong_bot 安徽", ["bot_command /ask@anlitong_bot"]),
        ("/ask安徽", []),
        ("和/或", []),
        ("见 https://example.org/a?b=c。好", ["url https://example.org/a?b=c"]),
        ("😀 #案例 example.org", ["hashtag #案例", "url example.org"]),
        ("", []),
    ],
)
def test_entities_are_detected_as_telegram_does(text: str, found: list[str]) -> None:
    entities = detect_entities(text)
    assert [f"{entity['type']} {utf16_slice(text, entity['offset'], entity['length'])}" for entity in entities] == found


@pytest.mark.parametrize(
    ("text", "comes"),
    [
        ("随便说说", False),
        ("@anlitong_bot 安徽", False),
        ("/ask@anlitong_bot 安徽", True),
        ("/ask@ANLITONG_BOT 安徽", True),
        ("/ask@other_bot 安徽", False),
        ("/ask 安徽", True),
    ],
)
def test_privacy_mode(api: Api, text: str, comes: bool) -> None:  # noqa: FBT001 - a column of the table
    li = api.telegram.user("李")
    for privacy, status, expected in ((True, "member", comes), (False, "member", True), (True, "administrator", True)):
        li.says(api.telegram.supergroup("群", bot=status, privacy=privacy), text)
        assert bool(api.news()) == expected, (privacy, status)


def test_a_command_without_a_name_goes_to_the_bot_that_wrote_last(api: Api) -> None:
    group = api.telegram.supergroup("群", privacy=True)
    li, other = api.telegram.user("李"), api.telegram.other_bot("别的", "other_bot")
    other.says(group, "我在")
    li.says(group, "/ask 安徽")
    assert api.news() == []
    api("sendMessage", chat_id=group.id, text="我也在")
    li.says(group, "/ask 安徽")
    assert len(api.news()) == 1


def test_replies_to_the_bot_and_replies_to_those_are_delivered(api: Api) -> None:
    group = api.telegram.supergroup("群", privacy=True)
    li = api.telegram.user("李")
    api("sendMessage", chat_id=group.id, text="答")
    answer = group.next()
    first = li.says(group, "多少个", reply_to=answer)
    li.says(group, "对", reply_to=first)
    chat = li.says(group, "吃了吗")
    li.says(group, "吃了", reply_to=chat)
    assert [update["message"]["text"] for update in api.news()] == ["多少个", "对"]


def test_a_topic_created_by_the_bot_is_not_a_message_to_reply_to(api: Api) -> None:
    forum = api.telegram.supergroup("论坛", privacy=True, forum=True)
    topic = forum.topic("安徽")
    api.news()
    api.telegram.user("李").says(topic, "吃了吗")
    assert api.news() == []


def test_service_messages_are_always_delivered(api: Api) -> None:
    group = api.telegram.supergroup("群", privacy=True)
    api.telegram.user("王").joins(group)
    assert api.news()[0]["message"]["new_chat_members"][0]["first_name"] == "王"


def test_nothing_is_delivered_from_chats_without_the_bot(api: Api) -> None:
    api.telegram.user("李").says(api.telegram.supergroup("群", bot=None), "/ask@anlitong_bot 安徽")
    assert api.news() == []


def test_messages_of_others(api: Api) -> None:
    telegram = api.telegram
    group, channel = telegram.supergroup("群"), telegram.channel("频道")
    telegram.other_bot("别的", "other_bot").says(group, "我在")
    group.forwards("通知", channel)
    group.anonymous("我是管理员")
    found = api.news()
    assert found[0]["message"]["from"]["is_bot"] is True
    assert found[1]["channel_post"]["sender_chat"]["id"] == channel.id
    assert found[2]["message"]["is_automatic_forward"] is True
    assert found[2]["message"]["from"]["id"] == 777000
    assert found[3]["message"]["from"]["id"] == 1087968824
    assert found[3]["message"]["sender_chat"]["id"] == group.id


def test_edits_and_old_messages(api: Api) -> None:
    li = api.telegram.user("李")
    said = li.asks("安徽", ago=900)
    li.edits(said, "浙江 /help")
    first, second = api.news()
    assert second["edited_message"]["date"] == first["message"]["date"]
    assert second["edited_message"]["edit_date"] - first["message"]["date"] >= 899
    assert second["edited_message"]["entities"] == [{"type": "bot_command", "offset": 3, "length": 5}]
    api.telegram.raw(poll={})
    assert json.dumps(api.news()[0]["poll"]) == "{}"
