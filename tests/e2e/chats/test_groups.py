"""Groups: the bot answers a mention, a reply to one of its messages and /ask, and is silent otherwise."""

from __future__ import annotations

import time

import pytest

from tests.e2e.conftest import ADMIN, StartBot
from tests.e2e.harness.bot_process import SLOW_REFILL
from tests.e2e.harness.conversation import Chat, Telegram, User

QUESTION = "安徽参与了哪些案例"
ANSWER = "共 17 个案例"


@pytest.fixture(params=["group", "supergroup", "with privacy"])
def group(telegram: Telegram, request: pytest.FixtureRequest) -> Chat:
    if request.param == "group":
        return telegram.group("处室")
    return telegram.supergroup("处室", privacy=request.param == "with privacy")


def test_commands_are_answered(telegram: Telegram, group: Chat) -> None:
    li = telegram.user("李")
    for text in (
        f"/ask@{telegram.username} {QUESTION}",
        f"/ask {QUESTION}",
        f"/ASK@{telegram.username.upper()} {QUESTION}",
        f"/ask@{telegram.username} @{telegram.username} {QUESTION}",
    ):
        said = li.says(group, text)
        answer = group.next()
        assert ANSWER in answer.text
        assert answer.reply_to == said.id
    group.silent()


def test_mentions_are_answered(telegram: Telegram) -> None:
    group = telegram.supergroup("处室")
    li = telegram.user("李")
    for text in (
        f"@{telegram.username} {QUESTION}",
        f"{QUESTION} @{telegram.username.upper()}",
        f"安徽 @{telegram.username} 参与了哪些案例",
    ):
        said = li.says(group, text)
        answer = group.next()
        assert ANSWER in answer.text
        assert answer.reply_to == said.id
    group.silent()


@pytest.mark.parametrize(
    "text", [f"{QUESTION}@{{me}}", f"@{{me}}{QUESTION}", f"/ask{QUESTION}", f"@{{me}} /ask {QUESTION}"]
)
def test_a_mention_works_without_spaces(telegram: Telegram, text: str) -> None:
    group = telegram.supergroup("处室")
    telegram.user("李").says(group, text.format(me=telegram.username))
    assert ANSWER in group.next().text


def test_a_bold_command_is_answered(telegram: Telegram) -> None:
    group = telegram.supergroup("处室")
    text = f"/ask {QUESTION}"
    bold, command = (
        {"type": "bold", "offset": 0, "length": len(text)},
        {"type": "bot_command", "offset": 0, "length": 4},
    )
    telegram.user("李").says(group, text, entities=[bold, command])
    assert ANSWER in group.next().text


def test_a_reply_to_its_message_is_answered(telegram: Telegram, group: Chat) -> None:
    li, wang = telegram.user("李"), telegram.user("王")
    li.says(group, f"/ask {QUESTION}")
    card = group.next()
    said = wang.says(group, "其中优秀的有哪些", reply_to=card)
    answer = group.next()
    assert "地区：安徽" in answer.text
    assert "优秀" in answer.text
    assert answer.reply_to == said.id


def test_chit_chat_in_reply_to_the_bot_is_ignored(telegram: Telegram, group: Chat) -> None:
    li = telegram.user("李")
    li.says(group, f"/ask {QUESTION}")
    card = group.next()
    for text in ("收到，谢谢", "哈哈哈", "太好了！", "今天开会吗", "👍"):
        li.says(group, text, reply_to=card)
    group.silent()
    li.says(group, f"@{telegram.username} 今天开会吗", reply_to=card)
    assert "没有读懂“今天开会”" in group.next().text


def test_all_other_messages_are_ignored(telegram: Telegram) -> None:
    group = telegram.supergroup("处室", bot="administrator")
    li, wang = telegram.user("李"), telegram.user("王")
    other = telegram.other_bot("别的", "other_bot")
    asked = li.says(group, QUESTION)
    wang.says(group, "安徽参与了哪些案例？", reply_to=asked)
    wang.says(group, f"@other_bot {QUESTION}")
    wang.says(group, f"@{telegram.username}2 {QUESTION}")
    wang.says(group, f"/ask@other_bot {QUESTION}")
    wang.says(group, "/help@other_bot")
    wang.says(group, "/roll 6")
    other.says(group, f"@{telegram.username} {QUESTION}")
    wang.says(group, "帮助")
    wang.says(group, "", sticker={"file_id": "s", "file_unique_id": "s", "width": 9, "height": 9, "type": "regular",
                                  "is_animated": False, "is_video": False})  # fmt: skip
    channel = telegram.channel("公告")
    group.forwards(f"@{telegram.username} {QUESTION}", channel)
    channel.posts(f"@{telegram.username} {QUESTION}")
    telegram.user("新人").joins(group)
    li.leaves(group)
    group.silent()
    channel.silent()


def test_the_silence_check_sees_answers_to_groups(telegram: Telegram) -> None:
    for _ in range(5):
        group = telegram.supergroup("处室")
        telegram.user("李").says(group, f"/ask {QUESTION}")
        with pytest.raises(AssertionError, match="not silent"):
            group.silent()


@pytest.mark.parametrize("text", ["@{me}", "/ask", "/ask@{me}", " @{me}  "])
def test_a_bare_mention_gets_short_help(telegram: Telegram, text: str) -> None:
    group = telegram.supergroup("处室")
    said = telegram.user("李").says(group, text.format(me=telegram.username))
    answer = group.next()
    assert answer.reply_to == said.id
    assert f"@{telegram.username}" in answer.text
    assert len(answer.text) < 300


def test_anonymous_administrators_and_channels_are_people(telegram: Telegram) -> None:
    group = telegram.supergroup("处室")
    group.anonymous(f"/ask@{telegram.username} {QUESTION}")
    assert ANSWER in group.next().text
    group.anonymous(f"@{telegram.username} 那江苏呢")
    assert "共 20 个案例" in group.next().text
    li = telegram.user("李")
    channel = {"id": -1002009, "type": "channel", "title": "李的频道"}
    li.says(group, f"@{telegram.username} {QUESTION}", sender_chat=channel)
    assert ANSWER in group.next().text


def test_topics(telegram: Telegram) -> None:
    forum = telegram.supergroup("论坛", forum=True)
    zhejiang, jiangsu = forum.topic("浙江"), forum.topic("江苏")
    li = telegram.user("李")
    said = li.says(jiangsu, f"@{telegram.username} {QUESTION}")
    answer = jiangsu.next()
    assert (answer.topic, answer.reply_to) == (jiangsu.thread, said.id)
    li.says(zhejiang, f"@{telegram.username} 那江苏呢")
    assert "共 17" not in (elsewhere := zhejiang.next()).text
    assert elsewhere.topic == zhejiang.thread
    li.says(forum, f"@{telegram.username} {QUESTION}")
    assert [forum.next().topic for _ in range(3)] == [jiangsu.thread, zhejiang.thread, None]


def test_reply_threads_are_not_topics(telegram: Telegram) -> None:
    group = telegram.supergroup("处室")
    li = telegram.user("李")
    li.says(group, f"@{telegram.username} {QUESTION}", message_thread_id=4)
    answer = group.next()
    assert "message_thread_id" not in telegram.calls("sendMessage", chat=group)[-1].params
    assert ANSWER in answer.text


def test_captions_with_a_mention(telegram: Telegram) -> None:
    group = telegram.supergroup("处室")
    mention = f"@{telegram.username}"
    telegram.user("李").says(
        group,
        "",
        photo=[{"file_id": "p", "file_unique_id": "p", "width": 90, "height": 90}],
        caption=f"{mention} {QUESTION}",
        caption_entities=[{"type": "mention", "offset": 0, "length": len(mention)}],
    )
    assert ANSWER in group.next().text


def test_a_deleted_question_is_still_answered(telegram: Telegram) -> None:
    group = telegram.supergroup("处室")
    telegram.raw(
        message={
            "message_id": 99_999,
            "date": int(time.time()),
            "chat": {"id": group.id, "type": "supergroup", "title": "处室"},
            "from": {"id": telegram.user("李").id, "is_bot": False, "first_name": "李"},
            "text": f"/ask {QUESTION}",
            "entities": [{"type": "bot_command", "offset": 0, "length": 4}],
        }
    )
    answer = group.next()
    assert ANSWER in answer.text
    assert answer.reply_to is None


def test_too_many_questions_get_one_quiet_notice(start_bot: StartBot) -> None:
    telegram = start_bot(arguments=SLOW_REFILL).telegram
    group = telegram.supergroup("处室")
    for number in range(18):
        telegram.user(f"王{number}").says(group, f"@{telegram.username} {QUESTION}")
    answers = [group.next().text for _ in range(13)]
    assert [text for text in answers if ANSWER not in text] == ["问得有点快，请过一会儿再问。"]
    group.silent()
    quiet = [call for call in telegram.calls("sendMessage", chat=group) if call.params.get("disable_notification")]
    assert len(quiet) == 1


def exhaust(telegram: Telegram, *users: User, questions: int = 8) -> None:
    """Let users use up their allowance, each question in a group of its own, so that no answer waits for another."""
    for user in users:
        groups = [telegram.supergroup(f"处室{number}") for number in range(questions)]
        for group in groups:
            user.says(group, f"@{telegram.username} {QUESTION}")
        for group in groups:
            group.next()


def test_people_who_ask_too_fast_in_one_group_get_one_notice(start_bot: StartBot) -> None:
    telegram = start_bot(arguments=SLOW_REFILL).telegram
    group = telegram.supergroup("处室")
    li, wang = telegram.user("李"), telegram.user("王")
    exhaust(telegram, li)
    li.says(group, f"@{telegram.username} {QUESTION}")
    assert group.next().text == "问得有点快，请过一会儿再问。"
    exhaust(telegram, wang)
    wang.says(group, f"@{telegram.username} {QUESTION}")
    group.silent()


@pytest.mark.parametrize("greeting", ["@{bot} 谢谢", "谢谢"], ids=["answered", "let pass"])
def test_greetings_count_for_nothing(start_bot: StartBot, greeting: str) -> None:
    telegram = start_bot(arguments=SLOW_REFILL).telegram
    group, li = telegram.supergroup("处室"), telegram.user("李")
    exhaust(telegram, li, questions=6)
    li.says(group, f"@{telegram.username} {QUESTION}")
    li.says(group, greeting.format(bot=telegram.username), reply_to=group.next())
    li.says(group, f"@{telegram.username} {QUESTION}")
    answers = [group.next().text for _ in range(2 if "@" in greeting else 1)]
    assert ANSWER in answers[-1]


def test_commands_of_administrators_are_always_carried_out(start_bot: StartBot) -> None:
    telegram = start_bot(arguments=SLOW_REFILL).telegram
    admin = telegram.user("管理员", identity=ADMIN)
    exhaust(telegram, admin)
    admin.asks(QUESTION)
    assert admin.next().text == "问得有点快，请过一会儿再问。"
    admin.asks("/status")
    assert admin.next().text.startswith("数据：")
    group = telegram.supergroup("处室")
    for number in range(13):
        telegram.user(f"王{number}").says(group, f"@{telegram.username} {QUESTION}")
    group.anonymous("/status")
    li, member = telegram.user("李"), telegram.user("张")
    li.becomes(group, "administrator")
    member.says(group, f"/status@{telegram.username}")
    li.says(group, f"/status@{telegram.username}")
    texts = [group.next().text for _ in range(15)]
    assert len([text for text in texts if text.startswith("数据：")]) == 2
    group.silent()


def test_status_reports_privacy_mode(telegram: Telegram, start_bot: StartBot) -> None:
    group = telegram.supergroup("处室")
    telegram.user("李").says(group, f"/status@{telegram.username}")
    assert "隐私模式：关" in group.next().text
    bot = start_bot(privacy=True)
    private = bot.telegram
    for status, words in (("member", "隐私模式：开。"), ("administrator", "隐私模式：开，但我在这里是管理员")):
        group = private.supergroup("处室", bot=status, privacy=True)
        private.user("李").says(group, f"/status@{private.username}")
        assert words in group.next().text
    bot.server.state.privacy = False  # as set at BotFather
    private.user("李").says(group, f"/status@{private.username}")
    assert "隐私模式：关" in group.next().text
