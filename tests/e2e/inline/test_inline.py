"""Inline mode: the results of @bot and a few words, and the messages that they become."""

from __future__ import annotations

import re
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest

from bot.telegram.inline.results import REFUSED
from tests.e2e.chats.test_buttons import write_larger_data
from tests.e2e.conftest import StartBot
from tests.e2e.harness.bot_process import SLOW_REFILL, BotProcess
from tests.e2e.harness.conversation import PATIENCE, Telegram, User
from tests.e2e.harness.inline_messages import InlineMessage, send_inline

JSON = dict[str, Any]

LONG = "上海和浙江和江苏和安徽都参与而且没有宁波没有金华没有杨浦没有合肥的优秀实践案例有哪些"
"""A question with more conditions than callback data has room for."""


def titles(answer: JSON) -> list[str]:
    return [result["title"] for result in answer["results"]]


def test_results_are_the_answer_then_cards_then_refinements(telegram: Telegram) -> None:
    answer = telegram.user("李").types("安徽").answer()
    first, *others = answer["results"]
    assert first["title"] == "共 17 个案例"
    assert first["description"] == "理解为：地区：安徽 → 17 个案例"
    content = first["input_message_content"]
    assert content["message_text"].startswith("<b>共 17 个案例：</b>")
    assert "理解为：地区：安徽" in content["message_text"]
    assert [title.partition(".")[0] for title in titles(answer)[1:18]] == [str(number) for number in range(1, 18)]
    assert others[0]["description"].startswith("最佳实践案例第 1 个 · ")
    assert "出处：" in others[0]["input_message_content"]["message_text"]
    ways = titles(answer)[18:]
    assert [way.partition("：")[0] for way in ways] == ["上海", "江苏", "浙江", "这些案例的单位", "最佳 9", "优秀 8"]
    assert "共 77 个单位" in ways[3]
    assert len({result["id"] for result in answer["results"]}) == len(answer["results"])
    assert all(len(result["id"].encode()) <= 64 for result in answer["results"])


def test_a_set_of_one_is_its_card_alone(telegram: Telegram) -> None:
    answer = telegram.user("李").types("江苏的食品案例").answer()
    assert titles(answer)[0] == "建设长三角区域食品安全信息追溯体系"
    assert not any(title.startswith("1. ") for title in titles(answer))


def test_results_are_the_same_for_everyone(telegram: Telegram) -> None:
    answer = telegram.user("李").types("安徽 食品").answer()
    again = telegram.user("王").types("安徽 食品").answer()
    assert answer["results"] == again["results"]
    assert answer["cache_time"] == 300
    assert not answer.get("is_personal")
    assert answer["next_offset"] == ""


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("安徽的最佳案例有几个", "9 个"),
        ("上海有没有参与叉车的案例", "是的"),
        ("哪个省案例最多", "浙江"),
        ("哪些单位做了禁鱼", "共 4 个单位"),
        ("有多少个参评案例", "75"),
        ("有没有温州的案例", "没有"),
        ("认证监管同向同步同行", "认证监管同向同步同行"),
        ("图 杭州", "共 2 个案例"),
    ],
)
def test_every_kind_of_answer_can_be_sent(telegram: Telegram, query: str, title: str) -> None:
    li, group = telegram.user("李"), telegram.supergroup("别处", bot=None)
    typed = li.types(query)
    first = typed.answer()["results"][0]
    assert title in first["title"]
    assert "理解为：" in first["description"]
    assert typed.choose(first, group)
    text = first["input_message_content"]["message_text"]
    assert title in text
    assert "理解为：" in text


def test_repairs_are_shown(telegram: Telegram) -> None:
    li = telegram.user("李")
    first = li.types("哪些单位做了禁鱼").answer()["results"][0]
    assert "已按“禁渔”理解“禁鱼”" in first["description"]
    message = send_inline(li, "哪些单位做了禁鱼")
    assert "已按“禁渔”理解“禁鱼”" in message.text
    text = message.text
    message.press(li, "选省份")
    message.press(li, "上海")
    assert message.press(li, "返回") == text


def all_pages(user: User, query: str) -> list[JSON]:
    """Return the results of all pages."""
    found: list[JSON] = []
    offset = ""
    while True:
        answer = user.types(query, offset=offset).answer()
        assert 1 <= len(answer["results"]) <= 50
        found += answer["results"]
        offset = str(answer["next_offset"])
        if not offset:
            return found
        assert offset == str(len(found))


def test_more_than_fifty_are_paged(start_bot: StartBot, tmp_path: Path) -> None:
    bot = start_bot(ANLITONG_DATA_DIR=str(write_larger_data(tmp_path / "data", 120)))
    li = bot.telegram.user("李")
    query = "第二份案例通知有哪些案例"
    first = li.types(query).answer()
    assert len(first["results"]) == 50
    assert first["next_offset"] == 50
    results = all_pages(li, query)
    assert [result["title"].partition(".")[0] for result in results[1:121]] == [str(at) for at in range(1, 121)]
    assert [result["title"].partition("：")[0] for result in results[121:]] == ["江苏", "这些案例的单位"]
    assert li.types(query, offset="999999").answer()["results"] == []
    for garbage in ("abc", "-5", "5.0", "９", "9" * 40):
        assert li.types(query, offset=garbage).answer()["results"] == first["results"]
    bot.restart()
    again = all_pages(bot.telegram.user("王"), query)
    assert [result["id"] for result in again] == [result["id"] for result in results]


@pytest.mark.parametrize(
    "query", ["", "安徽", "全部案例", "有哪些单位", "哪个省案例最多", "江苏和安徽", "今天天气", LONG]
)
def test_results_respect_telegrams_limits(start_bot: StartBot, tmp_path: Path, query: str) -> None:
    """The server refuses longer texts; the test checks the limits that the server does not know."""
    bot = start_bot(ANLITONG_DATA_DIR=str(write_larger_data(tmp_path / "data", 120)))
    results = all_pages(bot.telegram.user("李"), query)
    identities = [result["id"] for result in results]
    assert len(set(identities)) == len(identities)
    for result in results:
        assert 1 <= len(result["id"].encode()) <= 64
        for button in (button for row in result["reply_markup"]["inline_keyboard"] for button in row):
            assert len(button.get("callback_data", "").encode()) <= 64
            assert len(button.get("switch_inline_query", "")) <= 256
            assert len(button.get("copy_text", {}).get("text", "")) <= 256


@pytest.mark.parametrize(
    "query",
    [
        "安" * 4096,
        "<b>安徽</b>",
        "天气\u202e<a href='x'>",
        "&amp;&lt;",
        "\ud800",
        "😀" * 100,
        "/help@x",
        "没有" * 60,
        "\x00",
    ],
)
def test_odd_queries_are_answered(telegram: Telegram, query: str) -> None:
    answer = telegram.user("李").types(query).answer()
    assert answer["results"]
    if button := answer.get("button"):
        assert button["text"].startswith("私聊问我：")
        assert re.fullmatch("[A-Za-z0-9_-]{1,64}", button["start_parameter"])


@pytest.mark.parametrize("query", ["", "  ", "最新通知", "最新通知。", "地图"])
def test_an_empty_query_shows_the_latest_notice_and_examples(telegram: Telegram, query: str) -> None:
    li = telegram.user("李")
    answer = li.types(query).answer()
    first, *examples = answer["results"]
    assert first["title"].startswith("最新通知：《")
    assert "选出 22 个" in first["description"]
    assert [title.partition("：")[0] for title in titles(answer)[1:]] == [
        "安徽参与了哪些案例",
        "最佳实践案例一共几个",
        "叉车是谁做的",
    ]
    assert "共 17 个案例" in examples[0]["title"]
    assert "共 17 个案例" in examples[0]["input_message_content"]["message_text"]


def test_an_unanswerable_query_links_to_the_private_chat(telegram: Telegram) -> None:
    li = telegram.user("李")
    answer = li.types("今天天气怎么样").answer()
    assert titles(answer) == [REFUSED]
    assert answer["button"]["text"] == "私聊问我：今天天气怎么样"
    li.asks(f"/start {answer['button']['start_parameter']}")
    assert li.next().text.startswith("您好，我是案例通")
    message = send_inline(li, "今天天气怎么样")
    assert "共 17 个案例" in message.press(li, "安徽参与了哪些案例")
    assert "可以这样问" in message.press(li, "返回") or "安徽参与了哪些案例" in message.buttons


def test_a_long_question_links_to_the_private_chat(start_bot: StartBot) -> None:
    bot = start_bot()
    li = bot.telegram.user("李")
    question = "请问明天上午要是下雨的话我们还去不去江徽那边参加那个什么会议呢大家都说说看吧好不好"
    button = li.types(question).answer()["button"]
    assert len(button["start_parameter"]) <= 64
    li.asks(f"/start {button['start_parameter']}")
    li.next()
    bot.restart()
    li.asks(f"/start {button['start_parameter']}")
    li.next()
    deadline = time.monotonic() + PATIENCE
    while asked(bot).count(question) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert asked(bot).count(question) == 2


def test_an_ambiguous_query_offers_its_readings(telegram: Telegram) -> None:
    answer = telegram.user("李").types("江徽参与了哪些案例").answer()
    assert {title.partition("：")[0] for title in titles(answer)} >= {"江苏参与了哪些案例", "安徽参与了哪些案例"}
    assert answer["button"]["text"].startswith("私聊问我：江徽")


def test_a_query_too_long_for_a_button_is_stored_once_typing_stops(start_bot: StartBot) -> None:
    bot = start_bot()
    li = bot.telegram.user("李")
    query = LONG
    for end in range(len(query) - 5, len(query)):
        li.types(query[:end])
    typed = li.types(query)
    answer = typed.answer()
    assert answer["cache_time"] == 0
    assert answer["is_personal"] is True
    identity = typed.choose(answer["results"][0])
    assert identity
    message = InlineMessage(bot.telegram, identity)
    text = message.text
    bot.restart()
    assert len(rows(bot)) <= len(answer["results"])
    assert "共 6 个案例" in text
    assert "共 12 个案例" not in message.press(li, "全部")
    assert message.press(li, "返回") == text


def test_typing_stores_nothing(start_bot: StartBot) -> None:
    bot = start_bot()
    li = bot.telegram.user("李")
    for query in ("安", "安h", "安徽", "安徽的", "安徽的最佳案例", "今天", "今天天气", ""):
        li.types(query).answer()
    bot.stop()
    assert rows(bot) == []


def test_typing_too_fast_gets_one_notice(start_bot: StartBot) -> None:
    telegram = start_bot(arguments=SLOW_REFILL).telegram
    li = telegram.user("李")
    typed = [li.types("今天天气") for _ in range(60)]
    answers: list[JSON] = []
    while not answers or answers[-1]["results"]:
        answers.append(typed[len(answers)].answer())
    assert len(answers) == 31
    assert answers[-1]["button"]["text"] == "问得有点快，请过一会儿再问。"
    assert answers[-1]["cache_time"] == 0
    telegram.settle()
    rest = [
        telegram.control.call("await_answer", kind="inline", query=one.id, within=0.01) for one in typed[len(answers) :]
    ]
    assert not any(answer and "button" in answer and not answer["results"] for answer in rest)


def rows(bot: BotProcess) -> list[str]:
    with sqlite3.connect(bot.state / "anlitong.db") as database:
        return [kind for (kind,) in database.execute("SELECT kind FROM exchanges")]


def asked(bot: BotProcess) -> list[str]:
    with sqlite3.connect(bot.state / "anlitong.db") as database:
        return [text for (text,) in database.execute("SELECT question FROM exchanges WHERE kind <> 'inline'")]
